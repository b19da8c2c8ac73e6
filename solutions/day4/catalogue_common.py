"""What the questions of day 4 share: the sections to reread, and small tools."""

import labkit as lk

KINDS = "4.1 Stock, flow or document?"
BALANCE = "4.1 A full count: in, out and net"
SAMPLE = "4.1 What a sample can carry"
MONTHS = "4.2 Months, not dollars"
RATIOS = "4.2 The average of ratios"
IN_SCOPE = "4.2 Who is in, and who borrowed"
HOME = "4.2 Sending money home"
CASES = "4.3 Cases, rate, hours"
DEATHS = "4.3 Deaths stand apart"
WITHIN = "4.3 The same industry, the same year"
AGAINST = "4.3 Register against survey"

ENDS = ["estimate", "ci_low", "ci_high"]


def in_polars(table):
    """Return a table as polars has it, for trainees who work with polars."""
    import polars

    return polars.DataFrame({name: table[name].to_list() for name in table.columns if name != "flag"})


def of_2019(register):
    """Return the register's rows of 2019."""
    return register[register["year"] == 2019]


def rate_of(cases, workers):
    """Return cases per 100,000 workers."""
    return float(100_000 * cases / workers)


def workers_of(survey):
    """Return how many people have a job, by the survey."""
    return lk.informality.employed_people(survey).total()["estimate"].item()

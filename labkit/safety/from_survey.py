"""Rates of injuries at work from a household survey, with design-based standard errors.

A survey asks people who are alive: it knows non-fatal injuries only. Its reference group is everybody with a job
(of SDG indicator 8.8.1 all employees), insured or not, and it counts people who were injured at least once in the last
12 months.

Source of the definitions: ILO, *Resolution concerning statistics of occupational injuries*, 16th International
Conference of Labour Statisticians, 1998; metadata of SDG indicator 8.8.1.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import pandas as pd

from labkit.errors import DataError, OptionError, first_few, is_number, one_of
from labkit.protection import known_yes, people_of
from labkit.survey import Survey
from labkit.survey.estimation.student import t_quantile
from labkit.survey.records.columns import By, Floats, numbers
from labkit.survey.records.quantities import weekly_hours

Injury = Literal["work", "commuting"]
Reference = Literal["workers", "full-time equivalents"]
Statistic = Literal["mean", "median"]

PER_WORKERS, PER_HOURS = 100_000, 1_000_000
WEEKS_IN_YEAR = 365 / 7
LONGEST = 365.0  # days: the 16th ICLS counts up to one year for a case

_FLAGS = ("", "U", "S")  # the worse, the later
_COLUMNS = {"work": "injured", "commuting": "commuting_injury"}


def incidence_rate(
    survey: Survey,
    by: By = None,
    *,
    injury: Injury = "work",
    reference: Reference = "workers",
    full_time_hours: float = 40.0,
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate non-fatal injuries of employees in a year per 100,000 employees (SDG indicator 8.8.1).

    .. math:: 100\,000 \cdot \frac{\text{employees injured in the last 12 months}}{\text{employees}}

    The indicator is one of employees; the rate of everybody with a job is `workers_incidence_rate`.

    Injuries on the way to or from work are another figure, never added to those at work.

    Parameters
    ----------
    survey
        A Survey with ``injured`` or ``commuting_injury`` (``"yes"``, ``"no"``) and the columns of
        `labkit.labour.labour_force_status`, and ``status``; its employees are the reference group. For insured
        workers only, give a domain: ``survey.filter(survey.frame["nssf_member"] == "yes")``.
    by
        A column, or a list of columns, that make groups.
    injury
        ``"work"``, or ``"commuting"``: on the way to and from work.
    reference
        ``"workers"``: every worker counts once. ``"full-time equivalents"``: a part-time worker counts as the share of
        `full_time_hours` that ``usual_hours`` are, a full-time worker as one.
    full_time_hours
        Hours a week from which a worker is full-time. A parameter: countries differ.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (injured workers per 100,000), ``se, ci_low, ci_high, cv, df, n, flag``.
        Workers who did not answer are left out. The interval is that of the logarithm, as of every rate here: it does
        not pass zero.

    Raises
    ------
    ColumnError
        A column is missing.
    DataError
        Hours below zero, or more than a week has, for full-time equivalents.
    OptionError
        `injury` or `reference` is not known, or `full_time_hours` is not above zero.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> at_work, on_the_way = (incidence_rate(lfs, injury=i)["estimate"].item() for i in ("work", "commuting"))
    >>> at_work > on_the_way
    True
    """
    return _incidence(survey, by, "employees", injury, reference, full_time_hours, level)


def workers_incidence_rate(
    survey: Survey,
    by: By = None,
    *,
    injury: Injury = "work",
    reference: Reference = "workers",
    full_time_hours: float = 40.0,
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate non-fatal injuries in a year per 100,000 people with a job of any status.

    This is no SDG indicator: 8.8.1 is the rate of employees alone, `incidence_rate`.

    .. math:: 100\,000 \cdot \frac{\text{people with a job, injured in the last 12 months}}{\text{people with a job}}

    Parameters
    ----------
    survey, by, injury, reference, full_time_hours, level
        As for `incidence_rate`; the employed people of the survey are the reference group.

    Returns
    -------
    pandas.DataFrame
        As `incidence_rate`, per 100,000 people with a job.

    Raises
    ------
    ColumnError, DataError, OptionError
        As `incidence_rate`.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> workers_incidence_rate(lfs)["n"].item() > incidence_rate(lfs)["n"].item()
    True
    """
    return _incidence(survey, by, "employed", injury, reference, full_time_hours, level)


def _incidence(
    survey: Survey,
    by: By,
    people: Literal["employees", "employed"],
    injury: Injury,
    reference: Reference,
    full_time_hours: float,
    level: float,
) -> pd.DataFrame:
    """Return injured people of the reference group per 100,000."""
    one_of("injury", injury, get_args(Injury), where="incidence_rate")
    one_of("reference", reference, get_args(Reference), where="incidence_rate")
    if not (is_number(full_time_hours) and full_time_hours > 0):
        raise OptionError("full_time_hours is not above zero.", where="incidence_rate", got=repr(full_time_hours))
    workers = people_of(survey, people)
    cases = _cases(workers.frame, injury)
    if reference == "workers":
        table = workers.assign(injured_=PER_WORKERS * cases).mean("injured_", by, level=level)
        return _as_rate_of_cases(table, workers, cases, by, level, per=PER_WORKERS)
    hours = weekly_hours(workers.frame, "usual_hours", where="incidence_rate")
    full_time = np.minimum(hours / full_time_hours, 1.0)
    both = workers.assign(injured_=PER_WORKERS * cases, full_time_=full_time)
    table = both.ratio("injured_", "full_time_", by, level=level)
    return _as_rate_of_cases(table, workers, np.where(np.isnan(full_time), np.nan, cases), by, level, per=PER_WORKERS)


def _as_rate_of_cases(
    table: pd.DataFrame, workers: Survey, cases: Floats, by: By, level: float, *, per: float | None = None
) -> pd.DataFrame:
    """Return the table flagged by the smaller of the cases and the rest, with intervals that do not pass zero.

    `cases` is above 0 for the injured, missing where they are not in the figure. The interval is one of the rate's
    logarithm. Where nobody was injured the mean of zeros has no error: a figure `per` so many workers takes the
    interval of a share of zero, which ends above zero.
    """
    injured = pd.Series(np.nan_to_num(cases) > 0, index=workers.frame.index, dtype="boolean").mask(np.isnan(cases))
    shares = workers.assign(injured_=injured).share("injured_", by, level=level)
    worse = pd.concat([table["flag"], shares["flag"]], axis=1).map(_FLAGS.index).max(axis=1)
    rate, some = table["estimate"], table["estimate"] > 0
    factor = np.exp(t_quantile(table["df"].to_numpy(), level) * table["se"] / rate.where(some, 1.0))
    low, high = rate / factor, rate * factor
    if per is not None:
        low, high = low.where(some, per / 100 * shares["ci_low"]), high.where(some, per / 100 * shares["ci_high"])
    return table.assign(ci_low=low, ci_high=high, flag=[_FLAGS[place] for place in worse])


def frequency_rate(
    survey: Survey,
    by: By = None,
    *,
    injury: Injury = "work",
    weeks_in_year: float = WEEKS_IN_YEAR,
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate non-fatal injuries per 1,000,000 hours worked.

    .. math:: 1\,000\,000 \cdot \frac{\text{workers injured in the last 12 months}}
       {\text{usual weekly hours} \times \text{weeks in the year}}

    It takes account of working time, which the incidence rate does only roughly.

    Parameters
    ----------
    survey, by, injury, level
        As for `incidence_rate`, with ``usual_hours`` (a week).
    weeks_in_year
        Weeks of work in a year, 365 / 7 by default. Leave and absence are not in the survey: with fewer weeks the rate
        rises in proportion.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (per 1,000,000 hours), ``se, ci_low, ci_high, cv, df, n, flag``.

    Raises
    ------
    ColumnError, DataError, OptionError
        As `incidence_rate`; or `weeks_in_year` is not above zero.

    Examples
    --------
    >>> import labkit as lk
    >>> frequency_rate(lk.load("lfs"), by="sex")["sex"].tolist()
    ['male', 'female']
    """
    one_of("injury", injury, get_args(Injury), where="frequency_rate")
    workers = people_of(survey, "employed")
    return _per_hours(workers, _cases(workers.frame, injury), by, weeks_in_year, level)


def severity_rate(
    survey: Survey,
    by: By = None,
    *,
    weeks_in_year: float = WEEKS_IN_YEAR,
    permanent: str | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate days lost by injuries at work per 1,000,000 hours worked.

    .. math:: 1\,000\,000 \cdot \frac{\text{days lost}}{\text{usual weekly hours} \times \text{weeks in the year}}

    Days are calendar days of temporary incapacity, the day of the accident not counted, at most 365 for a case. Fatal
    cases and permanent incapacity have no days lost. An injured worker whose days are not known is left out of both
    sides, which makes the rate a little too low.

    Parameters
    ----------
    survey, by, weeks_in_year, level
        As for `frequency_rate`, with ``days_lost``.
    permanent
        A column that marks permanent incapacity (``"yes"`` or True), to be left out; without it, none is known.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (days per 1,000,000 hours), ``se, ci_low, ci_high, cv, df, n, flag``.

    Raises
    ------
    ColumnError, OptionError
        As `frequency_rate`.
    DataError
        Days lost are negative.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> bool(severity_rate(lfs)["estimate"].item() > frequency_rate(lfs)["estimate"].item())
    True
    """
    workers = people_of(survey, "employed")
    cases = _cases(workers.frame, "work")
    days = np.where(cases == 1, _days(workers.frame), cases)
    if permanent is not None:
        # The worker stays in the hours; only the days of the case are not temporary.
        lasting = known_yes(workers.frame, permanent, where="severity_rate").to_numpy(dtype=bool)
        days = np.where(lasting & (cases == 1), 0.0, days)
    return _per_hours(workers, days, by, weeks_in_year, level)


def days_lost_per_case(
    survey: Survey,
    by: By = None,
    *,
    statistic: Statistic = "mean",
    permanent: str | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Estimate the days lost in an injury at work: their mean or median.

    A few long absences make the mean: show both. Days are counted as for `severity_rate`; an injury without a lost day
    counts with zero.

    Parameters
    ----------
    survey, by, permanent, level
        As for `severity_rate`.
    statistic
        ``"mean"`` or ``"median"``.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (calendar days per case), ``se, ci_low, ci_high, cv, df, n, flag``. `n`
        counts cases whose days are known.

    Raises
    ------
    ColumnError, DataError
        As `severity_rate`.
    OptionError
        The `statistic` is not known.

    Examples
    --------
    >>> import labkit as lk
    >>> mean, median = (days_lost_per_case(lk.load("lfs"), statistic=s)["estimate"].item() for s in ("mean", "median"))
    >>> mean > median
    True
    """
    one_of("statistic", statistic, get_args(Statistic), where="days_lost_per_case")
    workers = people_of(survey, "employed")
    case = _cases(workers.frame, "work") == 1
    if permanent is not None:
        case &= ~known_yes(workers.frame, permanent, where="days_lost_per_case").to_numpy(dtype=bool)
    cases = workers.assign(days_=_days(workers.frame)).filter(case)
    return cases.mean("days_", by, level=level) if statistic == "mean" else cases.quantile("days_", by=by, level=level)


def _per_hours(workers: Survey, values: Floats, by: By, weeks_in_year: float, level: float) -> pd.DataFrame:
    if not (is_number(weeks_in_year) and weeks_in_year > 0):
        raise OptionError("weeks_in_year is not above zero.", where="a rate per hours", got=repr(weeks_in_year))
    hours = weekly_hours(workers.frame, "usual_hours", where="a rate per hours") * weeks_in_year
    table = workers.assign(cases_=PER_HOURS * values, hours_=hours).ratio("cases_", "hours_", by, level=level)
    return _as_rate_of_cases(table, workers, np.where(np.isnan(hours), np.nan, values), by, level)


def _cases(frame: pd.DataFrame, injury: Injury) -> Floats:
    """Return 1 for injured workers, 0 for others, missing where there is no answer."""
    return known_yes(frame, _COLUMNS[injury], unknown="left out", where="injuries").to_numpy(
        np.float64, na_value=np.nan
    )


def _days(frame: pd.DataFrame) -> Floats:
    name = "days_lost"
    values = numbers(frame, name, where="injuries")
    if (values < 0).any():
        raise DataError(
            f"{(values < 0).sum()} values of {name!r} are negative.",
            where="injuries",
            got=f"rows {first_few(frame.index[values < 0])}",
            expected="0 or more, or a missing value",
            hint="Codes such as -9, 98 and 99 for 'not known' become missing values first.",
        )
    return np.minimum(values, LONGEST)

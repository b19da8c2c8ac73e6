"""Questions 3 and 4 of day 4, on lesson 4.2: months of earnings, and borrowers."""

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

from .catalogue_common import ENDS, IN_SCOPE, MONTHS, RATIOS, in_polars

indicator = lk.migration.recruitment_cost_indicator
COSTS = ["cost_agency", "cost_documents", "cost_transport", "cost_training", "cost_medical", "cost_other"]


# Question 3: months of earnings, by destination.


def abroad(table):
    """Return the rows of other countries."""
    return table[table["destination"] != "Cambodia"]


def months(survey, **options):
    """Return the months for each destination abroad."""
    return abroad(indicator(survey, by="destination", **options))


def with_ratio(survey):
    """Return the workers in scope whose ratio is known, with cost and months."""
    inside = lk.migration.workers_in_scope(survey)
    frame = inside.frame
    total = frame[COSTS].sum(axis=1, skipna=False)
    inside = inside.assign(cost=total, months=total / frame["monthly_earnings"].where(frame["monthly_earnings"] > 0))
    return inside.filter(inside.frame["months"].notna())


def scaled(table, factor):
    """Return a table with its estimate and ends multiplied."""
    return table.assign(**{name: factor * table[name] for name in ENDS})


def with_one_error(survey):
    """Return the months with ends that are one standard error away."""
    table = months(survey)
    return table.assign(ci_low=table["estimate"] - table["se"], ci_high=table["estimate"] + table["se"])


Q3 = Question(
    "q3",
    4,
    "table",
    expected=months,
    by=("destination",),
    columns=tuple(ENDS),
    digits=2,
    unit="months of earnings",
    data=("recruitment",),
    hint="First each worker's own cost over the own month's pay. Then the average over workers, for each destination.",
    more_hints=(
        "The lesson drew a picture of these months, with their intervals. The line above it makes the table.",
        "One function does all: it knows who is in. Nothing has to be filtered before.",
    ),
    reread=MONTHS,
    alternatives=(
        lambda survey: indicator(lk.migration.workers_in_scope(survey), by="destination"),
        lambda survey: abroad(with_ratio(survey).mean("months", by="destination")),
        lambda survey: abroad(with_ratio(survey).mean("months", by="destination")).round(2),
        lambda survey: in_polars(months(survey)[["destination", *ENDS]]),
    ),
    mistakes=(
        Mistake(
            "median",
            "This is the cost of the worker in the middle: half pay less. The indicator is an average.",
            lambda survey: months(survey, statistic="median"),
            RATIOS,
        ),
        Mistake(
            "dollars",
            "This is the cost in dollars. The question asks for months of what the worker earned.",
            lambda survey: abroad(with_ratio(survey).mean("cost", by="destination")),
        ),
        Mistake(
            "means first",
            "Here the average cost stands over the average pay. Each worker's own ratio comes first, then the average.",
            lambda survey: abroad(with_ratio(survey).ratio("cost", "monthly_earnings", by="destination")),
            RATIOS,
        ),
        Mistake(
            "everybody",
            "People whom SDG 10.7.1 leaves out are in here: own-account workers, seafarers, or people who cross the "
            "border every day.",
            lambda survey: months(survey, scope="all"),
            IN_SCOPE,
        ),
        Mistake(
            "paid something",
            "Here the workers who paid nothing are left out. A cost of zero is an answer.",
            lambda survey: abroad(
                with_ratio(survey).filter(with_ratio(survey).frame["cost"] > 0).mean("months", by="destination")
            ),
            IN_SCOPE,
        ),
        Mistake(
            "year",
            "Below the line stands the pay of a year. The indicator takes one month.",
            lambda survey: scaled(months(survey), 1 / 12),
            RATIOS,
        ),
        Mistake(
            "percent of a year",
            "This is in percent of a year's pay. The question asks for months of pay.",
            lambda survey: scaled(months(survey), 100 / 12),
        ),
        Mistake(
            "one standard error",
            "The months are right, but the ends are one standard error away. A 95 percent interval reaches further: "
            "the table has its ends.",
            with_one_error,
        ),
        Mistake(
            "unweighted",
            "Every record counts once here. Use recruitment as it is: it knows its weights.",
            lambda survey: abroad(unweighted(with_ratio(survey)).mean("months", by="destination")),
        ),
        Mistake(
            "agency only",
            "Only what was paid to agencies and brokers is counted here. Papers, travel, training and the rest belong "
            "to the cost.",
            lambda survey: months(survey, cost="cost_agency"),
        ),
        Mistake(
            "pay",
            "This is what workers earned in a month. The question asks how many months of it the job cost.",
            lambda survey: abroad(lk.migration.workers_in_scope(survey).mean("monthly_earnings", by="destination")),
        ),
        Mistake(
            "without agencies",
            "What agencies and brokers got is left out here. It belongs to the cost.",
            lambda survey: months(survey, cost=[name for name in COSTS if name != "cost_agency"]),
        ),
        Mistake(
            "two costs",
            "Only two kinds of cost are counted here. All six belong to it.",
            lambda survey: months(survey, cost=["cost_agency", "cost_documents"]),
        ),
        Mistake(
            "percent",
            "This is in percent of a month. The question asks for months.",
            lambda survey: scaled(months(survey), 100),
        ),
        Mistake(
            "days",
            "This is in days. The question asks for months.",
            lambda survey: scaled(months(survey), 30),
        ),
        Mistake(
            "vulnerability",
            "This is the vulnerability index. The question asks what the job cost.",
            lambda survey: abroad(lk.migration.vulnerability_index(survey, by="destination")),
        ),
        Mistake(
            "borrowers",
            "Only workers who borrowed are counted here. The question asks about all workers in scope.",
            lambda survey: months(survey.filter(survey.frame["debt"] == "yes")),
        ),
        Mistake(
            "women",
            "Only women are counted here.",
            lambda survey: months(survey.filter(survey.frame["sex"] == "female")),
        ),
        Mistake(
            "men",
            "Only men are counted here.",
            lambda survey: months(survey.filter(survey.frame["sex"] == "male")),
        ),
        Mistake(
            "twelve months",
            "This is multiplied by twelve. The figure of the indicator is in months already.",
            lambda survey: scaled(months(survey), 12),
        ),
        Mistake(
            "one year",
            "Only workers who left in one year are counted here. The question asks about all years of the survey.",
            lambda survey: months(survey.filter(survey.frame["year"] == 2019)),
            close=True,
        ),
        Mistake(
            "median pay",
            "This is what workers earned in a month. The question asks how many months of it the job cost.",
            lambda survey: abroad(lk.migration.workers_in_scope(survey).quantile("monthly_earnings", by="destination")),
        ),
    ),
)


# Question 4: who borrowed.


def borrowed(survey, answer="yes"):
    """Return the percent who borrowed, or who did not."""
    return survey.share("debt").set_index("category").loc[answer, "estimate"]


def payers(survey):
    """Return the workers in scope who paid something."""
    inside = lk.migration.workers_in_scope(survey)
    return inside.filter(inside.frame[COSTS].sum(axis=1) > 0)


def row_of_yes(survey):
    """Return the row of those who borrowed."""
    table = lk.migration.workers_in_scope(survey).share("debt")
    return table[table["category"] == "yes"]


def weights_by_hand(survey):
    """Return the percent as a spreadsheet has it."""
    frame = lk.migration.workers_in_scope(survey).frame
    frame = frame[frame["debt"].notna()]
    return 100 * frame.loc[frame["debt"] == "yes", "weight"].sum() / frame["weight"].sum()


Q4 = Question(
    "q4",
    2,
    "number",
    expected=lambda survey: borrowed(lk.migration.workers_in_scope(survey)),
    data=("recruitment",),
    hint="Of the workers whom SDG 10.7.1 counts, how many of 100 borrowed? Choose the people first.",
    more_hints=(
        "One function of the lesson keeps the workers in scope. Then a share, with weights.",
        "The share has a row for each answer. One of the two is asked for.",
    ),
    reread=IN_SCOPE,
    alternatives=(row_of_yes, weights_by_hand, lambda survey: round(weights_by_hand(survey), 1)),
    mistakes=(
        Mistake(
            "everybody",
            "People whom SDG 10.7.1 leaves out are below the line here: those who stayed in Cambodia, for example.",
            borrowed,
        ),
        Mistake(
            "unweighted",
            "Every record counts once here. Use the survey's weights.",
            lambda survey: borrowed(unweighted(lk.migration.workers_in_scope(survey))),
        ),
        Mistake(
            "payers",
            "Below the line stand only those who paid something. Whose employer paid all is a worker in scope, too.",
            lambda survey: borrowed(payers(survey)),
        ),
        Mistake(
            "everybody, unweighted",
            "Two things: people whom SDG 10.7.1 leaves out are below the line, and every record counts once.",
            lambda survey: borrowed(unweighted(survey)),
        ),
        Mistake(
            "abroad",
            "This counts everybody with a job abroad. SDG 10.7.1 leaves some of them out: keep the workers in "
            "scope first.",
            lambda survey: borrowed(survey.filter(survey.frame["destination"] != "Cambodia")),
        ),
        Mistake(
            "records",
            "This is a number of records. The question asks for percent, with weights.",
            lambda survey: lk.migration.workers_in_scope(survey).frame["debt"].eq("yes").sum(),
        ),
        Mistake(
            "amount",
            "This is about the amount borrowed. The question asks how many borrowed.",
            lambda survey: lk.migration.workers_in_scope(survey).mean("debt_amount"),
        ),
        Mistake(
            "the others",
            "These are the workers who did not borrow.",
            lambda survey: borrowed(lk.migration.workers_in_scope(survey), "no"),
        ),
        Mistake(
            "left out",
            "These are the people whom SDG 10.7.1 leaves out. The question is about the others.",
            lambda survey: borrowed(
                survey.filter(~survey.frame.index.isin(lk.migration.workers_in_scope(survey).frame.index))
            ),
        ),
        Mistake(
            "Thailand",
            "These are workers in Thailand only. The question asks about all destinations.",
            lambda survey: borrowed(
                lk.migration.workers_in_scope(survey).filter(
                    lk.migration.workers_in_scope(survey).frame["destination"] == "Thailand"
                )
            ),
        ),
        Mistake(
            "lender",
            "This is about who lent the money. The question asks how many borrowed at all.",
            lambda survey: lk.migration.workers_in_scope(survey).share("debt_source")["estimate"].iloc[0],
        ),
        Mistake(
            "workers",
            "This is how many records are in scope. The question asks for a percent of them.",
            lambda survey: len(lk.migration.workers_in_scope(survey).frame),
        ),
        Mistake(
            "median amount",
            "This is about the amount borrowed. The question asks how many borrowed.",
            lambda survey: lk.migration.workers_in_scope(survey).quantile("debt_amount")["estimate"].item(),
        ),
        Mistake(
            "Korea",
            "These are workers in Korea only. The question asks about all destinations.",
            lambda survey: borrowed(
                lk.migration.workers_in_scope(survey).filter(
                    lk.migration.workers_in_scope(survey).frame["destination"] == "Republic of Korea"
                )
            ),
        ),
        Mistake(
            "end of the interval",
            "This is an end of the interval. The question asks for the estimate.",
            lambda survey: (
                lk.migration.workers_in_scope(survey).share("debt").set_index("category").loc["yes", "ci_low"]
            ),
        ),
        Mistake(
            "standard error",
            "This is the standard error. The question asks for the estimate.",
            lambda survey: lk.migration.workers_in_scope(survey).share("debt").set_index("category").loc["yes", "se"],
        ),
        Mistake(
            "index",
            "This is the vulnerability index, the mean of five lacks. The question asks about one of them.",
            lambda survey: lk.migration.vulnerability_index(survey)["estimate"].item(),
        ),
        Mistake(
            "people",
            "This is a number of people. The question asks for percent.",
            lambda survey: (
                lk.migration.workers_in_scope(survey)
                .filter(lk.migration.workers_in_scope(survey).frame["debt"] == "yes")
                .total()["estimate"]
                .item()
            ),
        ),
        Mistake(
            "months",
            "This is the cost in months of earnings. The question asks how many borrowed.",
            lambda survey: indicator(survey)["estimate"].item(),
        ),
        Mistake(
            "upper end",
            "This is an end of the interval. The question asks for the estimate.",
            lambda survey: row_of_yes(survey)["ci_high"].item(),
            close=True,
        ),
        Mistake(
            "one year",
            "Only workers who left in one year are counted here. The question asks about all years of the survey.",
            lambda survey: borrowed(lk.migration.workers_in_scope(survey.filter(survey.frame["year"] == 2019))),
            close=True,
        ),
        Mistake(
            "women",
            "Only women are counted here. The question asks about all workers in scope.",
            lambda survey: borrowed(lk.migration.workers_in_scope(survey.filter(survey.frame["sex"] == "female"))),
            close=True,
        ),
        Mistake(
            "men",
            "Only men are counted here. The question asks about all workers in scope.",
            lambda survey: borrowed(lk.migration.workers_in_scope(survey.filter(survey.frame["sex"] == "male"))),
            close=True,
        ),
        Mistake(
            "papers",
            "This is about papers. The question asks who borrowed.",
            lambda survey: lk.migration.workers_in_scope(survey).share("documents")["estimate"].iloc[0],
            close=True,
        ),
        Mistake(
            "contract",
            "This is about written contracts. The question asks who borrowed.",
            lambda survey: lk.migration.workers_in_scope(survey).share("contract")["estimate"].iloc[0],
            close=True,
        ),
    ),
)

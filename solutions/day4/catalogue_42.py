"""Questions 3 to 5 of day 4, on lesson 4.2: months of earnings, borrowers, the price of sending money."""

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

from .catalogue_common import ENDS, HOME, IN_SCOPE, MONTHS, RATIOS, in_polars

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
            "Here everybody with a job abroad is below the line. SDG 10.7.1 also leaves out some people abroad.",
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
    ),
)


# Question 5: sending 200 dollars from Japan.


def corridor(services, name="Japan to Cambodia"):
    """Return the services of one corridor."""
    return services[services["corridor"] == name]


def price(services):
    """Return the price of each service of the corridor."""
    return lk.migration.remittance_cost(corridor(services))


def margin(services, over="interbank_rate"):
    """Return the loss in the exchange rate, in percent."""
    inside = corridor(services)
    return 100 * (inside["interbank_rate"] - inside["rate"]) / inside[over]


def fee(services):
    """Return the fee in percent of the amount."""
    inside = corridor(services)
    return 100 * inside["fee"] / inside["amount"]


Q5 = Question(
    "q5",
    3,
    "number",
    expected=lambda services: price(services).mean(),
    digits=2,
    unit="percent",
    data=("remittance_services",),
    hint=(
        "The price of a service has two parts, fee and exchange rate. The average is over the services of this "
        "corridor."
    ),
    more_hints=(
        "Keep the rows of the corridor first. Then let the function of the lesson compute each service's price.",
        "A service that does not tell its rate has no price. It stays out; it is not free.",
    ),
    reread=HOME,
    alternatives=(
        lambda services: (fee(services) + margin(services)).mean(),
        lambda services: (
            lk.migration.corridor_costs(services).set_index("corridor").loc["Japan to Cambodia", "average"]
        ),
        lambda services: round(price(services).mean(), 2),
    ),
    mistakes=(
        Mistake(
            "fee only",
            "These are the fees alone. The loss in the exchange rate belongs to the price, too.",
            lambda services: fee(services).mean(),
        ),
        Mistake(
            "rate only",
            "This is the loss in the exchange rate alone. The fee belongs to the price, too.",
            lambda services: margin(services).mean(),
        ),
        Mistake(
            "own rate",
            "The loss in the rate is divided by the service's own rate. Divide by the rate between banks.",
            lambda services: (fee(services) + margin(services, over="rate")).mean(),
            close=True,
        ),
        Mistake(
            "untold is free",
            "A service that does not tell its rate counts here as one that takes nothing. It has no known price: "
            "leave it out.",
            lambda services: price(services).fillna(fee(services)).mean(),
        ),
        Mistake(
            "cheapest",
            "This is the cheapest service. The question asks for the average of the corridor.",
            lambda services: price(services).min(),
        ),
        Mistake(
            "dearest",
            "This is the dearest service. The question asks for the average of the corridor.",
            lambda services: price(services).max(),
        ),
        Mistake(
            "fee in dollars",
            "This is the average fee in dollars. The price has a second part, and is asked for in percent.",
            lambda services: corridor(services)["fee"].mean(),
        ),
        Mistake(
            "example",
            "This is the corridor of the example, from Malaysia.",
            lambda services: lk.migration.remittance_cost(corridor(services, "Malaysia to Cambodia")).mean(),
        ),
        Mistake(
            "sum",
            "The prices of the services are added up. The question asks for their average.",
            lambda services: price(services).sum(),
        ),
        Mistake(
            "published, 2017",
            "This is a published figure, of other corridors. The question asks for a calculation.",
            4.4,
            copied=True,
        ),
        Mistake(
            "published, 2018",
            "This is a published figure, of other corridors. The question asks for a calculation.",
            14.5,
            copied=True,
        ),
        Mistake(
            "median",
            "This is the service in the middle. The question asks for the average.",
            lambda services: price(services).median(),
        ),
        Mistake(
            "dollars",
            "This is the price in dollars for 200 dollars. The question asks for percent.",
            lambda services: 2 * price(services).mean(),
        ),
        Mistake(
            "qualifying",
            "Only the services that most people can use are counted here. The question asks for all services of the "
            "corridor.",
            lambda services: price(services)[corridor(services)["qualifying"]].mean(),
        ),
        Mistake(
            "all corridors",
            "All corridors are in here. The question is about one of them.",
            lambda services: lk.migration.remittance_cost(services).mean(),
        ),
        Mistake(
            "Thailand",
            "This is the corridor from Thailand. The question is about another one.",
            lambda services: lk.migration.remittance_cost(corridor(services, "Thailand to Cambodia")).mean(),
        ),
    ),
)

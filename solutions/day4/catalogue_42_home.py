"""Question 5 of day 4, on lesson 4.2: the price of sending money home."""

import labkit as lk
from labkit.checks import Mistake, Question

from .catalogue_common import HOME

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
        Mistake(
            "Korea",
            "This is the corridor from Korea. The question is about another one.",
            lambda services: lk.migration.remittance_cost(corridor(services, "Republic of Korea to Cambodia")).mean(),
        ),
        Mistake(
            "mean of corridors",
            "This is the average of all corridors. The question is about one of them.",
            lambda services: lk.migration.corridor_costs(services)["average"].mean(),
        ),
        Mistake(
            "untold costs nothing",
            "A service without a known price counts as one that costs nothing here. Leave it out.",
            lambda services: price(services).sum() / len(corridor(services)),
        ),
        Mistake(
            "spread",
            "This says how far the prices lie apart. The question asks for their average.",
            lambda services: price(services).std(),
        ),
        Mistake(
            "exchange rate",
            "This is an exchange rate, in riel. The question asks what the sending costs.",
            lambda services: corridor(services)["rate"].mean(),
        ),
        Mistake(
            "dollars and riel",
            "Dollars and riel are added here. Bring both parts to percent first.",
            lambda services: (
                corridor(services)["fee"] + corridor(services)["interbank_rate"] - corridor(services)["rate"]
            ).mean(),
        ),
        Mistake(
            "services",
            "This is how many services there are. The question asks what they cost.",
            lambda services: len(corridor(services)),
        ),
        Mistake(
            "multiplied",
            "The two parts of the price are multiplied here. They are paid one after the other: add them.",
            lambda services: (fee(services) * margin(services) / 100).mean(),
        ),
        Mistake(
            "minus",
            "The sign is turned round: a price is what the worker loses, and stands above zero.",
            lambda services: -price(services).mean(),
        ),
        Mistake(
            "banks",
            "Only bank transfers are counted here. The average is over all services of the corridor.",
            lambda services: price(services[services["kind"] == "bank transfer"]).mean(),
            close=True,
        ),
        Mistake(
            "banks everywhere",
            "Only bank transfers are counted here, and of all corridors. The question is about all services of one.",
            lambda services: lk.migration.remittance_cost(services[services["kind"] == "bank transfer"]).mean(),
            close=True,
        ),
        Mistake(
            "own rate, no fee",
            "This is the loss in the exchange rate alone, over the service's own rate. Fee and loss make the price.",
            lambda services: margin(services, over="rate").mean(),
            close=True,
        ),
    ),
)

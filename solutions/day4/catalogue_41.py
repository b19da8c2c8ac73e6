"""Questions 1 and 2 of day 4, on lesson 4.1: kinds of counts, and net migration."""

import labkit as lk
from labkit.checks import Mistake, Question

from .catalogue_common import BALANCE, KINDS

# Question 1: six published figures, by hand.

FIGURES = {
    "1.38 million Cambodians abroad": "stock",
    "44,862 workers placed in 2024": "flow",
    "2,613,373 work permits": "document",
    "900,000 returned by August 2025": "flow",
    "500,000 in manual jobs in Thailand": "stock",
    "remittances of 6.5 percent of GDP": "share",
}

Q1 = Question(
    "q1",
    3,
    "choice",
    expected=FIGURES,
    words=("stock", "flow", "document", "share"),
    hint=(
        "Ask each figure: could one photograph count it? Or does it need a film, a pile of papers, or a second number "
        "below?"
    ),
    more_hints=(
        "Look for a period in the words. What happened in it is counted as an event.",
        "Look at what is counted: people, events, papers, or parts of a whole.",
    ),
    reread=KINDS,
    alternatives=(
        {name: word.upper() for name, word in FIGURES.items()},
        {name: f" {word}. " for name, word in FIGURES.items()},
    ),
    mistakes=(
        Mistake(
            "permits",
            "About the permits: one person may hold several papers over the years. So what is counted here?",
            {"2,613,373 work permits": "stock"},
        ),
        Mistake(
            "permits as events",
            "About the permits: somebody gave each of them out, but what lies on the pile that is counted?",
            {"2,613,373 work permits": "flow"},
        ),
        Mistake(
            "returned",
            "About those who returned: coming home is something that happened in a period. One photograph cannot "
            "count it.",
            {"900,000 returned by August 2025": "stock"},
        ),
        Mistake(
            "placed",
            "About the workers placed: they were counted over a year. Those who were abroad before are not among them.",
            {"44,862 workers placed in 2024": "stock"},
        ),
        Mistake(
            "abroad",
            "About the Cambodians abroad: nobody counted when they left. They are all who were away at one moment.",
            {"1.38 million Cambodians abroad": "flow"},
        ),
        Mistake(
            "in Thailand",
            "About the manual jobs in Thailand: these are people who were there at one moment, whenever they came.",
            {"500,000 in manual jobs in Thailand": "flow"},
        ),
        Mistake(
            "gdp",
            "About the remittances: this figure has a denominator. It is not counted in dollars.",
            {"remittances of 6.5 percent of GDP": "flow"},
        ),
        Mistake(
            "gdp as a stock",
            "About the remittances: nothing is counted at one moment here. Look at the words behind the number.",
            {"remittances of 6.5 percent of GDP": "stock"},
        ),
        Mistake(
            "abroad as papers",
            "About the Cambodians abroad: people are counted here, not papers.",
            {"1.38 million Cambodians abroad": "document"},
        ),
        Mistake(
            "placed as papers",
            "About the workers placed: agencies sent people, and each was sent in the year. No paper is counted.",
            {"44,862 workers placed in 2024": "document"},
        ),
        Mistake(
            "returned as papers",
            "About those who returned: people are counted here, as they come over the border. No paper is counted.",
            {"900,000 returned by August 2025": "document"},
        ),
        Mistake(
            "in Thailand as papers",
            "About the manual jobs in Thailand: people are counted here, with papers or without.",
            {"500,000 in manual jobs in Thailand": "document"},
        ),
        Mistake(
            "gdp as papers",
            "About the remittances: money is counted here, over something else. No paper is counted.",
            {"remittances of 6.5 percent of GDP": "document"},
        ),
        Mistake(
            "no second number",
            "This is a number of people or of papers. It is not divided by another number.",
            {"2,613,373 work permits": "share"},
        ),
        Mistake(
            "abroad as a share",
            "About the Cambodians abroad: this number of people is not divided by another number.",
            {"1.38 million Cambodians abroad": "share"},
        ),
        Mistake(
            "placed as a share",
            "About the workers placed: this number of people is not divided by another number.",
            {"44,862 workers placed in 2024": "share"},
        ),
        Mistake(
            "returned as a share",
            "About those who returned: this number of people is not divided by another number.",
            {"900,000 returned by August 2025": "share"},
        ),
        Mistake(
            "in Thailand as a share",
            "About the manual jobs in Thailand: this number of people is not divided by another number.",
            {"500,000 in manual jobs in Thailand": "share"},
        ),
    ),
)


# Question 2: net migration of one province.


def balance(flows, place="Phnom Penh"):
    """Return the row of one province."""
    return lk.migration.flow_balance(flows).set_index("place").loc[place]


def at_the_end(flows):
    """Return the people who live in Phnom Penh at the end of the period."""
    return flows.loc[flows["destination"] == "Phnom Penh", "destination_population"].iloc[0]


def by_sums(flows):
    """Return the rate as a spreadsheet has it: two sums and the people in the middle."""
    arrivals = flows.loc[flows["destination"] == "Phnom Penh", "migrants"].sum()
    departures = flows.loc[flows["origin"] == "Phnom Penh", "migrants"].sum()
    return 1000 * (arrivals - departures) / (at_the_end(flows) - (arrivals - departures) / 2)


def of_women(flows):
    """Return the net number of women only, over everybody."""
    return 1000 * balance(flows[flows["sex"] == "female"])["net"] / balance(flows)["population"]


Q2 = Question(
    "q2",
    2,
    "number",
    expected=lambda flows: balance(flows)["rate"],
    column="rate",
    digits=2,
    unit="people per 1,000",
    data=("flows",),
    hint="Arrivals less departures, over the people in the middle of the period, for each 1,000 of them.",
    more_hints=(
        "The table of the full count has a row for each place. Its last column is the rate.",
        "Choose the row by the name of the place, with capital letters as in the table.",
    ),
    reread=BALANCE,
    alternatives=(
        by_sums,
        lambda flows: round(by_sums(flows), 2),
        lambda flows: lk.migration.flow_balance(flows).query("place == 'Phnom Penh'"),
    ),
    mistakes=(
        Mistake(
            "end of the period",
            "Below the line stand the people at the end of the period. Take those in the middle: half of the newcomers "
            "were not there at the beginning.",
            lambda flows: 1000 * balance(flows)["net"] / at_the_end(flows),
        ),
        Mistake(
            "beginning",
            "Below the line stand the people at the beginning of the period. Take those in the middle.",
            lambda flows: 1000 * balance(flows)["net"] / (at_the_end(flows) - balance(flows)["net"]),
        ),
        Mistake(
            "arrivals",
            "These are the arrivals only. A net rate looks at both directions.",
            lambda flows: 1000 * balance(flows)["arrivals"] / balance(flows)["population"],
        ),
        Mistake(
            "departures",
            "These are the departures only. A net rate looks at both directions.",
            lambda flows: 1000 * balance(flows)["departures"] / balance(flows)["population"],
        ),
        Mistake(
            "added",
            "Arrivals and departures are added up here. That says how much people move, not whether the city gains.",
            lambda flows: (
                1000 * (balance(flows)["arrivals"] + balance(flows)["departures"]) / balance(flows)["population"]
            ),
        ),
        Mistake(
            "per 100",
            "This is for each 100 people. The question asks for each 1,000.",
            lambda flows: balance(flows)["rate"] / 10,
        ),
        Mistake(
            "sign",
            "The direction is turned round: this is departures less arrivals.",
            lambda flows: -balance(flows)["rate"],
        ),
        Mistake(
            "in one year",
            "This is divided by the five years. The rate of the lesson is for the whole period.",
            lambda flows: balance(flows)["rate"] / 5,
        ),
        Mistake(
            "people",
            "This is a number of people. The question asks for a rate: for each 1,000 people of the place.",
            lambda flows: balance(flows)["net"],
        ),
        Mistake(
            "Kandal",
            "This is the rate of Kandal, not of Phnom Penh.",
            lambda flows: balance(flows, "Kandal")["rate"],
        ),
        Mistake(
            "per person",
            "This is for each single person. The question asks for each 1,000.",
            lambda flows: balance(flows)["rate"] / 1000,
        ),
        Mistake(
            "example",
            "This is the row of the example, Kampot.",
            lambda flows: balance(flows, "Kampot")["rate"],
        ),
        Mistake(
            "women",
            "Here only the women who moved are counted. The file has a row for each sex.",
            of_women,
        ),
        Mistake(
            "inhabitants",
            "This is how many people live there. The question asks how many more or fewer moves bring.",
            lambda flows: balance(flows)["population"],
        ),
        Mistake(
            "mean of provinces",
            "This is the average of all provinces. The question is about one of them.",
            lambda flows: lk.migration.flow_balance(flows)["rate"].mean(),
        ),
        Mistake(
            "first place",
            "This is the first row of the table: another province.",
            lambda flows: lk.migration.flow_balance(flows)["rate"].iloc[0],
        ),
        Mistake(
            "per 100, at the end",
            "Two things: this is for each 100 people, and below the line stand those at the end of the period.",
            lambda flows: 100 * balance(flows)["net"] / at_the_end(flows),
        ),
        Mistake(
            "newcomers twice",
            "The net number is added to the people at the end. They hold the newcomers already.",
            lambda flows: 1000 * balance(flows)["net"] / (at_the_end(flows) + balance(flows)["net"]),
        ),
        Mistake(
            "arrivals over departures",
            "This is arrivals over departures. Take the difference, over the people of the place.",
            lambda flows: balance(flows)["arrivals"] / balance(flows)["departures"],
        ),
        Mistake(
            "over arrivals",
            "Here the net number stands over the arrivals. Below the line of the rate stand the people who live there.",
            lambda flows: 1000 * balance(flows)["net"] / balance(flows)["arrivals"],
        ),
        Mistake(
            "median of provinces",
            "This is the rate of the province in the middle. The question is about one place.",
            lambda flows: lk.migration.flow_balance(flows)["rate"].median(),
            close=True,
        ),
        Mistake(
            "divided twice",
            "This is divided by 100 once more. The rate is for each 1,000 people already.",
            lambda flows: balance(flows)["rate"] / 100,
            close=True,
        ),
    ),
)

"""What is right in the exercise of day 4, and which mistakes it knows by name.

The questions stand in files of their own, one for each lesson. All files that begin with ``catalogue`` stay here.
"""

from labkit.checks import Catalogue, Question

from .catalogue_41 import Q1, Q2
from .catalogue_42 import Q3, Q4, Q5
from .catalogue_43 import Q6, Q7, Q8
from .catalogue_common import SAMPLE

# Graded by a person.
Q9 = Question("q9", 4, "written", reread=SAMPLE)

# To be read after "14 of 38": for the overview of the class.
DID = {
    "permits": "took permits for people",
    "permits as events": "took permits for events",
    "returned": "took people who returned for a stock",
    "placed": "took workers placed in a year for a stock",
    "abroad": "took people abroad for a flow, or all of them for workers in scope",
    "in Thailand": "took people in Thailand for a flow",
    "gdp": "did not see the denominator of a percent of GDP",
    "gdp as a stock": "took a percent of GDP for a stock",
    "end of the period": "divided by the people at the end of the period",
    "beginning": "divided by the people at the beginning of the period",
    "arrivals": "counted arrivals only",
    "departures": "counted departures only",
    "added": "added arrivals and departures",
    "per 100": "gave a rate for each 100 people",
    "sign": "turned the direction of a difference round",
    "in one year": "divided by the five years",
    "people": "gave people in the place of a rate",
    "Kandal": "took another province",
    "women": "counted women only",
    "per person": "gave a rate for each single person",
    "example": "took the example of the question",
    "everybody, unweighted": "used no weights, and counted people whom SDG 10.7.1 leaves out",
    "records": "gave a number of records",
    "amount": "gave the amount borrowed",
    "dearest": "gave the dearest service",
    "fee in dollars": "gave the fee in dollars",
    "sum": "added prices up",
    "published, 2017": "typed a published figure",
    "published, 2018": "typed a published figure",
    "fatal": "gave deaths",
    "only the way": "gave accidents on the way to work",
    "sum of rates": "added rates up",
    "year not equal": "did not hold the year equal",
    "one year": "took one year alone",
    "another year": "took another year of the register",
    "register alone": "gave the register's rate alone",
    "men": "counted men only",
    "median": "took a median for an average",
    "dollars": "gave dollars in the place of months or percent",
    "means first": "took the average first and the ratio after",
    "everybody": "counted people whom SDG 10.7.1 leaves out",
    "paid something": "left out workers who paid nothing",
    "year": "divided by the pay of a year",
    "unweighted": "used no weights",
    "agency only": "counted only what agencies and brokers got",
    "payers": "divided by those who paid something",
    "the others": "gave those who did not borrow",
    "left out": "gave the people whom SDG 10.7.1 leaves out",
    "Thailand": "looked at Thailand only",
    "fee only": "took the fee for the price",
    "rate only": "took the loss in the rate for the price",
    "own rate": "divided by the service's own rate",
    "untold is free": "took an untold rate for no loss",
    "cheapest": "gave the cheapest service",
    "qualifying": "left out services that few people can use",
    "all corridors": "took all corridors together",
    "way to work": "added accidents on the way to work",
    "all workers": "divided insured cases by all workers",
    "plain mean of industries": "took the plain mean of the industries' rates",
    "plain mean of sexes": "took the plain mean of women's and men's rates",
    "five years over one": "put five years of cases over one year's workers",
    "all years": "took all years of the register",
    "one year over five": "put one year's cases over five years' workers",
    "count": "gave a count in the place of a rate",
    "hours": "gave the rate per million hours",
    "per 1,000": "gave the rate per 1,000 workers",
    "industries not equal": "did not hold the industry equal",
    "nothing equal": "held nothing equal",
    "no exposure": "compared cases, not rates",
    "logarithm": "read a logarithm as a ratio",
    "women over men": "turned the ratio round",
    "accidents on the way": "compared accidents on the way to work",
    "percent more": "gave percent more in the place of a ratio",
    "another line": "took the line of an industry",
    "days": "took days lost for cases",
    "uninsured": "put the uninsured below the line",
    "heads": "counted heads, not full-time equivalents",
    "contributors": "took contributors for the insured",
    "health cover": "took cover for illness for insurance at work",
    "not registered": "gave the part that is not registered",
    "turned round": "put the survey over the register",
    "days lost": "left out the survey's injuries without a lost day",
    "four days": "counted only long absences of the survey",
}

CATALOGUE = Catalogue("day4", (Q1, Q2, Q3, Q4, Q5, Q6, Q7, Q8, Q9), did=DID)

"""Question 3 of day 3, on lesson 3.1: real growth of pay."""

import numpy as np

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

from .catalogue_common import (
    MEDIAN,
    REAL,
    UNWEIGHTED,
    beside_the_estimate,
    in_polars,
    paid_employees,
    women,
)

# Question 3: real growth.


def mean_pay(survey):
    """Return mean pay of a month."""
    return survey.mean("monthly_pay")


def growth(earlier, later, year=2012, base=2019, of=mean_pay):
    """Return the growth of pay from one survey to the next, the earlier pay at the prices of `base`."""
    before = paid_employees(earlier)
    pay = before.frame["monthly_pay"]
    before = before.assign(monthly_pay=pay if year == base else lk.wages.real(pay, year=year, base=base))
    return lk.compare.growth(of, before, paid_employees(later))


def means(earlier, later):
    """Return the two means of pay, and how many times prices are the earlier ones."""
    first, second = (mean_pay(paid_employees(survey))["estimate"].item() for survey in (earlier, later))
    return first, second, lk.wages.real(1.0, year=2012, base=2019)


def at_first_prices(earlier, later):
    """Return the same growth with the later pay at the prices of the earlier year."""
    after = paid_employees(later)
    after = after.assign(monthly_pay=lk.wages.real(after.frame["monthly_pay"], year=2019, base=2012))
    return lk.compare.growth(mean_pay, paid_employees(earlier), after)


def divided_twice(earlier, later):
    """Return real growth as in a spreadsheet."""
    first, second, dearer = means(earlier, later)
    return 100 * ((second / first) / dearer - 1)


def unweighted_growth(earlier, later):
    """Return real growth where every record counts once."""
    before, after = (unweighted(paid_employees(survey)) for survey in (earlier, later))
    before = before.assign(monthly_pay=lk.wages.real(before.frame["monthly_pay"], year=2012, base=2019))
    return lk.compare.growth(mean_pay, before, after)


def subtracted(earlier, later):
    """Return the nominal growth minus the growth of prices."""
    first, second, dearer = means(earlier, later)
    return 100 * (second / first - dearer)


def over_the_later(earlier, later):
    """Return the real difference in percent of the later pay."""
    first, second, dearer = means(earlier, later)
    return 100 * (second - first * dearer) / second


def _covered_by_the_minimum(survey):
    return survey.filter(survey.frame["minimum_wage_covered"] == "yes")


def basic_pay_growth(earlier, later, base):
    """Return the growth of basic pay, the earlier pay at the prices of `base`."""
    before = paid_employees(earlier)
    pay = before.frame["basic_pay"]
    before = before.assign(basic_pay=pay if base == 2012 else lk.wages.real(pay, year=2012, base=base))
    return lk.compare.growth(lambda s: s.mean("basic_pay"), before, paid_employees(later))


ONE_SEX = "Women alone are looked at here, in one survey or in both. The question is about all employees."
BASIC = "This is the growth of basic pay, without allowances. The question asks for the pay of a month, with them."

Q3 = Question(
    "q3",
    3,
    "number",
    expected=growth,
    data=("lfs2012", "lfs"),
    hint="First both pays at the prices of one year. Then the growth of the mean pay of a month: all employees, all "
    "the years together, in percent of the earlier pay.",
    more_hints=(
        "The line in the text compares the pay as it was paid. Before it, the pay of the first survey has to be put at "
        "the prices of the second.",
        "The function is lk.wages.real. It asks for the pay, the year in which it was paid, and the year whose prices "
        "you want.",
    ),
    reread=REAL,
    alternatives=(
        at_first_prices,
        divided_twice,
        lambda earlier, later: round(divided_twice(earlier, later), 1),
        lambda earlier, later: in_polars(growth(earlier, later)),
    ),
    mistakes=(
        Mistake(
            "nominal",
            "This is growth as paid. The pay of the first survey is still at its own prices. The question asks for "
            "growth in baskets.",
            lambda earlier, later: growth(earlier, later, base=2012),
        ),
        Mistake(
            "subtracted",
            "This is the growth of pay minus the growth of prices. It is too high: the added pay, too, buys at the "
            "higher prices. Growth in baskets is a division.",
            subtracted,
        ),
        Mistake(
            "wrong way",
            "Prices are used the wrong way round: the pay of the first survey became smaller. A basket was cheaper "
            "then. What is that pay worth at the later, higher prices?",
            lambda earlier, later: growth(earlier, later, year=2019, base=2012),
        ),
        Mistake(
            "other year",
            "Both pays must be at the prices of one year, the year of the second survey, and growth is in percent of "
            "the earlier pay. One of the two is not so here.",
            lambda earlier, later: growth(earlier, later, base=2023),
        ),
        Mistake(
            "first year of the index",
            "Here the pay of the first survey is taken for pay of the index's base year. In which year was it paid?",
            lambda earlier, later: growth(earlier, later, year=2010),
        ),
        Mistake(
            "hourly",
            "This is the growth of pay for an hour. The question asks for the pay of a month.",
            lambda earlier, later: (
                100
                * (
                    paid_employees(later).mean("hourly")["estimate"].item()
                    / (paid_employees(earlier).mean("hourly")["estimate"].item() * means(earlier, later)[2])
                    - 1
                )
            ),
            close=True,
        ),
        Mistake(
            "median",
            "This is the growth of the median. The question asks for the mean.",
            lambda earlier, later: growth(earlier, later, of=lambda s: s.quantile("monthly_pay")),
            MEDIAN,
        ),
        Mistake(
            "unweighted",
            UNWEIGHTED + "use both surveys with their weights.",
            unweighted_growth,
            close=True,
        ),
        Mistake(
            "over the later",
            "This is the difference in percent of the later pay. Growth is in percent of the earlier pay.",
            over_the_later,
        ),
        Mistake(
            "times 100",
            "This says how many percent of the earlier pay the later pay is. Growth is what came on top.",
            lambda earlier, later: 100 + divided_twice(earlier, later),
        ),
        Mistake(
            "times 100, as paid",
            "This says how many percent of the earlier pay the later pay is, as paid. Growth is what came on top, and "
            "it is asked for in baskets.",
            lambda earlier, later: 100 * means(earlier, later)[1] / means(earlier, later)[0],
        ),
        Mistake("women in one survey", ONE_SEX, lambda earlier, later: growth(earlier, women(later))),
        Mistake("women", ONE_SEX, lambda earlier, later: growth(women(earlier), women(later)), close=True),
        Mistake("basic pay", BASIC, lambda earlier, later: basic_pay_growth(earlier, later, 2019)),
        Mistake("basic pay, as paid", BASIC, lambda earlier, later: basic_pay_growth(earlier, later, 2012)),
        Mistake(
            "prices",
            "This is the growth of prices. The question asks for the growth of pay, in baskets.",
            lambda earlier, later: 100 * (lk.wages.real(1.0, year=2012, base=2019) - 1),
        ),
        Mistake(
            "growth over prices",
            "Here the growth is divided by the prices. Divide the later pay by what the earlier pay is worth at the "
            "later prices, and take the growth of that.",
            lambda earlier, later: growth(earlier, later, base=2012)["estimate"].item() / means(earlier, later)[2],
        ),
        Mistake(
            "wrong order",
            "The two surveys are in the wrong order: this is how much lower the earlier pay is. Growth goes from the "
            "earlier survey to the later one.",
            lambda earlier, later: 100 * (1 / (1 + divided_twice(earlier, later) / 100) - 1),
        ),
        Mistake(
            "year between",
            "Here the pay is at the prices of a year between the two surveys. Both pays must be at the prices of one "
            "year.",
            lambda earlier, later: growth(earlier, later, base=2014),
        ),
        Mistake(
            "log points",
            "This is a difference of logarithms, times 100. Such a large one is far from percent.",
            lambda earlier, later: 100 * np.log(1 + divided_twice(earlier, later) / 100),
        ),
        Mistake(
            "each year",
            "This is the growth divided by seven years. The question asks for the growth of all the years together.",
            lambda earlier, later: divided_twice(earlier, later) / 7,
        ),
        Mistake(
            "each year, as paid",
            "This is the growth as paid, divided by seven years. The question asks for the growth in baskets, of all "
            "the years together.",
            lambda earlier, later: growth(earlier, later, base=2012)["estimate"].item() / 7,
        ),
        Mistake(
            "compound",
            "This is the growth of one year. The question asks for the growth of all the years together.",
            lambda earlier, later: 100 * ((1 + divided_twice(earlier, later) / 100) ** (1 / 7) - 1),
        ),
        Mistake(
            "compound, as paid",
            "This is the growth of one year, as paid. The question asks for the growth in baskets, of all the years "
            "together.",
            lambda earlier, later: 100 * ((means(earlier, later)[1] / means(earlier, later)[0]) ** (1 / 7) - 1),
        ),
        Mistake(
            "hourly as paid",
            "This is the growth of pay for an hour, as paid. The question asks for the pay of a month, in baskets.",
            lambda earlier, later: growth(earlier, later, base=2012, of=lambda s: s.mean("hourly")),
            close=True,
        ),
        Mistake(
            "median as paid",
            "This is the growth of the median, as paid. The question asks for the mean, in baskets.",
            lambda earlier, later: growth(earlier, later, base=2012, of=lambda s: s.quantile("monthly_pay")),
            close=True,
        ),
        Mistake(
            "covered in one survey",
            "Here all employees of one survey are held against the covered workers of the other. Look at the same "
            "people in both: all employees.",
            lambda earlier, later: growth(earlier, _covered_by_the_minimum(later)),
        ),
        *beside_the_estimate(growth),
        Mistake(
            "only the covered",
            "This is the growth for the workers whom the minimum wage covers. The question is about all employees.",
            lambda earlier, later: growth(*(_covered_by_the_minimum(survey) for survey in (earlier, later))),
        ),
        Mistake(
            "riel",
            "This is how many riel came on top. Growth is in percent of the earlier pay.",
            lambda earlier, later: means(earlier, later)[1] - means(earlier, later)[0] * means(earlier, later)[2],
        ),
        Mistake(
            "riel as paid",
            "This is how many riel came on top, as paid. Growth is in percent of the earlier pay, and the question "
            "asks for it in baskets.",
            lambda earlier, later: means(earlier, later)[1] - means(earlier, later)[0],
        ),
    ),
)

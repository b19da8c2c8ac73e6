"""Question 3 of day 5, on lesson 5.1: the rate of strikes."""

import labkit as lk
from labkit.checks import Mistake, Question

from .catalogue_common import DISPUTES

strike_rate = lk.dialogue.strike_rate


# Question 3: the rate of strikes, all industries together.


def of_year(disputes, year=2019):
    """Return the records of one year."""
    return disputes[disputes["year"] == year].set_index("industry")


def together(disputes, lfs=None, above="days_not_worked", below="employees"):
    """Return the rate of all industries together."""
    year = of_year(disputes)
    return strike_rate(year[above].sum(), year[below].sum())


def rates(disputes):
    """Return the rate of each industry."""
    year = of_year(disputes)
    return strike_rate(year["days_not_worked"], year["employees"])


def over_all_who_work(disputes, lfs):
    """Return the days over all who work, from the labour force survey."""
    return strike_rate(
        of_year(disputes)["days_not_worked"].sum(), lk.informality.employed_people(lfs).frame["weight"].sum()
    )


def two_years(disputes, lfs):
    """Return the days of two years over the employees of one."""
    days = of_year(disputes)["days_not_worked"].sum() + of_year(disputes, 2018)["days_not_worked"].sum()
    return strike_rate(days, of_year(disputes)["employees"].sum())


def weighted_mean(disputes, lfs):
    """Return the mean of the industries' rates, each counting by its employees: the same in another way."""
    return (rates(disputes) * of_year(disputes)["employees"]).sum() / of_year(disputes)["employees"].sum()


Q3 = Question(
    "q3",
    2,
    "number",
    expected=together,
    data=("disputes", "lfs"),
    unit="days per 1,000 employees",
    hint="Days above the line, employees below it, all industries together, both of one year. Per how many employees?",
    more_hints=(
        "The lesson's function takes two things: first what is counted, then the people among whom it happened.",
        "Add the industries up before you divide: .sum() behind each of the two columns.",
    ),
    reread=DISPUTES,
    alternatives=(
        lambda disputes, lfs: round(float(together(disputes)), 1),
        lambda disputes, lfs: 1000 * of_year(disputes)["days_not_worked"].sum() / of_year(disputes)["employees"].sum(),
        weighted_mean,
    ),
    mistakes=(
        Mistake(
            "workers",
            "These are the workers involved. The question counts days: a worker who strikes for three days loses "
            "three.",
            lambda disputes, lfs: together(disputes, above="workers_involved"),
        ),
        Mistake(
            "too small",
            "This is nearly nothing. Look at three things: do days stand above the line, are all industries in it, and "
            "is it per 1,000 employees?",
            lambda disputes, lfs: together(disputes, above="strikes"),
        ),
        Mistake(
            "all who work",
            "Here everybody who works stands below the line. Farmers and family workers cannot strike against an "
            "employer. Look who stands in the table of disputes.",
            over_all_who_work,
        ),
        Mistake(
            "percent",
            "This is per 100 employees. The question asks for days per 1,000 employees.",
            lambda disputes, lfs: together(disputes) / 10,
        ),
        Mistake(
            "days only",
            "This is the number of days, not a rate. Among how many employees were they lost?",
            lambda disputes, lfs: of_year(disputes)["days_not_worked"].sum(),
        ),
        Mistake(
            "turned over",
            "The rate stands on its head: the employees are above the line, and the days below.",
            lambda disputes, lfs: 1000 / (together(disputes) / 1000),
        ),
        Mistake(
            "two years",
            "Here the days of two years stand above the employees of one. A yearly rate has the same year above and "
            "below.",
            two_years,
        ),
        Mistake(
            "all years",
            "This is from the records of all years. The question is about one of them: use the table called year.",
            lambda disputes, lfs: strike_rate(disputes["days_not_worked"].sum(), disputes["employees"].sum()),
        ),
        Mistake(
            "days of all years",
            "Here the days of all years stand above the employees of one. A yearly rate has the same year above and "
            "below.",
            lambda disputes, lfs: strike_rate(disputes["days_not_worked"].sum(), of_year(disputes)["employees"].sum()),
        ),
        Mistake(
            "mean of rates",
            "This is the mean of the industries' rates, as if each industry had as many employees. Add up first, then "
            "divide.",
            lambda disputes, lfs: rates(disputes).mean(),
        ),
        Mistake(
            "sum of rates",
            "This adds the industries' rates up. Rates cannot be added: each has other people below its line.",
            lambda disputes, lfs: rates(disputes).sum(),
        ),
        Mistake(
            "manufacturing",
            "This is the rate of manufacturing alone. The question is about all industries together.",
            lambda disputes, lfs: rates(disputes)["C manufacturing"],
        ),
        Mistake(
            "days per worker",
            "Here the days are divided by the workers involved: how long they struck, not how often work stood still "
            "among all employees.",
            lambda disputes, lfs: together(disputes, below="workers_involved"),
        ),
        Mistake(
            "per 100,000",
            "This is per 100,000 employees. The question asks for days per 1,000 employees.",
            lambda disputes, lfs: 100 * together(disputes),
        ),
        Mistake(
            "year before",
            "This is another year than the one that is asked for.",
            lambda disputes, lfs: strike_rate(
                of_year(disputes, 2018)["days_not_worked"].sum(), of_year(disputes, 2018)["employees"].sum()
            ),
            close=True,
        ),
        Mistake(
            "per strike",
            "Here the days are divided by the strikes. The rate has the employees below its line.",
            lambda disputes, lfs: of_year(disputes)["days_not_worked"].sum() / of_year(disputes)["strikes"].sum(),
            close=True,
        ),
        Mistake(
            "median",
            "This is the rate of the industry in the middle. The question is about all industries together.",
            lambda disputes, lfs: rates(disputes).median(),
            close=True,
        ),
        Mistake(
            "lowest",
            "This is the rate of one industry, the lowest. The question is about all industries together.",
            lambda disputes, lfs: rates(disputes).min(),
            close=True,
        ),
        Mistake(
            "employees",
            "This is the number of employees. How many days were lost for each 1,000 of them?",
            lambda disputes, lfs: of_year(disputes)["employees"].sum(),
        ),
    ),
)

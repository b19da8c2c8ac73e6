"""Questions 1 to 4 of day 3, on lesson 3.1: pay for an hour, its spread, real growth, low pay."""

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

from .catalogue_common import (
    HOUR,
    MEDIAN,
    REAL,
    SPREAD,
    UNWEIGHTED,
    by_full_month,
    in_polars,
    paid_employees,
    weighted_quantile,
)

hourly_earnings = lk.wages.hourly_earnings
low_pay = lk.wages.low_pay_rate
ratio = lk.inequality.quantile_ratio


# Question 1: a derived column.


def divided(survey, pay="monthly_pay", hours="usual_hours", weeks=None):
    """Return pay over hours times weeks as in a spreadsheet, nothing where the hours are zero or not known."""
    frame = survey.frame
    hours = frame[hours].where(frame[hours] > 0)
    return frame[pay].astype(float) / (hours.astype(float) * (frame["weeks_worked"] if weeks is None else weeks))


def in_polars_column(survey):
    """Return the column as polars has it."""
    import polars

    return polars.from_pandas(divided(survey).astype(float)).to_list()


Q1 = Question(
    "q1",
    2,
    "column",
    expected=lambda survey: hourly_earnings(survey.frame, weeks="weeks_worked"),
    column="hourly",
    digits=0,
    unit="riel an hour",
    hint="For each person: the pay of the month, over all hours of that month. The hours are the usual hours of a "
    "week, as often as this person worked a week.",
    more_hints=(
        "The lesson had a worked line in which everybody worked a full month. Yours takes each person's own weeks.",
        "What stands between the brackets: the records, a comma, then weeks= and the name of a column in quotation "
        "marks.",
    ),
    reread=HOUR,
    alternatives=(
        divided,
        lambda survey: divided(survey).round(),
        lambda survey: survey.assign(hourly=divided(survey)),
        in_polars_column,
    ),
    mistakes=(
        Mistake(
            "full month",
            "Here everybody is taken to have worked a full month. Who worked two weeks was paid for two weeks, and "
            "looks badly paid in this column.",
            lambda survey: hourly_earnings(survey.frame, weeks=None),
        ),
        Mistake(
            "four weeks",
            "Here a month has four weeks, for everybody. A month is longer than four weeks, and some people worked "
            "only a part of it.",
            lambda survey: divided(survey, weeks=4.0),
        ),
        Mistake(
            "no weeks",
            "This is the pay of a month over the hours of one week. A month has more than one week.",
            lambda survey: divided(survey, weeks=1.0),
        ),
        Mistake(
            "basic pay",
            "This is basic pay, without allowances. The question asks for the pay of the month, with all that belongs "
            "to it. Basic pay is compared with a minimum wage, in another question.",
            lambda survey: hourly_earnings(survey.frame, "basic_pay"),
        ),
        Mistake(
            "monthly",
            "This is the pay of a month. The question asks for pay for an hour.",
            lambda survey: survey.frame["monthly_pay"].astype(float),
        ),
        Mistake(
            "week",
            "This is the pay of a week. It is not divided by hours yet.",
            lambda survey: survey.frame["monthly_pay"].astype(float) / survey.frame["weeks_worked"],
        ),
        Mistake(
            "actual hours",
            "Here pay is divided by the hours that people really worked in the week before. Pay of a usual month goes "
            "with usual hours.",
            lambda survey: divided(survey, hours="actual_hours"),
        ),
        Mistake(
            "days",
            "Here pay is divided by hours of a week and by days. What counts the same way: hours of a week go with "
            "weeks.",
            lambda survey: divided(survey, weeks=survey.frame["days_worked"].where(survey.frame["days_worked"] > 0)),
        ),
    ),
)


# Question 2: the spread.


def ratio_by_hand(survey):
    """Return D9 over D1 as in a spreadsheet."""
    frame = paid_employees(survey).frame
    ninth, first = (weighted_quantile(frame["hourly"], frame["weight"], q) for q in (0.9, 0.1))
    return ninth / first


def quantiles_divided(survey, column="hourly", upper=0.9, lower=0.1):
    """Return one quantile over another."""
    employees = paid_employees(survey)
    above, below = (employees.quantile(column, q=q)["estimate"].item() for q in (upper, lower))
    return above / below


Q2 = Question(
    "q2",
    2,
    "number",
    expected=lambda survey: ratio(paid_employees(survey), "hourly"),
    digits=2,
    unit="times",
    hint="D9 is the pay below which nine of ten earn, D1 the pay below which one of ten earns. How many times the one "
    "is the other, for pay of an hour?",
    more_hints=(
        "The function is in lk.inequality. Its name says that it is a ratio of two quantiles.",
        "Between the brackets stand the people and the column in quotation marks, as for low pay. The people are those "
        "of the cell above.",
    ),
    reread=SPREAD,
    alternatives=(
        ratio_by_hand,
        quantiles_divided,
        lambda survey: round(quantiles_divided(survey), 2),
        lambda survey: in_polars(ratio(paid_employees(survey), "hourly")),
    ),
    mistakes=(
        Mistake(
            "to the median",
            "This divides the top by the middle. The question asks for the top over the bottom.",
            lambda survey: ratio(paid_employees(survey), "hourly", lower=0.5),
        ),
        Mistake(
            "from the median",
            "This divides the middle by the bottom. The question asks for the top over the bottom.",
            lambda survey: ratio(paid_employees(survey), "hourly", upper=0.5),
        ),
        Mistake(
            "turned round",
            "This is the bottom over the top. The question asks how many times the top is the bottom.",
            lambda survey: 1 / quantiles_divided(survey),
        ),
        Mistake(
            "monthly",
            "This is the ratio for the pay of a month. Some of it comes from longer hours. The question asks for the "
            "pay of an hour.",
            lambda survey: ratio(paid_employees(survey), "monthly_pay"),
            HOUR,
        ),
        Mistake(
            "unweighted",
            UNWEIGHTED + "use the survey's weights.",
            lambda survey: ratio(unweighted(paid_employees(survey)), "hourly"),
        ),
        Mistake(
            "income shares",
            "This puts what the best paid fifth earns together over what the worst paid fifth earns together. D9 and "
            "D1 are two places in the line of people, not sums of pay.",
            lambda survey: lk.inequality.quintile_share_ratio(paid_employees(survey), "hourly"),
        ),
        Mistake(
            "quintiles",
            "This looks at the pay below which eight of ten and two of ten earn. D9 and D1 are nearer to the ends.",
            lambda survey: ratio(paid_employees(survey), "hourly", upper=0.8, lower=0.2),
        ),
        Mistake(
            "gini",
            "This is the Gini. It is a figure of another kind: it looks at everybody, and 0 means that all have the "
            "same. The question asks for a ratio of two places.",
            lambda survey: lk.inequality.gini(paid_employees(survey), "hourly"),
        ),
    ),
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


Q3 = Question(
    "q3",
    3,
    "number",
    expected=growth,
    data=("lfs2012", "lfs"),
    hint="Both pays must be at the prices of one year before they are compared. Which of the two is not yet?",
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
            "Here the pay is at the prices of a year after the second survey. Both pays must be at the prices of one "
            "year.",
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
            "prices",
            "This is the growth of prices. The question asks for the growth of pay, in baskets.",
            lambda earlier, later: 100 * (lk.wages.real(1.0, year=2012, base=2019) - 1),
        ),
    ),
)


# Question 4: low pay.


def own_line(survey):
    """Return low pay of women and men, each held against the median of their own sex."""
    employees = paid_employees(survey)
    return {
        sex: low_pay(employees.filter(employees.frame["sex"] == sex), "hourly")["estimate"].item()
        for sex in ("female", "male")
    }


def below_line(survey, line):
    """Return the shares of women and men with known pay who earn less than a line."""
    employees = paid_employees(survey)
    known = employees.filter(employees.frame["hourly"].notna())
    return known.assign(low=known.frame["hourly"] < line(known)).share("low", by="sex")


def low_paid_by_sex(survey):
    """Return how the low paid divide over women and men."""
    employees = paid_employees(survey)
    line = 2 / 3 * employees.quantile("hourly")["estimate"].item()
    return employees.filter(employees.frame["hourly"] < line).share("sex")


def low_by_hand(survey):
    """Return the rates as in a spreadsheet: sums of weights below the line over sums of weights."""
    frame = paid_employees(survey).frame
    frame = frame[frame["hourly"].notna()]
    line = 2 / 3 * weighted_quantile(frame["hourly"], frame["weight"], 0.5)
    every = frame.groupby("sex", observed=True)["weight"].sum()
    return 100 * frame[frame["hourly"] < line].groupby("sex", observed=True)["weight"].sum() / every


def not_low(survey):
    """Return the shares who are not low paid."""
    table = low_pay(paid_employees(survey), "hourly", by="sex")
    return table.assign(estimate=100 - table["estimate"])


Q4 = Question(
    "q4",
    3,
    "table",
    expected=lambda survey: low_pay(paid_employees(survey), "hourly", by="sex"),
    by=("sex",),
    hint="One line for all: two thirds of the median pay for an hour of all employees. Which share of women, and which "
    "share of men, earns less?",
    more_hints=(
        "In the lesson you wrote the inside of this function's brackets for towns and villages.",
        "Three things stand between the brackets: the people, the column with the pay, and by= with the column that "
        "makes the groups.",
    ),
    reread=SPREAD,
    alternatives=(
        low_by_hand,
        lambda survey: in_polars(low_pay(paid_employees(survey), "hourly", by="sex")),
        lambda survey: low_pay(paid_employees(survey), "hourly", by="sex").set_index("sex")["estimate"].round(1),
    ),
    mistakes=(
        Mistake(
            "own line",
            "Here each sex has a line of its own. If the median of one sex is lower, its line is lower too, and low "
            "pay hides.",
            own_line,
        ),
        Mistake(
            "monthly",
            "This is low pay by the month. People with short weeks are then low paid, whatever an hour brings. The "
            "question asks for the pay of an hour.",
            lambda survey: low_pay(paid_employees(survey), "monthly_pay", by="sex"),
            HOUR,
        ),
        Mistake(
            "half",
            "Here the line is half of the median. The line for low pay is higher.",
            lambda survey: low_pay(paid_employees(survey), "hourly", fraction=0.5, by="sex"),
        ),
        Mistake(
            "below the median",
            "These are the shares who earn less than the median. The line for low pay lies below the median.",
            lambda survey: low_pay(paid_employees(survey), "hourly", fraction=1.0, by="sex"),
        ),
        Mistake(
            "mean",
            "Here the line is made from the mean. A few high pays pull the mean up, and the line with it. The line for "
            "low pay is made from the median.",
            lambda survey: below_line(survey, lambda people: 2 / 3 * people.mean("hourly")["estimate"].item()),
            MEDIAN,
        ),
        Mistake(
            "full month",
            "Here the pay for an hour takes everybody to have worked a full month. Who worked two weeks looks low "
            "paid.",
            lambda survey: low_pay(by_full_month(survey), "hourly", by="sex"),
            HOUR,
        ),
        Mistake(
            "unweighted",
            UNWEIGHTED + "use the survey's weights, for the line and for the shares.",
            lambda survey: low_pay(unweighted(paid_employees(survey)), "hourly", by="sex"),
        ),
        Mistake(
            "distribution",
            "This is how the low paid divide over women and men: together they make 100. The question asks for two "
            "rates: of the women, how many percent; and the same for men.",
            low_paid_by_sex,
        ),
        Mistake(
            "not low",
            "These are the shares who are not low paid: the other side of what is asked.",
            not_low,
        ),
    ),
)

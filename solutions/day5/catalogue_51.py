"""Questions 1 and 2 of day 5, on lesson 5.1: density and coverage."""

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

from .catalogue_common import COVERAGE, DENSITY, adults, employees, in_polars, share_of_yes

density = lk.dialogue.union_density
coverage = lk.dialogue.bargaining_coverage


UNKNOWN_AGES = (
    "Very near: here all who were asked are counted, also a few employees whose age is not known. Employees in the "
    "question are people aged 15 and over. The functions of the lesson see to that."
)


# Question 1: women and men.


def by_hand(survey):
    """Return density as in a spreadsheet: a sum of weights over a sum of weights."""
    people = employees(survey).frame
    sex = people["sex"].astype(str)
    members = people["weight"].where(people["union_member"].eq("yes"), 0.0)
    return (100 * members.groupby(sex).sum() / people["weight"].groupby(sex).sum()).to_dict()


def who_the_members_are(survey):
    """Return how members divide over women and men."""
    people = employees(survey)
    return people.filter(people.frame["union_member"].eq("yes")).share("sex")


def not_members(survey):
    """Return the shares of employees who are no members."""
    table = density(survey, by="sex")
    return table.assign(estimate=100 - table["estimate"])


Q1 = Question(
    "q1",
    2,
    "table",
    expected=lambda survey: density(survey, by="sex"),
    by=("sex",),
    hint="For each sex: members above the line. And below it? Say aloud who can be counted as a member at all.",
    more_hints=(
        "The functions of the lesson are in lk.dialogue. Read their names: which one is about members?",
        "Two groups are made by a second argument between the brackets, by= and the name of the column in quotation "
        "marks.",
    ),
    reread=DENSITY,
    alternatives=(
        lambda survey: density(survey, by="sex").set_index("sex")["estimate"].round(1),
        lambda survey: in_polars(density(survey, by="sex"), ["sex", "estimate"]),
        lambda survey: share_of_yes(employees(survey), "union_member", "sex"),
        by_hand,
    ),
    mistakes=(
        Mistake(
            "everybody",
            "These are members in percent of all women and all men aged 15 and over. Many of them have no employer: "
            "they are not in the denominator of density.",
            lambda survey: share_of_yes(adults(survey), "union_member", "sex"),
        ),
        Mistake(
            "employed",
            "These are members in percent of all who work. Own-account and family workers are in it, and they have no "
            "employer. Who stands below the line of density?",
            lambda survey: share_of_yes(lk.informality.employed_people(survey), "union_member", "sex"),
        ),
        Mistake(
            "unweighted",
            "These are unweighted shares: every record counts once. A record stands for many people, and not for "
            "equally many. Use the survey's weights.",
            lambda survey: density(unweighted(survey), by="sex"),
        ),
        Mistake(
            "members by sex",
            "This says how the members divide over women and men. The question asks of women, how many are members, "
            "and of men the same: two shares that do not add up to all.",
            who_the_members_are,
        ),
        Mistake(
            "agreement",
            "This is about agreements. An agreement may hold for people who are no members. The question is about "
            "members.",
            lambda survey: coverage(survey, by="sex"),
            COVERAGE,
        ),
        Mistake(
            "no members",
            "These are the shares of those who are not in a union: the other side of what is asked.",
            not_members,
        ),
        Mistake(
            "left out",
            "Here people who do not know whether they are members are left out. The lesson's rule keeps them below the "
            "line, as no members.",
            lambda survey: density(survey, by="sex", unknown="left out"),
            close=True,
        ),
        Mistake(
            "unknown ages",
            UNKNOWN_AGES,
            lambda survey: share_of_yes(survey.filter(survey.frame["union_member"].notna()), "union_member", "sex"),
            close=True,
        ),
        Mistake(
            "towns",
            "Only people in towns are counted here. The question asks about all employees.",
            lambda survey: density(survey.filter(survey.frame["area"].eq("urban")), by="sex"),
        ),
        Mistake(
            "factories",
            "Only the factories under the minimum wage law are counted here. The question asks about all employees.",
            lambda survey: density(
                survey.filter(survey.frame["minimum_wage_covered"].eq("yes").fillna(False)), by="sex"
            ),
        ),
    ),
)


# Question 2: coverage.


def coverage_by_hand(survey):
    """Return coverage as in a spreadsheet: a sum of weights over a sum of weights."""
    people = employees(survey).frame
    return 100 * people.loc[people["collective_agreement"].eq("yes"), "weight"].sum() / people["weight"].sum()


def of_members(survey):
    """Return coverage among members only."""
    return coverage(survey.filter(survey.frame["union_member"].eq("yes").fillna(False)))


def members_or_covered(survey):
    """Return the share of employees who are members or covered."""
    people = employees(survey)
    either = people.frame["union_member"].eq("yes") | people.frame["collective_agreement"].eq("yes")
    return people.assign(either=either.fillna(False).astype(bool)).share("either")


Q2 = Question(
    "q2",
    2,
    "number",
    expected=coverage,
    digits=2,
    hint="Whose pay or conditions are set by a collective agreement? In percent of all employees, the government's "
    "too, with weights.",
    more_hints=(
        "Members and people under an agreement are two groups. Each has a function of its own in lk.dialogue.",
        "The function takes the survey, lfs. The question wants the plain rate, so no second argument is needed.",
    ),
    reread=COVERAGE,
    alternatives=(
        lambda survey: coverage(survey)["estimate"],
        lambda survey: round(float(coverage(survey)["estimate"].iloc[0]), 2),
        lambda survey: share_of_yes(employees(survey), "collective_agreement"),
        coverage_by_hand,
    ),
    mistakes=(
        Mistake(
            "density",
            "This is the share of members. A member may work where no agreement was signed, and an agreement may hold "
            "for people who are no members.",
            density,
        ),
        Mistake(
            "adjusted",
            "Here civil servants are left out: it is the adjusted rate. The question asks for percent of all "
            "employees.",
            lambda survey: coverage(survey, adjusted=True),
        ),
        Mistake(
            "unweighted",
            "This is the unweighted share: every record counts once. A record stands for many people, and not for "
            "equally many. Use the survey's weights.",
            lambda survey: coverage(unweighted(survey)),
        ),
        Mistake(
            "of members",
            "This is coverage among the members alone. The question asks about all employees, members or not.",
            of_members,
        ),
        Mistake(
            "left out",
            "Here those who do not know of an agreement are left out. The lesson's rule keeps them below the line.",
            lambda survey: coverage(survey, unknown="left out"),
        ),
        Mistake(
            "unknown ages",
            UNKNOWN_AGES,
            lambda survey: share_of_yes(
                survey.filter(survey.frame["collective_agreement"].notna()), "collective_agreement"
            ),
            close=True,
        ),
        Mistake(
            "employed",
            "This is in percent of all who work, also of those who have no employer. An agreement is signed with an "
            "employer: who stands below the line?",
            lambda survey: share_of_yes(lk.informality.employed_people(survey), "collective_agreement"),
        ),
        Mistake(
            "everybody",
            "This is in percent of everybody aged 15 and over. Most of them have no employer, so no agreement can hold "
            "for them.",
            lambda survey: share_of_yes(adults(survey), "collective_agreement"),
        ),
        Mistake(
            "either",
            "Here members without an agreement are counted as well. To be a member is not to be covered.",
            members_or_covered,
        ),
        Mistake(
            "not covered",
            "This is the share of those without an agreement: the other side of what is asked.",
            lambda survey: 100 - coverage(survey)["estimate"],
        ),
        Mistake(
            "mean of two rates",
            "This is the mean of women's rate and men's rate, as if there were as many of the one as of the other "
            "among the employees. Estimate the rate of all of them.",
            lambda survey: coverage(survey, by="sex")["estimate"].mean(),
            close=True,
        ),
        Mistake(
            "women",
            "Only women are counted here. The question asks about all employees.",
            lambda survey: coverage(survey.filter(survey.frame["sex"].eq("female"))),
            close=True,
        ),
        Mistake(
            "men",
            "Only men are counted here. The question asks about all employees.",
            lambda survey: coverage(survey.filter(survey.frame["sex"].eq("male"))),
            close=True,
        ),
        Mistake(
            "lower end",
            "This is an end of the interval. The question asks for the estimate.",
            lambda survey: coverage(survey)["ci_low"],
            close=True,
        ),
        Mistake(
            "upper end",
            "This is an end of the interval. The question asks for the estimate.",
            lambda survey: coverage(survey)["ci_high"],
            close=True,
        ),
        Mistake(
            "records",
            "This is a number of records. The question asks for percent.",
            lambda survey: coverage(survey)["n"],
        ),
        Mistake(
            "population",
            "Below the line stands everybody, children too. An agreement is signed for employees.",
            lambda survey: share_of_yes(survey.assign(known=True), "collective_agreement"),
            close=True,
        ),
    ),
)

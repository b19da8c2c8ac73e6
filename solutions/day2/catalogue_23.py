"""Questions 7 and 8 of day 2, on lesson 2.3: coverage, and what a reform would change."""

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

from .catalogue_common import COVERAGE, GAP, HOW_MANY, REFORM, WHO_COUNTS, in_polars, with_job

protection = lk.protection


# Question 7: coverage and its denominator.


def coverage(survey, of="employed", contingency="work injury", **options):
    """Return coverage in towns and villages."""
    return protection.coverage(survey, contingency, of=of, by="area", **options)


def coverage_by_hand(survey):
    """Return coverage as in a spreadsheet: a sum of weights over a sum of weights."""
    people = with_job(survey).frame
    paid = people["weight"].where(people["social_security"].eq("yes"), 0.0)
    sums = paid.groupby(people["area"].astype(str)).sum() / people.groupby(people["area"].astype(str))["weight"].sum()
    return (100 * sums).to_dict()


Q7 = Question(
    "q7",
    2,
    "table",
    expected=coverage,
    by=("area",),
    hint="Covered: the employer pays contributions. In percent of all employed people, employees or not, with weights.",
    more_hints=(
        "Each contingency has a denominator of its own. You may set it: of= and the name of the people in quotation "
        "marks.",
        'The table of help(lk.protection.coverage) shows the denominators. Look for "employed". Groups are made with '
        "by=.",
    ),
    reread=COVERAGE,
    alternatives=(
        lambda survey: coverage(survey, contingency="contributions"),
        lambda survey: coverage(survey).set_index("area")["estimate"].round(1),
        lambda survey: in_polars(coverage(survey)),
        coverage_by_hand,
    ),
    mistakes=(
        Mistake(
            "employees",
            "This is in percent of employees. Most employed people have no employer at all; the question asks for "
            "percent of all employed people.",
            lambda survey: coverage(survey, "employees"),
        ),
        Mistake(
            "labour force",
            "This is in percent of the labour force: the unemployed are in the denominator too. The question asks for "
            "percent of the employed.",
            lambda survey: coverage(survey, "labour force"),
        ),
        Mistake(
            "population",
            "This is in percent of the whole population, children too. The question asks for percent of the employed.",
            lambda survey: coverage(survey, "population"),
        ),
        Mistake(
            "working age",
            "This is in percent of everybody aged 15 and over. The question asks for percent of the employed.",
            lambda survey: coverage(survey, "working age"),
        ),
        Mistake(
            "registered",
            "These are people registered with the fund. Registered is not covered: only people for whom contributions"
            " are paid are.",
            lambda survey: coverage(survey, contingency="registration"),
            WHO_COUNTS,
        ),
        Mistake(
            "registered employees",
            "These are registered employees in percent of employees. The question asks for people for whom "
            "contributions are paid, in percent of all employed people.",
            lambda survey: coverage(survey, "employees", "registration"),
            WHO_COUNTS,
        ),
        Mistake(
            "another protection",
            "These people have paid annual leave, the example above the cell. The question asks who is insured against "
            "injuries at work.",
            lambda survey: coverage(survey, None, "annual leave"),
        ),
        Mistake(
            "paid sick leave",
            "These people have paid sick leave: they are paid when they are ill. The question asks who is insured "
            "against injuries at work.",
            lambda survey: coverage(survey, None, "sickness"),
        ),
        Mistake(
            "health",
            "These people have help with the costs of illness. The question asks who is insured against injuries at "
            "work.",
            lambda survey: coverage(survey, None, "health"),
        ),
        Mistake(
            "written contract",
            "These people have a written contract. That alone insures nobody against injuries at work.",
            lambda survey: coverage(survey, None, "written contract"),
        ),
        Mistake(
            "gap",
            "This is the coverage gap, the people who are not covered: the other side of what is asked.",
            lambda survey: protection.coverage_gap(survey, "work injury", by="area"),
            GAP,
        ),
        Mistake(
            "left out",
            'Here people who do not know are left out. "Don\'t know" is not known to be covered: leave the argument '
            "unknown= as it is.",
            lambda survey: coverage(survey, unknown="left out"),
            WHO_COUNTS,
        ),
        Mistake(
            "informal jobs",
            "These are rates of informal jobs, of the questions before. This question asks who is insured against "
            "injuries at work.",
            lambda survey: lk.informality.informal_employment_rate(survey, by="area"),
        ),
        Mistake(
            "unweighted",
            "These are unweighted shares: every record counts once. Use the survey's weights.",
            lambda survey: coverage(unweighted(survey)),
            HOW_MANY,
        ),
    ),
)


# Question 8: a reform.


def newly(survey, smallest=10, compliance=0.3, **options):
    """Return how many people inspection from a size on would newly cover."""
    rule = protection.size_threshold(smallest, compliance=compliance, **options)
    return protection.newly_covered(survey, rule)["estimate"].item()


def drive(survey, share):
    """Return how many people a registration drive would newly cover."""
    return protection.newly_covered(survey, protection.registration_drive(share))["estimate"].item()


def other(survey, rule):
    """Return how many people another reform would newly cover."""
    return protection.newly_covered(survey, rule)["estimate"].item()


def told_no(survey):
    """Return 30 percent of those in reach who answered no, without those who do not know."""
    people = with_job(survey).frame
    large = people["size"].isin(["10-19", "20-49", "50+"]) & people["institution"].eq("private business")
    told = large & people["status"].eq("employee") & people["social_security"].eq("no").fillna(False)
    return 0.3 * people.loc[told, "weight"].sum()


def all_without(survey):
    """Return everybody among the employed who is not covered."""
    return protection.coverage_gap(survey, "work injury", measure="people")["estimate"].item()


def reached(survey):
    """Return 30 percent of everybody in reach, with those who have cover already."""
    rule = protection.size_threshold(10, compliance=0.3)
    workers = protection.people_of(survey, "employed")
    return workers.assign(reached=rule.reach(workers.frame)).total("reached")


def newly_by_hand(survey):
    """Return the number as in a spreadsheet: 0.3 times the weights of those in reach without cover."""
    people = with_job(survey).frame
    large = people["size"].isin(["10-19", "20-49", "50+"]) & people["institution"].eq("private business")
    without = large & people["status"].eq("employee") & people["social_security"].ne("yes").fillna(True)
    return 0.3 * people.loc[without, "weight"].sum()


Q8 = Question(
    "q8",
    3,
    "number",
    expected=newly,
    digits=-3,
    unit="people",
    hint="Who is in reach of the inspections, has no cover today, and would be declared in fact? The number of "
    "people, with weights.",
    more_hints=(
        "The reform is made first, with lk.protection.size_threshold. Read what its two numbers mean.",
        "30 percent is 0.3. Hand the reform to lk.protection.newly_covered, behind the survey and a comma.",
    ),
    reread=REFORM,
    alternatives=(
        lambda survey: protection.newly_covered(survey, [protection.size_threshold(10, compliance=0.3)]),
        lambda survey: round(newly(survey), -3),
        lambda survey: in_polars(protection.newly_covered(survey, protection.size_threshold(10, compliance=0.3))),
        newly_by_hand,
    ),
    mistakes=(
        Mistake(
            "full compliance",
            "This is what would happen if every employer in reach kept to the law. The question says that 30 percent "
            "are declared.",
            lambda survey: newly(survey, compliance=1.0),
        ),
        Mistake(
            "default compliance",
            "Here half of the people in reach are declared: that is what the function assumes if nothing is said. Say "
            "compliance= and the share that the question gives.",
            lambda survey: newly(survey, compliance=0.5),
        ),
        Mistake(
            "not declared",
            "Here 70 percent are declared. The question says that 30 percent are; 70 percent are those who are not.",
            lambda survey: newly(survey, compliance=0.7),
        ),
        Mistake(
            "reached",
            "Here the people who have cover already are counted too. The question asks who would be newly covered.",
            reached,
        ),
        Mistake(
            "more than 20",
            "Here inspection begins at 20 persons. In the question it begins at 10.",
            lambda survey: newly(survey, 20),
        ),
        Mistake(
            "from 5",
            "Here inspection begins at 5 persons. In the question it begins at 10.",
            lambda survey: newly(survey, 5),
        ),
        Mistake(
            "all sizes",
            "Here there is no threshold: every place of work is reached. In the question inspection begins at 10 "
            "persons.",
            lambda survey: newly(survey, 1),
        ),
        Mistake(
            "from 50",
            "Here inspection begins at 50 persons. In the question it begins at 10.",
            lambda survey: newly(survey, 50),
        ),
        Mistake(
            "voluntary",
            "These are people who join of their own will. The question asks whom inspections would bring in.",
            lambda survey: other(survey, protection.voluntary_cover(0.3)),
        ),
        Mistake(
            "subsidy",
            "These are people who join because the state pays a part. The question asks whom inspections would bring "
            "in.",
            lambda survey: other(survey, protection.contribution_subsidy(0.3)),
        ),
        Mistake(
            "employees without",
            "These are all employees who are not covered today. The question asks whom one rule would newly cover.",
            lambda survey: protection.coverage_gap(survey, "work injury", measure="people", of="employees"),
            GAP,
        ),
        Mistake(
            "times 100",
            "This is 100 times too many. The share is 0.3, and the result is a number of people already.",
            lambda survey: 100 * newly(survey),
        ),
        Mistake(
            "drive",
            "This is a registration drive, not inspection by size. Which function makes a rule that begins at a "
            "number of persons?",
            lambda survey: drive(survey, 0.3),
        ),
        Mistake(
            "drive of the example",
            "This is the registration drive of the example above the cell. The question asks for inspection by size.",
            lambda survey: drive(survey, 0.2),
        ),
        Mistake(
            "nothing said",
            "Here the rule was left as it comes: another number of persons and another share. Say both numbers of the "
            "question.",
            lambda survey: newly(survey, 5, 0.5),
        ),
        Mistake(
            "all institutions",
            "Here inspection reaches every kind of place of work, the state's too. The question says private "
            "businesses.",
            lambda survey: newly(survey, institutions=survey.frame["institution"].dropna().unique().tolist()),
        ),
        Mistake(
            "only no",
            'Here only those count who answered "no" about social security. Who does not know it, or did not answer, '
            "is not known to be covered either.",
            told_no,
            WHO_COUNTS,
        ),
        Mistake(
            "everybody without",
            "This is everybody who is not covered today: the whole gap. The question asks whom one rule would newly "
            "cover.",
            all_without,
            GAP,
        ),
        Mistake(
            "too small",
            "This is far too small for people of a whole country. A point between thousands makes a small number: "
            "Python reads 1.234 as little more than one. Or it is in thousands, a percentage, or a number of records. "
            "The question asks for a number of people, with weights.",
            lambda survey: newly(survey) / 1000,
        ),
    ),
)

"""Answers to day 1's exercise that its catalogue does not list: what people may type, right and wrong.

Each line is a question, what is typed, and, for a wrong answer, what must be said: a mistake's name, ``hint``, or a
part of the message.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit.checks.judging.judge import judge
from labkit.course.exercises.answer_key import load_catalogue, release_key

MASTER = Path(__file__).parents[2] / "solutions" / "day1"

RIGHT = """
q1 | list(PEOPLE.values())
q1 | pd.Series(PEOPLE)
q1 | {name.lower(): word.capitalize() for name, word in PEOPLE.items()}
q2 | rate(lfs)
q2 | rate(lfs, definition="strict").estimate.item()
q2 | f"{rate(lfs).estimate.item():.2f} %"
q2 | str(rate(lfs).estimate.item()).replace(".", ",")
q3 | lk.labour.participation_rate(lfs, by=["sex"])
q3 | {"Women": women, "Men": men}
q3 | {"women": f"{women:.1f} %", "men": f"{men:.1f} %"}
q3 | pd.DataFrame({"sex": ["F", "M"], "rate": [women, men]})
q4 | works.share("agriculture")
q4 | works.share("agriculture").iloc[0]
q4 | works.mean("agriculture")[ENDS] * 100
q4 | tuple(works.share("agriculture")[ENDS].round(1).iloc[0])
q5 | lfs.difference(rate, between="area", minus="rural")
q5 | lfs.difference(rate, "area", "rural").iloc[0]
q5 | lfs.difference(rate, between="area", minus="rural").round(2)
q6 | lk.labour.underutilization(lfs, hours_threshold=40)
q6 | lk.labour.underutilization(lfs, hours_threshold=40.0)[["measure", "estimate"]]
q7 | lk.labour.neet_rate(lfs, by="sex")
q7 | lk.labour.neet_rate(lfs, by="sex").iloc[::-1]
q8 | 100 - 100 * (t["flag"] == "").mean()
q8 | 100 * (t["flag"] != "").mean()
q8 | 100 * (t["flag"].isin(["U", "S"])).sum() / 25
q8 | f"{100 * (t['flag'] != '').mean():.0f} %"
q9 | lk.compare.change(rate, lfs2012, lfs)
q9 | lk.compare.change(rate, earlier=lfs2012, later=lfs, definition="strict")
"""

WRONG = """
q1 | dict.fromkeys(PEOPLE, "employed") | not begun
q1 | dict.fromkeys(PEOPLE, "unemployed") | one hour
q1 | dict.fromkeys(PEOPLE, "outside") | one hour, outside
q1 | PEOPLE | {"Maly": "unemployed", "Nary": "unemployed"} | availability
q1 | PEOPLE | {"Sok": "employd"} | 'employd' is not one of
q1 | PEOPLE | {"Pisey": "Outside."} | starter
q2 | round(rate(lfs).estimate.item(), 1) | This is rounded too far
q2 | 1.2 | published, 2019
q2 | 1.20 | published, 2019
q2 | 1.28 | published, 2012
q2 | rate(lfs).estimate.item() / 100 | This is a fraction
q2 | rate(unweighted(lfs)) | unweighted
q2 | (status == "unemployed").mean() * 100 | hint
q2 | rate(lfs, definition="relaxed") | relaxed
q2 | rate(lfs, standard="icls13") | 13th ICLS
q2 | rate(lfs2012) | hint
q2 | lk.labour.employment_ratio(lfs) | employment ratio
q2 | lk.labour.participation_rate(lfs) | participation
q2 | rate(lfs, by="sex") | This is a table with 2 rows
q2 | rate | function that did not run yet
q2 | 99.3 | published, press
q2 | 100 - rate(lfs).estimate.item() | complement
q2 | lfs | is a Survey
q3 | lk.labour.participation_rate(lfs) | The table has no column 'sex'
q3 | lk.labour.participation_rate(lfs, by="area") | The table has no column 'sex'
q3 | lk.labour.employment_ratio(lfs, by="sex") | employment ratio
q3 | {"women": men, "men": women} | in the wrong places
q3 | lk.labour.participation_rate(lfs2012, by="sex") | survey of 2012
q3 | lk.labour.participation_rate(unweighted(lfs), by="sex") | unweighted
q3 | {"women": round(women), "men": round(men)} | This is rounded too far
q4 | works.share("agriculture").estimate.item() | This is one number
q4 | works.mean("agriculture")[ENDS] | This is a fraction
q4 | lk.Survey(works.frame, weight="weight").share("agriculture") | simple random sample
q4 | lk.Survey(works.frame).share("agriculture") | unweighted
q4 | works.share("agriculture", by="sex") | This is a table with 2 rows
q4 | works.share("industry") | This is a table with
q4 | works.share("agriculture", level=0.9) | 90 percent
q4 | works.share("agriculture")[["ci_low", "estimate", "ci_high"]].iloc[0].tolist() | in the wrong places
q5 | lfs.difference(rate, between="area", minus="urban") | sign
q5 | lfs.difference(rate, between="sex", minus="male") | by sex
q5 | lfs.difference(rate, between="area", minus="rural").estimate.item() | This is one number
q5 | lfs.difference(rate, between="area", minus="rural").round(1) | This is rounded too far
q5 | lfs.difference(lk.labour.employment_ratio, between="area", minus="rural") | hint
q5 | lfs.difference(rate, between="area", minus="rural", definition="relaxed") | relaxed
q5 | rate(lfs, by="area") | This is a table with 2 rows
q6 | lk.labour.underutilization(lfs, hours_threshold=48) | 48 hours
q6 | lk.labour.underutilization(lfs, hours_threshold=40, standard="icls13") | 13th ICLS
q6 | lk.labour.underutilization(lfs, hours_threshold=40).round(1) | This is rounded too far
q6 | rate(lfs) | The table has no column 'measure'
q7 | lk.labour.neet_rate(lfs) | The table has no column 'sex'
q7 | lk.labour.neet_composition(lfs, by="sex") | more than one row for female, male
q7 | lk.labour.neet_rate(lfs, by="sex", standard="icls13") | 13th ICLS
q7 | rate(young, by="sex") | youth unemployment
q7 | {"women": 15.2, "men": 10.3} | hint
q7 | lk.labour.neet_rate(lfs2012, by="sex") | survey of 2012
q8 | (t["flag"] != "").sum() | count
q8 | (t["flag"] != "").mean() | This is a fraction
q8 | 100 * (t["flag"] == "").mean() | publishable
q8 | 0 | people, not cases
q8 | 100 | all provinces
q8 | 100 * (t["flag"] == "U").mean() | hint
q8 | t["flag"].value_counts() | This is a list with 3 numbers
q9 | lk.compare.change(rate, lfs, lfs2012) | turned round
q9 | lk.compare.change(rate, lfs2012, lfs, definition="relaxed") | relaxed
q9 | lk.compare.growth(rate, lfs2012, lfs) | percent
q9 | lk.compare.change(rate, lfs2012, lfs).round(1) | This is rounded too far
q9 | rate(lfs).estimate.item() - rate(lfs2012).estimate.item() | This is one number
q9 | lk.compare.change(rate, lfs2012, lfs, by="sex") | This is a table with 2 rows
"""


def lines(text):
    return [line for line in text.strip().splitlines() if line]


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(MASTER)


@pytest.fixture(scope="module")
def release():
    return release_key(MASTER)


@pytest.fixture(scope="module")
def names():
    from labkit.checks.ways import unweighted

    lfs = lk.load("lfs")
    works = lk.informality.employed_people(lfs)
    works = works.filter(works.frame["industry"].notna())
    by_sex = lk.labour.participation_rate(lfs, by="sex").set_index("sex")["estimate"]
    employed, outside = ["Sok", "Vuthy"], ["Maly", "Nary", "Heng"]
    people = dict.fromkeys(employed, "employed") | dict.fromkeys(outside, "outside") | {"Pisey": "unemployed"}
    order = ["Sok", "Vuthy", "Maly", "Nary", "Pisey", "Heng"]
    return {
        "lk": lk,
        "np": np,
        "pd": pd,
        "lfs": lfs,
        "lfs2012": lk.load("lfs2012"),
        "rate": lk.labour.unemployment_rate,
        "status": lk.labour.labour_force_status(lfs.frame).astype(object),
        "young": lfs.filter(lfs.frame["age"].between(15, 24)),
        "works": works.assign(agriculture=lk.labour.broad_industry(works.frame) == "agriculture"),
        "women": by_sex["female"],
        "men": by_sex["male"],
        "t": lk.labour.unemployment_rate(lfs, by="province"),
        "unweighted": unweighted,
        "ENDS": ["estimate", "ci_low", "ci_high"],
        "PEOPLE": {name: people[name] for name in order},
    }


def verdict(release, names, question, typed):
    return judge(release.questions[question], eval(typed, dict(names)))


@pytest.mark.parametrize("line", lines(RIGHT))
def test_a_right_answer_written_otherwise_is_right(release, names, line):
    question, typed = line.split(" | ", 1)
    told = verdict(release, names, question, typed)
    assert (told.right, told.message) == (True, "")


@pytest.mark.parametrize("line", lines(WRONG))
def test_a_wrong_answer_gets_its_true_name(catalogue, release, names, line):
    question, rest = line.split(" | ", 1)
    typed, said = rest.rsplit(" | ", 1)
    told = verdict(release, names, question, typed)
    asked = catalogue[question]
    named = {mistake.key: mistake.message for mistake in asked.mistakes}
    wanted = asked.hint if said == "hint" else named.get(said, said)
    assert not told.right
    assert wanted in told.message
    false = [key for key, text in named.items() if text in told.message and text not in wanted and question != "q1"]
    assert not false

"""The mistakes that every question knows without a word in its catalogue, on a question with none of its own."""

from __future__ import annotations

from functools import cache

import pytest

import labkit as lk
from labkit.checks import Catalogue, Mistake, Question, Samples, judge, make_key
from labkit.checks.ways import unweighted

ENDS = ("estimate", "ci_low", "ci_high")
rate, ratio = lk.labour.unemployment_rate, lk.labour.employment_ratio


def gap(survey):
    return survey.difference(ratio, between="sex", minus="male")


QUESTIONS = (
    Question("rate", 1, "number", rate, digits=2, hint="Which rate?"),
    Question("table", 1, "table", lambda survey: ratio(survey, by="sex"), by=("sex",), hint="Which ratio?"),
    Question("gap", 1, "row", gap, columns=ENDS, unit="percentage points", hint="Which gap?"),
)


@cache
def keys():
    return make_key(Catalogue("toy", QUESTIONS), Samples()).questions


def women(survey):
    return survey.filter(survey.frame["sex"] == "female")


def column(name):
    return lambda survey: ratio(survey, by="sex")[["sex", name]]


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        ("rate", lambda survey: rate(survey)["ci_low"].item(), "one end of the interval"),
        ("rate", lambda survey: rate(survey)["se"].item(), "the standard error"),
        ("rate", lambda survey: rate(women(survey)), "women only"),
        ("rate", lambda survey: rate(unweighted(survey)), "every record counts once"),
        ("rate", lambda survey: 100 - rate(survey)["estimate"].item(), "the other part of 100 percent"),
        ("rate", lambda survey: survey.total()["estimate"].item(), "far above 100"),
        ("rate", lambda survey: rate(survey.filter(survey.frame["province"] == "Kep")), "one province only"),
        ("rate", lambda survey: rate(survey.filter(survey.frame["age"] >= 25)), "leaves out the young people"),
        ("rate", lambda _: 0.84, "Which rate?"),
        ("rate", lambda _: 0, "Which rate?"),
        ("table", column("ci_high"), "one end of the interval"),
        ("table", column("se"), "the standard error"),
        ("table", column("n"), "the number of records"),
        (
            "table",
            lambda survey: ratio(survey.filter(survey.frame["age"] < 65), by="sex"),
            "leaves out the older people",
        ),
        ("table", lambda _: {"female": 51.27, "male": 80.13}, "Which ratio?"),
        ("gap", lambda survey: survey.difference(ratio, between="sex", minus="female"), "The sign is turned round"),
        ("gap", lambda survey: (-gap(survey)[list(ENDS)]).iloc[0].tolist(), "The sign is turned round"),
        ("gap", lambda survey: gap(survey.filter(survey.frame["area"] == "rural")), "villages only"),
    ],
)
def test_a_usual_mistake_has_a_name_in_every_question(question, answer, said):
    told = judge(keys()[question], answer(lk.load("lfs")))
    assert not told.right
    assert said in told.message
    assert "fraction" not in told.message


def test_a_mistake_of_the_catalogue_comes_before_the_usual_one():
    own = Mistake("women", "Women alone are meant by nobody here.", lambda survey: rate(women(survey)), close=True)
    question = Question("rate", 1, "number", rate, mistakes=(own,), digits=2)
    key = make_key(Catalogue("toy", (question,)), Samples()).questions["rate"]
    assert judge(key, rate(women(lk.load("lfs")))).message == own.message


def test_what_a_question_asks_for_is_no_usual_mistake():
    question = Question("women", 1, "number", lambda survey: rate(women(survey)), digits=2)
    key = make_key(Catalogue("toy", (question,)), Samples()).questions["women"]
    assert judge(key, rate(women(lk.load("lfs")))).right

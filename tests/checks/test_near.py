"""Wrong answers that are told by a question's grid, or by what their own table says of itself."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache

import pytest

import labkit as lk
from labkit.checks import Catalogue, Question, Samples, judge, key_text, make_key
from labkit.checks.grid import Grid

ENDS = ("estimate", "ci_low", "ci_high")
rate, participation, ratio = lk.labour.unemployment_rate, lk.labour.participation_rate, lk.labour.employment_ratio


def one(survey, figure, rule, number):
    return figure(survey, definition=rule)[number].item()


def gap(survey, figure=rate, minus="rural"):
    return survey.difference(figure, between="area", minus=minus)


FIGURES = {"": rate, "the figure is participation": participation}
QUESTIONS = (
    Question(
        "rate",
        1,
        "number",
        rate,
        digits=2,
        hint="Which rate?",
        grid=Grid(
            one,
            {
                "figure": FIGURES,
                "rule": {"": "strict", "the rule is the relaxed one": "relaxed", "no such rule": "none"},
                "number": {"": "estimate", "the number is one of two": ["df", "n"]},
            },
            ("rule",),
        ),
    ),
    Question("table", 1, "table", lambda survey: rate(survey, by="sex"), by=("sex",), digits=2, hint="Which rate?"),
    Question(
        "gap",
        1,
        "row",
        gap,
        columns=ENDS,
        digits=2,
        unit="percentage points",
        hint="Which gap?",
        grid=Grid(gap, {"figure": FIGURES}),
    ),
)


@cache
def keys():
    return make_key(Catalogue("toy", QUESTIONS), Samples()).questions


def rounded_gap(survey):
    return [round(float(number), 2) for number in gap(survey, participation)[list(ENDS)].iloc[0]]


def half_rounded_gap(survey):
    return [float(gap(survey, participation)["estimate"].iloc[0]), 0.11, 0.22]


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        ("rate", participation, "Here the figure is participation. Read"),
        ("rate", lambda lfs: one(lfs, rate, "relaxed", "estimate"), "Here the rule is the relaxed one. Read"),
        (
            "rate",
            lambda lfs: one(lfs, participation, "relaxed", "estimate"),
            "Here the figure is participation, and the rule is the relaxed one. Read",
        ),
        ("rate", lambda lfs: one(lfs, rate, "strict", "df"), "Here the number is one of two."),
        ("rate", lambda lfs: round(one(lfs, rate, "relaxed", "estimate"), 2), "Which rate?"),
        ("rate", lambda lfs: one(lfs, rate, "relaxed", "estimate") / 100, "the rule is the relaxed one. Read the"),
        ("gap", lambda lfs: gap(lfs, participation), "Here the figure is participation."),
        ("gap", rounded_gap, "Here the figure is participation."),
        ("gap", half_rounded_gap, "About the first number: Here the figure is participation."),
        (
            "gap",
            lambda lfs: [float(gap(lfs)["estimate"].iloc[0]), 0.11, 0.22],
            "The estimate is right. Take both ends from the table",
        ),
        ("gap", lambda lfs: lfs.difference(ratio, between="sex", minus="female"), "This is male minus female."),
        ("gap", lambda lfs: lk.compare.change(rate, lk.load("lfs2012"), lfs), "This is computed from: Cambodia labour"),
        ("table", lambda lfs: ratio(lfs, by="sex"), "This is the employment ratio. Read again which figure"),
        ("table", lambda lfs: rate(lfs, by="sex", definition="relaxed"), "This is by the relaxed rule."),
        ("table", lambda lfs: rate(lfs, by="sex", working_age=18), "This leaves out the youngest people."),
        ("table", lambda lfs: rate(lk.load("lfs2012"), by="sex"), "labour force survey 2012"),
        (
            "table",
            lambda lfs: rate(lfs.filter(lfs.frame["education"].notna() & lfs.frame["age"].gt(40)), by="sex"),
            "This is computed from other records than the question asks for",
        ),
        (
            "table",
            lambda lfs: lfs.mean("age", by="sex"),
            "This is computed from other records than the question asks for",
        ),
        ("table", lambda lfs: {"female": 51.271, "male": 80.133}, "Which rate?"),
    ],
)
def test_a_wrong_answer_is_told_by_what_was_done(question, answer, said):
    told = judge(keys()[question], answer(lk.load("lfs")))
    assert not told.right
    assert said in told.message


def test_as_many_records_but_something_else_was_calculated():
    question = Question("share", 1, "number", lambda lfs: lfs.share("adult"), data=("people",))
    lfs = lk.load("lfs")
    people = lfs.assign(adult=lfs.frame["age"] >= 15, old=lfs.frame["age"] >= 65)
    key = make_key(Catalogue("toy", (question,), dataset="people"), {"people": people}).questions["share"]
    assert "Look again at what is calculated, not at whom." in judge(key, people.share("old")).message


def test_a_right_answer_stays_right_in_every_form():
    lfs = lk.load("lfs")
    for question, answer in (("rate", rate(lfs)), ("table", rate(lfs, by="sex")), ("gap", gap(lfs).round(2))):
        assert judge(keys()[question], answer).right


def test_no_clause_and_no_fact_can_be_read_in_the_key():
    text = key_text(make_key(Catalogue("toy", QUESTIONS[:1]), Samples()))
    assert not [words for words in ("relaxed one", "participation", "unemployment_rate", "strict") if words in text]


def test_a_grade_key_has_neither():
    grade = make_key(Catalogue("toy", QUESTIONS[:1]), Samples(1), lesson=Samples(), draw=1)
    assert not [one for one in map(asdict, grade.questions.values()) if one["near"] or one["facts"]]


def test_a_way_by_a_package_that_is_not_here_stops_no_release():
    def by_a_package(lfs):
        raise ModuleNotFoundError("No module named 'polars'")

    question = Question("rate", 1, "number", rate, digits=2, alternatives=(by_a_package,))
    key = make_key(Catalogue("toy", (question,)), Samples()).questions["rate"]
    assert "This is the employment ratio." in judge(key, ratio(lk.load("lfs"))).message

"""What a key keeps to itself, and which catalogues make none."""

from __future__ import annotations

import pytest

from labkit.checks import Catalogue, Mistake, Question, Samples, judge, make_key
from labkit.checks.entries import check_apart
from labkit.checks.keys import far_apart
from labkit.errors import CourseError

PEOPLE = {"Sok": "employed", "Mony": "outside", "Dara": "unemployed", "Thea": "outside"}
SIX = Question(
    "who",
    4,
    "choice",
    PEOPLE,
    words=("employed", "unemployed", "outside"),
    hint="Ask the three questions in their order.",
    mistakes=(Mistake("available", "Somebody could not start soon.", {"Mony": "unemployed"}),),
)


def number(expected, *mistakes, **fields):
    return Question("n", 2, "number", expected, mistakes=mistakes, **fields)


def key(question, survey=None, **options):
    return make_key(Catalogue("toy", (question,)), survey, **options).questions[question.id]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (PEOPLE | {"Mony": "unemployed"}, "3 of 4 are right.\nSomebody could not start soon."),
        (PEOPLE | {"Sok": "outside"}, "3 of 4 are right.\nAsk the three questions in their order."),
        (PEOPLE | {"Sok": "outside", "Mony": "unemployed"}, "2 of 4 are right.\nSomebody could not start soon."),
        (dict.fromkeys(PEOPLE, "outside"), "2 of 4 are right.\nAsk the three questions in their order."),
    ],
)
def test_a_choice_says_how_many_are_right_and_never_which(answer, message):
    assert judge(key(SIX), answer).message == message


def test_the_order_of_the_notes_says_nothing():
    mistakes = [Mistake(f"m{value}", f"M{value}.", float(value)) for value in range(30, 60, 3)]
    labels = list(key(number(12.3, *mistakes)).entries[""])
    assert labels == sorted(labels)
    assert len(labels) == 3 + 2 * len(mistakes)


def test_two_mistakes_two_units_apart_are_told_apart():
    question = key(number(12.3, Mistake("a", "First.", 20.0), Mistake("b", "Second.", 20.2)))
    assert [judge(question, answer).message for answer in (20.0, 20.2)] == ["First.", "Second."]
    # Between the two, what was not rounded decides.
    near = key(number(12.3, Mistake("a", "First.", 20.0443), Mistake("b", "Second.", 20.2331)))
    assert [judge(near, answer).message for answer in (20.0443, 20.2331)] == ["First.", "Second."]


@pytest.mark.parametrize(("wrong", "refused"), [(12.3, True), (12.4, True), (12.5, False), (12.2, True), (12.1, False)])
def test_a_mistake_one_unit_from_the_right_answer_is_refused(wrong, refused):
    question = number(12.3, Mistake("near", "Near.", wrong))
    if refused:
        with pytest.raises(CourseError, match="cannot be told from the right answer"):
            key(question)
    else:
        assert judge(key(question), wrong).message == "Near."


def test_on_a_draw_where_a_mistake_is_right_it_is_no_mistake():
    question = number(lambda survey: 12.3, Mistake("near", "Near.", lambda survey: 12.3 + survey))
    other = key(question, 0.1, lesson=5.0)
    assert judge(other, 12.3).right
    assert "Near." not in judge(other, 12.6).message
    assert judge(other, 12.4).right


@pytest.mark.parametrize(("units", "far"), [(0, False), (1, False), (2, False), (3, True), (-2, False), (-3, True)])
def test_a_draw_one_or_two_units_from_the_lessons_is_not_graded_on(units, far):
    catalogue = Catalogue("toy", (number(lambda survey: survey),))
    assert far_apart(catalogue, 12.3 + units / 10, 12.3) is far


def test_a_draw_is_refused_if_one_question_of_several_stays_the_same():
    still = Question("still", 1, "number", lambda survey: survey // 1)
    assert not far_apart(Catalogue("toy", (number(lambda survey: survey), still)), 12.9, 12.3)


def test_mistakes_must_differ_on_other_draws_too():
    question = number(lambda survey: survey, Mistake("twice", "Twice.", lambda survey: 2 * survey))
    same = number(lambda survey: survey, Mistake("ten", "Ten.", lambda survey: 10.0))
    check_apart(Catalogue("toy", (question,)), Samples(2, given={"lfs": 10.0}))
    with pytest.raises(CourseError, match="On draw 2, the mistake 'ten' cannot be told from the right answer"):
        check_apart(Catalogue("toy", (same,)), Samples(2, given={"lfs": 10.0}))


ROUNDED = key(number(89.05194, Mistake("mean", "The mean of two rates.", 89.03216, close=True)))


@pytest.mark.parametrize(
    ("answer", "right", "message"),
    [
        (89.05194, True, ""),
        (89.1, True, ""),
        (89.05, True, ""),
        (89.2, True, ""),  # one unit beside
        (89.3, False, "Read the question"),
        (89, False, "This is rounded too far. Give one decimal or more."),
        (89.03216, False, "The mean of two rates."),
        (89.0712345, False, "Very near, but calculated in another way"),
        (90, False, "Read the question"),
    ],
)
def test_one_rule_of_rounding(answer, right, message):
    verdict = judge(ROUNDED, answer)
    assert (verdict.right, verdict.message[: len(message)]) == (right, message)


def test_ends_of_intervals_have_several_formulas():
    row = Question("r", 2, "row", [10.56021, 9.15512], columns=("estimate", "ci_low"))
    assert judge(key(row), [10.56021, 9.17931]).right
    assert not judge(key(row), [10.59021, 9.15512]).right


def test_a_published_figure_is_called_published_and_not_a_mistake_it_may_not_be():
    question = key(
        number(12.3, Mistake("unweighted", "Unweighted.", 88.0421), Mistake("report", "Published.", 88.0, copied=True))
    )
    assert judge(question, 88.0421).message == "Unweighted."
    assert judge(question, 88).message == "Published. Or, if you calculated it: Unweighted."
    assert judge(question, 88.1).message == "Unweighted."
    beside = key(
        number(12.3, Mistake("unweighted", "Unweighted.", 88.1421), Mistake("report", "P.", 88.0, copied=True))
    )
    assert judge(beside, 88.0).message == "P."
    assert judge(key(number(12.3, Mistake("report", "Published.", 89.405, copied=True))), 89.4).message == "Published."


def test_a_mistake_that_is_right_on_the_lesson_s_data_is_refused_in_a_grade_key_too():
    twice = number(lambda data: data, Mistake("twice", "Twice.", lambda data: 2 * data))
    assert judge(key(twice, 30.5, lesson=12.5), 61.0).message == "Twice."
    with pytest.raises(CourseError, match="'twice'"):
        key(twice, 30.5, lesson=0.0)

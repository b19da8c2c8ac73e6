"""The catalogue of day 2: what its own questions do. What holds for every day stands in `test_catalogues.py`."""

from __future__ import annotations

from pathlib import Path

from labkit.checks import key_text
from labkit.checks.judging.judge import TYPED, judge
from labkit.course.exercises.answer_key import load_catalogue

REPOSITORY = Path(__file__).parents[2]
CATALOGUE = load_catalogue(REPOSITORY / "solutions" / "day2")


def solved(solution, survey):
    return solution(survey) if callable(solution) else solution


def test_a_rounded_number_that_was_typed_in_is_recognised(day2):
    rounded = round(float(solved(CATALOGUE["q4"].expected, day2.lesson)), 1)
    assert judge(day2.grade.questions["q4"], rounded).message == TYPED


def test_a_fraction_of_a_mistake_is_both(day2):
    unweighted = next(mistake for mistake in CATALOGUE["q2"].mistakes if mistake.key == "unweighted")
    answer = unweighted.answer(day2.lesson)["estimate"] / 100
    message = judge(day2.release.questions["q2"], answer).message
    assert message.startswith(unweighted.message)
    assert "This is a fraction" in message


def test_six_workers_give_points_one_by_one(day2):
    answer = CATALOGUE["q1"].expected | {"Sokha": "formal", "Sophea": ...}
    verdict = judge(day2.grade.questions["q1"], answer)
    assert verdict.points == 2.0
    assert "4 of 6 are right" in verdict.message
    assert "Not answered yet: Sophea" in verdict.message
    assert "contributing family worker" in verdict.message


def test_one_right_group_gives_part_of_the_points(day2):
    table = CATALOGUE["q3"].expected(day2.lesson)[["sex", "estimate"]]
    table.loc[table["sex"] == "male", "estimate"] = 12.3
    verdict = judge(day2.release.questions["q3"], table)
    assert verdict.points == 1.5
    assert "Not right yet: male" in verdict.message


def test_the_key_names_no_number(day2):
    text = key_text(day2.grade)
    right = solved(CATALOGUE["q2"].expected, day2.lesson)["estimate"].item()
    assert f"{right:.1f}" not in text


def test_a_correct_number_costs_a_search_over_all_numbers(day2):
    """The key can be searched by a program. What is found is a number, and a number wins nothing on other data."""
    from labkit.checks.sealing import locked, unseal

    question = day2.release.questions["q4"]
    found = [
        value
        for value in map(str, range(1001))
        if (label := locked(value, f"{question.salt}/")[0]) in question.entries[""]
        and unseal(question.entries[""][label], locked(value, f"{question.salt}/")[1])["right"]
    ]
    assert len(found) == 1
    verdict = judge(day2.grade.questions["q4"], int(found[0]) / 10)
    assert (verdict.points, verdict.message) == (0.0, TYPED)

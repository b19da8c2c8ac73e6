"""The catalogue of day 2: the solution, every named mistake and every other right way, on the real survey."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from labkit.checks import WrongAnswer, judge, key_text
from labkit.checks.judge import TYPED
from labkit.course.answer_key import load_catalogue

REPOSITORY = Path(__file__).parents[2]
CATALOGUE = load_catalogue(REPOSITORY / "solutions" / "day2")
CHECKED = [question for question in CATALOGUE.questions if question.kind != "written"]
MISTAKES = [(question, mistake) for question in CHECKED for mistake in question.mistakes]
ALTERNATIVES = [(question, way) for question in CHECKED for way in range(len(question.alternatives))]


def solved(solution, survey):
    return solution(survey) if callable(solution) else solution


@pytest.mark.parametrize("question", CHECKED, ids=lambda q: q.id)
def test_the_solution_gets_full_marks_on_both_samples(day2, question):
    for key, survey in ((day2.release, day2.lesson), (day2.grade, day2.other)):
        verdict = judge(key.questions[question.id], solved(question.expected, survey))
        assert (verdict.right, verdict.points, verdict.message) == (True, question.points, "")


@pytest.mark.parametrize("question", CHECKED, ids=lambda q: q.id)
@pytest.mark.parametrize("blank", [None, ...], ids=["None", "dots"])
def test_the_blank_gets_nothing(day2, question, blank):
    items = list(day2.release.questions[question.id].entries)
    answers = [blank] if items == [""] else [blank, dict.fromkeys(items, blank)]
    for answer in answers:
        verdict = judge(day2.grade.questions[question.id], answer)
        assert (verdict.points, verdict.answered) == (0.0, False)
        assert "You have not answered yet" in verdict.message


@pytest.mark.parametrize(("question", "mistake"), MISTAKES, ids=[f"{q.id}-{m.key}" for q, m in MISTAKES])
def test_each_mistake_gets_its_own_message(day2, question, mistake):
    answer = solved(mistake.answer, day2.lesson)
    if isinstance(question.expected, dict):
        answer = question.expected | answer
    with pytest.raises(WrongAnswer) as told:
        day2.exercise.check(question.id, answer)
    message = " ".join(told.value.problem.split())
    others = [other.message for _, other in MISTAKES if other.message not in mistake.message]
    assert mistake.message in message
    assert not [other for other in others if other in message]
    assert all(len(line) <= 86 for line in str(told.value).splitlines())  # nbgrader's Validate cuts there


@pytest.mark.parametrize(("question", "mistake"), MISTAKES, ids=[f"{q.id}-{m.key}" for q, m in MISTAKES])
def test_no_mistake_keeps_all_points_on_other_data(day2, question, mistake):
    answer = solved(mistake.answer, day2.other)
    if isinstance(question.expected, dict):
        answer = question.expected | answer
    verdict = judge(day2.grade.questions[question.id], answer)
    assert verdict.points < question.points
    if question.needs_data:  # an unrounded answer is told apart on any sample
        assert verdict.message == mistake.message


@pytest.mark.parametrize(("question", "way"), ALTERNATIVES, ids=[f"{q.id}-{w}" for q, w in ALTERNATIVES])
def test_other_right_ways_pass(day2, question, way, capsys):
    day2.exercise.check(question.id, solved(question.alternatives[way], day2.lesson))
    assert capsys.readouterr().out.startswith("Visible checks passed.")
    assert judge(day2.grade.questions[question.id], solved(question.alternatives[way], day2.other)).right


@pytest.mark.parametrize("question", CHECKED, ids=lambda q: q.id)
def test_every_question_has_enough_mistakes_and_other_right_ways(question):
    assert len(question.mistakes) >= 4
    assert len(question.alternatives) >= 2
    assert question.hint
    assert question.more_hints


def headings(lesson):
    """Return the headings of a lesson's notebook; None while there is no such lesson."""
    found = sorted((REPOSITORY / "notebooks" / "day2").glob(f"{lesson}-*.ipynb"))
    if not found:
        return None
    cells = json.loads(found[0].read_text(encoding="utf-8"))["cells"]
    return [line for cell in cells for line in "".join(cell["source"]).splitlines() if line.startswith("#")]


def test_the_sections_to_reread_are_in_the_lessons():
    sections = {place for q in CATALOGUE.questions for place in (q.reread, *(m.reread for m in q.mistakes)) if place}
    for lesson, _, heading in sorted(place.partition(" ") for place in sections):
        known = headings(lesson)
        assert known is None or not heading or f"## {heading}" in known, f"lesson {lesson} has no section {heading!r}"


@pytest.mark.parametrize("question", [q for q in CHECKED if q.needs_data], ids=lambda q: q.id)
def test_a_number_that_was_typed_in_is_recognised(day2, question):
    verdict = judge(day2.grade.questions[question.id], solved(question.expected, day2.lesson))
    assert (verdict.points, verdict.message) == (0.0, TYPED)


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


def test_the_key_names_no_answer(day2):
    text = key_text(day2.grade)
    for question in CHECKED:
        assert not [mistake.key for mistake in question.mistakes if mistake.message in text]
    for question in day2.grade.questions.values():
        for item in question.entries.values():
            assert all(len(label) == 32 and int(label, 16) >= 0 for label in item)
    right = solved(CATALOGUE["q2"].expected, day2.lesson)["estimate"].item()
    assert f"{right:.1f}" not in text


def test_no_hint_and_no_message_is_the_masters_own_line(day2):
    notebook = json.loads((REPOSITORY / "solutions" / "day2" / "day2.ipynb").read_text(encoding="utf-8"))
    sources = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    solutions = [part.split("### END SOLUTION")[0] for s in sources for part in s.split("### BEGIN SOLUTION")[1:]]
    lines = [line.split(" = ", 1)[-1] for solution in solutions for line in solution.splitlines() if " = " in line]
    told = [m.message for q in CHECKED for m in q.mistakes] + [h for q in CHECKED for h in (q.hint, *q.more_hints)]
    assert len(lines) >= 8
    assert not [line for line in lines for text in told if len(line) > 5 and line in text]


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


def test_the_key_is_the_same_every_time(day2):
    from labkit.checks import make_key

    assert key_text(make_key(CATALOGUE, day2.lesson)) == key_text(day2.release)

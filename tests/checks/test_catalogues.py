"""The catalogue of every day: the solution, every named mistake and every other right way, on the real survey."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from nbgrader.utils import compute_checksum

from labkit.checks import Catalogue, Exercise, Key, Question, Samples, WrongAnswer, judge, key_text, make_key
from labkit.checks.entries import expected_values
from labkit.checks.judging.judge import TYPED
from labkit.course.exercises.answer_key import check_other_draws, grade_key, load_catalogue, release_key
from labkit.course.exercises.masters import read_notebook
from labkit.course.exercises.releasing import blank_exercise
from labkit.course.exercises.rules import breaches
from labkit.course.support.paths import Course

REPOSITORY = Path(__file__).parents[2]
FOLDERS = {path.parent.name: path.parent for path in sorted((REPOSITORY / "solutions").glob("day*/catalogue.py"))}
CATALOGUES = {day: load_catalogue(folder) for day, folder in FOLDERS.items()}
CHECKED = [(day, q) for day, catalogue in CATALOGUES.items() for q in catalogue.questions if q.kind != "written"]
NAMES = [f"{day}-{q.id}" for day, q in CHECKED]
# A sentence or a picture is not the figures that the catalogue says it must have.
GIVEN_AS_FIGURES = ("sentence", "figure")
TYPED_IN = [(day, q) for day, q in CHECKED if q.needs_data and q.kind not in (*GIVEN_AS_FIGURES, "column")]
MISTAKES = [(day, q, m) for day, q in CHECKED for m in q.mistakes if q.kind not in GIVEN_AS_FIGURES]
WAYS = [(day, q, way) for day, q in CHECKED for way in range(len(q.alternatives))]

of_each_question = pytest.mark.parametrize(("day", "question"), CHECKED, ids=NAMES)
of_each_mistake = pytest.mark.parametrize(
    ("day", "question", "mistake"), MISTAKES, ids=[f"{day}-{q.id}-{m.key}" for day, q, m in MISTAKES]
)
of_each_day = pytest.mark.parametrize("day", CATALOGUES)


class Made(NamedTuple):
    """An exercise on the lesson's samples and on another draw."""

    catalogue: Catalogue
    release: Key
    grade: Key
    lesson: Samples
    other: Samples

    def lessons(self, question: Question) -> list[Any]:
        """Return the lesson's data sets of a question."""
        return [self.lesson[name] for name in self.catalogue.data_of(question)]

    def gives_the_right_one(self, question: Question, mistake) -> bool:
        """Tell whether a published figure is right on the lesson's data or on the other draw."""
        return any(judge(key.questions[question.id], mistake.answer).right for key in (self.release, self.grade))

    def others(self, question: Question) -> list[Any]:
        """Return the data sets of a question that it is graded on."""
        return [self.other[name] for name in self.catalogue.data_of(question)]


@cache
def made(day: str) -> Made:
    release, grade = release_key(FOLDERS[day]), grade_key(FOLDERS[day])
    return Made(CATALOGUES[day], release, grade, Samples(), Samples(grade.draw))


def solved(solution, data):
    return solution(*data) if callable(solution) else solution


def wrong(question: Question, mistake, data):
    answer = solved(mistake.answer, data)
    # A mistake in a choice with several items names the items concerned only.
    return question.expected | answer if isinstance(question.expected, dict) else answer


@of_each_question
def test_the_solution_gets_full_marks_on_both_samples(day, question):
    exercise = made(day)
    if question.kind in GIVEN_AS_FIGURES:
        return  # the other right ways are what is handed in
    for key, data in ((exercise.release, exercise.lessons(question)), (exercise.grade, exercise.others(question))):
        verdict = judge(key.questions[question.id], solved(question.expected, data))
        assert (verdict.right, verdict.points, verdict.message) == (True, question.points, "")


@of_each_question
@pytest.mark.parametrize("blank", [None, ...], ids=["None", "dots"])
def test_the_blank_gets_nothing(day, question, blank):
    items = list(made(day).release.questions[question.id].entries)
    one = items == [""] or question.kind in GIVEN_AS_FIGURES or (question.columns and question.by)
    for answer in [blank] if one else [blank, dict.fromkeys(items, blank)]:
        verdict = judge(made(day).grade.questions[question.id], answer)
        assert (verdict.points, verdict.answered) == (0.0, False)
        assert "You have not answered yet" in verdict.message


@of_each_mistake
def test_each_mistake_gets_its_own_message(day, question, mistake):
    if mistake.copied and made(day).gives_the_right_one(question, mistake):
        return  # a published figure that the synthetic data meet
    with pytest.raises(WrongAnswer) as told:
        Exercise(made(day).release).check(question.id, wrong(question, mistake, made(day).lessons(question)))
    message = " ".join(told.value.problem.split())
    others = [other.message for of, _, other in MISTAKES if of == day and other.message not in mistake.message]
    assert mistake.message in message
    assert not [other for other in others if other in message]
    assert all(len(line) <= 86 for line in str(told.value).splitlines())  # nbgrader's Validate cuts there


@of_each_mistake
def test_no_mistake_keeps_all_points_on_other_data(day, question, mistake):
    if mistake.copied and made(day).gives_the_right_one(question, mistake):
        return
    answer = wrong(question, mistake, made(day).others(question))
    verdict = judge(made(day).grade.questions[question.id], answer)
    assert not verdict.right
    if question.needs_data and question.kind != "column" and not mistake.copied:  # told apart on any sample
        assert verdict.message == mistake.message


@pytest.mark.parametrize(("day", "question", "way"), WAYS, ids=[f"{day}-{q.id}-{way}" for day, q, way in WAYS])
def test_other_right_ways_pass(day, question, way, capsys):
    exercise = made(day)
    Exercise(exercise.release).check(question.id, solved(question.alternatives[way], exercise.lessons(question)))
    assert capsys.readouterr().out.startswith("Visible checks passed.")
    answer = solved(question.alternatives[way], exercise.others(question))
    assert judge(exercise.grade.questions[question.id], answer).right


@of_each_day
def test_mistakes_are_told_apart_on_further_draws(day):
    check_other_draws(FOLDERS[day])


@of_each_question
def test_a_question_has_hints_mistakes_and_other_right_ways(day, question):
    assert question.hint, f"{day} {question.id} needs a hint"
    assert question.more_hints, f"{day} {question.id} needs more_hints, each more concrete than the one before"
    assert question.reread, f"{day} {question.id} needs the section to reread"
    if question.kind == "choice" and isinstance(question.expected, str):
        named = {question.expected, *(solved(mistake.answer, None) for mistake in question.mistakes)}
        without = sorted(set(question.words) - named)
        assert not without, f"{day} {question.id} needs a mistake for each wrong option; it has none for {without}"
    else:
        assert len(question.mistakes) >= 4, f"{day} {question.id} needs at least four mistakes that people make"
        assert len(question.alternatives) >= 2, f"{day} {question.id} needs at least two other right ways"


def headings(lesson):
    """Return the headings of a lesson's notebook; None while there is no such lesson."""
    found = sorted((REPOSITORY / "notebooks").glob(f"day{lesson.split('.')[0]}/{lesson}-*.ipynb"))
    if not found:
        return None
    cells = json.loads(found[0].read_text(encoding="utf-8"))["cells"]
    return [line for cell in cells for line in "".join(cell["source"]).splitlines() if line.startswith("#")]


@of_each_day
def test_the_sections_to_reread_are_in_the_lessons(day):
    questions = CATALOGUES[day].questions
    sections = {place for q in questions for place in (q.reread, *(m.reread for m in q.mistakes)) if place}
    for lesson, _, heading in sorted(place.partition(" ") for place in sections):
        known = headings(lesson)
        assert known is None or not heading or f"## {heading}" in known, f"lesson {lesson} has no section {heading!r}"


@pytest.mark.parametrize(("day", "question"), TYPED_IN, ids=[f"{day}-{q.id}" for day, q in TYPED_IN])
def test_a_number_that_was_typed_in_is_recognised(day, question):
    verdict = judge(made(day).grade.questions[question.id], solved(question.expected, made(day).lessons(question)))
    assert (verdict.points, verdict.message) == (0.0, TYPED)


@of_each_day
def test_the_key_names_no_answer(day):
    text = key_text(made(day).grade)
    assert not [mistake.key for of, _, mistake in MISTAKES if of == day and mistake.message in text]
    for question in made(day).grade.questions.values():
        for item in question.entries.values():
            assert all(len(label) == 32 and int(label, 16) >= 0 for label in item)


@of_each_day
def test_no_hint_and_no_message_is_the_masters_own_line(day):
    notebook = json.loads((FOLDERS[day] / f"{day}.ipynb").read_text(encoding="utf-8"))
    sources = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    solutions = [part.split("### END SOLUTION")[0] for s in sources for part in s.split("### BEGIN SOLUTION")[1:]]
    lines = [line.split(" = ", 1)[-1] for solution in solutions for line in solution.splitlines() if " = " in line]
    questions = [question for of, question in CHECKED if of == day]
    told = [m.message for q in questions for m in q.mistakes]
    told += [hint for q in questions for hint in (q.hint, *q.more_hints)]
    assert len(lines) >= len([question for question in questions if question.kind != "choice"])
    assert not [line for line in lines for text in told if len(line) > 5 and line in text]


def told_by(question):
    """Return all that a trainee may read of a question's answer."""
    return [question.hint, *question.more_hints, *(mistake.message for mistake in question.mistakes)]


@of_each_question
def test_no_message_and_no_hint_names_the_right_number(day, question):
    if question.kind in ("choice", "column"):
        return
    exercise = made(day)
    right = [v for v in expected_values(question, exercise.lessons(question)).values() if not isinstance(v, str)]
    spelled = {f"{value:.{max(digits, 0)}f}" for value in right for digits in (0, question.digits, question.digits + 1)}
    # A small whole number, such as 3, may stand in a text for other reasons.
    spelled = {text for text in spelled if len(text) > 1 and float(text) not in (10, 15, 20, 30, 100)}
    for text in told_by(question):
        numbers = set(re.findall(r"[0-9]+(?:[.][0-9]+)?", text))
        assert not numbers & spelled, f"{day} {question.id} gives its answer away: {text}"


@of_each_question
def test_no_message_and_no_hint_names_the_right_word(day, question):
    if question.kind != "choice":
        return
    for text in told_by(question):
        if isinstance(question.expected, dict):
            named = [item for item in question.expected if item in text]
        else:
            letter = re.escape(question.expected)
            named = re.findall(rf"(?<![A-Za-z]){letter}(?![A-Za-z])(?! [a-z])", text)
        assert not named, f"{day} {question.id} says which one is right: {text}"


@of_each_day
def test_no_hint_has_all_the_words_that_the_solution_puts_in_quotation_marks(day):
    notebook = json.loads((FOLDERS[day] / f"{day}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "").removesuffix("-answer")
        known = [question for of, question in CHECKED if of == day and question.id == name]
        if "### BEGIN SOLUTION" not in source or not known or known[0].kind == "choice":
            continue
        solution = source.split("### BEGIN SOLUTION")[1].split("### END SOLUTION")[0]
        words = set(re.findall(r"[\"']([A-Za-z ]+)[\"']", solution))
        for text in (known[0].hint, *known[0].more_hints) if len(words) > 1 else ():
            left = {word for word in words if not re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text)}
            assert left, f"{day} {name} puts its solution together for the trainee: {text}"


@of_each_day
def test_the_overview_of_a_class_has_words_for_every_mistake(day):
    catalogue: Catalogue = CATALOGUES[day]
    nameless = sorted(
        {mistake.key for question in catalogue.questions for mistake in question.mistakes} - set(catalogue.did)
    )
    assert not nameless, f"the catalogue of {day} needs words in did={{…}} for {nameless}"


@of_each_day
def test_the_key_is_the_same_every_time(day):
    assert key_text(make_key(CATALOGUES[day], made(day).lesson)) == key_text(made(day).release)


def _has_its_checksum(cell):
    return cell.metadata["nbgrader"]["checksum"] == compute_checksum(cell)


@of_each_day
def test_the_master_keeps_every_rule_and_its_release_is_in_step(day):
    assert [str(breach) for breach in breaches(FOLDERS[day])] == []
    released = REPOSITORY / "exercises" / day
    if not released.exists():
        return  # it is being written
    blank = blank_exercise(Course(REPOSITORY), day, read_notebook(FOLDERS[day] / f"{day}.ipynb"))
    stored = read_notebook(released / f"{day}.ipynb")
    assert [cell.source for cell in stored.cells] == [cell.source for cell in blank.cells], f"labkit release {day}"
    marked = [cell for cell in stored.cells if "checksum" in cell.metadata.get("nbgrader", {})]
    stale = [cell.metadata["nbgrader"]["grade_id"] for cell in marked if not _has_its_checksum(cell)]
    assert not stale, f"labkit release {day}: nbgrader's checksum is of another text"
    assert stored.metadata["labkit"] == blank.metadata["labkit"]
    assert (released / "checks.json").read_text("utf-8") == key_text(made(day).release), f"labkit release {day}"

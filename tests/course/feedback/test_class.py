"""A class of 38: solved, blank, mistaken and damaged hand-ins, graded together; every table and page says the same."""

from __future__ import annotations

import csv
import importlib.util
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup

import labkit
from labkit.checks.judging.judge import TYPED
from labkit.course.exercises.answer_key import grade_key, load_catalogue
from labkit.course.exercises.masters import grading_data
from labkit.course.exercises.nbgrader_steps import gradebook
from labkit.course.site.lesson_page import external_resources
from labkit.course.support.paths import Course

pytestmark = pytest.mark.course

REPOSITORY = Path(__file__).parents[3]
CATALOGUE = load_catalogue(REPOSITORY / "solutions" / "day2")
CHECKED = [question for question in CATALOGUE.questions if question.kind != "written"]
NAMES = {
    "q1": "jobs",
    "q2": "informal_rate",
    "q3": "rates_by_sex",
    "q4": "hidden_informality",
    "q5": "difference",
    "q6": "sentence",
    "q7": "coverage",
    "q8": "reform",
}
REPAIRED = ["Colab", "VS Code", "deleted check", "answer twice", "moved", "edited check", "answer in the check", "copy"]
REPAIRED += ["subfolder", "two notebooks", "byte order mark", "zip"]
UNREADABLE = ["a text", "empty", "Word", "broken zip", "data", "another day", "far too large", "another file"]
MISTAKEN = range(8)
OTHER_WAYS = {
    "q2-answer": "people = lk.informality.employed_people(lfs).frame\n"
    'people = people.assign(mine=lk.informality.job_formality(people).eq("informal"))\n'
    'informal_rate = round(100 * people.loc[people["mine"], "weight"].sum() / people["weight"].sum(), 1)',
    "q3-answer": "import polars\nmine = lk.informality.informal_employment_rate(lfs, by='sex')\n"
    "rates_by_sex = polars.DataFrame({'sex': mine['sex'].astype(str).to_list(), 'rate': mine['estimate'].to_list()})",
    "q5-answer": "r = lk.informality.informal_employment_rate(lfs, by='area').set_index('area')\n"
    "d = r.loc['rural', 'estimate'] - r.loc['urban', 'estimate']\n"
    "half = 1.96 * (r['se'] ** 2).sum() ** 0.5\ndifference = [d, d - half, d + half]",
    "q8-answer": "reform = round(lk.protection.newly_covered(lfs, lk.protection.size_threshold(10, compliance=0.3))"
    "['estimate'].iloc[0], -3)",
}
STOPPED = {"q2-answer": "informal_rate = 1 / 0", "q3-answer": "rates_by_sex = lk.informality.informal_employment("}


def _loaded():
    spec = importlib.util.spec_from_file_location("labkit_damage", Path(__file__).parents[1] / "handins" / "damage.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


damage = _loaded()


@dataclass(frozen=True)
class Room:
    root: Path
    ran: Any
    overview: Any
    names: list[str]

    def csv(self, name: str) -> dict[str, dict[str, str]]:
        with (self.root / "class" / name).open(newline="", encoding="utf-8-sig") as stream:
            rows = list(csv.DictReader(stream))
        return {next(iter(row.values())): row for row in rows}

    def page(self, name: str) -> BeautifulSoup:
        return BeautifulSoup((self.root / "class" / name).read_text(encoding="utf-8"), "html.parser")

    def feedback(self, trainee: str) -> str:
        return " ".join(self.page(f"feedback/{trainee}/day2/day2.html").main.get_text(" ").split())


def solved(solution: Any, survey: Any) -> Any:
    return solution(survey) if callable(solution) else solution


def literal(answer: Any, question: Any) -> str:
    """Return an answer as Python would write it, for the cell of somebody who got it so."""
    if hasattr(answer, "columns") and question.kind == "table":
        by = question.by[0] if question.by[0] in answer.columns else "category"
        return repr(dict(zip(answer[by].astype(str), map(float, answer["estimate"]), strict=True)))
    if hasattr(answer, "columns"):
        answer = answer["estimate"]
    if question.kind == "row":
        return repr({str(key): float(value) for key, value in dict(answer).items()})
    if hasattr(answer, "iloc"):
        return repr(float(answer.iloc[0]))
    return repr(answer if isinstance(answer, (str, dict)) else float(answer))


def mistake_of(question: Any, number: int) -> Any:
    """Return one of a question's mistakes; a published figure that is copied may be right by chance."""
    made = [mistake for mistake in question.mistakes if not mistake.copied]
    return made[number % len(made)]


def mistaken(number: int, survey: Any) -> dict[str, str]:
    cells = {}
    for question in CHECKED:
        answer = solved(mistake_of(question, number).answer, survey)
        if isinstance(question.expected, dict):
            answer = question.expected | answer
        cells[f"{question.id}-answer"] = f"{NAMES[question.id]} = {literal(answer, question)}"
    return cells


def typed(survey: Any) -> dict[str, str]:
    return {
        f"{question.id}-answer": f"{NAMES[question.id]} = {literal(solved(question.expected, survey), question)}"
        for question in CHECKED
        if question.needs_data
    }


def hand_in(root: Path, trainee: str, cells: dict[str, str], *, solution: bool = True) -> Path:
    notebook = nbformat.read(root / "exercises" / "day2" / "day2.ipynb", as_version=4)
    master = nbformat.read(root / "solutions" / "day2" / "day2.ipynb", as_version=4)
    right = {grading_data(cell)["grade_id"]: cell.source for cell in master.cells if grading_data(cell).get("solution")}
    for cell in notebook.cells:
        name = grading_data(cell).get("grade_id")
        cell.source = cells.get(name, right.get(name, cell.source) if solution else cell.source)
    folder = root / "class" / "submitted" / trainee / "day2"
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / "day2.ipynb")
    return folder / "day2.ipynb"


@pytest.fixture(scope="module")
def room(labkit_command, tmp_path_factory) -> Room:
    import shutil

    root = tmp_path_factory.mktemp("class") / "the course"
    (root / "notebooks").mkdir(parents=True)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    for name in ("solutions", "exercises"):
        shutil.copytree(REPOSITORY / name / "day2", root / name / "day2")
    draw = grade_key(root / "solutions" / "day2").draw
    other, lesson = labkit.load("lfs", draw=draw), labkit.load("lfs")
    for name in ("solved 1", "solved 2"):
        hand_in(root, name, {})
    hand_in(root, "blank", {}, solution=False)
    hand_in(root, "other ways", OTHER_WAYS)
    hand_in(root, "typed", typed(lesson))
    hand_in(root, "stopped", STOPPED)
    hand_in(
        root,
        "fraction",
        {"q2-answer": "informal_rate = lk.informality.informal_employment_rate(lfs)['estimate'] / 100"},
    )
    for number in MISTAKEN:
        hand_in(root, f"mistaken {number}", mistaken(number, other))
    for kinds, group in ((REPAIRED, damage.REPAIRED), (["cut off"], damage.IN_PART), (UNREADABLE, damage.UNREADABLE)):
        for kind in kinds:
            group[kind][0](hand_in(root, kind, {}))
    names = [*sorted(path.name for path in (root / "class" / "submitted").iterdir()), "absent 1", "absent 2"]
    lines = "".join(f"{name};ministry\n" for name in names)
    (root / "class" / "trainees.csv").write_text(f"trainee;institution\n{lines}", encoding="utf-8-sig")
    ran = labkit_command("--course", root, "grade", "day2")
    assert labkit_command("--course", root, "feedback", "day2").code == 0
    overview = labkit_command("--course", root, "overview", "day2")
    assert overview.code == 0, overview.err
    return Room(root, ran, overview, names)


def test_the_class_has_38_and_nobody_is_dropped(room):
    assert len(room.names) == 38
    trainees = room.csv("overview/day2-trainees.csv")
    assert list(trainees) == room.names
    states = {name: row["state"] for name, row in trainees.items()}
    assert {name for name in states if states[name] == "not handed in"} == {"absent 1", "absent 2"}
    assert {name for name in states if states[name] == "cannot be graded"} == set(UNREADABLE)
    assert states["blank"] == "graded"
    assert states["solved 1"] == states["Colab"] == "to finish by hand"
    assert "is the exercise day1, not day2" in trainees["another day"]["remark"]
    assert "lost their names" in trainees["Colab"]["remark"]


def test_gradebook_tables_and_pages_agree(room):
    marks, trainees = room.csv("grades-day2.csv"), room.csv("overview/day2-trainees.csv")
    graded = [name for name, row in trainees.items() if row["points"]]
    assert set(marks) == set(graded)
    with gradebook(Course(room.root)) as book:
        for name in graded:
            grades = {g.name: g for g in book.find_submission_notebook("day2", "day2", name).grades}
            for question in CATALOGUE.questions:
                grade = grades[question.id]
                waits = grade.auto_score is None and grade.manual_score is None
                expected = "" if waits else f"{grade.score:g}"
                assert marks[name][question.id] == trainees[name][question.id] == expected
            assert marks[name]["points"] == trainees[name]["points"]
            assert f"{marks[name]['points']} of 23 points" in room.feedback(name)
    for name, row in room.csv("overview/day2-questions.csv").items():
        points = [float(marks[one][name]) for one in graded if marks[one][name]]
        counts = [int(row[column]) for column in ("full", "part", "none", "not_answered", "to_grade_by_hand")]
        assert sum(counts) == int(row["trainees"]) == len(graded)
        assert int(row["full"]) == sum(value == float(row["of"]) for value in points)
        assert float(row["mean"]) == pytest.approx(sum(points) / len(points), abs=0.005) if points else not row["mean"]


@pytest.mark.parametrize("trainee", ["solved 1", "solved 2", "other ways", *REPAIRED])
def test_right_answers_keep_their_points_whatever_happened_to_the_file(room, trainee):
    assert room.csv("grades-day2.csv")[trainee]["points"] == "19"


def test_a_blank_gets_nothing_and_a_cut_off_notebook_what_is_left(room):
    marks = room.csv("grades-day2.csv")
    assert marks["blank"]["points"] == "0"
    assert [marks["cut off"][f"q{number}"] for number in range(1, 6)] == ["3", "2", "3", "2", "3"]
    assert marks["cut off"]["q6"] == "0"
    assert [marks["typed"][f"q{number}"] for number in (2, 3, 4, 5, 7, 8)] == ["0"] * 6
    assert TYPED in room.feedback("typed")


@pytest.mark.parametrize("number", MISTAKEN)
def test_every_mistake_is_named_on_the_feedback_page_with_the_section_to_reread(room, number):
    page = room.page(f"feedback/mistaken {number}/day2/day2.html")
    for question in CHECKED:
        mistake = mistake_of(question, number)
        section = page.find(id=question.id)
        said = " ".join(section.get_text(" ").split())
        assert mistake.message in said, f"{question.id} {mistake.key}: {said[:300]}"
        assert f"Read again: {question.section(mistake.key)}" in said


def test_the_mistakes_of_the_room_are_counted(room):
    mistakes = room.csv("overview/day2-mistakes.csv")
    made: dict[str, set[int]] = {}
    for number in MISTAKEN:
        for question in CHECKED:
            made.setdefault(mistake_of(question, number).key, set()).add(number)
    for key, people in made.items():
        assert int(mistakes[key]["trainees"]) == len(people), key
        assert mistakes[key]["what_they_did"] == CATALOGUE.did[key]
    assert int(mistakes["stopped"]["trainees"]) == 1
    assert int(mistakes["fraction"]["trainees"]) == 1
    first = next(iter(mistakes.values()))
    assert f"{first['trainees']} of {first['of']} {first['what_they_did']}" in room.overview.out


def test_the_page_for_the_class_names_nobody(room):
    html = (room.root / "class" / "overview" / "day2.html").read_text(encoding="utf-8")
    text = room.page("overview/day2.html").get_text(" ")
    for name in room.names:
        if name not in ("empty", "copy", "moved", "data", "zip", "typed", "blank"):  # words of the page itself
            assert not re.search(rf"\b{re.escape(name)}\b", text), name
    assert external_resources(html) == []
    assert "<script" not in html
    assert "28 of 38 trainees are graded" in text
    assert "2 not handed in" in text


def test_the_page_for_the_facilitator_names_all(room):
    page = room.page("overview/day2-names.html")
    rows = [row.find("td").get_text() for row in page.select(".people tbody tr")]
    assert rows == room.names
    assert "do not show it to the class" in page.get_text(" ")
    assert external_resources(str(page)) == []


def test_the_overview_before_grading_is_explained(course, labkit_command):
    ran = labkit_command("--course", course, "overview", "day2")
    assert (ran.code, "Grade first: labkit grade day2" in ran.err) == (1, True)

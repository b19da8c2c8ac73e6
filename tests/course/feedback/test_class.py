"""A class of 38: solved, blank, mistaken and damaged hand-ins, graded together; every table and page says the same."""

from __future__ import annotations

import csv
import importlib.util
import re
import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from labkit.checks import Samples
from labkit.checks.judging.judge import TYPED
from labkit.course.exercises.answer_key import grade_key, load_catalogue
from labkit.course.exercises.nbgrader_steps import gradebook
from labkit.course.site.lesson_page import external_resources
from labkit.course.support.paths import Course

pytestmark = pytest.mark.course

REPAIRED = ["Colab", "VS Code", "deleted check", "answer twice", "moved", "edited check", "answer in the check", "copy"]
REPAIRED += ["subfolder", "two notebooks", "byte order mark", "zip"]
UNREADABLE = ["a text", "empty", "Word", "broken zip", "data", "another day", "far too large", "another file"]
MISTAKEN = range(8)
TYPED_IN = ("q2", "q3", "q4", "q5", "q7", "q8")
OTHER_WAYS = {
    "q2-answer": "people = lk.informality.employed_people(lfs).frame\n"
    'people = people.assign(mine=lk.informality.job_formality(people).eq("informal"))\n'
    'informal_rate = round(100 * people.loc[people["mine"], "weight"].sum() / people["weight"].sum(), 1)',
    "q3-answer": "import polars\nmine = lk.informality.informal_employment_rate(lfs, by='sex')\n"
    "rates_by_sex = polars.DataFrame({'sex': mine['sex'].astype(str).to_list(), 'rate': mine['estimate'].to_list()})",
    "q5-answer": "r = lk.informality.informal_employment_rate(lfs, by='area').set_index('area')\n"
    "d = r.loc['rural', 'estimate'] - r.loc['urban', 'estimate']\n"
    "half = 1.96 * (r['se'] ** 2).sum() ** 0.5\ndifference = [d, d - half, d + half]",
    "q8-answer": "drive = lk.protection.registration_drive(share=0.2)\n"
    "reform = round(lk.protection.newly_covered(lfs, drive)['estimate'].iloc[0], -3)",
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
    catalogue: Any

    def csv(self, name: str) -> dict[str, dict[str, str]]:
        with (self.root / "class" / name).open(newline="", encoding="utf-8-sig") as stream:
            rows = list(csv.DictReader(stream))
        return {next(iter(row.values())): row for row in rows}

    def page(self, name: str) -> BeautifulSoup:
        return BeautifulSoup((self.root / "class" / name).read_text(encoding="utf-8"), "html.parser")

    def feedback(self, trainee: str) -> str:
        return " ".join(self.page(f"feedback/{trainee}/day8/day8.html").main.get_text(" ").split())


def literal(answer: Any, question: Any) -> str:
    """Return an answer as Python would write it, for the cell of somebody who got it so."""
    if hasattr(answer, "columns") and question.kind == "table":
        return repr(dict(zip(answer[question.by[0]].astype(str), map(float, answer["estimate"]), strict=True)))
    if hasattr(answer, "columns"):
        answer = answer.iloc[0] if question.kind == "row" else answer["estimate"]
    if question.kind == "row":
        return repr({str(key): float(answer[key]) for key in question.columns})
    if hasattr(answer, "iloc"):
        return repr(float(answer.iloc[0]))
    return repr(answer if isinstance(answer, (str, dict)) else float(answer))


def with_mistakes(catalogue: Any, number: int) -> list[tuple[Any, Any]]:
    """Return the questions that know mistakes, each with one of them."""
    return [(each, each.mistakes[number % len(each.mistakes)]) for each in catalogue.questions if each.mistakes]


def mistaken(rich: Any, catalogue: Any, number: int, samples: Samples) -> dict[str, str]:
    cells = {}
    for question, mistake in with_mistakes(catalogue, number):
        data = [samples[name] for name in catalogue.data_of(question)]
        answer = mistake.answer(*data) if callable(mistake.answer) else mistake.answer
        if isinstance(question.expected, dict):
            answer = question.expected | answer
        cells[f"{question.id}-answer"] = f"{rich.VARIABLES[question.id]} = {literal(answer, question)}"
    return cells


def typed(rich: Any, catalogue: Any, samples: Samples) -> dict[str, str]:
    cells = {}
    for name in TYPED_IN:
        question = catalogue[name]
        answer = question.expected(*(samples[each] for each in catalogue.data_of(question)))
        cells[f"{name}-answer"] = f"{rich.VARIABLES[name]} = {literal(answer, question)}"
    return cells


@pytest.fixture(scope="module")
def room(labkit_command, rich, rich_released, tmp_path_factory) -> Room:
    root = shutil.copytree(rich_released, tmp_path_factory.mktemp("class") / "the course")
    catalogue = load_catalogue(root / "solutions" / "day8")
    hand_in = partial(rich.hand_in, root, solved=True)
    for name in ("solved 1", "solved 2"):
        hand_in(name, {})
    hand_in("blank", {}, solved=False)
    hand_in("other ways", OTHER_WAYS)
    hand_in("typed", typed(rich, catalogue, Samples()))
    hand_in("stopped", STOPPED)
    rate = "informal_rate = lk.informality.informal_employment_rate(lfs)['estimate'] / 100"
    hand_in("fraction", {"q2-answer": rate})
    other = Samples(grade_key(root / "solutions" / "day8").draw)
    for number in MISTAKEN:
        hand_in(f"mistaken {number}", mistaken(rich, catalogue, number, other))
    for kinds, group in ((REPAIRED, damage.REPAIRED), (["cut off"], damage.IN_PART), (UNREADABLE, damage.UNREADABLE)):
        for kind in kinds:
            group[kind][0](hand_in(kind, {}))
    names = [*sorted(path.name for path in (root / "class" / "submitted").iterdir()), "absent 1", "absent 2"]
    lines = "".join(f"{name};ministry\n" for name in names)
    (root / "class" / "trainees.csv").write_text(f"trainee;institution\n{lines}", encoding="utf-8-sig")
    ran = labkit_command("--course", root, "grade", "day8")
    assert labkit_command("--course", root, "feedback", "day8").code == 0
    overview = labkit_command("--course", root, "overview", "day8")
    assert overview.code == 0, overview.err
    return Room(root, ran, overview, names, catalogue)


def test_the_class_has_38_and_nobody_is_dropped(room):
    assert len(room.names) == 38
    trainees = room.csv("overview/day8-trainees.csv")
    assert list(trainees) == room.names
    states = {name: row["state"] for name, row in trainees.items()}
    assert {name for name in states if states[name] == "not handed in"} == {"absent 1", "absent 2"}
    assert {name for name in states if states[name] == "cannot be graded"} == set(UNREADABLE)
    assert states["blank"] == "graded"
    assert states["solved 1"] == states["Colab"] == "to finish by hand"
    assert "is the exercise day1, not day8" in trainees["another day"]["remark"]
    assert "lost their names" in trainees["Colab"]["remark"]


def test_gradebook_tables_and_pages_agree(room):
    marks, trainees = room.csv("grades-day8.csv"), room.csv("overview/day8-trainees.csv")
    graded = [name for name, row in trainees.items() if row["points"]]
    assert set(marks) == set(graded)
    with gradebook(Course(room.root)) as book:
        for name in graded:
            grades = {g.name: g for g in book.find_submission_notebook("day8", "day8", name).grades}
            for question in room.catalogue.questions:
                grade = grades[question.id]
                waits = grade.auto_score is None and grade.manual_score is None
                expected = "" if waits else f"{grade.score:g}"
                assert marks[name][question.id] == trainees[name][question.id] == expected
            assert marks[name]["points"] == trainees[name]["points"]
            assert f"{marks[name]['points']} of 36 points" in room.feedback(name)
    for name, row in room.csv("overview/day8-questions.csv").items():
        points = [float(marks[one][name]) for one in graded if marks[one][name]]
        counts = [int(row[column]) for column in ("full", "part", "none", "not_answered", "to_grade_by_hand")]
        assert sum(counts) == int(row["trainees"]) == len(graded)
        full = sum(value == float(row["of"]) for value in points) if float(row["of"]) else 26  # all but two: the extra
        assert int(row["full"]) == full
        assert float(row["mean"]) == pytest.approx(sum(points) / len(points), abs=0.005) if points else not row["mean"]


@pytest.mark.parametrize("trainee", ["solved 1", "solved 2", "other ways", *REPAIRED])
def test_right_answers_keep_their_points_whatever_happened_to_the_file(room, trainee):
    assert room.csv("grades-day8.csv")[trainee]["points"] == "32"


def test_a_blank_gets_nothing_and_a_cut_off_notebook_what_is_left(room):
    marks = room.csv("grades-day8.csv")
    assert marks["blank"]["points"] == "0"
    assert [marks["cut off"][f"q{number}"] for number in range(1, 6)] == ["3", "2", "3", "2", "3"]
    assert marks["cut off"]["q6"] == "0"
    assert [marks["typed"][name] for name in TYPED_IN] == ["0"] * 6
    assert TYPED in room.feedback("typed")


@pytest.mark.parametrize("number", MISTAKEN)
def test_every_mistake_is_named_on_the_feedback_page_with_the_section_to_reread(room, number):
    page = room.page(f"feedback/mistaken {number}/day8/day8.html")
    for question, mistake in with_mistakes(room.catalogue, number):
        section = page.find(id=question.id)
        said = " ".join(section.get_text(" ").split())
        assert mistake.message in said, f"{question.id} {mistake.key}: {said[:300]}"
        assert f"Read again: {question.section(mistake.key)}" in said


def test_the_mistakes_of_the_room_are_counted(room):
    mistakes = room.csv("overview/day8-mistakes.csv")
    made: dict[str, set[int]] = {}
    for number in MISTAKEN:
        for _, mistake in with_mistakes(room.catalogue, number):
            made.setdefault(mistake.key, set()).add(number)
    for key, people in made.items():
        assert int(mistakes[key]["trainees"]) == len(people), key
        assert mistakes[key]["what_they_did"] == room.catalogue.did[key]
    assert int(mistakes["stopped"]["trainees"]) == 1
    assert int(mistakes["fraction"]["trainees"]) == 1
    first = next(iter(mistakes.values()))
    assert f"{first['trainees']} of {first['of']} {first['what_they_did']}" in room.overview.out


def test_the_page_for_the_class_names_nobody(room):
    html = (room.root / "class" / "overview" / "day8.html").read_text(encoding="utf-8")
    text = room.page("overview/day8.html").get_text(" ")
    for name in room.names:
        if name not in ("empty", "copy", "moved", "data", "zip", "typed", "blank"):  # words of the page itself
            assert not re.search(rf"\b{re.escape(name)}\b", text), name
    assert external_resources(html) == []
    assert "<script" not in html
    assert "28 of 38 trainees are graded" in text
    assert "2 not handed in" in text


def test_the_page_for_the_facilitator_names_all(room):
    page = room.page("overview/day8-names.html")
    rows = [row.find("td").get_text() for row in page.select(".people tbody tr")]
    assert rows == room.names
    assert "do not show it to the class" in page.get_text(" ")
    assert external_resources(str(page)) == []


def test_the_overview_before_grading_is_explained(course, labkit_command):
    ran = labkit_command("--course", course, "overview", "day8")
    assert (ran.code, "Grade first: labkit grade day8" in ran.err) == (1, True)

"""Copies of lessons, the room's and the facilitator's: made once, kept while somebody works in them, else renewed."""

from __future__ import annotations

import ast

import nbformat
import pytest
from nbclient import NotebookClient

from labkit.course.lessons.cell_names import names
from labkit.course.lessons.editions import live_edition
from labkit.course.lessons.fill_in import blanks_in
from labkit.course.lessons.reading import read_shelf
from labkit.course.lessons.working_copies import open_desk, open_room
from labkit.course.support.paths import Course, find_course


@pytest.fixture
def course(toy, tmp_path):
    root = toy.new_course(tmp_path)
    hint = toy.text("**For the facilitator** The answer is 3.")
    hint.metadata["tags"] = ["facilitator"]
    toy.save(root, "day2/2.1-toy", toy.notebook("2.1", "A toy", [toy.text("## One"), hint, toy.code("1 + 1")]))
    (root / "exercises" / "day2").mkdir(parents=True)
    (root / "exercises" / "day2" / "checks.json").write_text("{}")
    return Course(root)


def test_trainees_get_their_edition_and_the_exercise(course):
    room = open_room(course)
    assert sorted(room.made) == ["day2/2.1-toy.ipynb", "day2/exercise/checks.json"]
    assert "The answer is 3" not in (room.folder / "day2/2.1-toy.ipynb").read_text("utf-8")
    assert open_room(course).made == ()


def test_minutes_and_tasks_are_seen_in_jupyter_too(toy, tmp_path):
    root = toy.new_course(tmp_path)
    section, task, dots = toy.text("## One\n\nText."), toy.text("**Your turn.** Guess."), toy.text(WRITTEN)
    last = toy.text("## Two\n\nOne rate hides much. **Your turn.** Write it.\n\nThen run it.")
    section.metadata["labkit"] = {"minutes": 9}
    task.metadata["tags"] = dots.metadata["tags"] = ["your-turn"]
    toy.save(root, "day2/2.1-toy", toy.notebook("2.1", "A toy", [section, task, dots, last, toy.code("1 + 1")]))
    cells = nbformat.read(open_room(Course(root)).folder / "day2/2.1-toy.ipynb", as_version=4).cells
    seen = [cell.source for cell in cells]
    assert "## One\n\n*9 minutes*\n\nText." in seen
    box = '<div class="alert alert-block alert-info">'
    assert f"{box}\n\n**Your turn.** Guess.\n\n</div>" in seen
    assert f"{box}\n\n**Your turn.** Double-click on this text.\n\n</div>\n\n1. First: …" in seen
    assert f"## Two\n\nOne rate hides much.\n\n{box}\n\n**Your turn.** Write it.\n\nThen run it.\n\n</div>" in seen


WRITTEN = "**Your turn.** Double-click on this text.\n\n1. First: …"


def change_lesson(course):
    path = course.notebooks / "day2/2.1-toy.ipynb"
    path.write_text(path.read_text("utf-8").replace("## One", "## Two"))


def test_an_untouched_copy_follows_the_lesson(course):
    copy = open_room(course).folder / "day2/2.1-toy.ipynb"
    change_lesson(course)
    assert open_room(course).kept == ()
    assert "## Two" in copy.read_text("utf-8")


def test_work_is_kept_and_the_new_lesson_stands_beside_it(course):
    copy = open_room(course).folder / "day2/2.1-toy.ipynb"
    notebook = nbformat.read(copy, as_version=4)
    notebook.cells[-1].source = "my own line"
    nbformat.write(notebook, copy)
    assert open_room(course).made == ()
    change_lesson(course)
    room = open_room(course)
    assert room.kept == ("day2/2.1-toy.ipynb",)
    assert "my own line" in copy.read_text("utf-8")
    assert "## Two" in copy.with_name("2.1-toy (new).ipynb").read_text("utf-8")
    assert open_room(course).made == ()


def run(path):
    """Run a notebook as *Run All Cells* does, and return its cells."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": path.parent}}).execute()
    return notebook.cells


def test_the_facilitators_copy_runs_whole_and_shows_the_answers(toy, tmp_path):
    root = toy.new_course(tmp_path)
    hint, blank = toy.text("**For the facilitator** The answer is 3."), toy.code('word = "___"\nlen(word)')
    proof = toy.code('assert stated.says("the answer is 3") and len(word) == 3')
    hint.metadata["tags"], proof.metadata["tags"] = ["facilitator"], ["proof"]
    blank.metadata["labkit"] = {"fill_in": ["sex"]}
    toy.save(root, "day2/2.1-toy", toy.notebook("2.1", "A toy", [toy.text("## One"), hint, blank, proof]))
    course = Course(root)
    desk = open_desk(course)
    assert desk.made == ("day2/2.1-toy.ipynb",)
    cells = run(desk.folder / desk.made[0])
    beside_a_bar = next(cell.source for cell in cells if "The answer is 3." in cell.source)
    assert beside_a_bar.startswith('<div style="border-left')
    assert not any("stated" in cell.source for cell in cells)
    assert cells[-1].source == '# Trainees see: word = "___"\nword = "sex"\nlen(word)'
    assert cells[-1].outputs[0].data["text/plain"] == "3"
    assert open_desk(course).made == ()
    assert "___" in (open_room(course).folder / desk.made[0]).read_text("utf-8")


def test_each_lessons_copy_for_the_facilitator_has_all_that_it_needs():
    lessons = read_shelf(find_course(None)).lessons
    for lesson in lessons:
        cells = live_edition(lesson).cells
        defined, used = names(cells)
        all_defined, _ = names(lesson.notebook.cells)
        assert not (all_defined - defined) & used, f"{lesson.id}: defined in proofs alone"
        code = [ast.unparse(ast.parse(cell.source)) for cell in cells if cell.cell_type == "code"]
        assert not any(map(blanks_in, code)), lesson.id

"""Damaged hand-ins: found, repaired in a copy, named in words; what came stays as it came."""

from __future__ import annotations

import copy
import hashlib
import importlib.util
import json
import os
import random
import shutil
from pathlib import Path

import nbformat
import pytest

from labkit.course.exercises.masters import graded_ids, grading_data, read_notebook
from labkit.course.handins.collecting import find_handins
from labkit.course.handins.incoming import read_incoming
from labkit.course.handins.repair import repaired
from labkit.course.support.paths import Course
from labkit.errors import CourseError

pytestmark = pytest.mark.course


def _loaded():
    spec = importlib.util.spec_from_file_location("labkit_damage", Path(__file__).with_name("damage.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


damage = _loaded()


@pytest.fixture
def room(rich, rich_released, tmp_path):
    """A course with the solved exercise, handed in by Sokha."""
    root = shutil.copytree(rich_released, tmp_path / "course")
    rich.hand_in(root, "Sokha", ANSWERS)
    return Course(root)


ANSWERS = {
    "q1-answer": "jobs = {}",
    "q2-answer": "informal_rate = lk.informality.informal_employment_rate(lfs)",
    "q3-answer": 'rates_by_sex = lk.informality.informal_employment_rate(lfs, by="sex")',
    "q4-answer": "matrix = lk.informality.sector_job_matrix(lfs)\nmean_age = matrix",
    "q5-answer": "fit = 1\ndifference = fit",
    "q6-answer": 'sentence = "D"',
    "q7-answer": "change = 1",
    "q8-answer": "rule = 2\nreform = rule",
    "q9": "Nine in ten.",
}


def handed_in(room):
    (handin,) = find_handins(room, "day8", read_notebook(room.solutions / "day8" / "day8.ipynb"))
    return handin


def pieces(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.stat().st_size < 100_000_000
    }


def answers(path):
    """Return the lines of each question, up to its check."""
    lines, found = [], {}
    for cell in read_notebook(path).cells:
        entry = grading_data(cell)
        if entry.get("grade"):
            found[entry["grade_id"]] = "\n".join([*lines, cell.source] if cell.cell_type == "markdown" else lines)
            lines = []
        elif cell.cell_type == "code" and not entry.get("locked"):
            lines.append(cell.source)
    return found


def order(path):
    return [entry["grade_id"] for cell in read_notebook(path).cells if (entry := grading_data(cell))]


def test_a_sound_hand_in_keeps_every_cell(room):
    handin = handed_in(room)
    assert (handin.problem, handin.remark) == ("", "")
    accepted, original = (nbformat.read(path, as_version=4) for path in (handin.path, handin.original))
    assert [(cell.cell_type, cell.source) for cell in accepted.cells] == [
        (cell.cell_type, cell.source) for cell in original.cells
    ]
    assert handin.path.stat().st_mtime == handin.original.stat().st_mtime
    assert (handin.path.parent / "checks.json").exists()


def test_the_line_that_names_a_partner_is_no_damage(room):
    """The sheet asks for it, in the first cell."""
    path = room.submitted / "Sokha" / "day8" / "day8.ipynb"
    notebook = nbformat.read(path, as_version=4)
    setup = next(cell for cell in notebook.cells if cell.cell_type == "code")
    released = setup.source
    for line, changed in (('partner = "Dara Lim"  # we worked together', False), ('partner = "Dara"; lfs = 1', True)):
        setup.source = f"{released}\n{line}"
        nbformat.write(notebook, path)
        handin = handed_in(room)
        assert ("checks changed" in handin.remark) == changed, handin.remark
        assert line.split("  #")[0] in handin.path.read_text("utf-8").replace("\\", ""), "it is kept"


@pytest.mark.parametrize("kind", damage.REPAIRED)
def test_what_can_be_repaired_is(room, kind):
    change, words = damage.REPAIRED[kind]
    change(room.submitted / "Sokha" / "day8" / "day8.ipynb")
    before = pieces(room.submitted)
    handin = handed_in(room)
    assert handin.problem == ""
    assert words in handin.remark
    assert pieces(room.submitted) == before
    assert handin.path == room.accepted / "Sokha" / "day8" / "day8.ipynb"
    assert order(handin.path) == order(room.exercises / "day8" / "day8.ipynb")
    found = answers(handin.path)
    for name, text in ANSWERS.items():
        question = name.removesuffix("-answer")
        wanted = {"answer in the question": "Our answer: nine in ten."}.get(kind, text) if question == "q9" else text
        assert wanted in found[question], f"{question}: {found[question]!r}"


@pytest.mark.parametrize("kind", damage.IN_PART)
def test_what_is_left_of_a_hand_in_is_graded(room, kind):
    change, words = damage.IN_PART[kind]
    change(room.submitted / "Sokha" / "day8" / "day8.ipynb")
    handin = handed_in(room)
    assert (handin.problem, words in handin.remark) == ("", True)
    assert order(handin.path) == order(room.exercises / "day8" / "day8.ipynb")
    assert ANSWERS["q3-answer"] in answers(handin.path)["q3"]


@pytest.mark.parametrize("kind", damage.UNREADABLE)
def test_what_cannot_be_graded_is_named_in_words(room, kind):
    handed_in(room)
    change, words = damage.UNREADABLE[kind]
    change(room.submitted / "Sokha" / "day8" / "day8.ipynb")
    before = pieces(room.submitted)
    handin = handed_in(room)
    assert words in handin.problem
    assert "Traceback" not in handin.problem
    assert handin.original is not None
    assert not handin.path.exists(), "the copy of an earlier, sound hand-in must not be graded"
    assert pieces(room.submitted) == before


def test_outputs_do_not_matter(room):
    path = room.submitted / "Sokha" / "day8" / "day8.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, path)
    assert handed_in(room).remark == ""


def test_nothing_handed_in_is_told_apart_from_something_damaged(room):
    shutil.rmtree(room.submitted / "Sokha" / "day8")
    handin = handed_in(room)
    assert (handin.original, "is missing" in handin.problem) == (None, True)


def test_the_notebook_with_the_most_answers_counts(room):
    path = room.submitted / "Sokha" / "day8" / "day8.ipynb"
    path.rename(path.with_name("day8 (1).ipynb"))
    shutil.copy(room.exercises / "day8" / "day8.ipynb", path)
    handin = handed_in(room)
    assert handin.original.name == "day8 (1).ipynb"
    assert "also handed in: day8.ipynb (day8 (1).ipynb counts: it has the most answers)" in handin.remark


def test_of_two_answers_in_one_notebook_the_first_stands_and_both_are_kept(room):
    path = room.submitted / "Sokha" / "day8" / "day8.ipynb"
    notebook = nbformat.read(path, as_version=4)
    at = next(k for k, cell in enumerate(notebook.cells) if grading_data(cell).get("grade_id") == "q2-answer")
    second = copy.deepcopy(notebook.cells[at])
    second.source, second.id = "informal_rate = 'second'", "second"
    notebook.cells.insert(at + 1, second)
    nbformat.write(notebook, path)
    cells = read_notebook(handed_in(room).path).cells
    at = next(k for k, cell in enumerate(cells) if grading_data(cell).get("grade_id") == "q2-answer")
    assert cells[at].source == ANSWERS["q2-answer"]
    assert cells[at + 1].source == "informal_rate = 'second'"
    assert not grading_data(cells[at + 1])


def test_every_damage_at_once(room):
    path = room.submitted / "Sokha" / "day8" / "day8.ipynb"
    for kind in ("moved", "answer twice", "deleted setup", "edited check", "VS Code", "byte order mark", "copy"):
        damage.REPAIRED[kind][0](path)
    handin = handed_in(room)
    found = answers(handin.path)
    assert all(text in found[name.removesuffix("-answer")] for name, text in ANSWERS.items())


def test_no_random_damage_stops_the_class(rich_released, tmp_path):
    """Bytes and cells changed at random: a notebook with every graded cell once, or a sentence."""
    exercise = rich_released / "exercises" / "day8" / "day8.ipynb"
    blank, raw, chance = read_notebook(exercise), exercise.read_bytes(), random.Random(6)
    path, graded = tmp_path / "x.ipynb", 0
    for turn in range(120):
        if turn % 2:
            spoiled = bytearray(raw)
            for _ in range(chance.randint(1, 20)):
                spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
            path.write_bytes(spoiled)
        else:
            notebook = json.loads(raw)
            for _ in range(chance.randint(1, 10)):
                cells, place = notebook["cells"], chance.randrange(len(notebook["cells"]))
                cells.insert(chance.randrange(len(cells)), copy.deepcopy(cells.pop(place)))
                cells[place][chance.choice(["source", "metadata", "cell_type", "id"])] = chance.choice(
                    [None, 1, [], {}, "x"]
                )
                cells.insert(0, copy.deepcopy(cells[place]))
            path.write_text(json.dumps(notebook))
        try:
            made = repaired(read_incoming(path), blank).notebook
        except CourseError:
            continue
        nbformat.validate(made)
        assert graded_ids(made) == graded_ids(blank)
        graded += 1
    assert graded > 60


def test_a_file_beside_the_notebook_that_is_a_link_is_not_copied(room, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("name,points", encoding="utf-8")
    folder = room.submitted / "Sokha" / "day8"
    (folder / "own.csv").write_text("a,b", encoding="utf-8")
    (folder / "answers.csv").symlink_to(secret)
    handin = handed_in(room)
    assert sorted(path.name for path in handin.path.parent.glob("*.csv")) == ["own.csv"]


def test_a_person_s_folder_that_is_a_link_is_not_followed(room, tmp_path):
    own = room.submitted / "Sokha"
    own.rename(tmp_path / "elsewhere")
    own.symlink_to(tmp_path / "elsewhere")
    assert handed_in(room).problem.endswith("is a link to another folder: put the files themselves there")


def test_no_cell_that_a_trainee_added_holds_html(room):
    path = room.submitted / "Sokha" / "day8" / "day8.ipynb"
    notebook = read_notebook(path)
    for place, kind in enumerate((nbformat.v4.new_markdown_cell, nbformat.v4.new_raw_cell)):
        notebook.cells.insert(3 + place, kind("Note: <script>alert(1)</script> [x](javascript:alert(2))"))
    nbformat.write(notebook, path)
    notes = [cell.source for cell in read_notebook(handed_in(room).path).cells if "Note:" in cell.source]
    assert notes == ["Note: &lt;script>alert(1)&lt;/script> [x] (javascript:alert(2))"] * 2


def test_a_link_out_of_the_class_is_not_followed(room, tmp_path):
    path = room.submitted / "Sokha" / "day8" / "day8.ipynb"
    secret = tmp_path / "secret.ipynb"
    path.rename(secret)
    os.symlink(secret, path)
    assert "is missing" in handed_in(room).problem


def test_an_unknown_trainee_is_named(room):
    master = read_notebook(room.solutions / "day8" / "day8.ipynb")
    with pytest.raises(CourseError, match="There is no hand-in of 'Soka'") as told:
        find_handins(room, "day8", master, "Soka")
    assert told.value.hint == "Did you mean 'Sokha'?"


@pytest.mark.parametrize(
    ("name", "words"),
    [("dara ", "no space at the start or end"), ("dara[1]", "no * ? ["), ("ren\udce9", "cannot be read")],
)
def test_a_folder_whose_name_cannot_be_used_is_to_be_renamed(room, name, words):
    (room.submitted / "Sokha").rename(room.submitted / name)
    handin = handed_in(room)
    assert "rename the folder" in handin.problem
    assert words in handin.problem
    assert f"{handin.trainee} {handin.problem}".encode()


def test_the_files_that_go_along_are_those_of_the_hand_in(room):
    folder = room.submitted / "Sokha" / "day8"
    for name in ("table.csv", "r\udce9sum\udce9.csv"):
        (folder / name).write_text("1")
    (folder / "timestamp.txt").write_text("yesterday, I think")
    beside = handed_in(room).path.parent
    assert sorted(path.name for path in beside.iterdir()) == ["checks.json", "day8.ipynb", "table.csv"]
    (folder / "table.csv").unlink()
    (folder / "timestamp.txt").write_text("2026-11-20 17:05:00 UTC")
    handed_in(room)
    assert sorted(path.name for path in beside.iterdir()) == ["checks.json", "day8.ipynb", "timestamp.txt"]


def test_files_in_folders_of_the_hand_in_go_along(room):
    folder = room.submitted / "Sokha" / "day8"
    for name in ("help/table.csv", "help/more/own.py", ".cache/x.csv", "help/__pycache__/own.pyc"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("1")
    beside = handed_in(room).path.parent

    def there():
        return {path.relative_to(beside).as_posix() for path in beside.rglob("*") if path.is_file()}

    assert there() == {"checks.json", "day8.ipynb", "help/table.csv", "help/more/own.py"}
    shutil.rmtree(folder / "help" / "more")
    handed_in(room)
    assert there() == {"checks.json", "day8.ipynb", "help/table.csv"}
    assert not (beside / "help" / "more").exists()
    (folder / "day8.ipynb").rename(folder.parent / "day8.ipynb")
    handed_in(room)
    assert there() == {"day8.ipynb"}, "what lies in folders of the trainee's may be of other days"


def test_a_notebook_whose_name_cannot_be_read_is_found(room):
    path = room.submitted / "Sokha" / "day8" / "day8.ipynb"
    path.rename(path.with_name("r\udce9.ipynb"))
    handin = handed_in(room)
    assert "handed in as day8/r\ufffd.ipynb" in handin.remark


def test_half_a_letter_is_replaced(room):
    path = room.submitted / "Sokha" / "day8" / "day8.ipynb"
    path.write_text(path.read_text().replace("Our answer", "Our \\ud83d answer", 1))
    assert "Our answer" not in handed_in(room).path.read_text()
    assert handed_in(room).path.read_text().encode()
    assert "ud83d" not in handed_in(room).path.read_text()

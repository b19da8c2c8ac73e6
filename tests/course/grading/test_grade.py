"""Grading a class: marks, damaged hand-ins, forged and typed answers."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil

import nbformat
import pytest

from labkit.course.grading.proving import prove
from labkit.course.support.paths import Course
from labkit.errors import CourseError

pytestmark = pytest.mark.course


def marks(the_class):
    return {row["trainee"]: row for row in csv.DictReader(the_class.marks.splitlines())}


def points(the_class, trainee):
    row = marks(the_class)[trainee]
    return [row[f"q{number}"] for number in range(1, 16)]


def test_the_solution_gets_full_marks_and_the_blank_none(the_class):
    assert points(the_class, "solution") == ["3", "2", "3", "2", "3", "1", "2", "3", "", "4", "3", "2", "2", "2", "0"]
    assert points(the_class, "blank") == ["0"] * 15
    row = marks(the_class)["solution"]
    assert (row["points"], row["of"], row["to_grade_by_hand"]) == ("32", "36", "4")


def test_part_of_the_points_survive_warnings_errors_and_endless_loops(the_class):
    assert points(the_class, "mixed") == ["2.5", "0", "0", "0", "0", "1", "0", "0", "", *["0"] * 6]


def test_a_forged_score_is_counted_again(the_class):
    assert points(the_class, "forger")[:8] == ["0"] * 8


def test_a_cell_that_ends_python_and_a_deleted_check_cost_only_themselves(the_class):
    assert points(the_class, "leaver of cells")[:6] == ["0", "2", "0", "0", "0", "1"]
    assert "leaver of cells: graded" in the_class.graded.err
    assert "graded cells missing: q1 (put back from the master)" in the_class.graded.err


def test_each_damaged_hand_in_is_named_and_the_others_are_graded(the_class):
    assert the_class.graded.code == 1
    problems = the_class.graded.err.split("4 could not be graded:\n")[1].splitlines()
    assert [line.split(":")[0].strip() for line in problems] == ["absent", "other", "sign [x]", "torn"]
    for line, words in zip(
        problems,
        [
            "absent/day8 is missing",
            "has no graded cells",
            "no * ? [ in a name",
            "is not a notebook",
        ],
        strict=True,
    ):
        assert words in line
        assert "Traceback" not in line
    assert set(marks(the_class)) == {"blank", "forger", "leaver of cells", "mixed", "renamed", "solution"}
    assert "handed in as day8/day8 (1).ipynb" in the_class.graded.err


def test_progress_is_on_stderr_and_the_table_on_stdout(the_class):
    assert re.search(r"^\[\d+/10\] torn: not graded", the_class.graded.err, flags=re.MULTILINE)
    table = the_class.graded.out.splitlines()
    assert table[0].split() == ["trainee", "points", "of", "to", "grade", "by", "hand"]
    assert ["solution", "32", "36", "4"] in [line.split() for line in table]
    assert "Traceback" not in the_class.graded.err + the_class.graded.out
    assert "Warning" not in the_class.graded.err


def test_a_second_run_grades_nothing_twice(the_class):
    assert the_class.again.err.count(": graded before") == 6
    assert the_class.again.out == the_class.graded.out


def test_hand_ins_stay_as_they_came(the_class):
    torn = the_class.root / "class/submitted/torn/day8/day8.ipynb"
    assert torn.read_text().startswith("PK")


def test_wrong_calls_are_explained(the_class, labkit_command, tmp_path):
    root = the_class.root
    unknown = labkit_command("--course", root, "grade", "day8", "--trainee", "solutoin")
    assert (unknown.code, "Did you mean 'solution'?" in unknown.err) == (1, True)
    assert "There is no exercise 'day3'" in labkit_command("--course", root, "grade", "day3").err
    for number in ("-1", "0"):
        assert "A draw is a number from 1 on" in labkit_command("--course", root, "grade", "day8", "--draw", number).err


def test_a_class_without_hand_ins_is_explained(rich_course, labkit_command):
    ran = labkit_command("--course", rich_course, "grade", "day8")
    assert (ran.code, "Nothing was handed in yet" in ran.err) == (1, True)


def test_a_master_that_does_not_solve_its_exercise_is_no_proof(rich_course):
    path = rich_course / "solutions" / "day8" / "day8.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.id == "q2-answer")
    cell.source = cell.source.replace("informal_employment_rate", "informal_sector_share")
    nbformat.write(notebook, path)
    with pytest.raises(CourseError, match="master solution of day8 does not get full marks") as told:
        prove(Course(rich_course), "day8")
    assert told.value.got == "q2: 0 of 2"
    assert not (rich_course / "class").exists() or not list((rich_course / "class").glob("submitted/*"))


def test_validate_shows_the_message_alone(the_class, tmp_path, monkeypatch):
    """nbgrader's Validate runs the released notebook in a kernel of the trainee's own."""
    import warnings

    from nbgrader.validator import Validator

    for name in ("day8.ipynb", "checks.json"):
        shutil.copy(the_class.root / "exercises" / "day8" / name, tmp_path)
    notebook = nbformat.read(tmp_path / "day8.ipynb", as_version=4)
    answers = {"q1-answer": "jobs = 1", "q2-answer": "informal_rate = 'about ninety'", "q6-answer": "sentence = 'D'"}
    for cell in notebook.cells:
        cell.source = answers.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    nbformat.write(notebook, tmp_path / "day8.ipynb")
    home = str(the_class.root / "none")  # no settings of this user
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", home)
    repository = os.fspath(pytest.importorskip("labkit").__path__[0]).rsplit(os.sep, 1)[0]
    monkeypatch.setenv("PYTHONPATH", repository)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        failed = Validator().validate(str(tmp_path / "day8.ipynb"))["failed"]
    checks = ((re.search(r'"(q\d+)"', entry["source"]), entry["raw_error"]) for entry in failed)
    told = {check[1]: error for check, error in checks if check}
    assert told["q2"] == ("q2 is not right yet.\nThis is a text: 'about ninety'. The question asks for one number.")
    assert told["q1"].startswith("q1 is not right yet.\nThis is a int.")
    assert "q6" not in told


def test_no_path_of_this_computer_is_in_a_released_file(the_class):
    for path in (the_class.root / "exercises" / "day8").iterdir():
        assert str(the_class.root) not in path.read_text()
        json.loads(path.read_text())

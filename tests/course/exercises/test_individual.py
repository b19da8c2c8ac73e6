"""Releasing to each trainee a draw of his or her own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
import pytest

import labkit
from labkit import checks
from labkit.checks import read_key
from labkit.checks.judging.judge import TYPED, judge
from labkit.course.exercises.answer_key import grade_key, load_catalogue
from labkit.course.exercises.individual import draws, own_folder, own_key
from labkit.course.exercises.masters import grading_data, read_notebook
from labkit.course.handins.collecting import find_handins
from labkit.course.support.paths import Course
from labkit.errors import CourseError

pytestmark = pytest.mark.course

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def released(labkit_command, rich_released, tmp_path_factory):
    root = tmp_path_factory.mktemp("own")
    shutil.copytree(rich_released, root, dirs_exist_ok=True)
    (root / "class").mkdir(exist_ok=True)
    (root / "class" / "trainees.csv").write_text("trainee,institution\nSokha,ministry\nវណ្ណា,union\n", encoding="utf-8")
    ran = labkit_command("--course", root, "release", "day8", "--individual")
    assert ran.code == 0, ran.err
    assert "2 folders made: " in ran.out
    return Course(root)


def test_each_trainee_has_a_folder_with_an_own_draw(released):
    own = draws(released, "day8")
    assert list(own) == ["Sokha", "វណ្ណា"]
    assert len(set(own.values())) == 2
    for trainee, draw in own.items():
        folder = released.classroom / "released" / trainee / "day8"
        assert read_key(folder / "checks.json").draw == draw >= 1_000
        notebook = json.loads((folder / "day8.ipynb").read_text(encoding="utf-8"))
        assert notebook["metadata"]["labkit"]["draw"] == draw
        assert "informal_employment_rate(lfs)" not in json.dumps(notebook)


def test_a_second_run_makes_nothing_and_a_new_trainee_gets_a_free_draw(released, labkit_command, tmp_path):
    again = labkit_command("--course", released.root, "release", "day8", "--individual")
    assert "0 folders made" in again.out
    assert again.err.count("there already") == 2


def test_the_notebook_computes_on_its_own_draw_and_its_check_knows_the_answer(released, monkeypatch, capsys):
    monkeypatch.chdir(released.classroom / "released" / "Sokha" / "day8")
    lfs = checks.data("lfs")
    assert lfs.frame.equals(labkit.load("lfs", draw=draws(released, "day8")["Sokha"]).frame)
    checks.exercise("day8").check("q2", labkit.informality.informal_employment_rate(lfs))
    assert "Visible checks passed" in capsys.readouterr().out
    with pytest.raises(checks.WrongAnswer):
        checks.exercise("day8").check(
            "q8", load_catalogue(released.solutions / "day8")["q8"].expected(labkit.load("lfs"))
        )


def test_an_own_number_that_was_typed_in_is_recognised_and_a_neighbours_is_wrong(released):
    folder = released.solutions / "day8"
    key = grade_key(folder)
    mine = own_key(released, "day8", "Sokha", key)
    expected = load_catalogue(folder)["q4"].alternatives[0]
    own, neighbour = (expected(labkit.load("lfs", draw=draw)) for draw in draws(released, "day8").values())
    assert judge(mine.questions["q4"], own).message == TYPED
    assert judge(mine.questions["q4"], neighbour).points == 0
    assert judge(mine.questions["q4"], expected(labkit.load("lfs", draw=key.draw))).right
    assert own_key(released, "day8", "Dara", key) == key


def test_grading_says_so_and_grades_again_after_a_new_release(released, labkit_command, tmp_path):
    root = tmp_path / "course"
    shutil.copytree(released.root, root)
    course = Course(root)
    expected = load_catalogue(course.solutions / "day8")["q4"].alternatives[0]
    own = expected(labkit.load("lfs", draw=draws(course, "day8")["Sokha"]))
    folder = course.submitted / "Sokha" / "day8"
    folder.mkdir(parents=True)
    for typed, told in ((own, True), (own + 5, False)):
        notebook = nbformat.read(own_folder(course, "day8", "Sokha") / "day8.ipynb", as_version=4)
        answer = next(cell for cell in notebook.cells if grading_data(cell).get("grade_id") == "q4-answer")
        answer.source = f"mean_age = {typed!r}"
        nbformat.write(notebook, folder / "day8.ipynb")
        ran = labkit_command("--course", root, "grade", "day8")
        assert ran.code == 0, ran.err
        assert labkit_command("--course", root, "feedback", "day8").code == 0
        page = (course.feedback / "Sokha" / "day8" / "day8.html").read_text(encoding="utf-8")
        assert ("it does not follow the data" in page) == told
    assert "graded before" in labkit_command("--course", root, "grade", "day8").err
    key = own_folder(course, "day8", "Sokha") / "checks.json"
    key.write_text(key.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert "graded in" in labkit_command("--course", root, "grade", "day8").err


def test_a_neighbours_notebook_is_noticed(released):
    for trainee, owner in (("Sokha", "Sokha"), ("វណ្ណា", "Sokha")):
        folder = released.submitted / trainee / "day8"
        folder.mkdir(parents=True)
        notebook = nbformat.read(released.classroom / "released" / owner / "day8" / "day8.ipynb", as_version=4)
        nbformat.write(notebook, folder / "day8.ipynb")
    found = find_handins(released, "day8", read_notebook(released.solutions / "day8" / "day8.ipynb"))
    remarks = {handin.trainee: handin.remark for handin in found}
    assert remarks == {"Sokha": "", "វណ្ណា": "the notebook was made for another trainee: Sokha"}


def test_without_a_class_list_it_is_explained(released, labkit_command):
    listed = released.classroom / "trainees.csv"
    before = listed.read_text(encoding="utf-8")
    try:
        for text, words in [
            (None, "Without a class list there is nobody to release to"),
            ("number\n1\n", "has no column with the trainees' names"),
            ("trainee\n", "There is nobody in the class list"),
            ("trainee\nA\na\n", "in the class list twice"),
            ("trainee\n../../A\n", "cannot be the name of a folder"),
        ]:
            listed.unlink() if text is None else listed.write_text(text)
            ran = labkit_command("--course", released.root, "release", "day8", "--individual")
            assert (ran.code, words in ran.err) == (1, True), ran.err
    finally:
        listed.write_text(before, encoding="utf-8")


def test_a_damaged_list_of_draws_is_named(released):
    path = released.classroom / "released" / "day8.csv"
    before = path.read_text(encoding="utf-8")
    path.write_text("trainee,draw\nSokha,many\n")
    try:
        with pytest.raises(CourseError, match="The file with the trainees' draws is damaged"):
            draws(released, "day8")
    finally:
        path.write_text(before, encoding="utf-8")

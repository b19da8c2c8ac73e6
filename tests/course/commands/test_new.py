"""A lesson and an exercise that a command begins keep every rule, can be released, and are never written over."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    root = tmp_path / "course"
    (root / "notebooks").mkdir(parents=True)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    return root


def test_what_is_begun_keeps_every_rule_and_can_be_released(course, labkit_command):
    assert labkit_command("--course", course, "new", "lesson", "6.1", "A first look").code == 0
    assert (course / "notebooks/day6/6.1-a-first-look.ipynb").exists()
    assert (course / "notebooks/day6/day.toml").read_text().startswith("title =")
    assert labkit_command("--course", course, "new", "exercise", "6").code == 0
    checked = labkit_command("--course", course, "check", "6.1", "day6")
    assert (checked.code, checked.out.count("every rule is kept")) == (0, 2), checked.out
    for linted in (["check"], ["format", "--check"]):  # as make test does first
        ruff = [sys.executable, "-m", "ruff", *linted, "--config", REPOSITORY / "pyproject.toml", course]
        ran = subprocess.run(ruff, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr
    assert labkit_command("--course", course, "release", "day6").code == 0
    assert "6.1 The first analysis" in (course / "solutions/day6/catalogue.py").read_text()


def test_nothing_is_written_over(course, labkit_command):
    for words in (("lesson", "1.1"), ("exercise", "day1")):
        assert labkit_command("--course", course, "new", *words).code == 0
        before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
        again = labkit_command("--course", course, "new", *words)
        assert again.code == 1
        assert "already" in again.err
        assert before == {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("words", "said"), [(("lesson", "1"), "no number of a lesson"), (("exercise", "dy1"), "no day")]
)
def test_a_slip_is_named(course, labkit_command, words, said):
    ran = labkit_command("--course", course, "new", *words)
    assert ran.code == 1
    assert said in ran.err
    assert not list((course / "notebooks").iterdir())


def test_a_copied_lesson_is_named_and_stops_no_other(course, labkit_command):
    assert labkit_command("--course", course, "new", "lesson", "1.1", "One").code == 0
    shutil.copy(course / "notebooks/day1/1.1-one.ipynb", course / "notebooks/day1/1.2-two.ipynb")
    listed = labkit_command("--course", course, "build", "--list")
    assert "1.1  One" in listed.out
    assert "another lesson's" in listed.out
    checked = labkit_command("--course", course, "check")
    assert checked.code == 1
    assert "1.1-one.ipynb: every rule is kept" in checked.out
    assert labkit_command("--course", course, "agenda").code == 0


def test_a_copied_exercise_names_the_three_places(course, labkit_command):
    assert labkit_command("--course", course, "new", "exercise", "day1").code == 0
    shutil.copytree(course / "solutions/day1", course / "solutions/day2")
    (course / "solutions/day2/day1.ipynb").rename(course / "solutions/day2/day2.ipynb")
    catalogue = course / "solutions/day2/catalogue.py"
    catalogue.write_text(catalogue.read_text().replace('Catalogue("day1"', 'Catalogue("day2"'))
    for command in ("release", "check"):
        ran = labkit_command("--course", course, command, "day2")
        assert ran.code == 1
        assert "does not say everywhere that it is day2" in ran.err + ran.out

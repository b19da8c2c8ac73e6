"""Collecting hand-ins from what teachers have: every person found, nobody guessed, nothing written over."""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from labkit.course.exercises.class_list import exercise_named
from labkit.course.exercises.roster import Person
from labkit.course.handins.matching import Matcher
from labkit.course.support.paths import Course

pytestmark = pytest.mark.course

PEOPLE = {"sokha": "Sokha Chan", "dara": "Dara Lim", "bopha": "Bopha Keo", "vanna": "ចាន់ វណ្ណា"}
CLASS = [Person(trainee, name) for trainee, name in PEOPLE.items()]


@pytest.fixture
def room(released: Path, tmp_path: Path) -> Path:
    """A course with a class list of four people."""
    root = Path(shutil.copytree(released, tmp_path / "course"))
    (root / "class").mkdir(exist_ok=True)
    lines = ["trainee,name", *(f"{trainee},{name}" for trainee, name in PEOPLE.items())]
    (root / "class" / "trainees.csv").write_text("\n".join(lines), encoding="utf-8")
    return root


@pytest.fixture
def work(room: Path, small, tmp_path: Path):
    """Make the bytes of a solved notebook, another one for each word."""

    def make(word: str = "x", **changes: str) -> bytes:
        changes = changes or {"q3_answer": f"letter = 'C'  # {word}"}
        folder = small.hand_in(tmp_path / "course", "maker", **changes)
        raw = (folder / f"{small.day}.ipynb").read_bytes()
        shutil.rmtree(folder.parent)
        return raw

    return make


def archive(*entries: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, raw in entries:
            made.writestr(name, raw)
    return stream.getvalue()


def put(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


LAYOUTS = {
    "name after the day": "day7 - {name}.ipynb",
    "name before the day": "{name}_day7.ipynb",
    "family name first": "{reversed} day7 (1).ipynb",
    "written together": "{together}_LATE_123456_7890123_day7-1.ipynb",
    "a folder each": "{trainee}/day7.ipynb",
    "day before name": "day7/{trainee}/day7.ipynb",
    "a USB stick": "STICK 4/my work/{name}/new/day7 (2).ipynb",
    "Moodle": "{name}_12345_assignsubmission_file_/day7.ipynb",
    "Moodle without folders": "{name}_12345_assignsubmission_file_day7.ipynb",
    "Google Classroom": "Copy of day7 - {name}.ipynb",
    "Teams": "{name}/day7/Version 1/day7.ipynb",
    "saved as text": "{name} day7.ipynb.txt",
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("packed", ["folder", "zip", "zip of zips"])
def test_every_layout_reaches_the_last_person(room, work, small, labkit_command, tmp_path, layout, packed):
    own = {trainee: work(trainee) for trainee in PEOPLE}
    named = {
        LAYOUTS[layout].format(
            trainee=trainee, name=name, reversed=" ".join(name.split()[::-1]), together=name.replace(" ", "").lower()
        ): own[trainee]
        for trainee, name in PEOPLE.items()
    }
    source = tmp_path / "download"
    if packed == "folder":
        for name, raw in named.items():
            put(source, name, raw)
    elif packed == "zip":
        source = put(tmp_path, "all of day7.zip", archive(*named.items()))
    else:
        inner = [(f"{number}.zip", archive(entry)) for number, entry in enumerate(named.items())]
        source = put(tmp_path, "all of day7.zip", archive(*inner))
    ran = labkit_command("--course", room, "collect", "7", source, "--yes")
    assert ran.code == 0, ran.err
    assert "Nothing from" not in ran.out
    for trainee, raw in own.items():
        assert (room / "class" / "submitted" / trainee / "day7" / "day7.ipynb").read_bytes() == raw


@pytest.mark.parametrize(
    ("parts", "people"),
    [
        (("Sokha & Dara day2.ipynb",), ("dara", "sokha")),
        (("Bopha", "day2 Sokha Chan.ipynb"), ("sokha",)),
        (("sokha-chan_99_assignsubmission_file", "exercise.ipynb"), ("sokha",)),
        (("keo.ipynb",), ("bopha",)),
        (("day2.ipynb",), ()),
        (("Sokha", "Bopa Keo", "day2.ipynb"), ()),
        (("Dara Sok day2.ipynb",), ()),
        (("Dara Lim", "dara my answers.ipynb"), ("dara",)),
    ],
)
def test_whose_a_file_is(parts, people):
    assert sorted(Matcher(CLASS).whose(parts).people) == sorted(people)


def test_a_name_that_two_people_have_is_nobodys_until_a_folder_tells_them_apart():
    matcher = Matcher([Person("t1", "Sokha Chan"), Person("t2", "Sokha Lim")])
    assert "several people: t1, t2" in matcher.whose(("sokha_day2.ipynb",)).why_not
    assert matcher.whose(("Lim", "sokha_day2.ipynb")).people == ("t2",)
    assert matcher.whose(("Sokha Lim_2_assignsubmission_file_", "day2.ipynb")).people == ("t2",)


def test_a_slip_of_the_pen_is_asked_about_and_never_filed(room, work, labkit_command, tmp_path):
    put(tmp_path / "in", "Sokha Chan.ipynb", work())
    put(tmp_path / "in", "Dara Limm.ipynb", work("dara"))
    put(tmp_path / "in", "Bopha.pdf", b"%PDF-1.7")
    ran = labkit_command("--course", room, "collect", "day7", tmp_path / "in", "--yes")
    assert ran.code == 1
    assert "Did you mean 'Dara Lim'?" in ran.err
    assert "Bopha.pdf: it is not a notebook (a PDF)" in ran.err
    assert "Nothing from: dara, bopha, vanna" in ran.out
    assert [path.name for path in (room / "class" / "submitted").glob("*")] == ["sokha"]


def test_it_asks_first(room, work, labkit_command, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or "n")
    put(tmp_path / "in", "sokha.ipynb", work())
    ran = labkit_command("--course", room, "collect", "day7", tmp_path / "in")
    assert (ran.code, (room / "class" / "submitted" / "sokha").exists()) == (1, False)
    assert "3 of 3" in ran.out
    assert asked[0].startswith("File 1 notebook of 1 person into ")


def test_nothing_is_written_over_and_nothing_filed_twice(room, work, labkit_command, tmp_path):
    put(tmp_path / "in", "sokha.ipynb", work("first"))
    labkit_command("--course", room, "collect", "day7", tmp_path / "in", "--yes")
    newer = put(tmp_path / "in", "sokha (1).ipynb", work("second"))
    ran = labkit_command("--course", room, "collect", "day7", tmp_path / "in", "--yes")
    folder = room / "class" / "submitted" / "sokha" / "day7"
    assert "1 filed" in ran.out
    assert "1 were there already" in ran.out
    assert (folder / "day7.ipynb").read_bytes() == work("first")
    assert (folder / "day7 (1).ipynb").read_bytes() == newer.read_bytes()
    assert (folder / "day7 (1).ipynb").stat().st_mtime == pytest.approx(newer.stat().st_mtime, abs=0.01)


def test_what_lies_in_nobodys_folder_is_reported_and_then_collected(room, work, small, labkit_command):
    submitted = room / "class" / "submitted"
    put(submitted, "vanna/day7/day7.ipynb", work("vanna"))
    put(submitted, "day7/sokha.ipynb", work("sokha"))
    put(submitted, "day7/dara/day7.ipynb", work("dara"))
    put(submitted, "Bopha Keo.ipynb", work("bopha"))
    ran = labkit_command("--course", room, "grade", "day7")
    assert ran.code == 1
    assert list(small.marks(room)) == ["vanna"]
    for name in ("day7/sokha.ipynb", "day7/dara/day7.ipynb", "Bopha Keo.ipynb"):
        assert f"{name} is not graded: it lies in nobody's folder; labkit collect day7" in ran.err
    assert labkit_command("--course", room, "collect", "day7", submitted, "--yes").code == 0
    ran = labkit_command("--course", room, "grade", "day7")
    assert (ran.code, sorted(small.marks(room))) == (0, sorted(PEOPLE)), ran.err


def no_key(*_):
    raise AssertionError("a key is made before it is said that there is nothing to grade")


@pytest.mark.parametrize("folder", ["", "dara/day7"], ids=["no folders", "an empty folder"])
def test_a_class_all_in_the_folder_of_the_day_is_no_trainee_called_day7(
    room, work, small, labkit_command, monkeypatch, folder
):
    put(room / "class" / "submitted", "day7/sokha/day7.ipynb", work("sokha"))
    (room / "class" / "submitted" / folder).mkdir(parents=True, exist_ok=True)
    (room / "class" / "trainees.csv").unlink()
    monkeypatch.setattr("labkit.course.grading.run.kept_key", no_key)
    ran = labkit_command("--course", room, "grade", "day7")
    assert ran.code == 1
    assert "day7/sokha/day7.ipynb is not graded" in ran.err
    assert small.marks(room) == {}


def test_all_notebooks_of_an_archive_are_looked_at(room, work, small, labkit_command):
    lesson = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"labkit": {"lesson": "2.1"}}, "cells": []}
    blank = (room / "exercises" / "day7" / "day7.ipynb").read_bytes()
    for trainee, entries in {
        "sokha": [("2.1-lesson.ipynb", json.dumps(lesson).encode()), ("exercise/day7.ipynb", work("sokha"))],
        "dara": [("day7.ipynb", blank), ("my work/day7.ipynb", work("dara"))],
    }.items():
        put(room / "class" / "submitted" / trainee / "day7", "day7.zip", archive(*entries))
    ran = labkit_command("--course", room, "grade", "day7")
    assert ran.code == 0, ran.err
    assert small.marks(room) == {"dara": ["2", "2", "1"], "sokha": ["2", "2", "1"]}


def test_the_newest_attempt_with_answers_counts_and_the_remark_says_so(room, work, small, labkit_command):
    folder = room / "class" / "submitted" / "sokha" / "day7"
    older = put(folder, "day7.ipynb", work(q1_answer="mean_age = 3"))
    put(folder, "day7 (1).ipynb", work("right"))
    newest = put(folder, "day7 (2).ipynb", (room / "exercises" / "day7" / "day7.ipynb").read_bytes())
    os.utime(older, (1.7e9, 1.7e9))
    ran = labkit_command("--course", room, "grade", "day7")
    assert newest.exists()
    assert small.marks(room) == {"sokha": ["2", "2", "1"]}
    assert "(day7 (1).ipynb counts: it is the newest with answers)" in ran.err


def test_a_file_that_is_too_long_is_called_that(room, work, labkit_command, tmp_path):
    put(tmp_path / "download", "sokha day7.ipynb", work(q1_answer="\n" * 200_000))
    ran = labkit_command("--course", room, "collect", "day7", tmp_path / "download", "--yes")
    assert "sokha day7.ipynb: it has too many lines to be read" in ran.err


@pytest.mark.parametrize(
    ("line", "answers"),
    [
        ("mean_age = ...  # years", 2),
        ("...", 2),
        ("mean_age: float = ...", 2),
        ("mean_age, n = (...,\n    ...)", 2),
        ("", 2),
        ("mean_age = (", 3),
        ("mean_age = '...'", 3),
        ("ages = lfs.frame['age']\nmean_age = ...", 3),
    ],
)
def test_dots_alone_are_no_answer(room, work, labkit_command, tmp_path, line, answers):
    put(tmp_path / "download", "sokha day7.ipynb", work(q1_answer=line))
    ran = labkit_command("--course", room, "collect", "day7", tmp_path / "download", "--yes")
    assert f"{answers} of 3" in ran.out


def test_a_notebook_under_another_name_is_opened(room, work, small, labkit_command):
    put(room / "class" / "submitted" / "sokha" / "day7", "day7.ipynb.crdownload", work())
    put(room / "class" / "submitted" / "dara" / "day7", "day7.txt", work("dara"))
    assert labkit_command("--course", room, "grade", "day7").code == 0
    assert len(small.marks(room)) == 2


@pytest.mark.parametrize("word", ["7", "day7", "Day 7", "day7.ipynb", "exercises/day7/", "DAY-7"])
def test_what_people_type_for_an_exercise(released, word):
    assert exercise_named(Course(released), word) == "day7"


def test_a_partner_of_what_was_filed_before_is_not_waited_for(room: Path, work, labkit_command, tmp_path: Path) -> None:
    put(tmp_path / "day", "sokha day7.ipynb", work(q3_answer="partner = 'Dara Lim'\nletter = 'C'"))
    assert (
        "Nothing from: bopha, vanna"
        in labkit_command("--course", room, "collect", "day7", tmp_path / "day", "--yes").out
    )
    put(tmp_path / "late", "vanna.ipynb", work("late"))
    assert (
        "Nothing from: bopha\n" in labkit_command("--course", room, "collect", "day7", tmp_path / "late", "--yes").out
    )

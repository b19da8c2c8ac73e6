"""labkit build: the parameters of the command line and the choice of lessons, checked before anything runs."""

import nbformat
import pytest

from labkit.course.lessons.parameters import defaults, overrides, with_values
from labkit.course.lessons.reading import read_lesson
from labkit.course.lessons.variants import variant, variant_label
from labkit.errors import CourseError


@pytest.fixture
def root(toy, tmp_path):
    root = toy.new_course(tmp_path)
    toy.save(root, "day2/2.1-informal-job", toy.notebook("2.1", "Informal job", [toy.code("print(province)")]))
    toy.save(root, "day3/3.1-wages", toy.notebook("3.1", "Wages", [toy.code("1")]))
    return root


@pytest.fixture
def lesson(root):
    return read_lesson(root / "notebooks/day2/2.1-informal-job.ipynb")


def refused(ran, root):
    """Tell that a command failed before it made anything."""
    return ran.code == 1 and not (root / "build").exists()


def test_an_unknown_parameter_lists_the_lesson_s_own(labkit_command, root):
    ran = labkit_command("--course", root, "build", "2.1", "-p", "provnce=Kampot")
    assert refused(ran, root)
    assert "Lesson 2.1 has no parameter 'provnce'" in ran.err
    assert "province = 'all'" in ran.err
    assert "Did you mean 'province'?" in ran.err


def test_an_unknown_province_lists_all_and_suggests_one(labkit_command, root):
    ran = labkit_command("--course", root, "build", "--province", "Siem Raep")
    assert refused(ran, root)
    assert "There is no province 'Siem Raep'" in ran.err
    assert "Did you mean 'Siem Reap'?" in ran.err
    assert "Kampot" in ran.err


def test_an_unknown_data_set_is_refused(labkit_command, root):
    ran = labkit_command("--course", root, "build", "--dataset", "lsf")
    assert refused(ran, root)
    assert "'lfs'" in ran.err


def test_a_table_without_provinces_is_refused(labkit_command, root):
    ran = labkit_command("--course", root, "build", "--dataset", "published", "--province", "Kampot")
    assert refused(ran, root)
    assert "has no provinces" in ran.err


@pytest.mark.parametrize("word", ["draw=seven", "draw=1.5", "draw=", "share=a lot", "draw=True"])
def test_a_value_of_the_wrong_type_is_refused(labkit_command, root, word):
    ran = labkit_command("--course", root, "build", "2.1", "-p", word)
    assert refused(ran, root)
    assert "wrong type" in ran.err
    assert "number" in ran.err


@pytest.mark.parametrize("words", [["-p", "draw"], ["-p", "draw=1", "--draw", "2"], ["-p", "draw=1", "-p", "draw=2"]])
def test_words_that_are_no_assignment_or_come_twice_are_refused(labkit_command, root, words):
    assert refused(labkit_command("--course", root, "build", *words), root)


@pytest.mark.parametrize(("word", "offer"), [("2.11", "2.1"), ("dya2", "day2"), ("nonsense", "--list")])
def test_an_unknown_lesson_gets_an_offer(labkit_command, root, word, offer):
    ran = labkit_command("--course", root, "build", word)
    assert refused(ran, root)
    assert offer in ran.err


def test_the_list_shows_lessons_and_builds_nothing(labkit_command, root):
    ran = labkit_command("--course", root, "build", "--list")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == ["2.1", "3.1"]
    assert not (root / "build").exists()


def test_a_file_that_is_no_notebook_does_not_stop_the_others(labkit_command, root):
    (root / "notebooks/day2/2.2-broken.ipynb").write_text("<<<<<<< a merge conflict")
    ran = labkit_command("--course", root, "build", "--list")
    assert ran.code == 1
    assert "not a notebook" in ran.out
    assert "3.1" in ran.out
    assert labkit_command("--course", root, "build", "--list", "3.1").code == 0
    ran = labkit_command("--course", root, "build", "2.2")
    assert ran.code == 1
    assert "This file is not a notebook" in ran.err
    assert "2.2-broken.ipynb" in ran.err


@pytest.mark.parametrize(
    ("metadata", "complaint"),
    [({}, "which lesson"), ({"lesson": 2.1, "title": "x"}, "which lesson"), ({"lesson": "2.1"}, "no title")],
)
def test_a_notebook_must_say_which_lesson_it_is(toy, tmp_path, metadata, complaint):
    notebook = toy.notebook("1.1", "Toy", [])
    notebook.metadata["labkit"] = metadata
    with pytest.raises(CourseError, match=complaint):
        read_lesson(toy.save(toy.new_course(tmp_path), "day1/1.1-toy", notebook))


@pytest.mark.parametrize("content", ["{}", '{"cells": 3}', "[]", '{"nbformat": 4, "nbformat_minor": 5, "cells": [{}]}'])
def test_json_that_is_no_notebook_is_refused(tmp_path, content):
    (tmp_path / "x.ipynb").write_text(content)
    with pytest.raises(CourseError, match="notebook"):
        read_lesson(tmp_path / "x.ipynb")


def test_a_second_lesson_with_one_number_is_named_and_stops_no_other(labkit_command, toy, root):
    toy.save(root, "day2/2.9-copy", toy.notebook("2.1", "Copy", []))
    toy.save(root, "day2/2.1-z-copy", toy.notebook("2.1", "Copy", []))
    listed = labkit_command("--course", root, "build", "--list")
    assert listed.code == 1
    assert "2.1-z-copy" in listed.out
    assert "2.9-copy" in listed.out
    assert listed.out.startswith("2.1  ")


def test_parameters_are_read_with_their_types_and_written_in_place(lesson, toy):
    assert defaults(lesson) == {"dataset": "lfs", "province": "all", "draw": 0, "share": 0.5}
    changed = overrides(lesson, {"province": "ប៉ៃលិន", "draw": "7", "share": "1", "dataset": "lfs"})
    assert changed == {"province": "ប៉ៃលិន", "draw": 7, "share": 1.0}
    assert isinstance(changed["share"], float)
    written = with_values(toy.PARAMETERS, changed, lesson)
    assert written == 'dataset = "lfs"  # the data\nprovince = "ប៉ៃលិន"\ndraw = 7\nshare = 1.0'


def test_parameters_that_are_computed_are_refused(toy, tmp_path):
    notebook = toy.notebook("1.1", "Toy", [])
    notebook.cells[1].source = "draw = 1 + len('x')"
    lesson = read_lesson(toy.save(toy.new_course(tmp_path), "day1/1.1-toy", notebook))
    with pytest.raises(CourseError, match="cannot be read"):
        defaults(lesson)


@pytest.mark.parametrize(
    ("changed", "folder", "label"),
    [
        ({}, "cambodia", "Cambodia"),
        ({"province": "Siem Reap"}, "siem-reap", "Siem Reap"),
        ({"draw": 7}, "cambodia-draw-7", "Cambodia, draw 7"),
        ({"share": 0.25, "province": "Kep"}, "kep-share-0.25", "Kep, share 0.25"),
    ],
)
def test_variants_have_a_name_for_the_folder_and_one_for_people(changed, folder, label):
    assert variant(changed) == folder
    assert variant_label(changed) == label


def test_variants_with_other_letters_stay_apart_and_inside_the_build_folder():
    names = {variant({"province": name}) for name in ("ប៉ៃលិន", "កែប", "../..", "-5", "5", "a b", "a/b")}
    assert len(names) == 7
    assert all("/" not in name and not name.startswith(".") for name in names)


@pytest.mark.course
def test_a_province_reaches_the_lesson_and_its_editions(labkit_command, root):
    ran = labkit_command("build", "--course", root, "2.1", "--province", "siem  reap", "--draw", "7")
    assert ran.code == 0
    folder = root / "build/siem-reap-draw-7/day2/2.1-informal-job"
    executed = nbformat.read(folder / "executed.ipynb", as_version=4)
    assert executed.cells[-1].outputs[0]["text"] == "Siem Reap\n"
    trainee = nbformat.read(folder / "trainee.ipynb", as_version=4)
    assert 'province = "Siem Reap"\ndraw = 7' in trainee.cells[1].source
    assert len(trainee.cells) == 3, "papermill's own cell is merged into the lesson's"
    assert "Siem Reap, draw 7" in (folder / "trainee.html").read_text("utf-8")


def test_all_provinces_are_built_side_by_side(labkit_command, toy, tmp_path):
    root = toy.new_course(tmp_path)
    toy.save(root, "day1/1.1-places", toy.notebook("1.1", "Places", [toy.code("print(province)")]))
    ran = labkit_command("--course", root, "build", "--all-provinces", "--jobs", "2")
    assert ran.code == 0, ran.err
    assert "25 of 25 lessons built" in ran.out
    assert "[25/25] 1.1 Places (Tboung Khmum)" in ran.err
    folders = {path.name for path in (root / "build").iterdir() if (path / "day1").is_dir()}
    assert {"kep", "phnom-penh", "siem-reap"} < folders
    assert len(folders) == 25
    assert "Siem Reap" in (root / "build/siem-reap/day1/1.1-places/trainee.html").read_text("utf-8")


def test_all_provinces_and_one_of_them_contradict_each_other(labkit_command, toy, tmp_path):
    root = toy.new_course(tmp_path)
    toy.save(root, "day1/1.1-places", toy.notebook("1.1", "Places", []))
    ran = labkit_command("--course", root, "build", "--all-provinces", "--province", "Kep")
    assert ran.code == 1
    assert "Leave one of the two out" in ran.err
    ran = labkit_command("--course", root, "build", "--jobs", "0")
    assert ran.code == 1
    assert "--jobs" in ran.err

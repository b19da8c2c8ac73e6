"""What travels between computers is data: contents arrive as they left, and nothing leads elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from traitlets.config import Config

from labkit.course.cluster import grading, parcels
from labkit.course.cluster.connection import address_of
from labkit.course.grading.execute import Executed, Job
from labkit.errors import CourseError, OptionError

ABOUT = {"run": "r", "same": {}, "unsafe": True}


def job(folder: Path, config: Config | None = None) -> Job:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1  # ភ្នំពេញ")])
    settings = config or Config(CourseDirectory={"assignment_id": "day7"}, Execute={"timeout": 7})
    settings.setdefault("CourseDirectory", Config())["assignment_id"] = "day7"
    return Job("sokha", notebook, (folder,), None, settings)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "hand-in"
    (made / "data").mkdir(parents=True)
    (made / "data" / "a b.bin").write_bytes(bytes(range(256)))
    (made / "catalogue.py").write_text("ANSWER = 1")
    (made / "other.ipynb").write_text("{}")
    (made / "link").symlink_to("/etc/hostname")
    return made


def test_a_hand_in_arrives_as_it_left(folder, tmp_path):
    sent = job(folder)
    (tmp_path / "there").mkdir()
    got = parcels.opened(json.loads(parcels.packed(sent, ABOUT)), tmp_path / "there")
    assert got.notebook == sent.notebook
    assert got.config.Execute.timeout == 7
    assert got.config.GradingExecute.unsafe is True
    beside = got.files[0]
    assert [path.relative_to(beside).as_posix() for path in beside.rglob("*") if path.is_file()] == ["data/a b.bin"]
    assert (beside / "data" / "a b.bin").read_bytes() == bytes(range(256))


def test_too_much_is_not_sent(folder, monkeypatch):
    monkeypatch.setattr(parcels, "LARGEST", 400)
    with pytest.raises(CourseError, match="too much beside the notebook"):
        parcels.packed(job(folder), ABOUT)


def test_a_setting_that_is_no_data_is_refused(folder):
    config = Config(Execute={"timeout_func": print})
    with pytest.raises(CourseError, match="cannot be sent") as caught:
        parcels.packed(job(folder, config), ABOUT)
    assert "c.Execute.timeout_func" in caught.value.where


@pytest.mark.parametrize("name", ["../out", "/etc/out", "a/../../out", "", ".", ".."])
def test_no_file_is_written_elsewhere(name, tmp_path):
    (tmp_path / "in").mkdir()
    with pytest.raises(CourseError, match="leads elsewhere"):
        parcels.unpack_files({"fine": "", name: ""}, tmp_path / "in")
    assert not list((tmp_path / "in").iterdir())


def test_a_damaged_file_is_refused(tmp_path):
    with pytest.raises(CourseError, match="damaged"):
        parcels.unpack_files({"a": "no base64!"}, tmp_path)


def test_an_answer_arrives_as_it_left(folder):
    sent = Executed(job(folder).notebook, ("q1 ran out of its time",), True, seconds=1.5)
    assert parcels.read_answer(parcels.answer(sent)) == sent
    failed = Executed(problem="DeadKernelError: gone", log="line\nline", seconds=0.5)
    assert parcels.read_answer(parcels.answer(failed)) == failed


REST = b', "remarks": [], "timed_out": false, "problem": "", "log": "", "seconds": 1}'
ODD = [b"", b"\x80\x04cposix\nsystem\n", b"[]", b"{}", b"[" * 100_000, b'{"notebook": 1' + REST]
ODD += [b'{"notebook": {"cells": 1}' + REST, b'{"notebook": null' + REST]


@pytest.mark.parametrize("answer", ODD)
def test_an_answer_of_another_form_is_a_failure_of_one_hand_in(answer):
    read = parcels.read_answer(answer)
    assert read.notebook is None
    assert "cannot be read" in read.problem


def test_an_answer_too_large_becomes_a_problem(folder, monkeypatch):
    monkeypatch.setattr(parcels, "LARGEST", 300)
    notebook = job(folder).notebook
    notebook.cells[0].source = "x" * 1000
    assert "too large" in parcels.read_answer(parcels.answer(Executed(notebook))).problem


@pytest.mark.parametrize(
    "scheduler", ["", "http://h:1", "tcp://h:0", "tcp://h:70000", "tcp://h:x", "two words", "tcp://"]
)
def test_no_address(scheduler):
    with pytest.raises(OptionError, match="no address"):
        address_of(scheduler)


def test_a_refusal_says_which_worker_refuses():
    theirs = {
        "host": "laptop-7",
        "confined": False,
        "refuses": "none installed",
        "same": {"pandas": "3.0"},
    }
    refusal = json.dumps({"refused": theirs}).encode()
    with pytest.raises(CourseError, match="laptop-7 has no sandbox"):
        grading._read(refusal, {"pandas": "3.0"})
    with pytest.raises(CourseError, match="same labkit") as caught:
        grading._read(refusal, {"pandas": "3.1"})
    assert caught.value.got == "laptop-7: pandas 3.0 (here 3.1)"

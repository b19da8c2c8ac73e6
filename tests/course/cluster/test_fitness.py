"""What is asked of a scheduler's address and of its workers, before the first job is sent."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from traitlets.config import Config

from labkit.course.cluster.connection import address_of, check_fit
from labkit.course.cluster.grading import packed
from labkit.course.grading.execute import Job
from labkit.errors import CourseError, OptionError


def test_a_hand_in_takes_its_plain_files_along(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a b.bin").write_bytes(bytes(range(256)))
    (tmp_path / "catalogue.py").write_text("ANSWER = 1")
    (tmp_path / "other.ipynb").write_text("{}")
    (tmp_path / "link").symlink_to("/etc/hostname")
    config = Config(CourseDirectory={"assignment_id": "day7", "root": "/home"}, Execute={"timeout": 7})
    job = Job("sokha", nbformat.v4.new_notebook(), (tmp_path,), None, config)
    parcel = packed(job, "a run", {}, unsafe=True)
    assert parcel.files == {"data/a b.bin": bytes(range(256))}
    assert parcel.job.config.Execute.timeout == 7
    assert parcel.job.config.GradingExecute.unsafe is True
    assert "root" not in parcel.job.config.CourseDirectory


@pytest.mark.parametrize(
    "scheduler", ["", "http://h:1", "tcp://h:0", "tcp://h:70000", "tcp://h:x", "two words", "tcp://"]
)
def test_no_address(scheduler: str) -> None:
    with pytest.raises(OptionError, match="no address"):
        address_of(scheduler)


def test_a_worker_that_is_not_fit_is_named() -> None:
    theirs = {"host": "laptop-7", "confined": False, "refuses": "none installed", "same": {"pandas": "3.0"}}
    check_fit({"": theirs}, {"pandas": "3.0"}, unsafe=True)
    with pytest.raises(CourseError, match="laptop-7 has no sandbox"):
        check_fit({"": theirs}, {"pandas": "3.0"}, unsafe=False)
    with pytest.raises(CourseError, match="same labkit") as caught:
        check_fit({"": theirs}, {"pandas": "3.1"}, unsafe=False)
    assert caught.value.got == "laptop-7: pandas 3.0 (here 3.1)"
    with pytest.raises(CourseError, match="same labkit") as caught:
        check_fit({"tcp://h:1": ModuleNotFoundError(name="labkit")}, {}, unsafe=True)
    assert caught.value.got == "tcp://h:1: no labkit"

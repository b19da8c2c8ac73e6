"""labkit build: what it tells while it runs and at the end, for people and for scripts."""

import json
import sys

import pytest

from labkit.course.cli import main
from labkit.course.kernels import ordinary

pytestmark = pytest.mark.course


@pytest.fixture
def course(toy, tmp_path):
    root = toy.new_course(tmp_path)
    toy.save(root, "day1/1.1-good", toy.notebook("1.1", "Good", [toy.code("sum(i * i for i in range(3_000_000))")]))
    toy.save(root, "day1/1.2-bad", toy.notebook("1.2", "Bad", toy.failing_cells()))
    return root


def test_quiet_tells_failures_only(labkit_command, course):
    ran = labkit_command("--course", course, "build", "--quiet", "--jobs", "1")
    assert ran.code == 1
    assert ran.out == ""
    assert "1.1" not in ran.err
    assert '1.2 Bad: failed: Lesson 1.2 "Bad" stopped at an error. (' in ran.err
    assert ran.err.count("raise OptionError('wrong thing'") == 1, "once in full"
    ran = labkit_command("--course", course, "build", "1.1", "--quiet", "--jobs", "1")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_one_line_for_a_failure_while_it_runs_with_the_time_gone_and_left(labkit_command, course):
    ran = labkit_command("--course", course, "build", "--jobs", "1")
    assert "1.1 Good: built in " in ran.err
    (line,) = [line for line in ran.err.splitlines() if "1.2 Bad: failed: " in line]
    assert line.endswith(")")
    assert "about 0:0" in ran.err
    assert "2 lessons in 0:" in ran.err
    assert "1 built, 1 failed." in ran.err


def test_json_is_one_object_on_stdout(labkit_command, course):
    ran = labkit_command("--course", course, "build", "--json", "--jobs", "1")
    told = json.loads(ran.out)
    assert ran.code == 1
    assert told["counts"] == {"built": 1, "unchanged": 0, "failed": 1, "not reached": 0}
    good, bad = told["lessons"]
    assert (good["status"], good["variant"], good["problem"]) == ("built", "cambodia", None)
    assert bad["status"] == "failed"
    assert "wrong thing" in bad["problem"]
    assert told["index"].endswith("index.html")


def test_the_seconds_are_those_of_the_lesson_alone(labkit_command, course):
    assert labkit_command("--course", course, "build", "1.1", "--jobs", "1").code == 0
    manifest = json.loads((course / "build/cambodia/day1/1.1-good/manifest.json").read_text("utf-8"))
    assert 0.1 < manifest["seconds"] < 20
    assert 0.1 < manifest["processor_seconds"] < 20


def test_an_author_is_told_of_a_lesson_that_needs_too_long(labkit_command, course, monkeypatch):
    monkeypatch.setattr("labkit.course.building.making.BUDGET", 0)
    for _ in range(2):  # also when it is unchanged
        ran = labkit_command("--course", course, "build", "1.1", "--jobs", "1")
        assert "1.1 Good, to mend: it needs " in ran.err
        assert "a lesson should run within 0 s" in ran.err


def test_in_a_terminal_one_line_changes_and_failures_stay(course, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert main(["--course", str(course), "build", "--jobs", "1"]) == 1
    told = capsys.readouterr().err
    assert "\r[1/2] 0:0" in told
    assert "\n      1.1 Good: built" not in told
    assert "1.2 Bad: failed: " in told


def test_the_exit_codes_are_in_the_help(labkit_command, capsys):
    with pytest.raises(SystemExit):
        main(["build", "--help"])
    told = capsys.readouterr().out
    assert "exit codes:" in told
    assert "130" in told


def test_where_nothing_can_be_forked_that_is_said_once(labkit_command, course, toy, monkeypatch):
    toy.save(course, "day1/1.2-bad", toy.notebook("1.2", "Other", [toy.code("1")]))
    monkeypatch.setattr("labkit.course.kernels.environment.can_fork", lambda: False)
    monkeypatch.setattr("labkit.course.kernels.provisioner.can_fork", lambda: False)
    monkeypatch.setattr(ordinary, "_told", [])
    monkeypatch.delenv(ordinary._TOLD, raising=False)
    ran = labkit_command("--course", course, "build", "--jobs", "1")
    monkeypatch.delenv(ordinary._TOLD, raising=False)
    assert ran.code == 0, ran.err
    assert ran.err.count("starts anew on this system") == 1

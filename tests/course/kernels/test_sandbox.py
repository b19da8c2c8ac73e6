"""Finding the sandbox, and saying how to get one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import labkit
from labkit.checks.keys import key_text
from labkit.course.exercises.answer_key import grade_key
from labkit.course.grading.scoring import blind
from labkit.course.kernels.sandbox import SandboxError, bubblewrap, required, sandbox, sandbox_folder


@pytest.fixture(autouse=True)
def looked_at_anew(monkeypatch):
    monkeypatch.delenv("LABKIT_SANDBOX", raising=False)
    monkeypatch.delenv("LABKIT_UNSAFE", raising=False)
    bubblewrap._sandbox.cache_clear()
    yield
    bubblewrap._sandbox.cache_clear()


def test_without_bubblewrap_the_remedy_is_said(monkeypatch, labkit_command):
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda _: None)
    monkeypatch.setattr(bubblewrap.sys, "platform", "linux")
    assert "apt install bubblewrap" in sandbox().remedy
    told = labkit_command("doctor").out
    assert "sandbox        bubblewrap is not installed; only needed to grade hand-ins" in told
    with pytest.raises(SandboxError, match="no sandbox to run them in") as refused:
        required(unsafe=False)
    assert "add --unsafe" in refused.value.hint
    assert required(unsafe=True) is False


def test_a_bubblewrap_that_may_not_make_namespaces_is_explained(monkeypatch):
    def failing(words, **_):
        return subprocess.CompletedProcess(words, 1, "", "bwrap: setting up uid map: Permission denied\n")

    monkeypatch.setattr(bubblewrap.shutil, "which", lambda _: "/usr/bin/bwrap")
    monkeypatch.setattr(bubblewrap.sys, "platform", "linux")
    monkeypatch.setattr(bubblewrap.subprocess, "run", failing)
    assert "setting up uid map: Permission denied" in sandbox().found
    assert sandbox().remedy


def test_other_systems_have_none(monkeypatch):
    monkeypatch.setattr(bubblewrap.sys, "platform", "win32")
    assert "WSL" in sandbox().remedy


def may_confine() -> bool:
    """Tell whether bubblewrap is here and this computer, or container, lets it make namespaces at all."""
    words = ["bwrap", "--unshare-pid", "--unshare-net", "--ro-bind", "/", "/", "--proc", "/proc", "true"]
    return shutil.which("bwrap") is not None and subprocess.run(words, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not may_confine(), reason="bubblewrap is not installed, or may not make namespaces here")
def test_where_bubblewrap_works_the_tests_of_hostile_hand_ins_are_not_skipped():
    assert sandbox().works, f"{sandbox().found}. {sandbox().remedy}"


@pytest.mark.skipif(not sandbox().works, reason="no sandbox here")
def test_a_course_among_the_files_of_python_would_be_seen_by_hand_ins(monkeypatch, course, small, labkit_command):
    small.hand_in(course, "dara")
    assert sandbox(course).works
    monkeypatch.setattr(bubblewrap.sys, "prefix", str(course))  # as after: python -m venv .
    told = labkit_command("--course", course, "grade", small.day)
    assert told.code == 1
    assert f"the course lies in {course}" in told.err
    assert "python -m venv .venv" in told.err
    assert "the course lies in" in labkit_command("--course", course, "doctor").out
    assert sandbox().works


def test_a_pen_passes_on_nothing_of_this_user(monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "pangolin")
    monkeypatch.setenv("TZ", "Asia/Phnom_Penh")
    with sandbox_folder(confined=True) as own:
        environment = own.environment()
        assert environment["TZ"] == "Asia/Phnom_Penh"
        assert "pangolin" not in str(environment)
        assert environment["HOME"].startswith(str(own.folder))
        folder = own.folder
    assert not folder.exists()


def test_a_blind_key_names_no_answer(released, small):
    key = grade_key(released / "solutions" / small.day, 1)
    told = key_text(blind(key))
    assert blind(key).questions.keys() == key.questions.keys()
    for question in key.questions.values():
        for entries in question.entries.values():
            assert entries
            assert not [label for label in entries if label in told]
    typed = [question.lesson for question in key.questions.values() if question.lesson]
    assert len(typed) == 2
    assert not [label for lesson in typed for entries in lesson.values() for label in entries if label in told]


def test_the_trial_of_the_sandbox_finds_all_that_labkit_imports():
    """Else every class would be told that there is no sandbox, and the tests of hostile hand-ins passed over."""
    assert "ModuleNotFoundError" not in sandbox().found
    assert "ImportError" not in sandbox().found


def test_nothing_but_python_and_labkit_is_seen_and_nothing_but_the_sandbox_written(tmp_path):
    words = bubblewrap.command(tmp_path)
    seen = {Path(words[at + 1]) for at, word in enumerate(words) if word == "--ro-bind"}
    written = {words[at + 1] for at, word in enumerate(words) if word in ("--bind", "--bind-try", "--dev-bind")}
    assert written == {str(tmp_path)}
    course = Path(labkit.__file__).resolve().parents[1]
    assert {course / "labkit", course / "datasets"} <= seen
    for path in seen:
        assert not course.is_relative_to(path), "the course would be seen, with its answers"
        assert path.name in ("labkit", "datasets") or not path.is_relative_to(course) or (path / "pyvenv.cfg").exists()
    tried = {words[at + 1] for at, word in enumerate(words) if word == "--ro-bind-try"}
    settings = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "fonts", "localtime", "timezone")
    assert tried == {
        *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64"),
        *(f"/etc/{name}" for name in settings),
    }
    assert {"--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--as-pid-1", "--remount-ro"} <= {
        *words
    }

"""Ctrl-C is heard, and comes late where it must."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import weakref

import pytest

from labkit.course.cli import main
from labkit.course.support.interrupting import interrupt_heard, interrupt_later

pytestmark = pytest.mark.course


class Interrupted:
    """While it is taken out of memory, somebody presses Ctrl-C."""

    def __del__(self) -> None:
        press_ctrl_c()
        len(repr(self))  # KeyboardInterrupt is raised here at the latest


def press_ctrl_c() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_that_python_cannot_raise_comes_again(capsys):
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt), interrupt_heard():
        Interrupted()
        time.sleep(90)
    assert time.monotonic() - start < 60
    assert capsys.readouterr().err == ""


def test_a_command_hears_ctrl_c_also_when_a_weak_reference_ends(monkeypatch, capsys):
    def lost(*_: object) -> int:
        class Held:
            pass

        held = Held()
        watching = weakref.ref(held, lambda _: press_ctrl_c())
        del held
        time.sleep(90)
        return watching() is None

    monkeypatch.setattr("labkit.course.commands.doctor.run", lost)
    assert main(["doctor"]) == 130
    assert capsys.readouterr().err == "Interrupted.\n"


def test_the_exit_code_is_130_wherever_ctrl_c_came():
    program = (
        "import sys, labkit.course.commands.doctor as doctor, labkit.course.cli as cli\n"
        "doctor.run = lambda _: exec('raise KeyboardInterrupt')\n"
        "sys.argv[1:] = ['doctor']\ncli.command()"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (130, "Interrupted.\n")


def test_what_else_python_cannot_raise_is_told_as_before(monkeypatch):
    told = []
    monkeypatch.setattr("sys.unraisablehook", lambda lost: told.append(lost.exc_type))

    class Broken:
        def __del__(self) -> None:
            raise ValueError("no matter")

    with interrupt_heard():
        Broken()
    assert told == [ValueError]


def test_ctrl_c_is_put_off_until_a_block_is_done():
    done = []
    with pytest.raises(KeyboardInterrupt), interrupt_later():
        press_ctrl_c()
        time.sleep(0.1)
        done.append("all")
    assert done == ["all"]

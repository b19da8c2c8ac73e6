"""The command ``labkit``.

Each command lives in a module of its own, which offers ``add_parser(subparsers)``; that function registers
the command's parser and sets its default ``run``, a function from the parsed arguments to an exit code.
Only the module of the command that was asked for is imported, so ``labkit --help`` takes a moment only.

Exit codes: 0 all well, 1 something went wrong (the message says what), 2 the command line was wrong,
130 interrupted with Ctrl-C, 141 whoever read the output (``| head``) read no further.
"""

from __future__ import annotations

import argparse
import atexit
import contextlib
import errno
import os
import signal
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any, NoReturn

import labkit
from labkit.course.support.console import INSTALL, note
from labkit.course.support.interrupting import interrupt_heard
from labkit.errors import CourseError, LabkitError

COMMANDS = {  # in the order of a week
    # the week before
    "doctor": ("labkit.course.commands.doctor", "check that this computer is ready for the course"),
    "build": ("labkit.course.commands.build", "run lessons and write their editions and web pages"),
    "agenda": ("labkit.course.commands.agenda", "show the timetable of the days"),
    "survey-template": ("labkit.course.commands.survey_template", "write a mapping for a survey file of your own"),
    # every morning
    "groups": ("labkit.course.commands.week.groups", "draw the groups of a day by lot"),
    "pack": ("labkit.course.commands.week.pack", "print what the room needs when power or network fail"),
    "knowledge": ("labkit.course.commands.week.knowledge", "print the knowledge test of day 1 and day 5, and score it"),
    # in the room
    "lab": ("labkit.course.commands.lab", "open the lessons in JupyterLab"),
    "release": ("labkit.course.commands.release", "make the trainees' exercises from the master exercises"),
    # in the evening
    "collect": ("labkit.course.commands.evening.collect", "file what trainees handed in under the names of the class"),
    "grade": ("labkit.course.commands.grade", "grade the exercises that trainees handed in"),
    "feedback": ("labkit.course.commands.feedback", "write a feedback page for each graded exercise"),
    "overview": ("labkit.course.commands.overview", "write what the whole class did in an exercise"),
    "return": (
        "labkit.course.commands.evening.give_back",
        "put the feedback pages, named for their people, where they can be given out",
    ),
    # on day 5
    "brief": ("labkit.course.commands.brief", "begin, check and build a policy brief"),
    "review": ("labkit.course.commands.week.review", "assign peer reviews of the briefs, collect them, write results"),
    "presentations": ("labkit.course.commands.week.presentations", "who presents when, and a timer page"),
    "evaluation": ("labkit.course.commands.week.evaluation", "print the evaluation of the course, and sum it up"),
    "certificates": ("labkit.course.commands.week.certificates", "write certificates of completion"),
    # for authors
    "new": ("labkit.course.commands.new", "begin a lesson or an exercise"),
    "check": ("labkit.course.commands.check", "say every rule that a lesson or an exercise breaks"),
    "prove": ("labkit.course.commands.prove", "check that a master exercise gets full marks and a blank one none"),
}

# Packages of the "course" extra: when one is missing, the remedy is to install the extra.
_COURSE_PACKAGES = {
    "ipykernel", "ipywidgets", "jupyter_client", "jupyterlab", "nbclient", "nbconvert", "nbformat",
    "nbgrader", "papermill", "psutil", "tqdm", "traitlets",
}  # fmt: skip


class _Parser(argparse.ArgumentParser):
    """An argument parser that suggests the nearest spelling of a wrong option."""

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        parsed, unknown = self.parse_known_args(args, namespace)
        if unknown:
            known = _option_strings(self, getattr(parsed, "command", None))
            self.error(f"unknown argument {unknown[0]!r}.{_suggestion(unknown[0].split('=')[0], known)}")
        return parsed

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {message}\nSee: {self.prog} --help\n")


_OF_THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO)
_INTERRUPTED = 130
_DISK = "Free some space, close the file in other programs, or see whether you may write there. Then run it again."


def main(argv: Sequence[str] | None = None) -> int:
    """Run one labkit command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        with interrupt_heard():
            args = _parsed(words)
            code = int(args.run(args))
            sys.stdout.flush()
    except BrokenPipeError:
        _say_no_more()
        return 141
    except OSError as error:
        if error.errno not in _OF_THE_DISK:
            raise
        if error.filename is None:
            _say_no_more()
        where = str(error.filename or "the output of this command")
        note(str(CourseError("A file cannot be written or read.", where=where, got=error.strerror or "", hint=_DISK)))
        return 1
    except LabkitError as error:
        note(f"{error}")
        return 1
    except KeyboardInterrupt as interrupt:
        note(f"Interrupted. {interrupt}".strip())
        return _INTERRUPTED
    return code


def command() -> NoReturn:
    """Be the program ``labkit``: run the command and end, however often Ctrl-C is pressed meanwhile."""
    try:
        code = main()
    except KeyboardInterrupt:  # once more, while it stopped
        code = _INTERRUPTED
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if code == _INTERRUPTED:
        # Python itself would end by the signal, not with a code, if Ctrl-C came while it ran `exec`; dataclasses do.
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)
    sys.exit(code)


def _say_no_more() -> None:
    """Let what Python still has to say go nowhere: the output cannot be written to."""
    with contextlib.suppress(OSError, ValueError):  # tests and notebooks have no such output
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parsed(words: list[str]) -> argparse.Namespace:
    """Return the parsed arguments; what follows ``--`` is kept apart as ``after_dashes``."""
    split = words.index("--") if "--" in words else len(words)
    before, after = words[:split], words[split + 1 :]
    command = _command_in(before)
    parser = _parser(command)
    if command is not None and command not in COMMANDS:
        parser.error(
            f"there is no command {command!r}.{_suggestion(command, COMMANDS)} Commands: {', '.join(COMMANDS)}."
        )
    args: argparse.Namespace = parser.parse_args(before)
    args.after_dashes = after
    if after and not getattr(args, "takes_after_dashes", False):
        parser.error(f"{command} takes nothing after '--'.")
    if args.command is None:
        parser.error(f"which command? One of: {', '.join(COMMANDS)}.")
    return args


def _command_in(words: Sequence[str]) -> str | None:
    """Return the first word that is neither an option nor the value of ``--course``."""
    value_follows = False
    for word in words:
        if value_follows:
            value_follows = False
        elif word == "--course":
            value_follows = True
        elif not word.startswith("-"):
            return word
    return None


def _parser(command: str | None) -> _Parser:
    """Return the parser of all commands, complete for `command` alone."""
    parser = _Parser(
        prog="labkit",
        description="Evidence for labour policy in five days. The commands stand in the order of a week: before it, "
        "every morning, in the room, in the evening, on day 5; the last three are for authors.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"labkit {labkit.__version__}")
    parser.add_argument("--course", metavar="DIR", help="the course folder (default: found from here upwards)")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, (module, summary) in COMMANDS.items():
        if name == command:
            _imported(module).add_parser(subparsers)
            # "--course" is accepted after the command as well: that is where people type it.
            subparsers.choices[name].add_argument(
                "--course", metavar="DIR", default=argparse.SUPPRESS, help="the course folder"
            )
        else:
            subparsers.add_parser(name, help=summary)
    return parser


def _imported(module: str) -> Any:
    # If jsonschema finds this package it compiles 38 grammars of web addresses, for two seconds; notebooks need none.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in _COURSE_PACKAGES:
            raise
        raise CourseError(
            f"The package {error.name} is not installed, and this command needs it.",
            hint=INSTALL,
        ) from error


def _option_strings(parser: argparse.ArgumentParser, command: str | None) -> list[str]:
    options = list(parser._option_string_actions)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction) and command in action.choices:
            options += list(action.choices[command]._option_string_actions)
    return options


def _suggestion(word: str, known: Any) -> str:
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Did you mean {close[0]!r}?" if close else ""


if __name__ == "__main__":
    command()

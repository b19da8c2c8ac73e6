"""``labkit knowledge``: the knowledge test on paper before and after the week."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from labkit.course.commands.week.steps import add_step, steps_of
from labkit.course.exercises.class_list import class_list
from labkit.course.support.console import say
from labkit.course.support.paths import find_course, shown
from labkit.course.support.typesetting import can_typeset
from labkit.errors import CourseError

_HELP = """\
The knowledge test: ten questions on day 1 and day 5, on paper, with numbered slips instead of names.

examples:
  labkit knowledge sheets              pages to print, slips, and a sheet to type the answers in
  labkit knowledge sheets --slips 45
  labkit knowledge score               the class by question, and the gain with its interval
"""
_SPARE = 2


def add_parser(subparsers: Any) -> None:
    """Add the command ``knowledge``."""
    parser = subparsers.add_parser(
        "knowledge",
        help="print the knowledge test of day 1 and day 5, and score it",
        description=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    steps = steps_of(parser)
    sheets = add_step(steps, "sheets", "write the pages to print and the sheet for the answers", _sheets)
    sheets.add_argument("--slips", type=int, metavar="N", help="how many slips (the class and 2 to spare)")
    pdf = sheets.add_mutually_exclusive_group()
    pdf.add_argument("--pdf", action="store_true", default=None, help="also as PDF (the default where Typst is there)")
    pdf.add_argument("--no-pdf", dest="pdf", action="store_false", help="pages for the browser only")
    scored = add_step(steps, "score", "compare day 5 with day 1", _score)
    scored.add_argument("answers", nargs="?", metavar="FILE", help="the sheet (class/knowledge/answers.xlsx)")


def _sheets(args: argparse.Namespace) -> int:
    from labkit.course.knowledge.sheets import write_sheets

    course = find_course(args.course)
    slips = args.slips if args.slips is not None else len(class_list(course).trainees) + _SPARE
    if not 1 <= slips <= 2000:
        raise CourseError("This is no number of slips.", where="labkit knowledge sheets --slips", got=str(slips))
    pdf = can_typeset() if args.pdf is None else args.pdf
    for path in write_sheets(course.classroom / "knowledge", slips, pdf=pdf):
        say(f"Written: {shown(path)}")
    say("Print one page set a day. Odd slips have form A on day 1 and B on day 5, even slips the reverse.")
    return 0


def _score(args: argparse.Namespace) -> int:
    from labkit.course.knowledge.scoring import FEWEST_PAIRS, read_answers, score
    from labkit.course.knowledge.sheets import WORKBOOK

    course = find_course(args.course)
    path = Path(args.answers) if args.answers else course.classroom / "knowledge" / WORKBOOK
    found = score(read_answers(path))
    if found is None:
        say(f"Fewer than {FEWEST_PAIRS} people took both tests, or all took the same form first: no figure is shown.")
        return 0
    say(f"{'Question':<16}{'lesson':>8}{'day 1':>8}{'day 5':>8}")
    for idea, lesson, before, after in found.items:
        say(f"{idea:<16}{lesson:>8}{before:>6.0f} %{after:>6.0f} %")
    gain = found.gain
    say(f"Gain: {gain.estimate:+.1f} right answers of 10 ({gain.low:+.1f} to {gain.high:+.1f}), {gain.pairs} people.")
    missed = [f"{idea} ({lesson})" for idea, lesson, _, after in found.items if after < 50]
    say(f"Still missed by more than half: {', '.join(missed) or 'none'}.")
    return 0

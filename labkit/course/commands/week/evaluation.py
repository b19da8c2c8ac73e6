"""``labkit evaluation``: the evaluation of the course, to print, to type in, and summed up."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from labkit.course.commands.week.steps import add_step, steps_of
from labkit.course.exercises.class_list import class_list
from labkit.course.support.console import say
from labkit.course.support.paths import find_course, shown

_SPARE = 2


def add_parser(subparsers: Any) -> None:
    """Add the command ``evaluation``."""
    parser = subparsers.add_parser(
        "evaluation",
        help="print the evaluation of the course, and sum it up",
        description="The evaluation of the course, anonymous: on paper, typed into an Excel sheet afterwards; or on a "
        "page that works without a network and saves a file for class/evaluation/answers. The summary reads both.",
    )
    steps = steps_of(parser)
    add_step(steps, "form", "write the form to print, the page to fill in and the sheet", _form)
    summed = add_step(steps, "summary", "sum the answers up", _summary)
    summed.add_argument("answers", nargs="?", metavar="FILE", help="the sheet, or a folder (class/evaluation)")


def _form(args: argparse.Namespace) -> int:
    from labkit.course.week.evaluation import write_form

    course = find_course(args.course)
    people = len(class_list(course).trainees) + _SPARE
    for path in write_form(course.classroom / "evaluation", people):
        say(f"Written: {shown(path)}")
    return 0


def _summary(args: argparse.Namespace) -> int:
    import numpy as np

    from labkit.course.week.evaluation import FEWEST, comments, read_evaluation, summary

    course = find_course(args.course)
    path = Path(args.answers) if args.answers else course.classroom / "evaluation"
    forms = read_evaluation(path)
    say(f"{len(forms)} forms.")
    for line in summary(forms):
        say(f"{line.words:<44}{line.answers:>4}  {line.result or f'fewer than {FEWEST} answers'}")
    for words, given in comments(forms, np.random.default_rng()).items():
        say(f"\n{words}")
        for text in given:
            say(f"  - {text}")
    say("\nWrite the comments anew in your own words before you share them: a hand or a phrase tells who wrote it.")
    return 0

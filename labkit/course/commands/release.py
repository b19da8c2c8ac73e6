"""``labkit release``: make the trainees' exercise from the master exercise."""

from __future__ import annotations

import argparse
from typing import Any

from labkit.checks.exercise import KEY_FILE
from labkit.course.exercises.class_list import exercise_named
from labkit.course.exercises.masters import master_folder
from labkit.course.exercises.releasing import release
from labkit.course.support.console import note, say
from labkit.course.support.paths import find_course, shown


def add_parser(subparsers: Any) -> None:
    """Add the command ``release``."""
    parser = subparsers.add_parser(
        "release",
        help="make the trainees' exercises from the master exercises",
        description="Make the trainees' exercise from the master exercise: answers and hidden tests are taken out, "
        "and the key of the visible checks is added. The result is in exercises/DAY.",
    )
    parser.add_argument("day", metavar="DAY", help="the exercise, such as day2")
    parser.add_argument("--force", action="store_true", help="replace an exercise that was released before")
    parser.add_argument(
        "--individual",
        action="store_true",
        help="give each trainee of class/trainees.csv data of his or her own, in class/released/NAME/DAY",
    )
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from labkit.course.exercises.kept_keys import kept_key

    course = find_course(args.course)
    day = exercise_named(course, args.day)
    note(f"Working out the right answers of {day} and all known mistakes: up to a minute.")
    # The key for grading takes seconds that nobody wants to wait for when a class has handed in.
    grading_key = kept_key(course, master_folder(course, day), draw=0)
    changed = release(course, day, force=args.force)
    grading_key()
    target = shown(course.exercises / day)
    if args.individual:
        from labkit.course.exercises.individual import release_individually, released_folder

        made = release_individually(course, day, force=args.force)
        say(f"{made} folders made: {shown(released_folder(course))}/NAME/{day}")
        say(f"Give each trainee the folder of this name, with {KEY_FILE}. They hand in {day}.ipynb.")
        return 0
    if not changed:
        say(f"{target} is up to date.")
        return 0
    say(f"Released: {target}")
    say(f"Give this folder to the trainees, with {KEY_FILE}. They hand in {day}.ipynb.")
    return 0

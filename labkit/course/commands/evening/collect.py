"""``labkit collect``: file what trainees handed in under the names of the class."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from labkit.course.exercises.class_list import exercise_named
from labkit.course.handins.filing import Plan, filed, planned
from labkit.course.support.console import note, say
from labkit.course.support.paths import find_course, shown

_EXAMPLES = """\
examples:
  labkit collect day2 ~/Downloads/day2.zip
  labkit collect day2 /media/STICK1 /media/STICK2 --yes
  labkit collect day2 class/submitted        what lies in nobody's folder there
exit codes:
  0    every file is filed
  1    some file is nobody's, or is no notebook of the exercise: the message says which; or you said no
"""


def add_parser(subparsers: Any) -> None:
    """Add the command ``collect``."""
    parser = subparsers.add_parser(
        "collect",
        help="file what trainees handed in under the names of the class",
        description="Look for the notebooks of an exercise in folders, USB sticks and zip archives, also archives in "
        "archives; find whose each is by the names of files and folders and class/trainees.csv; show who has what, and "
        "ask. Then copy the files to class/submitted/NAME/DAY/. Nothing that lies there is written over.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("day", metavar="DAY", help="the exercise, such as day2")
    parser.add_argument("sources", metavar="FOLDER_OR_ZIP", nargs="+", help="where the files are")
    parser.add_argument("--yes", action="store_true", help="file them without asking")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from labkit.course.exercises.answer_key import load_catalogue
    from labkit.course.exercises.masters import checked_master, master_folder
    from labkit.course.exercises.releasing import blank_exercise

    course = find_course(args.course)
    day = exercise_named(course, args.day)
    folder = master_folder(course, day)
    blank = blank_exercise(course, day, checked_master(folder, load_catalogue(folder)))
    plan = planned(course, day, [Path(source).expanduser() for source in args.sources], blank)
    _tell(plan)
    files = sum(map(len, plan.pieces.values()))
    if not files:
        note("Nothing to file.")
        return 1 if plan.left else 0
    place = shown(course.submitted)
    if not args.yes and not _agreed(f"{_counted(files, len(plan.pieces))} into {place}? [y/N] "):
        note("Nothing was filed. To file without a question, add --yes.")
        return 1
    new = filed(course, day, plan)
    say(f"{new} filed in {place}/NAME/{day}/" + (f"; {files - new} were there already" if files > new else ""))
    say(f"Next: labkit grade {day}")
    return 1 if plan.left else 0


def _counted(files: int, people: int) -> str:
    """Say how many files there are, and of how many people."""
    return (
        f"File {files} {'notebook' if files == 1 else 'notebooks'} of {people} {'person' if people == 1 else 'people'}"
    )


def _tell(plan: Plan) -> None:
    """Show who has what, who has nothing, and what is not filed."""
    width = max(map(len, ("trainee", *plan.pieces)))
    if plan.pieces:
        say(f"{'trainee':{width}}  answers  changed           file")
    for trainee, own in plan.pieces.items():
        for piece in own:
            when = datetime.fromtimestamp(piece.found.time).strftime("%Y-%m-%d %H:%M")
            answers = f"{piece.answered} of {plan.answers}"
            others = f" (with {', '.join(piece.partners)})" if piece.partners else ""
            say(f"{trainee:{width}}  {answers:7}  {when}  {piece.found.where}{others}")
    if plan.missing:
        say(f"Nothing from: {', '.join(plan.missing)}")
    for trainee, files in plan.beside.items():
        say(f"{trainee:{width}}  goes along: {', '.join(found.parts[-1] for found in files)}")
    for line in plan.remarks:
        note(line)
    if plan.left:
        note(f"{len(plan.left)} not filed:")
    for line in plan.left:
        note(f"  {line}")


def _agreed(question: str) -> bool:
    try:
        return input(question).strip().casefold() in ("y", "yes")
    except EOFError:
        return False

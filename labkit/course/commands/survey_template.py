"""``labkit survey-template``: write a mapping to begin with for a survey file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from labkit.course.support.console import say
from labkit.course.support.files import write_whole
from labkit.errors import CourseError
from labkit.reading.mappings.template import mapping_template


def add_parser(subparsers: Any) -> None:
    """Register ``labkit survey-template``."""
    parser = subparsers.add_parser(
        "survey-template",
        help="write a mapping for a survey file of your own",
        description="Write a mapping in TOML for a survey file: which of its columns and codes mean what. It is filled "
        "in as far as names and labels tell; complete it, then use it with labkit.read_survey(FILE, schema=MAPPING).",
    )
    parser.add_argument("file", metavar="FILE", help="the survey: .dta, .sav, .csv or .parquet")
    parser.add_argument("--out", metavar="MAPPING", default="mapping.toml", help="the mapping (default: mapping.toml)")
    parser.add_argument("--encoding", metavar="NAME", help="how letters are stored, for old files")
    parser.add_argument("--force", action="store_true", help="write over a mapping that is there")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry out ``labkit survey-template`` and return the exit code."""
    out = Path(args.out)
    if out.suffix.lower() != ".toml":
        raise CourseError("The name of a mapping ends in .toml.", where=f"--out {out}", hint=f"--out {out.stem}.toml")
    if out.exists() and not args.force:
        raise CourseError(
            "There is a mapping of this name already.",
            where=str(out),
            hint="Give another name with --out, or write over it with --force.",
        )
    text = mapping_template(args.file, args.encoding)
    try:
        write_whole(out, text)
    except OSError as error:
        raise CourseError("The mapping cannot be written.", where=str(out), got=str(error)) from error
    say(f"{out} written: check every line against the questionnaire, and fill in what is missing.")
    return 0

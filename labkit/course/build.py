"""``labkit build``: run lessons with papermill, and write their editions and pages."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from labkit.course.adapting import adapted
from labkit.course.brought import is_brought, is_mapping, names_in_text, open_brought, portable
from labkit.course.building import Outcome, build_lessons
from labkit.course.console import note, say
from labkit.course.handbook import write_handbook
from labkit.course.lessons import Lesson, Shelf, read_shelf, select
from labkit.course.making import Job
from labkit.course.parameters import assignments_on_command_line, defaults, overrides
from labkit.course.paths import Course, find_course, shown
from labkit.course.places import checked_place, provinces_of
from labkit.course.variants import variant_label
from labkit.errors import CourseError, OptionError

_HELP = """\
Run lessons and write, for each: the trainee's and the facilitator's notebook and web page.

examples:
  labkit build                                 all lessons
  labkit build 2.1                             one lesson
  labkit build day2 --province "Siem Reap"     one day, for a province
  labkit build day2 --all-provinces            one day, once for each province
  labkit build day2 --dataset LAO_2022.dta --schema gld --country "Lao PDR"
                                               one day, on a survey of your own
"""


def add_parser(subparsers: Any) -> None:
    """Register ``labkit build``.

    Parameters
    ----------
    subparsers
        What ``ArgumentParser.add_subparsers`` returned.
    """
    parser = subparsers.add_parser(
        "build",
        help="run lessons and write their editions and web pages",
        description=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("lessons", nargs="*", metavar="LESSON_OR_DAY", help="2.1, day2 …; all if left out")
    parser.add_argument("--province", metavar="NAME", help="a province instead of the whole country")
    parser.add_argument("--all-provinces", action="store_true", help="once for each province of the data")
    parser.add_argument("--dataset", metavar="NAME", help="another data set, or a survey file of your own")
    parser.add_argument("--schema", metavar="NAME", help="form of your file: ilo, gld, or a mapping such as map.toml")
    parser.add_argument("--country", metavar="NAME", help="the country of your file, for the text")
    parser.add_argument("--source", metavar="TEXT", help='what your file is, such as "Labour Force Survey 2022"')
    parser.add_argument("--draw", metavar="N", help="another draw of the synthetic data")
    parser.add_argument(
        "-p", dest="parameters", metavar="NAME=VALUE", action="append", default=[], help="any other parameter"
    )
    parser.add_argument("--out", metavar="DIR", help="where to write (default: build/ of the course)")
    parser.add_argument(
        "--jobs",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="lessons at a time (default: the cores)",
    )
    parser.add_argument("--list", action="store_true", help="show the lessons and build nothing")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry out ``labkit build`` and return the exit code.

    Parameters
    ----------
    args
        The parsed arguments.

    Returns
    -------
    int
        0 if every lesson was built, 1 if one failed, 130 after Ctrl-C.
    """
    course = find_course(args.course)
    shelf = select(read_shelf(course), args.lessons)
    if args.list:
        return _list(shelf)
    out = Path(args.out).expanduser().resolve() if args.out else course.build
    named = {name: getattr(args, name) for name in ("province", "dataset", "draw", "schema", "country", "source")}
    given = _with_portable_paths(assignments_on_command_line(args.parameters, named), course, out)
    if args.jobs < 1:
        raise OptionError("At least one lesson is built at a time.", where="labkit build --jobs", got=str(args.jobs))
    jobs = (
        _jobs_by_province(shelf.lessons, given, course) if args.all_provinces else _jobs(shelf.lessons, given, course)
    )
    if not jobs and not shelf.problems:
        raise CourseError(
            "There are no lessons to build.", where=shown(course.notebooks), expected="notebooks in day1/, day2/ …"
        )
    try:
        return _build_all(jobs, shelf, course, out, args.jobs)
    except OSError as error:
        raise CourseError(
            "The build cannot be written.",
            where=str(error.filename or shown(out)),
            got=error.strerror or str(error),
            hint="Free some space, or write elsewhere: labkit build --out FOLDER. Finished lessons are kept.",
        ) from error


def _list(shelf: Shelf) -> int:
    for lesson in shelf.lessons:
        say(f"{lesson.id}  {lesson.title}  ({shown(lesson.path)})")
    for path, error in shelf.problems:
        say(f"?    {error.problem}  ({shown(path)})")
    return 1 if shelf.problems else 0


def _with_portable_paths(given: dict[str, str], course: Course, out: Path) -> dict[str, str]:
    """Return the parameters with the files of a survey named as the lessons can find them."""
    if not is_brought(given.get("dataset")):
        alone = [name for name in ("schema", "country", "source") if given.get(name)]
        if alone:
            raise CourseError(
                f"The option --{alone[0]} is for a survey file of your own.",
                where="labkit build",
                got=f"--dataset {given['dataset']}" if "dataset" in given else "no --dataset",
                expected="--dataset FILE.dta (or .sav, .csv, .parquet)",
            )
        return given
    files = {"dataset", "schema"} if is_mapping(given.get("schema", "")) else {"dataset"}
    return {name: portable(text, course.root, out) if name in files else text for name, text in given.items()}


def _jobs(lessons: Sequence[Lesson], given: Mapping[str, str], course: Course) -> list[Job]:
    """Return what to build; every parameter is checked before the first kernel starts."""
    return [_job(lesson, _changed(lesson, given, course), course) for lesson in lessons]


def _jobs_by_province(lessons: Sequence[Lesson], given: Mapping[str, str], course: Course) -> list[Job]:
    """Return what to build for every province of the data; a lesson without provinces is built once."""
    if "province" in given:
        raise OptionError(
            "One province, or all of them?",
            where="labkit build",
            got=f"--all-provinces and the province {given['province']!r}",
            hint="Leave one of the two out.",
        )
    jobs = []
    for lesson in lessons:
        values = {**defaults(lesson), **overrides(lesson, given)}
        places = provinces_of(*_files(values, course)) if "province" in values else ()
        if not places and "province" in values:
            raise OptionError("The data have no provinces.", where="labkit build --all-provinces")
        jobs += [job for place in places for job in _jobs([lesson], {**given, "province": place}, course)]
        jobs += [] if places else _jobs([lesson], given, course)
    return sorted(jobs, key=lambda job: job.variant)


def _changed(lesson: Lesson, given: Mapping[str, str], course: Course) -> dict[str, Any]:
    """Return the lesson's changed parameters, the province as the data spell it."""
    changed = overrides(lesson, given)
    if not {"province", "dataset"} & set(given):
        return changed
    values = {**defaults(lesson), **changed}
    dataset, schema = _files(values, course)
    place = checked_place(dataset, values.get("province"), schema)
    return overrides(lesson, {**given, "province": place}) if place and "province" in given else changed


def _job(lesson: Lesson, changed: Mapping[str, Any], course: Course) -> Job:
    """Return one lesson to build, adapted where it is to run on a survey that was brought."""
    values = {**defaults(lesson), **changed}
    dataset, schema = _files(values, course)
    if not is_brought(dataset):
        return Job(lesson, changed)
    survey = open_brought(dataset, schema, values.get("draw", 0))
    place, country, source = (str(values.get(name, "")) for name in ("province", "country", "source"))
    fitting, left_out = adapted(lesson, survey, names_in_text(dataset, place, country, source))
    return Job(fitting, changed, left_out)


def _files(values: Mapping[str, Any], course: Course) -> tuple[Any, str]:
    """Return data set and schema; files as they are found from here, for lessons name them from the course's folder."""
    dataset, schema = values.get("dataset"), str(values.get("schema", ""))
    if is_brought(dataset):
        dataset = str(course.root / str(dataset))
        schema = str(course.root / schema) if is_mapping(schema) else schema
    return dataset, schema


def _build_all(jobs: Sequence[Job], shelf: Shelf, course: Course, out: Path, workers: int) -> int:
    """Build each lesson, then the index; say what was made and where it is."""
    done: list[Job] = []
    failed = [shown(path) for path, _ in shelf.problems]
    for _, problem in shelf.problems:
        note(f"{problem}\n")

    def started(number: int, job: Job) -> None:
        cells = job.lesson.notebook.cells
        code = sum(cell.cell_type == "code" for cell in cells)
        note(f"[{number}/{len(jobs)}] {_name(job)}: {len(cells)} cells, {code} of them code")

    try:
        for outcome in build_lessons(jobs, course, out, workers=workers, started=started):
            _note_outcome(outcome)
            if outcome.problem is None:
                done.append(outcome.job)
            else:
                failed.append(_name(outcome.job))
    except KeyboardInterrupt:
        note("Interrupted. What is finished stays; the lessons that were running are left as they were before.")
        _summarise(done, failed, len(jobs) + len(shelf.problems), course, out)
        return 130
    _summarise(done, failed, len(jobs) + len(shelf.problems), course, out)
    return 1 if failed else 0


def _name(job: Job) -> str:
    """Return how progress names a lesson: with the place, unless it is the whole country."""
    place = f" ({variant_label(job.changed)})" if job.changed else ""
    return f"{job.lesson.id} {job.lesson.title}{place}"


def _note_outcome(outcome: Outcome) -> None:
    if outcome.problem is not None:
        note(f"\n{outcome.problem}\n")
        return
    for remark in outcome.remarks:
        note(f"      {_name(outcome.job)}, to mend: {remark}")
    note(f"      {_name(outcome.job)}: done in {outcome.seconds:.0f} s")


def _summarise(done: Sequence[Job], failed: Sequence[str], wanted: int, course: Course, out: Path) -> None:
    index = write_handbook(course, out) if out.exists() else None
    say(f"{len(done)} of {wanted} lessons built.")
    for job in done:
        say(f"  {job.lesson.id}  {shown(job.folder(out))}")
        for part in job.left_out:
            say(f"       left out: {part}")
    for name in failed:
        say(f"  failed: {name}")
    if index is not None:
        say(f"Open in a browser: {shown(index)}")

"""``labkit build``: run lessons with papermill, and write their editions and pages."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from labkit.course.building.jobs import wanted_jobs, with_portable_paths
from labkit.course.building.outcome import BUILT, FAILED, UNCHANGED, Building, Outcome
from labkit.course.lessons.parameters import assignments_on_command_line
from labkit.course.lessons.reading import Shelf, read_shelf, select
from labkit.course.site.start_page import FACILITATORS
from labkit.course.support.console import note, say
from labkit.course.support.paths import find_course, shown
from labkit.course.support.progress import clock
from labkit.errors import CourseError, LabkitError, OptionError

_HELP = """\
Run lessons and write, for each: the trainee's and the facilitator's notebook and web page. A lesson that was built
before is built again only if something has changed on which its pages depend: the notebook, its parameters, the data,
labkit itself. Interrupted at any moment, the next run goes on from there.

examples:
  labkit build                                 all lessons
  labkit build 2.1                             one lesson
  labkit build day2 --province "Siem Reap"     one day, for a province
  labkit build day2 --all-provinces            one day, once for each province
  labkit build day2 --dataset LAO_2022.dta --schema gld --country "Lao PDR"
                                               one day, on a survey of your own
  labkit build --for trainees                  and a site without answers, to give away: site-for-trainees/
"""

TRAINEES = "trainees"
SITE = "site-for-trainees"
"""The folder of the course with the site for trainees, unless --out says otherwise."""

_EXIT_CODES = """\
exit codes:
  0    every lesson is built, now or before
  1    some could not be built, or nothing could be: the message says what to do
  2    the command line was wrong
  130  interrupted with Ctrl-C; the next run goes on from there
"""


def add_parser(subparsers: Any) -> None:
    """Register ``labkit build``."""
    parser = subparsers.add_parser(
        "build",
        help="run lessons and write their editions and web pages",
        description=_HELP,
        epilog=_EXIT_CODES,
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
    parser.add_argument(
        "--for",
        dest="whom",
        choices=("everybody", "trainees"),
        default="everybody",
        help="trainees: also write a site without any facilitator's page or answer",
    )
    parser.add_argument(
        "--out",
        metavar="DIR",
        help="where to write (default: build/ of the course; with --for trainees: site-for-trainees/)",
    )
    parser.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        help="lessons at a time (default: one for each processor core, with --scheduler as many as its workers take)",
    )
    parser.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="build on the workers of this Dask scheduler, such as tcp://10.0.0.5:8786 (see docs/cluster.md)",
    )
    parser.add_argument("--force", action="store_true", help="build again what is unchanged")
    parser.add_argument("--quiet", action="store_true", help="tell only what went wrong")
    parser.add_argument("--json", action="store_true", help="write the result as JSON, for scripts")
    parser.add_argument("--list", action="store_true", help="show the lessons and build nothing")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry out ``labkit build`` and return the exit code."""
    course = find_course(args.course)
    shelf = select(read_shelf(course), args.lessons)
    if args.list:
        return _list(shelf)
    given_out = Path(args.out).expanduser().resolve() if args.out else None
    # A site for trainees is made from a build with everything, which stays where it is.
    out = given_out if given_out and args.whom != TRAINEES else course.build
    named = {name: getattr(args, name) for name in ("province", "dataset", "draw", "schema", "country", "source")}
    given = with_portable_paths(assignments_on_command_line(args.parameters, named), course, out)
    if args.jobs is not None and args.jobs < 1:
        raise OptionError("At least one lesson is built at a time.", where="labkit build --jobs", got=str(args.jobs))
    jobs = wanted_jobs(shelf.lessons, given, course, everywhere=args.all_provinces)
    if not jobs and not shelf.problems:
        raise CourseError(
            "There are no lessons to build.", where=shown(course.notebooks), expected="notebooks in day1/, day2/ …"
        )
    from labkit.course.building.run import built_lessons

    quiet = args.quiet or args.json
    executor = None
    if args.scheduler:
        from labkit.course.cluster.building import executor_of

        executor = executor_of(args.scheduler)
    try:
        building = built_lessons(
            jobs,
            shelf.problems,
            course,
            out,
            workers=args.jobs or 0,
            force=args.force,
            quiet=quiet,
            executor=executor,
        )
    except BrokenPipeError:
        raise  # whoever read the progress read no further
    except OSError as error:
        raise CourseError(
            "The build cannot be written.",
            where=str(error.filename or shown(out)),
            got=error.strerror or str(error),
            hint="Free some space, or write elsewhere: labkit build --out FOLDER. Finished lessons are kept.",
        ) from error
    if args.json:
        say(_json(building, out))
    else:
        _tell(building, out, quiet=quiet)
    _tell_doubts(given, course.root)
    if args.whom == TRAINEES and not building.interrupted:
        from labkit.course.site.start.trainee_site import write_trainee_site

        variants = {job.variant for job in building.jobs}
        start = write_trainee_site(course, out, given_out or course.root / SITE, variants)
        if not args.json:
            say(f"For trainees, without answers: {shown(start)}")
    return 130 if building.interrupted else 1 if building.failures else 0


def _tell_doubts(given: Mapping[str, Any], root: Path) -> None:
    """Tell what the reader asks to look at in a survey of the user's own: the pages cannot know that it is wrong."""
    from labkit.course.lessons.own_survey import doubts_about, is_own_survey

    dataset = str(given.get("dataset") or "")
    if not is_own_survey(dataset):
        return
    try:
        doubts = doubts_about(dataset, str(given.get("schema") or ""), root)
    except LabkitError:
        return  # the lessons have said why the file cannot be read
    if doubts:
        note(f"Look at this in {dataset}, before you believe a page:")
    for doubt in doubts:
        note(f"  {doubt}")


def _list(shelf: Shelf) -> int:
    for lesson in shelf.lessons:
        say(f"{lesson.id}  {lesson.title}  ({shown(lesson.path)})")
    for path, error in shelf.problems:
        say(f"?    {error.problem}  ({shown(path)})")
    return 1 if shelf.problems else 0


def _tell(building: Building, out: Path, *, quiet: bool) -> None:
    """Say what went wrong in full, what was made, and where it is."""
    for name, problem in building.failures:
        note(f"\n{name}\n{problem}\n" if not quiet else f"{name}\n{problem}")
    if building.interrupted:
        note("Interrupted. What is finished stays; the lessons that were running are left as they were before.")
    if quiet:
        return
    counts = building.counts()
    unchanged = f", {counts['unchanged']} unchanged" if counts["unchanged"] else ""
    say(f"{counts['built']} of {building.wanted} lessons built{unchanged}.")
    for outcome in building.of(BUILT):
        say(f"  {outcome.job.lesson.id}  {shown(outcome.job.folder(out))}")
        for part in outcome.job.left_out:
            say(f"       left out: {part}")
    for name, _ in building.failures:
        say(f"  failed: {name}")
    if building.index is not None:
        say(f"Open in a browser: {shown(building.index)}")
        say(f"With the answers, for facilitators: {shown(building.index.with_name(FACILITATORS))}")
    counted = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
    lessons = "1 lesson" if building.wanted == 1 else f"{building.wanted} lessons"
    note(f"{lessons} in {clock(building.seconds)}: {counted}.")


def _json(building: Building, out: Path) -> str:
    """Return everything about a run as one JSON object."""
    told = {
        "seconds": round(building.seconds, 2),
        "counts": building.counts(),
        "interrupted": building.interrupted,
        "index": str(building.index) if building.index else None,
        "lessons": [_entry(each, out) for status in (BUILT, UNCHANGED, FAILED) for each in building.of(status)],
        "problems": [{"name": name, "problem": str(problem)} for name, problem in building.problems],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _entry(outcome: Outcome, out: Path) -> dict[str, Any]:
    job, manifest = outcome.job, outcome.manifest
    return {
        "lesson": job.lesson.id,
        "title": job.lesson.title,
        "variant": job.variant,
        "status": outcome.status,
        "folder": str(job.folder(out)),
        "seconds": manifest.get("seconds"),
        "processor_seconds": manifest.get("processor_seconds"),
        "left_out": [str(part) for part in job.left_out],
        "remarks": list(outcome.remarks),
        "problem": str(outcome.problem) if outcome.problem else None,
    }

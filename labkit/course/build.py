"""``labkit build``: run lessons with papermill, and write their editions and pages."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import labkit
from labkit.course.console import note, say
from labkit.course.editions import FACILITATOR, TRAINEE, facilitator_edition, trainee_edition, trainee_page
from labkit.course.execute import LessonFailedError, run_lesson
from labkit.course.files import replace_folder, working_folder, write_whole
from labkit.course.index import FAILED, HALF_RUN, OK, write_index, write_manifest
from labkit.course.lessons import Lesson, Shelf, read_shelf, select
from labkit.course.parameters import assignments_on_command_line, defaults, overrides, variant
from labkit.course.paths import Course, find_course, shown
from labkit.course.places import checked_place, synthetic_note
from labkit.errors import CourseError, LabkitError

_HELP = """\
Run lessons and write, for each: the trainee's and the facilitator's notebook and web page.

examples:
  labkit build                                 all lessons
  labkit build 2.1                             one lesson
  labkit build day2 --province "Siem Reap"     one day, for a province
"""


@dataclass(frozen=True)
class Job:
    """One lesson to build.

    Parameters
    ----------
    lesson
        The lesson.
    changed
        Its parameters that differ from their defaults.
    """

    lesson: Lesson
    changed: Mapping[str, Any]

    @property
    def variant(self) -> str:
        """The name of the variant's folder."""
        return variant(self.changed)

    def folder(self, out: Path) -> Path:
        """Return the lesson's folder in a build."""
        return out / self.variant / self.lesson.day / self.lesson.slug


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
    parser.add_argument("--dataset", metavar="NAME", help="another data set")
    parser.add_argument("--draw", metavar="N", help="another draw of the synthetic data")
    parser.add_argument(
        "-p", dest="parameters", metavar="NAME=VALUE", action="append", default=[], help="any other parameter"
    )
    parser.add_argument("--out", metavar="DIR", help="where to write (default: build/ of the course)")
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
    named = {"province": args.province, "dataset": args.dataset, "draw": args.draw}
    jobs = _jobs(shelf.lessons, assignments_on_command_line(args.parameters, named))
    if not jobs and not shelf.problems:
        raise CourseError(
            "There are no lessons to build.", where=shown(course.notebooks), expected="notebooks in day1/, day2/ …"
        )
    return _build_all(jobs, shelf, course, out)


def _list(shelf: Shelf) -> int:
    for lesson in shelf.lessons:
        say(f"{lesson.id}  {lesson.title}  ({shown(lesson.path)})")
    for path, error in shelf.problems:
        say(f"?    {error.problem}  ({shown(path)})")
    return 1 if shelf.problems else 0


def _jobs(lessons: Sequence[Lesson], given: Mapping[str, str]) -> list[Job]:
    """Return what to build; every parameter is checked before the first kernel starts."""
    jobs = [Job(lesson, overrides(lesson, given)) for lesson in lessons]
    if jobs and {"province", "dataset"} & set(given):
        first = {**defaults(jobs[0].lesson), **jobs[0].changed}
        place = checked_place(first.get("dataset"), first.get("province"))
        given = {**given, "province": place} if "province" in given and place else given
        jobs = [Job(lesson, overrides(lesson, given)) for lesson in lessons]
    return jobs


def _build_all(jobs: Sequence[Job], shelf: Shelf, course: Course, out: Path) -> int:
    """Build each lesson, then the index; say what was made and where it is."""
    done: list[Job] = []
    failed = [shown(path) for path, _ in shelf.problems]
    for _, problem in shelf.problems:
        note(f"{problem}\n")
    try:
        for number, job in enumerate(jobs, start=1):
            if _built(job, course, out, f"[{number}/{len(jobs)}]"):
                done.append(job)
            else:
                failed.append(f"{job.lesson.id} {job.lesson.title}")
    except KeyboardInterrupt:
        note("Interrupted. What is finished stays; the lesson that was running is left as it was before.")
        _summarise(done, failed, len(jobs) + len(shelf.problems), out)
        return 130
    _summarise(done, failed, len(jobs) + len(shelf.problems), out)
    return 1 if failed else 0


def _summarise(done: Sequence[Job], failed: Sequence[str], wanted: int, out: Path) -> None:
    index = write_index(out) if out.exists() else None
    say(f"{len(done)} of {wanted} lessons built.")
    for job in done:
        say(f"  {job.lesson.id}  {shown(job.folder(out))}")
    for name in failed:
        say(f"  failed: {name}")
    if index is not None:
        say(f"Open in a browser: {shown(index)}")


def _built(job: Job, course: Course, out: Path, place: str) -> bool:
    """Build one lesson and tell how it went; False if it failed."""
    lesson = job.lesson
    code = sum(cell.cell_type == "code" for cell in lesson.notebook.cells)
    note(f"{place} {lesson.id} {lesson.title}: {len(lesson.notebook.cells)} cells, {code} of them code")
    start = time.monotonic()
    try:
        remarks = build_lesson(job, course, out)
    except CourseError as error:
        note(f"\n{error}\n")
        return False
    for remark in remarks:
        note(f"      to mend: {remark}")
    note(f"      done in {time.monotonic() - start:.0f} s")
    return True


def build_lesson(job: Job, course: Course, out: Path) -> tuple[str, ...]:
    """Run one lesson and put its finished folder in place.

    Parameters
    ----------
    job
        The lesson with its parameters.
    course
        The course.
    out
        The build folder.

    Returns
    -------
    tuple of str
        What the lesson's author should mend.

    Raises
    ------
    CourseError
        If the lesson fails. An earlier build of it stays; the half-run notebook is put beside it.
    """
    final = job.folder(out)
    start = time.monotonic()
    with working_folder(out) as aside:
        executed = aside / "executed.ipynb"
        try:
            remarks = _make(job, course, executed)
        except LabkitError as error:
            failure = error if isinstance(error, CourseError) else _unfit(job.lesson, error)
            _keep_failure(job, course, executed, final, failure, time.monotonic() - start)
            raise failure from error
        _manifest(aside, job, OK, time.monotonic() - start)
        replace_folder(aside, final)
    return remarks


def _unfit(lesson: Lesson, error: LabkitError) -> CourseError:
    """Return any other error of labkit's as one about this lesson."""
    return CourseError(f"Lesson {lesson.id} cannot be built: {error.problem}", where=shown(lesson.path))


def _make(job: Job, course: Course, executed: Path) -> tuple[str, ...]:
    """Run the lesson and write all its files beside `executed`."""
    lesson, folder = job.lesson, executed.parent
    notebook = run_lesson(lesson, job.changed, executed).notebook
    facilitator = facilitator_edition(notebook, lesson, job.changed)
    _write_notebook(_without_machine_paths(notebook, lesson, course), executed)
    _write_notebook(facilitator, folder / "facilitator.ipynb")
    _write_notebook(trainee_edition(facilitator, lesson), folder / "trainee.ipynb")

    from labkit.course.pages import lesson_page

    synthetic = synthetic_note({**defaults(lesson), **job.changed}.get("dataset"))
    for edition, content in ((TRAINEE, trainee_page(facilitator)), (FACILITATOR, facilitator)):
        page = lesson_page(content, lesson, edition, variant=job.variant, synthetic=synthetic)
        write_whole(folder / f"{edition}.html", page.html)
    # The facilitator's page came last; it has everything that the trainee's has.
    return page.remarks


def _write_notebook(notebook: Any, path: Path) -> None:
    import nbformat

    write_whole(path, nbformat.writes(notebook).rstrip() + "\n")  # type: ignore[no-untyped-call]


def _without_machine_paths(notebook: Any, lesson: Lesson, course: Course) -> Any:
    """Let papermill's record name the lesson within the course, not a folder of this computer."""
    record = notebook.metadata.get("papermill", {})
    record["input_path"] = lesson.path.relative_to(course.root).as_posix()
    record["output_path"] = "executed.ipynb"
    return notebook


def _keep_failure(job: Job, course: Course, executed: Path, final: Path, error: CourseError, seconds: float) -> None:
    """Put the half-run notebook beside whatever earlier build there is, and note the failure."""
    import nbformat

    final.mkdir(parents=True, exist_ok=True)
    if executed.exists():
        notebook = nbformat.read(executed, as_version=4)  # type: ignore[no-untyped-call]
        _write_notebook(_without_machine_paths(notebook, job.lesson, course), executed)
        os.replace(executed, final / HALF_RUN)
        if not error.hint:
            error.hint = "Mend the lesson and build it again."
        error.hint += f" How far it got: {shown(final / HALF_RUN)}"
    _manifest(final, job, FAILED, seconds, error=str(error))


def _manifest(folder: Path, job: Job, status: str, seconds: float, **more: Any) -> None:
    write_manifest(
        folder,
        lesson=job.lesson.id,
        title=job.lesson.title,
        question=job.lesson.question,
        variant=job.variant,
        parameters={**defaults(job.lesson), **job.changed},
        status=status,
        seconds=round(seconds, 1),
        finished=datetime.now(UTC).isoformat(timespec="seconds"),
        labkit=labkit.__version__,
        **more,
    )


__all__ = ["Job", "LessonFailedError", "add_parser", "build_lesson", "run"]

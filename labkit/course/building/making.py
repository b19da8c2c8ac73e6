"""Making one lesson: run it, write its editions and pages, and put the finished folder in place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import labkit
from labkit.course.building.execute import BUDGET, run_lesson
from labkit.course.building.manifests import FAILED, HALF_RUN, OK, fingerprints_in, write_manifest
from labkit.course.building.times import Times
from labkit.course.lessons.adapting import LeftOut
from labkit.course.lessons.editions import FACILITATOR, TRAINEE, facilitator_edition, trainee_edition, trainee_page
from labkit.course.lessons.parameters import defaults
from labkit.course.lessons.places import synthetic_note
from labkit.course.lessons.reading import Lesson
from labkit.course.lessons.variants import variant, variant_label
from labkit.course.support.files import replace_folder, working_folder, write_whole
from labkit.course.support.paths import Course, shown
from labkit.errors import CourseError, LabkitError

FOLDER = "place"
"""What a manifest calls the lesson's folder, seen from the build folder."""


@dataclass(frozen=True)
class Job:
    """One lesson to build.

    Parameters
    ----------
    lesson
        The lesson.
    changed
        Its parameters that differ from their defaults.
    left_out
        What the survey that was brought cannot show; it is no longer in `lesson`.
    print
        What stands for all that its pages depend on, see `labkit.course.building.fingerprints`.
    """

    lesson: Lesson
    changed: Mapping[str, Any]
    left_out: tuple[LeftOut, ...] = ()
    print: str = ""

    @property
    def variant(self) -> str:
        """The name of the variant's folder."""
        return variant(self.changed)

    def folder(self, out: Path) -> Path:
        """Return the lesson's folder in a build."""
        return out / self.variant / self.lesson.day / self.lesson.slug


def build_lesson(job: Job, course: Course, out: Path) -> dict[str, Any]:
    """Run one lesson and put its finished folder in place."""
    final = job.folder(out)
    times = Times()
    with working_folder(out) as aside:
        executed = aside / "executed.ipynb"
        try:
            remarks = [*_make(job, course, executed, times), *_over_budget(times)]
        except LabkitError as error:
            failure = error if isinstance(error, CourseError) else _unfit(job.lesson, error)
            _keep_failure(job, course, executed, final, failure, times)
            raise failure from error
        more = {"remarks": remarks, "print": job.print, "files": fingerprints_in(aside)}
        manifest = _manifest(aside, job, OK, times, **more)
        replace_folder(aside, final)
    return manifest


def _over_budget(times: Times) -> list[str]:
    if times.processor <= BUDGET:
        return []
    return [f"it needs {times.processor:.0f} s of processor time; a lesson should run within {BUDGET} s"]


def _unfit(lesson: Lesson, error: LabkitError) -> CourseError:
    """Return any other error of labkit's as one about this lesson."""
    return CourseError(f"Lesson {lesson.id} cannot be built: {error.problem}", where=shown(lesson.path))


def _make(job: Job, course: Course, executed: Path, times: Times) -> tuple[str, ...]:
    """Run the lesson and write all its files beside `executed`."""
    lesson, folder = job.lesson, executed.parent
    notebook = run_lesson(lesson, job.changed, executed, times)
    facilitator = facilitator_edition(notebook, lesson, job.changed)
    _write_notebook(_without_machine_paths(notebook, lesson, course), executed)
    _write_notebook(facilitator, folder / "facilitator.ipynb")
    _write_notebook(trainee_edition(facilitator, lesson), folder / "trainee.ipynb")

    from labkit.course.site.lesson_page import lesson_page

    synthetic = synthetic_note({**defaults(lesson), **job.changed}.get("dataset"))
    for edition, content in ((TRAINEE, trainee_page(facilitator)), (FACILITATOR, facilitator)):
        page = lesson_page(content, lesson, edition, variant=variant_label(job.changed), synthetic=synthetic)
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


def _keep_failure(job: Job, course: Course, executed: Path, final: Path, error: CourseError, times: Times) -> None:
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
    _manifest(final, job, FAILED, times, error=str(error))


def _manifest(folder: Path, job: Job, status: str, times: Times, **more: Any) -> dict[str, Any]:
    """Write the manifest and return it."""
    content = {
        "lesson": job.lesson.id,
        "title": job.lesson.title,
        "question": job.lesson.question,
        "variant": variant_label(job.changed),
        FOLDER: job.folder(Path()).as_posix(),
        "parameters": {**defaults(job.lesson), **job.changed},
        "left_out": [str(part) for part in job.left_out],
        "status": status,
        "seconds": round(times.seconds, 2),
        "processor_seconds": round(times.processor, 2),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "labkit": labkit.__version__,
        **more,
    }
    write_manifest(folder, **content)
    return content

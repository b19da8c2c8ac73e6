"""Making the trainees' exercise from the master exercise."""

from __future__ import annotations

import copy
import hashlib
from pathlib import Path
from typing import Any

import nbformat

from labkit.checks.exercise import KEY_FILE
from labkit.checks.keys import key_text
from labkit.course.exercises.answer_key import load_catalogue, other_draws_looked_at, release_key
from labkit.course.exercises.masters import checked_master, master_folder, read_notebook
from labkit.course.support.files import replace_folder, working_folder, write_whole
from labkit.course.support.paths import Course, find_course, shown
from labkit.errors import CourseError, first_few


def release(course: Course, day: str, *, force: bool = False) -> bool:
    """Make the trainees' version of an exercise.

    The same master gives the same files, byte for byte.
    """
    folder = master_folder(course, day)
    checked_master(folder, load_catalogue(folder))
    target = course.exercises / day
    with working_folder(course.classroom) as scratch:
        made = _made(course, folder, scratch)
        different = _different(made, target)
        if not different:
            return False
        if _files(target) and not force:
            raise CourseError(
                f"The exercise {day} was released before, and the master has changed since.",
                where=shown(target),
                got=f"a difference in {first_few(different)}",
                hint="If trainees may get the new version: labkit release "
                f"{day} --force. Hand-ins of the old version are still graded.",
            )
        replace_folder(made, target)
    return True


def register(course: Course, day: str) -> None:
    """Note the graded cells of an exercise in the gradebook, without releasing it.

    Grading needs that where the class folder is new, or the master was corrected after the release.
    """
    from labkit.course.exercises.nbgrader_steps import generate

    folder = master_folder(course, day)
    checked_master(folder, load_catalogue(folder))
    with working_folder(course.classroom) as scratch:
        generate(course, day, scratch)


def add_key(assignment: str, **_: object) -> None:
    """Add the key to an exercise that nbgrader itself has released.

    `nbgrader_config.py` names this function, so that the formgrader's button "Generate" and ``nbgrader
    generate_assignment`` give trainees everything they need.
    """
    course = find_course()  # nbgrader works in the course folder
    stamp(course.exercises / assignment / f"{assignment}.ipynb")
    write_whole(course.exercises / assignment / KEY_FILE, _key_text(course.solutions / assignment))


def blank_exercise(course: Course, day: str, master: Any) -> Any:
    """Return the exercise as trainees get it: the master without answers, hidden tests and mark schemes."""
    from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearOutput, ClearSolutions

    from labkit.course.exercises.nbgrader_steps import settings

    blank, resources = copy.deepcopy(master), {"unique_key": day}
    for step in (ClearSolutions, ClearHiddenTests, ClearMarkScheme, ClearOutput):
        blank, resources = step(config=settings(course)).preprocess(blank, resources)
    blank.metadata.setdefault("labkit", {})["release"] = _digest(blank)
    return blank


def stamp(path: Path) -> None:
    """Write into a released notebook which release it is, so that a hand-in of another one is known."""
    notebook = read_notebook(path)
    notebook.metadata.setdefault("labkit", {})["release"] = _digest(notebook)
    write_whole(path, nbformat.writes(notebook) + "\n")  # type: ignore[no-untyped-call]


def _digest(notebook: Any) -> str:
    """Return a few letters that differ between releases."""
    text = "\n\n".join(f"{cell.cell_type}\n{cell.source.strip()}" for cell in notebook.cells)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _made(course: Course, folder: Path, scratch: Path) -> Path:
    from labkit.course.exercises.nbgrader_steps import generate

    key = _key_text(folder)
    generate(course, folder.name, scratch)
    made = scratch / folder.name
    stamp(made / f"{folder.name}.ipynb")
    write_whole(made / KEY_FILE, key)
    return made


def _key_text(folder: Path) -> str:
    """Return the key of a release, if mistakes can be told apart on further draws too."""
    looked_at = other_draws_looked_at(folder)
    key = key_text(release_key(folder))
    looked_at()
    return key


def _different(made: Path, target: Path) -> list[str]:
    """Return the names of files that are new, gone or different."""
    new, old = _files(made), _files(target)
    return sorted(name for name in new.keys() | old.keys() if new.get(name) != old.get(name))


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }

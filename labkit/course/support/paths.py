"""Where the parts of a course are on disk."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from labkit.errors import CourseError

MARKERS = ("nbgrader_config.py", "notebooks")
"""What makes a folder a course: the grading settings and the folder of lessons."""


@dataclass(frozen=True)
class Course:
    """The folders of one course.

    Parameters
    ----------
    root
        The course folder: the one with ``nbgrader_config.py`` and ``notebooks/``.

    Examples
    --------
    >>> Course(Path("course")).notebooks.as_posix()
    'course/notebooks'
    """

    root: Path

    @property
    def notebooks(self) -> Path:
        """Lessons, in ``day1/`` … ``day5/``, stored without outputs."""
        return self.root / "notebooks"

    @property
    def solutions(self) -> Path:
        """Master exercises with answers and hidden tests."""
        return self.root / "solutions"

    @property
    def exercises(self) -> Path:
        """What trainees get, generated from `solutions`."""
        return self.root / "exercises"

    @property
    def build(self) -> Path:
        """Editions and pages made by ``labkit build``."""
        return self.root / "build"

    @property
    def room(self) -> Path:
        """The room's copies of lessons and exercises, which ``labkit lab`` opens; trainees see nothing else."""
        return self.root / "room"

    @property
    def desk(self) -> Path:
        """The facilitator's copies of lessons, which ``labkit lab --facilitator`` opens."""
        return self.root / "facilitator"

    @property
    def classroom(self) -> Path:
        """Everything that belongs to one class: hand-ins, marks, feedback."""
        return self.root / "class"

    @property
    def submitted(self) -> Path:
        """Hand-ins, as they came: ``submitted/TRAINEE/DAY/NOTEBOOK.ipynb``."""
        return self.classroom / "submitted"

    @property
    def accepted(self) -> Path:
        """The copies of the hand-ins that are graded, repaired where needed."""
        return self.classroom / "accepted"

    @property
    def autograded(self) -> Path:
        """Hand-ins after grading."""
        return self.classroom / "autograded"

    @property
    def feedback(self) -> Path:
        """Feedback pages for the trainees."""
        return self.classroom / "feedback"

    @property
    def records(self) -> Path:
        """Where grading keeps its own records: what was graded, grade keys, unfinished work."""
        return self.classroom / ".grading"

    @property
    def gradebook(self) -> Path:
        """The file with all marks."""
        return self.classroom / "gradebook.db"


def is_course(folder: Path) -> bool:
    """Tell whether a folder is the folder of a course."""
    return all((folder / marker).exists() for marker in MARKERS)


def find_course(start: str | os.PathLike[str] | None = None) -> Course:
    """Return the course that holds a folder."""
    folder = Path.cwd() if start is None else Path(start).expanduser().resolve()
    if not folder.is_dir():
        raise CourseError(
            "The course folder does not exist.",
            where=str(folder),
            hint="Check the spelling of the folder after --course.",
        )
    for candidate in (folder, *folder.parents):
        if is_course(candidate):
            return Course(candidate)
    raise CourseError(
        "This folder is not part of a course.",
        where=str(folder),
        expected=f"a folder with {MARKERS[0]} and {MARKERS[1]}/, here or further up",
        hint="Go to the course folder (cd FOLDER), or name it: labkit --course FOLDER …",
    )


def shown(path: Path) -> str:
    """Return a path as a person would type it here: relative to the current folder where that is shorter.

    Examples
    --------
    >>> shown(Path.cwd() / "build" / "index.html")
    'build/index.html'
    """
    try:
        return readable(path.resolve().relative_to(Path.cwd()).as_posix())
    except ValueError:
        return readable(str(path))


def readable(name: str) -> str:
    r"""Return a file's name such that it can be printed and written: programs of the past made names that cannot.

    Examples
    --------
    >>> readable("r\udce9sum\udce9.csv")
    'r�sum�.csv'
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")

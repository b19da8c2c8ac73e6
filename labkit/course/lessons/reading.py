"""Finding and reading the lessons of a course."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from labkit.course.support.paths import Course, shown
from labkit.errors import CourseError, did_you_mean, first_few


@dataclass(frozen=True)
class Lesson:
    """One lesson: a notebook whose metadata says which lesson it is.

    Parameters
    ----------
    id
        Day and place in the day: ``"2.1"``.
    title, question
        From the notebook's metadata.
    path
        The notebook.
    notebook
        Its content, an nbformat notebook of version 4.
    """

    id: str
    title: str
    question: str
    path: Path
    notebook: Any = field(repr=False, compare=False)

    @property
    def day(self) -> str:
        """The folder of the lesson's day: ``"day2"``."""
        return f"day{self.id.split('.')[0]}"

    @property
    def slug(self) -> str:
        """The name of the lesson's folder in a build: ``"2.1-informal-job"``."""
        return self.path.stem

    @property
    def order(self) -> tuple[int, ...]:
        """A key that sorts 2.2 before 2.10."""
        return tuple(int(part) for part in self.id.split("."))


@dataclass(frozen=True)
class Shelf:
    """The lessons of a course in teaching order, and the files that could not be read."""

    lessons: tuple[Lesson, ...]
    problems: tuple[tuple[Path, CourseError], ...] = ()


def tags(cell: Any) -> frozenset[str]:
    """Return the tags of a notebook cell."""
    return frozenset(cell.get("metadata", {}).get("tags", ()))


def read_lesson(path: Path) -> Lesson:
    """Return the lesson in a notebook file."""
    notebook = _notebook(path)
    about = notebook.metadata.get("labkit")
    about = about if isinstance(about, dict) else {}
    number, title = about.get("lesson"), about.get("title")
    if not (isinstance(number, str) and re.fullmatch(r"\d+(\.\d+)+", number)):
        raise CourseError(
            "This notebook does not say which lesson it is.",
            where=shown(path),
            got=f"lesson = {number!r}",
            expected='notebook metadata {"labkit": {"lesson": "2.1", "title": "…", "question": "…"}}',
            hint=_METADATA,
        )
    if not (isinstance(title, str) and title.strip()):
        raise CourseError(
            f"Lesson {number} has no title.",
            where=shown(path),
            got=f"title = {title!r}",
            expected='{"labkit": {"title": "…"}} in its metadata',
            hint=_METADATA,
        )
    return Lesson(number, title.strip(), str(about.get("question") or "").strip(), path, notebook)


_METADATA = "In JupyterLab: Property Inspector (gear, top right) > Advanced Tools > Notebook Metadata."


def _notebook(path: Path) -> Any:
    """Return the notebook in a file, as nbformat 4."""
    import nbformat
    from nbformat.reader import NotJSONError

    try:
        text = path.read_text(encoding="utf-8")
        notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
        nbformat.validate(notebook)
    except OSError as error:
        raise CourseError("The lesson cannot be read.", where=shown(path), got=str(error.strerror or error)) from error
    except (NotJSONError, UnicodeDecodeError) as error:
        raise CourseError(
            "This file is not a notebook.",
            where=shown(path),
            got="text that is no JSON",
            expected="a Jupyter notebook (.ipynb)",
            hint="Open it in a text editor: an interrupted copy or a merge conflict leaves such files.",
        ) from error
    except (nbformat.ValidationError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise CourseError(
            "This file is not a valid notebook.",
            where=shown(path),
            got=str(error).splitlines()[0] if str(error) else type(error).__name__,
            expected="a Jupyter notebook (.ipynb) of format 4",
            hint="Open and save it in JupyterLab, which repairs small faults.",
        ) from error
    return notebook


def read_shelf(course: Course) -> Shelf:
    """Return all lessons in ``notebooks/day*/``, in teaching order."""
    lessons: list[Lesson] = []
    problems: list[tuple[Path, CourseError]] = []
    for path in sorted(course.notebooks.glob("day*/*.ipynb")):
        try:
            lessons.append(read_lesson(path))
        except CourseError as error:
            problems.append((path, error))
    kept: dict[str, Lesson] = {}
    for lesson in lessons:
        problem = _misplaced(lesson) or _twin(lesson, kept.get(lesson.id))
        if problem:
            problems.append((lesson.path, problem))
        else:
            kept[lesson.id] = lesson
    lessons = list(kept.values())
    return Shelf(tuple(sorted(lessons, key=lambda lesson: lesson.order)), tuple(problems))


def _misplaced(lesson: Lesson) -> CourseError | None:
    """Say that folder and file name do not belong to a lesson's number."""
    wanted = f"{lesson.day}/{lesson.id}-"
    if f"{lesson.path.parent.name}/{lesson.path.name}".startswith(wanted):
        return None
    return CourseError(
        f"This notebook says that it is lesson {lesson.id}, but its folder or name is another lesson's.",
        where=shown(lesson.path),
        expected=f"notebooks/{wanted}….ipynb",
        hint=f"A copied lesson keeps its number: correct it. {_METADATA}",
    )


def _twin(lesson: Lesson, other: Lesson | None) -> CourseError | None:
    """Say that another file is this lesson already."""
    if other is None:
        return None
    return CourseError(
        f"Two notebooks both say that they are lesson {lesson.id}.",
        where=f"{shown(other.path)}, {shown(lesson.path)}",
        hint=f"The first is taken. Correct the lesson's number in the other. {_METADATA}",
    )


def select(shelf: Shelf, wanted: Sequence[str]) -> Shelf:
    """Return the part of the shelf that was asked for."""
    if not wanted:
        return shelf
    lessons = {lesson.id for word in wanted for lesson in shelf.lessons if _means(word, lesson.path, lesson.id)}
    problems = {path for word in wanted for path, _ in shelf.problems if _means(word, path, "")}
    for word in wanted:
        paths = [(lesson.path, lesson.id) for lesson in shelf.lessons] + [(p, "") for p, _ in shelf.problems]
        if not any(_means(word, path, number) for path, number in paths):
            raise CourseError(f"There is no lesson or day {word!r}.", **_offer(word, shelf))
    return Shelf(
        tuple(lesson for lesson in shelf.lessons if lesson.id in lessons),
        tuple((path, error) for path, error in shelf.problems if path in problems),
    )


def _means(word: str, path: Path, number: str) -> bool:
    """Tell whether a word of the command line means this lesson."""
    day = path.parent.name
    stem = Path(word).name.removesuffix(".ipynb")
    # A file that cannot be read has no number, but its name usually starts with it.
    number = number or path.stem.split("-")[0]
    return word in (number, day, day.removeprefix("day")) or stem == path.stem


def _offer(word: str, shelf: Shelf) -> dict[str, str]:
    numbers = [lesson.id for lesson in shelf.lessons]
    days = sorted({lesson.path.parent.name for lesson in shelf.lessons})
    return {
        "where": "labkit build",
        "expected": first_few([*numbers, *days], most=25) or "at least one notebook in notebooks/day1/ …",
        "hint": did_you_mean(word, [*numbers, *days, *(lesson.slug for lesson in shelf.lessons)])
        or "labkit build --list shows all lessons.",
    }


def files_beside(folder: Path) -> dict[str, Path]:
    """Return what lies beside the lessons of a folder, also in folders within it: pictures, tables, small programs."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") or part == "__pycache__" for part in name.parts)
        if not hidden and path.suffix != ".ipynb" and path.is_file() and not path.is_symlink():
            found[name.as_posix()] = path
    return found

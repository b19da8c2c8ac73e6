"""All briefs of a class in one PDF with a page of contents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from labkit.course.briefs.documents.document import Document, document_of
from labkit.course.briefs.documents.pdf import pdf_of
from labkit.course.briefs.documents.writing import BUILT, read_built
from labkit.course.briefs.keeping.store import kept
from labkit.course.briefs.notebook import NAME, read_brief
from labkit.course.briefs.opening import by_name
from labkit.course.support.paths import shown
from labkit.errors import CourseError

TITLE = "Policy briefs of the class"


def built_briefs(folder: Path) -> tuple[list[Document], dict[str, str]]:
    """Return all briefs below a folder in the order of their titles, and which could not be read.

    Parameters
    ----------
    folder
        With a folder for each trainee, in which the notebook of the brief with its parts, or ``brief.json``, lies at
        any depth. No code is run.

    Returns
    -------
    tuple
        The documents; the trainees' folders whose brief cannot be read, with the reason.

    Raises
    ------
    CourseError
        There is no brief.
    """
    documents, unreadable = list[Document](), dict[str, str]()
    for path in _one_each(folder):
        try:
            documents.append(read_built(path) if path.name == BUILT else _from_notebook(path))
        except CourseError as error:
            unreadable[path.relative_to(folder).parts[0]] = " ".join(filter(None, (error.problem, error.got)))
    if not documents:
        raise CourseError(
            "There are no briefs here.",
            where=shown(folder),
            got="; ".join(f"{name}: {problem}" for name, problem in unreadable.items()),
            expected=f"a folder for each trainee, with {NAME} and its parts, or with {BUILT}",
        )
    return sorted(documents, key=lambda document: str(document["title"]).casefold()), unreadable


def _one_each(folder: Path) -> list[Path]:
    """Return the brief of each folder: its notebook if there is one, for a built file may be older."""
    found = list[Path]()
    for home in sorted(path for path in folder.glob("*/") if not path.name.startswith(".")):
        for name in (NAME, BUILT):
            here = sorted(home.rglob(name), key=lambda path: (len(path.parts), path.as_posix()))
            if here:
                found.append(here[0])
                break
    return found


def _from_notebook(path: Path) -> Document:
    return document_of(read_brief(path, by_name(kept(path.parent))))


def booklet_of(documents: Sequence[Document], title: str = TITLE) -> bytes:
    """Return a booklet of several briefs as PDF.

    Parameters
    ----------
    documents
        The briefs, in their order.
    title
        Of the booklet.
    """
    return pdf_of(documents, title=title)

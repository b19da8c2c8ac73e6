"""All briefs of a class in one PDF with a page of contents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from labkit.course.briefs.documents.document import Document
from labkit.course.briefs.documents.pdf import pdf_of
from labkit.course.briefs.documents.writing import BUILT, read_built
from labkit.course.support.paths import shown
from labkit.errors import CourseError

TITLE = "Policy briefs of the class"


def built_briefs(folder: Path) -> list[Document]:
    """Return all built briefs below a folder, in the order of their titles.

    Parameters
    ----------
    folder
        With a folder for each trainee, in which ``brief.json`` lies at any depth.

    Raises
    ------
    CourseError
        There is none, or one cannot be read.
    """
    found = sorted(folder.rglob(BUILT))
    if not found:
        raise CourseError(
            "There are no built briefs here.",
            where=shown(folder),
            expected=f"folders with {BUILT}, as labkit brief build writes it",
        )
    return sorted(map(read_built, found), key=lambda document: str(document["title"]).casefold())


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

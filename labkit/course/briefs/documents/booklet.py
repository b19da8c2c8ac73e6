"""All briefs of a class in one PDF with a page of contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from labkit.course.briefs.documents.document import Document, document_of
from labkit.course.briefs.documents.pdf import pdf_of
from labkit.course.briefs.documents.writing import BUILT, read_built
from labkit.course.briefs.keeping.store import kept
from labkit.course.briefs.notebook import NAME, read_brief
from labkit.course.briefs.opening import by_name
from labkit.course.exercises.roster import Person
from labkit.course.support.paths import shown
from labkit.errors import CourseError

TITLE = "Policy briefs of the class"
NONE = "No brief was handed in."
WORD_ONLY = "Only a Word document was handed in: its numbers cannot be traced."


def built_briefs(folder: Path, people: Iterable[Person] = ()) -> tuple[list[Document], dict[str, str]]:
    """Return all briefs below a folder in the order of their titles, and which could not be read.

    A brief that a lesson began tells no author: the class list does.
    """
    known = {one.trainee: one for one in people}
    documents, unreadable = list[Document](), dict[str, str]()
    for home in sorted(path for path in folder.glob("*/") if not path.name.startswith(".")):
        try:
            documents.append(_named(brief_of(home), known.get(home.name)))
        except CourseError as error:
            if error.problem != NONE:
                unreadable[home.name] = " ".join(filter(None, (error.problem, error.got)))
    if not documents:
        raise CourseError(
            "There are no briefs here.",
            where=shown(folder),
            got="; ".join(f"{name}: {problem}" for name, problem in unreadable.items()),
            expected=f"a folder for each trainee, with {NAME} and its parts, or with {BUILT}",
            hint="Copy each folder my-brief whole, as class/submitted/NAME/brief; or first labkit brief build FOLDER.",
        )
    return sorted(documents, key=lambda document: str(document["title"]).casefold()), unreadable


def _named(document: Document, person: Person | None) -> Document:
    if person is None or document["author"]:
        return document
    return {**document, "author": person.printed_name, "institution": document["institution"] or person.institution}


def brief_of(home: Path) -> Document:
    """Return the brief in one trainee's folder: its notebook if there is one, for a built file may be older."""
    for name in (NAME, BUILT):
        here = sorted(home.rglob(name), key=lambda path: (len(path.parts), path.as_posix()))
        if here:
            return read_built(here[0]) if name == BUILT else _from_notebook(here[0], sorted(home.rglob(BUILT)))
    words = [path for path in home.glob("brief/**/*.docx") if not path.name.startswith("~")]
    raise CourseError(
        WORD_ONLY if words else NONE,
        where=shown(home),
        expected=f"{NAME} with its parts, or {BUILT}",
        hint="Ask for the folder my-brief." if words else "",
    )


def _from_notebook(path: Path, built: Sequence[Path]) -> Document:
    """Return the brief of a notebook; of one that came without its tables, as a sample does, what was built of it."""
    parts = kept(path.parent)
    try:
        return document_of(read_brief(path, by_name(parts)))
    except CourseError:
        if parts or not built:
            raise
    return read_built(built[0])


def booklet_of(documents: Sequence[Document], title: str = TITLE) -> bytes:
    """Return a booklet of several briefs as PDF."""
    return pdf_of(documents, title=title)

"""Packets: what a reviewer gets, with nothing in it that tells who wrote a brief."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from labkit.course.briefs.documents.document import document_of
from labkit.course.briefs.documents.web import page_of, plain_page
from labkit.course.briefs.documents.writing import BUILT, anonymous_document, read_built
from labkit.course.briefs.keeping.part import PARTS, read_part
from labkit.course.briefs.notebook import NAME, read_brief
from labkit.course.exercises.roster import Person
from labkit.course.reviews.form import blank_form, brief_name, form_name
from labkit.course.reviews.plan import Plan, packets_folder, reviews_folder
from labkit.course.reviews.word_pages import body_of_word
from labkit.course.support.files import replace_folder, working_folder
from labkit.course.support.paths import Course, shown
from labkit.errors import CourseError

LEFT_OUT = "[left out for the review]"
_NEUTRAL = "Author and institution are left out for the review."
_NO_TEXT = ("png", "id", "key", "kind", "section", "url")
"""What a built brief says to programs and not to people."""
_SHORTEST = 3
"""A name of two letters occurs in other words."""


@dataclass(frozen=True)
class Packets:
    """What was written.

    Parameters
    ----------
    folder
        The folder with one folder for each reviewer.
    reviewers
        How many reviewers got one.
    without
        Authors whose brief was not handed in, with the reason.
    named
        Authors whose text named them or their institution; the words were taken out.
    """

    folder: Path
    reviewers: int
    without: dict[str, str]
    named: list[str]


def handed_in(course: Course, author: str) -> Path | None:
    """Return the folder in ``class/submitted`` with an author's brief, None without one.

    A brief is a notebook; where there is none, a Word document in a folder ``brief`` is taken for it.
    """
    home = course.submitted / author
    found = _first(home, f"**/{NAME}") or _first(home, "brief/**/*.docx")
    return found.parent if found else None


def _first(home: Path, pattern: str) -> Path | None:
    files = (path for path in home.glob(pattern) if not path.name.startswith(("~", ".")))
    return min(files, key=lambda path: (len(path.parts), path.as_posix()), default=None)


def write_packets(course: Course, plan: Plan, people: Sequence[Person]) -> Packets:
    """Write the packet of each reviewer into ``class/reviews/packets``."""
    known = {one.trainee: one for one in people}
    pages, without, named = dict[str, str](), dict[str, str](), list[str]()
    for author in plan.pairs:
        try:
            page, told = anonymous_page(course, known[author])
        except CourseError as error:
            without[author] = " ".join(filter(None, (error.problem, error.got)))
            continue
        pages[author] = page
        named += [author] if told else []
    folder = packets_folder(course)
    reviewers = sorted({reviewer for chosen in plan.pairs.values() for reviewer in chosen})
    with working_folder(reviews_folder(course)) as aside:
        new = aside / "packets"
        for reviewer in reviewers:
            _write_packet(new / reviewer, [(plan.numbers[a], pages[a]) for a in plan.briefs_of(reviewer) if a in pages])
        replace_folder(new, folder)
    return Packets(folder, len(reviewers), without, named)


def _write_packet(folder: Path, briefs: Sequence[tuple[int, str]]) -> None:
    import nbformat

    folder.mkdir(parents=True)
    for number, page in briefs:
        (folder / brief_name(number)).write_text(page, encoding="utf-8", newline="\n")
        form = nbformat.writes(blank_form(number))  # type: ignore[no-untyped-call]
        (folder / form_name(number)).write_text(f"{form}\n", encoding="utf-8", newline="\n")


def anonymous_page(course: Course, author: Person) -> tuple[str, bool]:
    """Return a brief as a page that does not tell who wrote it, and whether its text had to be changed for that.

    The page is made anew from the notebook's text and the kept tables; nothing of the file goes along, and nothing in
    it is run.
    """
    folder = handed_in(course, author.trainee)
    if folder is None:
        raise CourseError("No brief was handed in.", where=shown(course.submitted / author.trainee / "brief"))
    if not (folder / NAME).is_file():
        return _page_of_word(folder, author)
    parts = [replace(part, picture=bare_png(part.picture)) for kind in PARTS if (part := read_part(folder, kind))]
    built = _first(folder, f"**/{BUILT}")
    if not parts and built:
        return _page_of_built(built, author)
    brief = read_brief(folder / NAME, {part.name: part for part in parts})
    words = _telling(author, brief.author, brief.institution)
    told = any(_hidden(text, words) != text for text in (brief.title, *(one.text for one in brief.sections)))
    hidden = replace(
        brief,
        title=_hidden(brief.title, words),
        sections=tuple(replace(one, text=_hidden(one.text, words)) for one in brief.sections),
        author="",
        institution="",
        path=None,
    )
    document: dict[str, Any] = document_of(hidden, anonymous=True)
    return page_of({**document, "institution": _NEUTRAL}), told


def _page_of_built(path: Path, author: Person) -> tuple[str, bool]:
    """Return the page of what was built of a brief: its notebook came without its tables, as a sample does."""
    document = read_built(path)
    words = _telling(author, document["author"], document["institution"])
    changed = list[bool]()

    def hidden(value: Any) -> Any:
        if isinstance(value, list):
            return [hidden(one) for one in value]
        if isinstance(value, dict):
            return {
                name: one if name in _NO_TEXT else hidden(one) for name, one in value.items() if _is_safe(name, one)
            }
        if not isinstance(value, str):
            return value
        changed.append(_hidden(value, words) != value)
        return _hidden(value, words)

    page = page_of({**hidden(anonymous_document(document)), "institution": _NEUTRAL})
    return page, any(changed)


def _is_safe(name: str, value: Any) -> bool:
    return name != "url" or str(value).startswith(("http://", "https://"))


def _page_of_word(folder: Path, author: Person) -> tuple[str, bool]:
    """Return the page of a brief of which only a Word document was handed in."""
    words = _telling(author)
    changed = list[bool]()

    def hidden(text: str) -> str:
        changed.append(_hidden(text, words) != text)
        return _hidden(text, words)

    document = _first(folder, "*.docx")
    assert document is not None  # the folder was chosen for it
    title, body = body_of_word(document, hidden)
    return plain_page(title, body, _NEUTRAL), any(changed)


def _telling(author: Person, *more: str) -> list[str]:
    """Return the words that tell who wrote a brief, the longest first."""
    words = {author.trainee, author.name, author.institution, author.email, *more}
    return sorted((word for word in words if len(word) >= _SHORTEST), key=len, reverse=True)


def _hidden(text: str, words: Sequence[str]) -> str:
    """Return a text without these words; what stands between braces is the name of a figure and stays."""
    for word in words:
        pattern = rf"(?<![\w{{]){re.escape(word)}(?!\w)"
        text = re.sub(pattern, LEFT_OUT, text, flags=re.IGNORECASE)
    return text


def bare_png(picture: bytes) -> bytes:
    """Return a PNG without the texts and times that programs write into it; other bytes as they are."""
    signature = b"\x89PNG\r\n\x1a\n"
    if not picture.startswith(signature):
        return picture
    kept, at = [signature], len(signature)
    while at + 12 <= len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        kind = picture[at + 4 : at + 8]
        if kind not in (b"tEXt", b"iTXt", b"zTXt", b"tIME", b"eXIf"):
            kept.append(picture[at : at + 12 + length])
        at += 12 + length
    return b"".join(kept)

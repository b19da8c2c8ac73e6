"""What the room needs on paper when power or network fail: pictures with sentences, sheets, questions, cards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.course.exercises.roster import SIDES
from labkit.course.lessons.days import Day, read_days
from labkit.course.site.start.room import first_and_last
from labkit.course.support.files import write_whole
from labkit.course.support.paths import Course, shown
from labkit.course.support.typesetting import page
from labkit.course.week.groups import TEMPLATES
from labkit.errors import CourseError, did_you_mean, first_few

CARDS = ("A", "B", "C", "5", "1", "0", "●", "✕")
"""Voting cards, the time keeper's cards, and what is put on a lid: all well, or help wanted."""

FRAMES = (
    "About … of 100 [whom] …, between … and ….",
    "[A] have … points more than [B], between … and ….",
    "The interval holds zero: we cannot tell.",
    "We assume …. If it is …, then ….",
    "The data do not show ….",
    "I said …. The data say …, between … and …. So we should …, if ….",
)
"""Sentences that everybody can start with."""

_WHOLE = ("discussion", "the case", "key points", "quiz", "three data sheets")
"""Sections whose text is printed, too; of the others pictures, tables and computed sentences are enough."""

_ON_A_SCREEN = ("The same in",)
"""What is folded away and of no use without a computer."""


@dataclass(frozen=True)
class Sheet:
    """What is printed of one lesson.

    Parameters
    ----------
    title
        Of the lesson.
    body
        Its pictures, tables, sentences and questions, as HTML.
    answers
        The answers to its quiz, as HTML, for the facilitator.
    """

    title: str
    body: str
    answers: tuple[str, ...]


def write_pack(course: Course, day: str, place: str = "") -> tuple[Path, list[str]]:
    """Write the pack of a day from its built lessons; return the page, and the lessons that are not built."""
    pages = _built(course, day, place)
    lessons = sorted(path.stem for path in (course.notebooks / day).glob("*.ipynb"))
    missing = [lesson for lesson in lessons if lesson not in {page.parent.name for page in pages}]
    sheets = [sheet_of(path.read_text(encoding="utf-8")) for path in pages]
    path = course.classroom / "packs" / f"{day}.html"
    days = read_days(course)
    room = first_and_last(days[day], days, 2) if day in days else ""
    heading = days.get(day, Day(day)).heading
    text = page(TEMPLATES / "pack.html.j2", title=f"The room on paper. {heading}", sheets=sheets, cards=CARDS,
                frames=FRAMES, sides=SIDES, room=room)  # fmt: skip
    write_whole(path, text)
    return path, missing


def _built(course: Course, day: str, place: str) -> list[Path]:
    places = sorted({path.parts[-4] for path in course.build.glob(f"*/{day}/*/trainee.html")})
    chosen = place or ("cambodia" if "cambodia" in places or len(places) != 1 else places[0])
    if chosen not in places:
        raise CourseError(
            f"The lessons of {day} are not built{f' for {place}' if place else ''}.",
            where=shown(course.build / chosen / day),
            expected=f"one of: {first_few(places)}" if places else "",
            hint=did_you_mean(place, places) or f"Build them first: labkit build {day}",
        )
    found = (course.build / chosen / day).glob("*/trainee.html")
    return sorted(found, key=lambda path: [int(number) for number in re.findall(r"\d+", path.parent.name)])


def sheet_of(html: str) -> Sheet:
    """Return what is printed of one lesson."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "html.parser")
    main = soup.find("main") or soup
    heading = main.find("h1")
    title = heading.get_text(" ", strip=True) if heading else ""
    section, pieces, answers = "", list[str](), list[str]()
    to_do = _with_tasks(main)
    for cell in main.select("div.cell"):
        for folded in cell.select("details.code, .time, script"):
            folded.decompose()
        section = _section(cell) or section
        answers += _taken_answers(cell, len(answers) + 1)
        whole = section.startswith(_WHOLE) or section in to_do
        kept = [cell] if whole else cell.select("h2, h3, blockquote, .outputs")
        pieces += [str(one) for one in kept if one.find("h1") is None and _says_something(one)]
    return Sheet(title, "\n".join(_without_empty_headings(pieces)), tuple(answers))


def _section(cell: Any) -> str:
    heading = cell.find("h2")
    for minutes in heading.select(".time") if heading else ():
        minutes.decompose()
    return str(heading.get_text(" ", strip=True).casefold()) if heading else ""


def _with_tasks(main: Any) -> set[str]:
    """Return the sections in which trainees have something to do: their text is needed on paper."""
    section, found = "", set[str]()
    for cell in main.select("div.cell"):
        section = _section(cell) or section
        if "your-turn" in cell.get("class", ()):
            found.add(section)
    return found


def _taken_answers(cell: Any, number: int) -> list[str]:
    """Take the answers of a quiz and the results of filled-in lines out of a cell; its questions stay."""
    answers: list[str] = []
    for details in cell.select("details"):
        question = details.find("summary")
        words = question.get_text(" ", strip=True) if question else ""
        if not words or words.startswith(_ON_A_SCREEN):
            details.decompose()
            continue
        if "after" in details.get("class", ()):
            words = f"Guess first, in writing. The facilitator has the result: number {number + len(answers)}."
            answers.append(f"<p class='asked'><strong>Number {number + len(answers)}.</strong></p>{_inside(details)}")
        else:
            answers.append(f"<p class='asked'><strong>{_escaped(words)}</strong></p>{_inside(details)}")
        details.name, details.attrs = "p", {"class": "question"}
        details.string = words
    return answers


def _inside(details: Any) -> str:
    details.find("summary").extract()
    return str(details.decode_contents())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _says_something(piece: Any) -> bool:
    printed = piece.select_one("pre.printed")
    if printed and printed.get_text().startswith("Survey of"):
        return False
    return bool(piece.get_text(strip=True) or piece.find(["img", "svg"]))


def _without_empty_headings(pieces: list[str]) -> list[str]:
    """Leave out headings behind which nothing is printed."""
    kept: list[str] = []
    for piece in reversed(pieces):
        alone = piece.startswith("<h")
        if not alone or (kept and not 0 < _level(kept[-1]) <= _level(piece)):
            kept.append(piece)
    return kept[::-1]


def _level(piece: str) -> int:
    """Return the level of the heading that a piece begins with, 0 without one."""
    found = re.match(r"(?:<div[^>]*>\s*)*<h([23])\b", piece)
    return int(found[1]) if found else 0

"""The timetable of the days as text and for the page, and the hours that were kept for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from labkit.course.lessons.days import Day, read_days
from labkit.course.site.day_parts import in_sittings, planned_parts
from labkit.course.site.layout import SHARED
from labkit.course.site.timetable import Times, Timetable, clock, duration, timetable
from labkit.course.support.files import write_whole
from labkit.course.support.paths import Course
from labkit.errors import CourseError

_SAVED = "agenda.json"
_PLANS = ": labkit agenda --optional plans it."
"""The end of a remark that nobody has to act on."""


def timetables(course: Course, times: Times, *, optional: bool = False) -> list[Timetable]:
    """Return the timetable of each day that has lessons."""
    days = read_days(course)
    tables = []
    for name, parts in planned_parts(course).items():
        about = days.get(name, Day(name))
        left_out = [part for part in parts if part.number in about.optional and not optional]
        kept = in_sittings([part for part in parts if part not in left_out], about.sittings)
        table = timetable(about, kept, times)
        remarks = [f"{part.name} is optional and not planned{_PLANS}" for part in left_out]
        tables.append(replace(table, remarks=(*table.remarks, *remarks)))
    return tables


def read_times(out: Path) -> Times:
    """Return the hours that ``labkit agenda --page`` kept beside the handbook, or the usual ones."""
    try:
        saved = json.loads((out / SHARED / _SAVED).read_text(encoding="utf-8"))
        return Times(**{**saved, "breaks": tuple(int(time) for time in saved["breaks"])})
    except (OSError, ValueError, KeyError, TypeError, CourseError):
        return Times()


def save_times(out: Path, times: Times) -> None:
    """Keep the hours of a day beside the handbook."""
    write_whole(out / SHARED / _SAVED, json.dumps(asdict(times)) + "\n")


def as_text(table: Timetable) -> str:
    """Return a timetable as text."""
    lines = [table.title, "=" * len(table.title)]
    for row in _rows(table):
        if row["kind"] == "section":
            lines.append(f"    {row['starts']}  {row['minutes']:>3} min  {row['title']}")
        else:
            lines.append(f"{row['starts']}–{row['ends']}  {row['title']} ({duration(row['minutes'])})")
    lines.append(f"Work: {duration(table.taught)}.")
    return "\n".join([*lines, *table.remarks])


def agenda_content(tables: Sequence[Timetable], times: Times, addresses: dict[str, str]) -> list[dict[str, Any]]:
    """Return what the handbook's page shows of each day."""
    return [
        {
            "day": table.day,
            "title": table.title,
            "question": table.about.question,
            "starts": clock(times.start),
            "ends": clock(table.slots[-1].ends if table.slots else times.start),
            "taught": duration(table.taught),
            "remarks": [remark for remark in table.remarks if not remark.endswith(_PLANS)],
            "left_out": [remark.removesuffix(_PLANS) for remark in table.remarks if remark.endswith(_PLANS)],
            "rows": [{**row, "link": addresses.get(row["number"], "")} for row in _rows(table)],
        }
        for table in tables
    ]


def _rows(table: Timetable) -> Iterator[dict[str, Any]]:
    """Yield the rows of a timetable: a lesson, then its sections; pauses where they come."""
    begun = set()
    for part, slots in groupby(table.slots, key=lambda slot: slot.part):
        pieces = list(slots)
        if part is None:
            for slot in pieces:
                yield _row(slot.kind, slot.starts, slot.minutes, slot.title)
            continue
        again = id(part) in begun
        begun.add(id(part))
        minutes = sum(slot.minutes for slot in pieces)
        name = f"{part.name}, continued" if again else part.name
        yield {**_row("part", pieces[0].starts, minutes, name), "number": part.number}
        if len(part.sections) > 1:
            yield from (_row(slot.kind, slot.starts, slot.minutes, slot.title) for slot in pieces)


def _row(kind: str, starts: int, minutes: int, title: str) -> dict[str, Any]:
    return {
        "kind": kind, "starts": clock(starts), "ends": clock(starts + minutes), "minutes": minutes, "title": title,
        "number": "",
    }  # fmt: skip

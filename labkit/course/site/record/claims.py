"""The page of claims: how to check a lesson, what each lesson rests on, and every published figure with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

import labkit
from labkit.course.building.manifests import Built
from labkit.course.site.glossary.terms import slug

_SOURCES = re.compile(r"<p><strong>Sources\.</strong>\s*(.*?)</p>", re.DOTALL)
_ABOUT = re.compile(r"(?:^|[;,] )(more than|at least|about)(?=$|\. |; )", re.IGNORECASE)
"""How a note says that the source gives a lowest or a round figure: without a figure of its own."""
_READ = re.compile(r'claims\.html#([\w-]+)">')


def lesson_claims(out: Path, lessons: Sequence[Built]) -> list[dict[str, Any]]:
    """Return what each lesson says about its sources, and which published figures it reads."""
    names = {row["place"]: row["name"] for row in published_figures()}
    found = []
    for lesson in lessons:
        html = (lesson.folder / "trainee.html").read_text(encoding="utf-8")
        sources = _SOURCES.search(html)
        read = [place for place in dict.fromkeys(_READ.findall(html)) if place in names]
        found.append(
            {
                "name": f"{lesson.manifest['lesson']} {lesson.manifest['title']}",
                "link": f"{lesson.folder.relative_to(out).as_posix()}/trainee.html",
                "sources": sources[1].replace("../../../", "../") if sources else "",
                "figures": [(place, names[place]) for place in read],
            }
        )
    return found


@lru_cache
def published_figures() -> tuple[dict[str, Any], ...]:
    """Return the published figures, one entry for each indicator, in the order of the alphabet."""
    figures = labkit.load("published")
    return tuple(
        {"name": str(name), "place": slug(str(name)), "rows": list(_rows(rows))}
        for name, rows in sorted(figures.groupby("indicator"), key=lambda group: str(group[0]).lower())
    )


def _rows(rows: pd.DataFrame) -> Iterator[dict[str, str]]:
    for row in rows.sort_values("year", kind="stable").to_dict("records"):
        about = [str(row[key]) for key in ("population", "sex", "area") if str(row[key]) not in ("total", "nan")]
        link, source, status = str(row["link"]), str(row["source"]), str(row["status"])
        note = "" if pd.isna(row["note"]) else str(row["note"])
        about_how = _ABOUT.search(note)
        yield {
            "year": str(row["year"]),
            "about": ", ".join(about),
            "value": f"{about_how[1].lower() + ' ' if about_how else ''}{row['value']:,.10g} {row['unit']}",
            "source": "a report" if source == status else source,
            "link": link if link.startswith("http") and "…" not in link else "",
            "status": status,
            "note": _capital(_ABOUT.sub("", note).lstrip(";. ")),
        }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

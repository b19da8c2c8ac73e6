"""`Part`: what a day adds to a trainee's brief, and how it lies in a folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from labkit.course.briefs.keeping.opened import Opened
from labkit.course.briefs.keeping.recipe import parameters_of
from labkit.course.support.files import replace_folder, working_folder
from labkit.course.support.paths import shown
from labkit.errors import CourseError

PARTS = {
    "problem": "The problem",
    "affected": "Who is affected",
    "options": "Options and cost",
    "risk": "Risk, and what we do not know",
}
"""The parts of a brief that the first four days add, with their headings."""

_FACTS = ("part", "name", "title", "unit", "of", "definition", "source", "fingerprint", "alt")
_TABLE, _PICTURE, _PARAGRAPH = "part.json", "picture.png", "paragraph.md"


@dataclass(frozen=True)
class Part:
    """A paragraph, a table and a picture, with all that is needed to cite them.

    Parameters
    ----------
    part
        ``"problem"``, ``"affected"``, ``"options"`` or ``"risk"``.
    name
        By which the text cites the table: ``{name.row}``.
    table
        A result table, or any other small table.
    data
        Data set, province and sample.
    title
        What the table shows.
    unit
        Unit of the estimates; a column `unit` of the table stands above it.
    of
        Percent of whom.
    definition, source
        In words.
    fingerprint
        Of the data, see `labkit.course.briefs.keeping.opened.fingerprint`.
    assumptions
        Numbers that nobody measured, by what they stand for.
    alt
        What the picture shows, in words.
    picture
        PNG at print size; empty without a picture.
    paragraph
        The trainee's text, with ``{names}`` and no digits.
    recipe
        The cells of the lesson that made the table: with them it is made anew for another place.
    """

    part: str
    name: str
    table: pd.DataFrame
    data: Opened = field(default_factory=Opened)
    title: str = ""
    unit: str = "percent"
    of: str = ""
    definition: str = ""
    source: str = ""
    fingerprint: str = ""
    assumptions: Mapping[str, float] = field(default_factory=dict)
    alt: str = ""
    picture: bytes = b""
    paragraph: str = ""
    recipe: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The province that its lesson was about, or ``"all"``; the data may know no provinces all the same."""
        return str(parameters_of(self.recipe).get("province", self.data.province))


def as_json(part: Part) -> dict[str, Any]:
    """Return all of a part but its picture and paragraph, for JSON."""
    facts = {name: getattr(part, name) for name in _FACTS}
    table = json.loads(part.table.to_json(orient="split", index=False, double_precision=15, force_ascii=False))
    more = {"data": vars(part.data), "assumptions": dict(part.assumptions), "recipe": list(part.recipe)}
    return {**facts, **more, "table": table}


def from_json(written: Mapping[str, Any]) -> Part:
    """Return the part that `as_json` wrote."""
    table = pd.DataFrame(written["table"]["data"], columns=written["table"]["columns"])
    if "flag" in table:
        table["flag"] = table["flag"].fillna("")
    facts: dict[str, Any] = {name: str(written[name]) for name in _FACTS}
    assumptions = {str(name): float(value) for name, value in written["assumptions"].items()}
    recipe = tuple(map(str, written.get("recipe", ())))
    return Part(table=table, data=Opened(**written["data"]), assumptions=assumptions, recipe=recipe, **facts)


def write_part(part: Part, folder: Path) -> None:
    """Write a part into a folder of its own inside `folder`, whole or not at all."""
    try:
        with working_folder(folder) as aside:
            new = aside / part.part
            new.mkdir()
            text = json.dumps(as_json(part), indent=1, ensure_ascii=False)
            (new / _TABLE).write_text(text + "\n", encoding="utf-8", newline="\n")
            (new / _PARAGRAPH).write_text(part.paragraph.rstrip() + "\n", encoding="utf-8", newline="\n")
            if part.picture:
                (new / _PICTURE).write_bytes(part.picture)
            replace_folder(new, folder / part.part)
    except OSError as error:
        raise CourseError(
            "The brief's folder cannot be written.",
            where=shown(folder),
            got=error.strerror or str(error),
            hint="Free some space, or set LABKIT_HOME to a folder in which you may write.",
        ) from error


def read_part(folder: Path, part: str) -> Part | None:
    """Return a part from the folder of a brief, None if it was not kept yet."""
    home = folder / part
    if not (home / _TABLE).is_file():
        return None
    try:
        read = from_json(json.loads((home / _TABLE).read_text(encoding="utf-8")))
        paragraph = home / _PARAGRAPH
        picture = home / _PICTURE
        return replace(
            read,
            paragraph=paragraph.read_text(encoding="utf-8").strip() if paragraph.is_file() else "",
            picture=picture.read_bytes() if picture.is_file() else b"",
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CourseError(
            f"The part {part!r} of the brief cannot be read.",
            where=shown(home),
            got=str(error),
            hint=f"Remove the folder {part}, and run the last step of its lesson again.",
        ) from error

"""A small brief that the check has nothing to say about, for tests that spoil it in one place."""

# ruff: noqa: E501 - sentences stand in one line, as trainees type them

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from typing import Any

import pandas as pd

from labkit.course.briefs.brief import Brief
from labkit.course.briefs.keeping.opened import fingerprint
from labkit.course.briefs.keeping.part import Part
from labkit.course.briefs.notebook import read_brief


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(width: int = 90, height: int = 30) -> bytes:
    """Return a grey picture as PNG."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress((b"\0" + b"\xc0" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", lines) + _chunk(b"IEND", b"")


PICTURE = picture()

TEXT = """# Inspect employers with few workers first

## Question

Which undeclared employees should be reached first?

## Key message

Of employees in small firms, {nssf.small} have no cover: inspect these firms first.

## Evidence

Of employees in small firms, {nssf.small} have no cover. Of those in large firms it is {nssf.large}. The difference is {nssf.difference}.

{table: nssf}

Small firms have {people.small} without cover.

{figure: nssf}

## Options

* Option 1: inspect firms from ten persons on. It reaches {options.duty} if the assumed share complies. Employers pay {options.cost}. The risk is that workers are dropped again.
* Option 2: a registration drive. It reaches {options.drive}. The state pays {options.price}. It may reach few small firms.

## Recommendation

The Ministry of Labour inspects small firms first, by the end of next year. The share of employees with cover will show it.

## What we do not know

We do not know how many firms will comply. Members have {union.member} of cover: we cannot tell whether it differs.

## Sources

Synthetic labour force survey of Cambodia, 2019.
"""


def rows(*given: tuple[Any, ...], column: str = "size", **more: Any) -> pd.DataFrame:
    names = [column, "estimate", "ci_low", "ci_high", "n", "flag"]
    return pd.DataFrame([dict(zip(names, row, strict=True)) for row in given]).assign(**more)


def part(kind: str, name: str, table: pd.DataFrame, **more: Any) -> Part:
    facts = {"title": "Employees without cover", "source": "Survey", "fingerprint": fingerprint("lfs", 0)}
    return Part(kind, name, table, **{**facts, **more})


def parts() -> dict[str, Part]:
    nssf = rows(
        ("small", 81.2, 79.0, 83.3, 2400, ""),
        ("large", 42.5, 40.1, 44.9, 1914, ""),
        ("difference", 38.7, 35.9, 41.5, 4314, ""),
        unit=["percent", "percent", "percentage points"],
    )
    people = rows(("small", 1_251_000, 1_190_000, 1_312_000, 2400, ""), ("large", 1.2e6, 1.14e6, 1.26e6, 1914, ""))
    options = rows(
        ("duty", 286_000, 269_000, 303_000, 900, ""),
        ("drive", 216_000, 201_000, 231_000, 800, ""),
        ("cost", 27.1e9, 25.0e9, 29.2e9, 900, ""),
        ("price", 8.6e9, 8.0e9, 9.2e9, 800, ""),
        column="option",
        unit=["employees", "employees", "riel a year", "riel a year"],
        assumption=["30 percent comply", "30 percent are reached", "0.8 percent of pay", "40,000 riel each"],
    )
    union = rows(("member", 5.7, -1.7, 9.8, 1500, ""), column="group", unit="percentage points", kind="regression")
    made = [
        part("problem", "nssf", nssf, of="employees", picture=PICTURE, alt="Dots with intervals: small 81, large 43."),
        part("affected", "people", people, unit="employees"),
        part("options", "options", options, unit="employees", assumptions={"comply": 30, "reached": 30}),
        part("risk", "union", union),
    ]
    return {each.name: each for each in made}


def brief(tmp_path: Any, text: str = TEXT, changed: dict[str, Part] | None = None, **about: Any) -> Brief:
    """Return the brief with a text, through a notebook as trainees have one."""
    import nbformat
    from nbformat.v4 import new_markdown_cell, new_notebook

    path = tmp_path / "brief.ipynb"
    notebook = new_notebook(cells=[new_markdown_cell(text)], metadata={"labkit": {"brief": about}})
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    return read_brief(path, {**parts(), **(changed or {})})


def with_row(name: str, place: int, **cells: Any) -> dict[str, Part]:
    """Return the part `name` with some cells of one row changed."""
    old = parts()[name]
    table = old.table.copy()
    for column, value in cells.items():
        if column not in table:
            table[column] = None
        table[column] = table[column].astype(object)
        table.loc[place, column] = value
    return {name: replace(old, table=table.infer_objects())}


def known(of: Part) -> list[Any]:
    from labkit.course.briefs.keeping.traced import figures_of

    return list(figures_of(of))

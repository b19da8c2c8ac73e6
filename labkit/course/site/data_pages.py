"""The data cards as pages: what a page shows of each card."""

from __future__ import annotations

from typing import Any

import pandas as pd

import labkit
from labkit.course.site.glossary.terms import slug
from labkit.data import Card
from labkit.data.render import figure_in_words, further_draws, indicator_in_words

_FACTS = {"unit": "Unit", "question": "Question", "categories": "Answers", "ilo": "ILO name", "gld": "GLD name"}
_COUNTED = {"psus": "PSUs"}
_FIGURES = ("published", "population", "file", "standard_error", "tolerance")


def card_contents() -> list[dict[str, Any]]:
    """Return what the pages of the data cards show, one dictionary per data set."""
    return [card_content(labkit.card(name)) for name in labkit.datasets()["name"]]


def card_content(card: Card) -> dict[str, Any]:
    """Return what the page of one data card shows.

    Examples
    --------
    >>> content = card_content(labkit.card("flows"))
    >>> content["name"], content["calibration"]
    ('flows', None)
    """
    size = ", ".join(f"{count:,} {_COUNTED.get(what, what)}" for what, count in card.size.items())
    roles = {role: role.upper() if role in ("psu", "fpc") else role for role in card.design}
    design = ", ".join(f"{roles[role]} in the column {column!r}" for role, column in card.design.items() if column)
    facts = [
        ("Size", size),
        ("Design", design),
        ("Source", card.source),
        ("Licence", card.licence),
        ("Cite as", card.cite),
        ("File", card.file),
        ("Checksum (SHA-256)", card.sha256),
        ("Further samples" if card.design else "Further draws", further_draws(card)),
    ]
    return {
        "name": card.name,
        "title": card.title,
        "kind": card.kind,
        "summary": card.summary,
        "size": size,
        "excel": f'lk.load("{card.name}"){".frame" if card.design else ""}' if card.file.endswith(".parquet") else "",
        "facts": [(label, text) for label, text in facts if text],
        "columns": [_column(str(name), row) for name, row in card.columns.iterrows()],
        "calibration": _calibration(card.calibration) if len(card.calibration) else None,
        "conflicts": _rows(card.conflicts),
        "not_compared": _rows(card.not_compared),
        "coverage": [{**row, "truth": f"{row['truth']:.3g}"} for row in _rows(card.coverage)],
    }


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _column(name: str, row: pd.Series[Any]) -> dict[str, Any]:
    """Return what is shown of one column: its meaning, and the facts that the card gives."""
    facts = [(_FACTS.get(str(key), _readable(key)), _words(value)) for key, value in row.items() if key != "label"]
    return {"name": name, "label": _words(row["label"]), "facts": [(key, text) for key, text in facts if text]}


def _calibration(table: pd.DataFrame) -> dict[str, Any]:
    """Return the comparison with published figures, narrow enough for a phone."""
    places = _places()
    rows = [
        {
            "name": indicator_in_words(str(row["indicator"]), str(row["group"])),
            "place": places.get(str(row["source"]), ""),
            "outside": row["verdict"] != "within",
            **{key: figure_in_words(row.get(key, float("nan")), float(row["published"])) for key in _FIGURES},
        }
        for row in table.to_dict("records")
    ]
    outside = int(table["verdict"].ne("within").sum())
    verdict = (
        f"{outside} of {len(rows)} differ by more than they may."
        if outside
        else f"None of {len(rows)} differs by more."
    )
    return {"rows": rows, "verdict": verdict}


def _places() -> dict[str, str]:
    """Return where each published figure stands on the page of sources."""
    figures = labkit.load("published")
    return {str(name): slug(str(what)) for name, what in zip(figures["id"], figures["indicator"], strict=True)}


def _readable(name: object) -> str:
    return str(name).replace("_", " ").capitalize()


def _words(value: object) -> str:
    if isinstance(value, list | tuple):
        return " · ".join(str(item) or "(empty)" for item in value)
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:,.2f}"
    return "" if value is None else str(value)

"""A data card as text and as HTML. Both are complete in themselves: nothing is loaded from a network."""

from __future__ import annotations

from html import escape
from textwrap import fill
from typing import TYPE_CHECKING

import pandas as pd

from labkit.errors import first_few

if TYPE_CHECKING:
    from labkit.data.cards import Card

__all__ = ["card_as_html", "card_as_text"]

_WARNING = "SYNTHETIC: made by a program; nobody in it is real, and it is no official statistic."
_COUNTED = {"psus": "PSUs"}
_HEADINGS = {
    "label": "Meaning",
    "unit": "Unit",
    "question": "Question",
    "categories": "Answers",
    "ilo": "ILO name",
    "gld": "GLD name",
}


def _facts(card: Card) -> list[tuple[str, str]]:
    size = ", ".join(f"{count:,} {_COUNTED.get(what, what)}" for what, count in card.size.items())
    design = ", ".join(f"{role} {column!r}" for role, column in card.design.items() if column)
    facts = [
        ("Size", size),
        ("Design", design),
        ("Source", card.source),
        ("Licence", card.licence),
        ("Cite as", card.cite),
        ("File", card.file),
        ("Sample" if card.design else "Draw", "" if card.seed is None else str(card.seed)),
    ]
    return [(label, text) for label, text in facts if text]


def card_as_text(card: Card) -> str:
    """Return the card as plain text, 100 characters wide."""
    head = [f"{card.title} ({card.name})"]
    if card.kind == "synthetic":
        head.append(_WARNING)
    head.append(fill(card.summary, 100))
    facts = [
        fill(text, 100, initial_indent=f"{label + ':':<9} ", subsequent_indent=" " * 10) for label, text in _facts(card)
    ]
    columns = [
        fill(str(row["label"]), 100, initial_indent=f"  {name:<19} ", subsequent_indent=" " * 22)
        for name, row in card.columns.iterrows()
    ]
    return "\n".join([*head, "", *facts, "", "Columns:", *columns])


def _table(frame: pd.DataFrame, first: str, headings: dict[str, str], caption: str) -> str:
    cell = 'style="text-align:left;vertical-align:top;padding:2px 8px"'
    names = [headings.get(name, name) for name in frame.columns]
    head = "".join(f'<th scope="col" {cell}>{escape(str(n))}</th>' for n in [first, *names])
    rows = []
    for index, row in frame.iterrows():
        cells = "".join(f"<td {cell}>{escape(_words(value))}</td>" for value in row)
        rows.append(f'<tr><th scope="row" {cell}>{escape(str(index))}</th>{cells}</tr>')
    body = "".join(rows)
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _words(value: object) -> str:
    if isinstance(value, list):
        # Fifty strata would fill a screen; the twenty-five provinces are worth their place.
        return first_few(value, most=4) if len(value) > 30 else " · ".join(str(item) for item in value)
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:,.2f}"
    return str(value)


def card_as_html(card: Card) -> str:
    """Return the card as an HTML fragment."""
    warning = f"<p><strong>{escape(_WARNING)}</strong></p>" if card.kind == "synthetic" else ""
    facts = "".join(f"<dt><strong>{escape(a)}</strong></dt><dd>{escape(b)}</dd>" for a, b in _facts(card))
    columns = _table(card.columns, "Column", _HEADINGS, "Columns")
    calibration = ""
    if len(card.calibration):
        table = card.calibration.set_index("indicator")
        headings = {name: name.replace("_", " ").capitalize() for name in table.columns}
        caption = "Published figures, the population's own value, and this file"
        inner = _table(table, "Indicator", headings, caption)
        calibration = f"<details><summary>Calibration</summary>{inner}</details>"
    title = f"<p><strong>{escape(card.title)}</strong> <code>{escape(card.name)}</code></p>"
    return (
        f"<div>{title}{warning}<p>{escape(card.summary)}</p>"
        f"<dl>{facts}</dl><details><summary>Columns</summary>{columns}</details>{calibration}</div>"
    )

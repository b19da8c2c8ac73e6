"""A data card as text and as HTML. Both are complete in themselves: nothing is loaded from a network."""

from __future__ import annotations

from html import escape
from textwrap import fill
from typing import Any

import pandas as pd

from labkit.errors import first_few

__all__ = ["card_as_html", "card_as_text"]

_WARNING = "SYNTHETIC: made by a program; nobody in it is real, and it is no official statistic."
_COUNTED = {"psus": "PSUs"}
_HEADINGS = {
    "label": "Meaning",
    "unit": "Unit",
    "question": "Question",
    "categories": "Answers",
    "elsewhere": "In files of the ILO and the GLD",
}
_CALIBRATION = {
    "indicator": "Indicator",
    "group": "Group",
    "published": "Published",
    "file": "This file",
    "tolerance": "May differ by",
    "verdict": "Verdict",
    "population": "Population behind it",
    "standard_error": "Standard error of this file",
    "source": "Source, in the data set 'published'",
}
_CONFLICTS = {"about": "About", "figures": "Figures", "followed": "Followed here", "why": "Why"}
_NOT_COMPARED = {"figures": "Figures", "why": "Why"}
_COVERAGE = {
    "quantity": "Quantity",
    "truth": "Truth",
    "samples": "Samples",
    "covered_percent": "Percent of intervals that cover the truth",
    "level": "Percent that should",
}


def _facts(card: Any) -> list[tuple[str, str]]:
    size = ", ".join(f"{count:,} {_COUNTED.get(what, what)}" for what, count in card.size.items())
    design = ", ".join(f"{role} {column!r}" for role, column in card.design.items() if column)
    facts = [
        ("Size", size),
        ("Design", design),
        ("Source", card.source),
        ("Licence", card.licence),
        ("Cite as", card.cite),
        ("File", card.file),
        ("Others" if card.design else "Draws", further_draws(card)),
    ]
    return [(label, text) for label, text in facts if text]


def card_as_text(card: Any) -> str:
    """Return the card as plain text, 100 characters wide."""
    head = [f"{card.title} ({card.name})"]
    if card.kind == "synthetic":
        head.append(_WARNING)
    head.append(fill(card.summary, 100))
    facts = [
        fill(text, 100, initial_indent=f"{label + ':':<9} ", subsequent_indent=" " * 10) for label, text in _facts(card)
    ]
    columns = [
        fill(_said_of(row), 100, initial_indent=f"  {name:<19} ", subsequent_indent=" " * 22)
        for name, row in card.columns.iterrows()
    ]
    return "\n".join([*head, "", *facts, "", "Columns:", *columns, *_comparisons(card)])


def _said_of(column: pd.Series[str]) -> str:
    return ". ".join(filter(None, [str(column["label"]), str(column["equivalence_note"])]))


def _comparisons(card: Any) -> list[str]:
    """Return what is known of how good the data are, as lines of text."""
    lines = []
    if len(card.calibration):
        lines += ["", f"Calibration ({_summary(card.calibration)}): published, this file, may differ by"]
        lines += [_calibrated(row) for _, row in card.calibration.iterrows()]
    if len(card.conflicts):
        lines += ["", "Where sources disagree:"]
        for row in card.conflicts.itertuples():
            lines.append(_item(f"{row.about}: {row.figures}. Followed here: {row.followed}. {row.why}."))
    if len(card.not_compared):
        lines += ["", "Not compared:", *(_item(f"{row.figures}. {row.why}.") for row in card.not_compared.itertuples())]
    if len(card.coverage):
        lines += ["", "How often intervals cover the truth, over other draws of the data:"]
        for row in card.coverage.itertuples():
            found = f"{row.covered_percent:g} percent of {row.samples:,} intervals of {row.level:g} percent"
            lines.append(_item(f"{row.quantity} (truth {_words(row.truth)}): {found}."))
    return lines


def _item(text: str) -> str:
    return fill(text, 100, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def _calibrated(row: pd.Series[str]) -> str:
    name = indicator_in_words(str(row["indicator"]), str(row["group"]))
    published = float(row["published"])
    figures = "".join(f"{figure_in_words(row[key], published):>12}" for key in ("published", "file", "tolerance"))
    return f"  {name:<48}{figures}  {row['verdict']}"


def further_draws(card: Any) -> str:
    """Return how to have another sample of a synthetic survey, or another draw of a synthetic table."""
    return "" if card.seed is None else f'lk.load("{card.name}", draw=1), 2, 3 …; the file is draw {card.seed}'


def figure_in_words(value: object, beside: float) -> str:
    """Return a figure with decimals, or none where it stands beside a count of people.

    Examples
    --------
    >>> figure_in_words(629.51, beside=125_902), figure_in_words(0.4, beside=1.2)
    ('630', '0.40')
    """
    number = float(str(value))
    return "" if pd.isna(number) else f"{number:,.0f}" if abs(beside) >= 1_000 else f"{number:,.2f}"


def indicator_in_words(indicator: str, group: str = "total") -> str:
    """Return the name of an indicator for people.

    Examples
    --------
    >>> indicator_in_words("neet_rate", "female")
    'NEET rate, female'
    """
    words = [word.upper() if word in ("neet", "nssf", "icls") else word for word in indicator.split("_")]
    name = " ".join(words)
    return name[:1].upper() + name[1:] + ("" if group == "total" else f", {group}")


def _summary(calibration: pd.DataFrame) -> str:
    within = int(calibration["verdict"].eq("within").sum())
    return f"{within} of {len(calibration)} figures within the tolerance"


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
        return "" if pd.isna(value) else f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:,.2f}"
    return str(value)


def _described(columns: pd.DataFrame) -> pd.DataFrame:
    """Return the columns for a page: the names in other files and what is different there in one cell."""
    elsewhere = [_elsewhere(row) for _, row in columns.iterrows()]
    own = columns[["label", "unit", "question", "categories"]]
    return own.assign(elsewhere=elsewhere) if any(elsewhere) else own


def _elsewhere(column: pd.Series[str]) -> str:
    names = ", ".join(f"{file.upper()}: {column[file]}" for file in ("ilo", "gld") if column[file])
    return ". ".join(filter(None, [names, str(column["equivalence_note"])]))


def _folded(frame: pd.DataFrame, headings: dict[str, str], title: str, caption: str) -> str:
    """Return a table that opens with a click; nothing where there are no rows."""
    if not len(frame):
        return ""
    first = str(frame.columns[0])
    table = frame.set_index(first)
    if "indicator" in frame:
        table.index = pd.Index([indicator_in_words(str(name)) for name in table.index])
    inner = _table(table, headings.get(first, first), headings, caption)
    return f"<details><summary>{escape(title)}</summary>{inner}</details>"


def card_as_html(card: Any) -> str:
    """Return the card as an HTML fragment."""
    warning = f"<p><strong>{escape(_WARNING)}</strong></p>" if card.kind == "synthetic" else ""
    facts = "".join(f"<dt><strong>{escape(a)}</strong></dt><dd>{escape(b)}</dd>" for a, b in _facts(card))
    columns = _table(_described(card.columns), "Column", _HEADINGS, "Columns")
    calibrated = f"Calibration: {_summary(card.calibration)}" if len(card.calibration) else ""
    parts = [
        _folded(card.calibration, _CALIBRATION, calibrated, "Published figures and what this file gives"),
        _folded(card.conflicts, _CONFLICTS, "Where sources disagree", "Which source is followed"),
        _folded(card.not_compared, _NOT_COMPARED, "Not compared", "Published figures that were not compared"),
        _folded(card.coverage, _COVERAGE, "How often intervals cover the truth", "Over other draws of the data"),
    ]
    title = f"<p><strong>{escape(card.title)}</strong> <code>{escape(card.name)}</code></p>"
    return (
        f"<div>{title}{warning}<p>{escape(card.summary)}</p>"
        f"<dl>{facts}</dl><details><summary>Columns</summary>{columns}</details>{''.join(parts)}</div>"
    )

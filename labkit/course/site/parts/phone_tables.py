"""Tables on a telephone: what can be left out, and which tables are read record by record, as a list."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bs4 import Tag

_COLUMNS = 4
"""From so many columns on, a table of one record, or of words, is a list on a telephone."""
_WORDY = 3
"""Columns of words from which a table is one of words."""
_MANY = 7
"""Columns that fit a telephone only if all of them are narrow."""
_LETTERS = 40
"""So many letters stand beside one another on a telephone, the longest of each column counted."""
_MOST = 1000
"""Numbers of rows are smaller: 2019 at the start of a row is a year."""


def for_telephones(table: Tag) -> None:
    """Mark the numbers of rows, and turn a table into a list of records where comparing down the column is no use.

    Examples
    --------
    >>> from bs4 import BeautifulSoup
    >>> head = "".join(f"<th>{name}</th>" for name in ("", "estimate", "ci_low", "ci_high", "n"))
    >>> row = "<th>0</th><td>1.1</td><td>0.9</td><td>1.4</td><td>40</td>"
    >>> text = f"<table><thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table>"
    >>> page = BeautifulSoup(text, "html.parser")
    >>> for_telephones(page.table)
    >>> page.table["class"], page.td["data-for"], [cell.get_text() for cell in page.select(".row-number")]
    ('list', 'estimate', ['', '0'])
    """
    heads = [row.find_all(["th", "td"]) for row in table.select("thead tr")]
    rows = [row.find_all(["th", "td"]) for row in table.select("tbody tr")]
    if len(heads) != 1 or not rows or any(len(row) != len(heads[0]) for row in rows):
        return
    first = [row[0] for row in rows]
    numbered = not heads[0][0].get_text(strip=True) and _numbers([cell.get_text(strip=True) for cell in first])
    if numbered:
        for cell in (heads[0][0], *first):
            cell["class"] = " ".join(["row-number", *cell.get_attribute_list("class")]).strip()
    for place in range(len(heads[0])):
        if not any(row[place].get_text(strip=True) for row in rows) and heads[0][place].get_text(strip=True) == "flag":
            for row in (heads[0], *rows):
                row[place]["class"] = " ".join(["unused", *row[place].get_attribute_list("class")]).strip()
    names = [cell.get_text(strip=True) for cell in heads[0]]
    columns = range(int(numbered), len(names))
    wordy = sum("words" in rows[0][place].get_attribute_list("class") for place in columns)
    narrow = sum(_letters(heads[0][place], rows, place) for place in columns) <= _LETTERS
    wide = not narrow and (wordy >= _WORDY or len(columns) >= _MANY)
    if len(columns) < _COLUMNS or (len(rows) > 1 and not wide):
        return
    table["class"] = " ".join(["list", *table.get_attribute_list("class")]).strip()
    for row in rows:
        for place in columns:
            if names[place]:
                row[place]["data-for"] = names[place]


def _letters(head: Tag, rows: Sequence[Sequence[Tag]], place: int) -> int:
    """Return how wide a column is: its longest cell, or the longest part of its name, which breaks at "_"."""
    if "unused" in " ".join(head.get_attribute_list("class")):
        return 0
    parts = head.get_text(" ", strip=True).replace("_", " ").split()
    return max(len(part) for part in [*parts, *(row[place].get_text(strip=True) for row in rows), ""])


def _numbers(words: list[str]) -> bool:
    """Return whether these are the numbers that pandas gives rows: rising, and not 1, 2, 3, which somebody chose."""
    if not all(word.isdecimal() for word in words):
        return False
    numbers = [int(word) for word in words]
    rising = all(one < other for one, other in pairwise(numbers))
    return rising and numbers[-1] < _MOST and numbers != list(range(1, len(numbers) + 1))

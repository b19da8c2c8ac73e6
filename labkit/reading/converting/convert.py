"""From the columns and codes of a file to labkit's columns and words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from labkit.reading import contract
from labkit.reading.converting import convert_numbers, convert_words
from labkit.reading.converting.column_codes import ColumnCodes
from labkit.reading.files import Header
from labkit.reading.mappings.mapping_parts import Source
from labkit.reading.problems import Problem

__all__ = ["converted"]


def converted(
    frame: pd.DataFrame, sources: dict[str, Source], spelling: dict[str, str], header: Header
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return labkit's columns, in labkit's order, and what could not be converted.

    Parameters
    ----------
    frame
        The columns of the file.
    sources, spelling
        As `labkit.reading.mappings.sources.found_sources` returns them.
    header
        The file's labels.
    """
    raw = pd.DataFrame({name: frame[found] for name, found in spelling.items()}, index=frame.index)
    columns: dict[str, pd.Series[Any]] = {}
    problems: list[Problem] = []
    for name in contract.columns():
        if name in sources:
            labels = header.value_labels.get(spelling[sources[name].name], {})
            column = ColumnCodes(raw, sources[name], labels)
            columns[name] = _values(column)
            problems += column.problems
    return pd.DataFrame(columns, index=frame.index), problems


def _values(column: ColumnCodes) -> pd.Series[Any]:
    name = column.source.column
    if name == "monthly_pay":
        return convert_numbers.pay_per_month(column)
    if name == "age":
        return convert_numbers.whole_years(column)
    if contract.is_number(name):
        return convert_numbers.numbers(column)
    if column.source.codes:
        return convert_words.words(column)
    return convert_words.identifiers(column) if contract.is_identifier(name) else convert_words.own_words(column)

"""From the columns and codes of a file to labkit's columns and words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from labkit.reading import contract
from labkit.reading.converting import convert_numbers, convert_words
from labkit.reading.converting.column_codes import ColumnCodes
from labkit.reading.files import Header
from labkit.reading.mappings.mapping_parts import Source
from labkit.reading.problems import Problem

__all__ = ["converted"]

YES = "yes"


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
            parts = []
            for part in sources[name].names:
                labels = header.value_labels.get(spelling[part], {})
                source = replace(sources[name], name=part, no_hours=_no_hours(sources[name], sources, spelling))
                column = ColumnCodes(raw, source, labels)
                parts.append(_values(column))
                column.report_left_out(parts[-1].notna().to_numpy())
                problems += column.problems
            columns[name] = parts[0] if len(parts) == 1 else _together(name, parts)
    return pd.DataFrame(columns, index=frame.index), problems


def _no_hours(pay: Source, sources: dict[str, Source], spelling: dict[str, str]) -> frozenset[str]:
    same = [one for one in sources.values() if spelling.get(pay.hours) in [spelling[name] for name in one.names]]
    return frozenset[str]().union(*(one.missing for one in same))


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


def _together(name: str, parts: list[pd.Series[Any]]) -> pd.Series[Any]:
    """Return one answer from several columns.

    Of words, a "yes" where one of them gives it, or else the first there is. Amounts are added up, missing only where
    all are. Numbers and names of places, households and PSUs stand side by side.
    """
    if contract.is_number(name) and name not in contract.DESIGN.values() and not contract.is_identifier(name):
        return pd.DataFrame(dict(enumerate(parts))).sum(axis=1, min_count=1)
    if contract.words(name):
        whole = parts[0]
        for part in parts[1:]:
            whole = whole.where(whole.notna() & (part != YES), part)
        return whole
    known = pd.DataFrame({place: part.astype(object) for place, part in enumerate(parts)})
    joined = known.map(str).agg("/".join, axis=1).where(known.notna().all(axis=1), None)
    return joined if contract.is_identifier(name) else joined.astype("category")

"""New figures and the table of published figures: which rows of the table they replace or add."""

from __future__ import annotations

import re

import pandas as pd

from labkit.data.refresh.derived import derived_rows
from labkit.data.refresh.faults import STAYS, RefreshError
from labkit.data.refresh.kept import Row, replaced, rows_of
from labkit.data.refresh.messages import Observation
from labkit.data.refresh.series import COLUMNS, Series

__all__ = ["NO_LONGER", "new_rows"]

NO_LONGER = "no longer in ILOSTAT"
"""What the note of a figure says that the ILO has no more."""

_DIGITS = 4  # the ILO publishes three decimals; less than that is no change


def new_rows(table: pd.DataFrame, series: Series, found: list[Observation], *, date: str, link: str) -> list[Row]:
    """Return the rows with which the table takes in the fetched figures.

    Parameters
    ----------
    table
        The published figures that come with labkit.
    series
        The series that was fetched.
    found
        Its figures.
    date
        The day of the retrieval, written into the notes.
    link
        The address of the query.

    Returns
    -------
    list
        Rows that replace those of the same `id`, or are new. A figure that the ILO no longer has stays in the table,
        and its note says so. Figures derived from the series are computed again, and the note of another source's
        figure that quotes a changed one says what that is now. A figure that is as it was has no row here.

    Raises
    ------
    RefreshError
        None of the figures that the table has of this series is in the reply: that is no new edition but another
        table.
    """
    if series.modelled:
        found = [one for one in found if one.year < int(date[:4])]
    before = _own_rows(table, series)
    fresh = {_place(series.columns(one.codes), one.year): one for one in found}
    if before and not before.keys() & fresh.keys():
        raise RefreshError(
            "The reply has none of the figures that the table has.",
            where=series.dataflow,
            got=f"{len(fresh)} figures of other groups or years",
            hint=f"The ILO may have replaced the series: look for a newer labkit. {STAYS}",
        )
    rows = [_row(before.get(place), one, series, date=date, link=link) for place, one in fresh.items()]
    rows += [_without_figure(row, date) for place, row in before.items() if place not in fresh]
    result = sorted((row for row in rows if row), key=lambda row: (str(row["indicator"]), int(row["year"])))
    result += derived_rows(replaced(table, result), series.sources, date)
    _check_ids(table, series, result)
    return [*result, *_quoting(table, series, result, date)]


def _own_rows(table: pd.DataFrame, series: Series) -> dict[tuple[str, ...], Row]:
    own = table[table["source"].isin(series.sources) & table["status"].eq("official") & table["unit"].eq(series.unit)]
    return {_place(row, row["year"]): row for row in rows_of(own)}


def _place(columns: dict[str, str] | Row, year: int | str | float) -> tuple[str, ...]:
    return (*(str(columns[name]) for name in COLUMNS), str(year))


def _row(row: Row | None, one: Observation, series: Series, *, date: str, link: str) -> Row | None:
    """Return the row of one figure, or None if the table has it just so."""
    fetched: Row = {"value": one.value, "source": series.source, "link": link}
    if row is None:
        columns = {**series.columns(one.codes), "year": one.year, "unit": series.unit, "status": "official"}
        name = series.new_id(one.codes, one.year)
        return {"id": name, **columns, **fetched, "note": _joined(one.remark, f"retrieved {date}")}
    old = float(row["value"])
    if round(old - one.value, _DIGITS) == 0:
        return None
    return {**row, **fetched, "note": _joined(one.remark, f"retrieved {date}, before that {old:,.10g}")}


def _without_figure(row: Row, date: str) -> Row:
    return {**row, "note": _joined(str(row["note"]), f"{NO_LONGER} on {date}")}


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _check_ids(table: pd.DataFrame, series: Series, rows: list[Row]) -> None:
    """Refuse a new figure with the name of another figure of the table: it would take that one's place."""
    own = set(table.loc[table["source"].isin(series.sources), "id"])
    names = [str(row["id"]) for row in rows]
    taken = (set(table["id"]) - own) & set(names)
    if taken or len(set(names)) < len(names):
        raise RefreshError(
            "Two figures would have the same name in the table.",
            where=series.name,
            got=", ".join(sorted(taken or {name for name in names if names.count(name) > 1})),
            hint=f"Tell the makers of labkit. {STAYS}",
        )


def _quoting(table: pd.DataFrame, series: Series, rows: list[Row], date: str) -> list[Row]:
    """Return the rows of other sources whose note quotes a figure that has changed, with the new figure beside it."""
    before = dict(zip(table["id"], table["value"], strict=True))
    # A whole number in a note may be anything: a day, an age.
    changed = [row for row in rows if before.get(row["id"], row["value"]) != row["value"] and before[row["id"]] % 1]
    others = rows_of(table[~table["source"].isin(series.sources)]) if changed else []
    result = {}
    for row in changed:
        old = float(before[row["id"]])
        quoted = re.compile(rf"(?<![\d.]){re.escape(f'{old:.10g}')}(?!\d)")
        for other in others:
            if quoted.search(str(other["note"])):
                note = _joined(str(other["note"]), f"since {date} ILOSTAT says {row['value']:.10g}, not {old:.10g}")
                result[str(other["id"])] = {**other, "note": note}
    return list(result.values())

"""What changes for the reader of the table: figures added, changed, or no longer there."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from labkit.data.refresh.kept import Row, rows_of
from labkit.data.refresh.merging import NO_LONGER
from labkit.data.refresh.series import Series

__all__ = ["Change", "change_table", "changes_between"]

_DESCRIBED = ("indicator", "year", "population", "sex", "area")


@dataclass(frozen=True)
class Change:
    """One figure that is not as it was.

    Attributes
    ----------
    series
        Name of the series.
    kind
        ``"added"``, ``"changed"`` or ``"vanished"`` (the ILO has it no more).
    row
        Its row in the table.
    old, new
        The figure before and now; None where there is none.
    """

    series: str
    kind: str
    row: Row
    old: float | None
    new: float | None

    def __str__(self) -> str:
        row = self.row
        group = ", ".join(str(row[name]) for name in ("population", "sex", "area") if row[name] != "total")
        figures = " → ".join(f"{one:,.10g}" for one in (self.old, self.new) if one is not None)
        gone = ", no longer in ILOSTAT" if self.new is None else ""
        return f"{self.kind:<8} {row['indicator']} {row['year']}, {group}: {figures} {row['unit']}{gone}"


def changes_between(before: pd.DataFrame, after: pd.DataFrame, series: Series) -> list[Change]:
    """Return what differs between two states of the table in the figures of one series, derived ones included."""
    old, new = _own_rows(before, series), _own_rows(after, series)
    found = (_change(series.name, old.get(name), new.get(name)) for name in dict.fromkeys([*old, *new]))
    return [change for change in found if change is not None]


def _own_rows(table: pd.DataFrame, series: Series) -> dict[str, Row]:
    return {str(row["id"]): row for row in rows_of(table[table["source"].isin(series.sources)])}


def _change(series: str, old: Row | None, new: Row | None) -> Change | None:
    if old is None and new is not None:
        return Change(series, "added", new, None, float(new["value"]))
    if old is not None and (new is None or (NO_LONGER in str(new["note"]) and NO_LONGER not in str(old["note"]))):
        return Change(series, "vanished", old, float(old["value"]), None)
    if old is not None and new is not None and float(old["value"]) != float(new["value"]):
        return Change(series, "changed", new, float(old["value"]), float(new["value"]))
    return None


def change_table(changes: list[Change], retrieved: str) -> pd.DataFrame:
    """Return changes as a table, one row each."""
    rows = [
        {
            "retrieved": retrieved,
            "series": change.series,
            "id": change.row["id"],
            "kind": change.kind,
            **{name: change.row[name] for name in _DESCRIBED},
            "old": change.old,
            "new": change.new,
            "unit": change.row["unit"],
        }
        for change in changes
    ]
    return pd.DataFrame(rows, columns=["retrieved", "series", "id", "kind", *_DESCRIBED, "old", "new", "unit"])

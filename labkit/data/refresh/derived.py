"""Figures of the table that are computed from fetched ones, computed again so that the table agrees with itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from labkit.data.refresh.kept import Row, rows_of

__all__ = ["derived_rows"]

_Lookup = Callable[..., float | None]
_EARNINGS = "mean monthly earnings"
_PUBLIC = "employment in the public sector"
_RATIO_2019 = 0.686  # the survey report's employment-to-population ratio, which the figure of 2019 is about


def derived_rows(table: pd.DataFrame, sources: set[str], date: str) -> list[Row]:
    """Return the derived rows that no longer follow from the table, put right, and the pay gaps of new years.

    Parameters
    ----------
    table
        The published figures, with the fetched ones in them.
    sources
        The sources of the fetched series; figures derived from others are left alone.
    date
        The day of the retrieval, for the notes.
    """
    own = table[table["source"].isin(sources)]
    official = own[own["status"].eq("official")]
    values = {
        (row["indicator"], row["year"], row["sex"], row["area"]): float(row["value"]) for row in rows_of(official)
    }

    def lookup(indicator: str, row: Row, *, sex: str | None = None) -> float | None:
        return values.get((indicator, row["year"], sex or row["sex"], row["area"]))

    result: list[Row] = []
    for row in rows_of(own[own["status"].eq("derived")]):
        computed = _FORMULAS.get(str(row["indicator"]), _nothing)(row, lookup)
        if computed is not None and round(computed[0] - row["value"], 6) != 0:
            note = f"{computed[1]}; computed again {date}, before that {row['value']:,.10g}"
            result.append({**row, "value": computed[0], "note": note})
    return [*result, *_new_gaps(own, lookup, date)]


def _nothing(row: Row, lookup: _Lookup) -> None:
    return None


def _gap(row: Row, lookup: _Lookup) -> tuple[float, str] | None:
    men, women = lookup(_EARNINGS, row, sex="male"), lookup(_EARNINGS, row, sex="female")
    if not men or women is None:
        return None
    return round(100 * (men - women) / men, 2), "(men - women) / men, mean monthly earnings"


def _women_among_employees(row: Row, lookup: _Lookup) -> tuple[float, str] | None:
    total, men, women = (lookup(_EARNINGS, row, sex=sex) for sex in ("total", "male", "female"))
    if total is None or men is None or women is None or men == women:
        return None
    return round(100 * (men - total) / (men - women), 1), "Implied by the three means: (men - total) / (men - women)"


def _public_share(row: Row, lookup: _Lookup) -> tuple[float, str] | None:
    public, everybody = lookup(_PUBLIC, row), lookup("employment", row)
    if public is None or not everybody:
        return None
    return round(100 * public / everybody, 3), f"{public:,.3f} / {everybody:,.3f}"


def _implied_population(row: Row, lookup: _Lookup) -> tuple[float, str] | None:
    employed = lookup("employment", row)
    if employed is None or row["id"] != "implied-population15-2019":
        return None
    millions = employed / 1000
    note = (
        f"{millions:.3f} million employed / {_RATIO_2019}: what the two published figures together would imply; "
        "the census says about 10.98 million"
    )
    return round(millions / _RATIO_2019, 1), note


_FORMULAS: dict[str, Callable[[Row, _Lookup], tuple[float, str] | None]] = {
    "raw gender pay gap": _gap,
    "women among employees": _women_among_employees,
    "employment share, public sector": _public_share,
    "population": _implied_population,
}


def _new_gaps(own: pd.DataFrame, lookup: _Lookup, date: str) -> Iterator[Row]:
    """Yield the pay gap of each year and area that has earnings of women and men but no gap yet."""
    gaps = own[own["indicator"].eq("raw gender pay gap")]
    known = set(zip(gaps["year"], gaps["area"], strict=True))
    men = own[own["indicator"].eq(_EARNINGS) & own["sex"].eq("male") & own["status"].eq("official")]
    for row in rows_of(men):
        computed = _gap(row, lookup)
        if computed is None or (row["year"], row["area"]) in known:
            continue
        area = "" if row["area"] == "total" else f"-{row['area']}"
        yield {
            **row,
            "id": f"pay-gap-{row['year']}{area}",
            "indicator": "raw gender pay gap",
            "sex": "total",
            "value": computed[0],
            "unit": "percent",
            "status": "derived",
            "note": f"{computed[1]}; computed {date}",
        }

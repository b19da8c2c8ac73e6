"""Bring the ILO's series in figures.csv up to date, for maintainers: python datasets/published/refresh.py [--write]

Needs a network and ``pip install "labkit[refresh]"``. It asks the ILO's SDMX service for the series of series.toml,
prints what differs from figures.csv, and with ``--write`` writes the new figures and renews the card. Never used in a
class: all laptops of a room must show the same. Read the differences before you commit them.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

FOLDER = Path(__file__).resolve().parent
FIGURES = FOLDER / "figures.csv"
_SAME = ("indicator", "year", "population", "sex", "area", "source")
"""What makes two figures the same one, whatever their ids."""
_OWN = ("sex", "area", "population", "indicator")
"""What a code may say of a figure in the columns of figures.csv."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write figures.csv and renew the card")
    args = parser.parse_args()
    figures = pd.read_csv(FIGURES, dtype=str, keep_default_na=False)
    today = datetime.datetime.now(datetime.UTC).date()
    for series in tomllib.loads((FOLDER / "series.toml").read_text("utf-8"))["series"]:
        found = list(rows_of(series, asked(series), today))
        figures, changes = merged(figures, found)
        print(f"{series['name']}: {len(found)} figures, {len(changes)} differ")
        for change in changes:
            print(f"  {change}")
    if args.write:
        from labkit.synthetic.bundle import renew_card

        figures.to_csv(FIGURES, index=False, lineterminator="\n")
        renew_card(FOLDER)


def asked(series: dict[str, Any]) -> pd.Series[float]:
    """Return what the service has of a series: values by dimension and TIME_PERIOD."""
    import sdmx
    from urllib3.util import Retry

    client = sdmx.Client("ILO")
    for adapter in client.session.adapters.values():
        adapter.max_retries = Retry(total=5, backoff_factor=2, status_forcelist=(429, 500, 502, 503, 504))
    # The service answers 403 to programs that do not name themselves as browsers do.
    client.session.headers.update({"User-Agent": "Mozilla/5.0 (compatible; labkit)", "Accept-Language": "en"})
    codes = series["codes"]
    key = ".".join("+".join(codes.get(dimension, ())) for dimension in series["dimensions"])
    return sdmx.to_pandas(client.data(series["dataflow"], key=key))


def rows_of(series: dict[str, Any], values: pd.Series[float], today: datetime.date) -> Iterator[dict[str, str]]:
    """Yield the rows of figures.csv that a series gives; of a modelled one no projections."""
    names = list(values.index.names)
    missing = [dimension for dimension in series["dimensions"] if dimension not in names]
    if missing:
        raise SystemExit(f"{series['name']}: the service no longer has the dimensions {missing}: look at series.toml.")
    for place, value in values.dropna().items():
        coded = dict(zip(names, place if isinstance(place, tuple) else (place,), strict=True))
        year = int(str(coded["TIME_PERIOD"])[:4])
        if coded.get("MEASURE") != series["measure"] or (series.get("modelled") and year >= today.year):
            continue
        told = [series["codes"][dimension][coded[dimension]] for dimension in series["codes"]]
        tags = {dimension: about.get("tag", "") for dimension, about in zip(series["codes"], told, strict=True)}
        own = dict(itertools.chain.from_iterable(about.items() for about in told))
        row = {name: str(series.get(name, "total")) for name in _OWN} | {k: v for k, v in own.items() if k in _OWN}
        identity = series["id"].format(year=year, **tags)
        facts = {"id": identity, "year": str(year), "value": f"{value:g}", "unit": series["unit"]}
        yield row | facts | {"source": series["source"], "status": "data", "note": f"retrieved {today}"}


def merged(figures: pd.DataFrame, found: Iterable[dict[str, str]]) -> tuple[pd.DataFrame, list[str]]:
    """Return the figures with those that were found, and a line for each that differs; none is taken away."""
    rows: list[dict[str, str]] = figures.to_dict("records")
    places = {tuple(row[name] for name in _SAME): place for place, row in enumerate(rows)}
    changes = []
    for row in found:
        place = places.get(tuple(row[name] for name in _SAME))
        before = {} if place is None else rows[place]
        if place is not None and float(before["value"]) == float(row["value"]):
            continue
        after = {name: row.get(name, before.get(name, "")) for name in figures.columns}
        if place is None:
            changes.append(f"new: {row['id']} = {row['value']}")
            rows.append(after)
        else:
            changes.append(f"{before['id']}: {before['value']} -> {row['value']}")
            rows[place] = after | {"id": before["id"]}
    return pd.DataFrame(rows, columns=figures.columns), changes


if __name__ == "__main__":
    main()

"""`refresh`: fetch the published series, and say what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pandas as pd

from labkit.data.cards import Card, card
from labkit.data.refresh.changes import Change, change_table, changes_between
from labkit.data.refresh.faults import Patience, RefreshError, UnreachableError
from labkit.data.refresh.kept import keep, kept_in_use, kept_series, log_changes, replaced, with_kept
from labkit.data.refresh.merging import new_rows
from labkit.data.refresh.messages import observations, table_structure
from labkit.data.refresh.series import Series, all_series, chosen_series
from labkit.data.refresh.service import Service
from labkit.data.tables import read_table

__all__ = ["Refreshed", "refresh", "series_table"]

_FRESH_HOURS = 24
_TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass
class Refreshed:
    """What `refresh` did.

    Attributes
    ----------
    changes
        By series, what differs from the table before: each `Change` has `kind` (``"added"``, ``"changed"`` or
        ``"vanished"``), `row`, `old` and `new`, and writes itself in words.
    figures
        By series, how many figures the reply had.
    fresh
        Series that were fetched within the last day and not asked for again.
    failed
        By series, the error; nothing of it was taken. After an `UnreachableError` no further series was asked for.
    """

    changes: dict[str, list[Change]] = field(default_factory=dict)
    figures: dict[str, int] = field(default_factory=dict)
    fresh: dict[str, str] = field(default_factory=dict)
    failed: dict[str, RefreshError] = field(default_factory=dict)


def refresh(
    series: Sequence[str] | None = None,
    *,
    dry_run: bool = False,
    again: bool = False,
    service: str | None = None,
    patience: Patience | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Refreshed:
    """Fetch published series of Cambodia from the ILO's data base ILOSTAT.

    What comes is checked (dimensions, codes, units, range) and compared with the table of published figures; then
    ``labkit.load("published")`` shows it. The files that come with labkit stay as they are: fetched figures are kept
    in a folder of the user's own (see `labkit.data.refresh.home`), and `labkit.data.refresh.forget` goes back. Each
    series is taken whole or not at all. Figures that the ILO no longer has stay in the table, with a note; figures
    derived from others are computed again.

    Parameters
    ----------
    series
        Names of series, all if left out; `series_table` lists them.
    dry_run
        Show what would change and keep nothing.
    again
        Ask again for series that were fetched within the last 24 hours.
    service
        Address of the service; the ILO's if left out.
    patience
        Time limits, in seconds, and the number of attempts.
    tell
        Called with one line of progress at a time.

    Returns
    -------
    Refreshed
        What changed, and which series failed and why.

    Raises
    ------
    labkit.errors.OptionError
        A name is not known.
    UnreachableError
        The service cannot be reached, and nothing was fetched.
    RefreshError
        The package sdmx1 is missing.
    labkit.errors.DataError
        The table that comes with labkit is damaged, or fetched figures cannot be kept.

    Examples
    --------
    >>> from labkit.data.refresh import refresh
    >>> refresh(["wages"])
    Traceback (most recent call last):
        ...
    labkit.errors.OptionError: There is no series 'wages'.
    ...
    """
    chosen = chosen_series(series)
    description = card("published")
    shipped = read_table(description)
    asked = Service(service, patience, tell)
    result = Refreshed()
    for one in chosen:
        recent = "" if again else _recently(one, description)
        if recent:
            result.fresh[one.name] = recent
            continue
        tell(f"{one.name}: {one.title} …")
        try:
            _fetch(one, shipped, description, asked, result, dry_run=dry_run)
        except RefreshError as error:
            gone = isinstance(error, UnreachableError)
            if gone and not result.changes:
                raise
            result.failed[one.name] = error
            if gone:
                break  # the connection went away: waiting for each of the others would take minutes
    return result


def _fetch(
    one: Series, shipped: pd.DataFrame, description: Card, service: Service, result: Refreshed, *, dry_run: bool
) -> None:
    structure = table_structure(service.structure(one.dataflow), one)
    found = observations(service.data(one.dataflow, one.key), structure, one)
    retrieved = datetime.now(UTC).strftime(_TIME)
    link = service.data_address(one.dataflow, one.key)
    # Always on the table that comes with labkit: a second refresh does not pile up on the first.
    rows = new_rows(shipped, one, found, date=retrieved[:10], link=link)
    changes = changes_between(with_kept(shipped, description.sha256), replaced(shipped, rows), one)
    if not dry_run:
        added = sum(str(row["id"]) not in set(shipped["id"]) for row in rows)
        content = {"retrieved": retrieved, "link": link, "base": description.sha256, "added": added, "rows": rows}
        keep(one.name, content)
        if changes:
            log_changes(change_table(changes, retrieved))
    result.figures[one.name] = len(found)
    result.changes[one.name] = changes


def _recently(one: Series, description: Card) -> str:
    """Return when the series was fetched, if that was within the last day."""
    kept = kept_in_use(description.sha256).get(one.name)
    if kept is None:
        return ""
    retrieved = datetime.strptime(kept["retrieved"], _TIME).replace(tzinfo=UTC)
    hours = (datetime.now(UTC) - retrieved).total_seconds() / 3600
    return str(kept["retrieved"]) if 0 <= hours < _FRESH_HOURS else ""


def series_table() -> pd.DataFrame:
    """List the series that labkit can fetch.

    Returns
    -------
    pandas.DataFrame
        One row per series: `name`, `title`, `dataflow`, `key`, `retrieved` (when it was fetched; empty if it was
        not) and `in_use` (whether ``labkit.load("published")`` shows it; figures fetched for an earlier edition of
        the table are not shown).

    Examples
    --------
    >>> from labkit.data.refresh import series_table
    >>> series_table()["dataflow"].tolist()[0]
    'DF_EMP_NIFL_SEX_RT'
    """
    kept, base = kept_series(), card("published").sha256
    rows = [
        {
            "name": one.name,
            "title": one.title,
            "dataflow": one.dataflow,
            "key": one.key,
            "retrieved": kept.get(one.name, {}).get("retrieved", ""),
            "in_use": kept.get(one.name, {}).get("base") == base,
        }
        for one in all_series()
    ]
    return pd.DataFrame(rows)

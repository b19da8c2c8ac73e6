"""The published counts of lesson 4.1: four of four kinds, what was said of the returns, and a test for a bracket."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

import labkit
from labkit.errors import OptionError, is_number

_SHOWN = ["year", "date", "counter", "counted", "country", "count", "value", "value_high", "status", "link"]


def thai_counts(year: int) -> pd.DataFrame:
    """Return the published counts of Cambodians in Thailand, or back from there, of one year, with their links.

    Parameters
    ----------
    year
        Such as 2025.

    Returns
    -------
    pandas.DataFrame
        ``kind, year, date, counter, counted, country, count, value, value_high, status, link``; `count` is the
        figure as its source tells it: with its range, and with *about* or *more than*. A count whose source gives
        neither an address nor ``press`` is left out.

    Raises
    ------
    OptionError
        There is no count of that year.

    Examples
    --------
    >>> sorted(set(thai_counts(2025)["kind"]))
    ['flow', 'stock']
    """
    counts = _counts()
    thai = counts[counts["country"] == "Thailand"]
    rows = thai[thai["year"] == year]
    if rows.empty:
        raise OptionError(
            "There is no count of that year.",
            where="thai_counts",
            got=str(year),
            expected=", ".join(map(str, sorted(set(thai["year"])))),
        )
    return rows[["kind", *_SHOWN]].reset_index(drop=True)


def four_counts() -> pd.DataFrame:
    """Return four published counts: people abroad, placed in a year, permits, returned; the kind stands last.

    Examples
    --------
    >>> four_counts()["kind"].tolist()
    ['stock', 'flow', 'document', 'flow']
    """
    counts = _counts()
    abroad = (counts["year"] == 2024) & (counts["kind"] == "stock") & (counts["sex"] == "total")
    placed = (counts["year"] == 2024) & counts["counted"].str.contains("placed") & (counts["sex"] == "total")
    permits = (counts["year"] == 2023) & (counts["kind"] == "document")
    back = (counts["year"] == 2025) & counts["value_high"].notna()
    rows = pd.concat([counts[chosen] for chosen in (abroad, placed, permits, back)])
    return rows[[*_SHOWN, "kind"]].reset_index(drop=True)


def return_counts() -> pd.DataFrame:
    """Return what was published of the people who came back from Thailand in 2025: one row per counter.

    Returns
    -------
    pandas.DataFrame
        ``counter, date, counted, count, low, high, link``; `count` is the figure as its source tells it, `high` is
        `low` where no range was told.

    Examples
    --------
    >>> rows = return_counts()
    >>> bool((rows["low"] <= rows["high"]).all()), rows["count"].iloc[1]
    (True, 'more than 750,000')
    """
    rows = thai_counts(2025)
    rows = rows[rows["kind"] == "flow"].rename(columns={"value": "low"})
    rows["high"] = rows["value_high"].fillna(rows["low"])
    return rows[["counter", "date", "counted", "count", "low", "high", "link"]].reset_index(drop=True)


def outside_bracket(low: float, high: float, ruled_out: Mapping[str, str] | None = None) -> list[str]:
    """Say which published counts of the returns lie outside a bracket and are not ruled out in words.

    Parameters
    ----------
    low, high
        The ends of the bracket, people.
    ruled_out
        The counter, or a part of its name, and the reason why its count is another thing.

    Returns
    -------
    list of str
        One sentence per count; empty when the bracket holds.

    Raises
    ------
    OptionError
        The ends are the wrong way round; a counter is not known, or names several; a reason is empty.

    Examples
    --------
    >>> len(outside_bracket(15_000, 1_000_000))
    0
    >>> outside_bracket(150_000, 1_000_000)[0]
    'Thai ministry counted about 20,000 (registered migrants who returned, 31 July 2025). That is below your bracket.'
    """
    if low > high:
        raise OptionError(
            "The bracket ends before it begins.", where="outside_bracket", got=f"low={low:,}, high={high:,}"
        )
    rows = return_counts()
    left_out = {_counter(name, reason, rows["counter"]) for name, reason in (ruled_out or {}).items()}
    said = []
    for row in rows[~rows["counter"].isin(left_out)].to_dict("records"):
        lowest, highest = float(row["low"]), float(row["high"])
        if lowest >= low and highest <= high:
            continue
        side = "below" if highest < low else "above" if lowest > high else "partly outside"
        name = str(row["counter"])
        whom = f"{row['counted']}, {row['date']}"
        said.append(f"{name[0].upper()}{name[1:]} counted {row['count']} ({whom}). That is {side} your bracket.")
    return said


def two_ends(bracket: object) -> tuple[float, float]:
    """Return the two ends of a bracket that a trainee typed.

    Parameters
    ----------
    bracket
        Two numbers.

    Returns
    -------
    tuple of float
        The lower and the upper end, as they were typed.

    Raises
    ------
    OptionError
        These are not two numbers; a comma inside a number makes several.

    Examples
    --------
    >>> two_ends((500_000, 950_000))
    (500000.0, 950000.0)
    """
    ends = [end for end in bracket if is_number(end)] if isinstance(bracket, tuple | list) else []
    if isinstance(bracket, tuple | list) and len(bracket) == len(ends) == 2:
        return float(ends[0]), float(ends[1])
    raise OptionError(
        "A bracket has two ends, and each is a number.",
        where="my_bracket",
        got=repr(bracket),
        expected="such as (400_000, 700_000)",
        hint="Write a large number without a comma and without quotation marks: 400_000 or 400000.",
    )


def _counter(name: str, reason: str, counters: pd.Series[str]) -> str:
    """Return the one counter with this name in its name; ask for a reason."""
    found = [each for each in counters if name == each] or [each for each in counters if name.lower() in each.lower()]
    if len(found) != 1:
        raise OptionError(
            "This is the name of no single counter.",
            where="outside_bracket",
            got=name,
            expected=", ".join(counters),
        )
    if not reason.strip(" ."):
        raise OptionError(
            "A count is ruled out without a reason.",
            where="outside_bracket",
            got=name,
            expected="words: whom did this source count?",
        )
    return found[0]


def _counts() -> pd.DataFrame:
    """Return the data set of published counts, without those whose source gives no address."""
    counts = labkit.load("migrant_stocks")
    counts = counts[counts["link"].fillna("") != ""]
    told = zip(counts["value"], counts["value_high"], counts["note"].fillna("").str.casefold(), strict=True)
    return counts.assign(count=[_told(*each) for each in told])


def _told(low: float, high: float, note: str) -> str:
    """Write a count as its source tells it: one number, a range, about so many or more than so many."""
    more = "more than " if "more than" in note else ""
    if high > low:
        return f"{low:,.0f} to {more}{high:,.0f}"
    return f"{more or ('about ' if note.startswith('about') else '')}{low:,.0f}"

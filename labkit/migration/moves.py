"""Moves between provinces: matrices of flows, arrivals and departures, net migration rates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from labkit.errors import ColumnError, DataError, first_few
from labkit.quality import reliability_flags
from labkit.survey import Survey
from labkit.survey.records.columns import By, column, numbers

ORIGIN, DESTINATION = "province_5_years_ago", "province"


def flows(
    survey: Survey,
    by: By = None,
    *,
    origin: str = ORIGIN,
    destination: str = DESTINATION,
    level: float = 0.95,
) -> pd.DataFrame:
    """Estimate how many people moved from each origin to each destination.

    A survey sees people where they live now: those who moved away and came back, died or left the country are not in
    it. A small flow rests on few records; look at the flag.

    Parameters
    ----------
    survey
        A Survey with the two columns.
    by
        A column, or a list of columns, that make groups.
    origin
        Column with the place before: ``"province_5_years_ago"`` for moves within five years (asked from age 5), or
        ``"born_in_province"`` for moves since birth.
    destination
        Column with the place now.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        `origin`, `destination` and the `by` columns, then ``estimate`` (people), ``se, ci_low, ci_high, cv, df, n,
        flag``. One row for each flow that the survey has found; who did not move is in none.

    Raises
    ------
    ColumnError
        A column is missing, or one has places as numbers and the other as words.

    Examples
    --------
    >>> import labkit as lk
    >>> moved = flows(lk.load("lfs"))
    >>> (moved["province_5_years_ago"].astype(str) == moved["province"].astype(str)).any().item()
    False
    """
    before, now = _two_places(survey.frame, origin, destination, where="flows")
    movers = survey.filter(before.notna() & now.notna() & before.ne(now))
    names = [by] if isinstance(by, str) else list(by or [])
    return movers.total(by=[origin, destination, *names], level=level)


def moved(frame: pd.DataFrame, *, origin: str = ORIGIN, destination: str = DESTINATION) -> pd.Series[bool]:
    """Mark the people who live in another place than before.

    Parameters
    ----------
    frame
        One row per person: ``survey.frame``.
    origin, destination
        As for `flows`: ``"born_in_province"`` for moves since birth.

    Returns
    -------
    pandas.Series
        True or False; missing where one of the two places is (children below five were not asked). Named ``moved``.

    Raises
    ------
    ColumnError
        A column is missing, or one has places as numbers and the other as words.

    Examples
    --------
    >>> frame = pd.DataFrame({"province_5_years_ago": ["Kep", "Kampot", None], "province": ["Kep", "Kep", "Kep"]})
    >>> moved(frame).tolist()
    [False, True, <NA>]

    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> lfs.assign(moved=moved(lfs.frame)).share("moved", by="sex")["flag"].tolist()
    ['', '']
    """
    before, now = _two_places(frame, origin, destination, where="moved")
    answer = before.ne(now).astype("boolean")
    return answer.mask(before.isna() | now.isna()).rename("moved")


def _two_places(
    frame: pd.DataFrame, origin: str, destination: str, *, where: str
) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """Return the place before and the place now; refuse words against numbers, for then nobody stayed."""
    before, now = (column(frame, name, where=where).astype(object) for name in (origin, destination))
    in_words = [{isinstance(place, str) for place in values.dropna().unique()} for values in (before, now)]
    if all(in_words) and in_words[0].isdisjoint(in_words[1]):
        kinds = ("words", "numbers") if in_words[0] == {True} else ("numbers", "words")
        raise ColumnError(
            "Places before and now are written in different ways, so that everybody would have moved.",
            where=where,
            got=f"{origin!r} holds {kinds[0]}, {destination!r} holds {kinds[1]}",
            expected="the same names, or the same numbers, in both",
            hint=f"Write the places of one column as in the other: survey.assign({origin}=...).",
        )
    return before, now


def flow_matrix(
    table: pd.DataFrame, *, origin: str = ORIGIN, destination: str = DESTINATION, value: str = "estimate"
) -> pd.DataFrame:
    """Lay a table of flows out as a matrix: origins in the rows, destinations in the columns.

    Parameters
    ----------
    table
        A result of `flows` without `by`, or another table with one row for each flow, such as ``labkit.load("flows")``
        with ``value="migrants"`` (its two sexes are added up).
    origin, destination
        Columns with the places.
    value
        The column to lay out: ``"estimate"``, ``"se"``, ``"n"`` … Only numbers of people may be added up: a table
        with several rows for one flow is refused for other columns.

    Returns
    -------
    pandas.DataFrame
        0 where there is no row for a flow.

    Raises
    ------
    ColumnError
        A column is missing.
    DataError
        A flow has several rows and `value` cannot be added up.

    Examples
    --------
    >>> import labkit as lk
    >>> flow_matrix(lk.load("flows"), origin="origin", destination="destination", value="migrants").shape
    (25, 25)
    """
    for name in (origin, destination, value):
        column(table, name, where="flow_matrix")
    if value in ("se", "cv", "ci_low", "ci_high", "df", "flag") and table.duplicated([origin, destination]).any():
        raise DataError(
            "A flow has several rows.",
            where=f"flow_matrix(value={value!r})",
            expected="one row for each pair of origin and destination",
            hint="Make the table without by, or choose the rows of one group first.",
        )
    return table.pivot_table(
        index=origin, columns=destination, values=value, aggfunc="sum", fill_value=0, observed=True
    )


def net_migration_rate(
    survey: Survey,
    by: By = None,
    *,
    origin: str = ORIGIN,
    destination: str = DESTINATION,
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate each place's net migration, per 1,000 people in the middle of the period.

    .. math:: 1000 \cdot \frac{I - E}{P}, \qquad P = \frac{P_{\text{before}} + P_{\text{now}}}{2}

    :math:`I` are arrivals, :math:`E` departures between the two dates; :math:`P` the mean of those who lived in the
    place before and those who live there now, of the same people. A place where nobody lives now, such as "abroad", is
    in no row. Divide by the length of the period for a yearly rate.

    People who died or left the country are in none of these figures, children below the age at which the question is
    asked neither. Arrivals from abroad count as arrivals if the column says so. The variance is that of the ratio: a
    person who moved counts in two places.

    Parameters
    ----------
    survey, by, origin, destination, level
        As for `flows`.

    Returns
    -------
    pandas.DataFrame
        The column `destination` (the place), the `by` columns, then ``estimate`` (people per 1,000), ``se, ci_low,
        ci_high, cv, df, n, flag``. `n` counts the records that lived in the place at either date.

    Raises
    ------
    ColumnError
        A column is missing, or one has places as numbers and the other as words.

    Examples
    --------
    >>> import labkit as lk
    >>> rates = net_migration_rate(lk.load("lfs")).set_index("province")["estimate"]
    >>> bool(rates["Phnom Penh"] > 0 > rates["Prey Veng"])
    True
    """
    before, now = _two_places(survey.frame, origin, destination, where="net_migration_rate")
    known = before.notna() & now.notna()
    own = survey.frame[destination].dtype
    categories = own.categories if isinstance(own, pd.CategoricalDtype) else sorted(now.dropna().unique())
    lived_in = set(now[known])
    tables = []
    for place in [place for place in categories if place in lived_in] or categories:
        here, there = now.eq(place).astype(float), before.eq(place).astype(float)
        people = survey.assign(net_=1000 * (here - there), mid_=(here + there) / 2)
        table = people.filter(known & ((here + there) > 0)).ratio("net_", "mid_", by, level=level)
        label = pd.Categorical([place] * len(table), categories=pd.Index(categories))
        tables.append(pd.concat([pd.DataFrame({destination: label}), table], axis=1))
    rates = pd.concat(tables, ignore_index=True)
    rates.attrs.update(table.attrs if tables else {})
    # A balance may be near 0: it goes by its records only, not by its cv.
    return rates[rates["n"] > 0].reset_index(drop=True).assign(flag=lambda t: reliability_flags(t["n"]))


def flow_balance(
    table: pd.DataFrame,
    population: Mapping[str, float] | pd.Series[Any] | None = None,
    *,
    origin: str = "origin",
    destination: str = "destination",
    count: str = "migrants",
) -> pd.DataFrame:
    r"""Return arrivals, departures, net migration and its rate for each place of a table of flows.

    .. math:: 1000 \cdot \frac{I - E}{P_{\text{end}} - (I - E) / 2}

    The populations of a census at the end of the period are taken back to its middle by half of the net migration;
    births, deaths and moves abroad are left aside. The table is taken as a full count: there are no standard errors.

    Parameters
    ----------
    table
        One row for each flow (and sex, or another group: they are added up), such as ``labkit.load("flows")``.
    population
        People in each place at the end of the period; without it, columns ``origin_population`` and
        ``destination_population`` of the table.
    origin, destination, count
        Columns: the two places, and the number of people who moved. A row with one place twice counts people who
        stayed: they neither arrived nor left.

    Returns
    -------
    pandas.DataFrame
        ``place, arrivals, departures, net, population`` (middle of the period), ``rate`` (per 1,000 people, for the
        whole period). The column `net` adds up to zero.

    Raises
    ------
    ColumnError
        A column is missing.
    DataError
        A count is negative or missing, a flow has no origin or no destination, or a place has no population, or two.

    Examples
    --------
    >>> import labkit as lk
    >>> balance = flow_balance(lk.load("flows"))
    >>> int(balance["net"].sum())
    0
    """
    moved = pd.Series(numbers(table, count, where="flow_balance"), index=table.index)
    from_to = [column(table, name, where="flow_balance") for name in (origin, destination)]
    _refuse(moved < 0, "A flow is negative.", "0 or more")
    _refuse(moved.isna(), "A flow has no number of people.", "a number; 0 where nobody moved")
    _refuse(from_to[0].isna() | from_to[1].isna(), "A flow has no origin or no destination.", "both places")
    before, now = (places.astype(str) for places in from_to)
    moved = moved.where(before.ne(now), 0.0)
    departures, arrivals = moved.groupby(before).sum(), moved.groupby(now).sum()
    places = sorted({*departures.index, *arrivals.index})
    arrivals, departures = arrivals.reindex(places, fill_value=0.0), departures.reindex(places, fill_value=0.0)
    net = arrivals - departures
    at_end = _population(table, population, origin, destination).reindex(places)
    middle = at_end - net / 2
    if not (at_end.gt(0) & middle.gt(0)).all():
        unknown = [place for place in places if not (at_end[place] > 0 and middle[place] > 0)]
        raise DataError(
            "A place has no population to divide by.", where="flow_balance", got=first_few(unknown), expected="above 0"
        )
    columns = {"arrivals": arrivals, "departures": departures, "net": net, "population": middle}
    return pd.DataFrame({**columns, "rate": 1000 * net / middle}).rename_axis("place").reset_index()


def _refuse(bad: pd.Series[bool], problem: str, expected: str) -> None:
    if bad.any():
        raise DataError(problem, where="flow_balance", got=f"rows {first_few(bad.index[bad])}", expected=expected)


def _population(
    table: pd.DataFrame, given: Mapping[str, float] | pd.Series[Any] | None, origin: str, destination: str
) -> pd.Series[float]:
    if given is not None:
        known = pd.Series(given, dtype=float)
        return _one_each(known.set_axis(known.index.astype(str)))
    found = [
        pd.Series(
            numbers(table, f"{end}_population", where="flow_balance"),
            index=column(table, name, where="flow_balance").astype(str),
        )
        for end, name in (("origin", origin), ("destination", destination))
    ]
    return _one_each(pd.concat(found))


def _one_each(known: pd.Series[float]) -> pd.Series[float]:
    """Return the population of each place; a place must not have two."""
    several = known.groupby(level=0).nunique().loc[lambda found: found > 1]
    if len(several):
        place = several.index[0]
        raise DataError(
            "A place has several populations.",
            where="flow_balance",
            got=f"{place}: {first_few(known[place].dropna().unique())}",
            expected="the same population in all rows: that of both sexes together",
        )
    return known.groupby(level=0).first()

"""By which standard a table was made, and a guard against mixing standards.

The 13th and the 19th ICLS count different people as employed, the 17th and the 21st count different jobs as informal.
Each table of labkit carries its standard in ``table.attrs``; tables of different standards are not put together.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from labkit.errors import DataError, first_few

__all__ = ["described", "side_by_side"]

_MUST_AGREE = ("indicator", "standard", "definition", "hours_threshold", "criteria", "line", "working_age")


def described(table: pd.DataFrame, **facts: str | float | None) -> pd.DataFrame:
    """Return the table with facts in its ``attrs``; facts that are None are left out."""
    table.attrs.update({name: fact for name, fact in facts.items() if fact is not None})
    return table


def side_by_side(tables: Mapping[str, pd.DataFrame], name: str = "survey") -> pd.DataFrame:
    """Put tables of one indicator from several surveys or years below each other, if they follow the same standard.

    Parameters
    ----------
    tables
        Results of labkit's labour and informality functions, by a name for each, such as ``"2012"`` and ``"2019"``.
    name
        The column that gets these names.

    Returns
    -------
    pandas.DataFrame
        The rows of all tables, with the column `name` in front.

    Raises
    ------
    DataError
        There is no table, a table does not say by which standard it was made, or the tables follow different
        standards, definitions or thresholds.

    Examples
    --------
    >>> import labkit as lk
    >>> rate = lk.labour.unemployment_rate
    >>> rounds = {"2012": rate(lk.load("lfs2012")), "2019": rate(lk.load("lfs"))}
    >>> side_by_side(rounds, "round")["round"].tolist()
    ['2012', '2019']
    >>> lfs = lk.load("lfs")
    >>> side_by_side({"19th": rate(lfs), "13th": rate(lfs, standard="icls13")})
    Traceback (most recent call last):
    labkit.errors.DataError: The tables do not follow the same standard, so they cannot be compared.
      where:    side_by_side
      found:    19th: icls19, 13th: icls13
      try:      Make all tables with the same standard=....
    """
    where = "side_by_side"
    if not tables:
        raise DataError("There is no table to compare.", where=where)
    silent = [key for key, table in tables.items() if "standard" not in table.attrs]
    if silent:
        raise DataError(
            f"A table does not say by which standard it was made: {first_few(silent)}.",
            where=where,
            hint="Give the tables as labkit.labour and labkit.informality returned them.",
        )
    refuse_mixed(tables, where)
    facts = next(iter(tables.values())).attrs
    stacked = pd.concat([table.assign(**{name: key}) for key, table in tables.items()], ignore_index=True)
    stacked.insert(0, name, stacked.pop(name))
    return described(stacked, **{key: facts[key] for key in _MUST_AGREE if key in facts})


def refuse_mixed(tables: Mapping[str, pd.DataFrame], where: str) -> None:
    """Refuse tables that follow different standards, definitions or thresholds."""
    for fact in _MUST_AGREE:
        found = {key: table.attrs.get(fact, "none") for key, table in tables.items()}
        if len(set(found.values())) > 1:
            raise DataError(
                f"The tables do not follow the same {fact}, so they cannot be compared.",
                where=where,
                got=", ".join(f"{key}: {value}" for key, value in found.items()),
                hint=f"Make all tables with the same {fact}=....",
            )

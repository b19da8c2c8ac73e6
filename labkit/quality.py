"""Which figures are reliable, which may leave the room, and why.

A figure is marked ``U`` (unreliable) if it rests on fewer than 15 unweighted records and ``S`` (to be suppressed) if on
fewer than 5. Behind a rate stand its cases and its rest: the smaller of the two counts. Three unemployed people among
400 make a rate that rests on three. A coefficient of variation (`cv`, the standard error over the estimate) above 33
percent makes a figure unreliable too, unless it is a gap, a difference or a balance, which may well be near 0.

Sources: the ILO's tabulation of micro-data for ILOSTAT (15 and 5 records; a table in which a third of the figures or
more would be suppressed is dropped); Statistics Canada's guidelines for the Labour Force Survey (a cv above 33.3
percent is too unreliable).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from labkit.errors import ColumnError, DataError, OptionError, is_number

UNRELIABLE_BELOW = 15
SUPPRESSED_BELOW = 5
MAX_CV = 33.0
# Figures that stand before the estimate.
ALSO_FIGURES = ("register_rate", "survey_rate")

_MAX_CV: ContextVar[float] = ContextVar("labkit_max_cv", default=MAX_CV)


@contextmanager
def limits(*, max_cv: float) -> Iterator[None]:
    """Flag every table made inside the ``with`` block by another limit of the cv.

    Ask for the words and `reasons` of such a table inside the block too: they name the limit that holds there.

    Parameters
    ----------
    max_cv
        The highest cv of a reliable figure, in percent, in place of 33; ``float("inf")`` sets none.

    Raises
    ------
    OptionError
        `max_cv` is not a number above zero.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs").filter(lk.load("lfs").frame["province"] == "Kep")
    >>> with limits(max_cv=1):
    ...     strict = lk.labour.participation_rate(lfs)["flag"].item()
    >>> strict, lk.labour.participation_rate(lfs)["flag"].item()
    ('U', '')
    """
    _check_cv(max_cv)
    token = _MAX_CV.set(max_cv)
    try:
        yield
    finally:
        _MAX_CV.reset(token)


def _check_cv(max_cv: float) -> None:
    if not (is_number(max_cv) and max_cv > 0):
        raise OptionError(
            "max_cv is not a percentage.", where="quality", got=repr(max_cv), expected="a number above 0, such as 33"
        )


def reliability_flags(
    n: npt.ArrayLike, cv: npt.ArrayLike | None = None, *, max_cv: float | None = None
) -> npt.NDArray[np.object_]:
    """Return ``"S"`` below 5 records, ``"U"`` below 15 or with a cv above 33 percent, else ``""``.

    Parameters
    ----------
    n
        Unweighted numbers of records behind each figure; of a rate, the smaller of its cases and its rest.
    cv
        The figures' coefficients of variation, as shares (0.33 for 33 percent); None goes by the records only.
    max_cv
        The highest cv of a reliable figure, in percent; 33, or what `limits` says.

    Examples
    --------
    >>> [str(flag) for flag in reliability_flags([4, 5, 14, 15])]
    ['S', 'U', 'U', '']
    >>> [str(flag) for flag in reliability_flags([90, 90], [0.33, 0.34])]
    ['', 'U']
    """
    n = np.asarray(n)
    flags = np.full(n.shape, "", dtype=object)
    if cv is not None:
        with np.errstate(invalid="ignore"):
            flags[_imprecise(np.asarray(cv, dtype=np.float64), max_cv)] = "U"
    flags[n < UNRELIABLE_BELOW] = "U"
    flags[n < SUPPRESSED_BELOW] = "S"
    return flags


def _imprecise(cv: npt.NDArray[np.float64], max_cv: float | None) -> npt.NDArray[np.bool_]:
    imprecise: npt.NDArray[np.bool_] = 100 * cv > (_MAX_CV.get() if max_cv is None else max_cv) * (1 + 1e-12)
    return imprecise


def flags(table: pd.DataFrame, max_cv: float = MAX_CV) -> pd.DataFrame:
    """Return a result table in which figures with a cv above a limit of your own are flagged ``U`` as well.

    Flags that are there stay. For a limit above 33 make the table inside `limits`.

    Parameters
    ----------
    table
        A result of a labkit estimator or indicator.
    max_cv
        The highest cv of a reliable figure, in percent.

    Raises
    ------
    ColumnError
        The table has no columns `flag` and `cv`, so it is not a result table.
    OptionError
        `max_cv` is not a number above zero.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"estimate": [91.2, 4.0], "cv": [0.01, 0.25], "n": [800, 300], "flag": ["", ""]})
    >>> flags(table, max_cv=20)["flag"].tolist()
    ['', 'U']
    """
    _need(table, ("flag", "cv"), "quality.flags")
    _check_cv(max_cv)
    found = _imprecise(table["cv"].to_numpy(dtype=np.float64, na_value=np.nan), max_cv) & (table["flag"] == "")
    return table.assign(flag=table["flag"].mask(found, "U"))


def reasons(table: pd.DataFrame, max_cv: float = MAX_CV) -> pd.Series[str]:
    """Say in words why each figure of a table is flagged; of a figure without a flag, nothing.

    Parameters
    ----------
    table
        A result of a labkit estimator or indicator.
    max_cv
        The limit of the cv that the flags were made with, in percent. Inside `limits`, 33 stands for the limit there.

    Returns
    -------
    pandas.Series
        One text for each row, with the table's index.

    Raises
    ------
    ColumnError
        The table has no columns `flag` and `n`, so it is not a result table.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"cv": [0.01, 0.45, 0.9], "n": [800, 300, 12], "flag": ["", "U", "U"]})
    >>> reasons(table).tolist()
    ['', 'the cv is 45 percent, above 33', 'fewer than 15 records (12); the cv is 90 percent, above 33']
    >>> reasons(pd.DataFrame({"n": [400], "flag": ["S"]})).item()
    'fewer than 5 of its 400 records on one side: cases and rest, or the two groups compared'
    """
    _need(table, ("flag", "n"), "quality.reasons")
    cv = table["cv"] if "cv" in table else pd.Series(np.nan, index=table.index)
    limit = _MAX_CV.get() if max_cv == MAX_CV else max_cv
    said = [_reason(*row, limit) for row in zip(table["flag"], table["n"], cv, strict=True)]
    return pd.Series(said, index=table.index, dtype="str", name="reason")


def _reason(flag: str, n: Any, cv: Any, max_cv: float) -> str:
    if not flag:
        return ""
    if pd.isna(n):
        return "hidden"
    limit = SUPPRESSED_BELOW if flag == "S" else UNRELIABLE_BELOW
    imprecise = pd.notna(cv) and 100 * cv > max_cv
    found = []
    if n == 0:
        found.append("no records")
    elif n < limit:
        found.append(f"fewer than {limit} records ({n:.0f})")
    elif flag == "S" or not imprecise:
        found.append(
            f"fewer than {limit} of its {n:,.0f} records on one side: cases and rest, or the two groups compared"
        )
    if imprecise:
        found.append(f"the cv is {100 * cv:.0f} percent, above {max_cv:g}")
    return "; ".join(found)


def _need(table: pd.DataFrame, names: tuple[str, ...], where: str) -> None:
    if not isinstance(table, pd.DataFrame):
        raise DataError(
            "This is not a result table.",
            where=where,
            got=type(table).__name__,
            expected="the table that an estimator or indicator returned",
        )
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise ColumnError(
            f"This is not a result table: it has no column {missing[0]!r}.",
            where=where,
            got=f"columns {', '.join(map(str, table.columns))}",
            hint="Give it the table that an estimator returned, before columns are dropped or renamed.",
        )


def publishable(table: pd.DataFrame, *, max_suppressed: float | None = None) -> pd.DataFrame:
    """Hide the figures that should not leave the room.

    Takes the tables of all estimators and indicators, differences, decompositions and regressions.

    Rows flagged ``S`` keep their labels and their flag; every number in them becomes missing, the count of records
    too, because a count of 1 to 4 people can point at them. Rows flagged ``U`` stay, with their flag to be printed.

    Parameters
    ----------
    table
        A result of a labkit estimator or indicator.
    max_suppressed
        Share of flagged ``S`` rows, 0 to 1, from which the whole table is hidden. ILOSTAT uses 0.334. Without a value
        each row is judged alone.

    Returns
    -------
    pandas.DataFrame
        A copy with the same columns; whole numbers, such as `df` and `n`, become nullable integers.

    Raises
    ------
    ColumnError
        The table has no column `flag`, so it is not a result table.
    OptionError
        `max_suppressed` is not between 0 and 1.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"area": ["rural", "urban"], "estimate": [91.2, 84.0], "n": [800, 3], "flag": ["", "S"]})
    >>> publishable(table)
        area  estimate     n flag
    0  rural      91.2   800
    1  urban       NaN  <NA>    S
    """
    _need(table, ("flag",), "quality.publishable")
    if max_suppressed is not None and not 0 < max_suppressed <= 1:
        raise OptionError("max_suppressed is not a share.", got=repr(max_suppressed), expected="above 0, up to 1")
    hidden = (table["flag"] == "S").to_numpy()
    if max_suppressed is not None and len(table) and hidden.mean() >= max_suppressed:
        hidden = np.ones(len(table), dtype=bool)
    result = table.copy()
    for name in _figures(table):
        counts = pd.api.types.is_integer_dtype(table[name])
        result[name] = (table[name].astype("Int64") if counts else table[name]).mask(hidden)
    result.loc[hidden, "flag"] = "S"
    return result


def _figures(table: pd.DataFrame) -> list[str]:
    """Return the columns with figures: numbers from the estimate on, and some before it."""
    names = [str(name) for name in table.columns]
    start = names.index("estimate") if "estimate" in names else 0
    numbers = pd.api.types.is_numeric_dtype
    return [name for k, name in enumerate(names) if (k >= start and numbers(table[name])) or name in ALSO_FIGURES]

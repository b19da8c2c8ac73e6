"""Which figures are reliable, and which may leave the room.

Source of the rule: the ILO's tabulation of micro-data for ILOSTAT, which marks a figure that rests on fewer than 15
unweighted records ``U`` (unreliable) and on fewer than 5 ``S`` (to be suppressed), and drops a table in which a third
of the figures or more would be suppressed.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from labkit.errors import ColumnError, OptionError

UNRELIABLE_BELOW = 15
SUPPRESSED_BELOW = 5
HIDDEN_COLUMNS = ("estimate", "se", "ci_low", "ci_high", "cv", "df", "n")


def reliability_flags(n: npt.ArrayLike) -> npt.NDArray[np.object_]:
    """Return ``"S"`` below 5 records, ``"U"`` below 15, else ``""``.

    Parameters
    ----------
    n
        Unweighted numbers of records behind each figure.

    Examples
    --------
    >>> [str(flag) for flag in reliability_flags([4, 5, 14, 15])]
    ['S', 'U', 'U', '']
    """
    n = np.asarray(n)
    flags = np.full(n.shape, "", dtype=object)
    flags[n < UNRELIABLE_BELOW] = "U"
    flags[n < SUPPRESSED_BELOW] = "S"
    return flags


def publishable(table: pd.DataFrame, *, max_suppressed: float | None = None) -> pd.DataFrame:
    """Hide the figures that should not leave the room.

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
        A copy with the same columns; `df` and `n` become nullable integers.

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
    if "flag" not in table.columns:
        raise ColumnError(
            "This is not a result table: it has no column 'flag'.",
            where="quality.publishable",
            got=f"columns {', '.join(map(str, table.columns))}",
            hint="Give it the table that an estimator returned, before columns are dropped or renamed.",
        )
    if max_suppressed is not None and not 0 < max_suppressed <= 1:
        raise OptionError("max_suppressed is not a share.", got=repr(max_suppressed), expected="above 0, up to 1")
    hidden = (table["flag"] == "S").to_numpy()
    if max_suppressed is not None and len(table) and hidden.mean() >= max_suppressed:
        hidden = np.ones(len(table), dtype=bool)
    result = table.copy()
    for name in HIDDEN_COLUMNS:
        if name in result.columns:
            numbers = result[name].astype("Int64") if name in ("df", "n") else result[name]
            result[name] = numbers.mask(hidden)
    result.loc[hidden, "flag"] = "S"
    return result

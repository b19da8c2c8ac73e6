"""The size of production units: which bands of a survey are large."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from labkit.errors import ColumnError, first_few
from labkit.survey.answers import is_no_answer
from labkit.survey.records.columns import Bools, column

__all__ = ["not_small"]

NOT_SMALL_FROM = 10  # workers from which a band is large: where the third band of the ILO's processing begins
ILO_SIZE_BAND = 3  # where the names of the bands hold no number: the third band and those above
# Bands that have an upper end only begin at nothing; those that have a lower end only may leave it out.
_UP_TO = re.compile(
    r"^\D*(?<!not )(?<!no )(less|fewer|under|below|up to|at most|maximum|not? (more|over|above)|[<≤])"
    r"|\d\D*\b(or|and) (less|fewer|under|below)",
    re.IGNORECASE,
)
_ABOVE = re.compile(r"^\D*(?<!not )(?<!no )(more than|over|above|>(?!\s*=))", re.IGNORECASE)


def not_small(frame: pd.DataFrame) -> Bools:
    """Tell who works in a unit that is not small: by the numbers in the names of the bands, or else by their order.

    Where the size is missing, or its word is no answer, it is not known, and counts as small.
    """
    size: pd.Series[Any] = column(frame, "size", where="informality")
    ordered = isinstance(size.dtype, pd.CategoricalDtype) and bool(size.dtype.ordered)
    least = _least_of(size.dropna().unique())
    in_order = _least_of(size.cat.categories) if ordered else {}
    without = [name for name, first in least.items() if first is None]
    if not without:
        large = [name for name, first in least.items() if first is not None and first >= NOT_SMALL_FROM]
    elif ordered and not any(first is not None for first in in_order.values()):
        large = list(in_order)[ILO_SIZE_BAND - 1 :]
    else:
        raise ColumnError(
            "Column 'size' has no ordered bands.",
            where="informality.production_unit",
            got=f"{size.dtype}, with {first_few(without)}",
            expected="names with a number, such as 5-9, or an ordered categorical without any",
            hint="frame['size'] = pd.Categorical(frame['size'], categories=[...], ordered=True); or a column "
            "'large_unit' with yes and no says which units the survey counts as large.",
        )
    return size.astype("string").isin(large).to_numpy(dtype=bool)


def _least_of(names: Any) -> dict[str, int | None]:
    """Return the least number of workers of each band, None where its name holds no number."""
    words = [str(name) for name in names]
    return {word: _least(word) for word in words if word.strip() and not is_no_answer(word)}


def _least(name: str) -> int | None:
    first = re.search(r"\d+", name)
    if first is None:
        return None
    if _UP_TO.search(name):
        return 0
    return int(first.group()) + bool(_ABOVE.search(name))

"""Whether a sentence holds on other samples of the same survey: the check of the discussion in lesson 5.1."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

import labkit
from labkit.errors import DataError
from labkit.survey import Survey

OTHER_SAMPLES = (1, 2, 3)


def direction(low: float, high: float) -> str:
    """Say in a word what an interval of a difference allows.

    Examples
    --------
    >>> direction(1.2, 4.0), direction(-4.0, -1.2), direction(-1.0, 3.0)
    ('higher', 'lower', 'cannot tell')
    """
    return "higher" if low > 0 else "lower" if high < 0 else "cannot tell"


def on_other_samples(
    difference: Callable[[Survey], pd.DataFrame], dataset: str = "lfs", samples: Sequence[int] = OTHER_SAMPLES
) -> pd.DataFrame:
    """Estimate a difference on other samples of a survey of the course.

    Parameters
    ----------
    difference
        Of a survey: a table with one row, as ``survey.difference`` and the lines of a regression give it.
    dataset
        Name of a survey of the course.
    samples
        Their numbers.

    Returns
    -------
    pandas.DataFrame
        ``sample, estimate, ci_low, ci_high, says``: ``"higher"``, ``"lower"``, or ``"cannot tell"`` where the interval
        holds 0.

    Raises
    ------
    DataError
        The data set is no survey, or the table has not one row.

    Examples
    --------
    >>> from labkit.dialogue import union_density
    >>> gap = lambda survey: survey.difference(union_density, between="sex", minus="male")
    >>> on_other_samples(gap, samples=[1])["says"].tolist()
    ['higher']
    """
    rows = []
    for sample in samples:
        survey = labkit.load(dataset, draw=sample)
        if not isinstance(survey, Survey):
            raise DataError(f"{dataset!r} is no survey of people.", where="on_other_samples", hint="Use 'lfs'.")
        table = difference(survey)
        if len(table) != 1:
            raise DataError(
                "The difference has not one row.",
                where="on_other_samples",
                got=f"{len(table)} rows",
                expected="one difference of two groups",
            )
        row = table.iloc[0]
        low, high = float(row["ci_low"]), float(row["ci_high"])
        rows.append((sample, float(row["estimate"]), low, high, direction(low, high)))
    return pd.DataFrame(rows, columns=["sample", "estimate", "ci_low", "ci_high", "says"])

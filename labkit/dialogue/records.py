"""Figures from records: strikes, and the reading of SDG indicator 8.8.2."""

from __future__ import annotations

import numpy as np
import pandas as pd

from labkit.errors import DataError, is_number
from labkit.survey.records.columns import Floats

BEST, WORST = 0.0, 10.0
# labkit's own words for thirds of the scale; the indicator itself has no classes.
_WORDS = ((10 / 3, "nearer to full compliance"), (20 / 3, "in the middle of the scale"), (10.0, "nearer to none"))


def strike_rate(
    days_not_worked: float | pd.Series[float], employees: float | pd.Series[float]
) -> float | pd.Series[float]:
    r"""Return the days not worked because of strikes and lockouts, per 1,000 employees.

    .. math:: 1000 \cdot \frac{\text{days not worked in the year}}{\text{employees}}

    With numbers of strikes, or of workers involved, in place of days it is their rate per 1,000 employees. These are
    counts from records, not a sample: there is no standard error.

    Source: ILO, *Resolution concerning statistics of strikes, lockouts and other action due to labour disputes*, 15th
    International Conference of Labour Statisticians, 1993.

    Parameters
    ----------
    days_not_worked
        Days of all workers involved together, in one year; a number or a Series. Zero is valid.
    employees
        Employees in the same year and the same industries; a number, or a Series with the same index.

    Raises
    ------
    DataError
        Days are missing or negative, or employees are missing or not above zero, or no numbers.

    Examples
    --------
    >>> strike_rate(12_000, 3_000_000)
    4.0
    """
    days, people = _numbers("days_not_worked", days_not_worked), _numbers("employees", employees)
    for problem, good, expected in (
        ("Days not worked are missing or negative.", days >= 0, "0 or more"),
        ("Employees are missing or not above zero.", people > 0, "above 0"),
    ):
        if not np.all(good):
            raise DataError(problem, where="strike_rate", expected=expected)
    return 1000 * days_not_worked / employees


def _numbers(option: str, given: object) -> Floats:
    try:
        return np.asarray(given, dtype=float)
    except (TypeError, ValueError):
        raise DataError(
            "These are no numbers.",
            where=f"strike_rate, {option}",
            got=type(given).__name__,
            expected="a number, or a column of numbers such as year['employees']",
        ) from None


def compliance_reading(score: float) -> str:
    """Say in words what a score of SDG indicator 8.8.2 means.

    The indicator tells how far a country complies with the rights of freedom of association and collective bargaining,
    in law and in practice, from coded texts of ILO supervisory bodies and national legislation. **0 is best, 10 is
    worst**: a rising score is bad news. The words for thirds of the scale are labkit's own.

    Parameters
    ----------
    score
        0 to 10.

    Raises
    ------
    DataError
        The score is missing or not between 0 and 10.

    Examples
    --------
    >>> compliance_reading(6.5)
    '6.5 on a scale from 0 (best) to 10 (worst): in the middle of the scale'
    """
    if not (is_number(score) and BEST <= score <= WORST):
        raise DataError(
            "A score of SDG indicator 8.8.2 is between 0 and 10.", where="compliance_reading", got=repr(score)
        )
    words = next(words for upper, words in _WORDS if score <= upper)
    return f"{score:g} on a scale from 0 (best) to 10 (worst): {words}"


def compliance_scores(published: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the published scores of SDG indicator 8.8.2 by year, each with its reading.

    Parameters
    ----------
    published
        A table as ``labkit.load("published")``, which is used if it is left out.

    Returns
    -------
    pandas.DataFrame
        ``year, score, change`` (since the score before; above zero is worse), ``direction`` (``"worse"``, ``"better"``,
        ``"no change"``, empty for the first), ``reading``, ``source``.

    Raises
    ------
    DataError
        The table has no scores.

    Examples
    --------
    >>> compliance_scores()[["year", "score", "direction"]].values.tolist()
    [[2015, 5.2, ''], [2016, 5.7, 'worse'], [2017, 6.5, 'worse']]
    """
    if published is None:
        from labkit.data import load  # the data are read only when they are asked for

        published = load("published")
    rows = published[published["indicator"].astype(str).str.startswith("SDG 8.8.2")].sort_values("year")
    if rows.empty:
        raise DataError("The table has no scores of SDG indicator 8.8.2.", where="compliance_scores")
    scores = rows["value"].to_numpy(dtype=float)
    change = pd.Series(scores).diff().round(6)
    words = np.select([change > 0, change < 0, change == 0], ["worse", "better", "no change"], "")
    return pd.DataFrame(
        {
            "year": rows["year"].to_numpy(),
            "score": scores,
            "change": change,
            "direction": words,
            "reading": [compliance_reading(float(score)) for score in scores],
            "source": rows["source"].to_numpy(),
        }
    )

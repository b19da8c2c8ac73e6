"""Group case 4.9: a question is tried on the records of people who came back, and origins of 2018 are an assumption."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pandas as pd

from labkit.course.days.day4.records import design_effect_of, half_width, records_expected, records_needed
from labkit.errors import ColumnError, OptionError, did_you_mean
from labkit.survey import Survey
from labkit.words import readable

ORIGINS_2018: Mapping[str, float] = MappingProxyType(
    {
        "Banteay Meanchey": 20,
        "Battambang": 15,
        "Prey Veng": 15,
        "Kampong Cham": 10,
        "Kampong Thom": 9,
        "Pursat": 4,
        "Siem Reap": 4,
        "Stung Treng": 3,
    }
)
"""Percent of 901 Cambodian workers in six areas of Thailand by province of origin, September to November 2018."""

ORIGINS_SOURCE = "IOM and ARCM, 901 workers in six Thai areas, 2018 ([migra-info.org](https://migra-info.org), press)"


def try_question(
    returnees: Survey,
    column: str,
    *,
    answer: str = "yes",
    by: str = "",
    country: str = "",
    at_least_months: float = 0,
    points: float = 5,
) -> pd.DataFrame:
    """Try a question on the records of returned workers: the share, its half width, and the records that it needs.

    Parameters
    ----------
    returnees
        ``labkit.load("returnees")``.
    column
        The question: a column of answers, or of an amount, which counts when it is above 0.
    answer
        The answer that is counted, for a column of answers.
    by
        A column that makes groups, such as ``"province"``; empty for none.
    country
        Only people back from this country; empty for all.
    at_least_months
        Only people who were there for so many months: the definition of a returnee.
    points
        The half width that the question must reach, percentage points.

    Returns
    -------
    pandas.DataFrame
        `by`, then ``estimate, ci_low, ci_high, n, flag, half_width, design_effect, needed, enough``. `needed` takes the
        design effect of all groups together.

    Raises
    ------
    ColumnError
        There is no such column.
    OptionError
        There is no such answer or country; nobody fits the definition.

    Examples
    --------
    >>> import labkit
    >>> tried = try_question(labkit.load("returnees"), "works_now", country="Thailand")
    >>> tried.columns[-3:].tolist(), len(tried)
    (['design_effect', 'needed', 'enough'], 1)
    """
    frame = returnees.frame
    for name in filter(None, (column, by)):
        if name not in frame:
            raise ColumnError(
                f"The returnees were not asked {name!r}.", where="try_question", hint=did_you_mean(name, frame.columns)
            )
    asked = frame[column].notna() & (frame["months_abroad"] >= at_least_months)
    if country:
        _known(country, frame["country"], "country")
        asked &= frame["country"] == country
    if not asked.any():
        raise OptionError(
            "Nobody in the records fits this definition.",
            where="try_question",
            got=f"at_least_months={at_least_months}",
            hint="Ask for fewer months.",
        )
    chosen = returnees.filter(asked)
    counted = _counted(chosen.frame[column], column, answer)
    chosen = chosen.assign(counted=counted)
    together = design_effect_of(dict(chosen.share("counted").iloc[0]))
    table = chosen.share("counted", by=by) if by else chosen.share("counted")
    table = table.drop(columns=["cv", "df"])
    table["half_width"] = (table["ci_high"] - table["ci_low"]) / 2
    table["design_effect"] = together
    table["needed"] = [_needed(share, together, points) for share in table["estimate"]]
    table["enough"] = np.where((table["n"] >= table["needed"]) & (table["flag"] == ""), "yes", "no")
    return table


def in_words(tried: pd.DataFrame) -> pd.DataFrame:
    """Return a table of `try_question` for reading: the group, the share with its interval, records, needed, enough.

    Examples
    --------
    >>> import labkit
    >>> in_words(try_question(labkit.load("returnees"), "works_now")).columns.tolist()
    ['share', 'records', 'needed', 'enough']
    """
    table = readable(tried.drop(columns=["half_width", "design_effect", "needed", "enough"]), "share", unit="percent")
    # What is needed follows from the share: beside a share that is not shown it would give it away.
    needed = tried["needed"].astype(int).astype(object).where(tried["flag"] != "S", "cannot tell")
    return table.assign(records=tried["n"].to_numpy(), needed=needed.to_numpy(), enough=tried["enough"].to_numpy())


def records_by_count(
    counts: Mapping[str, float],
    population: float,
    sample: float,
    *,
    share: float = 50,
    design_effects: Sequence[float] = (1, 2),
) -> pd.DataFrame:
    """Say for each possible number of returned people what a survey of everybody could show about them.

    Parameters
    ----------
    counts
        Who said it, and how many people came back.
    population, sample
        People in the country, records of the survey.
    share
        Percent expected to answer yes.
    design_effects
        Design effects to compare.

    Returns
    -------
    pandas.DataFrame
        ``source, people, records``, and for each design effect the half width in points, such as ``points at 2.0``.

    Examples
    --------
    >>> records_by_count({"a": 300_000, "b": 900_000}, 15_000_000, 45_000)["records"].tolist()
    [900.0, 2700.0]
    """
    rows = []
    for source, people in counts.items():
        records = records_expected(people, population, sample)
        wide = {f"points at {d:.1f}": half_width(records, share=share, design_effect=d) for d in design_effects}
        rows.append({"source": source, "people": people, "records": records, **wide})
    return pd.DataFrame(rows)


def _counted(values: pd.Series[str], column: str, answer: str) -> pd.Series[bool]:
    """Return whom a question counts: an amount above 0, or the answer."""
    if pd.api.types.is_numeric_dtype(values):
        return pd.to_numeric(values).gt(0)
    _known(answer, values, f"answer to {column!r}")
    return values == answer


def _known(value: str, values: pd.Series[str], what: str) -> None:
    known = sorted(set(values.dropna().astype(str)))
    if value not in known:
        raise OptionError(
            f"{value!r} is no {what} in these records.",
            where="try_question",
            expected=", ".join(known),
            hint=did_you_mean(value, known),
        )


def _needed(share: float, design_effect: float, points: float) -> float:
    """Return the records that a share needs; the most careful guess where everybody or nobody answered yes."""
    expected = share if 0 < share < 100 else 50
    effect = design_effect if math.isfinite(design_effect) and design_effect > 0 else 1
    return float(records_needed(points, share=expected, design_effect=effect))

"""How much of the injuries at work a register holds: its rates beside those of a survey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from labkit.errors import DataError, first_few
from labkit.protection import known_yes
from labkit.safety.from_register import register_rate
from labkit.safety.from_survey import Reference, workers_incidence_rate
from labkit.survey import Survey
from labkit.survey.records.columns import By, column_codes
from labkit.survey.table import t_quantile, with_interval


def registered_share(
    register: pd.DataFrame,
    survey: Survey,
    by: By = None,
    *,
    insured: str | None = "nssf_member",
    reference: Reference = "full-time equivalents",
    full_time_hours: float = 40.0,
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate how much of the non-fatal injuries at work a register holds: its rate over the survey's, in percent.

    .. math:: 100 \cdot \frac{\text{registered incidence rate}}{\text{incidence rate in the survey}}

    100 less this is the share that is never registered. Both rates must have the same reference group and no accidents
    on the way to work.

    The variance of the logarithm of the ratio is 1 / cases + (se / estimate of the survey)²; the interval is made from
    it with Student's t on the survey's degrees of freedom.

    Parameters
    ----------
    register
        Rows of one year, as for `register_rate`: the year of the survey.
    survey
        A Survey as for `incidence_rate`.
    by
        A column, or a list of columns, that both have, with the same categories. For industries see `industry_group`.
    insured
        A column of the survey with ``"yes"`` for insured workers, the reference group of the register; None compares
        with all workers, which mixes two groups.
    reference, full_time_hours
        As for `labkit.safety.incidence_rate`; registers count full-time equivalents.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, ``register_rate`` and ``survey_rate`` (per 100,000), then ``estimate`` (percent registered),
        ``se, ci_low, ci_high, cv, df, n, flag``. `n` counts the injured people in the survey, on whom the comparison
        rests.

    Raises
    ------
    ColumnError, DataError, OptionError
        As `register_rate` and `incidence_rate`; the register holds several years; register and survey have no group
        in common; or one of them spells a group with other capitals. A group that only one of them has is in no row.

    Examples
    --------
    >>> import labkit as lk
    >>> register = lk.load("injuries")
    >>> table = registered_share(register[register["year"] == 2019], lk.load("lfs"), by="sex")
    >>> bool((table["estimate"] < 60).all())
    True
    """
    _refuse_several_years(register)
    if insured is not None:
        survey = _insured(survey, insured)
    known = register_rate(register, by, level=level)
    asked = workers_incidence_rate(survey, by, reference=reference, full_time_hours=full_time_hours, level=level)
    names = [by] if isinstance(by, str) else list(by or [])
    injured = workers_incidence_rate(survey.filter(known_yes(survey.frame, "injured")), by)[[*names, "n"]]
    both = _matched(known, asked, injured, names)
    for name in names:
        _refuse_other_spelling(known[name], survey.frame, "survey")
        _refuse_other_spelling(asked[name], register, "register")
    relative = np.hypot(both["cv_register"].to_numpy(), both["cv_survey"].to_numpy())
    rates = {f"{of}_rate": both[f"estimate_{of}"].to_numpy() for of in ("register", "survey")}
    share = np.divide(100 * rates["register_rate"], rates["survey_rate"], out=np.full(len(both), np.nan),
                      where=rates["survey_rate"] > 0)  # fmt: skip
    df = both["df_survey"].to_numpy(dtype=np.int64)
    factor = np.exp(t_quantile(df, level) * relative)
    labels = both[names].assign(**rates)
    sources = [str(own.attrs["source"]) for own in (known, asked) if own.attrs.get("source")]
    labels.attrs = {"source": "; ".join(sources), "level": level}
    n = both["n"].fillna(0).to_numpy(dtype=np.int64)
    return with_interval(labels, share, share * relative, share / factor, share * factor, df, n)


def _insured(survey: Survey, column: str) -> Survey:
    """Return the insured people of a survey; refuse a column of other answers than yes and no."""
    yes = known_yes(survey.frame, column, where="registered_share")
    other = set(survey.frame[column].dropna().astype(str)) - {"yes", "no", "don't know", "True", "False"}
    if other and not yes.any():
        raise DataError(
            f'Nobody in the survey answers "yes" in {column!r}.',
            where="registered_share",
            got=first_few(sorted(other)),
            expected="a column with yes and no",
            hint='Name the column that says who is insured at work, such as insured="nssf_member".',
        )
    return survey.filter(yes)


def _refuse_several_years(register: pd.DataFrame) -> None:
    years = sorted(register["year"].dropna().unique().tolist()) if "year" in register else []
    if len(years) > 1:
        raise DataError(
            "The register holds several years, the survey one.",
            where="registered_share",
            got=f"years {first_few(years, most=12)}",
            expected="the rows of one year: that of the survey",
            hint=f"Choose the year of the survey first, such as register[register['year'] == {years[0]}].",
        )


def industry_group(industry: pd.Series[str], labels: Sequence[str]) -> pd.Series[str]:
    """Return the register's group of industries for each section of ISIC Rev. 4.

    Parameters
    ----------
    industry
        Sections, their letter first, such as ``"C manufacturing"``; missing for people without a job.
    labels
        The groups, their letters first: ``"C manufacturing"``, ``"B, D, E mining and utilities"``, ``"J-N business
        services"``.

    Returns
    -------
    pandas.Series
        Categorical with the `labels`; missing where the section is.

    Raises
    ------
    DataError
        A section is in no group.

    Examples
    --------
    >>> labels = ["B, D, E mining and utilities", "J-N business services"]
    >>> industry_group(pd.Series(["D electricity", "K finance", None]), labels).tolist()
    ['B, D, E mining and utilities', 'J-N business services', nan]
    """
    group = {letter: label for label in labels for letter in _letters(label)}
    section = industry.astype(object).str.split(" ").str[0]
    unknown = sorted(set(section.dropna()) - set(group))
    if unknown:
        raise DataError(
            "Some sections are in no group of industries.",
            where="industry_group",
            got=first_few(unknown),
            expected=first_few(sorted(group), most=21),
        )
    return pd.Series(pd.Categorical(section.map(group), categories=pd.Index(labels)), index=industry.index)


def _matched(known: pd.DataFrame, asked: pd.DataFrame, injured: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    left = known[[*names, "estimate", "cv"]]
    right = asked[[*names, "estimate", "cv", "df"]].rename(columns={"df": "df_survey"})
    if not names:
        return left.merge(right, how="cross", suffixes=("_register", "_survey")).assign(n=injured["n"])
    left, right, injured = (table.astype(dict.fromkeys(names, object)) for table in (left, right, injured))
    both = left.merge(right, on=names, suffixes=("_register", "_survey")).merge(injured, on=names, how="left")
    if both.empty:
        raise DataError(
            "Register and survey have no group in common.",
            where=f"registered_share(by={names})",
            got=f"register: {first_few(left[names[0]].unique())}; survey: {first_few(right[names[0]].unique())}",
            expected="the same categories in both",
            hint="For industries add industry_group(frame['industry'], labels) to the survey.",
        )
    return both


def _refuse_other_spelling(found: pd.Series[Any], other: pd.DataFrame, of: str) -> None:
    """Refuse groups of one side that the other spells with other capitals or blanks: they would be left out."""
    name = str(found.name)
    labels = list(column_codes(other, name, where="registered_share").labels)
    spelled = {_plain(label): label for label in labels}
    unknown = [label for label in found.unique() if label not in labels and _plain(label) in spelled]
    if unknown:
        raise DataError(
            f"The {of} spells groups of {name!r} otherwise.",
            where=f"registered_share(by={name!r})",
            got=f"{unknown[0]!r}, and in the {of} {spelled[_plain(unknown[0])]!r}",
            expected="the same words in both, letter by letter",
            hint="Give both the same words first.",
        )


def _plain(label: object) -> str:
    return str(label).strip().casefold()


def _letters(label: str) -> list[str]:
    """Return the section letters that a label begins with: ``"B, D, E mining"`` and ``"J-N business services"``."""
    words = label.split(" ")
    letters: list[str] = []
    for word in words:
        part = word.rstrip(",")
        if len(part) == 1 and part.isupper():
            letters.append(part)
        elif len(part) == 3 and part[1] == "-":
            letters.extend(chr(code) for code in range(ord(part[0]), ord(part[2]) + 1))
        else:
            break
    return letters

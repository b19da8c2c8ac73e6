"""Effective coverage by contingency (SDG indicator 1.3.1), its gap, contributors against registered members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, get_args

import pandas as pd

from labkit.errors import one_of
from labkit.labour import WORKING_AGE
from labkit.protection.answers import Answers, Unknown, known_yes
from labkit.protection.populations import RETIREMENT_AGE, Population, people_of
from labkit.protection.tables import stacked
from labkit.survey import Survey
from labkit.survey.estimation.proportions import Interval
from labkit.survey.records.columns import By

Gap = Literal["percent", "people"]


class Contingency(NamedTuple):
    """What counts as cover for one contingency, and whom it is for."""

    answers: Mapping[str, Sequence[str]]
    of: Population
    meaning: str


_YES = ("yes",)
CONTINGENCIES = {
    "contributions": Contingency({"social_security": _YES}, "labour force", "social security contributions are paid"),
    "work injury": Contingency({"social_security": _YES}, "employed", "insured by contributions that are paid"),
    "registration": Contingency({"nssf_member": _YES}, "employees", "registered with the fund; not active coverage"),
    "health": Contingency(
        {"health_cover": ("nssf", "equity card", "private", "other")}, "population", "somebody else pays when ill"
    ),
    "sickness": Contingency({"paid_sick_leave": _YES}, "employees", "paid sick leave"),
    "annual leave": Contingency({"paid_annual_leave": _YES}, "employees", "paid annual leave"),
    "written contract": Contingency({"contract": ("written",)}, "employees", "has a written contract"),
    "old age": Contingency({"pension": _YES}, "older people", "receives a pension"),
    "unemployment": Contingency({"unemployment_benefit": _YES}, "unemployed", "receives an unemployment benefit"),
}


def effective_coverage(
    survey: Survey,
    answers: Answers,
    of: Population,
    by: By = None,
    *,
    unknown: Unknown = "not covered",
    working_age: int = WORKING_AGE,
    retirement_age: int = RETIREMENT_AGE,
    poverty_line: float | None = None,
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate the share of a population that is effectively covered, in percent.

    .. math:: 100 \cdot \frac{\text{people who contribute or receive}}{\text{all people of the population}}

    Source: metadata of SDG indicator 1.3.1: effective coverage is of people who *actively contribute* to a scheme or
    *receive* a benefit. People in a register are neither.

    Parameters
    ----------
    survey
        A Survey with the columns of the `answers` and those that `people_of` needs.
    answers
        A column, or a list of columns, of which any yes means covered, so that nobody is counted twice; or a mapping
        of columns to the answers that count. See `known_yes`.
    of
        The denominator, a value of `people_of`.
    by
        A column, or a list of columns, that make groups; each group has its own denominator.
    unknown
        "Don't know" and no answer, also of people who were not asked: ``"not covered"`` or ``"left out"``.
        With ``"left out"`` people who were not asked leave the denominator.
    working_age, retirement_age, poverty_line
        As for `people_of`.
    interval
        Kind of the intervals: ``"logit"``, ``"beta"`` or ``"wald"``; see `labkit.Survey.share`.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n, flag``.

    Raises
    ------
    ColumnError, OptionError
        As `people_of` and `known_yes`.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> both = effective_coverage(lfs, {"social_security": ["yes"], "health_cover": ["equity card"]}, "population")
    >>> bool(both["estimate"].item() > coverage(lfs, "contributions", of="population")["estimate"].item())
    True
    """
    domain = people_of(survey, of, working_age=working_age, retirement_age=retirement_age, poverty_line=poverty_line)
    covered = known_yes(domain.frame, answers, unknown=unknown, where="effective_coverage")
    return domain.assign(covered_=covered).share("covered_", by, interval=interval, level=level)


def coverage(
    survey: Survey,
    contingency: str = "contributions",
    by: By = None,
    *,
    of: Population | None = None,
    unknown: Unknown = "not covered",
    working_age: int = WORKING_AGE,
    retirement_age: int = RETIREMENT_AGE,
    poverty_line: float | None = None,
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    """Estimate effective coverage for one contingency, with the denominator that belongs to it.

    ==================  ===============  =========================================================
    contingency         denominator      covered
    ==================  ===============  =========================================================
    contributions       labour force     the employer pays social security contributions
    work injury         employed         insured by such contributions
    registration        employees        is registered with the fund (*not* effective coverage)
    health              population       a fund, a card, an insurance mainly pays when ill
    sickness            employees        has paid sick leave
    annual leave        employees        has paid annual leave
    written contract    employees        has a written contract
    old age             older people     receives a pension (column ``pension``)
    unemployment        unemployed       receives a benefit (column ``unemployment_benefit``)
    ==================  ===============  =========================================================

    The last two need columns that the bundled survey does not have. Health cover is no part of SDG indicator 1.3.1,
    which is about cash benefits; it is commonly shown beside it.

    Parameters
    ----------
    survey, by
        As for `effective_coverage`.
    contingency
        A name of the table.
    of
        Another denominator than the table's, a value of `people_of`; say so wherever the figure is shown.
    unknown, working_age, retirement_age, poverty_line, interval, level
        As for `effective_coverage`.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n, flag``.

    Raises
    ------
    ColumnError, OptionError
        As `effective_coverage`; or the `contingency` is not known.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> shares = [coverage(lfs, of=of)["estimate"].item() for of in ("employees", "employed", "population")]
    >>> shares == sorted(shares, reverse=True)
    True
    """
    one_of("contingency", contingency, list(CONTINGENCIES), where="coverage")
    chosen = CONTINGENCIES[contingency]
    return effective_coverage(
        survey,
        chosen.answers,
        of or chosen.of,
        by,
        unknown=unknown,
        working_age=working_age,
        retirement_age=retirement_age,
        poverty_line=poverty_line,
        interval=interval,
        level=level,
    )


def coverage_gap(
    survey: Survey,
    contingency: str = "contributions",
    by: By = None,
    *,
    measure: Gap = "percent",
    of: Population | None = None,
    unknown: Unknown = "not covered",
    working_age: int = WORKING_AGE,
    retirement_age: int = RETIREMENT_AGE,
    poverty_line: float | None = None,
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    """Estimate the coverage gap: the people not covered, as a number or in percent of those whom the cover is for.

    The percentages are 100 minus the coverage; people covered and people not covered add up to the denominator.

    Parameters
    ----------
    survey, contingency, by, of, unknown, working_age, retirement_age, poverty_line, interval, level
        As for `coverage`.
    measure
        ``"percent"`` or ``"people"``.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent or people), ``se, ci_low, ci_high, cv, df, n, flag``. Here `n` of
        a number of people counts the records in the denominator.

    Raises
    ------
    ColumnError, OptionError
        As `coverage`; or the `measure` is not known.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> gap = coverage_gap(lfs, "registration")["estimate"].item()
    >>> round(gap + coverage(lfs, "registration")["estimate"].item(), 6)
    100.0
    """
    one_of("measure", measure, get_args(Gap), where="coverage_gap")
    one_of("contingency", contingency, list(CONTINGENCIES), where="coverage_gap")
    chosen = CONTINGENCIES[contingency]
    domain = people_of(
        survey, of or chosen.of, working_age=working_age, retirement_age=retirement_age, poverty_line=poverty_line
    )
    covered = known_yes(domain.frame, chosen.answers, unknown=unknown, where="coverage_gap")
    domain = domain.assign(not_covered_=~covered)
    if measure == "people":
        return domain.total("not_covered_", by, level=level)
    return domain.share("not_covered_", by, interval=interval, level=level)


def contributors_and_registered(
    survey: Survey, by: By = None, *, interval: Interval = "beta", level: float = 0.95
) -> pd.DataFrame:
    """Compare employees registered with the fund with those for whom contributions are paid.

    Registered is not covered: at the end of 2022 the fund of Cambodia had 2,584,706 employees registered, and
    contributions were paid for 1,335,609 (Phnom Penh Post; in ``labkit.load("published")``).

    Parameters
    ----------
    survey
        A Survey of employees with ``social_security``, ``nssf_member`` and the columns that `people_of` needs.
    by, interval, level
        As for `effective_coverage`.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, ``measure`` (``"registered"``, people; ``"contributing"``, people; ``"contributing per 100
        registered"``, percent of the registered for whom contributions are paid), then ``estimate, se, ci_low,
        ci_high, cv, df, n, flag``.

    Raises
    ------
    ColumnError
        A column is missing.

    Examples
    --------
    >>> import labkit as lk
    >>> table = contributors_and_registered(lk.load("lfs")).set_index("measure")["estimate"]
    >>> bool(table["contributing"] < table["registered"])
    True
    """
    employees = people_of(survey, "employees")
    registered = known_yes(employees.frame, "nssf_member").astype(bool)
    contributing = known_yes(employees.frame, "social_security").astype(bool)
    employees = employees.assign(registered_=registered, contributing_=contributing)
    tables = {
        "registered": employees.total("registered_", by, level=level),
        "contributing": employees.total("contributing_", by, level=level),
        "contributing per 100 registered": employees.filter(registered).share(
            "contributing_", by, interval=interval, level=level
        ),
    }
    return stacked(tables.items(), "measure")

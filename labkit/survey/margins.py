"""A total row below the groups of a table."""

from __future__ import annotations

from itertools import combinations
from typing import Any, TypeAlias

import pandas as pd

from labkit.errors import ColumnError, DataError, OptionError
from labkit.survey.records.columns import By, by_names
from labkit.survey.running import Estimator, labels_of, matching, run

Survey: TypeAlias = Any
"""A `labkit.survey.survey.Survey`, whose module builds on this one."""

TOTAL = "total"
_COUNTED = "labkit_counted"


def with_total(
    estimator: Estimator, survey: Survey, by: By, *, label: str = TOTAL, level: float = 0.95, **options: Any
) -> pd.DataFrame:
    """Run an estimator in each group, and on all groups together: the table with its total row.

    Indicators and estimators do it themselves: ``lk.labour.neet_rate(lfs, by="sex", margins=True)``. This is for
    functions of your own. A total is estimated from the records, since it is neither the sum nor the mean of its
    groups. With several columns there is a total over each of them, within the groups of the others, and one of all.

    Parameters
    ----------
    estimator
        An indicator, such as ``lk.labour.neet_rate``, or a function of the survey, such as
        ``lambda s, by: s.mean("monthly_pay", by)``.
    survey
        The survey.
    by
        A column, or a list of columns, that make groups. A record with a missing value there is in no group, and in no
        total.
    label
        The word for the total in the columns of `by`.
    level
        Confidence level of the intervals, 0 to 1.
    **options
        Passed on to the estimator.

    Returns
    -------
    pandas.DataFrame
        The estimator's table, the total below its groups; the columns of `by` are categories with `label` as the last.

    Raises
    ------
    ColumnError
        There is no column in `by`.
    DataError
        `survey` is no Survey.
    OptionError
        A group is called as the total is.

    Examples
    --------
    >>> import labkit as lk
    >>> from labkit.tables import with_total
    >>> with_total(lk.labour.neet_rate, lk.load("lfs"), by="sex")["sex"].tolist()
    ['male', 'female', 'total']
    """
    where = "tables.with_total"
    names = by_names(by, where=where)
    if not hasattr(survey, "in_memory"):
        raise DataError(
            "with_total needs a survey in the second place.",
            where=where,
            got=type(survey).__name__,
            expected="what lk.load or lk.read_survey returns",
            hint='with_total(lk.labour.neet_rate, lfs, by="sex"), if your survey is called lfs.',
        )
    if not names:
        raise ColumnError("There is no column to add up over.", where=where, got=f"by={by!r}", expected="a column")
    within, counted = _counted(survey, names)
    tables = []
    for size in range(len(names), -1, -1):
        for kept in combinations(names, size):
            groups = [*kept, *counted] if size < len(names) else list(kept)
            table = run(estimator, within, groups, level, options, where=where).drop(columns=counted, errors="ignore")
            if size == len(names):
                order = labels_of(table)
                attrs = dict(table.attrs)
                _refuse_label(table, names, label, where)
            tables.append(table.assign(**{name: label for name in names if name not in kept}))
    whole = pd.concat([table[[*order, *_figures(table, order)]] for table in tables], ignore_index=True)
    for name in names:
        values = survey.frame[name] if survey.in_memory else tables[0][name]
        known = values.cat.categories if isinstance(values.dtype, pd.CategoricalDtype) else tables[0][name].unique()
        whole[name] = pd.Categorical(whole[name].astype(object), categories=pd.Index([*known, label], dtype=object))
    whole = whole.sort_values(names, kind="stable", ignore_index=True)
    whole.attrs.update(attrs)
    return whole


def _counted(survey: Survey, names: list[str]) -> tuple[Survey, list[str]]:
    """Return the survey, and a column that makes those who have a label in every column one group; or only those."""
    if not survey.in_memory:
        for name in names:
            survey = survey.filter(matching(survey, name, None))
        return survey, []
    known = survey.frame[names].notna().all(axis=1)
    if known.all():
        return survey, []
    # A group, not a domain: what everybody decides, such as the line of low pay, stays the same in each row.
    return survey.assign(**{_COUNTED: known.astype(object).where(known)}), [_COUNTED]


def _figures(table: pd.DataFrame, order: list[str]) -> list[str]:
    return [name for name in table.columns if name not in order]


def _refuse_label(table: pd.DataFrame, names: list[str], label: str, where: str) -> None:
    for name in names:
        if label in table[name].astype(object).tolist():
            raise OptionError(
                f"A group of {name!r} is called {label!r} already.",
                where=where,
                got=f"label={label!r}",
                expected="a word that no group has",
            )

"""Running an estimator in every group: by its own `by`, or on one domain after the other."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

import pandas as pd

from labkit.errors import DataError, OptionError

Survey: TypeAlias = Any
"""A `labkit.survey.survey.Survey`, whose module builds on this one."""

Estimator: TypeAlias = Callable[..., pd.DataFrame]
"""A function of a survey that returns a result table: an indicator, or such as ``lambda s: s.mean("pay")``."""


def run(
    estimator: Estimator, survey: Survey, names: Sequence[str], level: float, options: Mapping[str, Any], *, where: str
) -> pd.DataFrame:
    """Return an estimator's table with one row, or several, for each group of the columns `names`.

    An estimator that has an option `by` makes the groups itself, as a low pay rate with one threshold for all of them.
    Another is run on the domain of each group.
    """
    accepted = _options_of(estimator, where)
    given = {"level": level, **options} if "level" in accepted else dict(options)
    if "by" in accepted:
        return _table(estimator(survey, by=list(names) or None, **given), where)
    if not names:
        return _table(estimator(survey, **given), where)
    groups = survey.total(by=list(names))[list(names)]
    tables = []
    for place, labels in enumerate(zip(*(groups[name].tolist() for name in names), strict=True)):
        domain = survey
        for name, label in zip(names, labels, strict=True):
            domain = domain.filter(matching(domain, name, label))
        table = _table(estimator(domain, **given), where)
        for column, name in enumerate(names):
            table.insert(column, name, groups[name].take([place] * len(table)).array)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def _options_of(estimator: Estimator, where: str) -> set[str]:
    """Return which of `by` and `level` an estimator takes."""
    if not callable(estimator) or hasattr(getattr(estimator, "__self__", None), "difference"):
        raise OptionError(
            "The estimator is not a function of a survey.",
            where=where,
            got=repr(estimator)[:80],
            expected='an indicator, such as labkit.labour.neet_rate; or such as lambda s: s.mean("pay")',
            hint="Give the name of the function, without (lfs) behind it."
            if isinstance(estimator, pd.DataFrame)
            else "",
        )
    try:
        found = inspect.signature(estimator).parameters
    except (TypeError, ValueError):
        return set()
    every = any(own.kind is own.VAR_KEYWORD for own in found.values())
    bound = set(estimator.keywords) if isinstance(estimator, partial) else set()
    return {name for name in ("by", "level") if (every or name in found) and name not in bound}


def _table(found: Any, where: str) -> pd.DataFrame:
    if isinstance(found, pd.DataFrame) and {"estimate", "se", "n", "flag"} <= set(found.columns):
        return found
    raise DataError(
        "The estimator did not return a result table.",
        where=where,
        got=type(found).__name__,
        expected="a table with columns estimate, se, n, flag",
        hint='Such as lambda s: s.mean("pay").',
    )


def labels_of(table: pd.DataFrame) -> list[str]:
    """Return the columns of a result table that say whom a row is about: those before the estimate."""
    return list(table.columns[: table.columns.get_loc("estimate")])


def matching(survey: Survey, name: str, label: Any) -> Any:
    """Return the condition that a column has some value; of None, that it has any."""
    if survey.in_memory:
        values = survey.frame[name]
        return values.notna() if label is None else values.eq(label).fillna(value=False).astype(bool)
    import narwhals as nw

    return ~nw.col(name).is_null() if label is None else nw.col(name) == label


def of_weight(survey: Survey) -> Survey:
    """Return the survey without the records of weight 0, for estimators that look at single records."""
    nobody = survey.design.weightless
    return survey if nobody is None else survey.filter(~nobody)

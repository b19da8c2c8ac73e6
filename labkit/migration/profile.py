"""A profile of the vulnerability of migrant workers: the rate of each item, and an index of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from labkit.errors import OptionError
from labkit.migration.recruitment import HOME, Scope, workers_of
from labkit.protection.tables import stacked
from labkit.survey import Survey
from labkit.survey.answers import check_words, said
from labkit.survey.estimation.influence import as_shares
from labkit.survey.records.columns import By, Floats

ITEMS: Mapping[str, tuple[str, Sequence[str]]] = {
    "no full papers": ("documents", ("border pass or temporary papers", "none")),
    "no written contract": ("contract", ("oral", "none")),
    "debt for recruitment": ("debt", ("yes",)),
    "passport kept": ("passport_kept", ("yes",)),
    "no social insurance": ("social_insurance", ("no",)),
}


def vulnerability(
    survey: Survey,
    by: By = None,
    *,
    items: Mapping[str, tuple[str, Sequence[str]]] = ITEMS,
    scope: Scope = "sdg",
    home: str = HOME,
    level: float = 0.95,
) -> pd.DataFrame:
    """Estimate how many workers each sign of vulnerability is found with, in percent of those who were asked.

    There is no international standard. The items are a choice: full papers, a written contract, debt for recruitment, a
    passport kept by the employer, insurance. Publish these rates beside any index of them. Denominators differ:
    papers of those who went abroad, the passport of employees who had one, and so on.

    Parameters
    ----------
    survey
        A Survey of migrant workers, such as ``labkit.load("recruitment")``.
    by
        A column, or a list of columns, that make groups.
    items
        For each item its column and the answers that are a sign of vulnerability.
    scope, home
        As for `labkit.migration.recruitment_cost_indicator`: ``"sdg"`` are the workers of SDG indicator 10.7.1, so
        that the profile and the cost are about the same people; ``"all"`` takes every record.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, ``item``, then ``estimate`` (percent of the workers asked), ``se, ci_low, ci_high, cv, df, n,
        flag``.

    Raises
    ------
    ColumnError
        A column is missing.
    OptionError
        There is no item, or an answer of an item does not occur among the categories of its column.

    Examples
    --------
    >>> import labkit as lk
    >>> vulnerability(lk.load("recruitment"))["item"].tolist()[:2]
    ['no full papers', 'no written contract']
    """
    survey = workers_of(survey, scope, home, where="vulnerability")
    signs = _signs(survey.frame, items)
    known = {name: pd.Series(sign, survey.frame.index).astype("boolean") for name, sign in signs.items()}
    tables = {name: survey.assign(sign_=sign).share("sign_", by, level=level) for name, sign in known.items()}
    return stacked(tables.items(), "item")


def vulnerability_index(
    survey: Survey,
    by: By = None,
    *,
    items: Mapping[str, tuple[str, Sequence[str]]] = ITEMS,
    scope: Scope = "sdg",
    home: str = HOME,
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate the mean share of signs of vulnerability, in percent of the items that apply to a worker.

    .. math:: 100 \cdot \frac{1}{\sum_i w_i} \sum_i w_i \frac{\text{signs that worker } i \text{ shows}}
       {\text{items that worker } i \text{ was asked about}}

    Every item has the same weight. It is labkit's own summary and no standard: show `vulnerability` with it.

    Parameters
    ----------
    survey, by, items, scope, home, level
        As for `vulnerability`.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (0: no sign in any worker, 100: every sign in every worker), ``se, ci_low,
        ci_high, cv, df, n, flag``.

    Raises
    ------
    ColumnError, OptionError
        As `vulnerability`.

    Examples
    --------
    >>> import labkit as lk
    >>> index = vulnerability_index(lk.load("recruitment"), by="channel").set_index("channel")["estimate"]
    >>> bool(index["government programme"] < index["broker"])
    True
    """
    survey = workers_of(survey, scope, home, where="vulnerability_index")
    signs = np.column_stack(list(_signs(survey.frame, items).values()))
    asked = (~np.isnan(signs)).sum(axis=1)
    shown = np.nansum(signs, axis=1)
    index = np.divide(100.0 * shown, asked, out=np.full(len(signs), np.nan), where=asked > 0)
    return as_shares(survey.assign(index_=index).mean("index_", by, level=level), survey.design, level=level)


def _signs(frame: pd.DataFrame, items: Mapping[str, tuple[str, Sequence[str]]]) -> dict[str, Floats]:
    if not items:
        raise OptionError("There is no item.", where="vulnerability", got="items={}", expected="one item or more")
    return {item: _sign(frame, item, name, answers) for item, (name, answers) in items.items()}


def _sign(frame: pd.DataFrame, item: str, name: str, answers: Sequence[str]) -> Floats:
    """Return 1 for a sign of vulnerability, 0 for none, missing where the question was not asked."""
    where = f"vulnerability item {item!r}"
    check_words(frame, name, answers, option="items", where=where)
    shown = said(frame, name, *answers, where=where)
    return np.where(said(frame, name, "", where=where), np.nan, shown.astype(np.float64))

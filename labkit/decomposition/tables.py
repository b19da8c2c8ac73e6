"""The tables of a decomposition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from labkit.decomposition.components import Part
from labkit.decomposition.fit import Coefficients, Means
from labkit.decomposition.layout import Layout
from labkit.quality import reliability_flags
from labkit.regression.matrix import CONSTANT
from labkit.survey.design import Design
from labkit.survey.estimation.influence import table_from_influence
from labkit.survey.records.columns import Floats, Groups

FIGURES = ["estimate", "se", "ci_low", "ci_high"]
# The constant is 1 in both groups: it explains nothing.
WITHOUT_CONSTANT = ("explained", "endowments", "interaction")
# Rows of influence values that are handled at once: some 100 MB.
AT_ONCE = 4_000_000


def result_tables(
    parts: Sequence[Part], layout: Layout, design: Design, level: float
) -> tuple[dict[str, pd.DataFrame], int]:
    """Return the overall and both detailed tables, and the degrees of freedom of their intervals."""
    order = [*layout.regressors, CONSTANT]
    places = {name: layout.columns_of(name) for name in order}
    overall = _Rows()
    overall.add(
        {"component": "difference"},
        sum(part.values.sum() for part in parts),
        np.sum([part.influence.sum(axis=1) for part in parts], axis=0),
    )
    detail, by_category = _Rows(), _Rows()
    for part in parts:
        overall.add({"component": part.name}, part.values.sum(), part.influence.sum(axis=1))
        for name in layout.regressors if part.name in WITHOUT_CONSTANT else order:
            labels = {"component": part.name, "regressor": name}
            detail.add(labels, part.values[places[name]].sum(), part.influence[:, places[name]].sum(axis=1))
            for k in places[name]:
                by_category.add(labels | {"category": layout.categories[k]}, part.values[k], part.influence[:, k])
    (whole, df), (each, _), (every, _) = (rows.table(design, level) for rows in (overall, detail, by_category))
    return {"overall": whole, "detail": each, "detail_by_category": every}, df


class _Rows:
    """Rows of a table in the making: labels, an estimate, and its influence per PSU."""

    def __init__(self) -> None:
        self.labels: list[dict[str, str]] = []
        self.estimates: list[float] = []
        self.influence: list[Floats] = []

    def add(self, labels: dict[str, str], estimate: float, influence: Floats) -> None:
        self.labels.append(labels)
        self.estimates.append(float(estimate))
        self.influence.append(influence)

    def table(self, design: Design, level: float) -> tuple[pd.DataFrame, int]:
        """Return the table, and the degrees of freedom of its intervals."""
        step = max(1, AT_ONCE // len(design.psu))
        tables = [self._some(slice(start, start + step), design, level) for start in range(0, len(self.labels), step)]
        table = pd.concat(tables, ignore_index=True)
        return table[[*self.labels[0], *FIGURES]], int(table["df"].iloc[0])

    def _some(self, rows: slice, design: Design, level: float) -> pd.DataFrame:
        # Each row is a group of its own in a survey whose records are PSUs with their totals, already weighted.
        labels, psus = pd.DataFrame(self.labels[rows]), len(design.psu)
        stacked = replace(design, weight=np.ones(psus * len(labels)), psu=np.tile(design.psu, len(labels)))
        found = Groups(np.repeat(np.arange(len(labels)), psus), labels)
        influence = np.concatenate(self.influence[rows])
        estimates = np.array(self.estimates[rows])
        return table_from_influence(stacked, found, estimates, influence, level=level)


def with_records(table: pd.DataFrame, records: Sequence[int]) -> pd.DataFrame:
    """Return the table with the records of both groups, and flags by the smaller of the two numbers."""
    flag = str(reliability_flags([min(records)])[0])
    counts = dict(zip(("n_reference", "n_comparison"), records, strict=True))
    flags = pd.Series([flag] * len(table), index=table.index, dtype="str")
    return table.assign(n=sum(records), **counts, flag=flags)


def coefficient_table(
    layout: Layout, names: Sequence[object], means: Sequence[Means], own: Sequence[Coefficients], star: Coefficients
) -> pd.DataFrame:
    """Return the means and coefficients that the decomposition was made from."""
    order = [k for name in (*layout.regressors, CONSTANT) for k in layout.columns_of(name)]
    columns = {f"mean: {name}": m.values[order] for name, m in zip(names, means, strict=True)}
    columns |= {f"coefficient: {name}": c.values[order] for name, c in zip(names, own, strict=True)}
    labels: dict[str, object] = {
        "regressor": [layout.owners[k] for k in order],
        "category": [layout.categories[k] for k in order],
    }
    return pd.DataFrame({**labels, **columns, "coefficient: reference": star.values[order]})

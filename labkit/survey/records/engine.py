"""Surveys whose records stay where they are: in a DuckDB relation, a Dask or PySpark frame, a polars lazy frame.

narwhals is the door to all of them. The engine groups the records by group, stratum and PSU and adds up; what comes
back is one row for each of these, and the rest is computed from it as for records in memory. No record is collected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
import pandas as pd

from labkit.errors import ColumnError, DataError, first_few
from labkit.survey.design import Design, LonelyPsu
from labkit.survey.estimation.estimators import category_table, ratio_table, refuse_measures, total_table, truth_table
from labkit.survey.estimation.proportions import Interval
from labkit.survey.estimation.totals import PsuTotals
from labkit.survey.records.codes import Bools, Coded, Ints
from labkit.survey.records.columns import By, Floats, Grouping, Labels, by_names, column_codes, refuse_column
from labkit.survey.records.conditions import compared_words, refuse_word
from labkit.survey.records.engine_design import (
    PSU,
    STRATUM,
    WEIGHT,
    engine_name,
    missing,
    read_design,
    with_design_columns,
    without_nan,
)
from labkit.survey.records.reduce import shares_of, totals_of

if TYPE_CHECKING:
    import narwhals as nw

# Columns that labkit adds to a query; a survey has none of such names.
RECORDS, VALUE, KNOWN = "labkit_n", "labkit_value", "labkit_known"


@dataclass(frozen=True, eq=False)
class Engine:
    """Records on a data engine, of which only totals per group and PSU are ever fetched.

    Attributes
    ----------
    records
        The lazy frame; of a domain, the query for its records.
    roles
        The columns that hold the design, by role.
    design
        The description of every stratum and PSU of the full sample, without records.
    psus
        The stratum and the PSU, as the records have them, of each PSU code of the design.
    asked
        The records before each condition, with the columns and words that it compares. If no record is left, they are
        looked at for a word that nobody has.
    """

    records: nw.LazyFrame[Any]
    roles: Mapping[str, str]
    design: Design
    psus: pd.MultiIndex
    asked: tuple[tuple[nw.LazyFrame[Any], list[tuple[str, str]]], ...] = ()

    @classmethod
    def read(cls, records: nw.LazyFrame[Any], roles: Mapping[str, str], lonely_psu: LonelyPsu) -> Engine:
        """Return the records of a lazy frame with the design read from it, by one query."""
        return cls(records, dict(roles), *read_design(records, roles, lonely_psu))

    def __len__(self) -> int:
        """Count the records, by a query."""
        import narwhals as nw

        return int(self.records.select(nw.len()).collect().item())

    @property
    def name(self) -> str:
        """The engine's name, as its users know it."""
        return engine_name(self.records)

    def filter(self, condition: object) -> Engine:
        """Return the domain of the records for which a narwhals expression is true."""
        import narwhals as nw

        where = "Survey.filter"
        records = self._with_columns({VALUE: self._expression(condition, where)}, where)
        found = records.collect_schema()[VALUE]
        if not found.is_boolean():
            raise ColumnError(
                "The condition is not made of True and False.",
                where=where,
                got=f"{found} values",
                expected="a comparison, such as nw.col('age') >= 15",
            )
        words = compared_words(condition)
        asked = (*self.asked, (records, words)) if words else self.asked
        return replace(self, records=records.filter(nw.col(VALUE)).drop(VALUE), asked=asked)

    def _refuse_unknown_word(self) -> None:
        """Say which word of a condition nobody has, if there is one; otherwise there simply are no such people."""
        import narwhals as nw

        for records, words in self.asked:
            for name, word in words:
                known = records.select(name).unique().filter(~nw.col(name).is_null()).collect()[name].to_list()
                if known and word not in known:
                    refuse_word(name, word, sorted(known, key=str))

    def assign(self, columns: Mapping[str, Any]) -> Engine:
        """Return the same records with further columns, made from narwhals expressions or single values."""
        import narwhals as nw

        made = {}
        for name, value in columns.items():
            single = isinstance(value, str | bool | int | float)
            made[name] = nw.lit(value) if single else self._expression(value, f"Survey.assign({name}=...)")
        return replace(self, records=self._with_columns(made, "Survey.assign"))

    def _with_columns(self, made: Mapping[str, nw.Expr], where: str) -> nw.LazyFrame[Any]:
        """Return the records with further columns, which the engine knows how to make."""
        from narwhals.exceptions import ColumnNotFoundError

        try:
            records = without_nan(self.records).with_columns(**made)
            records.collect_schema()
        except ColumnNotFoundError as error:
            raise ColumnError(
                "The expression names a column that is not there.",
                where=where,
                got=str(error).splitlines()[0],
                expected=f"columns among {first_few(self.records.collect_schema().names(), most=40)}",
                hint="Add the column first: survey.assign(name=expression).",
            ) from error
        return records

    def _expression(self, found: object, where: str) -> nw.Expr:
        import narwhals as nw

        if isinstance(found, nw.Expr):
            return found
        raise ColumnError(
            f"The records are held by {self.name}, so their columns are described by narwhals expressions.",
            where=where,
            got=type(found).__name__,
            expected="an expression, such as nw.col('age') >= 15 (after: import narwhals as nw)",
            hint="Or take the columns that you need into memory first: survey.collect(['age', 'sex']).",
        )

    def total(self, column: str | None, by: By, level: float) -> pd.DataFrame:
        """Estimate population totals; without a column, numbers of people."""
        where = f"total({column!r})"
        labels, totals = self._totals(by, [column], where)
        nobody = totals.n == 0
        if column is not None and nobody.any():
            nobody = self._totals(by, [None], where)[1].n == 0
        return total_table(labels, totals, nobody, self.design, level)

    def mean(self, column: str, by: By, level: float) -> pd.DataFrame:
        """Estimate means."""
        return ratio_table(*self._totals(by, [column, None], f"mean({column!r})"), self.design, level)

    def ratio(self, numerator: str, denominator: str, by: By, level: float) -> pd.DataFrame:
        """Estimate the ratio of two totals."""
        sums = self._totals(by, [numerator, denominator], f"ratio({numerator!r}, {denominator!r})")
        return ratio_table(*sums, self.design, level)

    def share(self, column: str, by: By, level: float, interval: Interval) -> pd.DataFrame:
        """Estimate shares in percent: of True, or of each category."""
        where = f"share({column!r})"
        self._check(column, where)
        found = self._dtype(column)
        if found.is_numeric():
            refuse_measures(column, str(found), where)
        labels, names, sums = self._shares(by, column, where)
        if found.is_boolean():
            return truth_table(labels, sums, self.design, level, interval)
        return category_table(labels, names, sums, self.design, level, interval)

    def quantile(self, column: str, q: float | Sequence[float], by: By, level: float) -> NoReturn:
        """Say that quantiles need the records in memory."""
        self.refuse("A quantile needs", f"quantile({column!r})")

    def _totals(self, by: By, variables: list[str | None], where: str) -> tuple[Labels, PsuTotals]:
        """Return the labels of the groups that occur and the weighted sums of some columns; None stands for ones.

        A record with a missing value in one of the columns is outside the sums.
        """
        import narwhals as nw

        names = [name for name in variables if name is not None]
        values = [f"{VALUE}{i}" for i in range(len(names))]
        frame = self._prepared(by, where)
        columns = {value: self._number(name, where) for name, value in zip(names, values, strict=True)}
        frame = frame.with_columns(nw.lit(1.0).alias(RECORDS), **columns)
        known = nw.col(WEIGHT) > 0
        for value in values:
            known = known & ~missing(nw.col(value))
        frame = frame.with_columns(known.alias(KNOWN))
        inside = nw.when(nw.col(KNOWN))
        weight = nw.col(WEIGHT)
        frame = frame.with_columns(
            *(inside.then(nw.col(v) * weight).otherwise(nw.lit(0.0)).alias(v) for v in values),
            inside.then(weight).otherwise(nw.lit(0.0)).alias(WEIGHT),
            inside.then(nw.col(RECORDS)).otherwise(nw.lit(0.0)).alias(RECORDS),
        )
        table = self._added_up(frame, by_names(by, where=where), [*values, WEIGHT, RECORDS])
        nobody = (table[RECORDS] == 0).to_numpy()
        self._refuse_infinite(table, dict(zip(names, values, strict=True)), where)
        sums = [table[WEIGHT if n is None else values[names.index(n)]].to_numpy() for n in variables]
        groups = Grouping.of(table, by, where=where)
        found, totals = totals_of(self._design_of(table, np.ones(len(table))), groups, nobody, sums)
        return groups.labels(found), _with_records(totals, table, groups, found, None)

    def _shares(self, by: By, name: str, where: str) -> tuple[Labels, pd.Index, PsuTotals]:
        """Return the labels of the groups, the names of the categories, and sums of weights as `shares_of` gives them.

        True and False are two categories, whether they occur or not.
        """
        import narwhals as nw

        self._check(name, where)
        counted = nw.when(nw.col(WEIGHT) > 0).then(nw.lit(1.0)).otherwise(nw.lit(0.0))
        frame = self._prepared(by, where).with_columns(nw.col(name).alias(VALUE), counted.alias(RECORDS))
        table = self._added_up(frame, [*by_names(by, where=where), VALUE], [WEIGHT, RECORDS])
        if self._dtype(name).is_boolean():
            own = Coded.checked(
                table[VALUE].map({False: 0, True: 1}).fillna(-1).to_numpy(np.int8), pd.Index([False, True])
            )
        else:
            own = column_codes(table, VALUE, where=where).those_that_occur()
        unknown, category = (own.codes < 0) | (table[RECORDS] == 0).to_numpy(), np.maximum(own.codes, 0)
        groups = Grouping.of(table, by, where=where)
        design = self._design_of(table, table[WEIGHT].to_numpy())
        found, totals = shares_of(design, groups, unknown, category, max(len(own.labels), 1))
        totals = _with_records(totals, table, groups, found, unknown)
        others = (unknown | (category != k) for k in range(len(totals.sums) - 1))
        each = (_with_records(totals, table, groups, found, left_out).n for left_out in others)
        return groups.labels(found), own.labels, replace(totals, counts=[*each, totals.n])

    def collect(self, columns: Sequence[str]) -> tuple[pd.DataFrame, Design]:
        """Take some columns of the records, and those of the design, into memory."""
        where = "Survey.collect"
        for name in columns:
            self._check(name, where)
        kept = list(dict.fromkeys([*columns, *self.roles.values()]))
        table = self._prepared(None, where).select(*kept, WEIGHT, STRATUM, PSU).collect().to_pandas()
        if table.empty:
            self._refuse_unknown_word()
        design = self._design_of(table, table[WEIGHT].to_numpy(dtype=np.float64))
        weightless = design.weight == 0
        return table[kept], replace(design, weightless=weightless if weightless.any() else None)

    def refuse(self, what: str, where: str) -> NoReturn:
        """Say that something needs the records in memory."""
        raise DataError(
            f"{what} the records in memory, and those of this survey are held by {self.name}.",
            where=where,
            got=f"a frame of {self.name}, with columns {first_few(self.records.collect_schema().names(), most=8)}",
            expected="records in memory, or one of total(), mean(), share(), ratio(), filter(), assign()",
            hint="Take the columns that you need into memory first, after filter(): survey.collect(['sex', 'pay']).",
        )

    def _dtype(self, name: str) -> nw.dtypes.DType:
        """Return the type of a column, as narwhals calls it."""
        return self.records.collect_schema()[name]

    def _check(self, name: str, where: str) -> None:
        """Say which columns there are, if there is none of this name."""
        names = self.records.collect_schema().names()
        if name not in names:
            refuse_column(name, names, where)

    def _prepared(self, by: By, where: str) -> nw.LazyFrame[Any]:
        """Return the records with the weight, stratum and PSU under names of their own."""
        for name in by_names(by, where=where):
            self._check(name, where)
        return with_design_columns(self.records, self.roles)

    def _number(self, name: str, where: str) -> nw.Expr:
        import narwhals as nw

        self._check(name, where)
        found = self._dtype(name)
        if not (found.is_numeric() or found.is_boolean()):
            raise ColumnError(
                f"Column {name!r} does not hold numbers.",
                where=where,
                got=str(found),
                expected="numbers, or True and False",
                hint="For the percent in each category use share().",
            )
        return nw.col(name).cast(nw.Float64)

    def _added_up(self, frame: nw.LazyFrame[Any], keys: list[str], sums: list[str]) -> pd.DataFrame:
        """Let the engine add up within each combination of the keys, stratum and PSU."""
        import narwhals as nw

        query = frame.group_by(*keys, STRATUM, PSU).agg(*(nw.col(name).sum() for name in sums))
        table = query.collect().to_pandas()
        if table.empty:
            self._refuse_unknown_word()
        return table.assign(**{name: table[name].to_numpy(dtype=np.float64) for name in sums})

    def _design_of(self, table: pd.DataFrame, weight: Floats) -> Design:
        """Return the design of the rows of `table`, which have a stratum and a PSU."""
        psu = self.psus.get_indexer(pd.MultiIndex.from_frame(table[[STRATUM, PSU]]))
        if (psu < 0).any():
            raise DataError(
                "Records came to the frame after the Survey was made.",
                where="Survey(frame)",
                got=f"{int((psu < 0).sum())} PSUs that were not there",
                expected="the records as when the Survey was made",
                hint="Make the Survey again.",
            )
        return replace(self.design, weight=weight, psu=psu.astype(np.int64))

    def _refuse_infinite(self, table: pd.DataFrame, columns: Mapping[str, str], where: str) -> None:
        for name, value in columns.items():
            if not np.isfinite(table[value].to_numpy()).all():
                raise ColumnError(
                    f"Column {name!r} has infinite values.",
                    where=where,
                    got=f"an infinite sum in {int((~np.isfinite(table[value].to_numpy())).sum())} PSUs",
                    expected="finite numbers, or missing values",
                    hint="Usually something was divided by zero, such as pay by zero hours: make these missing.",
                )


def _with_records(
    totals: PsuTotals, table: pd.DataFrame, groups: Grouping, found: Ints, unknown: Bools | None
) -> PsuTotals:
    """Count the records of the groups, not the rows of the table in which the engine added them up."""
    records = table[RECORDS].to_numpy().astype(np.int64)
    n = np.zeros(groups.size + 1, dtype=np.int64)
    np.add.at(n, groups.block(slice(0, len(table))), records if unknown is None else np.where(unknown, 0, records))
    return replace(totals, n=n[found])

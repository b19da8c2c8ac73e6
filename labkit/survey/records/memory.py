"""The records of a survey in memory: a pandas frame, or one of another kind of which columns are taken when used."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
import pandas as pd

from labkit.errors import ColumnError, DataError, DesignError, first_few
from labkit.survey.design import Design, LonelyPsu, make_design
from labkit.survey.estimation import estimators
from labkit.survey.estimation.proportions import Interval
from labkit.survey.estimation.quantiles import quantile
from labkit.survey.records.codes import Bools, CodeStore, same_memory
from labkit.survey.records.columns import By, by_names, is_boolean, is_text, refuse_column
from labkit.survey.records.conditions import compared_words, refuse_word, with_unknown
from labkit.survey.records.engine_design import without_nan

if TYPE_CHECKING:
    import narwhals as nw

VALUE = "labkit_value"  # the name of an expression's values while they are made


class Memory:
    """Records in memory with their design.

    Parameters
    ----------
    frame
        The columns that are there as pandas columns.
    rest
        The frame of another kind from which the other columns come; None for a pandas frame.
    design
        The design of the records.
    codes
        The codes of text columns, if some are known already.
    held
        The column of weights as it was when the design was made. As long as it is held, pandas' copy-on-write keeps
        everybody from writing into its memory; and by it records are found out that were sorted and numbered anew.
    """

    __slots__ = ("_design", "_frame", "_held", "_index", "_rest", "codes")

    def __init__(
        self,
        frame: pd.DataFrame,
        rest: nw.DataFrame[Any] | None,
        design: Design,
        codes: CodeStore | None = None,
        held: pd.Series[Any] | None = None,
    ) -> None:
        self._frame = frame
        self._rest = rest
        self._design = design
        self._held = held
        self._index = frame.index
        self.codes = codes or CodeStore(frame)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Memory, (self._frame, self._rest, self._design))

    def __len__(self) -> int:
        return len(self._frame)

    @classmethod
    def read(cls, frame: Any, roles: Mapping[str, str], lonely_psu: LonelyPsu) -> Memory:
        """Return the records of a pandas frame, or of an eager narwhals frame, with the design read from it."""
        if isinstance(frame, pd.DataFrame):
            own, rest = frame.copy(deep=False), None
        else:
            own, rest = pd.DataFrame(index=range(len(frame))), frame
            for role, name in roles.items():
                _pull(own, frame, name, f"Survey({role}=...)")
        codes = CodeStore(own)
        columns = {role: roles.get(role) for role in ("weight", "stratum", "psu", "fpc")}
        held = own[roles["weight"]] if roles.get("weight") in own.columns else None
        return cls(own, rest, make_design(own, **columns, lonely_psu=lonely_psu), codes, held)

    @property
    def full_design(self) -> Design:
        """The design, whatever became of the records."""
        return self._design

    @property
    def design(self) -> Design:
        """The design, if the records are still those it was made for."""
        if len(self._design.weight) != len(self._frame):
            raise DesignError(
                "Records were added to the survey's frame, or removed from it.",
                where="Survey.frame",
                got=f"{len(self._frame)} records",
                expected=f"{len(self._design.weight)} records, as when the Survey was made",
                hint="Load the survey again, and choose records with survey.filter(condition).",
            )
        self._in_order()
        return self._design

    def _in_order(self) -> None:
        """Put the records back into their own order, if somebody sorted the survey's frame in place."""
        now = self._frame.index
        if len(now) == len(self._index) and not now.equals(self._index) and self._index.is_unique:
            places = now.get_indexer(self._index)
            if (places >= 0).all():
                self._frame = self._frame.take(places)
                self.codes = CodeStore(self._frame)
        held = self._held
        if held is None or held.name not in self._frame or same_memory(held, self._frame[held.name]):
            return
        one, other = held.to_numpy(), self._frame[held.name].to_numpy()
        if not np.array_equal(one, other) and np.array_equal(np.sort(one), np.sort(other)):
            raise DesignError(
                "The records of the survey's frame stand in another order, under new numbers.",
                where="Survey.frame",
                got=f"the weights {held.name!r} in another order than when the Survey was made",
                expected="the records as they were",
                hint="Load the survey again. Sort a copy: survey.frame.sort_values(...) without inplace=True.",
            )

    @property
    def frame(self) -> pd.DataFrame:
        """All columns as pandas columns."""
        self._in_order()
        if self._rest is not None:
            names = self._rest.columns
            self.columns(names)
            others = [name for name in self._frame.columns if name not in names]
            self._frame = self._frame[[*names, *others]]
            self.codes = self.codes.shared(self._frame)
            self._rest = None
        return self._frame

    def columns(self, names: Iterable[str | None], where: str = "") -> pd.DataFrame:
        """Return a frame in which the columns of these names are, those of another kind of frame taken from there."""
        self._in_order()
        if self._rest is None:
            return self._frame
        for name in names:
            if name is not None and name not in self._frame.columns:
                _pull(self._frame, self._rest, name, where)
        return self._frame

    def filter(self, condition: object) -> Memory:
        """Return the domain of the records for which the condition is true."""
        self._in_order()
        rows = self._condition(condition)
        if not rows.any():
            self._refuse_unknown_word(condition)
        frame = self._frame.loc[rows]
        rest = None if self._rest is None else self._rest.filter(rows.tolist())
        held = None if self._held is None else frame.get(self._held.name)
        return Memory(frame, rest, self.design.keep(rows), self.codes.domain(frame, rows), held)

    def _refuse_unknown_word(self, condition: object) -> None:
        """Say which words a column has, where a comparison with a word holds for nobody: it is mistyped, as a rule."""
        if _is_expression(condition):
            self._refuse_word_of(condition)
            return
        name = getattr(condition, "name", None)
        if not len(self._frame) or not isinstance(name, str) or name not in self._frame.columns:
            return
        values = self._frame[name]
        if is_boolean(values) or not (is_text(values) or isinstance(values.dtype, pd.CategoricalDtype)):
            return
        words = values.dropna().unique()
        raise DataError(
            f"No record is left: the condition about {name!r} holds for none of {len(values):,} records.",
            where="Survey.filter",
            got="False for every record",
            expected=f"a word that {name!r} has: {first_few(map(repr, words), most=40)}",
            hint="Compare letter by letter: capitals and blanks count. Take the word from the list above.",
        )

    def _refuse_word_of(self, expression: object) -> None:
        for name, word in compared_words(expression):
            words = self.columns([name], "Survey.filter")[name].dropna().unique().tolist()
            if words and word not in words:
                refuse_word(name, word, words)

    def _condition(self, condition: object) -> Bools:
        where = "Survey.filter"
        if _is_expression(condition):
            condition = self._evaluated(condition, where)
        if isinstance(condition, pd.Series):
            self._same_records(condition, where)
            series = condition
        else:
            series = pd.Series(np.asarray(condition))
        if not is_boolean(series):
            raise ColumnError(
                "The condition is not made of True and False.",
                where=where,
                got=f"{series.dtype} values",
                expected="a comparison, such as survey.frame['age'] >= 15",
            )
        if len(series) != len(self._frame):
            self._refuse_length(len(series), where)
        return series.to_numpy(dtype=bool, na_value=False)

    def assign(self, columns: Mapping[str, Any]) -> Memory:
        """Return the same records with further columns."""
        made = {}
        for name, values in columns.items():
            where = f"Survey.assign({name}=...)"
            if _is_expression(values):
                values = self._evaluated(values, where)
            if isinstance(values, pd.Series):
                self._same_records(values, where)
            elif not np.isscalar(values) and values is not None and len(values) != len(self._frame):
                self._refuse_length(len(values), where)
            made[name] = values
        frame = self._frame.assign(**made)
        return Memory(frame, self._rest, self.design, self.codes.shared(frame), self._held)

    def _evaluated(self, expression: Any, where: str) -> pd.Series[Any]:
        """Return the values of a narwhals expression."""
        import narwhals as nw
        from narwhals.exceptions import ColumnNotFoundError

        rest = self._rest
        if rest is None or not set(self._frame.columns) <= set(rest.columns):
            rest = nw.from_native(with_unknown(self.frame, expression), eager_only=True)  # to pandas NaN is missing
        else:
            rest = without_nan(rest)
        try:
            values = rest.with_columns(expression.alias(VALUE)).get_column(VALUE).to_pandas()
        except ColumnNotFoundError as error:
            raise ColumnError(
                "The expression names a column that is not there.",
                where=where,
                got=str(error).splitlines()[0],
                expected=f"columns among {first_few(rest.columns, most=40)}",
                hint="Add the column first: survey.assign(name=values).",
            ) from error
        return pd.Series(values.array, index=self._frame.index)

    def _same_records(self, values: pd.Series[Any], where: str) -> None:
        if len(values) != len(self._frame):
            self._refuse_length(len(values), where)
        if not values.index.equals(self._frame.index):
            raise ColumnError(
                "The values belong to other records than the survey's.",
                where=where,
                got="another index",
                expected="a Series made from this survey's own frame",
                hint="Use the frame of the survey that you are working with: survey.frame.",
            )

    def _refuse_length(self, length: int, where: str) -> NoReturn:
        raise ColumnError(
            "The number of values is not the number of records.",
            where=where,
            got=f"{length} values",
            expected=f"{len(self._frame)} values",
            hint="Make them from the frame of this very survey: after filter() it has fewer records.",
        )

    def total(self, column: str | None, by: By, level: float) -> pd.DataFrame:
        """Estimate population totals; without a column, numbers of people."""
        frame = self.columns([column, *by_names(by, where="by")], f"total({column!r})")
        return estimators.total(frame, self.design, column, by, level)

    def mean(self, column: str, by: By, level: float) -> pd.DataFrame:
        """Estimate means."""
        frame = self.columns([column, *by_names(by, where="by")], f"mean({column!r})")
        return estimators.mean(frame, self.design, column, by, level)

    def share(self, column: str, by: By, level: float, interval: Interval) -> pd.DataFrame:
        """Estimate shares in percent: of True, or of each category."""
        frame = self.columns([column, *by_names(by, where="by")], f"share({column!r})")
        return estimators.share(frame, self.design, column, by, level, interval)

    def ratio(self, numerator: str, denominator: str, by: By, level: float) -> pd.DataFrame:
        """Estimate the ratio of two totals."""
        where = f"ratio({numerator!r}, {denominator!r})"
        frame = self.columns([numerator, denominator, *by_names(by, where="by")], where)
        return estimators.ratio(frame, self.design, numerator, denominator, by, level)

    def quantile(self, column: str, q: float | Sequence[float], by: By, level: float) -> pd.DataFrame:
        """Estimate quantiles."""
        frame = self.columns([column, *by_names(by, where="by")], f"quantile({column!r})")
        return quantile(frame, self.design, column, q, by, level)


def _pull(frame: pd.DataFrame, rest: nw.DataFrame[Any], name: str, where: str) -> None:
    """Take a column into the pandas frame."""
    if name not in rest.columns:
        refuse_column(name, list(dict.fromkeys([*rest.columns, *frame.columns])), where)
    own = rest.get_column(name)
    values = own.to_pandas()
    if values.empty and own.dtype.is_numeric():  # of no record, pyarrow does not say that they are numbers
        values = values.astype("float64")
    frame[name] = values.array


def _is_expression(found: object) -> bool:
    """Tell whether something is a narwhals expression, without importing narwhals for those who do not use it."""
    narwhals = sys.modules.get("narwhals")
    return narwhals is not None and isinstance(found, narwhals.Expr)

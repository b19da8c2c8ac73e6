"""`Survey`: records and their sample design, kept together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import pandas as pd

from labkit.errors import DataError, DesignError
from labkit.survey.design import Design, LonelyPsu
from labkit.survey.estimates import Estimates
from labkit.survey.records.columns import refuse_replaced
from labkit.survey.records.engine import Engine
from labkit.survey.records.memory import Memory


class Survey(Estimates):
    """Records of a sample survey together with its design.

    Every estimator returns a plain data frame with one row per group: the `by` columns, then ``estimate, se, ci_low,
    ci_high, cv, df, n, flag``. `se` is the design-based standard error (Taylor linearisation, PSUs drawn with
    replacement unless `fpc` is given), the interval uses Student's t on `df` = PSUs minus strata, `cv` is se over
    estimate, `n` counts unweighted records, and `flag` is ``"U"`` (unreliable) below 15 records or with a cv above
    33 percent, and ``"S"`` (to be suppressed) below 5 records.

    A missing value in a column that is used takes a record out of the estimate; the record stays in the design.

    Parameters
    ----------
    frame
        One row per record: a pandas frame, or any other that narwhals supports. It is not copied record by record, and
        the Survey does not change it.

        * pandas: all of labkit works on it.
        * polars and pyarrow, in memory: the columns that are used are taken into pandas, and all of labkit works.
        * DuckDB relations, Dask and PySpark frames, polars lazy frames: the engine adds the records up by group,
          stratum and PSU, and no record is taken into memory. `total`, `mean`, `share`, `ratio`, with `filter` and
          `assign` by narwhals expressions, work on it; for all else take the columns that you need into memory with
          `collect`. Such a survey needs `psu`.
    weight
        Column with the number of people each record stands for. A record of weight 0 stands for nobody: it stays in the
        design and is counted nowhere, and the Survey says how many there are. Without it, every record counts once.
    stratum
        Column with the stratum. Without it, there is one stratum.
    psu
        Column with the primary sampling unit, numbered within its stratum. Without it, every record is its own PSU.
    fpc
        Column with the number of PSUs in the population of the record's stratum. Without it, none is assumed.
    lonely_psu
        What to do with a stratum that has one sampled PSU, as R's option ``survey.lonely.psu``: ``"fail"`` (an
        error), ``"certainty"`` (it adds nothing to a variance), ``"adjust"`` (its PSU is compared with the whole
        sample), ``"average"`` (it adds as much as the other strata on average).

    Raises
    ------
    ColumnError
        A column that is named is not in the frame.
    DesignError
        Weights, strata, PSUs or population counts do not describe a design; the message says which records.
    DataError
        `frame` is no data frame.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({
    ...     "x": [2.8, 4.1, 6.8, 6.8, 9.2, 3.7, 6.6, 4.2],
    ...     "stratum": [1, 1, 1, 1, 1, 2, 2, 2],
    ...     "psu": [1, 2, 3, 4, 5, 1, 2, 3],
    ...     "weight": [3, 3, 3, 3, 3, 4, 4, 4],
    ...     "psus": [15, 15, 15, 15, 15, 12, 12, 12],
    ... })
    >>> survey = Survey(frame, weight="weight", stratum="stratum", psu="psu", fpc="psus")
    >>> survey.mean("x").round(4)
       estimate     se  ci_low  ci_high      cv  df  n flag
    0    5.4481  0.616  3.9408   6.9555  0.1131   6  8    U
    >>> survey.filter(frame["x"] > 4).mean("x").round(4)
       estimate      se  ci_low  ci_high      cv  df  n flag
    0     6.195  0.6301  4.4455   7.9445  0.1017   4  6    U
    """

    __slots__ = ("_records", "_roles")
    _records: Memory | Engine
    _roles: dict[str, str]

    def __init__(
        self,
        frame: Any,
        weight: str | None = None,
        stratum: str | None = None,
        psu: str | None = None,
        fpc: str | None = None,
        lonely_psu: LonelyPsu = "fail",
    ) -> None:
        named = {"weight": weight, "stratum": stratum, "psu": psu, "fpc": fpc}
        for role, name in named.items():
            if name is not None and not isinstance(name, str):
                raise DesignError(
                    f"{role} is not the name of a column.",
                    where=f"Survey({role}=...)",
                    got=type(name).__name__,
                    expected="one name of a column, in quotes",
                    hint=f"Survey(frame, {role}='...'). Of several columns make one first, such as "
                    "frame['psu'] = frame['district'].astype(str) + '/' + frame['village'].astype(str).",
                )
        roles = {role: name for role, name in named.items() if name}
        self._set(_read(frame, roles, lonely_psu), roles)

    def _set(self, records: Memory | Engine, roles: dict[str, str]) -> None:
        object.__setattr__(self, "_records", records)
        object.__setattr__(self, "_roles", roles)

    def _with(self, records: Memory | Engine) -> Survey:
        return _restore(records, self._roles)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"A Survey does not change: make a new one instead of setting {name!r}.")

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restore, (self._records, self._roles))

    @property
    def frame(self) -> pd.DataFrame:
        """The records as a pandas frame; of a domain, its own records only.

        Raises
        ------
        DataError
            The records are not in memory: `collect` takes some columns there.
        """
        return self._in_memory("survey.frame needs", "Survey.frame").frame

    @property
    def design(self) -> Design:
        """The sample design as integer codes, every stratum and PSU of the full sample included.

        Raises
        ------
        DataError
            The records are not in memory: `collect` takes some columns there.
        """
        return self._in_memory("survey.design needs", "Survey.design").design

    def _in_memory(self, what: str, where: str) -> Memory:
        if isinstance(self._records, Engine):
            self._records.refuse(what, where)
        return self._records

    @property
    def in_memory(self) -> bool:
        """Whether the records are in memory, and not held by a data engine."""
        return isinstance(self._records, Memory)

    @property
    def is_weighted(self) -> bool:
        """Whether the records have weights."""
        return "weight" in self._roles

    def __len__(self) -> int:
        return len(self._records)

    def __repr__(self) -> str:
        records = self._records
        roles = ", ".join(f"{role} {name!r}" for role, name in self._roles.items()) or "a simple random sample"
        design = records.design if isinstance(records, Engine) else records.full_design
        held = f"records held by {records.name}" if isinstance(records, Engine) else f"{len(records):,} records"
        if design.weightless is not None:
            held += f" ({design.weightless.sum():,} of weight 0, which stand for nobody)"
        psus, strata = len(design.psu_stratum), len(design.psus)
        where = f"{psus:,} PSU{'s' * (psus != 1)} and {strata:,} {'stratum' if strata == 1 else 'strata'}"
        return f"Survey of {held} in {where} ({roles})"

    def filter(self, condition: Any) -> Survey:
        """Return a domain: the records for which `condition` is true, with the full design.

        Parameters
        ----------
        condition
            True or False for every record, such as ``survey.frame["age"] >= 15``; or a narwhals expression, such as
            ``nw.col("age") >= 15``, which works on every kind of frame. A missing value counts as False.

        Raises
        ------
        ColumnError
            The condition is not made of True and False, or not made from this survey's frame.

        Examples
        --------
        >>> import narwhals as nw
        >>> import pandas as pd
        >>> survey = Survey(pd.DataFrame({"age": [12, 30, 70]}))
        >>> len(survey.filter(survey.frame["age"] >= 15)), len(survey.filter(nw.col("age") >= 15))
        (2, 2)
        """
        return self._with(self._records.filter(condition))

    def assign(self, **columns: Any) -> Survey:
        """Return a Survey with further columns, given by name.

        Parameters
        ----------
        **columns
            A Series made from this survey's frame, an array with one value per record, a single value, or a narwhals
            expression. Where the records are not in memory, an expression or a single value.

        Raises
        ------
        ColumnError
            Values belong to other records, or their number is not that of the records.
        DesignError
            A column that holds the design would be replaced.

        Examples
        --------
        >>> import pandas as pd
        >>> survey = Survey(pd.DataFrame({"age": [12, 30, 70]}))
        >>> survey.assign(adult=survey.frame["age"] >= 15).share("adult")["estimate"].round(1).item()
        66.7
        """
        refuse_replaced(columns, where="by")
        for name in columns:
            if name in self._roles.values():
                raise DesignError(
                    f"Column {name!r} holds the design and cannot be replaced.",
                    where=f"Survey.assign({name}=...)",
                    hint="Change the frame and make a new Survey from it.",
                )
        return self._with(self._records.assign(columns))

    def collect(self, columns: Sequence[str]) -> Survey:
        """Return the same survey, or domain, with some columns of its records in memory, and with the full design.

        Estimators that need the records themselves (quantiles, the Gini, regressions, all that asks for
        ``survey.frame``) work on the result. A survey that is in memory already is returned as it is.

        Parameters
        ----------
        columns
            The columns to take; those of the design come by themselves.

        Raises
        ------
        ColumnError
            There is no such column.

        Examples
        --------
        >>> import duckdb
        >>> import narwhals as nw
        >>> table = duckdb.sql("select range as psu, range % 7 as pay, range % 2 = 0 as woman from range(1000)")
        >>> survey = Survey(table, psu="psu")
        >>> survey.filter(nw.col("woman")).collect(["pay"]).quantile("pay")[["estimate", "n"]]
           estimate    n
        0       3.0  500
        """
        if isinstance(self._records, Memory):
            return self
        frame, design = self._records.collect([columns] if isinstance(columns, str) else columns)
        return self._with(Memory(frame, None, design))


def _restore(records: Memory | Engine, roles: dict[str, str]) -> Survey:
    survey = object.__new__(Survey)
    survey._set(records, roles)
    return survey


def _read(frame: Any, roles: Mapping[str, str], lonely_psu: LonelyPsu) -> Memory | Engine:
    """Return the records of any frame with their design."""
    if isinstance(frame, pd.DataFrame):
        return Memory.read(frame, roles, lonely_psu)
    import narwhals as nw

    try:
        found = nw.from_native(frame)
    except TypeError as error:
        raise DataError(
            "A Survey is made from a data frame: of pandas, polars, pyarrow, DuckDB, Dask or PySpark.",
            where="Survey(frame)",
            got=type(frame).__name__,
            hint="A file is read with pandas.read_csv or read_parquet, or without loading it with duckdb.read_parquet.",
        ) from error
    if isinstance(found, nw.LazyFrame):
        return Engine.read(found, roles, lonely_psu)
    native = found.to_native()
    return Memory.read(native if isinstance(native, pd.DataFrame) else found, roles, lonely_psu)

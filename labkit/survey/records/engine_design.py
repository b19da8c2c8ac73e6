"""The design of a survey whose records are on another engine, read by one query that returns a row for each PSU."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pandas as pd

from labkit.errors import ColumnError, DesignError
from labkit.survey.design import Design, LonelyPsu, make_design, refuse_missing, refuse_weights
from labkit.survey.records.columns import refuse_column

if TYPE_CHECKING:
    import narwhals as nw

Frame = TypeVar("Frame", "nw.LazyFrame[Any]", "nw.DataFrame[Any]")
# Columns that labkit adds to a query; a survey has none of such names.
STRATUM, PSU, WEIGHT = "labkit_stratum", "labkit_psu", "labkit_weight"
COUNTS = ("records", "missing", "negative", "zero", "infinite")


def engine_name(records: nw.LazyFrame[Any]) -> str:
    """Return the engine's name, as its users know it."""
    name = str(records.implementation)
    return {"duckdb": "DuckDB", "dask": "Dask", "pyspark": "PySpark", "polars": "polars"}.get(name, name)


def missing(values: nw.Expr) -> nw.Expr:
    """Return an expression that is true where a floating-point column is missing or not a number.

    It does not ask ``is_nan``: DuckDB answers that from the statistics of a Parquet file, which leave NaN out.
    """
    infinite = (values == float("inf")) | (values == float("-inf"))
    return values.is_null() | (~values.is_finite() & ~infinite).fill_null(value=True)


def without_nan(records: Frame) -> Frame:
    """Return the records with a missing value in the place of each NaN, which some engines put above every number."""
    import narwhals as nw

    floats = [name for name, kind in records.collect_schema().items() if kind.is_float()]
    return records.with_columns(nw.when(~missing(nw.col(name))).then(nw.col(name)).alias(name) for name in floats)


def with_design_columns(records: nw.LazyFrame[Any], roles: Mapping[str, str]) -> nw.LazyFrame[Any]:
    """Return the records with their weight, stratum and PSU under names of labkit's own."""
    import narwhals as nw

    weight = nw.col(roles["weight"]).cast(nw.Float64) if "weight" in roles else nw.lit(1.0)
    stratum = nw.col(roles["stratum"]) if "stratum" in roles else nw.lit("the whole sample")
    return records.with_columns(weight.alias(WEIGHT), stratum.alias(STRATUM), nw.col(roles["psu"]).alias(PSU))


def read_design(
    records: nw.LazyFrame[Any], roles: Mapping[str, str], lonely_psu: LonelyPsu
) -> tuple[Design, pd.MultiIndex]:
    """Return the design, and the stratum and PSU that each of its PSU codes stands for.

    Raises
    ------
    ColumnError, DesignError
        As `labkit.survey.design.make_design`; also where no column names the PSUs.
    """
    names = records.collect_schema().names()
    for role, name in roles.items():
        if name not in names:
            refuse_column(name, names, f"Survey({role}=...)")
    if "psu" not in roles:
        raise DesignError(
            f"A survey whose records are held by {engine_name(records)} needs a column with the PSUs.",
            where="Survey(psu=None)",
            expected="the name of a column: the engine adds the records up by PSU",
            hint="Where every record is its own PSU, make the Survey from the records in memory.",
        )
    _refuse_words(records, roles)
    table = _psu_table(records, roles)
    _check(table, roles)
    # The smallest and the largest population count of each PSU stand for those of all its records.
    stacked = pd.concat(
        [table, table.assign(low=table["high"]), table.loc[table["fpc_missing"] > 0].assign(low=np.nan)]
    )
    named = {STRATUM: roles.get("stratum", STRATUM), PSU: roles["psu"], "low": roles.get("fpc", "low")}
    design = make_design(
        stacked.reset_index(drop=True).rename(columns=named),
        weight=None,
        stratum=roles.get("stratum"),
        psu=roles["psu"],
        fpc=roles.get("fpc"),
        lonely_psu=lonely_psu,
    )
    place = np.empty(len(table), dtype=np.int64)
    place[design.psu[: len(table)]] = np.arange(len(table))
    psus = pd.MultiIndex.from_frame(table[[STRATUM, PSU]].take(place))
    return design.keep(np.zeros(len(stacked), dtype=bool)), psus


def _refuse_words(records: nw.LazyFrame[Any], roles: Mapping[str, str]) -> None:
    schema = records.collect_schema()
    for role in ("weight", "fpc"):
        if role in roles and not schema[roles[role]].is_numeric():
            raise ColumnError(
                f"Column {roles[role]!r} does not hold numbers.",
                where=f"Survey({role}=...)",
                got=str(schema[roles[role]]),
                expected="numbers",
            )


def _psu_table(records: nw.LazyFrame[Any], roles: Mapping[str, str]) -> pd.DataFrame:
    """Let the engine describe each PSU: its records, its bad weights, its smallest and largest population count."""
    import narwhals as nw

    def one_if(condition: nw.Expr) -> nw.Expr:
        return nw.when(condition).then(nw.lit(1.0)).otherwise(nw.lit(0.0))

    weight = nw.col(WEIGHT)
    fpc = nw.col(roles["fpc"]).cast(nw.Float64) if "fpc" in roles else nw.lit(1.0)
    frame = with_design_columns(records, roles).with_columns(fpc.alias("low"))
    frame = frame.with_columns(
        nw.lit(1.0).alias("records"),
        one_if(missing(weight)).alias("missing"),
        one_if(weight < 0).alias("negative"),
        one_if(weight == 0).alias("zero"),
        one_if(weight == float("inf")).alias("infinite"),
        one_if(missing(nw.col("low"))).alias("fpc_missing"),
        nw.col("low").alias("high"),
    )
    query = frame.group_by(STRATUM, PSU).agg(
        *(nw.col(name).sum() for name in (*COUNTS, "fpc_missing")), nw.col("low").min(), nw.col("high").max()
    )
    table = query.collect().to_pandas()
    plain = [*COUNTS, "fpc_missing", "low", "high"]
    return table.assign(**{name: table[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in plain})


def _check(table: pd.DataFrame, roles: Mapping[str, str]) -> None:
    """Refuse weights that are missing, below zero or all zero, and records without a stratum or PSU."""
    records = int(table["records"].sum())
    for role, column in (("stratum", STRATUM), ("psu", PSU)):
        nowhere = int(table.loc[table[column].isna(), "records"].sum())
        if nowhere:
            refuse_missing(role, roles[role], nowhere, records, f"{nowhere} records")
    for problem in COUNTS[1:]:
        bad = int(table[problem].sum())
        if bad and (problem != "zero" or bad == records):
            refuse_weights(roles["weight"], problem, bad, records, f"{bad} records")

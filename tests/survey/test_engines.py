"""The same figures on every engine: polars, pyarrow, DuckDB, Dask on a cluster of two processes, PySpark."""

from __future__ import annotations

import os
import pickle
import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
import pytest

from labkit import Survey
from labkit.errors import ColumnError, DataError, DesignError

# narwhals announces that its Dask door moves to a package of its own.
pytestmark = pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning")

DESIGN = {"weight": "weight", "stratum": "stratum", "psu": "psu"}
EDUCATION = ["none", "primary", "higher"]


def sample() -> pd.DataFrame:
    """A survey with awkward corners: empty PSUs in domains, missing values and groups, categories out of order."""
    random = np.random.default_rng(11)
    n = 900
    frame = pd.DataFrame({"stratum": np.repeat(["north", "east", "west"], n // 3)})
    frame["psu"] = np.tile(np.repeat(np.arange(1, 7), n // 18), 3)
    frame["psus"] = frame["stratum"].map({"north": 60, "east": 9, "west": 40})
    frame["weight"] = random.uniform(50, 500, n)
    frame["age"] = random.integers(8, 80, n)
    frame["sex"] = random.choice(["male", "female"], n)
    frame["education"] = pd.Categorical(random.choice(EDUCATION, n), categories=EDUCATION, ordered=True)
    frame["area"] = pd.Series(random.choice(["urban", "rural"], n)).mask(frame["age"] > 70)
    frame["pay"] = random.lognormal(5, 1, n)
    frame.loc[frame["age"] < 15, "pay"] = np.nan
    frame["hours"] = random.uniform(10, 60, n)
    frame["informal"] = frame["hours"] < 40
    frame["member"] = pd.array(random.random(n) < 0.3, dtype="boolean")
    frame.loc[frame["age"] > 60, "member"] = pd.NA
    frame["nobody_answered"] = np.where(frame["sex"] == "male", frame["pay"], np.nan)
    return frame


def to_polars(frame: pd.DataFrame) -> Any:
    import polars as pl

    return pl.from_pandas(frame).with_columns(pl.col("education").cast(pl.Enum(EDUCATION)))


def to_polars_lazy(frame: pd.DataFrame) -> Any:
    return to_polars(frame).lazy()


def to_pyarrow(frame: pd.DataFrame) -> Any:
    import pyarrow as pa

    return pa.Table.from_pandas(frame, preserve_index=False)


def to_duckdb(frame: pd.DataFrame) -> Any:
    import duckdb

    table = to_pyarrow(frame.astype({"education": "str"}))
    connection = duckdb.connect()
    levels = ", ".join(f"'{level}'" for level in EDUCATION)
    connection.execute(f"create type education as enum ({levels})")
    connection.register("records", table)
    connection.execute("create table survey as select * replace (education::education as education) from records")
    return connection.table("survey")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A real cluster: a scheduler and two worker processes."""
    distributed = pytest.importorskip("distributed", reason="Dask: pip install 'labkit[engines]'")
    with warnings.catch_warnings():
        # Dask warns of ports in use and of its own dependencies while it starts.
        warnings.simplefilter("ignore")
        with (
            distributed.LocalCluster(
                n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
            ) as cluster,
            distributed.Client(cluster) as client,
        ):
            yield client


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("PySpark needs Java 17 or later (Debian: apt install default-jre-headless)")
    with warnings.catch_warnings():
        # PySpark warns of pandas 3 when it is imported, and of a busy machine while it starts.
        warnings.simplefilter("ignore")
        sql = pytest.importorskip("pyspark.sql", reason="PySpark is not installed: pip install pyspark")
        builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        session = builder.config("spark.sql.shuffle.partitions", "4").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


IN_MEMORY = {"polars": to_polars, "pyarrow": to_pyarrow}
LAZY = ["polars lazy", "duckdb", "dask", "pyspark"]


def opener(engine: str, request: pytest.FixtureRequest) -> Callable[[pd.DataFrame], Any]:
    """Return the function that puts a pandas frame on an engine."""
    if engine in IN_MEMORY:
        return IN_MEMORY[engine]
    if engine == "polars lazy":
        pytest.importorskip("polars", reason="polars: pip install 'labkit[engines]'")
        return to_polars_lazy
    if engine == "duckdb":
        pytest.importorskip("duckdb", reason="DuckDB: pip install 'labkit[engines]'")
        return to_duckdb
    if engine == "dask":
        request.getfixturevalue("cluster")
        import dask.dataframe as dd

        return lambda frame: dd.from_pandas(frame, npartitions=2, sort=False)
    session = request.getfixturevalue("spark")
    return lambda frame: session.createDataFrame(to_pyarrow(frame.astype({"education": "str"})))


@pytest.fixture(params=[*IN_MEMORY, *LAZY])
def put(request: pytest.FixtureRequest) -> Callable[[pd.DataFrame], Any]:
    return opener(request.param, request)


@pytest.fixture(params=LAZY)
def put_lazily(request: pytest.FixtureRequest) -> Callable[[pd.DataFrame], Any]:
    return opener(request.param, request)


def same(ours: pd.DataFrame, wanted: pd.DataFrame) -> None:
    """The same groups and figures to 1e-10, in the same order, but for orders that an engine does not know."""
    labels = [c for c in wanted.columns if c in ("sex", "area", "education", "category", "stratum")]
    ours, wanted = (t.astype(dict.fromkeys(labels, "object")) for t in (ours, wanted))
    if "education" in labels or "none" in wanted.get("category", pd.Series(dtype=object)).tolist():
        ours, wanted = (t.sort_values(labels, ignore_index=True) for t in (ours, wanted))
    pd.testing.assert_frame_equal(ours, wanted, rtol=1e-10, atol=1e-10, check_dtype=False)


def tables(survey: Survey) -> list[pd.DataFrame]:
    return [
        survey.total(),
        survey.total("pay", by="sex"),
        survey.mean("pay", by=["sex", "area"]),
        survey.mean("informal", by="stratum"),
        survey.share("informal", by="education"),
        survey.share("member", by="sex", level=0.9),
        survey.share("education", by="sex"),
        survey.share("area"),
        survey.ratio("pay", "hours", by="area"),
        survey.mean("nobody_answered", by="sex"),
    ]


def test_every_estimator(put: Callable[[pd.DataFrame], Any]) -> None:
    frame = sample()
    ours, wanted = Survey(put(frame), **DESIGN), Survey(frame, **DESIGN)
    for table, expected in zip(tables(ours), tables(wanted), strict=True):
        same(table, expected)


def test_domains_keep_the_design(put: Callable[[pd.DataFrame], Any]) -> None:
    frame = sample()
    in_few_psus = (nw.col("age") >= 30) & ((nw.col("psu") <= 2) | (nw.col("stratum") == "east"))
    ours, wanted = (Survey(f, **DESIGN, fpc="psus").filter(in_few_psus) for f in (put(frame), frame))
    young = nw.col("age") < 50
    for survey, expected in ((ours, wanted), (ours.filter(young), wanted.filter(young))):
        assert len(survey) == len(expected)
        same(survey.mean("pay", by="sex"), expected.mean("pay", by="sex"))
        same(survey.share("education"), expected.share("education"))
    nobody = ours.filter(nw.col("age") > 200)
    assert nobody.mean("pay")["n"].tolist() == [0]
    assert len(nobody.mean("pay", by="sex")) == 0


def test_lonely_psus(put: Callable[[pd.DataFrame], Any]) -> None:
    frame = sample()
    frame["stratum"] = frame["stratum"].mask((frame["stratum"] == "east") & (frame["psu"] == 3), "island")
    same(
        Survey(put(frame), **DESIGN, lonely_psu="average").mean("pay", by="sex"),
        Survey(frame, **DESIGN, lonely_psu="average").mean("pay", by="sex"),
    )
    with pytest.raises(DesignError, match="one PSU in island"):
        Survey(put(frame), **DESIGN)


def test_columns_are_added_by_expressions(put: Callable[[pd.DataFrame], Any]) -> None:
    frame = sample()
    ours, wanted = (
        Survey(f, **DESIGN).assign(old=nw.col("age") >= 40, one=1).assign(rate=nw.col("pay") / nw.col("hours"))
        for f in (put(frame), frame)
    )
    same(ours.share("old", by="sex"), wanted.share("old", by="sex"))
    same(ours.mean("rate"), wanted.mean("rate"))
    same(ours.total("one"), wanted.total("one"))
    with pytest.raises(DesignError, match="'weight' holds the design"):
        ours.assign(weight=1)


def test_wrong_columns(put: Callable[[pd.DataFrame], Any]) -> None:
    survey = Survey(put(sample()), **DESIGN)
    with pytest.raises(ColumnError, match="Did you mean 'pay'"):
        survey.mean("payy")
    with pytest.raises(ColumnError, match="no column 'province'"):
        survey.total(by="province")
    with pytest.raises(ColumnError, match="does not hold numbers"):
        survey.mean("sex")
    with pytest.raises(ColumnError, match="which have no shares"):
        survey.share("age")
    with pytest.raises(ColumnError, match="Did you mean 'weight'"):
        Survey(put(sample()), weight="wieght", psu="psu")


def test_wrong_expressions(put: Callable[[pd.DataFrame], Any]) -> None:
    survey = Survey(put(sample()), **DESIGN)
    with pytest.raises(ColumnError, match=r"not there(.|\n)*columns among stratum"):
        survey.filter(nw.col("income") > 3)
    with pytest.raises(ColumnError, match=r"not there(.|\n)*columns among stratum"):
        survey.assign(rich=nw.col("income") > 3)
    with pytest.raises(ColumnError, match="not made of True and False"):
        survey.filter(nw.col("age"))


@pytest.mark.parametrize(("value", "word"), [(-1.0, "negative"), (np.nan, "missing")])
def test_wrong_weights(put: Callable[[pd.DataFrame], Any], value: float, word: str) -> None:
    frame = sample()
    frame.loc[[3, 17], "weight"] = value
    with pytest.raises(DesignError, match=f"2 of 900 weights are {word}"):
        Survey(put(frame), **DESIGN)


def test_wrong_design(put: Callable[[pd.DataFrame], Any]) -> None:
    frame = sample()
    with pytest.raises(DesignError, match="1 of 900 records have no stratum"):
        Survey(put(frame.assign(stratum=frame["stratum"].mask(frame.index == 7))), **DESIGN)
    with pytest.raises(DesignError, match=r"not one number per stratum(.|\n)*east"):
        Survey(put(frame.assign(psus=frame["psus"].mask(frame.index == 400, 99))), **DESIGN, fpc="psus")
    with pytest.raises(DesignError, match="below the number of sampled PSUs"):
        Survey(put(frame.assign(psus=2)), **DESIGN, fpc="psus")


def test_what_needs_the_records_says_so(put_lazily: Callable[[pd.DataFrame], Any]) -> None:
    survey = Survey(put_lazily(sample()), **DESIGN)
    assert "records held by" in repr(survey)
    for needs_records in (
        lambda: survey.quantile("pay"),
        lambda: survey.frame,
        lambda: survey.design,
    ):
        with pytest.raises(DataError, match=r"the records in memory(.|\n)*survey\.collect\("):
            needs_records()
    with pytest.raises(ColumnError, match=r"narwhals expressions(.|\n)*survey\.collect\("):
        survey.filter(np.ones(900, dtype=bool))
    with pytest.raises(DesignError, match="needs a column with the PSUs"):
        Survey(put_lazily(sample()))


def test_collected_records_keep_the_full_design(put_lazily: Callable[[pd.DataFrame], Any]) -> None:
    frame = sample()
    few = (nw.col("psu") <= 2) | (nw.col("stratum") == "east")
    ours = Survey(put_lazily(frame), **DESIGN, fpc="psus").filter(few).collect(["pay", "sex"])
    wanted = Survey(frame, **DESIGN, fpc="psus").filter(few)
    assert list(ours.frame) == ["pay", "sex", "weight", "stratum", "psu", "psus"]
    same(ours.quantile("pay", [0.25, 0.5], by="sex"), wanted.quantile("pay", [0.25, 0.5], by="sex"))
    same(ours.mean("pay", by="sex"), wanted.mean("pay", by="sex"))
    with pytest.raises(ColumnError, match="no column 'province'"):
        Survey(put_lazily(frame), **DESIGN).collect(["province"])


@pytest.mark.parametrize("engine", IN_MEMORY)
class TestInMemory:
    def test_records_of_any_kind_are_a_pandas_frame_when_asked_for(self, engine: str) -> None:
        frame = sample()
        survey = Survey(IN_MEMORY[engine](frame), **DESIGN)
        same(survey.quantile("pay", by="sex"), Survey(frame, **DESIGN).quantile("pay", by="sex"))
        assert list(survey.frame) == list(frame)
        np.testing.assert_array_equal(survey.frame["pay"], frame["pay"])

    def test_conditions_and_columns_from_its_frame(self, engine: str) -> None:
        frame = sample()
        survey, wanted = Survey(IN_MEMORY[engine](frame), **DESIGN), Survey(frame, **DESIGN)
        ours = survey.assign(rate=frame["pay"] / frame["hours"]).filter(survey.frame["age"] >= 30)
        theirs = wanted.assign(rate=frame["pay"] / frame["hours"]).filter(frame["age"] >= 30)
        same(ours.mean("rate", by="sex"), theirs.mean("rate", by="sex"))
        same(ours.filter(nw.col("rate") > 5).total(), theirs.filter(nw.col("rate") > 5).total())

    def test_it_travels_to_other_processes(self, engine: str) -> None:
        survey = Survey(IN_MEMORY[engine](sample()), **DESIGN).filter(nw.col("age") > 20)
        same(pickle.loads(pickle.dumps(survey)).mean("pay", by="sex"), survey.mean("pay", by="sex"))


@pytest.mark.parametrize("engine", ["polars", "polars lazy", "duckdb", "dask"])
def test_ordered_categories_keep_their_order(engine: str, request: pytest.FixtureRequest) -> None:
    survey = Survey(opener(engine, request)(sample()), **DESIGN)
    assert survey.mean("hours", by="education")["education"].tolist() == EDUCATION
    assert survey.share("education")["category"].tolist() == EDUCATION


@pytest.mark.parametrize("engine", ["polars", "polars lazy", "pyarrow", "DuckDB"])
def test_not_a_number_is_above_no_number(engine: str, tmp_path: Path) -> None:
    import duckdb
    import polars as pl

    pay = [100.0, np.nan, 300.0, 400.0]
    table = pl.DataFrame({"pay": pay, "psu": [1, 2, 3, 4], "hours": [40.0, 40.0, np.nan, 20.0]})
    table.write_parquet(tmp_path / "pay.parquet")
    records: dict[str, Any] = {
        "polars": table,
        "polars lazy": table.lazy(),
        "pyarrow": table.to_arrow(),
        "DuckDB": duckdb.read_parquet(str(tmp_path / "pay.parquet")),
    }
    survey = Survey(records[engine], psu="psu")
    assert survey.filter(nw.col("pay") > 200).total()["estimate"].item() == 2
    assert survey.filter(nw.col("pay") > 200).filter(nw.col("hours") >= 20).total()["estimate"].item() == 1
    assert survey.assign(rich=nw.col("pay") > 200).share("rich")["n"].item() == 3

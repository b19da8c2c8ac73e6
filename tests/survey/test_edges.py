"""Edges: records without weight, nobody, nothing to compare, groups of many columns, frames that are sorted."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from decimal import Decimal

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest

import labkit as lk
from labkit.errors import DesignError

Table = pd.DataFrame
DESIGN = {"weight": "weight", "stratum": "stratum", "psu": "psu"}


@pytest.fixture(scope="module")
def lfs() -> lk.Survey:
    return lk.load("lfs")


@pytest.fixture(scope="module")
def surveys() -> tuple[lk.Survey, lk.Survey]:
    """Return a survey, and the same with records of weight 0 in its own PSUs, of which everything is different."""
    full = lk.load("lfs").frame
    frame = full[full["province"].isin(["Kep", "Pailin", "Takeo"])].reset_index(drop=True)
    ghosts = frame.sample(300, random_state=3).assign(weight=0.0, monthly_pay=9e9, usual_hours=1.0)
    ghosts["monthly_pay"] = np.where(np.arange(300) % 2, 9e9, 1.0)
    mixed = pd.concat([ghosts, frame]).sample(frac=1, random_state=4).sort_values(["stratum", "psu"], kind="stable")
    return lk.Survey(frame, **DESIGN), lk.Survey(mixed.reset_index(drop=True), **DESIGN)


class TestRecordsWithoutWeight:
    """They stand for nobody: nothing is estimated from them, and nothing counts them."""

    INDICATORS: Sequence[tuple[str, Callable[[lk.Survey], Table]]] = [
        ("mean", lambda s: s.mean("monthly_pay", by="sex")),
        ("total", lambda s: s.total("monthly_pay", by="sex")),
        ("people", lambda s: s.total()),
        ("share", lambda s: s.share("status", by="area")),
        ("ratio", lambda s: s.ratio("monthly_pay", "usual_hours")),
        ("quantile", lambda s: s.quantile("monthly_pay", [0.1, 0.5], by="sex")),
        ("unemployment", lambda s: lk.labour.unemployment_rate(s, by=["area", "sex"])),
        ("informality", lambda s: lk.informality.informal_employment_rate(s, by="sex")),
        ("gini", lambda s: lk.inequality.gini(s, "monthly_pay", by="sex")),
        ("s80s20", lambda s: lk.inequality.quintile_share_ratio(s, "monthly_pay")),
        ("palma", lambda s: lk.inequality.palma(s, "monthly_pay")),
        ("gap", lambda s: lk.wages.pay_gap(s, "monthly_pay")),
        ("median gap", lambda s: lk.wages.pay_gap(s, "monthly_pay", statistic="median")),
        ("low pay", lambda s: lk.wages.low_pay_rate(s, "monthly_pay", by="sex")),
        ("difference", lambda s: s.difference(lk.labour.neet_rate, between="sex", minus="male")),
        ("underutilization", lambda s: lk.labour.underutilization(s, "sex", hours_threshold=40)),
        ("sector and job", lambda s: lk.informality.sector_job_matrix(s, "sex")),
        ("coverage", lambda s: lk.protection.coverage(s, by="province")),
        ("reform", lambda s: lk.protection.yearly_cost(s, lk.protection.registration_drive(0.3), "sex")),
        ("injuries", lambda s: lk.safety.incidence_rate(s, "sex", reference="full-time equivalents")),
        ("days lost", lambda s: lk.safety.days_lost_per_case(s, "sex")),
        ("union", lambda s: lk.dialogue.union_density(s, "province")),
        ("net migration", lambda s: lk.migration.net_migration_rate(s, "sex")),
        ("underpaid", lambda s: lk.wages.noncompliance(s, "monthly_pay", 300_000, by="province")),
        ("kaitz", lambda s: lk.wages.kaitz_index(s, "monthly_pay", 800_000, "median", by="sex")),
        ("gaps", lambda s: lk.wages.gap_at_quantiles(s, "monthly_pay")),
        ("factors", lambda s: lk.wages.factor_weighted_gap(s, "monthly_pay", ["area"])),
        ("raise", lambda s: lk.wages.minimum_wage_reform(s, 900_000, current=800_000, by="sex")),
        ("deff", lambda s: s.share("status", "sex", deff=True)),
        ("logit", lambda s: lk.regression.logit(s.assign(w=s.frame["sex"].eq("male")), "w", ["age"]).table),
        ("regression", lambda s: lk.regression.linear(s, "monthly_pay", ["sex", "age"]).table),
    ]

    @pytest.mark.parametrize(("name", "indicator"), INDICATORS, ids=[name for name, _ in INDICATORS])
    def test_change_no_figure(
        self, surveys: tuple[lk.Survey, lk.Survey], name: str, indicator: Callable[[lk.Survey], Table]
    ) -> None:
        without, with_ghosts = (indicator(survey) for survey in surveys)
        pd.testing.assert_frame_equal(with_ghosts, without, rtol=1e-9)

    def test_their_psus_count_as_psus(self) -> None:
        # R: svymean(~y, svydesign(~p, weights = ~w)) of the four records gives se 0.5 both ways; with the PSU of the
        # record without weight, n / (n - 1) is 4 / 3 and not 3 / 2.
        frame = pd.DataFrame({"y": [1.0, 2, 3, 50], "p": [1, 2, 3, 4], "w": [1.0, 1, 1, 0]})
        table = lk.Survey(frame, weight="w", psu="p").mean("y")
        assert table["se"].item() == pytest.approx(np.sqrt(4 / 3 * 2 / 9))
        assert table[["df", "n"]].values.tolist() == [[2, 3]]

    def test_are_said(self) -> None:
        survey = lk.Survey(pd.DataFrame({"y": [1, 2, 3], "w": [1.0, 0, 2]}), weight="w")
        assert "1 of weight 0" in repr(survey)
        assert len(survey.frame) == 3

    def test_on_an_engine(self) -> None:
        table = pd.DataFrame({"y": [1.0, 2, 3, 50, 7], "b": ["x", "x", "z", "z", "v"], "p": [1, 2, 3, 4, 5]})
        table["w"] = [1.0, 1, 1, 0, 0]
        memory = lk.Survey(table, weight="w", psu="p")
        engine = lk.Survey(duckdb.from_df(table), weight="w", psu="p")
        for estimate in (
            lambda s: s.mean("y", by="b"), lambda s: s.share("b"), lambda s: s.total(by="b"),
            lambda s: s.total("y", by="b"), lambda s: s.collect(["y", "b"]).mean("y", by="b"),
        ):  # fmt: skip
            pd.testing.assert_frame_equal(estimate(engine), estimate(memory), check_dtype=False)

    def test_of_nothing_else_is_refused(self) -> None:
        frame = pd.DataFrame({"y": [1, 2], "w": [0.0, 0.0], "p": [1, 2]})
        for given in (frame, duckdb.from_df(frame)):
            with pytest.raises(DesignError, match="2 of 2 weights are zero"):
                lk.Survey(given, weight="w", psu="p")


@pytest.mark.parametrize(("name", "indicator"), TestRecordsWithoutWeight.INDICATORS)
def test_the_order_of_the_records_changes_no_figure(
    surveys: tuple[lk.Survey, lk.Survey], name: str, indicator: Callable[[lk.Survey], Table]
) -> None:
    survey = surveys[0]
    shuffled = lk.Survey(survey.frame.sample(frac=1, random_state=5).reset_index(drop=True), **DESIGN)
    pd.testing.assert_frame_equal(indicator(shuffled), indicator(survey), rtol=1e-9)


RATES = (
    "mean",
    "share",
    "ratio",
    "unemployment",
    "informality",
    "gini",
    "gap",
    "coverage",
    "injuries",
    "union",
    "underpaid",
)


@pytest.mark.parametrize("name", RATES)
def test_a_rate_is_that_of_any_multiple_of_the_weights_and_of_the_group_alone(
    surveys: tuple[lk.Survey, lk.Survey], name: str
) -> None:
    survey = surveys[0]
    indicator = dict(TestRecordsWithoutWeight.INDICATORS)[name]
    table = indicator(survey)
    heavier = lk.Survey(survey.frame.assign(weight=7 * survey.frame["weight"]), **DESIGN)
    pd.testing.assert_frame_equal(indicator(heavier), table, rtol=1e-9)
    group = str(table.columns[0])
    if group in survey.frame:
        value = table[group].iloc[0]
        alone = indicator(survey.filter(survey.frame[group] == value))
        own = table[table[group] == value].reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, own, rtol=1e-9, check_categorical=False)


class TestNobody:
    def test_total_is_zero_and_the_rest_missing(self, lfs: lk.Survey) -> None:
        nobody = lfs.filter(lfs.frame["age"] > 200)
        for table in (nobody.total(), nobody.total("monthly_pay")):
            assert table["estimate"].item() == 0
            assert table[["se", "ci_low", "ci_high", "cv"]].isna().all(axis=None)
            assert table[["n", "flag"]].values.tolist() == [[0, "S"]]

    def test_total_of_people_who_did_not_say_is_unknown(self) -> None:
        survey = lk.Survey(pd.DataFrame({"pay": [1.0, 2, np.nan, np.nan], "g": ["a", "a", "b", "b"]}))
        assert survey.total("pay", by="g")["estimate"].isna().tolist() == [False, True]

    def test_total_on_an_engine(self) -> None:
        import narwhals as nw

        survey = lk.Survey(duckdb.from_df(pd.DataFrame({"pay": [1.0, 2, 3], "p": [1, 2, 3]})), psu="p")
        nobody = survey.filter(nw.col("pay") > 9)
        assert [nobody.total()["estimate"].item(), nobody.total("pay")["estimate"].item()] == [0, 0]

    def test_text_without_a_word_has_no_shares(self) -> None:
        survey = lk.Survey(pd.DataFrame({"t": pd.Series([None, None], dtype="str"), "g": ["a", "b"]}))
        table = survey.share("t", by="g")
        assert len(table) == 0
        assert list(table.columns[:3]) == ["g", "category", "estimate"]

    def test_one_psu_has_nothing_to_compare(self) -> None:
        survey = lk.Survey(pd.DataFrame({"y": [1.0, 5, 3, 4], "p": [1, 1, 2, 3], "g": ["a", "a", "b", "b"]}), psu="p")
        assert survey.mean("y", by="g")["cv"].isna().tolist() == [True, False]


@pytest.fixture(scope="module")
def nested() -> Table:
    rng = np.random.default_rng(2)
    village = np.repeat(np.arange(600), 5)
    places = {"province": village // 100, "district": village // 10, "village": village}
    frame = pd.DataFrame(places).assign(stratum=village // 4, psu=village, weight=rng.uniform(1, 3, len(village)))
    frame["y"] = rng.normal(5, 1, len(frame))
    frame["yes"] = rng.random(len(frame)) < 0.4
    frame["code"] = [f"{p}-{d}" for p, d in zip(frame["province"], frame["district"], strict=True)]
    frame.loc[[0, 1, 2, 3, 4, 77], "district"] = None
    return frame.sample(frac=1, random_state=1).reset_index(drop=True)


class TestManyColumns:
    """Places within places: the groups that exist are few among those that could."""

    @pytest.mark.parametrize("lonely", ["certainty", "adjust", "average"])
    def test_gives_what_one_column_gives(self, nested: Table, lonely: lk.survey.design.LonelyPsu) -> None:
        frame = nested.assign(stratum=np.where(nested["village"] == 599, 999, nested["stratum"]))
        survey = lk.Survey(frame, **DESIGN, lonely_psu=lonely)
        known = survey.filter(frame["district"].notna())
        by = ["province", "district", "village", "code"]
        for estimate in (
            lambda s, by: s.mean("y", by=by), lambda s, by: s.total("y", by=by), lambda s, by: s.share("yes", by=by),
            lambda s, by: s.quantile("y", by=by),
        ):  # fmt: skip
            many, one = estimate(survey, by), estimate(known, "village")
            pd.testing.assert_frame_equal(many.drop(columns=["province", "district", "code"]), one)
            assert (many["village"] // 10 == many["district"]).all()
            assert (many["district"] // 10 == many["province"]).all()

    def test_needs_no_memory_for_groups_that_do_not_exist(self) -> None:
        """40,000 records in three nested places, each in a stratum of few PSUs, within one gigabyte in all."""
        code = """
import numpy as np, pandas as pd, labkit as lk
v = np.arange(40_000)
f = pd.DataFrame(dict(province=v // 1600, district=v // 100, village=v, stratum=v // 4, psu=v, y=v % 7, yes=v % 2 == 0))
s = lk.Survey(f, stratum="stratum", psu="psu")
by = ["province", "district", "village"]
print([len(t) for t in (s.mean("y", by), s.share("yes", by), s.total(by=by), s.quantile("y", by=by))])
"""
        limit = 2 * 1024**3  # of address space; the libraries alone take half of it

        def limited() -> None:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

        found = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, preexec_fn=limited, check=False,
            env={"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )  # fmt: skip
        assert found.stdout.strip() == "[40000, 40000, 40000, 40000]", found.stderr[-500:]


@pytest.mark.filterwarnings("ignore:The inplace keyword")
class TestSortedInPlace:
    def test_every_estimate_stays(self, lfs: lk.Survey) -> None:
        survey = lk.Survey(lfs.frame.copy(), **DESIGN)
        estimates: Sequence[Callable[[], Table]] = [
            lambda: survey.mean("monthly_pay", by="sex"),
            lambda: lk.labour.unemployment_rate(survey, by="area"),
            lambda: survey.quantile("monthly_pay", 0.5),
            lambda: survey.filter(survey.frame["sex"] == "female").share("status"),
        ]
        before = [estimate() for estimate in estimates]
        for columns in (["monthly_pay"], ["age", "sex"], ["weight"]):
            survey.frame.sort_values(columns, inplace=True)
            for estimate, expected in zip(estimates, before, strict=True):
                pd.testing.assert_frame_equal(estimate(), expected)

    def test_under_new_numbers_is_refused(self) -> None:
        survey = lk.Survey(pd.DataFrame({"y": [3.0, 1, 2], "w": [1.0, 2, 3]}), weight="w")
        domain = survey.filter(survey.frame["y"] > 1)
        for own in (survey, domain):
            own.frame.sort_values("y", inplace=True, ignore_index=True)
            with pytest.raises(DesignError, match="another order"):
                own.mean("y")


def test_decimals_of_polars_are_numbers() -> None:
    pay = [Decimal("1.50"), Decimal("2.50"), None, Decimal("5.00")]
    frame = pl.DataFrame({"pay": pay, "w": [Decimal(1), Decimal(1), Decimal(1), Decimal(2)]})
    for given in (frame, frame.to_arrow(), frame.to_pandas()):
        survey = lk.Survey(given, weight="w")
        assert survey.mean("pay")["estimate"].item() == 3.5
        assert survey.total("pay")["estimate"].item() == 14.0


@pytest.mark.parametrize(
    ("condition", "records"),
    [
        (nw.col("sex") != "female", 2),
        (~(nw.col("sex") == "female"), 2),
        (~(nw.col("age") >= 15), 1),
        ((nw.col("sex") != "female") | (nw.col("age") > 0), 3),
        (nw.col("sex").is_null(), 1),
    ],
)
@pytest.mark.parametrize("words", [object, "str", "string", "category", "polars"])
def test_a_condition_about_a_missing_value_holds_for_nobody(condition, records, words):
    frame = pd.DataFrame({"sex": ["male", "female", None, "male"], "age": [10, 20, np.nan, 40]})
    frame = pl.from_pandas(frame) if words == "polars" else frame.astype({"sex": words})
    assert len(lk.Survey(frame).filter(condition)) == records

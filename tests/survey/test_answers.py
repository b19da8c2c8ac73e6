"""Closed answers: what is understood, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import labkit as lk
from labkit.errors import ColumnError, DataError, OptionError
from labkit.survey.answers import answers, said

Change = Callable[[str], object]


@pytest.fixture(scope="module")
def lfs() -> lk.Survey:
    return lk.load("lfs")


def with_answers(lfs: lk.Survey, column: str, change: Change, kind: str = "object") -> lk.Survey:
    changed = lfs.frame[column].astype(object).map(change, na_action="ignore")
    return lfs.assign(**{column: changed.astype(kind)})


@pytest.mark.parametrize("kind", ["object", "category"])
@pytest.mark.parametrize("change", [str.capitalize, str.upper, lambda v: f" {v} ", lambda v: v == "yes"])
def test_capitals_blanks_and_truth_are_understood(lfs: lk.Survey, change: Change, kind: str) -> None:
    same = with_answers(lfs, "worked_hour", change, kind)
    assert lk.labour.participation_rate(same)["estimate"].item() == pytest.approx(
        lk.labour.participation_rate(lfs)["estimate"].item(), rel=1e-12
    )


def test_statuses_with_capitals_give_the_same_informality(lfs: lk.Survey) -> None:
    same = with_answers(lfs, "status", str.capitalize)
    for indicator in (lk.informality.informal_employment_rate, lk.labour.status_shares, lk.dialogue.union_density):
        assert indicator(same)["estimate"].tolist() == pytest.approx(indicator(lfs)["estimate"].tolist(), rel=1e-12)


CODES = {"yes": 1, "no": 2, "don't know": 8}


@pytest.mark.parametrize(
    ("column", "indicator"),
    [
        ("worked_hour", lk.labour.unemployment_rate),
        ("attending", lk.labour.neet_rate),
        ("registered", lk.informality.informal_sector_share),
        ("social_security", lk.informality.informal_employment_rate),
        ("wants_more_hours", lambda s: lk.labour.underemployment_rate(s, hours_threshold=40)),
        ("union_member", lk.dialogue.union_density),
        ("injured", lk.safety.incidence_rate),
        ("nssf_member", lk.protection.contributors_and_registered),
    ],
)
def test_codes_are_refused_with_their_counts(
    lfs: lk.Survey, column: str, indicator: Callable[[lk.Survey], pd.DataFrame]
) -> None:
    coded = with_answers(lfs, column, lambda v: CODES.get(v, v))
    with pytest.raises(ColumnError, match=column) as refused:
        indicator(coded)
    assert "1 in " in refused.value.got
    assert "records" in refused.value.got
    assert "'yes'" in refused.value.expected


def test_the_nearest_word_is_named() -> None:
    frame = pd.DataFrame({"status": ["own-acount worker", "employer", "employer"]})
    with pytest.raises(ColumnError, match="Did you mean 'own-account worker'") as refused:
        said(frame, "status", "employee")
    assert refused.value.got == "'own-acount worker' in 1 records"


def test_a_word_that_no_record_has_is_no_matter() -> None:
    frame = pd.DataFrame({"status": pd.Categorical(["employee"], categories=["employee", "9"])})
    assert said(frame, "status", "employee").tolist() == [True]


def test_empty_texts_are_no_answer() -> None:
    frame = pd.DataFrame({"union_member": ["yes", "", " ", None]})
    assert said(frame, "union_member", "").tolist() == [False, True, True, True]
    assert answers(frame, "union_member").isna().tolist() == [False, True, True, True]


MISTYPED = [("sex", "Female", "'female'"), ("province", "Siem reap", "'Siem Reap'")]


@pytest.mark.parametrize(("column", "word", "right"), MISTYPED)
def test_a_mistyped_word_in_a_filter_is_an_error(lfs: lk.Survey, column: str, word: str, right: str) -> None:
    with pytest.raises(DataError, match=column) as refused:
        lfs.filter(lfs.frame[column] == word)
    assert right in refused.value.expected


def as_pyarrow(frame: pd.DataFrame) -> object:
    return pa.Table.from_pandas(frame, preserve_index=False)


FRAMES: dict[str, Callable[[pd.DataFrame], object]] = {
    "pandas": lambda frame: frame,
    "polars": pl.from_pandas,
    "polars lazy": lambda frame: pl.from_pandas(frame).lazy(),
    "pyarrow": as_pyarrow,
    "duckdb": duckdb.from_df,
}
NOBODY = {"sex == 'Female'": "'female'", "province in": "'Siem Reap'", "both": "'Kep'"}


def nobody(condition: str) -> nw.Expr:
    return {
        "sex == 'Female'": nw.col("sex") == "Female",
        "province in": nw.col("province").is_in(["Siem reap"]),
        "both": (nw.col("age") > 20) & (nw.col("province") == "Keb"),
    }[condition]


@pytest.mark.parametrize("kind", FRAMES)
@pytest.mark.parametrize("condition", NOBODY)
def test_a_mistyped_word_in_an_expression_is_the_same_error(lfs: lk.Survey, kind: str, condition: str) -> None:
    columns = ["sex", "province", "age", "weight", "stratum", "psu"]
    survey = lk.Survey(FRAMES[kind](lfs.frame[columns].astype({"sex": "str", "province": "str"})), *columns[3:])
    with pytest.raises(DataError, match="nobody has") as refused:
        survey.filter(nobody(condition)).filter(nw.col("age") < 60).mean("age")
    assert NOBODY[condition] in refused.value.hint
    right_words = (nw.col("province") == "Kep") & (nw.col("age") > 150)  # nobody, and no slip of the finger
    another = ~(nw.col("sex") == "x") & (nw.col("age") > 150)
    for real in (right_words, another):
        assert survey.filter(real).mean("age")["n"].item() == 0


def test_an_empty_domain_of_numbers_is_none(lfs: lk.Survey) -> None:
    assert np.isnan(lfs.filter(lfs.frame["age"] > 200).mean("age")["estimate"].item())


def test_mistyped_words_of_a_call_are_errors(lfs: lk.Survey) -> None:
    with pytest.raises(DataError, match="'female'"):
        lk.words.share(lk.labour.neet_rate(lfs, by="sex"), sex="Female")
    with pytest.raises(OptionError, match="'government'"):
        lk.dialogue.bargaining_coverage(lfs, adjusted=True, without_right=["Government"])
    with pytest.raises(OptionError, match="'private business'"):
        lk.protection.registration_drive(institutions=["privat business"])
    with pytest.raises(OptionError, match="'equity card'"):
        lk.protection.effective_coverage(lfs, {"health_cover": ["equity-card"]}, of="population")

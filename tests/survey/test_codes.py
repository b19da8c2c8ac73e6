"""Codes that a Survey keeps are never those of other values."""

import gc

import numpy as np
import pandas as pd
import pytest

from labkit import Survey
from labkit.survey.records.codes import CodeStore


@pytest.fixture
def survey() -> Survey:
    words = ["a", "b", "c", None] * 30
    frame = pd.DataFrame({"word": words, "thing": pd.Series(words, dtype=object), "x": np.arange(120.0)})
    return Survey(frame.assign(psu=np.arange(120) % 10), psu="psu")


@pytest.mark.parametrize("column", ["word", "thing"])
def test_text_is_coded_once(survey: Survey, column: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = survey.mean("x", by=column)
    monkeypatch.setattr(pd, "factorize", None)
    pd.testing.assert_frame_equal(survey.mean("x", by=column), wanted)
    assert survey.filter(survey.frame["x"] < 50).mean("x", by=column)["n"].sum() < wanted["n"].sum()
    assert len(survey.assign(y=1).total("y", by=column)) == 3


@pytest.mark.parametrize("column", ["word", "thing"])
def test_a_changed_column_is_coded_again(survey: Survey, column: str) -> None:
    assert survey.total(by=column)[column].tolist() == ["a", "b", "c"]
    survey.frame.loc[0, column] = "z"
    assert survey.total(by=column)[column].tolist() == ["a", "b", "c", "z"]
    survey.frame[column] = "q"
    assert survey.total(by=column)[column].tolist() == ["q"]
    changed = survey.assign(**{column: np.where(survey.frame["x"] < 60, "low", "high")})
    assert changed.total(by=column)[column].tolist() == ["high", "low"]
    assert survey.total(by=column)[column].tolist() == ["q"]


def test_a_domain_has_the_codes_of_its_own_records(survey: Survey) -> None:
    survey.total(by="word")
    only_c = survey.filter(survey.frame["word"] == "c")
    assert only_c.total(by="word")["word"].tolist() == ["c"]
    survey.frame["word"] = survey.frame["word"].fillna("missing")
    assert len(survey.filter(survey.frame["x"] < 8).total(by="word")) == 4


def test_codes_go_with_their_survey() -> None:
    survey = Survey(pd.DataFrame({"word": ["a", "b"]}))
    frame = survey.frame
    assert CodeStore.of(frame) is not None
    del survey
    gc.collect()
    assert CodeStore.of(frame) is None


def test_weights_are_those_of_the_start() -> None:
    survey = Survey(pd.DataFrame({"w": np.arange(1.0, 9.0), "x": np.arange(8.0)}), weight="w").assign(y=1)
    gc.collect()
    survey.frame.loc[0, "w"] = 1000.0
    assert survey.total()["estimate"].item() == 36

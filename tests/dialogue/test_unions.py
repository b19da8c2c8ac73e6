"""Union density and bargaining coverage: denominators, answers that are not known, the known truth."""

import json
from pathlib import Path

import pandas as pd
import pytest

import labkit as lk
from labkit import dialogue
from labkit.errors import ColumnError, OptionError
from labkit.survey import Survey

TRUTH = json.loads((Path(__file__).parents[2] / "datasets/lfs/truth.json").read_text(encoding="utf-8"))


def survey() -> Survey:
    frame = pd.DataFrame(
        {
            "age": 30,
            "worked_hour": ["yes"] * 6 + ["no"],
            "temporarily_absent": [None] * 6 + ["no"],
            "looked_for_work": None,
            "available": None,
            "future_start": None,
            "status": ["employee"] * 5 + ["own-account worker", None],
            "institution": ["private business"] * 3 + ["government"] * 2 + ["private business", None],
            # A self-employed and a jobless member are in a union's own count, not in net density.
            "union_member": ["yes", "no", "don't know", "no", "yes", "yes", "yes"],
            "collective_agreement": ["yes", "yes", "no", "no", "no", None, None],
        }
    )
    return Survey(frame)


def value(table: pd.DataFrame) -> float:
    return float(table["estimate"].item())


def test_density_is_net() -> None:
    assert value(dialogue.union_density(survey())) == pytest.approx(100 * 2 / 5)
    assert value(dialogue.union_density(survey(), unknown="left out")) == pytest.approx(100 * 2 / 4)


def test_adjusted_coverage_leaves_out_who_may_not_bargain() -> None:
    assert value(dialogue.bargaining_coverage(survey())) == pytest.approx(100 * 2 / 5)
    assert value(dialogue.bargaining_coverage(survey(), adjusted=True)) == pytest.approx(100 * 2 / 3)
    nobody_barred = dialogue.bargaining_coverage(survey(), adjusted=True, without_right=[])
    assert value(nobody_barred) == pytest.approx(100 * 2 / 5)


def test_bundled_survey_agrees_with_the_truth() -> None:
    lfs = lk.load("lfs")
    known = TRUTH["rates"]["union_density"]
    total = dialogue.union_density(lfs)
    assert abs(value(total) - known["total"]) < 3 * total["se"].item()
    for by in ("sex", "area"):
        for _, row in dialogue.union_density(lfs, by).iterrows():
            assert abs(row["estimate"] - known[row[by]]) < 3 * row["se"]
    frame = lfs.frame[(lfs.frame["status"] == "employee") & (lfs.frame["age"] >= 15)]
    covered = frame[frame["collective_agreement"] == "yes"]
    by_hand = 100 * covered["weight"].sum() / frame["weight"].sum()
    assert value(dialogue.bargaining_coverage(lfs)) == pytest.approx(by_hand)


def test_wrong_calls() -> None:
    with pytest.raises(OptionError, match="'left out'"):
        dialogue.union_density(survey(), unknown="no")
    with pytest.raises(ColumnError, match="no column 'collective_agreement'"):
        dialogue.bargaining_coverage(Survey(survey().frame.drop(columns="collective_agreement")))
    with pytest.raises(OptionError, match="'no' is not a value of 'adjusted'"):
        dialogue.bargaining_coverage(survey(), adjusted="no")  # type: ignore[arg-type]

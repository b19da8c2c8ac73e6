"""Rates of injuries from a survey: denominators, the cap of one year, commuting apart, the known truth."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit import safety
from labkit.errors import ColumnError, DataError, OptionError
from labkit.survey import Survey

TRUTH = json.loads((Path(__file__).parents[2] / "datasets/lfs/truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lfs() -> lk.Survey:
    return lk.load("lfs")


def workers(**columns: object) -> Survey:
    """Four workers and a man without a job who was injured before."""
    frame = pd.DataFrame(
        {
            "age": 30,
            "worked_hour": ["yes"] * 4 + ["no"],
            "temporarily_absent": [None] * 4 + ["no"],
            "looked_for_work": [None] * 4 + ["no"],
            "available": [None] * 4 + ["no"],
            "future_start": [None] * 4 + ["no"],
            "injured": ["yes", "no", "yes", "no", "yes"],
            "commuting_injury": ["no", "no", "no", "yes", "no"],
            "days_lost": [10.0, np.nan, 400.0, np.nan, 5.0],
            "usual_hours": [48.0, 20.0, 40.0, 10.0, np.nan],
        }
    )
    return Survey(frame.assign(**columns))


def value(table: pd.DataFrame) -> float:
    return float(table["estimate"].item())


def test_only_workers_are_counted_and_commuting_stands_apart() -> None:
    assert value(safety.workers_incidence_rate(workers())) == pytest.approx(100_000 * 2 / 4)
    assert value(safety.workers_incidence_rate(workers(), injury="commuting")) == pytest.approx(100_000 / 4)
    # Changing the answer on the way to work changes nothing at work.
    other = workers(commuting_injury="yes")
    assert value(safety.workers_incidence_rate(other)) == pytest.approx(100_000 * 2 / 4)


def test_full_time_equivalents() -> None:
    # 48 and 40 hours are one worker each, never more; 20 and 10 are a half and a quarter.
    table = safety.workers_incidence_rate(workers(), reference="full-time equivalents", full_time_hours=40)
    assert value(table) == pytest.approx(100_000 * 2 / 2.75)


def test_frequency() -> None:
    hours = (48 + 20 + 40 + 10) * 365 / 7
    assert value(safety.frequency_rate(workers())) == pytest.approx(1_000_000 * 2 / hours)
    half = safety.frequency_rate(workers(), weeks_in_year=365 / 14)
    assert value(half) == pytest.approx(2_000_000 * 2 / hours)


def test_days_are_capped_at_one_year() -> None:
    assert value(safety.days_lost_per_case(workers())) == pytest.approx((10 + 365) / 2)
    assert value(safety.severity_rate(workers())) == pytest.approx(1e6 * 375 / (118 * 365 / 7))


def test_days_not_known_and_no_day_lost() -> None:
    survey = workers(days_lost=[0.0, np.nan, np.nan, np.nan, np.nan])
    table = safety.days_lost_per_case(survey)
    assert (value(table), table["n"].item()) == (0.0, 1)
    assert safety.severity_rate(survey)["n"].item() == 3


def test_permanent_incapacity_has_no_days_lost() -> None:
    survey = workers(lasting=["yes", "no", "no", "no", "no"])
    assert value(safety.days_lost_per_case(survey, permanent="lasting")) == 365
    assert value(safety.severity_rate(survey, permanent="lasting")) == pytest.approx(1e6 * 365 / (118 * 365 / 7))
    # Who did not tell whether there was an injury is left out, also with a permanent incapacity.
    silent = survey.assign(injured=[None, "no", "yes", "no", "yes"])
    assert safety.severity_rate(silent, permanent="lasting")["n"].item() == 3


def test_no_answer_is_left_out() -> None:
    table = safety.workers_incidence_rate(workers(injured=["yes", None, "no", "don't know", "no"]))
    assert (value(table), table["n"].item()) == (pytest.approx(50_000), 2)


def test_insured_workers_are_a_domain(lfs: lk.Survey) -> None:
    insured = safety.workers_incidence_rate(lfs.filter(lfs.frame["nssf_member"] == "yes"))
    by_member = safety.workers_incidence_rate(lfs, "nssf_member").set_index("nssf_member")
    assert insured[["estimate", "se"]].iloc[0].tolist() == pytest.approx(
        by_member.loc["yes", ["estimate", "se"]].tolist()
    )


def test_bundled_survey_agrees_with_the_truth(lfs: lk.Survey) -> None:
    total = safety.workers_incidence_rate(lfs)
    assert abs(value(total) - 1000 * TRUTH["rates"]["injury_rate"]["total"]) < 3 * total["se"].item()
    for by in ("sex", "area"):
        for _, row in safety.workers_incidence_rate(lfs, by).iterrows():
            assert abs(row["estimate"] - 1000 * TRUTH["rates"]["injury_rate"][row[by]]) < 3 * row["se"]


def test_severity_is_frequency_times_days_per_case(lfs: lk.Survey) -> None:
    frame = lfs.frame
    known = lfs.filter(~((frame["injured"] == "yes") & frame["days_lost"].isna()) & frame["usual_hours"].notna())
    product = value(safety.frequency_rate(known)) * value(safety.days_lost_per_case(known))
    assert value(safety.severity_rate(lfs)) == pytest.approx(product)


def test_wrong_calls_say_what_to_do() -> None:
    with pytest.raises(OptionError, match="'commuting'"):
        safety.workers_incidence_rate(workers(), injury="all")
    with pytest.raises(OptionError, match="'full-time equivalents'"):
        safety.workers_incidence_rate(workers(), reference="insured")
    with pytest.raises(OptionError, match="full_time_hours"):
        safety.workers_incidence_rate(workers(), full_time_hours=0)
    with pytest.raises(OptionError, match="weeks_in_year"):
        safety.frequency_rate(workers(), weeks_in_year=0)
    with pytest.raises(OptionError, match="weeks_in_year"):
        safety.frequency_rate(workers(), weeks_in_year="52")
    with pytest.raises(OptionError, match="full_time_hours"):
        safety.workers_incidence_rate(workers(), reference="full-time equivalents", full_time_hours="40")
    with pytest.raises(OptionError, match="'median'"):
        safety.days_lost_per_case(workers(), statistic="mode")
    with pytest.raises(DataError, match="'days_lost' are negative"):
        safety.days_lost_per_case(workers(days_lost=-9.0))
    with pytest.raises(ColumnError, match="no column 'injured'"):
        safety.workers_incidence_rate(Survey(workers().frame.drop(columns="injured")))


def test_the_sdg_indicator_is_of_employees() -> None:
    survey = workers(status=["employee", "employee", "own-account worker", "employee", None])
    assert value(safety.incidence_rate(survey)) == pytest.approx(100_000 / 3)
    assert value(safety.workers_incidence_rate(survey)) == pytest.approx(100_000 * 2 / 4)


def test_where_nobody_was_injured_the_interval_ends_above_zero_and_the_figure_is_flagged() -> None:
    table = safety.incidence_rate(lk.load("lfs"), by="industry")
    none = table[table["estimate"].eq(0) & table["df"].gt(0)]
    assert len(none) > 0
    assert none["ci_low"].eq(0).all()
    assert none["ci_high"].gt(0).all()
    assert none["flag"].eq("S").all()
    share = lk.load("lfs").filter(lk.load("lfs").frame["industry"] == none["industry"].iloc[0])
    alone = safety.incidence_rate(share)
    assert alone["ci_high"].item() == pytest.approx(none["ci_high"].iloc[0])


@pytest.mark.parametrize(
    "rate",
    [
        safety.incidence_rate,
        safety.workers_incidence_rate,
        safety.frequency_rate,
        safety.severity_rate,
        lambda s, by: safety.incidence_rate(s, by, reference="full-time equivalents"),
    ],
    ids=["incidence", "workers", "frequency", "severity", "full-time equivalents"],
)
def test_a_rate_rests_on_the_injured_not_on_the_workers(rate: Callable[..., pd.DataFrame]) -> None:
    injured = {"A": 4, "B": 5, "C": 14, "D": 15, "E": 97}  # of 100 workers each
    frame = pd.DataFrame({
        "industry": np.repeat(list(injured), 100), "age": 30, "worked_hour": "yes", "status": "employee",
        "usual_hours": 48.0, "injured": [w for n in injured.values() for w in ["yes"] * n + ["no"] * (100 - n)],
    }).assign(days_lost=lambda t: (t["injured"] == "yes") * 3.0)  # fmt: skip
    frame = frame.assign(**dict.fromkeys(("temporarily_absent", "looked_for_work", "available", "future_start"), "no"))
    with lk.quality.limits(max_cv=1000):
        found = rate(Survey(frame), "industry").set_index("industry")
        assert found["flag"].to_dict() == {"A": "S", "B": "U", "C": "U", "D": "", "E": "S"}
        unknown = frame.assign(injured=frame["injured"].mask(frame["industry"] == "A"))
        assert rate(Survey(unknown), "industry").set_index("industry")["flag"].to_dict()["A"] == "S"
    assert (found["n"] == 100).all()


@pytest.mark.parametrize(
    "rate",
    [safety.incidence_rate, safety.workers_incidence_rate, safety.frequency_rate, safety.severity_rate],
)
def test_no_interval_of_a_rate_passes_zero(rate: Callable[..., pd.DataFrame]) -> None:
    table = rate(lk.load("lfs"), by="province")
    assert (table["estimate"] > 0).all()
    assert (table["ci_low"] > 0).all()
    # An interval of the logarithm: as many times below the rate as above it.
    np.testing.assert_allclose(table["estimate"] ** 2, table["ci_low"] * table["ci_high"])
    assert (rate(lk.load("lfs"), by="province", level=0.5)["ci_low"] > table["ci_low"]).all()


@pytest.mark.parametrize("hours", [-9.0, 998.0])
def test_hours_that_no_week_has_give_no_rate(hours: float) -> None:
    wrong = workers(usual_hours=[48.0, 20.0, hours, 10.0, np.nan])
    for rate in (
        lambda: safety.frequency_rate(wrong),
        lambda: safety.severity_rate(wrong),
        lambda: safety.workers_incidence_rate(wrong, reference="full-time equivalents"),
    ):
        with pytest.raises(DataError, match=r"'usual_hours' has .*hours"):
            rate()

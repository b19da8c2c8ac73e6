"""The minimum-wage simulator against sums made by hand, and the gap at quantiles against medians."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit.errors import ColumnError, OptionError

NEW, CURRENT = 800_000, 737_000


@pytest.fixture(scope="module")
def covered() -> lk.Survey:
    lfs = lk.load("lfs")
    return lfs.filter(lfs.frame["minimum_wage_covered"] == "yes")


def by_measure(table: pd.DataFrame) -> dict[str, float]:
    return dict(zip(table["measure"], table["estimate"], strict=True))


@pytest.mark.parametrize("compliance", ["as today", "full"])
def test_against_sums_over_the_records(covered: lk.Survey, compliance: str) -> None:
    pay = lk.wages.full_month_pay(covered.frame).to_numpy()
    weight = covered.frame["weight"].to_numpy()
    known = ~np.isnan(pay)
    lowest = CURRENT if compliance == "as today" else 0
    gain = np.where(known & (pay < NEW) & (pay >= lowest), NEW - pay, 0.0)
    people, cost = weight[known].sum(), (weight * gain)[known].sum()
    scale = weight.sum() / people
    found = by_measure(lk.wages.minimum_wage_reform(covered, NEW, current=CURRENT, compliance=compliance))
    gaining = weight[gain > 0].sum()
    assert scale > 1.01  # some pay is missing, or nothing is tested
    assert found["share who gain"] == pytest.approx(100 * gaining / people)
    assert found["people who gain"] == pytest.approx(scale * gaining)
    assert found["cost per month"] == pytest.approx(scale * cost)
    assert found["cost as percent of pay"] == pytest.approx(100 * cost / np.nansum(weight * pay))
    assert found["gain each"] == pytest.approx(cost / gaining)


def test_the_parts_belong_together(covered: lk.Survey) -> None:
    found = by_measure(lk.wages.minimum_wage_reform(covered, NEW, compliance="full"))
    assert found["people who gain"] * found["gain each"] == pytest.approx(found["cost per month"])
    groups = lk.wages.minimum_wage_reform(covered, NEW, compliance="full", by="sex")
    assert (
        groups[groups["measure"] == "gain each"]["n"].sum() < groups[groups["measure"] == "share who gain"]["n"].sum()
    )


def test_a_total_without_missing_pay_has_the_standard_error_of_a_total(covered: lk.Survey) -> None:
    pay = lk.wages.full_month_pay(covered.frame)
    paid = covered.assign(pay=pay, gain=(NEW - pay).clip(lower=0)).filter(pay.notna())
    table = lk.wages.minimum_wage_reform(paid, NEW, pay="pay", compliance="full").set_index("measure")
    total, mean = paid.total("gain"), paid.filter(paid.frame["gain"] > 0).mean("gain")
    ratio = paid.ratio("gain", "pay")
    for column in ("estimate", "se"):
        assert table.loc["cost per month", column] == pytest.approx(total[column].item())
        assert table.loc["gain each", column] == pytest.approx(mean[column].item())
        assert table.loc["cost as percent of pay", column] == pytest.approx(100 * ratio[column].item())


def test_the_error_of_a_total_with_missing_pay_is_that_of_its_product() -> None:
    # One stratum, every record a PSU: the total is N * mean; the jackknife knows its error too.
    pay = np.array([100.0, 150, 180, 210, 240, np.nan, 90, 160, 220, np.nan, 130, 199] * 5)
    survey = lk.Survey(pd.DataFrame({"pay": pay + np.arange(60) % 7}))
    table = lk.wages.minimum_wage_reform(survey, 200, pay="pay", compliance="full").set_index("measure")
    n = len(pay)
    left_out = []
    for k in range(n):
        rest = survey.frame.drop(index=k).assign(weight=n / (n - 1))
        again = lk.wages.minimum_wage_reform(lk.Survey(rest, weight="weight"), 200, pay="pay", compliance="full")
        left_out.append(by_measure(again)["cost per month"])
    jackknife = np.sqrt((n - 1) / n * np.sum((np.array(left_out) - np.mean(left_out)) ** 2))
    assert table.loc["cost per month", "se"] == pytest.approx(jackknife, rel=0.02)


def test_today_s_minimum_enforced_and_today_s_minimum_kept_as_badly(covered: lk.Survey) -> None:
    enforced = by_measure(lk.wages.minimum_wage_reform(covered, CURRENT, current=CURRENT, compliance="full"))
    paid = covered.assign(pay=lk.wages.full_month_pay(covered.frame))
    underpaid = lk.wages.noncompliance(paid, "pay", CURRENT)
    assert enforced["share who gain"] == pytest.approx(underpaid["estimate"].iloc[0])
    table = lk.wages.minimum_wage_reform(covered, CURRENT, current=CURRENT)
    kept = by_measure(table)
    assert kept["people who gain"] == kept["cost per month"] == 0
    assert np.isnan(kept["gain each"])
    assert (table["flag"] == "S").all()


def test_what_is_refused(covered: lk.Survey) -> None:
    with pytest.raises(OptionError, match="today's minimum"):
        lk.wages.minimum_wage_reform(covered, NEW)
    with pytest.raises(OptionError, match="below the current"):
        lk.wages.minimum_wage_reform(covered, 700_000, current=CURRENT)
    with pytest.raises(OptionError, match="above zero"):
        lk.wages.minimum_wage_reform(covered, 0, current=CURRENT)
    with pytest.raises(ColumnError, match="Nobody's pay"):
        lk.wages.minimum_wage_reform(
            lk.Survey(pd.DataFrame({"pay": [np.nan, np.nan]})), 1, pay="pay", compliance="full"
        )


def test_gap_at_quantiles_is_the_median_gap_at_a_half(covered: lk.Survey) -> None:
    at_half = lk.wages.gap_at_quantiles(covered, "monthly_pay", 0.5, by="area")
    median = lk.wages.pay_gap(covered, "monthly_pay", statistic="median", by="area")
    pd.testing.assert_frame_equal(at_half.drop(columns="q"), median)
    with pytest.raises(OptionError, match="between 0 and 1"):
        lk.wages.gap_at_quantiles(covered, "monthly_pay", [0.5, 90])


def test_gap_at_quantiles_of_two_survey_quantiles(covered: lk.Survey) -> None:
    quantiles = covered.quantile("monthly_pay", [0.1, 0.9], by="sex").set_index(["sex", "q"])["estimate"]
    gaps = lk.wages.gap_at_quantiles(covered, "monthly_pay", [0.1, 0.9])["estimate"].tolist()
    expected = [100 * (1 - quantiles["female", q] / quantiles["male", q]) for q in (0.1, 0.9)]
    assert gaps == pytest.approx(expected)

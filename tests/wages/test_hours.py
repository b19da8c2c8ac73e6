"""Earnings per hour and pay for a full month."""

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit.errors import ColumnError, DataError, OptionError
from labkit.wages import full_month_pay, hourly_earnings


def test_a_month_has_365_over_84_weeks() -> None:
    frame = pd.DataFrame({"monthly_pay": [4.345238095238095], "usual_hours": [40.0]})
    assert hourly_earnings(frame).item() == pytest.approx(1 / 40, rel=1e-15)


@pytest.mark.parametrize("hours", [0, -1, np.nan])
def test_without_hours_earnings_are_missing_not_zero_or_infinite(hours: float) -> None:
    assert np.isnan(hourly_earnings(pd.DataFrame({"monthly_pay": [100.0], "usual_hours": [hours]})).item())


def test_missing_pay_stays_missing_and_zero_pay_zero() -> None:
    frame = pd.DataFrame({"monthly_pay": [np.nan, 0.0], "usual_hours": [40.0, 40.0]}, index=[7, 9])
    found = hourly_earnings(frame)
    assert np.isnan(found[7])
    assert found[9] == 0
    assert found.name == "hourly_earnings"


@pytest.mark.parametrize(
    ("period", "amount"),
    [
        ("hour", 2.0),
        ("day", 2 * 40 / 7),
        ("week", 80.0),
        ("two weeks", 160.0),
        ("half month", 40 * 365 / 84),
        ("month", 80 * 365 / 84),
        ("piece", 80 * 365 / 84),
        ("quarter", 3 * 80 * 365 / 84),
        ("half year", 6 * 80 * 365 / 84),
        ("year", 12 * 80 * 365 / 84),
    ],
)
def test_pay_of_every_period_becomes_the_same_pay_per_hour(period: str, amount: float) -> None:
    frame = pd.DataFrame({"pay": [amount, amount], "hours": [40.0, 40.0], "period": [period, None]})
    found = hourly_earnings(frame, "pay", "hours", period="period")
    assert found[0] == pytest.approx(2.0, rel=1e-12)
    assert np.isnan(found[1])


def test_part_of_a_month_is_not_bad_pay() -> None:
    frame = pd.DataFrame({"monthly_pay": [100.0, 50.0], "usual_hours": [40.0, 40.0], "weeks_worked": [4.0, 2.0]})
    assert hourly_earnings(frame, weeks="weeks_worked").tolist() == [100 / 160, 50 / 80]


def test_the_two_ways_to_hourly_earnings_agree_in_the_bundled_survey() -> None:
    frame = lk.load("lfs").frame
    paid = frame[frame["pay_period"].notna() & (frame["pay_period"] != "piece")]
    by_period = hourly_earnings(paid, "pay_amount", period="pay_period")
    by_weeks = hourly_earnings(paid, weeks="weeks_worked")
    # monthly_pay is rounded to 100 riel.
    known, daily = by_weeks.notna(), paid["pay_period"] == "day"
    difference = (by_period / by_weeks - 1).abs()[known & ~daily]
    assert len(difference) > 3000
    assert (difference <= 51 / paid.loc[difference.index, "monthly_pay"]).all()
    # The ILO's factor takes a day's pay for every day of the calendar; people are paid for the days they work.
    assert (by_period / by_weeks)[known & daily].between(0.9, 7 / 2.5).all()
    assert (by_period / by_weeks)[known & daily].median() == pytest.approx(7 / 6, rel=0.02)


def test_what_cannot_be_is_refused() -> None:
    frame = pd.DataFrame({"monthly_pay": [100.0], "usual_hours": [208.0], "bad": [-1.0], "period": ["fortnight"]})
    with pytest.raises(DataError, match="more hours than a week"):
        hourly_earnings(frame)
    with pytest.raises(DataError, match="below zero"):
        hourly_earnings(frame.assign(usual_hours=40.0), "bad")
    with pytest.raises(ColumnError, match="pay periods that labkit does not know") as error:
        hourly_earnings(frame.assign(usual_hours=40.0), period="period")
    assert error.value.got == "fortnight"
    with pytest.raises(ColumnError, match="no column 'hours'"):
        hourly_earnings(frame, hours="hours")
    with pytest.raises(OptionError, match="'weeks' takes the name of a column"):
        hourly_earnings(frame, hours="bad", weeks=4)
    with pytest.raises(OptionError, match="Weeks worked go with"):
        hourly_earnings(frame, period="period", weeks="bad")


def test_full_month_pay_makes_up_part_months_and_part_time() -> None:
    month = 365 / 84
    frame = pd.DataFrame(
        {
            "basic_pay": [100.0, 100.0, 100.0, 100.0, np.nan],
            "weeks_worked": [month, month / 2, month, 0.0, month],
            "usual_hours": [60.0, 48.0, 24.0, 48.0, 48.0],
        }
    )
    np.testing.assert_allclose(full_month_pay(frame), [100, 200, 100, np.nan, np.nan])
    np.testing.assert_allclose(full_month_pay(frame, hours="usual_hours"), [100, 200, 200, np.nan, np.nan])
    np.testing.assert_allclose(full_month_pay(frame, weeks=None), [100, 100, 100, 100, np.nan])
    found = full_month_pay(frame, hours="usual_hours", weeks=None, full_time=40)
    np.testing.assert_allclose(found, [100, 100, 100 * 40 / 24, 100, np.nan])
    with pytest.raises(OptionError, match="full_time"):
        full_month_pay(frame, full_time=0)


@pytest.mark.parametrize(
    ("weeks", "message"), [(52, "more weeks than a month"), (99, "more weeks"), (-9, "below zero")]
)
def test_weeks_that_no_month_has_are_refused(weeks: int, message: str) -> None:
    frame = pd.DataFrame({"monthly_pay": 100.0, "basic_pay": 100.0, "usual_hours": 40.0, "weeks_worked": [4, 6, weeks]})
    for pay in (hourly_earnings, full_month_pay):
        assert pay(frame.iloc[:2]).notna().all()
        with pytest.raises(DataError, match=message):
            pay(frame)

"""A sentence of the group case is judged by the interval of the change, not by the estimates."""

import pandas as pd
import pytest

from labkit import labour
from labkit.course.days.day1.speech import by_year, claim_of, judge, two_surveys


def change(estimate: float, low: float, high: float) -> pd.DataFrame:
    """Return the row of a change from 2.0 percent."""
    levels = {"earlier_value": 2.0, "later_value": 2.0 + estimate}
    return pd.DataFrame([{"estimate": estimate, "ci_low": low, "ci_high": high, "flag": "", "p_value": 0.5, **levels}])


OPEN, FELL, ROSE = change(-0.1, -0.4, 0.2), change(-0.4, -0.7, -0.1), change(0.5, 0.1, 0.9)


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Unemployment fell from 2.7 percent in 2012 to 1.2 percent in 2019.", "fell"),
        ("The rate is lower than in 2012", "fell"),
        ("Unemployment has risen.", "rose"),
        ("It went up", "rose"),
        ("No change can be shown.", "not known"),
        ("We cannot say whether it fell or rose.", "not known"),
        ("A fall cannot be shown.", "not known"),
        ("Unemployment did not change.", "the same"),
        ("Unemployment didn’t fall", "the same"),
        ("It stayed at about one percent", "the same"),
        ("It fell in towns and rose in villages.", "both"),
        ("Unemployment was 1.1 percent.", ""),
    ],
)
def test_direction_of_a_sentence(sentence: str, claim: str) -> None:
    assert claim_of(sentence) == claim


@pytest.mark.parametrize(
    ("sentence", "table", "verdict"),
    [
        ("It fell.", OPEN, "**Not supported.**"),
        ("It rose.", OPEN, "**Not supported.**"),
        ("It did not change.", OPEN, "**Not supported.**"),
        ("No change can be shown.", OPEN, "**Supported.**"),
        ("It fell.", FELL, "**Supported.**"),
        ("No change can be shown.", FELL, "**Too careful.**"),
        ("It fell.", ROSE, "**Contradicted.**"),
        ("It is the same.", ROSE, "**Contradicted.**"),
        ("It is 1.6.", ROSE, "**No direction is found.**"),
        ("It fell for men and rose for women.", OPEN, "**Two directions.**"),
    ],
)
def test_the_interval_decides(sentence: str, table: pd.DataFrame, verdict: str) -> None:
    assert verdict in judge(sentence, table, "strict")


def test_definition_and_interval_are_asked_for() -> None:
    draft = judge("It fell from 2.7 percent in 2012 to 1.2 percent in 2019.", OPEN, "strict")
    assert "No definition is named" in draft
    assert "It gives no interval" in draft
    good = "By the strict definition it was 1.3 (1.1 to 1.5) and 1.1 percent (0.9 to 1.3); no change can be shown."
    said = judge(good, OPEN, "strict")
    assert "No definition" not in said
    assert "no interval" not in said


@pytest.mark.parametrize(
    ("sentence", "fits"),
    [
        ("It fell from 2.7 percent in 2012 to 1.2 percent in 2019.", False),
        ("It fell from 2.7 to 1.2 %.", False),
        ("It fell from 2.0 percent in 2012 to 1.6 percent in 2019.", True),
        ("From 2012 to 2019 it fell.", True),
    ],
)
def test_a_step_that_no_definition_gives_is_named_even_where_the_direction_is_right(sentence: str, fits: bool) -> None:
    said = judge(sentence, FELL, "strict")
    assert "**Supported.**" in said
    assert ("do not fit" not in said) is fits


def test_a_table_of_two_years_names_both_surveys_as_its_source() -> None:
    table = by_year(labour.participation_rate, *two_surveys())
    assert "2012" in table.attrs["source"] and "2019" in table.attrs["source"]

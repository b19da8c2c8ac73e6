"""What must not change a measure of inequality: the scale of weights and money, the order and splitting of records."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from labkit import Survey
from labkit.inequality import gini, lorenz_curve, palma, quantile_ratio, quintile_share_ratio

MEASURES = [gini, palma, quantile_ratio, quintile_share_ratio, lorenz_curve]
KEPT = ["estimate", "se", "df"]


@st.composite
def samples(draw: st.DrawFn) -> pd.DataFrame:
    """Few amounts on many records, so that equal amounts are common."""
    n = draw(st.integers(12, 40))
    column = lambda values: draw(st.lists(values, min_size=n, max_size=n))  # noqa: E731
    return pd.DataFrame(
        {
            "pay": column(st.sampled_from([1.0, 2.0, 2.5, 4.0, 8.0, 20.0])),
            "weight": column(st.integers(1, 50).map(float)),
            "stratum": [i % 2 for i in range(n)],
            "psu": [i // 2 % 3 for i in range(n)],
        }
    )


def measured(frame: pd.DataFrame, measure, column: str = "pay") -> pd.DataFrame:
    return measure(Survey(frame, weight="weight", stratum="stratum", psu="psu"), column)[KEPT].astype(float)


def assert_same(found: pd.DataFrame, wanted: pd.DataFrame) -> None:
    # A standard error of zero is rounding noise: at most a millionth of a millionth of the estimate.
    np.testing.assert_allclose(found, wanted, rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize("measure", MEASURES)
@settings(derandomize=True, deadline=None, max_examples=12)
@given(frame=samples(), factor=st.sampled_from([1e-6, 0.25, 3.0, 1e7]))
def test_a_common_factor_of_the_weights_or_of_the_money_changes_nothing(measure, frame, factor) -> None:
    wanted = measured(frame, measure)
    assert_same(measured(frame.assign(weight=factor * frame["weight"]), measure), wanted)
    assert_same(measured(frame.assign(pay=factor * frame["pay"]), measure), wanted)


@pytest.mark.parametrize("measure", MEASURES)
@settings(derandomize=True, deadline=None, max_examples=12)
@given(frame=samples(), seed=st.integers(0, 2**16))
def test_the_order_of_records_changes_nothing(measure, frame, seed) -> None:
    assert_same(measured(frame.sample(frac=1, random_state=seed), measure), measured(frame, measure))


@pytest.mark.parametrize("measure", MEASURES)
@settings(derandomize=True, deadline=None, max_examples=12)
@given(frame=samples(), place=st.integers(0, 11), share=st.sampled_from([0.5, 0.125]))
def test_splitting_a_record_within_its_psu_changes_nothing(measure, frame, place, share) -> None:
    part = frame.iloc[[place]]
    rest = frame.assign(weight=frame["weight"].where(frame.index != place, (1 - share) * frame["weight"]))
    split = pd.concat([part.assign(weight=share * part["weight"]), rest], ignore_index=True)
    assert_same(measured(split, measure), measured(frame, measure))


@settings(derandomize=True, deadline=None, max_examples=12)
@given(frame=samples(), same=st.sampled_from([0.01, 1.0, 123456.0]))
def test_equal_amounts_are_no_inequality(frame, same) -> None:
    assert measured(frame.assign(pay=same), gini).iloc[0, :2].tolist() == pytest.approx([0, 0], abs=1e-9)


@settings(derandomize=True, deadline=None, max_examples=12)
@given(frame=samples(), gift=st.sampled_from([1.0, 10.0]))
def test_the_same_gift_to_everybody_lessens_inequality(frame, gift) -> None:
    before, after = (measured(f, gini)["estimate"].item() for f in (frame, frame.assign(pay=frame["pay"] + gift)))
    assert 0 <= after <= before + 1e-12 <= 100

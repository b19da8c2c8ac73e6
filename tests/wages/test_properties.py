"""What must not change a pay gap, a low-pay rate or a rate of non-compliance."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from labkit import Survey
from labkit.wages import factor_weighted_gap, kaitz_index, low_pay_rate, noncompliance, pay_gap

MEASURES = {
    "mean gap": lambda survey: pay_gap(survey, "pay"),
    "median gap": lambda survey: pay_gap(survey, "pay", statistic="median"),
    "factor-weighted gap": lambda survey: factor_weighted_gap(survey, "pay", "cell"),
    "kaitz": lambda survey: kaitz_index(survey, "pay", "minimum", by="cell"),
    "non-compliance": lambda survey: noncompliance(survey, "pay", "minimum"),
    "low pay": lambda survey: low_pay_rate(survey, "pay", by="cell"),
}
# The kernel's bandwidth counts records, so that splitting one changes the standard error of low pay a little.
SPLIT = {name: measure for name, measure in MEASURES.items() if name != "low pay"}
EXAMPLES = settings(derandomize=True, deadline=None, max_examples=12)


@st.composite
def samples(draw: st.DrawFn) -> pd.DataFrame:
    """Few amounts on many records, so that equal amounts are common; cells may lack men or women."""
    n = draw(st.integers(12, 40))

    def column(values: st.SearchStrategy) -> list:
        return draw(st.lists(values, min_size=n, max_size=n))

    return pd.DataFrame(
        {
            "pay": column(st.sampled_from([1.0, 2.0, 2.5, 4.0, 8.0, 20.0])),
            "minimum": column(st.sampled_from([2.0, 3.0])),
            "weight": column(st.integers(1, 50).map(float)),
            "sex": pd.Categorical(column(st.sampled_from(["female", "male"])), categories=["male", "female"]),
            "cell": pd.Categorical(column(st.sampled_from(["a", "b", "c"])), categories=["a", "b", "c"]),
            "stratum": [i % 2 for i in range(n)],
            "psu": [i // 2 % 3 for i in range(n)],
        }
    )


def measured(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    survey = Survey(frame, weight="weight", stratum="stratum", psu="psu")
    return MEASURES[name](survey)[["estimate", "se", "df"]].astype(float)


def assert_same(found: pd.DataFrame, wanted: pd.DataFrame) -> None:
    np.testing.assert_allclose(found, wanted, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("name", MEASURES)
@EXAMPLES
@given(frame=samples(), factor=st.sampled_from([1e-6, 0.25, 3.0, 1e7]))
def test_a_common_factor_of_the_weights_or_of_the_money_changes_nothing(name, frame, factor) -> None:
    wanted = measured(frame, name)
    assert_same(measured(frame.assign(weight=factor * frame["weight"]), name), wanted)
    richer = frame.assign(pay=factor * frame["pay"], minimum=factor * frame["minimum"])
    assert_same(measured(richer, name), wanted)


@pytest.mark.parametrize("name", MEASURES)
@EXAMPLES
@given(frame=samples(), seed=st.integers(0, 2**16))
def test_the_order_of_records_changes_nothing(name, frame, seed) -> None:
    assert_same(measured(frame.sample(frac=1, random_state=seed), name), measured(frame, name))


@pytest.mark.parametrize("name", SPLIT)
@EXAMPLES
@given(frame=samples(), place=st.integers(0, 11), share=st.sampled_from([0.5, 0.125]))
def test_splitting_a_record_within_its_psu_changes_nothing(name, frame, place, share) -> None:
    part = frame.iloc[[place]]
    rest = frame.assign(weight=frame["weight"].where(frame.index != place, (1 - share) * frame["weight"]))
    split = pd.concat([part.assign(weight=share * part["weight"]), rest], ignore_index=True)
    assert_same(measured(split, name), measured(frame, name))


@EXAMPLES
@given(frame=samples())
def test_the_depth_of_underpayment_is_a_share_and_deeper_measures_are_smaller(frame) -> None:
    v0, v1, v2 = measured(frame, "non-compliance")["estimate"]
    assert 0 <= v2 <= v1 <= v0 <= 100
    # In this sample every shortfall is at least a sixth and at most two thirds of the minimum.
    assert v0 / 6 - 1e-9 <= v1 <= 2 * v0 / 3 + 1e-9

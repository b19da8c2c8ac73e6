"""Pay gaps, low pay and Kaitz against R's laeken and survey, on a sample full of awkward corners."""

import numpy as np
import pandas as pd
import pytest

from labkit import Survey
from labkit.wages import factor_weighted_gap, kaitz_index, low_pay_rate, pay_gap

DESIGNS = {
    "full": {"weight": "weight", "stratum": "stratum", "psu": "psu"},
    "fpc": {"weight": "weight", "stratum": "stratum", "psu": "psu", "fpc": "psus"},
    "no_psu": {"weight": "weight", "stratum": "stratum"},
    "lonely": {"weight": "weight", "stratum": "stratum_lonely", "psu": "psu"},
}
FIGURES = {
    "gap_mean": (18, lambda survey: pay_gap(survey, "pay")),
    "gap_median": (18, lambda survey: pay_gap(survey, "pay", statistic="median")),
    "factor_gap": (12, lambda survey: factor_weighted_gap(survey, "pay", ["area"])),
    "low": (24, lambda survey: low_pay_rate(survey, "pay")),
    "kaitz_mean": (24, lambda survey: kaitz_index(survey, "pay", 120)),
    "kaitz_median": (24, lambda survey: kaitz_index(survey, "pay", 120, "median")),
}


def in_domain(frame: pd.DataFrame, domain: str) -> pd.Series:
    return {
        "all": frame["age"] > 0,
        "adults": frame["age"] >= 15,
        "urban": frame["area"] == "urban",
        "women": frame["sex"] == "female",
    }[domain]


@pytest.mark.parametrize("figure", FIGURES)
def test_agrees_with_r(sample: pd.DataFrame, reference: pd.DataFrame, figure: str) -> None:
    count, estimate = FIGURES[figure]
    expected = reference[reference["measure"] == figure]
    assert len(expected) == count
    for row in expected.itertuples():
        survey = Survey(sample, **DESIGNS[row.design], lonely_psu=row.lonely)
        ours = estimate(survey.filter(in_domain(sample, row.domain))).iloc[0]
        assert ours["estimate"] == pytest.approx(row.estimate, rel=1e-9), row.case
        assert ours["n"] == row.n, row.case
        if not np.isnan(row.se):  # laeken knows no linearised error
            assert ours["se"] == pytest.approx(row.se, rel=1e-7), row.case

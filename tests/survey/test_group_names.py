"""Groups whose column is called as one that an indicator makes are refused: their labels would be lost."""

from __future__ import annotations

import pytest

import labkit as lk
from labkit.errors import ColumnError

REFORM = lk.protection.size_threshold(1, compliance=0.5)


@pytest.mark.parametrize(
    ("name", "indicator"),
    [
        # A column that the indicator makes before it estimates.
        ("informal_job", lk.informality.informal_employment_rate),
        ("informal_sector", lk.informality.informal_sector_share),
        ("counted_", lk.labour.neet_rate),
        ("covered", lambda s, by: lk.protection.newly_covered(s, REFORM, by=by)),
        # A column of the result.
        ("dropped_share", lambda s, by: lk.wages.factor_weighted_gap(s, "monthly_pay", ["education"], by=by)),
        ("deff", lambda s, by: lk.wages.noncompliance(s, "monthly_pay", 737_000, by=by, deff=True)),
        ("measure", lambda s, by: lk.labour.underutilization(s, hours_threshold=40, by=by)),
        ("measure", lk.protection.contributors_and_registered),
        ("kind", lk.labour.potential_labour_force),
        ("sector", lk.informality.sector_job_matrix),
        ("standard", lk.informality.rates_by_standard),
        ("when", lambda s, by: lk.protection.coverage_before_and_after(s, REFORM, by=by)),
        ("q", lambda s, by: lk.inequality.lorenz_curve(s, "monthly_pay", by=by)),
        ("q", lambda s, by: lk.wages.gap_at_quantiles(s, "monthly_pay", by=by)),
    ],
)
def test_a_name_that_the_indicator_needs_is_refused(name, indicator):
    lfs = lk.load("lfs")
    with pytest.raises(ColumnError, match=f"The column '{name}' has the name of a column of the result"):
        indicator(lfs.assign(**{name: lfs.frame["sex"]}), by=name)


def test_it_is_free_where_the_indicator_does_not_need_it():
    lfs = lk.load("lfs")
    found = lk.labour.neet_rate(lfs.assign(sector=lfs.frame["sex"]), by="sector", margins=True)
    assert found["sector"].tolist() == ["male", "female", "total"]

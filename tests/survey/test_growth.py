"""Growth in percent from one survey to the next."""

from __future__ import annotations

import numpy as np
import pytest

import labkit as lk


def test_growth_of_two_independent_means_by_hand() -> None:
    before, after = lk.load("lfs2012"), lk.load("lfs")
    table = lk.compare.growth(lambda s: s.mean("monthly_pay"), before, after, by="sex").set_index("sex")
    one, two = (s.mean("monthly_pay", by="sex").set_index("sex") for s in (before, after))
    assert table["estimate"].tolist() == pytest.approx((100 * (two["estimate"] / one["estimate"] - 1)).tolist())
    ratio = two["estimate"] / one["estimate"]
    se = 100 * ratio * np.hypot(one["se"] / one["estimate"], two["se"] / two["estimate"])
    assert table["se"].tolist() == pytest.approx(se.tolist())
    assert (table["later_value"] == two["estimate"]).all()


def test_growth_inside_one_survey_counts_the_covariance() -> None:
    lfs = lk.load("lfs")
    people = lfs.assign(male=1.0 * (lfs.frame["sex"] == "male"), female=1.0 * (lfs.frame["sex"] == "female"))
    men, women = (lfs.filter(lfs.frame["sex"] == sex) for sex in ("male", "female"))
    table = lk.compare.growth(lambda s: s.total(), men, women)
    ratio = people.ratio("female", "male")
    assert table["estimate"].item() == pytest.approx(100 * (ratio["estimate"].item() - 1))
    assert table["se"].item() == pytest.approx(100 * ratio["se"].item())

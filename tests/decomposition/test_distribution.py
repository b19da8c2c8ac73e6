"""A decomposition along the distribution is the decomposition of each quantile."""

from __future__ import annotations

import numpy as np
import pytest

import labkit as lk
from labkit.errors import OptionError


def test_each_point_is_a_decomposition_of_its_quantile() -> None:
    lfs = lk.load("lfs")
    lfs = lfs.assign(log_pay=np.log(lfs.frame["monthly_pay"]))
    arguments = ("log_pay", ["age", "education"], "sex", "male")
    table = lk.decomposition.along_distribution(lfs, *arguments, q=[0.2, 0.9])
    for q in (0.2, 0.9):
        found = lk.decomposition.decompose(lfs, *arguments, statistic="quantile", q=q)
        own = table[table["q"] == q]
        for name in ("estimate", "se", "ci_low"):
            assert own[name].tolist() == found.overall[name].tolist()
        assert set(own["n"]) == {sum(found.n.values())}
    with pytest.raises(OptionError, match="list of shares"):
        lk.decomposition.along_distribution(lfs, *arguments, q=["0.5"])  # type: ignore[list-item]

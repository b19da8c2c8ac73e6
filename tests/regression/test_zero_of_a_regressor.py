"""Where a regressor has its zero changes neither its square's coefficient nor that coefficient's standard error."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit.errors import DataError

BASE = np.random.default_rng(5).normal(size=3000)
NOISE = np.random.default_rng(6).normal(size=3000)
YEARS = np.random.default_rng(7).integers(0, 10, 3000).astype(float)
Y = 0.3 * BASE - 0.2 * BASE**2 + NOISE


def fits(fit: object, outcome: str, x: object, zero: float) -> pd.DataFrame:
    frame = pd.DataFrame({"y": Y, "z": Y > 0, "x": np.asarray(x) + zero, "p": np.arange(3000) % 100})
    return fit(lk.Survey(frame, psu="p"), outcome, ["x", "x^2"]).table  # type: ignore[operator]


@pytest.mark.parametrize(("fit", "outcome"), [(lk.regression.linear, "y"), (lk.regression.logit, "z")])
@pytest.mark.parametrize(("x", "zero"), [(YEARS, 2010.0), (0.01 * BASE, 104.9), (BASE, 1000.0)])
def test_the_zero_does_not_matter(fit: object, outcome: str, x: object, zero: float) -> None:
    far, near = fits(fit, outcome, x, zero), fits(fit, outcome, x, 0.0)
    for column in ("estimate", "se"):
        assert far[column].iloc[2] == pytest.approx(near[column].iloc[2], rel=1e-5)


def test_a_long_tail_is_no_separation() -> None:
    rng = np.random.default_rng(3)
    x = np.exp(rng.normal(0, 1.5, 4000))
    y = rng.random(4000) < 1 / (1 + np.exp(-(0.6 * x - 1)))
    table = lk.regression.logit(lk.Survey(pd.DataFrame({"y": y, "x": x})), "y", ["x"]).table
    # svyglm of R, and statsmodels.
    assert table["estimate"].tolist() == pytest.approx([-1.0399, 0.6199], abs=5e-5)
    assert table["se"].tolist() == pytest.approx([0.0509, 0.0280], abs=5e-5)


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_separation_is_found_whatever_the_unit(scale: float) -> None:
    frame = pd.DataFrame({"x": scale * np.arange(40.0)}).assign(y=np.arange(40) > 20)
    with pytest.raises(DataError, match="separation"):
        lk.regression.logit(lk.Survey(frame), "y", ["x"])

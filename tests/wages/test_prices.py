"""Pay at the prices of another year."""

from __future__ import annotations

import pandas as pd
import pytest

import labkit as lk
from labkit.errors import DataError, OptionError


def test_real_pay_of_published_prices() -> None:
    prices = lk.load("prices")
    index = pd.to_numeric(prices.set_index("year")["cpi"], errors="coerce")
    index.index = index.index.astype(int)
    assert lk.wages.real(100.0, year=2012, base=2019) == pytest.approx(100 * index[2019] / index[2012])
    pay = pd.Series([1.0, None], index=[7, 9])
    there_and_back = lk.wages.real(lk.wages.real(pay, 2012, 2023), 2023, 2012)
    pd.testing.assert_series_equal(there_and_back, pay)


def test_a_year_without_an_index_is_refused() -> None:
    with pytest.raises(OptionError, match="no price index of 2013"):
        lk.wages.real(100.0, year=2013, base=2019)
    prices = pd.DataFrame({"year": [2023, 2024], "cpi": [148.31, None]})
    with pytest.raises(OptionError, match="2024"):
        lk.wages.real(100.0, year=2023, base=2024, prices=prices)


def test_two_indices_of_a_year_are_refused() -> None:
    prices = pd.DataFrame({"year": [2012, 2019, 2019], "cpi": [100.0, 120.0, 150.0]})
    with pytest.raises(DataError, match="several rows for a year") as refused:
        lk.wages.real(100.0, year=2019, base=2012, prices=prices)
    assert "2019" in refused.value.got

"""Pay at the prices of another year."""

from __future__ import annotations

from typing import Any, TypeVar

import pandas as pd

from labkit.errors import DataError, OptionError, did_you_mean, first_few, is_number
from labkit.survey.records.columns import Floats, column

Amount = TypeVar("Amount", float, "pd.Series[float]", Floats)


def real(pay: Amount, year: int, base: int, *, prices: pd.DataFrame | None = None) -> Amount:
    r"""Return pay of one year at the prices of another: what would buy the same basket in the base year.

    .. math:: \text{pay} \cdot \frac{CPI_{base}}{CPI_{year}}

    Real growth is the ratio of real pay to real pay, not the growth of pay less that of prices: pay that doubles while
    prices rise by 20 percent buys 2 / 1.2 = 1.67 baskets, 67 percent more and not 80.

    Pay and prices must be of one country and one currency: the index is of prices in riel. Pay in dollars is changed
    into riel of its own year first.

    Parameters
    ----------
    pay
        An amount, or a column of amounts, of one year, in the currency of the prices.
    year
        The year of the pay.
    base
        The year whose prices are taken.
    prices
        A table with ``year`` and ``cpi``, any year being 100; left out, ``labkit.load("prices")``: Cambodia, annual
        averages.

    Returns
    -------
    float, pandas.Series or numpy.ndarray
        As `pay`, at the prices of `base`.

    Raises
    ------
    ColumnError
        The prices have no column ``year`` or ``cpi``.
    DataError
        The prices have several rows for a year.
    OptionError
        The prices do not know one of the years; the message names those that they know.

    References
    ----------
    World Development Indicators, FP.CPI.TOTL.

    Examples
    --------
    >>> prices = pd.DataFrame({"year": [2012, 2019], "cpi": [100.0, 120.0]})
    >>> real(201.0, year=2019, base=2012, prices=prices)
    167.5

    >>> round(real(100.0, year=2012, base=2019), 1)
    119.8
    """
    index = _index(_published() if prices is None else prices)
    for name, value in (("year", year), ("base", base)):
        if not is_number(value) or value not in index:
            raise OptionError(
                f"There is no price index of {value!r}.",
                where="wages.real",
                got=f"{name}={value!r}",
                expected=f"one of {first_few(index, most=30)}",
                hint=did_you_mean(value, index),
            )
    return pay * (index[base] / index[year])


def _published() -> pd.DataFrame:
    from labkit.data import load  # the data are read only when they are asked for

    table: Any = load("prices")
    return pd.DataFrame(table)


def _index(prices: pd.DataFrame) -> dict[int, float]:
    years = column(prices, "year", where="wages.real").astype(int)
    twice = years[years.duplicated()].unique()
    if len(twice):
        raise DataError(
            "The prices have several rows for a year.",
            where="wages.real",
            got=f"twice or more: {first_few(twice)}",
            expected="one price index for each year",
        )
    cpi = pd.to_numeric(column(prices, "cpi", where="wages.real"), errors="coerce")
    return {year: float(value) for year, value in zip(years, cpi, strict=True) if value > 0}

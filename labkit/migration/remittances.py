"""The cost of sending money home (SDG indicator 10.c.1), and remittances in percent of GDP."""

from __future__ import annotations

import numpy as np
import pandas as pd

from labkit.errors import ColumnError, DataError, first_few, is_number
from labkit.survey.records.columns import Bools, Floats, column, numbers

SENT = 200.0  # US dollars: the amount of the indicator
TARGET_AVERAGE, TARGET_CORRIDOR = 3.0, 5.0  # percent of the amount, SDG target 10.c
SERVICES_NEEDED = 3


def remittance_cost(
    services: pd.DataFrame,
    *,
    fee: str = "fee",
    rate: str = "rate",
    interbank_rate: str = "interbank_rate",
    amount: float = SENT,
) -> pd.Series[float]:
    r"""Return what each service costs, in percent of the amount sent.

    .. math:: 100 \cdot \left(\frac{\text{fee}}{\text{amount}} + \frac{r_b - r}{r_b}\right)

    `r` is the exchange rate that the service gives, :math:`r_b` the rate between banks, both in units of the receiving
    currency for one unit of the sending one. A service with a small fee can be dear by its rate.

    Source: metadata of SDG indicator 10.c.1 (World Bank, Remittance Prices Worldwide). The amount is the equivalent of
    200 US dollars.

    Parameters
    ----------
    services
        One row per service.
    fee, rate, interbank_rate
        Columns: the fee in the currency of `amount`, and the two exchange rates.
    amount
        The amount sent, in the sending currency.

    Returns
    -------
    pandas.Series
        Percent of the amount; missing where the fee or a rate is missing (a service that does not tell its rate cannot
        be compared). Its mean over all services is the figure for the target of 3 percent.

    Raises
    ------
    ColumnError
        A column is missing or does not hold numbers.
    DataError
        The amount or a rate is zero or negative, or a fee is negative.

    Examples
    --------
    >>> services = pd.DataFrame({"fee": [5.0, 0.0], "rate": [4000.0, 3900.0], "interbank_rate": [4000.0, 4000.0]})
    >>> remittance_cost(services).tolist()
    [2.5, 2.5]
    """
    where = "remittance_cost"
    charged = numbers(services, fee, where=where)
    given, between_banks = numbers(services, rate, where=where), numbers(services, interbank_rate, where=where)
    _refuse(charged < 0, f"{fee!r} is negative", services)
    _refuse(given <= 0, f"{rate!r} is zero or negative", services)
    _refuse(between_banks <= 0, f"{interbank_rate!r} is zero or negative", services)
    if not (is_number(amount) and amount > 0):
        raise DataError("The amount is not above zero.", where=where, got=f"amount={amount!r}", expected="above 0")
    percent = 100 * (charged / amount + (between_banks - given) / between_banks)
    return pd.Series(percent, index=services.index, name="cost")


def corridor_costs(
    services: pd.DataFrame,
    *,
    corridor: str = "corridor",
    qualifying: str | None = None,
    fee: str = "fee",
    rate: str = "rate",
    interbank_rate: str = "interbank_rate",
    amount: float = SENT,
) -> pd.DataFrame:
    """Return the cost of each corridor, and whether it meets the criteria of SDG target 10.c.

    The target: 3 percent on average, and no corridor above 5 percent. A corridor meets the second where three
    qualifying services, the cheapest ones, cost 5 percent or less on average; with fewer than three services it does
    not, however cheap they are.

    Parameters
    ----------
    services
        One row per service. These are prices, not a sample: there are no standard errors.
    corridor
        Column: from where to where, such as ``"Thailand to Cambodia"``.
    qualifying
        Column of True and False: services that most people can use; without it, every service qualifies.
    fee, rate, interbank_rate, amount
        As for `remittance_cost`.

    Returns
    -------
    pandas.DataFrame
        One row per corridor: `corridor`, ``services`` (number with a known cost), ``qualifying``, ``average`` (percent,
        of all services), ``cheapest_three`` (percent, of the three cheapest qualifying services; missing if there are
        fewer), ``average_within_3``, ``corridor_within_5`` (True or False).

    Raises
    ------
    ColumnError, DataError
        As `remittance_cost`; or the corridor of a service is missing.

    Examples
    --------
    >>> services = pd.DataFrame({
    ...     "corridor": ["Thailand to Cambodia"] * 3 + ["Korea to Cambodia"] * 2,
    ...     "fee": [4.0, 6.0, 20.0, 4.0, 4.0], "rate": 4000.0, "interbank_rate": 4000.0,
    ... })
    >>> corridor_costs(services)[["corridor", "cheapest_three", "corridor_within_5"]]
                   corridor  cheapest_three  corridor_within_5
    0     Korea to Cambodia             NaN              False
    1  Thailand to Cambodia             5.0               True
    """
    names = column(services, corridor, where="corridor_costs")
    _refuse(names.isna().to_numpy(), f"{corridor!r} is missing", services)
    cost = remittance_cost(services, fee=fee, rate=rate, interbank_rate=interbank_rate, amount=amount)
    prices = pd.DataFrame({"cost": cost.to_numpy(), "usable": _qualifies(services, qualifying).to_numpy()})
    rows = []
    for name, own in prices.groupby(names.reset_index(drop=True), observed=True):
        qualified = own.loc[own["usable"], "cost"].dropna()
        three = float(qualified.nsmallest(SERVICES_NEEDED).mean()) if len(qualified) >= SERVICES_NEEDED else np.nan
        rows.append((name, int(own["cost"].notna().sum()), len(qualified), float(own["cost"].mean()), three))
    table = pd.DataFrame(rows, columns=[corridor, "services", "qualifying", "average", "cheapest_three"])
    # Prices are decimal numbers: 4.9999999999 and 5.0000000001 are both 5.
    within_3, within_5 = (
        table[name].round(9).le(target)
        for name, target in (("average", TARGET_AVERAGE), ("cheapest_three", TARGET_CORRIDOR))
    )
    return table.assign(average_within_3=within_3, corridor_within_5=within_5)


def remittance_share(remittances: float | pd.Series[float], gdp: float | pd.Series[float]) -> float | pd.Series[float]:
    """Return personal remittances received in percent of gross domestic product.

    Both in the same currency, year and *vintage*: revisions of GDP and of the balance of payments move the share much.
    For Cambodia 2018, the data of October 2020 gave 5.84 percent, the World Development Indicators now give 4.318.

    Source: World Development Indicators, BX.TRF.PWKR.DT.GD.ZS.

    Parameters
    ----------
    remittances, gdp
        Amounts in the same currency; numbers, or two Series with the same index.

    Raises
    ------
    DataError
        `gdp` is zero or negative, or `remittances` are negative.

    Examples
    --------
    >>> remittance_share(3.0, 40.0)
    7.5
    """
    for name, bad in (("gdp is zero or negative", np.any(np.asarray(gdp) <= 0)),
                      ("remittances are negative", np.any(np.asarray(remittances) < 0))):  # fmt: skip
        if bad:
            raise DataError(f"{name}.", where="remittance_share", expected="amounts of one year in one currency")
    return 100 * remittances / gdp


def _qualifies(services: pd.DataFrame, name: str | None) -> pd.Series[bool]:
    if name is None:
        return pd.Series(True, index=services.index)
    values = column(services, name, where="corridor_costs")
    if not pd.api.types.is_bool_dtype(values):
        raise ColumnError(
            f"Column {name!r} does not hold True and False.", where="corridor_costs", got=f"{values.dtype} values"
        )
    return values.fillna(value=False).astype(bool)


def _refuse(bad: Bools | Floats, problem: str, services: pd.DataFrame) -> None:
    if bad.any():
        raise DataError(
            f"{problem} in {int(bad.sum())} services.",
            where="remittance_cost",
            got=f"rows {first_few(services.index[bad.astype(bool)])}",
            hint="Correct these rows, or leave them out.",
        )

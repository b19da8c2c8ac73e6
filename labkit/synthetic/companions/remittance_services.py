"""Prices of sending 200 dollars to Cambodia: one row per service and corridor (SDG indicator 10.c.1).

All prices are the generator's own choice and no published figure. Published for Cambodia are an average of 4.4 percent
(2017) and of 14.5 percent (2018): other corridors were covered. Informal carriers are in the table and do not qualify.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from labkit.synthetic._draws import Draws, category, draw_number

__all__ = ["CORRIDORS", "KINDS", "draw", "truth"]

AMOUNT = 200.0
INTERBANK = 4_061.0  # riel per dollar in 2019, the published rate of the year


class _Kind(NamedTuple):
    """`fee`: dollars for 200; `margin`: percent lost in the exchange rate; `hours` until the money is there."""

    name: str
    fee: float
    margin: float
    hours: int
    qualifies: float


_KINDS = (
    _Kind("bank transfer", 13.0, 1.9, 48, 0.75),
    _Kind("money transfer operator", 6.5, 1.6, 1, 1.0),
    _Kind("mobile wallet", 2.6, 1.1, 1, 0.95),
    _Kind("post office", 7.5, 1.3, 24, 1.0),
    _Kind("informal carrier", 5.0, 0.4, 24, 0.0),
)
KINDS = tuple(kind.name for kind in _KINDS)


class _Corridor(NamedTuple):
    """`services` by kind (in the order of `KINDS`), and the level of fees beside Thailand's."""

    name: str
    services: tuple[int, ...]
    level: float


_CORRIDORS = (
    _Corridor("Thailand to Cambodia", (4, 4, 3, 1, 2), 1.0),
    _Corridor("Republic of Korea to Cambodia", (4, 4, 2, 1, 0), 0.85),
    _Corridor("Malaysia to Cambodia", (3, 4, 1, 1, 1), 0.95),
    _Corridor("Japan to Cambodia", (4, 3, 1, 1, 0), 1.45),
    _Corridor("United States to Cambodia", (3, 5, 2, 0, 0), 0.9),
    _Corridor("Hong Kong to Cambodia", (2, 2, 0, 0, 0), 1.2),
)
CORRIDORS = tuple(corridor.name for corridor in _CORRIDORS)


def draw(seed: int = 0) -> pd.DataFrame:
    """Return the prices of a day: one row per service and corridor.

    Parameters
    ----------
    seed
        Number of the draw, 0 or more. Draw 0 is the file that comes with labkit; the others are the prices of the
        same services on other days.

    Returns
    -------
    pandas.DataFrame
        The columns are described in the data card, ``labkit.card("remittance_services")``.

    Raises
    ------
    labkit.errors.OptionError
        If `seed` is not a whole number of 0 or more.

    Examples
    --------
    >>> services = draw(seed=1)
    >>> services.columns.tolist()
    ['corridor', 'provider', 'kind', 'amount', 'fee', 'rate', 'interbank_rate', 'hours', 'qualifying']
    """
    number = draw_number(seed, "draw")
    corridor, kind = _services()
    ids = np.arange(len(corridor))
    own, day = Draws("remittance services", ids), Draws(f"remittance services {number}", ids)
    of = {
        field: np.array([getattr(k, field) for k in _KINDS])[kind] for field in ("fee", "margin", "hours", "qualifies")
    }
    level = np.array([c.level for c in _CORRIDORS])[corridor]
    fee = of["fee"] * level * np.exp(0.32 * own.normal("fee") + 0.06 * day.normal("fee"))
    margin = of["margin"] * np.exp(0.45 * own.normal("margin") + 0.15 * day.normal("margin"))
    interbank = INTERBANK + np.rint(6 * Draws(f"remittance services {number}", np.arange(1)).normal("interbank"))
    rate = np.rint(interbank * (1 - margin / 100))
    # A few services do not tell their rate beforehand.
    rate = np.where((own.uniform("tells") < 0.20) & (kind == 0), np.nan, rate)
    return pd.DataFrame(
        {
            "corridor": category(corridor, CORRIDORS),
            "provider": pd.array(
                [f"{KINDS[k]} {n}" for k, n in zip(kind, _numbers(corridor, kind), strict=True)], dtype="str"
            ),
            "kind": category(kind, KINDS),
            "amount": np.full(len(ids), AMOUNT),
            "fee": np.round(np.rint(fee / 0.25) * 0.25, 2),
            "rate": rate,
            "interbank_rate": np.broadcast_to(interbank, len(ids)).astype(np.float64),
            "hours": of["hours"].astype(np.int64),
            "qualifying": own.uniform("qualifies") < of["qualifies"],
        }
    )


def _services() -> tuple[np.ndarray, np.ndarray]:
    pairs = [(c, k) for c, row in enumerate(_CORRIDORS) for k, count in enumerate(row.services) for _ in range(count)]
    corridor, kind = np.array(pairs, dtype=np.int64).T
    return corridor, kind


def _numbers(corridor: np.ndarray, kind: np.ndarray) -> list[int]:
    seen: dict[tuple[int, int], int] = {}
    numbers = []
    for pair in zip(corridor.tolist(), kind.tolist(), strict=True):
        seen[pair] = seen.get(pair, 0) + 1
        numbers.append(seen[pair])
    return numbers


def truth() -> dict[str, Any]:
    """Return what the prices are made of: fee in dollars and loss by the exchange rate in percent, by kind of service.

    Examples
    --------
    >>> truth()["mobile wallet"]
    {'fee': 2.6, 'margin_percent': 1.1}
    """
    return {kind.name: {"fee": kind.fee, "margin_percent": kind.margin} for kind in _KINDS}

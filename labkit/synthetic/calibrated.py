"""The constants found by calibration: levels that make the population agree with published figures.

They are kept in ``calibrated.json`` and were found by ``datasets/lfs/calibrate.py``, which compares a large part of
the population with the targets and moves each constant until they agree. Everything else that shapes the
population (who works where, what neighbours share, how answers hang together) is written in the modules here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = ["CALIBRATED", "SEXES", "by_sex"]

SEXES = ("male", "female")
"""Order of the sexes wherever a code is used: 0 male, 1 female (as in the column `female` of the generator)."""

CALIBRATED: dict[str, Any] = json.loads((Path(__file__).parent / "calibrated.json").read_text(encoding="utf-8"))
"""Constants by name; a constant that differs by sex is a table with the keys of `SEXES`."""


def by_sex(name: str) -> list[Any]:
    """Return a constant's values for men and for women, in the order of `SEXES`.

    Examples
    --------
    >>> len(by_sex("employed"))
    2
    """
    return [CALIBRATED[name][sex] for sex in SEXES]

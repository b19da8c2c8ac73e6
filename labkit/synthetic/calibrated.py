"""The constants found by calibration: levels that make the population agree with published figures.

They are kept in ``calibrated.json`` (2019) and ``calibrated2012.json`` and were found by ``datasets/lfs/calibrate.py``
and ``calibrate_further.py``, which compare a large part of the population with the targets and move each constant until
they agree. Everything else that shapes the population (who works where, what neighbours share, how answers hang
together) is written in the modules here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

__all__ = ["CALIBRATED", "CALIBRATED_2012", "SEXES", "by_sex", "constants", "current_year", "in_year"]

SEXES = ("male", "female")
"""Order of the sexes wherever a code is used: 0 male, 1 female (as in the column `female` of the generator)."""


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
    return content


CALIBRATED = _read("calibrated.json")
"""Constants of 2019 by name; a constant that differs by sex is a table with the keys of `SEXES`."""
CALIBRATED_2012 = _read("calibrated2012.json")
"""The same of 2012. The constants of the further answers are those of 2019: that survey did not ask for them."""

_BY_YEAR = {2012: CALIBRATED_2012, 2019: CALIBRATED}
_YEAR = ContextVar("year of the population", default=2019)


@contextmanager
def in_year(year: int) -> Iterator[None]:
    """Use the constants of another year inside a ``with`` block.

    Examples
    --------
    >>> with in_year(2012):
    ...     current_year()
    2012
    >>> current_year()
    2019
    """
    token = _YEAR.set(year)
    try:
        yield
    finally:
        _YEAR.reset(token)


def current_year() -> int:
    """Return the year of the population that is being made: 2019, or 2012 inside `in_year`."""
    return _YEAR.get()


def constants() -> dict[str, Any]:
    """Return the constants of the year of the population that is being made."""
    return _BY_YEAR[_YEAR.get()]


def by_sex(name: str) -> list[Any]:
    """Return a constant's values for men and for women, in the order of `SEXES`.

    Examples
    --------
    >>> len(by_sex("employed"))
    2
    """
    return [constants()[name][sex] for sex in SEXES]

"""The PyPI package svy, where it is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from sample import Data


def installed() -> bool:
    return find_spec("svy") is not None


def estimation(data: Data) -> Any:
    import svy

    return svy.Sample(data.numbers, svy.Design(stratum="stratum", psu="psu", wgt="weight")).estimation

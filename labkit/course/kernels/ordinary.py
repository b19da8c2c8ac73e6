"""Saying, once, that kernels start in the ordinary way here."""

from __future__ import annotations

import os

from labkit.course.support.console import note

_TOLD = "LABKIT_TOLD_OF_KERNELS"


def tell_once_of_ordinary_kernels(*, silently: bool = False) -> None:
    """Say that each kernel imports the libraries itself; this process and its children say it once."""
    if os.environ.setdefault(_TOLD, str(os.getpid())) != str(os.getpid()) or _told:
        return
    _told.append(True)
    if not silently:
        note("Each notebook's Python starts anew on this system and imports its libraries itself: that takes longer.")


_told: list[bool] = []

"""Which data a lesson works on, so that what it keeps for the brief can say so."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from labkit.data import card, datasets

_last: list[Opened] = []


@dataclass(frozen=True)
class Opened:
    """A data set (or several, with commas between), a sample of it, and the place.

    Parameters
    ----------
    dataset
        Name, or the file of a survey of one's own; ``"injuries, lfs"`` for two.
    province
        One province, or ``"all"``.
    draw
        The sample.
    """

    dataset: str = "lfs"
    province: str = "all"
    draw: int = 0


def remember(opened: Opened) -> None:
    """Note what was opened last."""
    _last[:] = [opened]


def last_opened() -> Opened:
    """Return what was opened last; the course's survey if nothing was."""
    return _last[0] if _last else Opened()


def fingerprint(dataset: str, draw: int) -> str:
    """Return a few letters that change when the data change."""
    known = set(datasets()["name"])
    parts = [card(name).sha256 if name in known else _digest(Path(name)) for name in names_of(dataset)]
    return f"{hashlib.sha256(''.join(parts).encode()).hexdigest()[:12]}-{draw}"


def _digest(path: Path) -> str:
    """Return the checksum of a survey of one's own, "" if it is not there any more."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def names_of(dataset: str) -> list[str]:
    """Return the names in a list of data sets.

    Examples
    --------
    >>> names_of("injuries, lfs")
    ['injuries', 'lfs']
    """
    return [name.strip() for name in dataset.split(",") if name.strip()]


def is_synthetic(dataset: str) -> bool:
    """Tell whether one of the data sets was made by a program."""
    known = set(datasets()["name"])
    return any(name in known and card(name).kind == "synthetic" for name in names_of(dataset))


def title_of(dataset: str) -> str:
    """Return the titles of the data sets, for the list of sources."""
    known = set(datasets()["name"])
    return "; ".join(card(name).title if name in known else Path(name).name for name in names_of(dataset))

"""The columns that labkit's functions work with, and the words that each may hold.

The words of the questionnaire come from the data card of the course's survey, so that there is one list only.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from labkit.data import card
from labkit.informality.classify import JOBS, UNITS
from labkit.labour.status import ATTACHMENTS, STATUSES

__all__ = [
    "DERIVED",
    "DESIGN",
    "columns",
    "has_own_words",
    "is_identifier",
    "is_number",
    "is_ordered",
    "label",
    "words",
]

ORDERED = ("education", "size")
DESIGN: Mapping[str, str] = MappingProxyType(
    {"weight": "weight", "stratum": "stratum", "psu": "psu", "fpc": "psus_in_stratum"}
)
_YES_NO = ("yes", "no")
DERIVED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "labour_force_status": STATUSES,
        "labour_market_attachment": ATTACHMENTS,
        "potential_labour_force": _YES_NO,
        "discouraged": _YES_NO,
        "underemployed": _YES_NO,
        "usual_hours_all_jobs": (),
        "large_unit": _YES_NO,
        "production_unit": UNITS,
        "job_formality": JOBS,
    }
)
_HOURS = "hours per week"
_LABELS = {
    "household_id": "Number of the household",
    "person_id": "Number of the person, with the number of the household or unique in the file",
    "weight": "Weight: how many people this person stands for",
    "stratum": "Stratum of the sample",
    "psu": "Primary sampling unit (PSU), such as an enumeration area",
    "psus_in_stratum": "Number of PSUs in the population of the stratum",
    "area": "Urban or rural",
    "labour_force_status": "Labour force status, as the producer of the file derived it",
    "labour_market_attachment": "How near people outside the labour force are to it, as the producer derived it",
    "potential_labour_force": "In the potential labour force, as the producer of the file derived it",
    "discouraged": "Discouraged from looking for work, as the producer of the file derived it",
    "underemployed": "In time-related underemployment, as the producer of the file derived it",
    "usual_hours_all_jobs": "Usual hours in all jobs together, as the producer of the file added them up",
    "large_unit": "Large unit, by the size band from which the survey counts units as large (other than 10 persons)",
    "production_unit": "Kind of production unit, as the producer of the file derived it",
    "job_formality": "Formal or informal main job, as the producer of the file derived it",
}


class _Column(NamedTuple):
    label: str
    unit: str
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def _described() -> dict[str, _Column]:
    table = card("lfs").columns
    described = {
        str(name): _Column(str(row["label"]), str(row["unit"]), tuple(row["categories"]))
        for name, row in table.iterrows()
    }
    units = {name: "" if found else _HOURS for name, found in DERIVED.items()}
    return described | {name: _Column(_LABELS[name], units[name], found) for name, found in DERIVED.items()}


def columns() -> tuple[str, ...]:
    """Return the names of all columns that a mapping can fill.

    Examples
    --------
    >>> "sex" in columns() and "job_formality" in columns()
    True
    """
    return tuple(_described())


def label(column: str) -> str:
    """Return what a column means, in one sentence that holds for every country.

    Examples
    --------
    >>> label("attending")
    'Attends school or training now'
    """
    return _LABELS.get(column) or _described()[column].label.split(". ")[0]


def words(column: str) -> tuple[str, ...]:
    """Return the words that a column may hold; empty for numbers, identifiers, and words that each country chooses.

    Examples
    --------
    >>> words("sex")
    ('male', 'female')
    >>> words("province")
    ()
    """
    return () if column not in _described() or has_own_words(column) else _described()[column].words


def has_own_words(column: str) -> bool:
    """Tell whether every country has its own words for a column: strata, provinces, and columns with provinces."""
    provinces = _described()["province"].words
    return column == "stratum" or _described()[column].words == provinces


def provinces() -> tuple[str, ...]:
    """Return the names of Cambodia's provinces."""
    return _described()["province"].words


def is_number(column: str) -> bool:
    """Tell whether a column holds numbers: it has a unit, and no list of words.

    Examples
    --------
    >>> is_number("age"), is_number("size"), is_number("psu")
    (True, False, False)
    """
    return bool(_described()[column].unit) and not _described()[column].words


def is_identifier(column: str) -> bool:
    """Tell whether a column holds the numbers or names of households, persons or PSUs."""
    return not (_described()[column].unit or _described()[column].words)


def is_ordered(column: str) -> bool:
    """Tell whether the words of a column have an order, from low to high."""
    return column in ORDERED

"""labkit: evidence for labour policy.

The ground floor: surveys with their design, indicators with their uncertainty, the data sets of the course.

>>> import labkit as lk
>>> lfs = lk.load("lfs")
>>> adults = lfs.filter(lfs.frame["age"] >= 15)
>>> adults.share("area").columns[-1]
'flag'

Everything is imported where it is first used, so that ``import labkit`` itself takes a moment only.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from labkit import (
        checks,
        compare,
        dashboard,
        decomposition,
        dialogue,
        errors,
        inequality,
        informality,
        labour,
        migration,
        plots,
        protection,
        quality,
        reading,
        regression,
        safety,
        tables,
        wages,
        words,
    )
    from labkit.data import card, datasets, load
    from labkit.reading import read_survey, validate
    from labkit.survey import Survey
    from labkit.tables import to_excel

__version__ = "0.2.0"

_MODULES = (
    "checks",
    "compare",
    "dashboard",
    "decomposition",
    "dialogue",
    "errors",
    "inequality",
    "informality",
    "labour",
    "migration",
    "plots",
    "protection",
    "quality",
    "reading",
    "regression",
    "safety",
    "tables",
    "wages",
    "words",
)
_FROM = {
    "Survey": "labkit.survey",
    "card": "labkit.data",
    "datasets": "labkit.data",
    "load": "labkit.data",
    "read_survey": "labkit.reading",
    "to_excel": "labkit.tables",
    "validate": "labkit.reading",
}

__all__ = [
    "Survey",
    "card",
    "checks",
    "compare",
    "dashboard",
    "datasets",
    "decomposition",
    "dialogue",
    "errors",
    "inequality",
    "informality",
    "labour",
    "load",
    "migration",
    "plots",
    "protection",
    "quality",
    "read_survey",
    "reading",
    "regression",
    "safety",
    "tables",
    "to_excel",
    "validate",
    "wages",
    "words",
]


def __getattr__(name: str) -> Any:
    if name in _FROM:
        value = getattr(import_module(_FROM[name]), name)
    elif name in _MODULES:
        value = import_module(f"labkit.{name}")
    else:
        raise AttributeError(f"module 'labkit' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

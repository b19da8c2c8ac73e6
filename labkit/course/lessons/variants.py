"""Names for a set of parameters: one for the folder, one for people."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from labkit.course.lessons.own_survey import is_own_survey

COUNTRY = "cambodia"
"""The name of the variant with all parameters at their defaults."""


_OF_A_SURVEY = ("dataset", "schema", "country", "source", "province")


def variant(changed: Mapping[str, Any]) -> str:
    """Return the name of the folder for a set of parameters.

    Examples
    --------
    >>> variant({})
    'cambodia'
    >>> variant({"province": "Siem Reap", "draw": 7})
    'siem-reap-draw-7'
    >>> variant({"dataset": "LAO_2022.dta", "schema": "gld", "country": "Lao PDR"})
    'lao-pdr-lao-2022.dta'
    """
    if is_own_survey(changed.get("dataset")):
        parts = [_slug(changed[name]) for name in ("country", "province") if name in changed]
        parts.append(_file_slug(str(changed["dataset"])))
    else:
        parts = [_slug(changed["province"]) if "province" in changed else COUNTRY]
    parts += [f"{_slug(name)}-{_slug(value)}" for name, value in _others(changed)]
    return "-".join(parts)


def variant_label(changed: Mapping[str, Any]) -> str:
    """Return the name of a variant for people.

    Examples
    --------
    >>> variant_label({"province": "Siem Reap", "draw": 7})
    'Siem Reap, draw 7'
    >>> variant_label({"dataset": "surveys/LAO_2022.dta", "schema": "gld", "country": "Lao PDR"})
    'Lao PDR, LAO_2022.dta'
    """
    if is_own_survey(changed.get("dataset")):
        file = changed.get("source") or PurePath(str(changed["dataset"])).name
        first = [str(changed[name]) for name in ("country", "province") if name in changed] + [str(file)]
    else:
        first = [str(changed.get("province", COUNTRY.capitalize()))]
    return ", ".join([*first, *(f"{name} {value}" for name, value in _others(changed))])


def _others(changed: Mapping[str, Any]) -> list[tuple[str, Any]]:
    named = _OF_A_SURVEY if is_own_survey(changed.get("dataset")) else ("province",)
    return [(name, value) for name, value in sorted(changed.items()) if name not in named]


def _slug(value: Any) -> str:
    """Return a value as part of a folder's name; when letters are lost, a few digits keep it distinct."""
    text = str(value)
    slug = re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-.")
    if re.fullmatch(r"[A-Za-z0-9]+([ _.-][A-Za-z0-9]+)*", text):
        return slug
    return "-".join(filter(None, [slug, hashlib.sha1(text.encode()).hexdigest()[:6]]))


def _file_slug(dataset: str) -> str:
    """Return a file's name as part of a folder's name; a few digits tell files of different folders apart."""
    path = PurePath(dataset)
    digits = hashlib.sha1(dataset.encode()).hexdigest()[:6] if len(path.parts) > 1 else ""
    return "-".join(filter(None, [_slug(path.name), digits]))

"""Names for a set of parameters: one for the folder, one for people."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

COUNTRY = "cambodia"
"""The name of the variant with all parameters at their defaults."""


def variant(changed: Mapping[str, Any]) -> str:
    """Return the name of the folder for a set of parameters.

    Parameters
    ----------
    changed
        The parameters that differ from their defaults.

    Returns
    -------
    str
        ``"cambodia"`` for the defaults; otherwise the province first, then the other parameters by name.

    Examples
    --------
    >>> variant({})
    'cambodia'
    >>> variant({"province": "Siem Reap", "draw": 7})
    'siem-reap-draw-7'
    """
    others = {name: value for name, value in sorted(changed.items()) if name != "province"}
    parts = [_slug(changed["province"]) if "province" in changed else COUNTRY]
    parts += [f"{_slug(name)}-{_slug(value)}" for name, value in others.items()]
    return "-".join(parts)


def variant_label(changed: Mapping[str, Any]) -> str:
    """Return the name of a variant for people.

    Parameters
    ----------
    changed
        The parameters that differ from their defaults.

    Examples
    --------
    >>> variant_label({"province": "Siem Reap", "draw": 7})
    'Siem Reap, draw 7'
    """
    others = [f"{name} {value}" for name, value in sorted(changed.items()) if name != "province"]
    return ", ".join([str(changed.get("province", COUNTRY.capitalize())), *others])


def _slug(value: Any) -> str:
    """Return a value as part of a folder's name; when letters are lost, a few digits keep it distinct."""
    text = str(value)
    slug = re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-.")
    if re.fullmatch(r"[A-Za-z0-9]+([ _.-][A-Za-z0-9]+)*", text):
        return slug
    return "-".join(filter(None, [slug, hashlib.sha1(text.encode()).hexdigest()[:6]]))

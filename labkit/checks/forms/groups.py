"""Names of groups and columns as people write them: ``women`` for ``female``, ``low`` for ``ci_low``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_SAME = (
    ("female", "women", "woman", "females", "f", "w", "girls", "ស្រី"),
    ("male", "men", "man", "males", "m", "boys", "ប្រុស"),
    ("urban", "town", "towns", "city", "cities"),
    ("rural", "village", "villages", "countryside"),
    ("yes", "true", "1", "1.0"),
    ("no", "false", "0", "0.0"),
    ("estimate", "difference", "gap", "rate", "value"),
    ("ci_low", "low", "lower", "lower end", "from"),
    ("ci_high", "high", "upper", "upper end", "to"),
)
_MEANING = {word: words[0] for words in _SAME for word in words}


def spelled(key: Any) -> str:
    """Return the item of a group: ``'female'``, or ``'rural / female'`` for two columns.

    Examples
    --------
    >>> spelled(("rural", "female")), spelled(2019)
    ('rural / female', '2019')
    """
    return " / ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def meant(name: Any, known: Iterable[str]) -> str:
    """Return the known item that a name means, or the name itself where it means none.

    Examples
    --------
    >>> meant("Women", ["male", "female"]), meant("female / Towns", ["urban / female"]), meant("mael", ["male"])
    ('female', 'urban / female', 'mael')
    """
    text = spelled(name)
    if text in known:
        return text
    found = [item for item in known if _signature(item) == _signature(text)]
    return found[0] if len(found) == 1 else text


def _signature(item: str) -> tuple[str, ...]:
    parts = [re.sub(r"\s+", " ", part).strip().lower() for part in item.split("/")]
    return tuple(sorted(_MEANING.get(part, part) for part in parts))

"""Names that Excel takes for sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def sheet_names(names: Iterable[object]) -> list[str]:
    """Return a valid name for each sheet, no two alike (Excel does not tell small letters from large ones)."""
    taken: set[str] = set()
    found = []
    for name in names:
        wanted = _FORBIDDEN.sub(" ", str(name)).strip().strip("'").strip()[:MOST].strip() or "table"
        if wanted.casefold() == "history":  # Excel keeps this name for itself
            wanted = "History table"
        unique, number = wanted, 1
        while unique.casefold() in taken:
            number += 1
            end = f" ({number})"
            unique = wanted[: MOST - len(end)].rstrip() + end
        taken.add(unique.casefold())
        found.append(unique)
    return found

"""The day on which pages were made, in words: from the lessons' manifests, so that equal inputs give equal pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from labkit.course.building.manifests import Built


def day_in_words(built: Iterable[Built]) -> str:
    """Return the day on which the newest of some lessons was built, such as "28 November 2026"; empty if unknown.

    Examples
    --------
    >>> from pathlib import Path
    >>> day_in_words([Built(Path("x"), {"finished": "2026-11-03T09:00:00+00:00"})])
    '3 November 2026'
    """
    newest = max((str(lesson.manifest.get("finished", "")) for lesson in built), default="")
    try:
        made = datetime.fromisoformat(newest)
    except ValueError:
        return ""
    return f"{made.day} {_MONTHS[made.month - 1]} {made.year}"  # not by the language of this computer


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip

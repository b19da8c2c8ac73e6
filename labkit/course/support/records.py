"""Small files on what is done, one for each person, so that the next run need not do it again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from labkit.course.support.files import write_whole


class Records:
    """What is noted about people, in a folder.

    Parameters
    ----------
    folder
        Where the files are.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> dict[str, Any]:
        """Return what is noted about a person; empty if nothing is."""
        try:
            entry = json.loads(self._path(name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return entry if isinstance(entry, dict) else {}

    def write(self, name: str, **entry: Any) -> None:
        """Note something about a person, in the place of what was noted before."""
        write_whole(self._path(name), json.dumps(entry, ensure_ascii=False, indent=1) + "\n")

    def forget(self, name: str) -> None:
        """Remove what is noted about a person."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"

"""Figures that were fetched, kept in a folder of the user's own; the files that come with labkit are never touched."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from labkit.errors import DataError

__all__ = [
    "Row",
    "forget",
    "home",
    "keep",
    "kept_in_use",
    "kept_series",
    "log_changes",
    "replaced",
    "rows_of",
    "with_kept",
]

Row = dict[str, Any]
"""One row of the table of published figures."""

_FORMAT = 1
_FORGET = "labkit refresh --forget removes it; then labkit refresh fetches it again."


def home() -> Path:
    """Return the folder for what labkit keeps for this user.

    It is the one that the environment variable LABKIT_HOME names; else ``labkit`` in the folder that the system has
    for such data (Windows: %LOCALAPPDATA%, macOS: ~/Library/Application Support, else $XDG_DATA_HOME or
    ~/.local/share).
    """
    if named := os.environ.get("LABKIT_HOME"):
        return Path(named).expanduser()
    own = Path(os.path.expanduser("~"))  # unlike Path.home() no error for an account without a home folder
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or own / "AppData" / "Local") / "labkit"
    if sys.platform == "darwin":
        return own / "Library" / "Application Support" / "labkit"
    return Path(os.environ.get("XDG_DATA_HOME") or own / ".local" / "share") / "labkit"


def folder() -> Path:
    """Return the folder with the fetched series."""
    return home() / "published"


def keep(name: str, content: dict[str, Any]) -> Path:
    """Write a fetched series, whole or not at all, and return its file.

    Parameters
    ----------
    name
        Name of the series.
    content
        `retrieved` (time), `link`, `base` (checksum of the table that it belongs to), `rows`, and how many are `added`.

    Raises
    ------
    labkit.errors.DataError
        The folder cannot be written to.
    """
    whole = {"format": _FORMAT, "series": name, **content}
    whole["checksum"] = _checksum(whole)
    path = folder() / f"{name}.json"
    _write(path, json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
    return path


def kept_series() -> dict[str, dict[str, Any]]:
    """Return what is kept, by series.

    Raises
    ------
    labkit.errors.DataError
        A file is damaged.
    """
    try:
        paths = sorted(folder().glob("*.json"))
    except OSError as error:
        raise DataError("The fetched figures cannot be read.", where=str(folder()), got=str(error)) from error
    return {path.stem: _read(path) for path in paths}


def kept_in_use(base: str) -> dict[str, dict[str, Any]]:
    """Return what is kept and belongs to the table with the checksum `base`, by series.

    Figures fetched for an earlier edition of the table are left out: the newer edition may be the better one.
    """
    return {name: content for name, content in kept_series().items() if content["base"] == base}


def with_kept(table: pd.DataFrame, base: str) -> pd.DataFrame:
    """Return the table with the fetched figures in it; ``attrs["refreshed"]`` says when each series was fetched."""
    kept = kept_in_use(base)
    if not kept:
        return table
    result = replaced(table, [row for content in kept.values() for row in content["rows"]])
    result.attrs["refreshed"] = {name: content["retrieved"] for name, content in kept.items()}
    return result


def rows_of(table: pd.DataFrame) -> list[Row]:
    """Return the rows of a table."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def replaced(table: pd.DataFrame, rows: list[Row]) -> pd.DataFrame:
    """Return the table with rows in place of those of the same `id`; rows with a new `id` follow at the end."""
    if not rows:
        return table
    fresh = {str(row["id"]): row for row in rows}
    kept = [fresh.pop(str(row["id"]), row) for row in rows_of(table)]
    return pd.DataFrame([*kept, *fresh.values()], columns=table.columns).astype(table.dtypes.to_dict())


def forget() -> list[str]:
    """Remove what was fetched and return the names of the series; the record of changes stays.

    Raises
    ------
    labkit.errors.DataError
        A file cannot be removed.
    """
    gone = []
    for path in sorted(folder().glob("*.json")):
        try:
            path.unlink()
        except OSError as error:
            raise DataError("A file cannot be removed.", where=str(path), got=str(error)) from error
        gone.append(path.stem)
    return gone


def log_changes(changes: pd.DataFrame) -> Path:
    """Add changes to the record ``changes.csv`` beside the fetched series, and return it."""
    path = folder() / "changes.csv"
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    _write(path, before + changes.to_csv(index=False, header=not before, lineterminator="\n"))
    return path


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        sound = content["format"] == _FORMAT and content.pop("checksum") == _checksum(content)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError("A fetched series cannot be read.", where=str(path), got=str(error), hint=_FORGET) from error
    if not sound:
        raise DataError("A fetched series was changed or is damaged.", where=str(path), hint=_FORGET)
    return dict(content)


def _checksum(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.replace(aside, path)
        finally:
            Path(aside).unlink(missing_ok=True)
    except OSError as error:
        raise DataError(
            "Fetched figures cannot be kept.",
            where=str(path),
            got=str(error),
            hint="Set LABKIT_HOME to a folder in which you may write.",
        ) from error

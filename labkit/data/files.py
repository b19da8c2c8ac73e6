"""Where the data files are, and whether they are intact."""

from __future__ import annotations

import hashlib
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from labkit.errors import DataError

__all__ = ["checked_file", "checksum", "data_set_names", "datasets_folder", "read_card"]

_TEXT = {".csv", ".json", ".toml"}


def datasets_folder() -> Path:
    """Return the folder with the data sets: inside the installed package, or beside it in a checkout.

    Raises
    ------
    labkit.errors.DataError
        If there is no such folder.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_datasets", package.parent / "datasets"):
        if folder.is_dir():
            return folder
    raise DataError(
        "The data sets that come with labkit are not there.",
        where=str(package),
        expected="a folder '_datasets' inside the package, or 'datasets' beside it",
        hint="Install labkit again.",
    )


def data_set_names() -> list[str]:
    """Return the names of the data sets: the folders that have a card."""
    return sorted(path.parent.name for path in datasets_folder().glob("*/card.toml"))


def read_card(name: str) -> dict[str, Any]:
    """Return the content of a data set's card.toml: the same object each time, unless the file has changed.

    Raises
    ------
    labkit.errors.DataError
        If the card cannot be read.
    """
    path = datasets_folder() / name / "card.toml"
    try:
        about = path.stat()
        return _parsed(path, about.st_mtime_ns, about.st_size)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(
            f"The card of data set {name!r} cannot be read.",
            where=str(path),
            got=str(error),
            hint=_remedy(name),
        ) from error


@lru_cache
def _parsed(path: Path, _changed: int, _size: int) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file; of a text file, with line ends as on Linux.

    Version control on Windows may rewrite the line ends of text files, which is no damage.
    """
    content = path.read_bytes()
    if path.suffix in _TEXT:
        content = content.replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest()


def checked_file(name: str, file: str, expected: str) -> Path:
    """Return the path of a data file, once its checksum agrees with the card's.

    Raises
    ------
    labkit.errors.DataError
        If the file is missing or is not the file that the card describes.
    """
    path = datasets_folder() / name / file
    if not path.is_file():
        raise DataError(f"The data file of {name!r} is missing.", where=str(path), hint=_remedy(name))
    found = checksum(path)
    if found != expected:
        raise DataError(
            f"The data file of {name!r} is not the file that its card describes: it was changed or is damaged.",
            where=str(path),
            got=f"checksum {found}",
            expected=f"checksum {expected}",
            hint=_remedy(name),
        )
    return path


def _remedy(name: str) -> str:
    return f"Install labkit again; in a checkout, restore the folder datasets/{name} from version control."

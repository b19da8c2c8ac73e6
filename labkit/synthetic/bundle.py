"""Write a synthetic data set into its folder: the data, the truth beside it, and the facts in its card."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from labkit.data.files import checksum
from labkit.errors import DataError

__all__ = ["renew_card", "write_bundle"]


def write_bundle(folder: Path, frame: pd.DataFrame, size: Mapping[str, int], truth: Mapping[str, Any]) -> None:
    """Write a data set's files and renew checksum and size in its card.

    Every file is written aside first and then put in place; the card comes last, and only if it can be read back.

    Parameters
    ----------
    folder
        The data set's folder, with a ``card.toml`` that names the data file (``.parquet`` or ``.csv``).
    frame
        The data.
    size
        Counts for the card's table ``[size]``, such as ``rows``.
    truth
        What is known about the population behind the data, for ``truth.json``.

    Raises
    ------
    labkit.errors.DataError
        If the data file is of another kind, or the card would not be readable.
    """
    card = folder / "card.toml"
    old = card.read_text(encoding="utf-8")
    data = folder / str(tomllib.loads(old)["file"])
    aside = data.with_name(data.stem + ".aside" + data.suffix)
    if data.suffix == ".parquet":
        frame.to_parquet(aside, compression="zstd", compression_level=19, index=False)
    elif data.suffix == ".csv":
        frame.to_csv(aside, index=False, lineterminator="\n")
    else:
        raise DataError(
            "A data set cannot be written in this kind of file.",
            where=str(data),
            got=repr(data.suffix),
            expected=".parquet or .csv",
        )
    try:
        text = _renewed(old, checksum(aside), size, where=str(card))
        os.replace(aside, data)
    finally:
        aside.unlink(missing_ok=True)
    _replace(folder / "truth.json", json.dumps(truth, indent=1) + "\n")
    _replace(card, text)


def renew_card(folder: Path) -> None:
    """Renew checksum and number of rows in the card of a table of published figures, after a change of its file.

    Parameters
    ----------
    folder
        The data set's folder, with a ``card.toml`` that names a ``.csv`` file.
    """
    card = folder / "card.toml"
    old = card.read_text(encoding="utf-8")
    data = folder / str(tomllib.loads(old)["file"])
    _replace(card, _renewed(old, checksum(data), {"rows": len(pd.read_csv(data))}, where=str(card)))


def _renewed(text: str, data_checksum: str, size: Mapping[str, int], where: str) -> str:
    """Return the card's text with its checksum and its table of sizes renewed."""
    counts = "[size]\n" + "".join(f"{what} = {count}\n" for what, count in size.items())
    text = re.sub(r'(?m)^sha256 = ".*"$', f'sha256 = "{data_checksum}"', text)
    text = re.sub(r"(?m)^\[size\]\n(?:\w+ = \d+\n)*", counts, text)
    new = tomllib.loads(text)
    if new.get("sha256") != data_checksum or new.get("size") != dict(size):
        raise DataError(
            "The card has no place for the checksum or the size.",
            where=where,
            expected='a line sha256 = "" and a line [size]',
        )
    return text


def _replace(path: Path, text: str) -> None:
    aside = path.with_suffix(path.suffix + ".aside")
    aside.write_text(text, encoding="utf-8", newline="\n")
    os.replace(aside, path)

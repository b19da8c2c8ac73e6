"""Reading a data file as its card describes it."""

from __future__ import annotations

import pandas as pd

from labkit.data.cards import Card
from labkit.data.files import checked_file
from labkit.errors import DataError

__all__ = ["read_table"]


def read_table(description: Card) -> pd.DataFrame:
    """Return the content of a data set's file, once its checksum agrees with the card's.

    Parameters
    ----------
    description
        The data set's card.

    Raises
    ------
    labkit.errors.DataError
        If the file is missing, is not the file that its card describes, or is of a kind that labkit cannot read.
    """
    path = checked_file(description.name, description.file, description.sha256)
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    if path.suffix == ".csv":
        return pd.read_csv(path, dtype=_text_columns(description), keep_default_na=False, na_values=_empty(description))
    raise DataError(
        f"labkit cannot read files of this kind: {path.suffix!r}.",
        where=str(path),
        expected=".parquet or .csv",
    )


def _empty(description: Card) -> dict[str, list[str]]:
    """Return what counts as missing: nothing at all, in a column of numbers."""
    return {str(column): [""] for column, row in description.columns.iterrows() if row["unit"]}


def _text_columns(description: Card) -> dict[str, str]:
    """Return the type of each column of a table: numbers have a unit in the card, all else is text."""
    return {str(column): "str" for column, row in description.columns.iterrows() if not row["unit"]}

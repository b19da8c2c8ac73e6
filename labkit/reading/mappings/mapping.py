"""Mappings: which column of a file, and which of its codes, become which column and word of labkit.

A mapping is a TOML file that a statistician writes. labkit's own schemas, ``ilo`` and ``gld``, are such files too.
"""

from __future__ import annotations

import os
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from labkit.errors import DataError, OptionError, did_you_mean
from labkit.reading.mappings.mapping_checks import MappingTable
from labkit.reading.mappings.mapping_parts import Mapping

__all__ = ["SCHEMAS", "read_mapping"]

SCHEMAS = ("ilo", "gld")


def read_mapping(schema: str | os.PathLike[str]) -> Mapping:
    """Read a schema of labkit, or a mapping in a TOML file.

    Parameters
    ----------
    schema
        ``"ilo"``, ``"gld"``, or the path of a file that ends in .toml.

    Raises
    ------
    labkit.errors.OptionError
        There is no such schema.
    labkit.errors.DataError
        The file is missing or no TOML, or names columns, words or settings that labkit does not know.

    Examples
    --------
    >>> read_mapping("gld").sources["sex"].codes
    {'1': 'male', '0': 'female'}
    """
    if isinstance(schema, str) and schema in SCHEMAS:
        return _schema(schema)
    path = Path(schema)
    if path.suffix.lower() != ".toml":
        raise OptionError(
            f"There is no schema {str(schema)!r}.",
            where="read_survey(schema=...)",
            got=repr(schema),
            expected="'ilo' or 'gld', or the path of a mapping that ends in .toml",
            hint=did_you_mean(str(schema).lower(), SCHEMAS)
            or "labkit survey-template FILE writes a mapping to begin with.",
        )
    table = MappingTable(str(path), _toml(path))
    base = table.base(SCHEMAS)
    return table.mapping(_schema(base) if base else None)


def _schema(name: str) -> Mapping:
    text = (resources.files("labkit.reading") / "schemas" / f"{name}.toml").read_text(encoding="utf-8")
    return MappingTable(name, tomllib.loads(text)).mapping(None)


def _toml(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise DataError(
            "There is no such mapping.",
            where=str(path),
            hint=f"labkit survey-template FILE --out {path.name} writes one to begin with.",
        )
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        hint = (
            "Texts stand in quotation marks, lists in [ ], and codes in { } on one line or under [columns.NAME.codes]."
        )
        raise DataError("The mapping is not valid TOML.", where=str(path), got=str(error), hint=hint) from error
    except (OSError, UnicodeDecodeError) as error:
        hint = "Save it as plain text in UTF-8."
        raise DataError("The mapping cannot be read.", where=str(path), got=str(error), hint=hint) from error

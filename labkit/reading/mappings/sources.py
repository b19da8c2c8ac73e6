"""Which columns of a mapping a file has."""

from __future__ import annotations

from labkit.errors import DataError, did_you_mean, first_few
from labkit.reading.files import Header
from labkit.reading.mappings.mapping_parts import Mapping, Source

__all__ = ["found_sources"]


def found_sources(mapping: Mapping, header: Header) -> tuple[dict[str, Source], dict[str, str]]:
    """Return the sources that the file has, and how it spells the names of their columns.

    Raises
    ------
    labkit.errors.DataError
        The file lacks columns that the mapping needs.
    """
    names = _spellings(header)
    needed = {name for source in mapping.sources.values() for name in source.needs}
    spelling = {name: names[name.lower()] for name in needed if name.lower() in names}
    spelling |= {name: name for name in needed if name in header.columns}
    lacking = {
        column: [name for name in source.needs if name not in spelling] for column, source in mapping.sources.items()
    }
    required = {c: lacks for c, lacks in lacking.items() if lacks and not mapping.sources[c].optional}
    if required:
        _refuse_lacking(mapping, header, required)
    return {c: source for c, source in mapping.sources.items() if not lacking[c]}, spelling


def _spellings(header: Header) -> dict[str, str]:
    """Return the file's columns by their names in small letters, where these are clear."""
    small = [name.lower() for name in header.columns]
    return {low: name for low, name in zip(small, header.columns, strict=True) if small.count(low) == 1}


def _refuse_lacking(mapping: Mapping, header: Header, required: dict[str, list[str]]) -> None:
    names = sorted({name for lacks in required.values() for name in lacks})
    nearest = [f"{name}: {hint}" for name in names[:3] if (hint := did_you_mean(name, header.columns))]
    what = "a column" if len(names) == 1 else f"{len(names)} columns"
    raise DataError(
        f"The file lacks {what} that the mapping {mapping.name!r} needs: {first_few(names, 10)}.",
        where=str(header.path),
        got=f"columns {first_few(header.columns, 15)}",
        hint=" ".join(nearest) or "If the file is in another form, write a mapping: labkit survey-template FILE.",
    )

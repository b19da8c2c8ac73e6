"""Opening a zip archive that somebody handed in: whatever is wrong with it is one error."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

ZIP = b"PK\x03\x04"
"""How a zip archive begins."""

_TORN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error,
         lzma.LZMAError, struct.error)  # fmt: skip
"""Damaged, packed in an unknown way, locked with a password, cut off, an impossible position, torn inside: all that
zipfile raises for bytes in memory."""


class UnreadableArchiveError(Exception):
    """The archive cannot be read, or holds too much."""


@contextmanager
def opened_archive(raw: bytes) -> Iterator[zipfile.ZipFile]:
    """Open an archive in memory; what goes wrong in it, also while it is read, is an `UnreadableArchiveError`."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            yield archive
    except _TORN as error:
        raise UnreadableArchiveError from error


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Return what an entry holds, at most so many bytes, whatever its size is said to be."""
    with archive.open(entry) as stream:
        return stream.read(most)

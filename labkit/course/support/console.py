"""The two ways in which a labkit command speaks: results on stdout, progress on stderr.

Keeping them apart lets a facilitator write ``labkit build > log.txt`` and still see the progress.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

INSTALL = "In the course folder: make course (or: python -m pip install --editable '.[course]')"
"""The remedy for whatever is missing of the course's packages."""

BEFORE_NOTES: list[Callable[[], object]] = []
"""Called before each note: by them, a line that changes makes room."""


def say(text: str = "") -> None:
    """Write one line of a command's result to stdout.

    Examples
    --------
    >>> say("3 lessons built")
    3 lessons built
    """
    _write(sys.stdout, text)


def note(text: str = "") -> None:
    """Write one line of progress, or of an error message, to stderr."""
    for clear in list(BEFORE_NOTES):
        clear()
    _write(sys.stderr, text)


def _write(stream: object, text: str) -> None:
    write = getattr(stream, "write")  # noqa: B009
    try:
        write(f"{text}\n")
    except UnicodeEncodeError:
        # An old Windows console cannot show every letter (a province in Khmer): better a "?" than no message.
        encoding = getattr(stream, "encoding", None) or "ascii"
        write(f"{text}\n".encode(encoding, "replace").decode(encoding))
    getattr(stream, "flush", lambda: None)()

"""Making one text in another process, beside what this one does."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable

from labkit.course.kernels import can_fork
from labkit.errors import LabkitError

_MOST_FILES = 4096


def beside(make: Callable[[], str]) -> Callable[[], str]:
    """Start making a text in another process, and return a function that waits for it.

    Examples
    --------
    >>> wait = beside(lambda: "a text" * 2)
    >>> wait()
    'a texta text'
    """
    if not can_fork():
        return make
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it makes the text and ends: no lock matters
        pid = os.fork()
    if not pid:
        _write(make, writing)
    os.close(writing)

    def wait() -> str:
        with os.fdopen(reading, encoding="utf-8") as told:
            text = told.read()
        _, status = os.waitpid(pid, 0)
        return "" if status else text

    return wait


def _write(make: Callable[[], str], writing: int) -> None:
    code = 1
    # Open files are shared with the other process: a lock would be held on after that one was killed.
    os.closerange(3, writing)
    os.closerange(writing + 1, _MOST_FILES)
    try:
        with os.fdopen(writing, "w", encoding="utf-8") as told:
            told.write(make())
        code = 0
    except (LabkitError, OSError, ValueError):
        pass  # the one who waits finds out why
    finally:
        os._exit(code)

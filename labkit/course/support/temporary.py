"""Folders for temporary files, which are removed later even if the process that made them is killed."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

_NAME = re.compile(r"labkit-(?:sandbox-)?(\d+)-\w{8}")


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give an empty folder of this process, removed at the end; those of processes that were killed go, too."""
    clear_up(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=f"labkit-{os.getpid()}-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@lru_cache(maxsize=4)
def clear_up(home: Path) -> None:
    """Remove, once, what labkit's processes that were killed have left in a folder of temporary files."""
    for old in home.glob("labkit-*"):
        found = _NAME.fullmatch(old.name)
        with contextlib.suppress(FileNotFoundError):  # another process tidies up as well
            if found and not _runs(int(found[1])) and hasattr(os, "getuid") and old.stat().st_uid == os.getuid():
                shutil.rmtree(old, ignore_errors=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OverflowError, PermissionError):
        return True
    return True

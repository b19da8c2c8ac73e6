"""The copy of a hand-in that is graded, with the small files that lie beside it."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat

from labkit.course.handins.choosing import Candidate
from labkit.course.support.files import copy_files, write_whole
from labkit.course.support.limits import MOST_BESIDE, SMALL
from labkit.course.support.paths import readable

LARGE = 20_000_000
"""Above this size in bytes the copy is said to be made without the outputs."""


def copy_handin(chosen: Candidate, path: Path, remarks: Sequence[str], *, deep: bool, maker: str = "") -> None:
    """Make the copy that is graded, as old as the original: a copy that is newer would be graded again."""
    stat = chosen.path.stat()
    notebook = chosen.repaired.notebook
    if remarks:
        notebook.metadata.setdefault("labkit", {})["remarks"] = list(remarks)
    if maker:
        notebook.metadata.setdefault("labkit", {})["maker"] = maker
    write_whole(path, nbformat.writes(notebook) + "\n")  # type: ignore[no-untyped-call]
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    beside = _beside(chosen.path.parent, deep=deep)
    for folder, _, names in os.walk(path.parent, topdown=False):
        for old in (Path(folder, name) for name in names):
            if old != path and old.relative_to(path.parent).as_posix() not in beside:
                old.unlink()
        with contextlib.suppress(OSError):  # it is not empty
            os.rmdir(folder)
    copy_files(beside, path.parent)


def maker_of(path: Path) -> str:
    """Return whose notebook the copy of a partner's hand-in is; empty for a hand-in of one's own."""
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["metadata"]["labkit"].get("maker", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""


def _beside(top: Path, *, deep: bool) -> dict[str, Path]:
    """Return what goes along with a notebook, by its name beside it; also in folders there if they are its own."""
    files = itertools.islice(filter(_goes_along, _files(top, deep=deep)), MOST_BESIDE)
    return {path.relative_to(top).as_posix(): path for path in files}


def _files(top: Path, *, deep: bool) -> Iterator[Path]:
    for folder, folders, names in os.walk(top):
        own = [name for name in folders if not name.startswith((".", "__")) and name == readable(name)]
        folders[:] = sorted(own) if deep else []
        yield from (Path(folder, name) for name in sorted(names))


def _goes_along(path: Path) -> bool:
    """Tell whether a file that lies beside a notebook is copied with it."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > SMALL:
        return False
    if path.name == "timestamp.txt":  # nbgrader reads in it when the notebook was handed in
        return _is_time(path)
    return not path.name.startswith(".") and ".ipynb" not in path.name.lower() and path.name == readable(path.name)


def _is_time(path: Path) -> bool:
    from nbgrader.utils import parse_utc

    try:
        parse_utc(path.read_text(encoding="utf-8").strip())
    except (ValueError, OverflowError):
        return False
    return True

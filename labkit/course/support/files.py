"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from labkit.course.support.interrupting import interrupt_later

UNFINISHED = ".unfinished-"
"""How the names of folders for unfinished work begin."""


def write_whole(path: Path, text: str | bytes) -> None:
    """Write a file whole or not at all.

    The content goes into a file beside `path`, which then takes its place: a full disk, or Ctrl-C, leaves the
    old file as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8") if isinstance(text, str) else text)
        shutil.copymode(path, aside) if path.exists() else os.chmod(aside, 0o644)
        os.replace(aside, path)
    finally:
        Path(aside).unlink(missing_ok=True)


def write_changed(path: Path, text: str) -> None:
    """Write a file whole, unless it says this already: its date tells when it was changed."""
    if not path.is_file() or path.read_bytes() != text.encode("utf-8"):
        write_whole(path, text)


def replace_folder(new: Path, final: Path) -> None:
    """Let the folder `new` take the place of the folder `final`, as a whole.

    The disk has written the new files before: after a power cut there is no file that is only half there.
    """
    final.parent.mkdir(parents=True, exist_ok=True)
    old = new.with_name(f"{new.name}-old")
    _settle(new)
    with interrupt_later():  # between the renames there is a moment without a folder
        if final.exists():
            os.rename(final, old)
        try:
            os.rename(new, final)
        except OSError:
            if old.exists():
                os.rename(old, final)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _settle(folder: Path) -> None:
    """Have the disk write all files of a folder."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb" if os.name == "posix" else "r+b") as file:  # Windows writes what may be written to
                os.fsync(file.fileno())


def copy_files(found: Mapping[str, Path], folder: Path) -> None:
    """Copy files into a folder, under the names that they are to have there."""
    for name, path in found.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


@contextmanager
def working_folder(parent: Path) -> Iterator[Path]:
    """Give a hidden folder inside `parent` for unfinished work; it is removed at the end in any case."""
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=parent))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def content_fingerprint(path: Path) -> str:
    """Return a digest of a file's content."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_files(found: Mapping[str, Path]) -> dict[str, bytes]:
    """Return the contents of files by their names, for the way to another computer."""
    return {name: path.read_bytes() for name, path in found.items() if path.is_file()}


def write_files(contents: Mapping[str, bytes], folder: Path) -> None:
    """Write contents into a folder, by their names below it, as `read_files` returned them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

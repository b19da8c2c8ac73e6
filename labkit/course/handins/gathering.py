"""What lies in the folders and archives that a teacher has: every file, however deep, with the names on its way."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from labkit.course.handins.archives import ZIP, UnreadableArchiveError, opened_archive, read_entry
from labkit.course.support.limits import DEEPEST_ARCHIVE, LARGEST, MOST_COLLECTED, MOST_COLLECTED_BYTES
from labkit.course.support.paths import readable, shown
from labkit.errors import CourseError

_JUNK = ("thumbs.db", "desktop.ini", "checks.json", "timestamp.txt")


@dataclass(frozen=True)
class Found:
    """One file.

    Parameters
    ----------
    where
        Where it is, for people.
    parts
        The names of its folders and archives from the outermost one, then its own.
    raw
        Its content; empty if it could not be read.
    time
        When it was last changed, in seconds.
    path
        The file on the disk; None for one in an archive.
    trouble
        Why it could not be read.
    """

    where: str
    parts: tuple[str, ...]
    raw: bytes = field(repr=False)
    time: float
    path: Path | None = None
    trouble: str = ""


def gathered(sources: Sequence[Path]) -> list[Found]:
    """Return the files in folders and zip archives, also in archives within archives."""
    files: list[Found] = []
    size = 0
    for found in (one for source in sources for one in _in_source(source)):
        files.append(found)
        size += len(found.raw)
        if len(files) > MOST_COLLECTED or size > MOST_COLLECTED_BYTES:
            raise CourseError(
                "There is too much in these folders to be the hand-ins of a class.",
                where=", ".join(map(shown, sources)),
                expected=f"at most {MOST_COLLECTED:,} files and {MOST_COLLECTED_BYTES / 1e9:.0f} GB",
                hint="Name the folder or the archive of the hand-ins alone.",
            )
    return files


def _in_source(source: Path) -> Iterator[Found]:
    if not source.exists():
        raise CourseError(
            "This folder or archive does not exist.",
            where=str(source),
            expected="the folder of a download, a zip archive or a USB stick",
        )
    top = source.resolve()
    if not top.is_dir():
        yield from _opened(shown(source), (top.name,), _read(top), top.stat().st_mtime, top)
        return
    for path in sorted(top.rglob("*")):
        inside = path.relative_to(top).parts
        if path.is_symlink() or not path.is_file() or _is_junk(inside):
            continue
        stat = path.stat()
        if stat.st_size > LARGEST * 10:
            yield Found(shown(path), (top.name, *inside), b"", stat.st_mtime, path, "it is too large to be read")
        else:
            yield from _opened(shown(path), (top.name, *inside), _read(path), stat.st_mtime, path)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CourseError("This file cannot be read.", where=shown(path), got=error.strerror or str(error)) from error


def _is_junk(parts: Sequence[str]) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in parts) or parts[-1].lower() in _JUNK


def _opened(
    where: str, parts: tuple[str, ...], raw: bytes, when: float, path: Path | None, depth: int = 0
) -> Iterator[Found]:
    """Yield a file, or what is in it if it is an archive (office documents are archives too, but not of hand-ins)."""
    if not raw.startswith(ZIP) or not parts[-1].lower().endswith(".zip"):
        yield Found(where, parts, raw, when, path)
        return
    if depth >= DEEPEST_ARCHIVE:
        yield Found(where, parts, b"", when, path, "it is an archive in an archive, too deep")
        return
    try:
        inner = _entries(raw)
    except UnreadableArchiveError:
        yield Found(where, parts, b"", when, path, "the archive is damaged, locked with a password, or too large")
        return
    for name, content, entry_time in inner:
        inside = PurePosixPath(name).parts
        yield from _opened(f"{where}/{name}", (*parts, *inside), content, entry_time, None, depth + 1)


def _entries(raw: bytes) -> list[tuple[str, bytes, float]]:
    """Return the files of an archive: names, contents and times."""
    found = []
    with opened_archive(raw) as archive:
        entries = [one for one in archive.infolist() if not one.is_dir()]
        if sum(one.file_size for one in entries) > LARGEST * 10 or len(entries) > MOST_COLLECTED:
            raise UnreadableArchiveError
        for entry in entries:
            name = readable(entry.filename.replace("\\", "/")).lstrip("/")
            if name and not _is_junk(PurePosixPath(name).parts):
                found.append((name, read_entry(archive, entry, LARGEST * 10), _time_of(entry)))
    return sorted(found)


def _time_of(entry: zipfile.ZipInfo) -> float:
    try:
        return time.mktime((*entry.date_time, 0, 0, -1))
    except (OverflowError, ValueError):
        return 0.0

"""What stands in a build folder: which lessons are as they were built, and what a run that was killed left behind."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from labkit.course.building.making import FOLDER, Job
from labkit.course.building.manifests import HALF_RUN, MANIFEST, OK, fingerprints_in
from labkit.course.support.files import UNFINISHED, replace_folder
from labkit.course.support.paths import shown
from labkit.errors import CourseError

_PATIENCE = 15.0
"""Seconds to wait for the processes of a run that was killed to notice it."""


def up_to_date(job: Job, out: Path) -> dict[str, Any] | None:
    """Return the manifest of a lesson that need not be built again, or None."""
    folder = job.folder(out)
    manifest = _manifest(folder)
    if manifest.get("status") != OK or manifest.get("print") != job.print or (folder / HALF_RUN).exists():
        return None
    return manifest if _is_whole(folder, manifest) else None


def _is_whole(folder: Path, manifest: dict[str, Any]) -> bool:
    """Tell whether each file of a lesson is there as it was built; files that somebody has added do not matter."""
    files = manifest.get("files")
    return isinstance(files, dict) and bool(files) and files.items() <= fingerprints_in(folder).items()


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


_ASIDE = re.compile(r"\..+\.(html|js|json|ipynb)-\w{8}")
"""Names of files that `labkit.course.support.files.write_whole` writes beside their place."""


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Keep other runs out of a build folder, and clear up after one that was killed."""
    made = not out.exists()
    out.mkdir(parents=True, exist_ok=True)
    try:
        with locked(out, shared=False) as share:
            _clear_up(out)
            share()  # with the processes that build: their end is waited for too, by the next run
            yield
    finally:
        if made:
            with suppress(OSError):
                out.rmdir()  # if nothing was built


def _clear_up(out: Path) -> None:
    """Put finished folders of a run that was killed into their place, and remove unfinished ones."""
    for folder in sorted(out.glob(f"{UNFINISHED}*")):
        manifest = _manifest(folder)
        final = out / str(manifest.get(FOLDER))
        complete = manifest.get("status") == OK and _is_whole(folder, manifest)
        if complete and not final.exists() and final.resolve().is_relative_to(out.resolve()):
            replace_folder(folder, final)
        shutil.rmtree(folder, ignore_errors=True)
    for path in [*out.glob(".*"), *out.glob("*/.*"), *out.glob("*/day*/.*"), *out.glob("*/day*/*/.*")]:
        if path.is_file() and _ASIDE.fullmatch(path.name):
            path.unlink(missing_ok=True)


@contextmanager
def locked(out: Path, *, shared: bool) -> Iterator[Callable[[], None]]:
    """Hold the lock of a build folder until the block, or this process, ends in any way; Windows does without."""
    if os.name != "posix":
        yield lambda: None
        return
    import fcntl

    number = os.open(out, os.O_RDONLY)
    try:
        _wait_for(number, fcntl.LOCK_SH if shared else fcntl.LOCK_EX, out)
        yield lambda: _wait_for(number, fcntl.LOCK_SH, out)
    finally:
        os.close(number)


def _wait_for(number: int, kind: int, out: Path) -> None:
    import fcntl

    end = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(number, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > end:
                raise CourseError(
                    "Lessons are being built in this folder already, by another command.",
                    where=shown(out),
                    hint="Wait until it has ended; what it has built is not built again. "
                    "Or build elsewhere: labkit build --out FOLDER.",
                ) from error
            time.sleep(0.1)
        except OSError:
            return  # a disk without locks
        else:
            return

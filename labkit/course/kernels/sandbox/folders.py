"""Pens: the folder in which one hand-in runs, and how much it may write there."""

from __future__ import annotations

import atexit
import contextlib
import itertools
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from labkit.course.kernels.sandbox.bubblewrap import FIRST_UID, SandboxError, python_folders
from labkit.course.support.limits import PROCESSOR_TIMES, SANDBOX_FILES, SANDBOX_MEGABYTES
from labkit.course.support.temporary import clear_up, temporary_folder

_LONGEST_HOME = 30
"""Of 107 letters that the name of a socket may have, 77 are needed for what is made in this folder."""
_SAFE = ("LANG", "LC_ALL", "LC_CTYPE", "LC_NUMERIC", "TZ", "LABKIT_WARM")
_numbers = itertools.count()


@dataclass(frozen=True)
class SandboxFolder:
    """A folder in which one hand-in runs.

    Parameters
    ----------
    folder
        The folder: the kernel's sockets, key and answers are in it.
    sandboxes
        The folder of all sandbox folders if the hand-in runs in the sandbox; None if it runs without one.
    uid
        The user that a kernel becomes if this process is root; else 0.
    seconds
        Processor time that each of its processes may use.
    """

    folder: Path
    sandboxes: Path | None = None
    uid: int = 0
    seconds: int = 60 * PROCESSOR_TIMES

    @property
    def own(self) -> Path:
        """The folder for what the hand-in writes; in the sandbox it is in memory, and not seen from here."""
        return self.folder / "own"

    @property
    def given(self) -> Path:
        """The folder with what the kernel finds in its own one at the start."""
        return self.folder / "given" if self.sandboxes else self.own

    @property
    def work(self) -> Path:
        """Where the notebook runs."""
        return self.own / "work"

    @property
    def beside(self) -> Path:
        """Where the files are put that the notebook is to find beside itself."""
        return self.given / "work"

    @property
    def answers(self) -> Path:
        """The file that gets the answers."""
        return self.folder / "answers.jsonl"

    def box(self) -> dict[str, Any]:
        """Return what `confine.fork_confined` needs to know."""
        if self.sandboxes is None:
            raise ValueError("a sandbox folder without a sandbox")
        return {
            "folder": str(self.folder),
            "own": str(self.own),
            "megabytes": SANDBOX_MEGABYTES,
            "given": str(self.given),
            "writable": [str(self.answers)],
            "cover": str(self.sandboxes.parent),
            "uid": self.uid,
            "seconds": self.seconds,
        }

    def environment(self) -> dict[str, str]:
        """Return the environment of the kernel: in the sandbox nothing of this user's but language and time zone."""
        if self.sandboxes is None:
            return dict(os.environ)
        own = {name: os.environ[name] for name in _SAFE if name in os.environ}
        home = str(self.own / "home")
        places = dict.fromkeys(("HOME", "IPYTHONDIR", "MPLCONFIGDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"), home)
        return own | places | {"PATH": "/usr/local/bin:/usr/bin:/bin", "TMPDIR": str(self.sandboxes.parent)}

    def open(self) -> None:
        """Let the kernel's own user write here."""
        if self.uid:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, self.uid, -1, follow_symlinks=False)


@contextmanager
def sandbox_folder(*, confined: bool, seconds: int = 60 * PROCESSOR_TIMES) -> Iterator[SandboxFolder]:
    """Give an empty sandbox folder, removed at the end."""
    sandboxes = sandbox_folders() if confined else None
    with _folder_in(sandboxes) if sandboxes else temporary_folder() as own:
        uid = _new_user() if confined and os.getuid() == 0 else 0
        made = SandboxFolder(own, sandboxes, uid, seconds)
        for folder in (made.own, made.given / "home", made.beside):
            folder.mkdir(parents=True, exist_ok=True)
        made.answers.touch()
        yield made


@contextmanager
def _folder_in(sandboxes: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="labkit-", dir=sandboxes, ignore_cleanup_errors=True) as name:
        yield Path(name)


def _new_user() -> int:
    """Return a number that no other kernel has, not of another command either: processes are counted by user."""
    return FIRST_UID + os.getpid() % 1_000_000 * 1000 + next(_numbers) % 1000


@contextmanager
def watched(folder: Path, full: Callable[[], None]) -> Iterator[None]:
    """Look at a folder now and then, and call `full` once if more is in it than a hand-in needs."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.3):
            if _is_full(folder):
                full()
                return

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _is_full(folder: Path) -> bool:
    """Tell whether too much is in a folder, or somewhere in it cannot be looked at."""
    files = size = 0
    hidden: list[OSError] = []
    for parent, _, names in os.walk(folder, onerror=hidden.append):
        for name in names:
            with contextlib.suppress(OSError):
                size += os.lstat(os.path.join(parent, name)).st_blocks * 512
            files += 1
            if files > SANDBOX_FILES or size > SANDBOX_MEGABYTES << 20:
                return True
        files += 1
    return files > SANDBOX_FILES or any(isinstance(error, PermissionError) for error in hidden)


@lru_cache(maxsize=1)
def sandbox_folders() -> Path:
    """Return this process's folder of sandbox folders; those of processes that were killed are removed."""
    home = _home()
    clear_up(home)
    made = Path(tempfile.mkdtemp(prefix=f"labkit-sandbox-{os.getpid()}-", dir=home))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    # What stands beside the sandbox folders is hidden from kernels: they need a folder to themselves where Python
    # stands there.
    sandboxes = made / "p" if any(path.is_relative_to(home) for path in map(Path, python_folders())) else made
    sandboxes.mkdir(exist_ok=True)
    for folder in {made, sandboxes}:
        folder.chmod(0o755 if os.getuid() == 0 else 0o700)  # kernels of root's are other users
    return sandboxes


def _home() -> Path:
    """Return the folder of temporary files, or another one if its name leaves no room for the names of sockets."""
    usual = Path(tempfile.gettempdir()).resolve()
    for home in (usual, Path("/tmp"), Path("/var/tmp")):
        if len(os.fsencode(home)) <= _LONGEST_HOME and home.is_dir() and os.access(home, os.W_OK):
            return home
    raise SandboxError(
        "The name of the folder for temporary files is too long.",
        where=str(usual),
        expected=f"at most {_LONGEST_HOME} letters",
        hint="Set the environment variable TMPDIR to a folder with a shorter name.",
    )

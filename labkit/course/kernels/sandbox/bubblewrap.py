"""Finding bubblewrap, and calling it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import labkit
from labkit.errors import CourseError

UNSAFE = "LABKIT_UNSAFE"
"""The environment variable that, as ``1``, stands for ``--unsafe`` everywhere."""

FIRST_UID = 1_000_000_000
"""Where root starts grading, kernels become users with numbers from here on, that no user has."""

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
_SETTINGS = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/fonts",
             "/etc/localtime", "/etc/timezone")  # fmt: skip
_PROFILE = (
    "printf 'abi <abi/4.0>,\\ninclude <tunables/global>\\nprofile bwrap /usr/bin/bwrap flags=(unconfined) {\\n"
    "  userns,\\n}\\n' | sudo tee /etc/apparmor.d/bwrap && sudo systemctl reload apparmor"
)


class SandboxError(CourseError):
    """Hand-ins cannot be run in a sandbox here."""


@dataclass(frozen=True)
class Finding:
    """Whether this computer has a sandbox.

    Parameters
    ----------
    found
        What was found, in words.
    remedy
        How to get one; empty if there is one.
    """

    found: str
    remedy: str = ""

    @property
    def works(self) -> bool:
        """Whether there is one."""
        return not self.remedy


SWITCH = "LABKIT_SANDBOX"
"""The environment variable that, as ``0``, switches the sandbox off."""


def sandbox(course: Path | None = None) -> Finding:
    """Try whether hand-ins can be confined on this computer; the answer is remembered."""
    if os.environ.get(SWITCH) == "0":
        return Finding(f"switched off ({SWITCH}=0)", f"unset {SWITCH}")
    found = _sandbox()
    seen = _seen(course) if course and found.works else ""
    if seen:
        return Finding(
            f"the course lies in {seen}, which hand-ins must see: Python's files are there",
            f"Move the course out of {seen}; or make the environment in a folder of its own within the course: "
            "python -m venv .venv",
        )
    return found


def _seen(course: Path) -> str:
    """Return the folder by which hand-ins in the sandbox would see the course; empty if there is none."""
    root = course.resolve()
    return next((folder for folder in (*_SYSTEM, *python_folders()) if root.is_relative_to(folder)), "")


@lru_cache(maxsize=1)
def _sandbox() -> Finding:
    if sys.platform != "linux":
        return Finding(
            "none on this system",
            "Grade on a Linux computer, or in WSL or a virtual machine with Linux; or grade the hand-ins of people "
            "you trust with: labkit grade DAY --unsafe",
        )
    program = shutil.which("bwrap")
    if program is None:
        return Finding(
            "bubblewrap is not installed", "sudo apt install bubblewrap (Fedora: sudo dnf install bubblewrap)"
        )
    problem = _tried()
    if not problem:
        return Finding(f"hand-ins run in bubblewrap ({program})")
    restricted = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
    if restricted.exists() and restricted.read_text().strip() == "1":
        return Finding(f"bubblewrap may not make namespaces ({problem})", _PROFILE)
    return Finding(
        f"bubblewrap does not work here ({problem})",
        "In a container: start it with --security-opt seccomp=unconfined --cap-add SYS_ADMIN, or grade outside it. "
        "Elsewhere: sudo sysctl user.max_user_namespaces=15000",
    )


def required(*, unsafe: bool, course: Path | None = None, consent: str = "add --unsafe") -> bool:
    """Return whether hand-ins run in a sandbox."""
    found = sandbox(course)
    if not found.works and not unsafe and os.environ.get(UNSAFE) != "1":
        raise SandboxError(
            "Hand-ins are programs written by other people, and there is no sandbox to run them in.",
            got=found.found,
            hint=f"{found.remedy}\nIf you trust every hand-in with this computer's files and network, {consent}.",
        )
    return found.works


def command(sandboxes: Path) -> list[str]:
    """Return the words before a command that run it in bubblewrap."""
    return [
        shutil.which("bwrap") or "bwrap",
        *([] if os.getuid() == 0 else ["--unshare-user", "--cap-add", "ALL"]),
        "--as-pid-1",  # when the fork server ends, in whatever way, the system ends all its kernels
        *("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"),
        *_bound("--ro-bind-try", [*_SYSTEM, *_SETTINGS]),
        *("--proc", "/proc", "--dev", "/dev", "--tmpfs", str(sandboxes.parent)),
        *(_parents(python_folders()) if os.getuid() == 0 else ()),
        *_bound("--ro-bind", python_folders()),
        *("--bind", str(sandboxes), str(sandboxes), "--chdir", "/", "--hostname", "grading"),
        *("--remount-ro", "/", "--"),
    ]


def _bound(option: str, paths: list[str]) -> list[str]:
    return [word for path in paths for word in (option, path, path)]


def _parents(paths: list[str]) -> list[str]:
    """Return options that make the folders above paths such that other users than root may pass."""
    folders = {parent for path in paths for parent in Path(path).parents}
    wanted = sorted(folders - {Path("/")}, key=lambda each: len(each.parts))
    return [word for folder in wanted for word in ("--perms", "0755", "--dir", str(folder))]


def python_folders() -> list[str]:
    """Return the folders that this Python is made of, with labkit and its data; none lies within another."""
    home = Path(labkit.__file__).resolve().parent
    wanted = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve().parent.parent, home}
    wanted |= {path for entry in sys.path if (path := Path(entry)).is_dir() and path.name.endswith("-packages")}
    if (data := home.parent / "datasets").is_dir():
        wanted.add(data)
    system = [Path(path) for path in _SYSTEM]
    kept: list[Path] = []
    for path in sorted(wanted, key=lambda each: len(each.parts)):
        if not any(path.is_relative_to(other) for other in (*system, *kept)):
            kept.append(path)
    return [str(path) for path in kept]


def _tried() -> str:
    """Return why a process cannot be confined here, or an empty text."""
    program = (
        f"import sys; sys.path.insert(0, {str(Path(labkit.__file__).resolve().parent.parent)!r}); "
        "from labkit.course.kernels.sandbox.confine import main; main()"
    )
    with tempfile.TemporaryDirectory(prefix="labkit-try-") as name:
        sandboxes = Path(name).resolve()
        for each in ("a/given", "a/own", "b"):
            (sandboxes / each).mkdir(parents=True)
        uid = str(FIRST_UID if os.getuid() == 0 else 0)
        words = [sys.executable, "-I", "-c", program, str(sandboxes / "a"), str(sandboxes.parent), uid]
        try:
            ran = subprocess.run([*command(sandboxes), *words], capture_output=True, text=True, timeout=30, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
    lines = (ran.stderr or f"exit code {ran.returncode}").strip().splitlines()
    return lines[-1] if ran.returncode else ""

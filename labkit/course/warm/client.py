"""The nursery seen from the process that builds or grades: start it once, ask it for kernels."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from typing import IO, Any

from labkit.errors import CourseError

_START = 120.0
_ANSWER = 30.0


def can_fork() -> bool:
    """Tell whether kernels can be forked here: on Linux; libraries of macOS do not survive it, Windows has no fork."""
    return sys.platform == "linux" and hasattr(socket, "send_fds")


class NurseryError(CourseError):
    """The nursery did not start, or is gone."""


class Nursery:
    """A process that has imported the course's libraries and forks kernels.

    Parameters
    ----------
    env
        Environment variables that libraries look at while they are imported, such as ``MPLBACKEND``.
    """

    def __init__(self, env: Mapping[str, str]) -> None:
        here, there = socket.socketpair()
        with there:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "labkit.course.warm.nursery", str(there.fileno())],
                env={**os.environ, **env},
                pass_fds=[there.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._connection = here
        self._lock = threading.Lock()
        self._ready = False

    def fork(self, argv: list[str], env: Mapping[str, str], cwd: str, files: list[int]) -> int:
        """Return the process number of a new kernel.

        Parameters
        ----------
        argv
            Arguments of ipykernel, such as ``["-f", "kernel.json"]``.
        env
            The kernel's whole environment.
        cwd
            Its working folder.
        files
            Open files for its standard output and standard error.
        """
        request = {"op": "fork", "argv": argv, "env": dict(env), "cwd": cwd}
        return int(self._ask(request, files)["pid"])

    def poll(self, pid: int) -> int | None:
        """Return how a kernel ended, as `subprocess.Popen.poll` does; None while it runs."""
        try:
            code = self._ask({"op": "poll", "pid": pid})["code"]
        except NurseryError:
            return -signal.SIGKILL  # without the nursery its kernels end within a second
        return None if code is None else int(code)

    @property
    def alive(self) -> bool:
        """Whether it still answers."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the nursery and all its kernels."""
        self._connection.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        if self.alive:
            self._process.kill()
            self._process.wait()

    def _ask(self, request: dict[str, Any], files: list[int] | None = None) -> dict[str, Any]:
        with self._lock:
            try:
                if not self._ready:
                    self._connection.settimeout(_START)
                    self._answer()
                    self._connection.settimeout(_ANSWER)
                    self._ready = True
                data = json.dumps(request).encode() + b"\n"
                sent = socket.send_fds(self._connection, [data], files or [])
                self._connection.sendall(data[sent:])
                return self._answer()
            except (OSError, ValueError) as error:
                raise NurseryError(
                    "The process that prepares kernels is gone.",
                    got=str(error) or type(error).__name__,
                    hint="Run the command again. Without it: LABKIT_WARM=0 in the environment.",
                ) from error

    def _answer(self) -> dict[str, Any]:
        data = b""
        while not data.endswith(b"\n"):
            part = self._connection.recv(1 << 16)
            if not part:
                raise ConnectionResetError("the other end was closed")
            data += part
        answer: dict[str, Any] = json.loads(data)
        return answer


class ForkedKernel:
    """A forked kernel with the face of `subprocess.Popen` that jupyter_client uses."""

    stdin: IO[bytes] | None = None
    stdout: IO[bytes] | None = None
    stderr: IO[bytes] | None = None

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self._nursery = nursery
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return how it ended, or None while it runs."""
        if self.returncode is None:
            self.returncode = self._nursery.poll(self.pid)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end."""
        end = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
            time.sleep(0.02)
        return code

    def send_signal(self, signum: int) -> None:
        """Send a signal, unless it has ended: its number may then belong to another process."""
        if self.poll() is None:
            os.kill(self.pid, signum)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


_nurseries: dict[int, Nursery] = {}
_lock = threading.Lock()


def nursery(env: Mapping[str, str]) -> Nursery:
    """Return this process's nursery; it is started by the first call, and again if it is gone."""
    with _lock:
        found = _nurseries.get(os.getpid())
        if found is None:
            atexit.register(close_nursery)
        elif not found.alive:
            found.close()
            found = None
        if found is None:
            found = _nurseries[os.getpid()] = Nursery(env)
        return found


def close_nursery() -> None:
    """End this process's nursery, if it has one."""
    with _lock:
        found = _nurseries.pop(os.getpid(), None)
    if found is not None:
        found.close()

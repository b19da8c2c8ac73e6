"""The fork server seen from the process that builds or grades: start it once, ask it for kernels."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from labkit.course.kernels.sandbox.bubblewrap import command
from labkit.errors import CourseError

_START = 120.0
_ANSWER = 30.0


def can_fork() -> bool:
    """Tell whether kernels can be forked here: on Linux; libraries of macOS do not survive it, Windows has no fork."""
    return sys.platform == "linux" and hasattr(socket, "send_fds")


class ForkServerError(CourseError):
    """The fork server did not start, or is gone."""


class ForkServer:
    """A process that has imported the course's libraries and forks kernels.

    Parameters
    ----------
    env
        Environment variables that libraries look at while they are imported, such as ``MPLBACKEND``.
    sandboxes
        The folder of the sandbox's sandbox folders, if its kernels are to run in the sandbox; they then need a box in
        `fork`.
    shares
        How many other processes will use it too, see `shares`.
    pictures
        Whether its kernels will draw, see `have_pictures`.

    Attributes
    ----------
    boxed
        Whether its kernels run in the sandbox.
    shares
        Connections to it for other processes, which call `join_fork_server` with one each.
    """

    def __init__(
        self, env: Mapping[str, str], sandboxes: Path | None = None, shares: int = 0, *, pictures: bool = True
    ) -> None:
        pairs = [socket.socketpair() for _ in range(1 + shares)]
        here, *self.shares = [pair[0] for pair in pairs]
        theirs = [pair[1] for pair in pairs]
        self.boxed = sandboxes is not None
        with contextlib.ExitStack() as closing:
            for each in theirs:
                closing.enter_context(each)
            self._process: subprocess.Popen[bytes] | None = subprocess.Popen(
                [
                    *(command(sandboxes) if sandboxes else ()),
                    *(sys.executable, "-P", "-m", "labkit.course.kernels.fork_server"),
                    *(str(each.fileno()) for each in theirs),
                ],
                env={**env, **_own(sandboxes)} if sandboxes else {**os.environ, **env},
                pass_fds=[each.fileno() for each in theirs],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._connect(here)
        if pictures:
            self.have_pictures()

    def _connect(self, connection: socket.socket) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._ready = False
        self._lost = False
        self._prepared: set[tuple[str, int]] = set()
        self._pictures = False
        self._owed = 0
        """How many answers are still to come that nobody waits for."""
        self._received = b""

    @classmethod
    def joined(cls, share: socket.socket) -> ForkServer:
        """Return a fork server that another process has started."""
        found = cls.__new__(cls)
        found.boxed, found.shares, found._process = False, [], None
        found._connect(share)
        found._pictures = True  # who started it has seen to them
        return found

    def have_pictures(self) -> None:
        """Have the libraries for pictures ready for the kernels that are forked from now on; does not wait for it."""
        with self._lock:
            if not self._pictures:
                self._pictures = True
                self._tell({"op": "pictures"})

    def prepare(self, dataset: str, draw: int) -> None:
        """Have a sample ready for the kernels that are forked from now on; does not wait for it."""
        with self._lock:
            if (dataset, draw) not in self._prepared:
                self._prepared.add((dataset, draw))
                self._tell({"op": "prepare", "dataset": dataset, "draw": draw})

    def _tell(self, request: dict[str, Any]) -> None:
        try:
            self._connection.sendall(json.dumps(request).encode() + b"\n")
            self._owed += 1
        except OSError:
            self._lost = True

    def fork(
        self,
        argv: list[str],
        env: Mapping[str, str],
        cwd: str,
        files: list[int],
        box: Mapping[str, Any] | None = None,
    ) -> int:
        """Return the process number of a new kernel."""
        request = {"op": "fork", "argv": argv, "env": dict(env), "cwd": cwd, "box": dict(box) if box else None}
        answer = self._ask(request, files)
        if "error" in answer:
            raise ForkServerError("A kernel could not be confined to its sandbox folder.", got=str(answer["error"]))
        return int(answer["pid"])

    def signal(self, pid: int, number: int) -> None:
        """Send a signal to a kernel, unless it has ended."""
        with contextlib.suppress(ForkServerError):
            self._ask({"op": "signal", "pid": pid, "signal": int(number)})

    def poll(self, pid: int) -> int | None:
        """Return how a kernel ended, as `subprocess.Popen.poll` does; None while it runs."""
        try:
            code = self._ask({"op": "poll", "pid": pid})["code"]
        except ForkServerError:
            return -signal.SIGKILL  # without the fork server its kernels end within a second
        return None if code is None else int(code)

    @property
    def alive(self) -> bool:
        """Whether it still answers."""
        return not self._lost and (self._process is None or self._process.poll() is None)

    def close(self) -> None:
        """End the fork server and all its kernels; one that was joined goes on without this process's kernels."""
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)  # a thread that waits for an answer would hold it open
        for each in [self._connection, *self.shares]:
            each.close()
        if self._process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def _ask(self, request: dict[str, Any], files: list[int] | None = None) -> dict[str, Any]:
        with self._lock:
            try:
                if not self._ready:
                    self._connection.settimeout(_START)
                    self._answer()
                    self._ready = True
                while self._owed:
                    self._answer()
                    self._owed -= 1
                self._connection.settimeout(_ANSWER)
                data = json.dumps(request).encode() + b"\n"
                sent = socket.send_fds(self._connection, [data], files or [])
                self._connection.sendall(data[sent:])
                return self._answer()
            except (OSError, ValueError) as error:
                self._lost = True
                raise ForkServerError(
                    "The process that prepares kernels is gone.",
                    got=str(error) or type(error).__name__,
                    hint="Run the command again."
                    + ("" if self.boxed else " Without it: LABKIT_WARM=0 in the environment."),
                ) from error

    def _answer(self) -> dict[str, Any]:
        while b"\n" not in self._received:
            part = self._connection.recv(1 << 16)
            if not part:
                raise ConnectionResetError("the other end was closed")
            self._received += part
        line, _, self._received = self._received.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer


class ForkedKernel:
    """A forked kernel with the face of `subprocess.Popen` that jupyter_client uses.

    Attributes
    ----------
    server
        Where it comes from.
    """

    stdin: IO[bytes] | None = None
    stdout: IO[bytes] | None = None
    stderr: IO[bytes] | None = None

    def __init__(self, server: ForkServer, pid: int) -> None:
        self.server = server
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return how it ended, or None while it runs."""
        if self.returncode is None:
            self.returncode = self.server.poll(self.pid)
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
            if self.server.boxed:  # processes have other numbers in the sandbox
                self.server.signal(self.pid, signum)
            else:
                os.kill(self.pid, signum)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def _own(sandboxes: Path) -> dict[str, str]:
    """Return what differs in the environment of a fork server in the sandbox: it has a folder of its own there."""
    home = sandboxes / "fork-server"
    home.mkdir(exist_ok=True)
    with contextlib.suppress(OSError):
        # matplotlib needs seconds to find all fonts, unless it has done so before.
        for path in (Path.home() / ".cache" / "matplotlib").glob("fontlist-*.json"):
            shutil.copy(path, home)
    # One thread for linear algebra: kernels run side by side already.
    return {"HOME": str(home), "MPLCONFIGDIR": str(home), "IPYTHONDIR": str(home), "OPENBLAS_NUM_THREADS": "1"}


_nurseries: dict[tuple[int, bool], ForkServer] = {}
_lock = threading.Lock()


def fork_server(env: Mapping[str, str], sandboxes: Path | None = None, *, pictures: bool | None = None) -> ForkServer:
    """Return this process's fork server; it is started by the first call, and again if it is gone."""
    here = (os.getpid(), sandboxes is not None)
    with _lock:
        found = _nurseries.get(here)
        if found is None:
            atexit.register(close_fork_server)
        elif not found.alive:
            found.close()
            found = None
        if found is None:
            found = _nurseries[here] = ForkServer(env, sandboxes, pictures=pictures is not False)
        elif pictures:
            found.have_pictures()
        return found


def join_fork_server(share: socket.socket) -> None:
    """Let this process's kernels come from the fork server of another process."""
    with _lock:
        _nurseries[os.getpid(), False] = ForkServer.joined(share)


def close_fork_server() -> None:
    """End this process's fork servers, if it has any."""
    with _lock:
        found = [_nurseries.pop(key) for key in list(_nurseries) if key[0] == os.getpid()]
    for each in found:
        each.close()

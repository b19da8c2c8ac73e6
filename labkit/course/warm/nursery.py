"""The process from which warm kernels are forked.

Started as ``python -P -m labkit.course.warm.nursery NUMBER``, with the number of an open Unix socket. It imports the
course's libraries, then answers requests on the socket, each a line of JSON:

* ``{"op": "fork", "argv": […], "env": {…}, "cwd": "…"}`` with two open files, for what the kernel's process says
  itself: answers ``{"pid": …}``;
* ``{"op": "poll", "pid": …}``: answers ``{"code": …}``, None while it runs.

It ends, and its kernels with it, when the other end of the socket is closed. It never starts a thread before it
forks: a fork keeps only the thread that forks.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys
from typing import Any, NoReturn

LIBRARIES = (
    "numpy",
    "pandas",
    "pyarrow.parquet",
    "scipy.special",
    "statsmodels.api",
    "matplotlib.figure",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "seaborn",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipywidgets",
    "labkit",
    "labkit.checks",
    "labkit.course.lesson",
    "labkit.data.loading",
    "labkit.informality",
    "labkit.labour",
    "labkit.plots",
    "labkit.survey",
    "labkit.words",
)
"""What lessons and exercises import; one that is not installed is left to the kernel that asks for it."""

_MOST_FILES = 2
_LONGEST_REQUEST = 1 << 20


def main() -> None:
    """Import the libraries, then serve until the other end is closed."""
    connection = socket.socket(fileno=int(sys.argv[1]))
    # Ctrl-C is for the process that builds or grades; it closes the socket when it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()  # memory of the libraries stays shared: the collector of a fork does not touch it
    _send(connection, {"ready": True})
    _serve(connection)


def _serve(connection: socket.socket) -> None:
    codes: dict[int, int] = {}
    while True:
        message, files, _, _ = socket.recv_fds(connection, _LONGEST_REQUEST, _MOST_FILES)
        if not message:
            return
        while not message.endswith(b"\n"):
            message += connection.recv(_LONGEST_REQUEST)
        request = json.loads(message)
        if request["op"] == "fork":
            _send(connection, {"pid": _fork(request, files, connection)})
        else:
            _send(connection, {"code": _exit_code(request["pid"], codes)})


def _send(connection: socket.socket, answer: dict[str, Any]) -> None:
    connection.sendall(json.dumps(answer).encode() + b"\n")


def _exit_code(pid: int, codes: dict[int, int]) -> int | None:
    """Return how a kernel ended, as subprocess says it: negative for a signal; None while it runs."""
    if pid not in codes:
        try:
            ended, status = os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            return -signal.SIGKILL
        if not ended:
            return None
        codes[pid] = os.waitstatus_to_exitcode(status)
    return codes[pid]


def _fork(request: dict[str, Any], files: list[int], connection: socket.socket) -> int:
    parent = os.getpid()
    pid = os.fork()
    if pid:
        for file in files:
            os.close(file)
        return pid
    connection.close()
    _become_kernel(request, files, parent)


def _become_kernel(request: dict[str, Any], files: list[int], parent: int) -> NoReturn:
    """Turn this fork into a kernel; it never returns to the nursery's own work."""
    code = 1
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _redirect(files)
        os.environ.clear()
        os.environ.update(request["env"])
        os.chdir(request["cwd"])
        _set_paths(request["env"])
        _mix_random_numbers()
        from ipykernel.kernelapp import IPKernelApp

        sys.argv = ["ipykernel_launcher", *request["argv"]]
        # The kernel ends when its parent is gone.
        IPKernelApp.launch_instance(argv=list(request["argv"]), parent_handle=parent)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:
        import traceback

        traceback.print_exc()
        raise
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        os._exit(code)


def _redirect(files: list[int]) -> None:
    """Take input from nowhere and send output to the files of the request."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    for target in (1, 2):
        os.dup2(files[target - 1] if len(files) >= target else nowhere, target)
    for file in (nowhere, *files):
        if file > 2:
            os.close(file)


def _set_paths(env: dict[str, str]) -> None:
    """Let the kernel find what an ordinary kernel with this environment would find."""
    wanted = [path for path in env.get("PYTHONPATH", "").split(os.pathsep) if path]
    sys.path[:] = [*wanted, *(path for path in sys.path if path and path not in wanted)]


def _mix_random_numbers() -> None:
    """Give each kernel random numbers of its own: a fork would repeat its sisters'."""
    import random

    import numpy as np

    random.seed()
    np.random.seed()


if __name__ == "__main__":
    main()

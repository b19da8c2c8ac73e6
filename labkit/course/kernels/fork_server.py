"""The process from which warm kernels are forked.

Started as ``python -P -m labkit.course.kernels.fork_server NUMBER …``, with the numbers of open Unix sockets: the
first leads to the process that started it, the others to processes that share it. It imports the course's libraries,
says on each socket that it is ready, then answers requests, each a line of JSON:

* ``{"op": "fork", "argv": […], "env": {…}, "cwd": "…"}`` with two open files, for what the kernel's process says
  itself: answers ``{"pid": …}``;
* ``{"op": "poll", "pid": …}``: answers ``{"code": …}``, None while it runs;
* ``{"op": "signal", "pid": …, "signal": …}``: answers ``{}``;
* ``{"op": "prepare", "dataset": "…", "draw": …}``: has a sample ready for the kernels forked from then on; ``{}``;
* ``{"op": "pictures"}``: the same with the libraries for pictures, which many an exercise does without; ``{}``.

A fork request with a ``box`` is confined to a folder of the sandbox (`labkit.course.kernels.sandbox`), in which the
server itself then runs too; it may answer ``{"error": "…"}``. One that uses too much memory with all its
processes is ended.

It ends, and its kernels with it, when the other end of the first socket is closed. When that of another one is, only
the kernels that were forked through it end. It never starts a thread before it
forks: a fork keeps only the thread that forks.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import time
from typing import Any, NoReturn

from labkit.course.kernels.first_times import draw_first_picture, import_pandas, import_those_there, write_first_table
from labkit.course.kernels.sandbox.confine import Seal, become_parent_of_all, fork_confined, is_kept
from labkit.course.kernels.sandbox.memory import too_large

LIBRARIES = (
    "numpy",
    "pandas",
    "pyarrow.parquet",
    "scipy.special",
    "statsmodels.genmod.families",
    "statsmodels.genmod.generalized_linear_model",
    "statsmodels.regression.linear_model",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "tornado.platform.asyncio",
    "zmq.utils.garbage",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "sqlite3",
    "labkit",
    "labkit.checks",
    "labkit.data.loading",
    "labkit.informality",
    "labkit.labour",
    "labkit.protection",
    "labkit.regression",
    "labkit.survey",
    "labkit.words",
)
"""What lessons and exercises import; one that is not installed is left to the kernel that asks for it."""

PICTURES = (
    "matplotlib.figure",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "seaborn",
    "ipywidgets",
    "labkit.course.lesson",
    "labkit.plots",
)
"""What they import besides if they draw: half a second."""

_MOST_FILES = 2
_LONGEST_REQUEST = 1 << 20
_PAUSE = 0.2
"""Seconds between two looks at the memory of hand-ins."""

_boxed: set[int] = set()
"""The kernels in sandbox folders that run."""


def main() -> None:
    """Import the libraries, then serve until the other end is closed."""
    connections = [socket.socket(fileno=int(number)) for number in sys.argv[1:]]
    become_parent_of_all()
    # Ctrl-C is for the process that builds or grades; it closes the socket when it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # libraries leave little to collect, and looking for it takes a quarter of a second; kernels enable it
    _do_without_debugger()
    import_pandas()
    import_those_there(LIBRARIES)
    write_first_table()
    gc.freeze()  # memory stays shared: the collector of a fork does not touch what is there now
    for connection in connections:
        with contextlib.suppress(OSError):
            _send(connection, {"ready": True})
    _serve(connections)


def _do_without_debugger() -> None:
    """Let ipykernel find no debugpy: a kernel would need 0.2 seconds to load it, and nobody watches these kernels."""
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    importlib.import_module("ipykernel.debugger")
    del sys.modules["debugpy"]
    importlib.import_module("labkit.course.kernels.frugal").do_without_module_list()


def _serve(connections: list[socket.socket]) -> None:
    first, codes, kernels = connections[0], dict[int, int](), dict[int, socket.socket]()
    looked = time.monotonic()
    while True:
        for connection in select.select(connections, [], [], _PAUSE if _boxed else None)[0]:
            try:
                alive = _answered(connection, connections, codes, kernels)
            except OSError:
                alive = False
            if not alive:
                _end(kernels, codes, None if connection is first else connection)
                if connection is first:
                    return
                connections.remove(connection)
                connection.close()
        if _boxed and time.monotonic() - looked > _PAUSE:
            _end_the_large(codes)
            looked = time.monotonic()


def _end_the_large(codes: dict[int, int]) -> None:
    _boxed.difference_update([pid for pid in _boxed if _exit_code(pid, codes) is not None])
    for pid in too_large(_boxed):
        os.kill(pid, signal.SIGKILL)


def _answered(
    connection: socket.socket,
    connections: list[socket.socket],
    codes: dict[int, int],
    kernels: dict[int, socket.socket],
) -> bool:
    """Answer one request; return False if the other end is closed."""
    message, files, _, _ = socket.recv_fds(connection, _LONGEST_REQUEST, _MOST_FILES)
    if not message:
        return False
    while not message.endswith(b"\n"):
        part = connection.recv(_LONGEST_REQUEST)
        if not part:
            return False
        message += part
    *before, last = message.splitlines()
    for line in before:  # nobody has waited for their answers
        _answer(connection, json.loads(line), [], connections, codes, kernels)
    _answer(connection, json.loads(last), files, connections, codes, kernels)
    return True


def _answer(
    connection: socket.socket,
    request: dict[str, Any],
    files: list[int],
    connections: list[socket.socket],
    codes: dict[int, int],
    kernels: dict[int, socket.socket],
) -> None:
    if request["op"] == "fork":
        answer = _forked(request, files, connections)
        if "pid" in answer:
            kernels[answer["pid"]] = connection
            codes.pop(answer["pid"], None)  # of an earlier process with this number
        _send(connection, answer)
    elif request["op"] == "poll":
        _send(connection, {"code": _exit_code(request["pid"], codes)})
    elif request["op"] == "signal":
        if _exit_code(request["pid"], codes) is None:
            os.kill(request["pid"], request["signal"])
        _send(connection, {})
    elif request["op"] == "prepare":
        _prepare(request["dataset"], request["draw"])
        _send(connection, {})
    else:
        import_those_there(PICTURES)
        draw_first_picture()
        gc.freeze()  # memory stays shared: the collector of a fork does not touch what is there now
        _send(connection, {})


def _end(kernels: dict[int, socket.socket], codes: dict[int, int], connection: socket.socket | None) -> None:
    """End the kernels that were forked through a connection, or all."""
    for pid in [pid for pid, asked in kernels.items() if connection in (None, asked)]:
        del kernels[pid]
        if _exit_code(pid, codes) is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _prepare(dataset: str, draw: int) -> None:
    """Make a sample once for all kernels: each gets a copy that shares memory until it is changed."""
    from labkit.data import card, load
    from labkit.synthetic.generators import GENERATORS

    make: Any = GENERATORS.get(dataset)
    if make is None or not draw:
        return
    ready = make(draw)
    table: Any = GENERATORS

    def prepared(number: int) -> Any:
        return ready.copy(deep=False) if number == draw else make(number)

    table[dataset] = prepared
    load(dataset, draw=draw)
    repr(card(dataset)), card(dataset)._repr_html_()
    gc.collect()
    gc.freeze()  # memory stays shared: the collector of a fork does not touch what is there now


def _send(connection: socket.socket, answer: dict[str, Any]) -> None:
    connection.sendall(json.dumps(answer).encode() + b"\n")


def _exit_code(pid: int, codes: dict[int, int]) -> int | None:
    """Return how a kernel ended, as subprocess says it: negative for a signal; None while it runs."""
    if pid not in codes:
        if is_kept(pid):
            return None
        try:
            ended, status = os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            return -signal.SIGKILL
        if not ended:
            return None
        codes[pid] = os.waitstatus_to_exitcode(status)
    return codes[pid]


def _forked(request: dict[str, Any], files: list[int], connections: list[socket.socket]) -> dict[str, Any]:
    """Fork a kernel and return the answer for the one who asked."""
    box = request.get("box")
    parent = 0 if box else os.getpid()  # in its sandbox folder a kernel has no parent

    def run(seal: Seal) -> NoReturn:
        for connection in connections:
            connection.close()
        _become_kernel(request, files, parent, seal)

    try:
        pid = fork_confined(run, box) if box else os.fork() or run(lambda: None)
    except OSError as error:
        return {"error": str(error)}
    finally:
        for file in files:
            os.close(file)
    if box:
        _boxed.add(pid)
    return {"pid": pid}


def _become_kernel(request: dict[str, Any], files: list[int], parent: int, seal: Seal) -> NoReturn:
    """Turn this fork into a kernel; it never returns to the fork server's own work."""
    code = 1
    try:
        gc.enable()
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _redirect(files)
        os.environ.clear()
        os.environ.update(request["env"])
        os.chdir(request["cwd"])
        _set_paths(request["env"])
        _mix_random_numbers()
        from labkit.course.kernels.frugal import FrugalKernelApp

        FrugalKernelApp.when_connected = staticmethod(seal)
        sys.argv = ["ipykernel_launcher", *request["argv"]]
        # The kernel ends when its parent is gone.
        FrugalKernelApp.launch_instance(argv=list(request["argv"]), parent_handle=parent)
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
    """Let the kernel find what an ordinary kernel with this environment would find, and in the same order."""
    wanted = _folders(env.get("PYTHONPATH", ""))
    others = [path for path in sys.path if path and path not in wanted]
    # Folders that only the fork server's own PYTHONPATH put first stand where an installation puts them: at the end.
    sys.path[:] = [*wanted, *sorted(others, key=lambda path: path in _OWN_FOLDERS)]


def _folders(paths: str) -> list[str]:
    return [path for path in paths.split(os.pathsep) if path]


_OWN_FOLDERS = frozenset(_folders(os.environ.get("PYTHONPATH", "")))


def _mix_random_numbers() -> None:
    """Give each kernel random numbers of its own: a fork would repeat its sisters'."""
    import random

    import numpy as np

    random.seed()
    np.random.seed()


if __name__ == "__main__":
    main()

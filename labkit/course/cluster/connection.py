"""Finding the scheduler and its workers, and making sure that they are fit, before the first job is sent."""

from __future__ import annotations

import importlib
import logging
import re
import socket
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from labkit.course.cluster.facts import differences
from labkit.course.support.console import note
from labkit.errors import CourseError, OptionError, first_few

_PATIENCE = 5.0
"""Seconds in which a scheduler must answer."""

_WORKERS_WAIT = 20.0
"""Seconds to wait for a first worker; one that was just started imports its libraries first."""

_PORT = 8786
_HOW = (
    "On the computer that coordinates: dask scheduler. On each that works: dask worker {address} "
    "(docs/cluster.md tells how)."
)
_SAME = (
    "Copy this course folder to the worker's computer, install it there with the file constraints.txt "
    "(pip install --constraint constraints.txt --editable '.[cluster]'), and start the worker again."
)


@dataclass(frozen=True)
class Workers:
    """The workers of a cluster, as they were before the first job.

    Parameters
    ----------
    hosts
        The names of their computers.
    number
        How many workers there are.
    threads
        How many jobs they run at a time, all together.
    """

    hosts: tuple[str, ...]
    number: int
    threads: int

    def __str__(self) -> str:
        what = "1 worker" if self.number == 1 else f"{self.number} workers"
        return f"{what} on {first_few(self.hosts)}, {self.threads} at a time"


def address_of(scheduler: str) -> str:
    """Return a scheduler's address in full.

    Examples
    --------
    >>> address_of("tcp://10.0.0.5:8786"), address_of("teacher.local")
    ('tcp://10.0.0.5:8786', 'tcp://teacher.local:8786')
    """
    match = re.fullmatch(r"(?:(tcp|tls)://)?(\[[0-9A-Fa-f:.%]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?/?", scheduler.strip())
    if not match or not 0 < int(match[3] or _PORT) < 1 << 16:
        raise OptionError(
            "This is no address of a scheduler.",
            where="--scheduler",
            got=scheduler,
            expected="tcp://HOST:8786, as dask scheduler shows it when it starts",
        )
    return f"{match[1] or 'tcp'}://{match[2]}:{match[3] or _PORT}"


def check_reachable(scheduler: str) -> str:
    """Return a scheduler's address in full, if something answers there; quick, and without a thread."""
    address = address_of(scheduler)
    host, port = address.split("://")[1].rsplit(":", 1)
    distributed = _distributed()
    if address.startswith("tls:") and not distributed.Security().get_connection_args("client").get("ssl_context"):
        raise CourseError(
            "An encrypted connection needs a certificate, and Dask's settings name none.",
            where=address,
            hint="Set distributed.comm.tls.ca-file and distributed.comm.tls.client in Dask's settings.",
        )
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE).close()
    except OSError as error:
        raise _unreachable(address, error) from error
    return address


def _distributed() -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return importlib.import_module("distributed")
    except ModuleNotFoundError as error:
        raise CourseError(
            f"The package {error.name} is not installed, and --scheduler needs it.",
            hint='In the course folder: python -m pip install --constraint constraints.txt --editable ".[cluster]"',
        ) from error


def _unreachable(address: str, error: Exception) -> CourseError:
    return CourseError(
        "The scheduler cannot be reached.",
        where=address,
        got=str(error) or "no answer",
        hint=_HOW.format(address=address) + " Is a firewall in between?",
    )


@contextmanager
def connected(
    address: str, prepare: Callable[[], Any], *, same: Mapping[str, str], unsafe: bool = True
) -> Iterator[tuple[Any, Workers]]:
    """Give a client of a scheduler whose workers are fit, and what was found about them."""
    distributed = _distributed()
    with _quiet():
        client = _client(distributed, address)
        try:
            threads = _threads(client, address)
            found = client.run(prepare, workers=list(threads), on_error="return")
            check_fit(found, same, unsafe=unsafe)
            hosts = tuple(sorted({theirs["host"] for theirs in found.values()}))
            yield client, Workers(hosts, len(found), sum(threads.get(each, 1) for each in found))
        finally:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                client.close(timeout=_PATIENCE)


def _client(distributed: Any, address: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of other versions of its own packages: they are compared below, in words
        try:
            return distributed.Client(address, timeout=_PATIENCE, set_as_default=False, name="labkit")
        except (OSError, ValueError, TypeError) as error:
            raise _unreachable(address, error) from error


def _threads(client: Any, address: str) -> dict[str, int]:
    """Return how many jobs at a time each worker runs; waits a while for a first worker."""
    if not client.nthreads():
        note(f"The scheduler has no workers yet; waiting {_WORKERS_WAIT:.0f} s for one.")
        try:
            client.wait_for_workers(1, timeout=_WORKERS_WAIT)
        except TimeoutError as error:
            raise CourseError(
                "The scheduler has no workers.",
                where=address,
                hint=f"On each computer that is to work: dask worker {address}. Then run the command again.",
            ) from error
    return dict(client.nthreads())


def check_fit(found: Mapping[str, Any], same: Mapping[str, str], *, unsafe: bool) -> None:
    """Check that each worker has what this computer has, and a sandbox if hand-ins are to run there."""
    odd = []
    for address, theirs in found.items():
        if not isinstance(theirs, dict):
            odd.append(f"{address}: {_strange(theirs)}")
        elif other := differences(same, theirs["same"]):
            odd.append(f"{theirs['host']} ({address}): {other}" if address else f"{theirs['host']}: {other}")
    if odd:
        raise CourseError(
            "Not all workers have the same labkit, Python and packages as this computer.",
            got="; ".join(odd),
            hint=_SAME,
        )
    for theirs in found.values():
        if theirs["refuses"] and not unsafe:
            raise _no_sandbox(theirs)


def _strange(error: object) -> str:
    """Return what is wrong with a worker that could not even run labkit's first function."""
    if isinstance(error, ModuleNotFoundError):
        return "no labkit" if error.name == "labkit" else f"another labkit, without {error.name}"
    return f"{type(error).__name__}: {error}"


def _no_sandbox(theirs: Mapping[str, Any]) -> CourseError:
    """Return the error about a worker without a sandbox."""
    return CourseError(
        f"Hand-ins are programs written by other people, and the worker on {theirs['host']} has no sandbox to run "
        "them in.",
        got=str(theirs["refuses"]),
        hint=f"On {theirs['host']}: sudo apt install bubblewrap; labkit doctor says whether it works. Then start the "
        "worker again.\nIf you trust every hand-in with the workers' files and network, add --unsafe.",
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what Dask says about itself from the reader: what matters comes as errors."""
    loggers = [
        logging.getLogger(name)
        for name in logging.root.manager.loggerDict
        if name.split(".")[0] in {"distributed", "tornado", "asyncio"}
    ]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)

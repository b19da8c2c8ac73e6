"""Ending the hand-ins that run on a worker when the one who asked for them is interrupted."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from labkit.course.grading.execute import Steps
from labkit.course.grading.kernel import GradingExecute

_lock = threading.Lock()
_running: dict[str, list[Steps]] = {}


@contextmanager
def stoppable(run: str) -> Iterator[Callable[..., GradingExecute]]:
    """Give a function that makes the step which executes a hand-in, and that `stop` can end.

    Parameters
    ----------
    run
        The name of the run of ``labkit grade``.
    """
    own = Steps()
    with _lock:
        _running.setdefault(run, []).append(own)
    try:
        yield own.new
    finally:
        with _lock:
            left = [steps for steps in _running.pop(run, []) if steps is not own]
            if left:
                _running[run] = left


def stop(run: str) -> None:
    """End the hand-ins of a run.

    Parameters
    ----------
    run
        The name of the run.
    """
    with _lock:
        found = list(_running.get(run, ()))
    for steps in found:
        steps.stop()


def running() -> int:
    """Return how many hand-ins run on this worker."""
    with _lock:
        return sum(map(len, _running.values()))

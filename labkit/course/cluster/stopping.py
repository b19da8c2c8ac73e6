"""Ending the hand-ins that run on a worker when the one who asked for them is interrupted."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from labkit.course.grading_kernel import GradingExecute
from labkit.errors import CourseError

_lock = threading.Lock()
_running: dict[str, list[_Stoppable]] = {}


class _Stoppable(GradingExecute):
    """The execution of a hand-in, with an end that comes from another thread; it is not begun again then."""

    stopped = False

    def stop(self) -> None:
        self.stopped = True
        self._kill()

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> Any:
        self._go_on()
        return super().preprocess_cell(cell, resources, index)

    def _execute(self, *args: Any) -> Any:
        self._go_on()
        return super()._execute(*args)

    def _go_on(self) -> None:
        if self.stopped:
            raise CourseError("The run of labkit grade was interrupted.")


@contextmanager
def stoppable(run: str) -> Iterator[Callable[..., GradingExecute]]:
    """Give a function that makes the step which executes a hand-in, and that `stop` can end.

    Parameters
    ----------
    run
        The name of the run of ``labkit grade``.
    """
    own: list[_Stoppable] = []

    def step_of(**options: Any) -> GradingExecute:
        step = _Stoppable(**options)
        with _lock:
            own.append(step)
            _running.setdefault(run, []).append(step)
        return step

    try:
        yield step_of
    finally:
        with _lock:
            left = [step for step in _running.pop(run, []) if step not in own]
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
        steps = list(_running.get(run, ()))
    for step in steps:
        step.stop()


def running() -> int:
    """Return how many hand-ins run on this worker."""
    with _lock:
        return sum(map(len, _running.values()))

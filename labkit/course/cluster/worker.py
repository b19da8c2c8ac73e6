"""What runs on a worker: hand-ins side by side in its threads, lessons one by one, in kernels of its own computer."""

from __future__ import annotations

import json
import os
import sys
import threading
import warnings
from typing import Any

from labkit.course.cluster.facts import differences, facts

_prepared: set[tuple[bool, str, int]] = set()
_lock = threading.Lock()


def prepare(dataset: str, draw: int) -> dict[str, Any]:
    """Have warm kernels ready for the hand-ins that will come; returns at once.

    It is run in the worker's main thread.

    Parameters
    ----------
    dataset, draw
        The sample that hand-ins are graded on.

    Returns
    -------
    dict
        The worker's `facts`, by which the one who asks decides whether it is fit.
    """
    found = facts()
    _kernels(dataset, draw, confined=found["confined"])
    threading.Thread(target=_import_the_rest, daemon=True).start()
    return found


def _import_the_rest() -> None:
    from labkit.course.grading import execute  # noqa: F401  # two seconds, which the first hand-in need not wait for


def _kernels(dataset: str, draw: int, *, confined: bool) -> None:
    """Start the process that forks kernels, unless it runs; a worker that was replaced does so at its first job."""
    from labkit.course.kernels.grading import grading_fork_server

    with _lock:
        mother = grading_fork_server(confined=confined)
        if mother and (confined, dataset, draw) not in _prepared:
            _prepared.add((confined, dataset, draw))
            mother.prepare(dataset, draw)


def facts_for_lessons() -> dict[str, Any]:
    """Return this computer's `facts`; the cards of the data are among them."""
    return facts()


def prepare_for_lessons() -> dict[str, Any]:
    """Have warm kernels ready for the lessons that will come, and return this worker's facts at once."""
    from labkit.course.kernels.environment import environment, is_warm
    from labkit.course.kernels.fork_client import fork_server

    if is_warm():
        fork_server(os.environ | environment(), pictures=True)
    return facts_for_lessons()


def build(parcel: bytes) -> bytes:
    """Build the lesson of a parcel, and return the finished files as a parcel.

    Parameters
    ----------
    parcel
        Made by `labkit.course.cluster.lessons.packed`.

    Returns
    -------
    bytes
        Made by `labkit.course.cluster.lessons.built`; or ``{"refused": …}`` with this worker's facts, if it is not fit.
    """
    content = json.loads(parcel)
    found = facts_for_lessons()
    if differences(content["same"], found["same"]):
        return json.dumps({"refused": found}).encode()
    from labkit.course.cluster.lessons import built

    _be_quiet()
    return built(content)


def grade(parcel: bytes) -> bytes:
    """Execute the hand-in of a parcel, and return the answer as a parcel.

    Parameters
    ----------
    parcel
        Made by `labkit.course.cluster.parcels.packed`.

    Returns
    -------
    bytes
        Made by `labkit.course.cluster.parcels.answer`; or ``{"refused": …}`` with this worker's facts, if it is not
        fit.
    """
    content = json.loads(parcel)
    found = facts()
    if differences(content["same"], found["same"]) or (found["refuses"] and not content["unsafe"]):
        return json.dumps({"refused": found}).encode()
    from labkit.course.cluster.parcels import answer, opened
    from labkit.course.cluster.stopping import stoppable
    from labkit.course.grading.execute import execute
    from labkit.course.support.temporary import temporary_folder

    _be_quiet()
    with temporary_folder() as folder, stoppable(content["run"]) as step_of:
        job = opened(content, folder)
        if job.key:
            _kernels(job.key.dataset, job.key.draw, confined=found["confined"])
        return answer(execute(job, step_of))


def _be_quiet() -> None:
    """Keep what nbgrader's own packages say about one another out of the worker's log."""
    for category in (DeprecationWarning, PendingDeprecationWarning, ResourceWarning, FutureWarning):
        warnings.simplefilter("ignore", category)


def stop(run: str) -> None:
    """End the hand-ins of a run of ``labkit grade`` that was interrupted; the worker itself goes on.

    Parameters
    ----------
    run
        The name of the run.
    """
    if stopping := sys.modules.get("labkit.course.cluster.stopping"):  # else nothing has run here
        threading.Thread(target=stopping.stop, args=(run,), daemon=True).start()

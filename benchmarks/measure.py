"""Time and memory of a piece of work."""

from __future__ import annotations

import ctypes
import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

RUNS = 5
STATUS = Path("/proc/self/status")


def medians(works: dict[str, Callable[[], object]], runs: int = RUNS) -> dict[str, float]:
    """Median seconds of each piece of work. The runs take turns, so that a busy moment of the machine hits all alike.

    A first run of each does not count; what takes longer than ten seconds runs once.
    """
    slow = {name: first for name, work in works.items() if (first := seconds(work)) > 10}
    times: dict[str, list[float]] = {name: [slow[name]] if name in slow else [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            if name not in slow:
                times[name].append(seconds(work))
    return {name: statistics.median(found) for name, found in times.items()}


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def peak_above(work: Callable[[], object]) -> float:
    """Megabytes of memory that the work took at its peak above what was there before (Linux; else NaN)."""
    if not STATUS.exists():
        return float("nan")
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)  # memory that is free but still held would hide what the work takes
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before = _kilobytes("VmRSS")
    work()
    return (_kilobytes("VmHWM") - before) / 1000


def peak_of_process() -> float:
    """Megabytes of memory that this process took at its peak (Linux; else NaN)."""
    return _kilobytes("VmHWM") / 1000 if STATUS.exists() else float("nan")


def _kilobytes(name: str) -> float:
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(name + ":"))
    return float(line.split()[1])


def in_new_process(*arguments: str) -> str:
    """Run this program again with arguments and return what it prints: memory is measured in a fresh process."""
    done = subprocess.run([sys.executable, sys.argv[0], *arguments], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""

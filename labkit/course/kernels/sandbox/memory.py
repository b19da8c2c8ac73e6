"""How much memory a hand-in uses, all its processes together. Runs inside bubblewrap; standard library only."""

from __future__ import annotations

import contextlib
import os
import resource
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from labkit.course.support.limits import MEMORY_ALTOGETHER


class _Process(NamedTuple):
    parent: int
    resident: int


def too_large(firsts: Collection[int], most: int = MEMORY_ALTOGETHER) -> list[int]:
    """Return the kernels that use too much memory together with all processes that they started."""
    own = defaultdict(list)
    found = _processes()
    for pid in found:
        first = pid
        while first in found and first not in firsts:
            first = found[first].parent
        own[first].append(pid)
    # What processes share is counted for each of them here: quick to find out, and never too little.
    large = [first for first in firsts if sum(found[pid].resident for pid in own[first]) > most]
    return [first for first in large if sum(_share(pid, found[pid].resident) for pid in own[first]) > most]


def _processes() -> dict[int, _Process]:
    found = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):  # it has ended
            words = Path("/proc", name, "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            found[int(name)] = _Process(int(words[1]), int(words[21]) * resource.getpagesize())
    return found


def _share(pid: int, otherwise: int) -> int:
    """Return the bytes that a process uses, of shared ones its share."""
    with contextlib.suppress(OSError):
        for line in Path("/proc", str(pid), "smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
        return 0  # it is ending
    return otherwise

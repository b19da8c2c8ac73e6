"""What must be the same on all computers of a cluster, so that a hand-in gets the same points on each of them."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from typing import Any

from labkit.course.kernels.sandbox import sandbox
from labkit.course.kernels.sandbox.bubblewrap import UNSAFE
from labkit.course.support.installation import installation


def facts() -> dict[str, Any]:
    """Return what this computer would run a job with: plain data, for the way through a network."""
    found = sandbox()
    willing = found.works or os.environ.get(UNSAFE) == "1"
    refuses = "" if willing else found.found
    return {"host": socket.gethostname(), "confined": found.works, "refuses": refuses, "same": dict(installation())}


def differences(here: Mapping[str, Any], there: Mapping[str, Any]) -> str:
    """Return in words what a worker has that differs from this computer; empty if nothing does.

    Examples
    --------
    >>> differences({"pandas": "3.1.0", "numpy": "2.4"}, {"pandas": "3.0.2", "numpy": "2.4"})
    'pandas 3.0.2 (here 3.1.0)'
    """
    return ", ".join(
        f"{name} {there.get(name) or 'missing'} (here {mine})" for name, mine in here.items() if there.get(name) != mine
    )

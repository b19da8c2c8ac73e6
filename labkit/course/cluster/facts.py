"""What must be the same on all computers of a cluster, so that a hand-in gets the same points on each of them."""

from __future__ import annotations

import hashlib
import os
import socket
import sys
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import labkit
from labkit.course.kernels.sandbox import sandbox
from labkit.course.kernels.sandbox.bubblewrap import UNSAFE

PACKAGES = (
    "distributed",
    "ipykernel",
    "matplotlib",
    "nbclient",
    "nbgrader",
    "numpy",
    "pandas",
    "papermill",
    "pyarrow",
    "scipy",
    "statsmodels",
)
"""Packages whose version can show in a result."""

_COUNTS = ("*.py", "*.toml", "*.j2", "*.css", "*.js", "*.json")


def facts() -> dict[str, Any]:
    """Return what this computer would run a job with: plain data, for the way through a network.

    Returns
    -------
    dict
        ``host`` its name; ``confined`` whether hand-ins run in a sandbox here; ``refuses`` why they do not run at all
        without ``--unsafe``, or an empty text; ``same``, by name, what must be the same everywhere: Python's and
        labkit's versions, labkit's files, the packages.
    """
    found = sandbox()
    willing = found.works or os.environ.get(UNSAFE) == "1"
    return {
        "host": socket.gethostname(),
        "confined": found.works,
        "refuses": "" if willing else found.found,
        "same": dict(_same()),
    }


def differences(here: Mapping[str, Any], there: Mapping[str, Any]) -> str:
    """Return in words what a worker has that differs from this computer; empty if nothing does.

    Parameters
    ----------
    here, there
        The entry ``same`` of `facts`, of this computer and of the worker.

    Examples
    --------
    >>> differences({"pandas": "3.1.0", "numpy": "2.4"}, {"pandas": "3.0.2", "numpy": "2.4"})
    'pandas 3.0.2 (here 3.1.0)'
    >>> differences({"labkit": "0.1.0", "files of labkit": "ab"}, {"labkit": "0.1.0", "files of labkit": "cd"})
    'files of labkit cd (here ab)'
    """
    return ", ".join(
        f"{name} {there.get(name) or 'missing'} (here {mine})" for name, mine in here.items() if there.get(name) != mine
    )


@lru_cache(maxsize=1)
def _same() -> tuple[tuple[str, str], ...]:
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    own = (("Python", python), ("labkit", labkit.__version__), ("files of labkit", _source_print()))
    return own + tuple((name, _version(name)) for name in PACKAGES)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@lru_cache(maxsize=1)
def _source_print() -> str:
    """Return a fingerprint of labkit's own files, and of the cards that hold the data's checksums."""
    home = Path(labkit.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _COUNTS for path in home.rglob(pattern) if "_datasets" not in path.parts):
        digest.update(f"{path.relative_to(home).as_posix()} ".encode() + path.read_bytes())
    for data in (home.parent / "datasets", home / "_datasets"):
        for path in sorted(data.glob("*/card.toml")):
            digest.update(f"{path.parent.name} ".encode() + path.read_bytes())
    return digest.hexdigest()[:10]

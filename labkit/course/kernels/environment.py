"""The environment of kernels: variables that they get, and whether they are forked from a warm process."""

from __future__ import annotations

import os
import site
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path

import labkit
from labkit.course.kernels import can_fork

NAME = "python3"
"""The name under which lessons know their kernel."""


LOG = "kernel.log"
"""The file, beside the connection file, with what the kernel's process says about itself."""


WARM = "LABKIT_WARM"
"""The environment variable that, as ``0``, asks for kernels that start in the ordinary way."""


GRADING = "NBGRADER_EXECUTION"
"""The environment variable, nbgrader's own, that kernels of hand-ins have."""


PROVISIONER = "labkit-warm"
"""Name of `labkit.course.kernels.provisioner.WarmProvisioner` among jupyter_client's provisioners."""


def environment() -> dict[str, str]:
    """Return the environment variables that a lesson's kernel has besides the usual ones."""
    return {
        "LABKIT_BUILD": "1",
        # A terminal's MPLBACKEND would take the pictures out of the notebook.
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # Sets of strings in the same order in every run: identical inputs give identical pages.
        "PYTHONHASHSEED": "0",
        # The debugger is not used; without this it complains about frozen modules.
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


def grading_environment() -> dict[str, str]:
    """Return the environment variables that every kernel of a hand-in has."""
    return {"PYTHONPATH": _python_path(), GRADING: "autograde"}


def _python_path() -> str:
    """Return a PYTHONPATH with which the kernel finds this labkit, also in a checkout that is not installed."""
    home = str(Path(labkit.__file__).resolve().parent.parent)
    before = os.environ.get("PYTHONPATH", "")
    if home in site.getsitepackages() or home in before.split(os.pathsep):
        return before
    return os.pathsep.join(filter(None, [home, before]))


def provisioner_name() -> str:
    """Return who starts kernels: warm ones by default, ordinary ones with ``LABKIT_WARM=0``.

    A checkout that is used without being installed has no entry points, hence no warm kernels.
    """
    return PROVISIONER if os.environ.get(WARM) != "0" and _is_installed() else "local-provisioner"


def is_warm() -> bool:
    """Tell whether kernels are forked from a process that has imported the libraries."""
    return can_fork() and provisioner_name() == PROVISIONER


@lru_cache(maxsize=1)
def _is_installed() -> bool:
    return PROVISIONER in entry_points(group="jupyter_client.kernel_provisioners").names

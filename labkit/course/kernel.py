"""The kernel in which lessons run: always the Python that runs labkit.

A kernel registered as ``python3`` may belong to another Python, one without labkit. So nothing that is
registered is asked: the one specification known here starts this very interpreter.
"""

from __future__ import annotations

import os
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from traitlets import default

NAME = "python3"
"""The name under which lessons know their kernel."""

LOG = "kernel.log"
"""The file, beside the connection file, with what the kernel's process says about itself."""

WARM = "LABKIT_WARM"
"""The environment variable that, as ``0``, asks for kernels that start in the ordinary way."""

PROVISIONER = "labkit-warm"
"""Name of `labkit.course.warm.provisioner.WarmProvisioner` among jupyter_client's provisioners."""

_LONGEST_SOCKET_PATH = 90


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


def _provisioner() -> str:
    """Return who starts kernels: warm ones by default, ordinary ones with ``LABKIT_WARM=0``.

    A checkout that is used without being installed has no entry points, hence no warm kernels.
    """
    known = entry_points(group="jupyter_client.kernel_provisioners").names
    return PROVISIONER if os.environ.get(WARM) != "0" and PROVISIONER in known else "local-provisioner"


class _ThisPython(KernelSpecManager):
    """Knows one kernel: the running interpreter."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        if kernel_name != NAME:
            raise NoSuchKernel(kernel_name)
        return KernelSpec(
            name=NAME,
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python 3 (ipykernel)",
            language="python",
            env=environment(),
            metadata={"kernel_provisioner": {"provisioner_name": _provisioner()}},
        )


def kernel_manager_class(folder: Path) -> type[AsyncKernelManager]:
    """Return a class of kernel managers that start this Python.

    Parameters
    ----------
    folder
        An empty folder for the connection file and the sockets, removed by the caller.

    Returns
    -------
    type
        For nbclient's ``kernel_manager_class``. Sockets are files where the system has such: no network port is
        opened, and kernels started at the same time cannot take one another's.
    """
    connection_file = folder / "kernel.json"
    sockets = os.name == "posix" and len(str(connection_file)) < _LONGEST_SOCKET_PATH

    class ThisPythonKernelManager(AsyncKernelManager):
        @default("kernel_spec_manager")
        def _kernel_spec_manager_default(self) -> Any:
            return _ThisPython(parent=self)

        @default("connection_file")
        def _connection_file_default(self) -> str:
            return str(connection_file)

        @default("transport")
        def _transport_default(self) -> str:
            return "ipc" if sockets else "tcp"

        async def start_kernel(self, **options: Any) -> Any:  # type: ignore[override]
            # What the process itself says goes to a file: cells' output does not come this way, and a process
            # stopped by Ctrl-C complains at length.
            with (folder / LOG).open("w") as log:
                return await super().start_kernel(stdout=log, stderr=log, **options)

    return ThisPythonKernelManager

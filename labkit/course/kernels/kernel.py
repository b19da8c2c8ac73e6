"""The kernel in which lessons run: always the Python that runs labkit.

A kernel registered as ``python3`` may belong to another Python, one without labkit. So nothing that is
registered is asked: the one specification known here starts this very interpreter.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from traitlets import Type, default

from labkit.course.kernels.environment import LOG, NAME, environment, provisioner_name

if TYPE_CHECKING:
    from labkit.course.kernels.sandbox import SandboxFolder


_LONGEST_SOCKET_PATH = 90
_PAUSE = 0.005
"""Seconds between two looks at a kernel that is to end; jupyter_client looks every tenth of a second."""


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
            metadata={"kernel_provisioner": {"provisioner_name": provisioner_name()}},
        )


class _Client(AsyncKernelClient):
    """A client that knows a kernel is ready as soon as it is: the usual one listens for 0.2 seconds more."""

    largest: int | None = None

    def start_channels(self, *_: Any, **__: Any) -> None:
        """Connect the two channels that a notebook needs, and `wait_for_ready` hears from.

        A kernel aborts when somebody connects while a cell has opened all the files it may (libzmq asserts that this
        cannot happen), and the others may be late.
        """
        super().start_channels(stdin=False, hb=False, control=False)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        end = time.monotonic() + (timeout or float("inf"))
        while not await self._answered():
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > end:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _answered(self) -> bool:
        """Ask for a sign of life on both channels that a notebook needs."""
        self.kernel_info()
        try:
            await self.get_shell_msg(timeout=1)
            await self.get_iopub_msg(timeout=0.2)
        except Empty:
            return False
        return True

    def _create_connected_socket(self, channel: str, identity: bytes | None = None) -> Any:
        # What a hand-in sends is read into the memory of the process that grades. The context is this client's own.
        if self.largest is not None:
            self.context.setsockopt(zmq.MAXMSGSIZE, self.largest)
        return super()._create_connected_socket(channel, identity)


class _ConfinedClient(_Client):
    largest = 32 << 20


def kernel_manager_class(folder: Path, sandbox_folder: SandboxFolder | None = None) -> type[AsyncKernelManager]:
    """Return a class of kernel managers that start this Python."""
    connection_file = folder / "kernel.json"
    sockets = os.name == "posix" and len(str(connection_file)) < _LONGEST_SOCKET_PATH
    confined = sandbox_folder is not None and sandbox_folder.sandboxes is not None

    class ThisPythonKernelManager(AsyncKernelManager):
        client_factory = Type(_ConfinedClient if confined else _Client)

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
            if confined:
                from labkit.course.kernels.provisioner import WarmProvisioner

                spec = self.kernel_spec
                self.provisioner = WarmProvisioner(
                    kernel_id=uuid4().hex, kernel_spec=spec, parent=self, sandbox_folder=sandbox_folder
                )
            # What the process itself says goes to a file: cells' output does not come this way, and a process
            # stopped by Ctrl-C complains at length.
            with (folder / LOG).open("w") as log:
                return await super().start_kernel(stdout=log, stderr=log, **options)

        async def _async_post_start_kernel(self, **options: Any) -> None:
            # Without the channel for a polite farewell, which is connected when it is needed: see `_Client`.
            assert self.provisioner is not None
            await self.provisioner.post_launch(**options)

        async def _async_wait(self, pollinterval: float = 0.1) -> None:
            await super()._async_wait(min(pollinterval, _PAUSE))

        def write_connection_file(self, **options: Any) -> None:
            super().write_connection_file(**options)
            if sandbox_folder is not None:
                sandbox_folder.open()

    return ThisPythonKernelManager

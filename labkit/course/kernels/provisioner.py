"""How jupyter_client gets a warm kernel: the provisioner ``labkit-warm``."""

from __future__ import annotations

import os
import subprocess
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Any as Any_

from labkit.course.kernels.environment import GRADING
from labkit.course.kernels.fork_client import ForkedKernel, ForkServerError, can_fork, fork_server
from labkit.course.kernels.ordinary import tell_once_of_ordinary_kernels

_MODULE = ["-m", "ipykernel_launcher"]


class WarmProvisioner(LocalProvisioner):
    """Forks a kernel from a process that has imported the course's libraries; else starts it in the ordinary way."""

    sandbox_folder = Any_(help="The sandbox folder of the sandbox that the kernel runs in; None without a sandbox.")

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel."""
        sandboxes = self.sandbox_folder.sandboxes if self.sandbox_folder else None
        if not sandboxes and (not can_fork() or cmd[1:3] != _MODULE):
            tell_once_of_ordinary_kernels()
            return await super().launch_kernel(cmd, **kwargs)
        env = kwargs.get("env") or dict(os.environ)
        try:
            with open(os.devnull, "wb") as nowhere:
                files = [_file_number(kwargs.get(name), nowhere.fileno()) for name in ("stdout", "stderr")]
                # Lessons draw; whether hand-ins do was said when their grading began.
                mother = fork_server(env, sandboxes, pictures=None if GRADING in env else True)
                pid = mother.fork(cmd[3:], env, str(kwargs.get("cwd") or os.getcwd()), files, self._box())
        except ForkServerError as error:
            if sandboxes:
                raise  # never outside the sandbox instead
            self.log.warning("%s Starting an ordinary kernel.", error.problem)
            return await super().launch_kernel(cmd, **kwargs)
        # A stand-in with the methods of Popen that jupyter_client calls.
        self.process = ForkedKernel(mother, pid)  # type: ignore[assignment]
        self.pid = pid
        self.pgid = None if sandboxes else pid
        self.cwd = kwargs.get("cwd", self.cwd)
        return self.connection_info

    def _box(self) -> dict[str, Any] | None:
        if self.sandbox_folder is None or self.sandbox_folder.sandboxes is None:
            return None
        box: dict[str, Any] = self.sandbox_folder.box()
        return box


def _file_number(stream: Any, otherwise: int) -> int:
    if stream is None or stream == subprocess.DEVNULL or stream == subprocess.PIPE:
        return otherwise
    return stream if isinstance(stream, int) else int(stream.fileno())

"""The process that forks the kernels of hand-ins, started early: it imports the libraries while this one gets ready."""

from __future__ import annotations

import os

from labkit.course.kernels.environment import environment, grading_environment, is_warm
from labkit.course.kernels.fork_client import ForkServer, fork_server
from labkit.course.kernels.sandbox import sandbox_folders


def grading_fork_server(*, confined: bool, pictures: bool | None = None) -> ForkServer | None:
    """Return the fork server of hand-ins' kernels; the first call starts it and does not wait for it."""
    if confined:
        return fork_server(environment() | grading_environment(), sandbox_folders(), pictures=pictures)
    return fork_server(os.environ | environment(), pictures=pictures) if is_warm() else None

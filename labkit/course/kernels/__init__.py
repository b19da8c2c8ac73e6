"""Warm kernels: Jupyter kernels forked from a process that has already imported the course's libraries.

Most of a short notebook's time is spent importing pandas, statsmodels and seaborn. A *fork server* (`fork server.py`)
imports them once and forks a kernel when asked to; `provisioner.py` is how jupyter_client asks. Where forking is not
possible (Windows, macOS), kernels start in the ordinary way.
"""

from labkit.course.kernels.fork_client import can_fork

__all__ = ["can_fork"]

"""The sandbox in which hand-ins run, on Linux: bubblewrap around the fork server, a sandbox folder for each kernel.

``bubblewrap`` (the program ``bwrap``) starts the fork server of warm kernels (`labkit.course.kernels`) without network
and with sight of nothing but Python, its packages, labkit and the data. Each kernel that the fork server forks then
goes into a
*sandbox folder* (`confine.py`): namespaces of its own, one writable folder in memory, limits, no privileges, and none
of the system calls that would lead around them (`refuse.py`). It sees neither solutions nor the gradebook, no other
hand-in, no process but its own, and none of this user's environment; it ends with all its children. The fork server
looks at how much memory all its processes use together (`memory.py`).
"""

from labkit.course.kernels.sandbox.bubblewrap import Finding, SandboxError, required, sandbox
from labkit.course.kernels.sandbox.folders import SandboxFolder, sandbox_folder, sandbox_folders

__all__ = ["Finding", "SandboxError", "SandboxFolder", "required", "sandbox", "sandbox_folder", "sandbox_folders"]

"""ipykernel's kernel without what costs time in every kernel, and serves only people who sit before one."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any

from ipykernel import ipkernel
from ipykernel.iostream import OutStream
from ipykernel.kernelapp import IPKernelApp
from traitlets import default
from traitlets.config import Config
from traitlets.config.loader import DeferredConfigString


class FrugalKernelApp(IPKernelApp):
    """ipykernel's application that reads its arguments without first listing all there could be.

    Attributes
    ----------
    when_connected
        Called when the sockets and the connection file are there, before anything of the notebook can run.
    """

    when_connected: Callable[[], None] = staticmethod(lambda: None)

    def write_connection_file(self, **options: Any) -> None:
        """Write the file, if it is not there."""
        super().write_connection_file(**options)
        self.when_connected()

    def init_path(self) -> None:
        """Let the notebook import what lies beside it, as in any kernel; only the fork_server itself must not."""
        if "" not in sys.path and not self.ignore_cwd:
            installed = [path.endswith(("site-packages", "dist-packages")) for path in sys.path]
            sys.path.insert(installed.index(True) if any(installed) else 0, "")

    @default("outstream_class")
    def _outstream_class_default(self) -> str:
        return f"{FrugalStream.__module__}.{FrugalStream.__qualname__}"

    def parse_command_line(self, argv: Any = None) -> None:
        """Take the arguments with which jupyter_client and nbclient start a kernel; others as ipykernel does."""
        config = config_of(list(argv or ()))
        if config is None:
            super().parse_command_line(argv)
            return
        self.cli_config = config
        self.update_config(config)


def config_of(argv: list[str]) -> Config | None:
    """Return the settings in arguments such as ``-f FILE --Class.trait=value``; None if they are others.

    Examples
    --------
    >>> config_of(["-f", "kernel.json", "--HistoryManager.hist_file=:memory:"])["IPKernelApp"]
    {'connection_file': 'kernel.json'}
    >>> config_of(["--debug"]) is None
    True
    """
    config = Config()
    match argv:
        case ["-f", file, *others]:
            config.IPKernelApp.connection_file = file
        case _:
            return None
    for other in others:
        setting = re.fullmatch(r"--(\w+)\.(\w+)=(.*)", other, flags=re.S)
        if setting is None:
            return None
        name, trait, value = setting.groups()
        config[name][trait] = DeferredConfigString(value)
    return config


class FrugalStream(OutStream):
    """An output stream that is passed on only if something was written.

    ipykernel passes both streams on four times for each cell, and each time waits for another thread. What a cell
    writes still comes before the news that the cell has ended: that thread sends both.
    """

    def flush(self) -> None:
        """Pass on what was written."""
        if self._buffers:
            super().flush()  # type: ignore[no-untyped-call]


class _SysWithoutModules:
    modules: dict[str, Any] = {}  # noqa: RUF012

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


def do_without_module_list() -> None:
    """Let ipykernel list no modules: the list is for the debugger, and to read it all touches memory far and wide."""
    ipkernel.sys = _SysWithoutModules()  # type: ignore[assignment,attr-defined]

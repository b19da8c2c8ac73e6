"""How papermill runs a lesson's cells here: nothing is written while they run, and their time is measured.

papermill's own way saves the notebook twice for each cell, which takes longer than most cells do. Here it is saved
once, at the end; or where it stopped, also when the kernel died.
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.iorw import write_ipynb
from papermill.log import logger
from traitlets import Instance, Unicode

from labkit.course.building.times import Times

ENGINE = "labkit"
"""The name under which papermill knows this way of running a notebook."""


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    half_run = Unicode(help="The file to write if the kernel dies.")
    times = Instance(Times, help="Where to note the time.")

    def papermill_execute_cells(self) -> None:
        """Run the cells."""
        process = _process(self.km)
        start, used, waited = time.monotonic(), _processor(process), _waited(process)
        try:
            super().papermill_execute_cells()
        except BaseException:
            write_ipynb(self.nb_man.nb, self.half_run)
            raise
        finally:
            gone, used = time.monotonic() - start, max(0.0, _processor(process) - used)
            after = _waited(process)
            worked = min(gone, used) if used else gone  # a kernel that has died does not tell any more
            if waited is None or after is None:
                self.times.seconds = worked
            else:  # not below what it worked: of several threads the first may have waited while others worked
                self.times.seconds = max(worked, gone - (after - waited))
            self.times.processor = used


class _Engine(NBClientEngine):  # type: ignore[misc]
    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
        """Run the notebook."""
        options.pop("input_path", None)
        timeout, start = options.pop("execution_timeout", None), options.pop("start_timeout", 60)
        options |= {"timeout": timeout, "startup_timeout": start, "kernel_name": kernel_name, "log": logger}
        return _Client(nb_man, **options).execute()


papermill_engines.register(ENGINE, _Engine)


def _process(manager: Any) -> psutil.Process | None:
    with suppress(psutil.Error, AttributeError, TypeError):
        return psutil.Process(manager.provisioner.pid)
    return None


def _processor(process: psutil.Process | None) -> float:
    """Return the processor time of a kernel and of the processes that it has waited for."""
    with suppress(psutil.Error):
        return sum(process.cpu_times()[:4]) if process else 0.0
    return 0.0


def _waited(process: psutil.Process | None) -> float | None:
    """Return how long a kernel was ready to run but had no processor; None where the system does not tell."""
    with suppress(OSError, ValueError):
        told = Path(f"/proc/{process.pid if process else 0}/schedstat").read_text()
        ran, waited, _ = (int(word) for word in told.split())
        return waited / 1e9 if ran else None
    return None

"""A real cluster on this computer: a scheduler and workers, each a process of its own, as the README starts them."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="clusters need Dask: pip install 'labkit[cluster]'")
from distributed import Client


class Cluster:
    """A scheduler, and as many workers as are asked for."""

    def __init__(self, folder: Path, **env: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self._folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", str(port), **env)
        self._wait_until_it_listens(port)

    def _start(self, *words: str, **env: str) -> subprocess.Popen[bytes]:
        log = (self._folder / f"{words[0]}-{len(self.processes)}.log").open("wb")
        with log:
            process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "dask", *words, "--no-dashboard"],
                cwd=self._folder,  # shares nothing with the course
                env={**os.environ, **env},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.processes.append(process)
        return process

    def _wait_until_it_listens(self, port: int) -> None:
        for _ in range(600):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            time.sleep(0.05)
        raise TimeoutError(self.logs())

    def worker(self, *words: str, **env: str) -> subprocess.Popen[bytes]:
        """Start a worker with one thread."""
        options = ["--nthreads", "1", "--host", "127.0.0.1", "--local-directory", str(self._folder)]
        return self._start("worker", self.address, *options, *words, **env)

    def logs(self) -> str:
        return "\n".join(path.read_text("utf-8", "replace") for path in sorted(self._folder.glob("*.log")))

    def close(self) -> None:
        """End all processes; a nanny's worker ends with it."""
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def course(released: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(released, tmp_path / "course"))


@pytest.fixture(scope="session")
def scheduler_and_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        made.worker()
        made.worker()
        yield made
    finally:
        made.close()


@pytest.fixture
def cluster(scheduler_and_workers: Cluster) -> Cluster:
    """A scheduler with two workers, each of which a nanny replaces if it dies."""
    with Client(scheduler_and_workers.address, timeout=60) as client:
        client.wait_for_workers(2, timeout=120)
    return scheduler_and_workers


@pytest.fixture
def empty_cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler without workers."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    made = Cluster(folder)
    try:
        yield made
    finally:
        made.close()

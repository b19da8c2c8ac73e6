"""One fork server for several processes: each has its own kernels, and those of one end without the others'."""

import os
import time
from pathlib import Path

import nbformat
import pytest

from labkit.course.kernels import can_fork, environment, fork_client as client

pytestmark = [pytest.mark.course, pytest.mark.skipif(not can_fork(), reason="kernels are forked on Linux only")]


def ended(server: client.ForkServer, pid: int) -> bool:
    end = time.monotonic() + 120
    while server.poll(pid) is None and time.monotonic() < end:
        time.sleep(0.05)
    return server.poll(pid) is not None


def forked(server: client.ForkServer, folder: Path, name: str) -> int:
    env = {**os.environ, **environment.environment()}
    return server.fork(["-f", str(folder / f"{name}.json")], env, str(folder), [])


def test_the_kernels_of_a_process_that_is_gone_end_and_the_others_go_on(tmp_path):
    mother = client.ForkServer(environment.environment(), shares=2)
    first, second = (client.ForkServer.joined(share) for share in mother.shares)
    try:
        one, two, three = (forked(n, tmp_path, str(k)) for k, n in enumerate((mother, first, second)))
        assert [mother.poll(pid) for pid in (one, two, three)] == [None] * 3
        first.close()
        assert ended(mother, two)
        assert [mother.poll(one), second.poll(three)] == [None, None]
        assert forked(second, tmp_path, "four") not in (one, two, three)
    finally:
        mother.close()
    assert second.poll(three) is not None
    assert not second.alive


def test_tables_look_as_in_an_ordinary_notebook(labkit_command, toy, tmp_path, monkeypatch):
    root = toy.new_course(tmp_path)
    cells = [
        toy.code("import pandas as pd\npd.DataFrame([[f'{k} and some more words' for k in range(12)]])"),
        toy.code("[pd.get_option(name) for name in ('display.max_columns', 'display.width', 'display.max_rows')]"),
    ]
    toy.save(root, "day1/1.1-toy", toy.notebook("1.1", "Toy", cells))
    shown = []
    for warm in "10":
        monkeypatch.setenv(environment.WARM, warm)
        assert labkit_command("--course", root, "build", "--jobs", "1", "--force").code == 0
        executed = nbformat.read(root / "build/cambodia/day1/1.1-toy/executed.ipynb", as_version=4)
        shown.append([cell.outputs for cell in executed.cells if cell.cell_type == "code"])
    assert shown[0] == shown[1]

"""Warm kernels do what ordinary ones do, only sooner."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook

from labkit.course.exercises.nbgrader_steps import quiet
from labkit.course.kernels import can_fork, environment, fork_client as client, kernel
from labkit.course.kernels.provisioner import WarmProvisioner

pytestmark = [
    pytest.mark.course,
    pytest.mark.skipif(not can_fork(), reason="kernels are forked on Linux only"),
]


def run(folder: Path, *cells: str, **options: Any) -> list[Any]:
    """Run cells and return what each of them left behind: the text of its value or of its error."""
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    folder.mkdir(exist_ok=True)
    (folder / "own_module.py").write_text("WORD = 'beside'")
    with quiet():
        NotebookClient(
            notebook,
            kernel_name=environment.NAME,
            kernel_manager_class=kernel.kernel_manager_class(folder),
            resources={"metadata": {"path": str(folder)}},
            **options,
        ).execute()
    return [outputs(cell) for cell in notebook.cells]


def outputs(cell: Any) -> str:
    return "".join(
        output.get("text") or output.get("data", {}).get("text/plain") or output.get("ename", "")
        for output in cell.outputs
    )


CELLS = (
    "import labkit as lk, pandas, os, sys, __main__",
    "lk.informality.informal_employment_rate(lk.load('lfs'))",
    "print(os.environ['LABKIT_BUILD'], os.getcwd() == os.environ.get('PWD_WANTED', os.getcwd()))",
    "1 / 0",
    "[name for name in dir(__main__) if not name.startswith('_')], sys.path",
    "import own_module; own_module.WORD",
    "import matplotlib; matplotlib.get_backend()",
    "%who",
)


def test_the_outputs_are_those_of_an_ordinary_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warm = run(tmp_path / "warm", *CELLS, allow_errors=True)
    assert "'beside'" in warm
    monkeypatch.setenv(environment.WARM, "0")
    assert warm == run(tmp_path / "ordinary", *CELLS, allow_errors=True)


def test_the_libraries_are_there_already_and_the_lesson_s_names_are_not(tmp_path: Path) -> None:
    loaded, names = run(tmp_path, "import sys; 'pandas' in sys.modules and 'seaborn' in sys.modules", "%who")
    assert loaded == "True"
    assert "pandas" not in names


def test_nobody_connects_to_a_kernel_that_already_runs_cells(tmp_path: Path) -> None:
    """A kernel whose cell has opened all the files it may is aborted by one more connection."""
    connected = f"""import re, time
time.sleep(0.5)  # a connection that was refused is tried again after a tenth of a second
table = open("/proc/net/unix").read()
sorted(set(re.findall(r" 03 +[0-9]+ {tmp_path}/kernel-ipc-([0-9]+)", table)))"""
    assert run(tmp_path, connected) == ["['1', '2']"]  # shell and iopub, both used before the first cell


def test_a_lesson_has_the_libraries_for_pictures_after_an_exercise_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = "import sys; 'seaborn' in sys.modules"
    client.close_fork_server()
    client.fork_server(os.environ | environment.environment(), pictures=False)
    with monkeypatch.context() as grading:
        grading.setenv(environment.GRADING, "autograde")
        assert run(tmp_path / "exercise", cell) == ["False"]
    assert run(tmp_path / "lesson", cell) == ["True"]


@pytest.mark.parametrize("argument", ["--IPKernelApp.log_level=40", "--log-level=40"])
def test_a_kernel_takes_further_arguments(tmp_path: Path, argument: str) -> None:
    told = "from ipykernel.kernelapp import IPKernelApp as App; App.instance().log_level"
    cell = f"{told}, get_ipython().history_manager.hist_file"
    assert run(tmp_path, cell) == ["(30, ':memory:')"]
    assert run(tmp_path, cell, extra_arguments=[argument]) == ["(40, ':memory:')"]


def test_what_a_cell_prints_stands_before_what_it_shows(tmp_path: Path) -> None:
    cell = "import os, sys\nprint('first')\ndisplay('second')\nprint('third', file=sys.stderr)\n'fourth'"
    assert run(tmp_path, cell, "print('x', end='')", "'y'") == ["first\n'second'third\n'fourth'", "x", "'y'"]


def test_kernels_have_random_numbers_of_their_own(tmp_path: Path) -> None:
    cell = "import random, numpy; random.random(), numpy.random.random()"
    assert run(tmp_path / "a", cell) != run(tmp_path / "b", cell)


def test_a_kernel_leaves_nothing_to_the_next_one(tmp_path: Path) -> None:
    run(tmp_path / "a", "import pandas, os; pandas.spoilt = 1; os.environ['SPOILT'] = '1'")
    assert run(tmp_path / "b", "import pandas, os; hasattr(pandas, 'spoilt'), 'SPOILT' in os.environ") == [
        "(False, False)"
    ]


def test_an_endless_cell_is_interrupted(tmp_path: Path) -> None:
    with pytest.raises(CellTimeoutError):
        run(tmp_path, "while True: pass", timeout=1)
    _, error, after = run(
        tmp_path / "b", "import time", "time.sleep(60)", "'still here'", timeout=1, interrupt_on_timeout=True,
        allow_errors=True,
    )  # fmt: skip
    assert "KeyboardInterrupt" in error
    assert after == "'still here'"


@pytest.mark.parametrize("death", ["import os; os._exit(0)", "import os; os.kill(os.getpid(), 9)"])
def test_a_kernel_that_dies_is_noticed_at_once(tmp_path: Path, death: str) -> None:
    start = time.monotonic()
    with pytest.raises(DeadKernelError):
        run(tmp_path, death, "1")
    assert time.monotonic() - start < 120
    assert run(tmp_path / "next", "1 + 1") == ["2"]


def test_a_fork_server_that_was_killed_is_replaced(tmp_path: Path) -> None:
    run(tmp_path / "a", "1")
    before = client.fork_server({})
    os.kill(before._process.pid, signal.SIGKILL)
    before._process.wait()
    assert run(tmp_path / "b", "1 + 1") == ["2"]
    assert client.fork_server({}) is not before


def test_kernels_end_with_the_process_that_asked_for_them(tmp_path: Path) -> None:
    own = client.ForkServer(environment.environment())
    connection = tmp_path / "kernel.json"
    pid = own.fork(["-f", str(connection)], {**os.environ, **environment.environment()}, str(tmp_path), [])
    assert own.poll(pid) is None
    own.close()
    end = time.monotonic() + 120
    while is_running(pid) and time.monotonic() < end:
        time.sleep(0.1)
    assert not is_running(pid)


def is_running(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and ") Z " not in state.read_text()


def test_where_nothing_can_be_forked_kernels_start_in_the_ordinary_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labkit.course.kernels.provisioner.can_fork", lambda: False)
    assert run(tmp_path, "import sys; 'seaborn' in sys.modules") == ["False"]


def test_a_fork_server_that_does_not_start_is_said_and_replaced_by_an_ordinary_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> client.ForkServer:
        raise client.ForkServerError("The process that prepares kernels is gone.")

    monkeypatch.setattr("labkit.course.kernels.provisioner.fork_server", broken)
    assert run(tmp_path, "1 + 1") == ["2"]
    assert "Starting an ordinary kernel" in caplog.text


def test_the_provisioner_is_registered() -> None:
    from importlib.metadata import entry_points

    (found,) = entry_points(group="jupyter_client.kernel_provisioners", name=environment.PROVISIONER)
    assert found.load() is WarmProvisioner
    assert sys.platform == "linux"

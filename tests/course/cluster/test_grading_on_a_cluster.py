"""Grading a class on a Dask cluster: a real scheduler, real workers, and what can go wrong with them."""

from __future__ import annotations

import contextlib
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

import labkit
from labkit.course.cluster import connection, grading as on_cluster, sending
from labkit.course.cluster.facts import facts
from labkit.errors import CourseError

pytestmark = pytest.mark.course

READS = "mean_age = float(open('mine.txt').read()) + lfs.frame['age'].mean()"
TRAINEES = {
    "bopha": {},
    "dara": {"q1_answer": "mean_age = 3"},
    "mealea": {"q1_answer": READS},
    "sokha": {"q3_answer": "import os\nos._exit(0)"},
}
EXPECTED = {
    "bopha": ["2", "2", "1"],
    "dara": ["0", "2", "1"],
    "mealea": ["2", "2", "1"],
    "sokha": ["2", "2", "0"],
}


def class_of(course: Path, small) -> Path:
    for trainee, changes in TRAINEES.items():
        folder = small.hand_in(course, trainee, **changes)
        (folder / "mine.txt").write_text("0")
    return course


def slow_class(course: Path, small, number: int, seconds: float) -> Path:
    for each in range(number):
        small.hand_in(course, f"t{each}", q3_answer=f"import time\ntime.sleep({seconds})\nletter = 'C'")
    return course


def grading(course: Path, small, address: str) -> subprocess.Popen[str]:
    """Start ``labkit grade`` as a process of its own, to be disturbed."""
    words = ["-m", "labkit.course.cli", "--course", str(course), "grade", small.day, "--scheduler", address]
    return subprocess.Popen([sys.executable, *words], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)


@contextlib.contextmanager
def when_the_first_is_done(course: Path, small, act):
    """Do something to the cluster, from another thread, as soon as one hand-in is graded."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.02):
            if list((course / "class" / "autograded").glob(f"*/{small.day}/{small.day}.ipynb")):
                act()
                return

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextlib.contextmanager
def another_worker(cluster, **env: str):
    process = cluster.worker("--no-nanny", **env)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_the_marks_are_those_of_one_machine(cluster, course, small, labkit_command, tmp_path):
    class_of(course, small)
    alone = Path(shutil.copytree(course, tmp_path / "alone"))
    ran = labkit_command("--course", course, "grade", small.day, "--scheduler", cluster.address)
    assert ran.code == 0, ran.err + cluster.logs()
    assert re.search(r"^Hand-ins run on 2 workers on \S+, 2 at a time\.$", ran.err, flags=re.MULTILINE)
    assert small.marks(course) == EXPECTED
    assert "q3-answer ended Python (left out)" in ran.err
    assert labkit_command("--course", alone, "grade", small.day).code == 0
    ours, theirs = small.tables(course), small.tables(alone)
    assert {name: len(rows) for name, rows in ours.items()} == {name: len(rows) for name, rows in theirs.items()}
    assert ours["grade"] == theirs["grade"]

    again = labkit_command("--course", course, "grade", small.day, "--scheduler", cluster.address)
    assert again.code == 0
    assert re.search(r"4 graded before\.$", again.err, flags=re.MULTILINE)


def test_nothing_is_lost_when_a_worker_is_killed(cluster, course, small, labkit_command):
    slow_class(course, small, 5, 0.6)
    killed = []

    def kill() -> None:
        for child in psutil.Process(cluster.processes[1].pid).children():  # of its nanny
            if "spawn_main" in " ".join(child.cmdline()):
                child.send_signal(signal.SIGKILL)
                killed.append(child.pid)

    with when_the_first_is_done(course, small, kill):
        ran = labkit_command("--course", course, "grade", small.day, "--scheduler", cluster.address)
    assert killed
    assert ran.code == 0, ran.err
    assert small.marks(course) == {f"t{number}": ["2", "2", "1"] for number in range(5)}
    assert "5 graded." in ran.err


def test_an_interrupted_run_frees_the_workers(cluster, course, small):
    settings = course / "nbgrader_config.py"
    patient = re.sub(r"c\.Execute\.timeout = \d+", "c.Execute.timeout = 120", settings.read_text())
    settings.write_text(patient)  # nothing ends by itself while this test looks
    endless = dict.fromkeys(("q1_answer", "q2_answer", "q3_answer"), "while True: pass")
    for trainee in ("endless", "endless too"):
        small.hand_in(course, trainee, **endless)
    process = grading(course, small, cluster.address)
    with connection.connected(cluster.address, facts, same=facts()["same"]) as (client, _):
        busy = client_waits(client, {1, 2}, 90)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[1]
        free = client_waits(client, {0}, 60)
    assert busy and free, said
    assert process.returncode == 130, said
    assert "Traceback" not in said


def client_waits(client, wanted: set[int], seconds: float) -> bool:
    """Wait until the workers run so many hand-ins, all together."""
    end = time.monotonic() + seconds
    while sum(client.run(on_cluster.running).values()) not in wanted:
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def test_a_job_that_kills_its_workers_fails_alone(cluster):
    jobs = {"kills": b"__import__('os')._exit(3)", "fine": b"b'done'", "fine too": b"b'done too'", "odd": b"1/0"}
    with connection.connected(cluster.address, facts, same=facts()["same"]) as (client, _):
        answers = dict(sending.executed(jobs, jobs.get, eval, client, 4))
    assert (answers["fine"], answers["fine too"]) == (b"done", b"done too")
    assert answers["kills"].problem == "Every worker that ran it ended."
    assert "ZeroDivisionError" in answers["odd"].got


def test_jobs_are_made_ready_when_their_turn_comes(cluster):
    ready = []

    def parcel(number: int) -> bytes:
        if number == 3:
            raise CourseError("This one cannot be sent.")
        ready.append(number)
        return b"__import__('time').sleep(0.05) or b'done'"

    seen = []
    with connection.connected(cluster.address, facts, same=facts()["same"]) as (client, _):
        for job, answer in sending.executed(range(12), parcel, eval, client, 3):
            seen.append(job)
            assert len(ready) <= len(seen) + 3
            assert (answer == b"done") != (job == 3)
    assert sorted(seen) == list(range(12))


def test_no_worker(empty_cluster, course, small, labkit_command, monkeypatch):
    monkeypatch.setattr(connection, "_WORKERS_WAIT", 0.5)
    small.hand_in(course, "bopha")
    ran = labkit_command("--course", course, "grade", small.day, "--scheduler", empty_cluster.address)
    assert ran.code == 1
    assert "The scheduler has no workers yet; waiting" in ran.err
    assert "The scheduler has no workers." in ran.err
    assert f"dask worker {empty_cluster.address}" in ran.err
    assert small.marks(course) == {}


def test_a_worker_with_another_labkit(empty_cluster, course, small, labkit_command, tmp_path):
    small.hand_in(course, "bopha")
    other = tmp_path / "other"
    shutil.copytree(Path(labkit.__file__).parent, other / "labkit", ignore=shutil.ignore_patterns("__pycache__"))
    init = other / "labkit" / "__init__.py"
    init.write_text(init.read_text().replace(f'"{labkit.__version__}"', '"0.0.9"'))
    with another_worker(empty_cluster, PYTHONPATH=str(other)):
        ran = labkit_command("--course", course, "grade", small.day, "--scheduler", empty_cluster.address)
    assert ran.code == 1
    assert "Not all workers have the same labkit" in ran.err
    assert re.search(rf"tcp://\S+\): labkit 0\.0\.9 \(here {re.escape(labkit.__version__)}\), files of labkit", ran.err)


def test_a_worker_without_a_sandbox(empty_cluster, course, small, labkit_command, monkeypatch):
    monkeypatch.delenv("LABKIT_UNSAFE", raising=False)
    small.hand_in(course, "bopha")
    with another_worker(empty_cluster, LABKIT_SANDBOX="0", LABKIT_UNSAFE="0"):
        ran = labkit_command("--course", course, "grade", small.day, "--scheduler", empty_cluster.address)
        assert ran.code == 1
        assert re.search(r"the worker on \S+ has no sandbox", ran.err)
        assert "switched off (LABKIT_SANDBOX=0)" in ran.err
        assert "--unsafe" in ran.err
        assert small.marks(course) == {}
        ran = labkit_command("--course", course, "grade", small.day, "--unsafe", "--scheduler", empty_cluster.address)
    assert ran.code == 0, ran.err
    assert small.marks(course) == {"bopha": ["2", "2", "1"]}


def test_a_scheduler_that_is_lost(empty_cluster, course, small, labkit_command):
    slow_class(course, small, 3, 0.5)
    with another_worker(empty_cluster), when_the_first_is_done(course, small, empty_cluster.scheduler.kill):
        ran = labkit_command("--course", course, "grade", small.day, "--scheduler", empty_cluster.address)
    assert ran.code == 1
    assert "The connection to the scheduler is lost." in ran.err
    ran = labkit_command("--course", course, "grade", small.day)
    assert ran.code == 0
    assert "graded before" in ran.err
    assert small.marks(course) == {f"t{number}": ["2", "2", "1"] for number in range(3)}


def test_workers_that_are_all_gone(empty_cluster, course, small, labkit_command, monkeypatch):
    monkeypatch.setattr(sending, "_LOOK", 0.3)
    monkeypatch.setattr(sending, "_GRACE", 0.5)
    slow_class(course, small, 3, 0.5)
    with another_worker(empty_cluster) as process, when_the_first_is_done(course, small, process.kill):
        ran = labkit_command("--course", course, "grade", small.day, "--scheduler", empty_cluster.address)
    assert ran.code == 1
    assert "All workers are gone; waiting" in ran.err
    assert "All workers are gone, and no new one came." in ran.err
    assert len(list((course / "class" / "autograded").iterdir())) >= 1


def test_a_wrong_address(course, small, labkit_command):
    small.hand_in(course, "bopha")
    start = time.monotonic()
    ran = labkit_command("--course", course, "grade", small.day, "--scheduler", "tcp://127.0.0.1:9")
    assert ran.code == 1
    assert "The scheduler cannot be reached." in ran.err
    assert "dask scheduler" in ran.err
    assert time.monotonic() - start < 6
    ran = labkit_command("--course", course, "grade", small.day, "--scheduler", "http://127.0.0.1:8786")
    assert ran.code == 1
    assert "no address of a scheduler" in ran.err
    ran = labkit_command("--course", course, "grade", small.day, "--scheduler", "tls://127.0.0.1:8786")
    assert ran.code == 1
    assert "needs a certificate" in ran.err
    assert small.marks(course) == {}


def test_without_the_package(course, small, labkit_command, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    ran = labkit_command("--course", course, "grade", small.day, "--scheduler", "tcp://127.0.0.1:9")
    assert ran.code == 1
    assert "The package distributed is not installed" in ran.err
    assert ".[cluster]" in ran.err


def test_nothing_of_dask_is_imported_without_a_scheduler():
    code = "import sys, labkit.course.commands.grade, labkit.course.grading.run; print('distributed' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"

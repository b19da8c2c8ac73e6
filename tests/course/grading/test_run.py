"""Grading a class: in parallel, again, interrupted, killed."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from labkit.course.grading.pool import in_parallel
from labkit.course.kernels import can_fork
from labkit.course.support.console import note
from labkit.course.support.progress import Progress, clock

pytestmark = pytest.mark.course

MOMENTS = int(os.environ.get("LABKIT_KILLS", "4"))
TRAINEES = {
    "bopha": {},
    "dara": {"q1_answer": "mean_age = 3"},
    "sokha": {"q3_answer": "import os\nos._exit(0)"},
    "vanna": {"q2_answer": "from tools.own import mean\nmean_weight = mean(lfs.frame['weight'])"},
}


def class_of(course: Path, small) -> Path:
    for trainee, changes in TRAINEES.items():
        folder = small.hand_in(course, trainee, **changes)
    (folder / "tools").mkdir(exist_ok=True)
    (folder / "tools" / "own.py").write_text("def mean(values):\n    return sum(values) / len(values)\n")
    return course


def graded_before(undisturbed, course) -> dict[Path, bytes]:
    """Let the class be one that was graded, and return its graded notebooks."""
    shutil.rmtree(course)
    shutil.copytree(undisturbed[0], course)
    return {path: path.read_bytes() for path in (course / "class" / "autograded").rglob("*.ipynb")}


EXPECTED = {
    "bopha": ["2", "2", "1"],
    "dara": ["0", "2", "1"],
    "sokha": ["2", "2", "0"],
    "vanna": ["2", "2", "1"],
}


@pytest.fixture(scope="module")
def undisturbed(released, small, labkit_command, tmp_path_factory):
    root = Path(shutil.copytree(released, tmp_path_factory.mktemp("undisturbed") / "course"))
    class_of(root, small)
    return root, labkit_command("--course", root, "grade", small.day)


def test_hand_ins_are_graded_side_by_side(undisturbed, small):
    root, ran = undisturbed
    assert ran.code == 0, ran.err
    assert small.marks(root) == EXPECTED
    assert re.search(r"^\[4/4\] \w+: graded in [\d.]+ s", ran.err, flags=re.MULTILINE)
    assert re.search(r"about \d:\d\d left\)$", ran.err, flags=re.MULTILINE)
    assert re.search(r"^4 hand-ins in \d:\d\d: 4 graded\.$", ran.err, flags=re.MULTILINE)
    assert "q3-answer ended Python (left out)" in ran.err
    assert "\r" not in ran.err


def test_the_gradebook_is_the_one_that_nbgrader_alone_makes(undisturbed, course, small):
    """nbgrader's own command, on the same class, one hand-in after the other."""
    root, _ = undisturbed
    class_of(course, small)
    shutil.copytree(root / "class" / "accepted", course / "class" / "accepted")
    home = course / "home"
    program = [sys.executable, "-m", "nbgrader"]
    env = {
        **os.environ,
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home),
        "PYTHONPATH": str(Path(__file__).parents[3]),
    }
    for words in (["generate_assignment", small.day, "--force"], ["autograde", small.day]):
        ran = subprocess.run([*program, *words], cwd=course, env=env, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
    ours, theirs = small.tables(root), small.tables(course)
    assert ours.keys() == theirs.keys()
    for name in ours:
        assert ours[name] == theirs[name], name
    for trainee in TRAINEES:
        cells = [
            [(each.source, each.get("outputs")) for each in small.graded(where, trainee).cells]
            for where in (root, course)
        ]
        assert cells[0] == cells[1]


def test_nothing_is_graded_twice_and_what_changed_is(undisturbed, course, small, labkit_command):
    graded_before(undisturbed, course)
    again = labkit_command("--course", course, "grade", small.day)
    assert again.err.count(": graded before") == 4
    assert "4 graded before" in again.err
    path = course / "class" / "submitted" / "dara" / small.day / f"{small.day}.ipynb"
    before = path.stat()
    small.hand_in(course, "dara")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # contents count, dates do not
    changed = labkit_command("--course", course, "grade", small.day, "--json")
    told = json.loads(changed.out)
    assert [each["trainee"] for each in told["outcomes"] if each["status"] == "graded"] == ["dara"]
    assert told["counts"]["graded before"] == 3
    assert small.marks(course)["dara"] == ["2", "2", "1"]
    assert changed.err == ""
    forced = labkit_command("--course", course, "grade", small.day, "--force", "--quiet", "--jobs", "1")
    assert (forced.code, forced.out) == (0, "")
    assert "graded before" not in forced.err


def test_a_graded_notebook_that_is_not_whole_is_made_again(undisturbed, course, small, labkit_command):
    graded_before(undisturbed, course)
    path = course / "class" / "autograded" / "dara" / small.day / f"{small.day}.ipynb"
    path.write_text("")  # as after a power cut
    again = labkit_command("--course", course, "grade", small.day)
    assert again.err.count(": graded before") == 3
    assert json.loads(path.read_text())["cells"]


def test_another_labkit_grades_again(undisturbed, course, small, labkit_command, monkeypatch):
    from labkit.course.exercises import masters

    graded_before(undisturbed, course)
    monkeypatch.setattr(masters, "installation_fingerprint", lambda: "pandas 99")
    again = labkit_command("--course", course, "grade", small.day, "--trainee", "dara")
    assert re.search(r"^1 hand-in in \d:\d\d: 1 graded\.$", again.err, flags=re.MULTILINE)


def test_a_hand_in_that_comes_while_the_class_is_graded_is_graded_by_the_next_run(
    course, small, labkit_command, monkeypatch
):
    from labkit.course.grading import run

    small.hand_in(course, "dara", q1_answer="mean_age = 3")
    find = run.find_handins

    def found_and_replaced(*words):
        found = find(*words)
        small.hand_in(course, "dara")
        return found

    monkeypatch.setattr(run, "find_handins", found_and_replaced)
    labkit_command("--course", course, "grade", small.day)
    assert small.marks(course)["dara"][0] == "0"
    monkeypatch.undo()
    labkit_command("--course", course, "grade", small.day)
    assert small.marks(course)["dara"][0] == "2"


def test_a_file_that_is_no_notebook_takes_the_marks_of_the_one_before(undisturbed, course, small, labkit_command):
    graded_before(undisturbed, course)
    path = course / "class" / "submitted" / "dara" / small.day / f"{small.day}.ipynb"
    good = path.read_text()
    path.write_text("My answers, on paper")
    ran = labkit_command("--course", course, "grade", small.day)
    assert (ran.code, "not a notebook" in ran.err, "dara" in small.marks(course)) == (1, True, False)
    assert labkit_command("--course", course, "feedback", small.day).code == 0
    pages = list((course / "class" / "feedback" / "dara").rglob("*.html"))
    assert any("not a notebook" in page.read_text() for page in pages)
    path.write_text(good)
    labkit_command("--course", course, "grade", small.day)
    assert small.marks(course) == EXPECTED
    assert small.tables(course) == small.tables(undisturbed[0])


def test_a_gradebook_that_was_removed_is_made_again(undisturbed, course, small, labkit_command):
    graded_before(undisturbed, course)
    (course / "class" / "gradebook.db").unlink()
    assert labkit_command("--course", course, "grade", small.day).code == 0
    assert small.tables(course) == small.tables(undisturbed[0])


def test_a_full_disk_ends_the_run_and_keeps_what_was_graded(undisturbed, course, small, labkit_command, monkeypatch):
    from labkit.course.grading import record as writing

    before = graded_before(undisturbed, course)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device", "day7.ipynb")

    monkeypatch.setattr(writing._Save, "write_single_notebook", full)
    ran = labkit_command("--course", course, "grade", small.day, "--force")
    assert (ran.code, "No space left on device" in ran.err, "the next run goes on" in ran.err) == (1, True, True)
    assert "could not be run" not in ran.err
    assert {path: path.read_bytes() for path in before} == before
    assert small.tables(course) == small.tables(undisturbed[0])


def test_a_locked_gradebook_ends_the_run_and_keeps_what_was_graded(undisturbed, course, small, labkit_command):
    before = graded_before(undisturbed, course)
    with contextlib.closing(sqlite3.connect(course / "class" / "gradebook.db")) as other:
        other.execute("begin exclusive")
        ran = labkit_command("--course", course, "grade", small.day, "--force")
    assert (ran.code, "database is locked" in ran.err, "formgrader" in ran.err) == (1, True, True)
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("class/gradebook.db", "no gradebook, but a text\n" * 100, "file is not a database"),
        ("class/.grading", "a file in place of a folder", "file cannot be written or read"),
        ("nbgrader_config.py", "c = get_config()\nc.Execute.timeout = = 60\n", "nbgrader_config.py, line 2"),
        ("nbgrader_config.py", "c = get_config()\nc.Execute.timeout = sixty\n", "name 'sixty' is not defined"),
        ("nbgrader_config.py", 'c.GradingExecute.draw = "two"\n', "A setting is wrong"),
    ],
)
def test_what_is_wrong_with_the_class_or_the_settings_is_told(course, small, labkit_command, name, content, words):
    small.hand_in(course, "dara")
    path = course / name
    before = path.read_text() if content.startswith("c.") else ""
    path.parent.mkdir(exist_ok=True)
    path.write_text(before + content)
    ran = labkit_command("--course", course, "grade", small.day)
    assert (ran.code, words in ran.err) == (1, True), ran.err


def test_a_long_name_of_the_folder_for_temporary_files_does_not_matter(course, small, tmp_path):
    small.hand_in(course, "dara")
    long = tmp_path / "scratch" / "local" / "jobs-of-the-ministry-of-labour"
    long.mkdir(parents=True)
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3]), "TMPDIR": str(long)}
    ran = subprocess.run(command(course, small), env=env, capture_output=True, text=True, timeout=240, check=False)
    assert ran.returncode == 0, ran.stderr
    assert small.marks(course) == {"dara": ["2", "2", "1"]}


def test_an_exercise_may_change_until_somebody_was_graded(course, small):
    """Its cells are put in the place of the former ones, and hand-ins are made ready with the new ones."""
    from labkit.course.exercises.nbgrader_steps import working
    from labkit.course.grading.record import Writer
    from labkit.course.support.paths import Course

    path = course / "solutions" / small.day / f"{small.day}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    handin = small.hand_in(course, "dara") / f"{small.day}.ipynb"
    aside = course / "class" / "aside"
    aside.mkdir()
    with working():
        writer = Writer(Course(course), small.day, aside)
        try:
            writer.register()
            shutil.rmtree(aside / small.day)
            del notebook.cells[-2:]
            notebook.cells[-1].metadata.nbgrader.points = 7
            nbformat.write(notebook, path)
            writer.register()
            given = nbformat.read(handin, as_version=4)
            del given.cells[-2:]
            nbformat.write(given, handin)
            ready = writer.sanitized("dara", handin)
        finally:
            writer.close()
    kept = [each.metadata.nbgrader.grade_id for each in notebook.cells]
    assert sorted(row[0] for row in small.tables(course)["source_cell"]) == sorted(kept)
    assert {each.metadata.nbgrader.get("points") for each in ready.cells if each.id == "q2"} == {7}


def test_a_class_is_graded_by_one_command_at_a_time(course, small, labkit_command):
    import fcntl

    small.hand_in(course, "dara")
    (course / "class" / ".grading").mkdir(parents=True)
    with (course / "class" / ".grading" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = labkit_command("--course", course, "grade", small.day)
    assert (ran.code, "This class is being graded already" in ran.err) == (1, True)


def test_wrong_numbers_of_jobs_are_refused(course, small, labkit_command):
    for number in ("-2", "0"):
        assert "1 or more" in labkit_command("--course", course, "grade", small.day, "--jobs", number).err


def command(course: Path, small) -> list[str]:
    return [sys.executable, "-m", "labkit.course.cli", "--course", str(course), "grade", small.day]


def started(course: Path, small) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    return subprocess.Popen(
        command(course, small), env=env, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )


def graded_so_far(course: Path, small) -> int:
    return len(list((course / "class" / ".grading" / "done" / small.day).glob("[a-z]*.json")))


def test_ctrl_c_ends_at_once_and_the_next_run_goes_on(undisturbed, course, small, labkit_command):
    class_of(course, small)
    running = started(course, small)
    while not graded_so_far(course, small) and running.poll() is None:
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    told = running.communicate(timeout=120)[1]
    done = graded_so_far(course, small)
    assert running.returncode == 130, told
    assert "Interrupted" in told
    assert "Traceback" not in told
    again = labkit_command("--course", course, "grade", small.day)
    assert again.err.count(": graded before") >= done >= 1
    assert small.tables(course) == small.tables(undisturbed[0])


def mother_of_a_kernel(pid: int) -> psutil.Process:
    """Return the process that forks the kernels of a run of grading, once a kernel has begun with its first cells."""
    end = time.monotonic() + 240
    while time.monotonic() < end:
        with contextlib.suppress(psutil.Error):
            family = psutil.Process(pid).children(recursive=True)
            pythons = {
                each.pid: each
                for each in family
                if "labkit.course.kernels.fork_server" in each.cmdline() and "bwrap" not in each.name()
            }
            mothers = [pythons[each.ppid()] for each in pythons.values() if each.ppid() in pythons]
            if mothers:
                time.sleep(1.5)
                return mothers[0]
        time.sleep(0.05)
    raise AssertionError("no kernel was forked")


@pytest.mark.skipif(not can_fork(), reason="kernels are forked on Linux only")
def test_ctrl_c_does_not_begin_hand_ins_again(course, small):
    small.hand_in(course, "dara", **{f"q{number}_answer": "import time\ntime.sleep(5)" for number in (1, 2, 3)})
    running = started(course, small)
    mother_of_a_kernel(running.pid)
    for _ in range(3):  # somebody who cannot wait
        running.send_signal(signal.SIGINT)
        time.sleep(0.1)
    told = running.communicate(timeout=60)[1]  # five times fifteen seconds otherwise
    assert running.returncode == 130, told
    assert told == "Interrupted. What is graded is kept, and the next run goes on.\n"
    assert not graded_so_far(course, small)


@pytest.mark.skipif(not can_fork(), reason="kernels are forked on Linux only")
def test_no_answer_is_blamed_when_the_process_that_forks_kernels_is_gone(course, small):
    small.hand_in(course, "dara", q1_answer='import time\ntime.sleep(3)\nmean_age = lfs.frame["age"].mean()')
    running = started(course, small)
    mother_of_a_kernel(running.pid).kill()
    told = running.communicate(timeout=240)[1]
    assert running.returncode == 0, told
    assert "ended Python" not in told
    assert small.marks(course) == {"dara": ["2", "2", "1"]}


def kernels_of(pid: int) -> list[str]:
    """Return what still runs of grading whose process is gone: its sandbox folders bear the number of that process."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            told = b" ".join((folder / name).read_bytes() for name in ("cmdline", "environ"))
            if f"labkit-sandbox-{pid}-".encode() in told:
                found.append(folder.name)
    return found


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_killed_at_any_moment_nothing_is_lost_or_half_written(undisturbed, course, small, labkit_command, moment):
    """Set LABKIT_KILLS=20 for twenty moments."""
    class_of(course, small)
    key = next((undisturbed[0] / "class" / ".grading" / "keys").iterdir())  # or most moments would fall on making it
    (course / "class" / ".grading" / "keys").mkdir(parents=True)
    shutil.copy(key, course / "class" / ".grading" / "keys")
    running = started(course, small)
    first = moment % 2 == 0
    while first and not graded_so_far(course, small) and running.poll() is None:
        time.sleep(0.01)
    time.sleep(random.Random(moment).uniform(0, 1.2 if first else 5))
    running.kill()
    running.communicate()
    end = time.monotonic() + 60
    while (alive := kernels_of(running.pid)) and time.monotonic() < end:
        time.sleep(0.05)
    assert alive == []
    done = graded_so_far(course, small)
    for path in (course / "class").rglob("*.ipynb"):
        if ".grading" not in path.parts:
            json.loads(path.read_text())
    again = labkit_command("--course", course, "grade", small.day)
    assert again.code == 0
    assert again.err.count(": graded before") == done
    assert small.tables(course) == small.tables(undisturbed[0])
    assert small.marks(course) == EXPECTED
    left = [
        path.name for path in (course / "class").rglob(".*") if path.name != ".grading" and ".grading" not in path.parts
    ]
    assert left == []
    assert not list((course / "class" / ".grading").glob("unfinished*"))


def test_the_pool_makes_ready_one_more_than_it_executes():
    ready: list[int] = []

    def jobs():
        for number in range(6):
            ready.append(number)
            yield number

    seen = []
    for job, result in in_parallel(jobs(), lambda number: number * 2, 2, lambda: None):
        assert len(ready) <= len(seen) + 3 + 1
        seen.append((job, result))
    assert sorted(seen) == [(number, number * 2) for number in range(6)]


def test_an_error_of_the_writer_stops_the_workers():
    stopped: list[bool] = []
    with pytest.raises(ZeroDivisionError):
        for _ in in_parallel(range(3), lambda number: number, 2, lambda: stopped.append(True)):
            1 / 0  # noqa: B018
    assert stopped == [True]


def test_in_a_terminal_the_time_goes_on_and_who_is_waited_for_is_said(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("labkit.course.support.progress._TICK", 0.02)
    monkeypatch.setattr("labkit.course.support.progress._LONG", 0.1)
    progress = Progress(2)
    for name in ("dara", "sokha"):
        progress.begin(name)
    progress.step("dara", "graded in 1.0 s")
    told, end = "", time.monotonic() + 120
    while "waiting for sokha" not in told and time.monotonic() < end:
        told += capsys.readouterr().err
    note("something else")
    progress.close()
    told += capsys.readouterr().err
    assert re.search(r"\[1/2\] \d:\d\d, about \d:\d\d left · waiting for sokha", told)
    assert "\rsomething else\n" in told
    note("later")
    assert capsys.readouterr().err == "later\n"


def test_in_a_terminal_one_line_changes(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    progress = Progress(2)
    progress.step("dara", "graded in 1.0 s")
    progress.step("sokha", "not graded", loud=True)
    progress.close()
    told = capsys.readouterr().err
    assert "[1/2] 0:00, about 0:00 left · dara" in told
    assert "[2/2] sokha: not graded (0:00)\n" in told
    assert told.count("\n") == 1
    assert told.endswith("\r")
    assert clock(61) == "1:01"

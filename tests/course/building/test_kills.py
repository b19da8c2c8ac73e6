"""labkit build that is killed at any moment: no page is half there, nothing done is lost, no process stays behind.

LABKIT_KILLS says how often; by hand: LABKIT_KILLS=20 pytest tests/course/builds/test_kills.py
"""

import json
import multiprocessing
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import psutil
import pytest

from labkit.course.building.making import Job
from labkit.course.building.outcome import BUILT
from labkit.course.building.pool import build_lessons
from labkit.course.building.up_to_date import alone
from labkit.course.lessons.reading import read_shelf
from labkit.course.support.paths import Course

pytestmark = [
    pytest.mark.course,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes as Linux shows them"),
]
KILLS = int(os.environ.get("LABKIT_KILLS", "2"))
LESSONS = 6
SLOW = "import time\ntime.sleep(0.2)"


@pytest.fixture(scope="module")
def course(toy, tmp_path_factory) -> Path:
    root = toy.new_course(tmp_path_factory.mktemp("killed"))
    for number in range(1, LESSONS + 1):
        cells = [toy.text(f"## Part {number}"), toy.code(f"print({number})"), toy.code(SLOW), *toy.rich_cells()]
        toy.save(root, f"day1/1.{number}-toy", toy.notebook(f"1.{number}", f"Toy {number}", cells))
    return root


def start(course: Path, out: Path, mark: str = "", jobs: int = 2) -> subprocess.Popen:
    command = [sys.executable, "-m", "labkit.course.cli", "--course", str(course), "build", "--out", str(out)]
    return subprocess.Popen(
        [*command, "--jobs", str(jobs)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "LABKIT_TEST_MARK": mark},
    )  # fmt: skip


def finished(course: Path, out: Path) -> str:
    with start(course, out) as process:
        told, problems = process.communicate(timeout=300)
    assert process.returncode == 0, problems
    return told


@pytest.fixture(scope="module")
def undisturbed(course, tmp_path_factory) -> tuple[dict[str, str], float]:
    out = tmp_path_factory.mktemp("undisturbed") / "build"
    begun = time.monotonic()
    finished(course, out)
    return tree(out), time.monotonic() - begun


def tree(out: Path) -> dict[str, str]:
    """Return every file of a build, without the times that are noted."""
    found = {}
    for path in sorted(out.rglob("*")):
        if not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "surrogateescape")  # archives of notebooks too
        if path.name == "manifest.json":
            manifest = json.loads(text)
            for name in ("seconds", "processor_seconds", "finished"):
                manifest.pop(name)
            manifest["files"].pop("executed.ipynb")
            text = json.dumps(manifest)
        elif path.name == "executed.ipynb":
            text = re.sub(r'"(duration|start_time|end_time|(iopub|shell)[\w.]+)": .*', "", text)
        elif path.name == "facilitators.html":
            text = re.sub(r"runs in \d+ s", "", text)
        found[path.relative_to(out).as_posix()] = text
    return found


def marked(mark: str) -> list[psutil.Process]:
    """Return the processes that a run has started, in whatever way."""
    found = []
    for process in psutil.process_iter():
        try:
            running = process.status() != psutil.STATUS_ZOMBIE
            if running and process.environ().get("LABKIT_TEST_MARK") == mark:
                found.append(process)
        except psutil.Error:
            continue
    return found


def end_of_all(mark: str) -> None:
    deadline = time.monotonic() + 120
    while marked(mark) and time.monotonic() < deadline:
        time.sleep(0.1)
    left = [process.cmdline() for process in marked(mark)]
    assert not left


def check_whole(out: Path) -> int:
    """Check that every page is whole, and return how many lessons are there."""
    for page in [*out.glob("*.html"), *out.glob("handbook/*.html"), *out.glob("*/day*/*/*.html")]:
        assert page.read_text("utf-8").endswith("</html>\n"), page
    lessons = [path for path in out.glob("cambodia/day1/*") if path.is_dir()]
    for lesson in lessons:
        assert len([path for path in lesson.iterdir() if not path.name.startswith(".")]) == 6
        assert json.loads((lesson / "manifest.json").read_text("utf-8"))["status"] == "ok"
    return len(lessons)


@pytest.mark.parametrize("number", range(KILLS))
def test_a_build_that_is_killed_goes_on_from_there(course, undisturbed, tmp_path, number):
    wanted, seconds = undisturbed
    chance = random.Random(number)
    mark, out = uuid4().hex, tmp_path / "build"
    whole_group = number % 2 == 0
    for _ in range(2):  # the run that goes on is killed too
        with start(course, out, mark) as process:
            time.sleep(chance.uniform(0.1, 1.0) * seconds)
            (os.killpg if whole_group else os.kill)(process.pid, signal.SIGKILL)
            process.communicate()
        done = check_whole(out)
    told = finished(course, out)  # at once: what is left of the other run may still be there
    unchanged = int(found[1]) if (found := re.search(r"(\d+) unchanged", told)) else 0
    assert unchanged >= done, "nothing that was done is done again"
    assert tree(out) == wanted
    end_of_all(mark)


def test_a_process_that_dies_costs_its_own_lesson_only(course, tmp_path):
    mark, out = uuid4().hex, tmp_path / "build"
    with start(course, out, mark) as process:
        workers: list[psutil.Process] = []
        deadline = time.monotonic() + 240
        while not (workers and list(out.glob(".unfinished-*"))) and time.monotonic() < deadline:
            time.sleep(0.02)
            children = psutil.Process(process.pid).children()
            workers = [child for child in children if "spawn_main" in " ".join(child.cmdline())]
        os.kill(workers[0].pid, signal.SIGKILL)
        told, problems = process.communicate(timeout=300)
    assert process.returncode == 1
    assert f"{LESSONS - 1} of {LESSONS} lessons built" in told
    assert "ended at once" in problems
    end_of_all(mark)


def test_a_process_that_dies_while_it_waits_for_work_costs_nothing(toy, tmp_path):
    root = toy.new_course(tmp_path)
    for number in range(1, 5):
        toy.save(root, f"day1/1.{number}-toy", toy.notebook(f"1.{number}", "Toy", [toy.code(f"print({number})")]))
    course, out = Course(root), tmp_path / "build"
    jobs = [Job(lesson, {}, print="a print") for lesson in read_shelf(course).lessons]
    statuses = []
    with alone(out):
        for outcome in build_lessons(jobs, course, out, workers=2, started=lambda *_: None):
            statuses.append(outcome.status)
            if len(statuses) == 1:  # whose it was: the first process has the first lesson
                children = sorted(multiprocessing.active_children(), key=lambda child: child.pid)
                idle = children[[job.lesson.id for job in jobs].index(outcome.job.lesson.id)]
                idle.kill()
                idle.join()
    assert statuses == [BUILT] * 4


def test_kernels_whose_fork_server_is_gone_start_in_the_ordinary_way(toy, tmp_path):
    root = toy.new_course(tmp_path)
    toy.save(
        root,
        "day1/1.1-kills",
        toy.notebook("1.1", "Kills", [toy.code("import os\nos.kill(os.getppid(), 9)\nimport time\ntime.sleep(5)")]),
    )
    for number in (2, 3):
        toy.save(root, f"day1/1.{number}-toy", toy.notebook(f"1.{number}", "Toy", [toy.code(SLOW)]))
    with start(root, tmp_path / "build") as process:
        told, problems = process.communicate(timeout=300)
    assert process.returncode == 1
    assert "died" in problems
    built = int(re.search(r"(\d) of 3 lessons built", told)[1])
    assert built >= 1, "the lesson that ran beside it may have lost its kernel too"
    told = finished_but_for_one(root, tmp_path / "build")
    assert "2 of 3" in told or "unchanged" in told


def finished_but_for_one(course: Path, out: Path) -> str:
    with start(course, out) as process:
        told, _ = process.communicate(timeout=300)
    assert process.returncode == 1
    return told


def test_two_builds_in_one_folder_do_not_meet(course, tmp_path):
    out = tmp_path / "build"
    with start(course, out) as first:
        while not list(out.glob(".unfinished-*")):
            time.sleep(0.02)
        with start(course, out) as second:
            told, problems = second.communicate(timeout=300)
        first.communicate(timeout=300)
    assert first.returncode == 0
    assert (second.returncode == 0 and f"{LESSONS} unchanged" in told) or "already, by another command" in problems

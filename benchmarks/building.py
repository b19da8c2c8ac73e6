"""How long building takes: ``labkit build`` and plain ``papermill`` on the same lessons, side by side.

All lessons are built for all provinces. papermill's own command executes one notebook after the other, each in
a kernel that starts cold and imports its libraries. labkit executes them too, and writes their editions and pages. The
outputs of all cells must be the same.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from labkit.course.lessons.places import provinces_of
from labkit.course.lessons.variants import variant

REPOSITORY = Path(__file__).parents[1]
LESSONS = sorted((REPOSITORY / "notebooks").glob("day*/*.ipynb"))
"""The lessons of all days that are there."""
ALL = [sys.executable, "-m", "labkit.course.cli", "build", "--quiet", "--all-provinces", "--jobs"]
SOME = """
import sys
from labkit.course.building.jobs import wanted_jobs
from labkit.course.building.run import built_lessons
from labkit.course.lessons.reading import read_shelf
from labkit.course.support.paths import find_course
course = find_course()
lessons = read_shelf(course).lessons
jobs = [job for place in sys.argv[2:] for job in wanted_jobs(lessons, {"province": place}, course, everywhere=False)]
built = built_lessons(jobs, (), course, course.build, workers=int(sys.argv[1]), quiet=True)
sys.exit(len(built.failures))
"""
"""What ``labkit build`` does, for some provinces only."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--provinces", type=int, metavar="N", help="the first N provinces only")
    parser.add_argument("--stock", type=int, metavar="N", help="give papermill N notebooks only, and scale its time up")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="lessons at a time")
    args = parser.parse_args()
    places = provinces_of("lfs")[: args.provinces]
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    print(f"{os.cpu_count()} cores, load before: {load}; {len(places)} provinces, {len(LESSONS)} lessons", flush=True)
    with tempfile.TemporaryDirectory(prefix="labkit-bench-") as name:
        course = new_course(Path(name))
        wanted = [(path, place) for place in places for path in sorted((course / "notebooks").glob("day*/*.ipynb"))]
        some = [sys.executable, "-c", SOME, str(args.jobs), *places]
        build = some if args.provinces else [*ALL, str(args.jobs)]
        ours, worked = timed(build, course)
        told(f"labkit build, {len(wanted)} lessons with editions and pages", ours, worked, len(wanted))
        told("  the same again (nothing has changed)", *timed(build, course), len(wanted))
        count = min(args.stock or len(wanted), len(wanted))
        step = len(wanted) / count
        chosen = [wanted[int(place * step)] for place in range(count)]
        stock, stock_worked, different = 0.0, 0.0, []
        for path, place in chosen:
            out = course / "stock" / f"{variant({'province': place})}-{path.name}"
            seconds, processor = stock_seconds(path, place, out)
            stock, stock_worked = stock + seconds, stock_worked + processor
            built = course / "build" / variant({"province": place}) / path.parent.name / path.stem / "executed.ipynb"
            if outputs(built) != outputs(out):
                different.append(out.name)
        told(f"papermill, {count} notebooks", stock, stock_worked, count)
        print(f"  outputs of both: {f'DIFFERENT in {different}' if different else 'identical'} ({count} notebooks)")
        share = len(wanted) / count
        print(f"  ratio: {stock * share / ours:.1f}; of processor time alone: {stock_worked * share / worked:.1f}")


def new_course(root: Path) -> Path:
    """Make a course with all lessons."""
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    shutil.copytree(REPOSITORY / "notebooks", root / "notebooks")
    (root / "stock").mkdir()
    return root


def stock_seconds(path: Path, place: str, out: Path) -> tuple[float, float]:
    """Return how long papermill's command takes for a notebook, and its processor time."""
    words = [sys.executable, "-m", "papermill", str(path), str(out), "-p", "province", place, "-k", "python3"]
    return timed([*words, "--cwd", str(path.parent), "--no-progress-bar"], path.parent)


def outputs(path: Path) -> list[Any]:
    """Return what the cells of an executed notebook show; the random names of controls are left out."""
    text = path.read_text(encoding="utf-8")
    names = dict.fromkeys(re.findall(r'"model_id": "([0-9a-f]{32})"', text))
    for number, name in enumerate(names):
        text = text.replace(name, f"control-{number}")
    cells = json.loads(text)["cells"]
    return [(cell["source"], cell["execution_count"], cell["outputs"]) for cell in cells if cell["cell_type"] == "code"]


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    """Run a command and return how long it took, and the processor time of all its processes."""
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    # Lessons show no controls in a build; papermill is told that it is one.
    env = {**os.environ, "PATH": programs, "PYTHONPATH": str(REPOSITORY), "LABKIT_BUILD": "1"}
    start, before = time.perf_counter(), processor_seconds()
    ran = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if ran.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{ran.stdout[-1000:]}\n{ran.stderr[-2000:]}")
    return seconds, processor_seconds() - before


def processor_seconds() -> float:
    """Return the processor time of all commands so far; a computer that is busy with other things disturbs it less."""
    times = os.times()
    return times.children_user + times.children_system


def told(what: str, seconds: float, worked: float, size: int) -> None:
    rest = f"{seconds / size:6.2f} s each; processor {worked:7.1f} s, {worked / size:6.2f} s each"
    print(f"{what:<56} {seconds:7.1f} s, {rest}", flush=True)


if __name__ == "__main__":
    main()

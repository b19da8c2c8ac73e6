"""How long grading a class takes: ``labkit grade`` and ``nbgrader autograde`` on the same hand-ins, side by side.

The cells alone, one hand-in after the other in one warm Python, tell how much of it is the hand-ins' own work.
nbgrader's own command writes no pages, so labkit grades with ``--marks-only`` beside it; what the pages add is told
too. nbgrader grades one hand-in after the other with its own way of executing: each in a kernel that starts cold and
imports its libraries. It gets the finished grade key, which ``labkit release`` made, so that both execute the same
notebooks on the same data with the same checks. The marks must be the same.
``--many 1000`` measures labkit alone on a larger class: the time per hand-in should not grow.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from labkit.checks.exercise import ENV_DRAW, ENV_KEY
from labkit.checks.keys import read_key
from labkit.course.kernels.sandbox import sandbox

REPOSITORY = Path(__file__).parents[1]
DAY = os.environ.get("DAY", "day2")
"""The exercise: make bench-grading DAY=day3."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--class", dest="size", type=int, default=38, metavar="N", help="hand-ins (default 38)")
    parser.add_argument("--stock", type=int, metavar="N", help="give nbgrader the first N only, and scale its time up")
    parser.add_argument("--many", type=int, default=0, metavar="N", help="also a class of N, with labkit alone")
    args = parser.parse_args()
    print(f"{os.cpu_count()} cores; {sandbox().found}")
    with tempfile.TemporaryDirectory(prefix="labkit-bench-") as name:
        ours = new_class(Path(name) / "ours", args.size)
        command = [sys.executable, "-m", "labkit.course.cli", "grade", DAY, "--quiet", *unsafe()]
        ours_seconds = timed([*command, "--marks-only"], ours)
        told(f"labkit grade --marks-only, {args.size} hand-ins", ours_seconds, args.size)
        told("  then with feedback pages and overview", timed(command, ours), args.size)
        again = timed(command, ours)
        told("  the same command again (nothing has changed)", again, args.size)
        stock_size = min(args.stock or args.size, args.size)
        stock = stock_class(ours, Path(name) / "stock", stock_size)
        key = next((ours / "class" / ".grading" / "keys").glob("*.json"))
        given = {ENV_KEY: str(key), ENV_DRAW: str(read_key(key).draw)}
        stock_seconds = timed([sys.executable, "-m", "nbgrader", "autograde", DAY], stock, given)
        told(f"nbgrader autograde, {stock_size} hand-ins", stock_seconds, stock_size)
        same = {trainee: marks for trainee, marks in marks_in(ours).items() if trainee in marks_in(stock)}
        print(f"  marks of both: {'identical' if same == marks_in(stock) else 'DIFFERENT'} ({len(same)} hand-ins)")
        print(f"  ratio: {stock_seconds / stock_size * args.size / ours_seconds:.1f}")
        cells = cells_alone(ours, given, read_key(key).dataset)
        told("the cells alone, one hand-in after the other in one warm Python", cells, args.size)
        print(f"  labkit grade --marks-only takes {ours_seconds / cells:.1f} times that")
        if args.many:
            many = new_class(Path(name) / "many", args.many)
            told(f"labkit grade, {args.many} hand-ins", timed(command, many), args.many)


CELLS = """
import sys, time
from pathlib import Path
import nbformat
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from labkit.course.kernels.fork_server import _prepare

def run(path):
    sources = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    shell.reset()
    start = time.process_time()
    with capture_output():
        for source in sources:
            shell.run_cell(source)
    return time.process_time() - start

_prepare(sys.argv[3], int(sys.argv[4]))
shell = InteractiveShell.instance()
paths = sorted(Path(sys.argv[1]).glob(f"*/{sys.argv[2]}/*.ipynb"))
run(paths[0])
print(sum(map(run, paths)))
"""
"""Runs the cells of graded notebooks, the first one once more before: it imports the libraries."""


def cells_alone(root: Path, given: dict[str, str], dataset: str) -> float:
    """Return the processor time that the cells of all hand-ins take, one after the other where all is loaded."""
    arguments = [str(root / "class" / "autograded"), DAY, dataset, given[ENV_DRAW]]
    ran = subprocess.run(
        [sys.executable, "-c", CELLS, *arguments],
        cwd=root / "exercises" / DAY, env=environment(given), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(ran.stdout.splitlines()[-1])


def unsafe() -> list[str]:
    """Return the option that grading needs where there is no sandbox."""
    return [] if sandbox().works else ["--unsafe"]


def new_class(root: Path, size: int) -> Path:
    """Make a course with hand-ins: most of them right, some with an empty answer, some blank."""
    (root / "notebooks").mkdir(parents=True)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    shutil.copytree(REPOSITORY / "solutions" / DAY, root / "solutions" / DAY)
    seconds = timed([sys.executable, "-m", "labkit.course.cli", "release", DAY], root)
    told("labkit release, which makes the key for grading", seconds, 1)
    blank = nbformat.read(root / "exercises" / DAY / f"{DAY}.ipynb", as_version=4)
    master = {cell.id: cell.source for cell in nbformat.read(root / "solutions" / DAY / f"{DAY}.ipynb", 4).cells}
    for number in range(size):
        notebook = nbformat.from_dict(blank)
        answers = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")]
        for place, cell in enumerate(answers):
            if number % 8 != 7 and place != number % 13:
                cell.source = master[cell.id]
        folder = root / "class" / "submitted" / f"t{number:04}" / DAY
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{DAY}.ipynb")
        blank = nbformat.read(root / "exercises" / DAY / f"{DAY}.ipynb", as_version=4)
    return root


def stock_class(ours: Path, root: Path, size: int) -> Path:
    """Return a copy of the class in which nothing is graded; nbgrader takes the hand-ins that labkit accepted."""
    shutil.copytree(ours, root, ignore=shutil.ignore_patterns("class"))
    settings = root / "nbgrader_config.py"
    settings.write_text(settings.read_text() + "\ndel c.Autograde.autograde_preprocessors  # nbgrader's own\n")
    for number in range(size):
        name = f"t{number:04}"
        shutil.copytree(ours / "class" / "accepted" / name, root / "class" / "accepted" / name)
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", DAY, "--force"],
        cwd=root, check=True, capture_output=True, env=environment({}),
    )  # fmt: skip
    return root


def environment(more: dict[str, str]) -> dict[str, str]:
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": programs, "PYTHONPATH": str(REPOSITORY), **more}


def timed(command: list[str], folder: Path, more: dict[str, str] | None = None) -> float:
    start = time.perf_counter()
    ran = subprocess.run(command, cwd=folder, env=environment(more or {}), capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if ran.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{ran.stderr[-2000:]}")
    return seconds


def marks_in(root: Path) -> dict[str, list[tuple[str, float | None]]]:
    """Return the points in a gradebook, by trainee."""
    with sqlite3.connect(root / "class" / "gradebook.db") as base:
        rows = base.execute(
            "select a.student_id, c.name, g.auto_score from grade g join submitted_notebook n on g.notebook_id = n.id "
            "join submitted_assignment a on n.assignment_id = a.id join base_cell c on g.cell_id = c.id order by 1, 2"
        ).fetchall()
    found: dict[str, list[tuple[str, float | None]]] = {}
    for trainee, question, points in rows:
        found.setdefault(trainee, []).append((question, points))
    return found


def told(what: str, seconds: float, size: int) -> None:
    print(f"{what:<52} {seconds:7.1f} s   {seconds / size:6.2f} s each", flush=True)


if __name__ == "__main__":
    main()

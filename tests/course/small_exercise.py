"""A small exercise for the tests of grading many hand-ins: three numbers, so that a run takes a moment."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

REPOSITORY = Path(__file__).parents[2]
DAY = "day7"

CATALOGUE = """
from labkit.checks import Catalogue, Question

CATALOGUE = Catalogue("day7", (
    Question("q1", 2, "number", lambda survey: survey.frame["age"].mean(), digits=3, unit="years"),
    Question("q2", 2, "number", lambda survey: survey.frame["weight"].mean(), digits=2, unit="persons"),
    Question("q3", 1, "choice", "C", words=("A", "B", "C")),
))
"""
RIGHT = {
    "q1-answer": 'mean_age = lfs.frame["age"].mean()',
    "q2-answer": 'mean_weight = lfs.frame["weight"].mean()',
    "q3-answer": 'letter = "C"',
}
NAMES = {"q1": ("mean_age", 2), "q2": ("mean_weight", 2), "q3": ("letter", 1)}


def cell(source: str, name: str, **entry: Any) -> Any:
    plain = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3}
    made = new_code_cell(source, metadata={"nbgrader": {**plain, "grade_id": name, **entry}})
    made.id = name
    return made


def master() -> Any:
    """Return the master notebook; the word in it must never reach a trainee."""
    cells = [
        cell(
            "import labkit as lk\nfrom labkit import checks\nlfs = checks.data('lfs')\n"
            "exercise = checks.exercise('day7')",
            "setup",
            locked=True,
        )
    ]
    for question, (variable, points) in NAMES.items():
        answer = f"{variable} = ...\n### BEGIN SOLUTION\n{RIGHT[f'{question}-answer']}  # pangolin\n### END SOLUTION"
        check = (
            f'exercise.check("{question}", {variable})\n### BEGIN HIDDEN TESTS\n'
            f'exercise.score("{question}", {variable})\n### END HIDDEN TESTS'
        )
        cells.append(cell(answer, f"{question}-answer", solution=True))
        cells.append(cell(check, question, grade=True, locked=True, points=points))
        cells[-1].metadata["tags"] = ["raises-exception"]
    return new_notebook(cells=cells, metadata={"labkit": {"exercise": DAY}})


def new_course(root: Path, timeout: int) -> Path:
    """Make a course with the small exercise, released."""
    from labkit.course.exercises.releasing import release
    from labkit.course.support.paths import Course

    (root / "notebooks").mkdir(parents=True)
    settings = (REPOSITORY / "nbgrader_config.py").read_text()
    (root / "nbgrader_config.py").write_text(
        settings.replace("c.Execute.timeout = 60", f"c.Execute.timeout = {timeout}")
    )
    folder = root / "solutions" / DAY
    folder.mkdir(parents=True)
    (folder / "catalogue.py").write_text(CATALOGUE)
    nbformat.write(master(), folder / f"{DAY}.ipynb")
    release(Course(root), DAY)
    return root


def hand_in(root: Path, trainee: str, **changes: str) -> Path:
    """Hand in the right answers, but for some; ``q2_answer`` stands for the cell q2-answer."""
    notebook = nbformat.read(root / "exercises" / DAY / f"{DAY}.ipynb", as_version=4)
    wanted = RIGHT | {name.replace("_", "-"): text for name, text in changes.items()}
    for each in notebook.cells:
        name = each.metadata.get("nbgrader", {}).get("grade_id")
        each.source = wanted.get(name, each.source)
    folder = root / "class" / "submitted" / trainee / DAY
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / f"{DAY}.ipynb")
    return folder


def marks(root: Path) -> dict[str, list[str]]:
    """Return the points by trainee, from the file that labkit writes."""
    path = root / "class" / f"grades-{DAY}.csv"
    if not path.exists():
        return {}
    with path.open(newline="", encoding="utf-8-sig") as stream:
        return {row["trainee"]: [row[name] for name in NAMES] for row in csv.DictReader(stream)}


def tables(root: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return what the gradebook says, without the random names that its rows have."""
    found = {}
    with sqlite3.connect(root / "class" / "gradebook.db") as base:
        for (table,) in base.execute("select name from sqlite_master where type = 'table' order by 1"):
            columns = [row[1] for row in base.execute(f"pragma table_info({table})")]
            kept = [column for column in columns if column != "id" and not column.endswith("_id")]
            kept += [column for column in columns if column == "student_id"]
            rows = base.execute(f"select {', '.join(kept)} from {table}") if kept else []
            found[table] = sorted(rows, key=repr)
    base.close()
    return found


def graded(root: Path, trainee: str) -> Any:
    """Return a graded notebook."""
    return nbformat.read(root / "class" / "autograded" / trainee / DAY / f"{DAY}.ipynb", as_version=4)


def shown(root: Path, trainee: str) -> str:
    """Return all that the cells of a graded notebook show."""
    return json.dumps([each.get("outputs", []) for each in graded(root, trainee).cells])


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with the small exercise, to be copied."""
    from labkit.course.exercises.nbgrader_steps import quiet

    with quiet():
        return new_course(tmp_path_factory.mktemp("small") / "course", timeout=6)

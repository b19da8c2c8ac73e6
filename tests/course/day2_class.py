"""One class for all tests of grading: released, handed in, graded and given feedback once."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

import labkit

REPOSITORY = Path(__file__).parents[2]
MASTER = REPOSITORY / "solutions" / "day2" / "day2.ipynb"

# Six right workers, so that the tests below can spoil one.
WORKERS = {
    "Sokha": "informal",
    "Dara": "informal",
    "Bopha": "informal",
    "Vanna": "formal",
    "Sophea": "formal",
    "Chanthou": "formal",
}

MIXED = {
    "q1-answer": f"jobs = {WORKERS | {'Bopha': 'formal'}}",
    "q2-answer": "import sys\nprint('careful', file=sys.stderr)\n"
    "informal_rate = lk.informality.informal_employment_rate(lk.Survey(lfs.frame))",
    "q3-answer": 'rates_by_sex = lk.informality.informal_employment_rate(lfs, by="sexx")',
    "q4-answer": "hidden_informality = {typed}",
    "q5-answer": "while True: pass",
    "q6-answer": "sentence = 'd'",
    "q9": "Nearly all.\n\n<script>alert('x')</script> <img src='http://example.org/x.png'>",
}
FORGED = {
    "q1-answer": """
class Generous:
    def __init__(self, real): self.real = real
    def check(self, question, answer): pass
    def score(self, question, answer): return self.real._question(question).points
exercise = Generous(exercise)
jobs = informal_rate = rates_by_sex = hidden_informality = difference = sentence = coverage = reform = 0
"""
}


@dataclass(frozen=True)
class Class:
    root: Path
    graded: Any
    again: Any
    feedback: Any
    marks: str
    """The table of marks as ``labkit grade`` wrote it."""

    def page(self, trainee: str) -> str:
        return (self.root / "class" / "feedback" / trainee / "day2" / "day2.html").read_text(encoding="utf-8")


def new_course(root: Path) -> Path:
    """Make a course with the exercise of day 2, without lessons."""
    (root / "notebooks").mkdir(parents=True)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    shutil.copytree(
        REPOSITORY / "solutions" / "day2", root / "solutions" / "day2", ignore=shutil.ignore_patterns("__pycache__")
    )
    return root


def hand_in(root: Path, trainee: str, changes: dict[str, str | None], *, of: Path | None = None) -> Path:
    """Hand in a notebook with changed cells; None deletes a cell."""
    notebook = nbformat.read(of or root / "exercises" / "day2" / "day2.ipynb", as_version=4)
    for cell in list(notebook.cells):
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in changes:
            if changes[name] is None:
                notebook.cells.remove(cell)
            else:
                cell.source = changes[name]
    folder = root / "class" / "submitted" / trainee / "day2"
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / "day2.ipynb")
    shutil.copy(root / "exercises" / "day2" / "checks.json", folder)
    return folder / "day2.ipynb"


@pytest.fixture(scope="session")
def master() -> Path:
    return MASTER


@pytest.fixture
def day2_course(tmp_path: Path) -> Path:
    return new_course(tmp_path / "course")


@pytest.fixture(scope="session")
def the_class(labkit_command, tmp_path_factory) -> Class:
    # Blanks and brackets in the folder's name: nbgrader puts it into patterns.
    root = new_course(tmp_path_factory.mktemp("a (class)+") / "the course")
    settings = root / "nbgrader_config.py"
    settings.write_text(settings.read_text().replace("c.Execute.timeout = 60", "c.Execute.timeout = 8"))
    assert labkit_command("--course", root, "release", "day2").code == 0
    hand_in(root, "solution", {}, of=root / "solutions" / "day2" / "day2.ipynb")
    hand_in(root, "blank", {})
    lesson = labkit.load("lfs")
    matrix = labkit.informality.sector_job_matrix(lesson)
    typed = matrix.query("sector == 'formal' and job == 'informal'")["estimate"].item()
    hand_in(root, "mixed", {name: text.replace("{typed}", f"{typed:.2f}") for name, text in MIXED.items()})
    hand_in(root, "forger", FORGED)
    rate = "informal_rate = lk.informality.informal_employment_rate(lfs)"
    hand_in(
        root, "leaver of cells", {"q1": None, "q2-answer": rate, "q3-answer": "exit()", "q6-answer": "sentence = 'D'"}
    )
    hand_in(root, "torn", {}).write_text("PK\x03\x04 not a notebook")
    hand_in(root, "renamed", {}).rename(root / "class/submitted/renamed/day2/day2 (1).ipynb")
    hand_in(root, "other", {}, of=None).write_text(nbformat.writes(nbformat.v4.new_notebook()))
    (root / "class/submitted/absent").mkdir()
    (root / "class/submitted/sign [x]").mkdir()
    graded = labkit_command("--course", root, "grade", "day2")
    again = labkit_command("--course", root, "grade", "day2")
    marks = (root / "class" / "grades-day2.csv").read_text(encoding="utf-8-sig")
    return Class(root, graded, again, labkit_command("--course", root, "feedback", "day2"), marks)

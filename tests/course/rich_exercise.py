"""A toy exercise with every kind of question, and one class that hands it in: released, graded, given feedback once."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import labkit

REPOSITORY = Path(__file__).parents[2]
DAY = "day8"

# The catalogue has two parts, as that of a real day has.
CATALOGUE = """\
import labkit as lk
from labkit.checks import Catalogue, Mistake, Question

from .catalogue_jobs import ENDS, Q1, Q2, Q3, Q5, rate

TREE, COUNT = "8.1 The second tree", "8.2 How many people?"


def grown_up(survey):
    return survey.filter(survey.frame["age"] >= 15)


def work(survey):
    return lk.labour.participation_rate(survey)["estimate"].item()


def drive(survey, share=0.2):
    return lk.protection.newly_covered(survey, lk.protection.registration_drive(share=share))


Q4 = Question(
    "q4", 2, "number", lambda lfs: grown_up(lfs).mean("age"), digits=2, unit="years", reread=COUNT,
    hint="Whose mean is it?", alternatives=(lambda lfs: grown_up(lfs).mean("age")["estimate"].item(),),
    mistakes=(
        Mistake("children", "Here children are counted too.", lambda lfs: lfs.mean("age")),
        Mistake("unweighted", "Every record counts once here.", lambda lfs: grown_up(lfs).frame["age"].mean()),
    ),
)
Q6 = Question(
    "q6", 1, "choice", "D", words=("A", "B", "C", "D"), hint="Read the units.", reread=TREE,
    mistakes=(Mistake("percent", "Percent are not percentage points.", "A"),),
)
Q7 = Question(
    "q7", 2, "number", lambda old, new: work(new) - work(old), data=("lfs2012", "lfs"), digits=2,
    unit="percentage points", hint="Which survey is the later one?", reread=COUNT,
    mistakes=(
        Mistake("sign", "The direction is turned round.", lambda old, new: work(old) - work(new)),
        Mistake("level", "This is a rate of one year.", lambda old, new: work(new)),
    ),
)
Q8 = Question(
    "q8", 3, "number", drive, digits=-3, unit="people", hint="Read what share means.", reread=COUNT,
    mistakes=(Mistake("everybody", "Not all of them would register.", lambda lfs: drive(lfs, 1)),),
)
KINDS = (
    Question("q9", 4, "written", reread=COUNT),
    Question("q10", 4, "sentence", lambda lfs: rate(lfs, by="sex").query("sex == 'female'"), columns=ENDS,
             words=("women/female",)),
    Question("q11", 3, "figure", lambda lfs: rate(lfs, by="sex"), by=("sex",), shows=("interval",)),
    Question("q12", 2, "column", lambda lfs: lfs.frame["age"].ge(15), column="adult", words=("yes", "no")),
    Question("q13", 2, "number", lambda injuries: injuries["nonfatal_cases"].sum(), data="injuries", digits=0,
             unit="cases"),
    Question("q14", 2, "number", lambda published: float(len(published)), data="published", digits=0, unit="figures"),
    Question("q15", 0, "number", lambda lfs: lfs.frame["age"].mean(), unit="years", extra=True, digits=2),
)
CATALOGUE = Catalogue("day8", (Q1, Q2, Q3, Q4, Q5, Q6, Q7, Q8, *KINDS), did={
    "formal sector": "took every job in a factory for formal",
    "family worker": "took a family worker's job for formal",
    "unweighted": "used unweighted figures",
    "formal": "gave formal jobs instead of informal ones",
    "children": "counted children too",
    "sign": "turned the direction of a difference round",
    "percent": "took percent for percentage points",
    "level": "gave a rate for a difference",
    "everybody": "let everybody register",
})
"""
CATALOGUE_JOBS = """\
import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

ENDS = ("estimate", "ci_low", "ci_high")
WORKERS = {"Sokha": "informal", "Dara": "informal", "Bopha": "informal",
           "Vanna": "formal", "Sophea": "formal", "Chanthou": "formal"}
COUNT = "8.1 How many? The right answer"
rate = lk.informality.informal_employment_rate


def apart(survey):
    return survey.difference(rate, between="area", minus="urban")


Q1 = Question(
    "q1", 3, "choice", WORKERS, words=("formal", "informal"), hint="Go down the tree.", reread="8.1 The second tree",
    alternatives=(list(WORKERS.values()),),
    mistakes=(
        Mistake("formal sector", "A registered factory says nothing about the job.", {"Dara": "formal"}),
        Mistake("family worker", "One branch decides at once.", {"Sokha": "formal"}),
    ),
)
Q2 = Question(
    "q2",
    2,
    "number", rate, hint="Who is counted, and with which weights?", more_hints=("Look into lk.informality.",),
    reread=COUNT, alternatives=(lambda lfs: rate(lfs)["estimate"].item(),),
    mistakes=(
        Mistake("unweighted", "This is the unweighted share: every record counts once.",
                lambda lfs: rate(unweighted(lfs)), "8.2 Weights"),
        Mistake("formal", "This is the other side of it.", lambda lfs: 100 - rate(lfs)["estimate"]),
    ),
)
Q3 = Question(
    "q3", 3, "table", lambda lfs: rate(lfs, by="sex"), by=("sex",), hint="Group by sex.", reread=COUNT,
    mistakes=(
        Mistake("unweighted", "These are unweighted shares.", lambda lfs: rate(unweighted(lfs), by="sex")),
        Mistake("formal", "These are the other sides of them.",
                lambda lfs: rate(lfs, by="sex").assign(estimate=lambda t: 100 - t["estimate"])),
    ),
)
Q5 = Question(
    "q5", 3, "row", apart, columns=ENDS, unit="percentage points", hint="Villages minus towns.", reread=COUNT,
    mistakes=(
        Mistake("sign", "Villages minus towns is asked for, not towns minus villages.",
                lambda lfs: -apart(lfs)[list(ENDS)].iloc[0]),
    ),
)
"""

SETUP = """\
import labkit as lk
from labkit import checks

lfs = checks.data("lfs")
exercise = checks.exercise("day8")
women = lk.informality.informal_employment_rate(lfs, by="sex").query("sex == 'female'").iloc[0]


def work(survey):
    return lk.labour.participation_rate(survey)["estimate"].item()
"""
# Question → its title, and the line that solves it.
QUESTIONS = {
    "q1": (
        "Six workers",
        'jobs = {"Sokha": "informal", "Dara": "informal", "Bopha": "informal", '
        '"Vanna": "formal", "Sophea": "formal", "Chanthou": "formal"}  # a family worker: always informal',
    ),
    "q2": ("How many?", "informal_rate = lk.informality.informal_employment_rate(lfs)"),
    "q3": ("Women and men", 'rates_by_sex = lk.informality.informal_employment_rate(lfs, by="sex")'),
    "q4": ("How old?", 'mean_age = lfs.filter(lfs.frame["age"] >= 15).mean("age")'),
    "q5": (
        "Villages and towns",
        'difference = lfs.difference(lk.informality.informal_employment_rate, between="area", minus="urban")',
    ),
    "q6": ("One line of a model", 'sentence = "D"'),
    "q7": ("Since 2012", 'change = work(lfs) - work(checks.data("lfs2012"))'),
    "q8": (
        "A drive",
        "rule = lk.protection.registration_drive(share=0.2)\nreform = lk.protection.newly_covered(lfs, rule)",
    ),
    "q9": ("Three sentences", "Nine in ten. A **model** answer."),
    "q10": ("Women", 'said = f"Of women {women.estimate:.1f} ({women.ci_low:.1f} to {women.ci_high:.1f}) percent."'),
    "q11": (
        "A picture",
        'figure = lk.plots.intervals(lk.informality.informal_employment_rate(lfs, by="sex"), "sex")',
    ),
    "q12": ("Adults", 'adults = lfs.assign(adult=lfs.frame["age"] >= 15)'),
    "q13": ("Injuries", 'injuries = checks.data("injuries")["nonfatal_cases"].sum()'),
    "q14": ("Figures", 'figures = len(checks.data("published"))'),
    "q15": ("Extra", 'extra = lfs.frame["age"].mean()'),
}
VARIABLES = {name: line.rpartition("\n")[2].partition(" = ")[0] for name, (_, line) in QUESTIONS.items()}
POINTS = dict(zip(QUESTIONS, (3, 2, 3, 2, 3, 1, 2, 3, 4, 4, 3, 2, 2, 2, 0), strict=True))
SCHEME = """

| What counts | Points |
|:---|---:|
| One figure with its interval | 2 |
| One measure | 2 |

### BEGIN MARK SCHEME
**For the grader.** Give each point on its own.
### END MARK SCHEME"""


def cell(kind: str, name: str, source: str, **entry: Any) -> Any:
    plain = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3}
    made = (new_markdown_cell if kind == "text" else new_code_cell)(source)
    made.metadata["nbgrader"] = {**plain, "grade_id": name, **entry}
    made.id = name
    return made


def question_cells(name: str) -> list[Any]:
    """Return the cells of a question: its text, the answer, and the check of the answer."""
    title, solution = QUESTIONS[name]
    heading = f"## Question {name[1:]}. {title} ({POINTS[name]} points, 5 minutes)"
    if name == "q9":
        asked = cell("text", "q9-text", heading + SCHEME, locked=True, task=True, points=0)
        return [asked, cell("text", name, solution, grade=True, solution=True, points=POINTS[name])]
    blank = "\n".join(f"{line.partition(' = ')[0]} = ..." for line in solution.splitlines())
    check = f'exercise.check("{name}", {VARIABLES[name]})'
    hidden = f"### BEGIN HIDDEN TESTS\n{check.replace('.check(', '.score(')}\n### END HIDDEN TESTS"
    graded = cell("code", name, f"{check}\n{hidden}", grade=True, locked=True, points=POINTS[name])
    graded.metadata["tags"] = ["raises-exception"]
    answer = f"{blank}\n### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
    return [
        cell("text", f"{name}-text", heading, locked=True),
        cell("code", f"{name}-answer", answer, solution=True),
        graded,
    ]


def master() -> Any:
    """Return the master notebook."""
    intro = new_markdown_cell("# Day 8: A toy\n\nWrite in place of the three dots.", id="intro")
    cells = [intro, cell("code", "setup", SETUP, locked=True), cell("code", "card", 'lk.card("lfs")', locked=True)]
    cells += [each for name in QUESTIONS for each in question_cells(name)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    about = {"exercise": DAY, "minutes": 5 * len(QUESTIONS), "title": "A toy"}
    return new_notebook(cells=cells, metadata={**kernel, "labkit": about})


def new_course(root: Path) -> Path:
    """Make a course with the toy exercise, not yet released, without lessons."""
    (root / "notebooks").mkdir(parents=True)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    folder = root / "solutions" / DAY
    folder.mkdir(parents=True)
    (folder / "catalogue.py").write_text(CATALOGUE)
    (folder / "catalogue_jobs.py").write_text(CATALOGUE_JOBS)
    nbformat.write(master(), folder / f"{DAY}.ipynb")
    return root


def hand_in(root: Path, trainee: str, changes: dict[str, str | None], *, solved: bool = False) -> Path:
    """Hand in the blank or solved exercise with changed cells; None deletes a cell."""
    notebook = nbformat.read(root / "exercises" / DAY / f"{DAY}.ipynb", as_version=4)
    right = {name if name == "q9" else f"{name}-answer": line for name, (_, line) in QUESTIONS.items()}
    wanted = (right if solved else {}) | changes
    for each in list(notebook.cells):
        name = each.metadata.get("nbgrader", {}).get("grade_id")
        if name in wanted and wanted[name] is None:
            notebook.cells.remove(each)
        else:
            each.source = wanted.get(name, each.source)
    folder = root / "class" / "submitted" / trainee / DAY
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{DAY}.ipynb")
    shutil.copy(root / "exercises" / DAY / "checks.json", folder)
    return folder / f"{DAY}.ipynb"


MIXED = {
    "q1-answer": QUESTIONS["q1"][1].replace('"Dara": "informal"', '"Dara": "formal"'),
    "q2-answer": "import sys\nprint('careful', file=sys.stderr)\n"
    "informal_rate = lk.informality.informal_employment_rate(lk.Survey(lfs.frame))",
    "q3-answer": 'rates_by_sex = lk.informality.informal_employment_rate(lfs, by="sexx")',
    "q5-answer": "while True: pass",
    "q6-answer": "sentence = 'd'",
    "q9": "Nearly all.\n\n<script>alert('x')</script> <img src='http://example.org/x.png'>",
}
FORGED = {
    "q1-answer": f"""
class Generous:
    def __init__(self, real): self.real = real
    def check(self, question, answer): pass
    def score(self, question, answer): return self.real._question(question).points
exercise = Generous(exercise)
{" = ".join(name for question, name in VARIABLES.items() if question != "q9")} = 0
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
        return (self.root / "class" / "feedback" / trainee / DAY / f"{DAY}.html").read_text(encoding="utf-8")


@pytest.fixture
def rich_course(tmp_path: Path) -> Path:
    """A course with the toy exercise, not released."""
    return new_course(tmp_path / "course")


@pytest.fixture(scope="session")
def rich_released(labkit_command, tmp_path_factory) -> Path:
    """A course with the toy exercise, released, to be copied."""
    root = new_course(tmp_path_factory.mktemp("rich") / "course")
    assert labkit_command("--course", root, "release", DAY).code == 0
    return root


@pytest.fixture(scope="session")
def the_class(labkit_command, rich_released, tmp_path_factory) -> Class:
    # Blanks and brackets in the folder's name: nbgrader puts it into patterns.
    root = shutil.copytree(rich_released, tmp_path_factory.mktemp("a (class)+") / "the course")
    settings = root / "nbgrader_config.py"
    settings.write_text(settings.read_text().replace("c.Execute.timeout = 60", "c.Execute.timeout = 8"))
    hand_in(root, "solution", {}, solved=True)
    hand_in(root, "blank", {})
    survey = labkit.load("lfs")
    typed = survey.filter(survey.frame["age"] >= 15).mean("age")["estimate"].item()
    hand_in(root, "mixed", MIXED | {"q4-answer": f"mean_age = {typed:.2f}"})
    hand_in(root, "forger", FORGED)
    cells = {"q2-answer": QUESTIONS["q2"][1], "q3-answer": "exit()", "q6-answer": QUESTIONS["q6"][1]}
    hand_in(root, "leaver of cells", {"q1": None, **cells})
    hand_in(root, "torn", {}).write_text("PK\x03\x04 not a notebook")
    hand_in(root, "renamed", {}).rename(root / f"class/submitted/renamed/{DAY}/{DAY} (1).ipynb")
    hand_in(root, "other", {}).write_text(nbformat.writes(nbformat.v4.new_notebook()))
    (root / "class/submitted/absent").mkdir()
    (root / "class/submitted/sign [x]").mkdir()
    graded = labkit_command("--course", root, "grade", DAY)
    again = labkit_command("--course", root, "grade", DAY)
    marks = (root / "class" / f"grades-{DAY}.csv").read_text(encoding="utf-8-sig")
    return Class(root, graded, again, labkit_command("--course", root, "feedback", DAY), marks)

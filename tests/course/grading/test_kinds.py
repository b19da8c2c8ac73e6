"""An exercise with every kind of question and several data sets: released, handed in, graded on another draw."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from labkit.course.exercises.answer_key import grade_key, release_key
from labkit.course.grading.proving import prove
from labkit.course.support.paths import Course
from labkit.errors import CourseError

REPOSITORY = Path(__file__).parents[3]

CATALOGUE = """\
import labkit as lk
from labkit.checks import Catalogue, Question

ENDS = ("estimate", "ci_low", "ci_high")
WORDS = ("stock", "flow")


def rates(survey):
    return lk.labour.participation_rate(survey, by="sex")


def youth(survey):
    return lk.labour.neet_rate(survey, by="sex").query("sex == 'female'")


CATALOGUE = Catalogue("day9", (
    Question("q1", 2, "choice", {"1.38 million live abroad": "stock", "900,000 came home": "flow"}, words=WORDS),
    Question("q2", 2, "column", lambda lfs: lfs.frame["age"].ge(15), column="adult", words=("yes", "no")),
    Question("q3", 6, "table", rates, by=("sex",), columns=ENDS),
    Question("q4", 2, "number", lambda old, new: rates(new)["estimate"].mean() - rates(old)["estimate"].mean(),
             data=("lfs2012", "lfs"), digits=2, unit="percentage points"),
    Question("q5", 2, "number", lambda injuries: injuries["nonfatal_cases"].sum(), data="injuries",
             digits=0, unit="cases"),
    Question("q6", 4, "sentence", youth, columns=ENDS, words=("women/female",)),
    Question("q7", 3, "figure", rates, by=("sex",), shows=("interval",)),
    Question("q8", 0, "number", lambda lfs: lfs.frame["age"].mean(), unit="years", extra=True, digits=2),
    Question("q9", 2, "number", lambda published: float(len(published)), data="published", digits=0, unit="figures"),
))
"""

ANSWERS = {
    "q1": '{"1.38 million live abroad": "stock", "900,000 came home": "flow"}',
    "q2": 'lfs.assign(adult=lfs.frame["age"] >= 15)',
    "q3": 'lk.labour.participation_rate(lfs, by="sex")',
    "q4": 'participation(lfs) - participation(checks.data("lfs2012"))',
    "q5": 'checks.data("injuries")["nonfatal_cases"].sum()',
    "q6": 'f"Of women {rate.estimate:.1f} ({rate.ci_low:.1f} to {rate.ci_high:.1f}) percent."',
    "q7": 'lk.plots.intervals(lk.labour.participation_rate(lfs, by="sex"), "sex")',
    "q8": 'lfs.frame["age"].mean()',
    "q9": 'len(checks.data("published"))',
}

SETUP = """\
import labkit as lk
from labkit import checks

lfs = checks.data("lfs")
exercise = checks.exercise("day9")
rate = lk.labour.neet_rate(lfs, by="sex").query("sex == 'female'").iloc[0]


def participation(survey):
    return lk.labour.participation_rate(survey, by="sex")["estimate"].mean()
"""


def cell(kind, name, source, **entry):
    grading = {"grade_id": name, "locked": False, "schema_version": 3, "solution": False, "grade": False, "task": False}
    made = (new_markdown_cell if kind == "text" else new_code_cell)(source, metadata={"nbgrader": grading | entry})
    made.id = name
    return made


def master(points):
    cells = [cell("code", "setup", SETUP, locked=True)]
    for name, answer in ANSWERS.items():
        solved = f"answer_{name} = ...\n### BEGIN SOLUTION\nanswer_{name} = {answer}\n### END SOLUTION"
        check = (
            f'exercise.check("{name}", answer_{name})\n### BEGIN HIDDEN TESTS\nexercise.score("{name}", answer_{name})'
        )
        cells.append(cell("text", f"{name}-text", f"## Question {name[1:]}. It", locked=True))
        cells.append(cell("code", f"{name}-answer", solved, solution=True))
        cells.append(cell("code", name, f"{check}\n### END HIDDEN TESTS", grade=True, locked=True, points=points[name]))
        cells[-1].metadata["tags"] = ["raises-exception"]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(cells=cells, metadata={**kernel, "labkit": {"exercise": "day9", "title": "Toy", "minutes": 9}})


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("kinds")
    folder = root / "solutions" / "day9"
    folder.mkdir(parents=True)
    (root / "notebooks").mkdir()
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    (folder / "catalogue.py").write_text(CATALOGUE)
    points = {"q1": 2, "q2": 2, "q3": 6, "q4": 2, "q5": 2, "q6": 4, "q7": 3, "q8": 0, "q9": 2}
    nbformat.write(master(points), folder / "day9.ipynb")
    return Course(root)


def test_the_solution_gets_full_marks_on_another_draw_and_the_blank_none(course):
    assert "gets 23 of 23 points, the blank exercise none" in prove(course, "day9")


def test_the_keys_are_of_all_data_sets(course):
    folder = course.solutions / "day9"
    assert release_key(folder).datasets == grade_key(folder).datasets == ("lfs", "lfs2012", "injuries", "published")
    assert grade_key(folder).draw > 0


def test_a_data_set_that_does_not_exist_is_named(course):
    folder = course.solutions / "day9"
    text = (folder / "catalogue.py").read_text()
    (folder / "catalogue.py").write_text(text.replace('data="injuries"', 'data="injurys"'))
    try:
        with pytest.raises((CourseError, ValueError), match="no data set 'injurys'"):
            release_key(folder)
    finally:
        (folder / "catalogue.py").write_text(text)

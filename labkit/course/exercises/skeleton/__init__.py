"""The exercise that ``labkit new exercise`` begins with: one question of each kind, valid and replaced one by one."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from labkit.course.lessons.reading import read_shelf
from labkit.course.lessons.sections import sections
from labkit.course.support.paths import Course

_PLANNED = ("What you will be able to do", "Quiz", "Key points", "Discussion", "What this does not show")


def skeleton(day: str, title: str, course: Course) -> dict[str, str]:
    """Return the files of a new exercise: the master notebook and its catalogue.

    Parameters
    ----------
    day, title
        Of the exercise.
    course
        The course: questions name a section of the day's first lesson to reread.
    """
    import nbformat

    catalogue = Path(__file__).with_name("catalogue.txt").read_text(encoding="utf-8")
    text = catalogue.replace("{day}", day).replace("{section}", _section(day, course))
    notebook = nbformat.writes(_notebook(day, title))  # type: ignore[no-untyped-call]
    return {f"{day}.ipynb": notebook + "\n", "catalogue.py": text}


def _section(day: str, course: Course) -> str:
    """Return a section of the day's first lesson, such as ``1.1 The first analysis``, to reread."""
    for lesson in read_shelf(course).lessons:
        if lesson.day == day:
            titles = [section.title for section in sections(lesson.notebook.cells) if section.title not in _PLANNED]
            return f"{lesson.id} {titles[0]}" if titles else lesson.id
    return f"{day.removeprefix('day')}.1"


def _notebook(day: str, title: str) -> Any:
    from nbformat.v4 import new_notebook

    asked = tomllib.loads((Path(__file__).with_name("questions.toml")).read_text(encoding="utf-8"))
    questions, written = asked["question"], asked["written"]
    minutes, points = (sum(row[what] for row in [*questions, written]) for what in ("minutes", "points"))
    number = day.removeprefix("day")
    top = (
        f"# Day {number}: {title}\n\n"
        f"This exercise has eight questions, {points} points, and takes about {minutes} minutes.\n\n"
        "Run the cells from top to bottom: **Shift + Enter**. Write in place of the three dots `...`. The cell below "
        "your answer checks it at once. The survey is synthetic."
    )
    setup = (
        "import labkit as lk\nfrom labkit import checks\n\n"
        f'lfs = checks.data("lfs")\nexercise = checks.exercise("{day}")'
    )
    cells = [_cell("markdown", "intro", top), _cell("code", "setup", setup, locked=True)]
    for place, row in enumerate(questions, start=1):
        cells += _question(f"q{place}", place, row)
    last = f"q{len(questions) + 1}"
    cells.append(_cell("markdown", f"{last}-text", written["task"], locked=True))
    answer = "### BEGIN SOLUTION\n### END SOLUTION"
    cells.append(_cell("markdown", last, answer, grade=True, solution=True, points=written["points"]))
    cells.append(_cell("markdown", f"{last}-rubric", written["rubric"], locked=True, task=True, points=0))
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    about = {"exercise": day, "title": title, "minutes": minutes}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel, "labkit": about})  # type: ignore[no-untyped-call]


def _question(name: str, place: int, row: dict[str, Any]) -> list[Any]:
    """Return the three cells of a question."""
    points, answer = row["points"], row["answer"]
    plural = "s" * (points > 1)
    text = f"## Question {place}. {row['title']} ({points} point{plural}, {row['minutes']} minutes)\n\n{row['asked']}"
    filled = f"{answer} = ...\n### BEGIN SOLUTION\n{answer} = {row['solution']}\n### END SOLUTION"
    check = (
        f'exercise.check("{name}", {answer})\n### BEGIN HIDDEN TESTS\n'
        f'exercise.score("{name}", {answer})\n### END HIDDEN TESTS'
    )
    graded = _cell("code", name, check, grade=True, locked=True, points=points)
    graded.metadata["tags"] = ["raises-exception"]
    asked = _cell("markdown", f"{name}-text", text, locked=True)
    return [asked, _cell("code", f"{name}-answer", filled, solution=True), graded]


def _cell(kind: str, name: str, source: str, **entry: Any) -> Any:
    from nbformat.v4 import new_code_cell, new_markdown_cell

    plain = {"grade": False, "grade_id": name, "locked": False, "schema_version": 3, "solution": False, "task": False}
    made: Any = (new_code_cell if kind == "code" else new_markdown_cell)(source)  # type: ignore[no-untyped-call]
    if name != "intro":
        made.metadata["nbgrader"] = plain | entry
    made.id = name
    return made

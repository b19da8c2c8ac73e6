"""Reading master exercises: whether the notebook is fit to be released, and fits its catalogue."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat

from labkit.checks.catalogue import Catalogue, Question
from labkit.course.support.installation import fingerprint, installation_fingerprint
from labkit.course.support.paths import Course, shown
from labkit.errors import CourseError, did_you_mean, first_few

GOES_ON = "raises-exception"
"""JupyterLab goes on after an error in a cell with this tag."""


def read_notebook(path: Path) -> Any:
    """Return a notebook."""
    try:
        text = path.read_text(encoding="utf-8")
        notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
        nbformat.validate(notebook)
    except UnicodeDecodeError as error:
        raise CourseError(
            "This file is not a notebook.", where=shown(path), got="a file that is no text", hint=_REMEDY
        ) from error
    except nbformat.reader.NotJSONError as error:
        start = " ".join(text.split())[:40]
        raise CourseError(
            "This file is not a notebook.",
            where=shown(path),
            got=f"a text that starts: {start}" if start else "an empty file",
            hint=_REMEDY,
        ) from error
    except (nbformat.ValidationError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise CourseError("This notebook is damaged.", where=shown(path), hint=_REMEDY) from error
    return notebook


_REMEDY = "Save it again in JupyterLab: File, Save Notebook. Do not rename another kind of file to .ipynb."


def master_folder(course: Course, day: str) -> Path:
    """Return the folder of a master exercise."""
    folder = course.solutions / day
    if not folder.is_dir():
        days = sorted(path.name for path in course.solutions.glob("*/") if any(path.glob("*.ipynb")))
        raise CourseError(
            f"There is no exercise {day!r}.",
            where=shown(course.solutions),
            expected=first_few(days, 10) if days else "a folder such as day2",
            hint=did_you_mean(day, days),
        )
    return folder


def counts(path: Path) -> bool:
    """Tell whether a file belongs to an exercise or a hand-in: nothing that a program left there, and no link."""
    left_out = {"__pycache__", ".ipynb_checkpoints"} & set(path.parts)
    return path.is_file() and not path.is_symlink() and not left_out


def exercise_fingerprint(course: Course, day: str) -> str:
    """Return the print of all that is the same for every hand-in: the master's files, the settings, labkit itself."""
    master = [path for path in sorted((course.solutions / day).rglob("*")) if counts(path)]
    return fingerprint([*master, course.root / "nbgrader_config.py"], [installation_fingerprint()])


def checked_master(folder: Path, catalogue: Catalogue) -> Any:
    """Return the master notebook of an exercise, after making sure that it fits the catalogue."""
    path = folder / f"{folder.name}.ipynb"
    if not path.exists():
        found = sorted(other.name for other in folder.glob("*.ipynb"))
        raise CourseError(
            "The master notebook is missing.",
            where=shown(path),
            got=first_few(found) or "no notebook in the folder",
            hint=f"The notebook must be called {path.name}.",
        )
    notebook = read_notebook(path)
    _check_day(notebook, catalogue, path)
    for cell in notebook.cells:
        _check_answer(cell, path)
    graded = _graded_cells(notebook, path)
    _same_questions(list(graded), catalogue, path)
    for question in catalogue.questions:
        _check_cell(graded[question.id], question, path)
    return notebook


def graded_ids(notebook: Any) -> list[str]:
    """Return the names of a notebook's graded cells in their order."""
    return [entry["grade_id"] for entry in map(grading_data, notebook.cells) if entry.get("grade")]


def grading_data(cell: Any) -> dict[str, Any]:
    """Return nbgrader's entry in a cell's metadata, empty if it has none."""
    entry = cell.get("metadata", {}).get("nbgrader", {})
    return dict(entry) if isinstance(entry, dict) and "grade_id" in entry else {}


_PANEL = "In JupyterLab: menu Nbgrader, Create assignment shows what each cell is."


def _check_day(notebook: Any, catalogue: Catalogue, path: Path) -> None:
    """Make sure that folder, catalogue, metadata, heading and first cell mean the same exercise."""
    day = path.parent.name
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    first = re.search(r"checks\.exercise\(\s*[\"'](.*?)[\"']", code)
    about = notebook.metadata.get("labkit")
    said = {
        f'Catalogue("{day}", …) in catalogue.py': catalogue.exercise,
        f'"labkit": {{"exercise": "{day}"}} in the notebook\'s metadata': (about or {}).get("exercise"),
        f'checks.exercise("{day}") in its first code cell': first[1] if first else None,
    }
    for expected, found in said.items():
        if found != day:
            raise CourseError(
                f"This exercise does not say everywhere that it is {day}.",
                where=shown(path),
                got="no name" if found is None else repr(found),
                expected=expected,
                hint="A copied exercise keeps the name of the other day in three places.",
            )


def _check_answer(cell: Any, path: Path) -> None:
    """Make sure that the answer in a code cell is taken out and its stub stays."""
    entry = grading_data(cell)
    marked = "### BEGIN SOLUTION" in cell.source
    if marked and not entry.get("solution"):
        raise CourseError(
            "An answer stands in a cell that is no answer cell, so that it would not be taken out.",
            where=f"{shown(path)}, the cell that starts: {cell.source.splitlines()[0]}",
            hint=f"{_PANEL} This one must be an 'Autograded answer'.",
        )
    if cell.cell_type == "code" and entry.get("solution") and not marked:
        # nbgrader would empty the cell: trainees would find no dots to replace.
        raise CourseError(
            "The answer cell does not say where its answer begins.",
            where=f"{shown(path)}, cell {entry['grade_id']}",
            expected="name = ...  then ### BEGIN SOLUTION, the answer, ### END SOLUTION, each on a line of its own",
            hint="Trainees keep what stands outside the two lines.",
        )


def _graded_cells(notebook: Any, path: Path) -> dict[str, Any]:
    names = [entry["grade_id"] for cell in notebook.cells if (entry := grading_data(cell))]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise CourseError(
            "Two cells have the same name.",
            where=shown(path),
            got=first_few(twice),
            hint=f"A cell that was copied keeps its name. {_PANEL} Give one of them another ID.",
        )
    return {entry["grade_id"]: cell for cell in notebook.cells if (entry := grading_data(cell)) and entry.get("grade")}


def _same_questions(graded: list[str], catalogue: Catalogue, path: Path) -> None:
    listed = [question.id for question in catalogue.questions]
    if graded != listed:
        raise CourseError(
            "The notebook's graded cells are not the questions of the catalogue.",
            where=shown(path),
            got=first_few(graded, 20) or "no graded cell",
            expected=first_few(listed, 20),
            hint="Each question needs one graded cell with its name, in the same order. "
            f"{_PANEL} A graded cell is 'Autograded tests'; its ID is the question's name.",
        )


def _check_cell(cell: Any, question: Question, path: Path) -> None:
    where = f"{shown(path)}, cell {question.id}"
    points = grading_data(cell).get("points")
    if points != question.points:
        raise CourseError(
            "Notebook and catalogue give different points.",
            where=where,
            got=f"{points:g} in the notebook" if isinstance(points, (int, float)) else repr(points),
            expected=f"{question.points:g} as in the catalogue",
            hint=f"{_PANEL} The points stand at the cell.",
        )
    if question.kind == "written":
        if not grading_data(cell).get("solution"):
            raise CourseError("A written answer must be a 'manually graded answer' cell.", where=where, hint=_PANEL)
        return
    if GOES_ON not in cell.metadata.get("tags", []):
        raise CourseError(
            "This check would stop the trainees' 'Run All Cells': the cells below it would not run.",
            where=where,
            expected=f"the tag {GOES_ON!r}",
            hint="In JupyterLab: choose the cell, open the gear on the right, add the tag under Cell Tags.",
        )
    hidden = re.search(r"BEGIN HIDDEN TESTS(.*)END HIDDEN TESTS", cell.source, flags=re.DOTALL)
    for call, place in (("check", cell.source), ("score", hidden.group(1) if hidden else "")):
        if f'.{call}("{question.id}"' not in place:
            raise CourseError(
                f"The graded cell does not {call} its own question.",
                where=where,
                expected=f'exercise.{call}("{question.id}", …)'
                + (" between BEGIN and END HIDDEN TESTS" if call == "score" else ""),
            )

"""Running the code that makes a brief's tables, for a place and a sample: of its notebook, or of the lessons."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from labkit.course.briefs.keeping.part import PARTS, Part
from labkit.course.briefs.keeping.recipe import parameters_of, with_values
from labkit.course.briefs.keeping.store import BRIEF
from labkit.course.briefs.notebook import read_notebook
from labkit.course.lessons.reading import tags
from labkit.course.support.paths import shown
from labkit.errors import CourseError, did_you_mean, first_few

_RUN = "from labkit.course.briefs.running import run_cells; run_cells()"
_FAILED = 3


def has_code(path: Path) -> bool:
    """Tell whether the notebook itself makes the tables that it cites."""
    return any("keep(" in cell.source for cell in read_notebook(path).cells if cell.cell_type == "code")


def run_notebook(path: Path, changed: Mapping[str, Any], to: Path) -> None:
    """Run the code of a brief in a Python of its own; the parts that it keeps go into the folder `to`."""
    _run([_with_parameters(path, changed)], path, to)


def run_recipes(path: Path, parts: Mapping[str, Part], changed: Mapping[str, Any], to: Path) -> None:
    """Make kept parts anew by the cells of the lessons that made them; they go into the folder `to`."""
    without = [f"{part.name} ({PARTS[kind]})" for kind, part in parts.items() if not part.recipe]
    if without or not parts:
        raise CourseError(
            "The brief has tables of which nobody noted how they were made." if without else "The brief has no tables.",
            where=shown(path),
            got=first_few(without) if without else "",
            expected="parts that a cell of a lesson kept",
            hint="Run the last step of the lesson again, with the cells above it.",
        )
    known = {name for part in parts.values() for name in parameters_of(part.recipe)}
    _all_known(path, changed, known)
    _run([with_values(part.recipe, changed) for part in parts.values()], path, to)


def _run(recipes: Sequence[Sequence[str]], path: Path, to: Path) -> None:
    """Run lists of cells, each with names of its own."""
    environment = {**os.environ, BRIEF: str(to), "MPLBACKEND": "agg"}
    done = subprocess.run(
        [sys.executable, "-c", _RUN], input=json.dumps(list(map(list, recipes))), text=True, encoding="utf-8",
        capture_output=True, cwd=path.resolve().parent, env=environment,
    )  # fmt: skip
    if done.returncode:
        raise CourseError(
            "A cell of the brief stops with an error.",
            where=shown(path),
            got="\n            ".join(done.stderr.strip().splitlines()[-8:]),
            hint="Open the notebook, and choose Run, Run All Cells.",
        )


def run_cells() -> None:
    """Run the cells that come on standard input; the message of an error says in which cell it was."""
    for cells in json.loads(sys.stdin.read()):
        names = dict[str, Any](__name__="__main__")
        for number, source in enumerate(cells, start=1):
            try:
                exec(compile(source, f"code cell {number}", "exec"), names)
            except Exception as error:  # whatever the cell raised
                sys.stderr.write(f"code cell {number}: {type(error).__name__}: {error}\n")
                sys.exit(_FAILED)


def _with_parameters(path: Path, changed: Mapping[str, Any]) -> list[str]:
    """Return the code cells, with changed values behind the cell of the parameters."""
    sources = list[str]()
    known = dict[str, Any]()
    for cell in read_notebook(path).cells:
        if cell.cell_type != "code":
            continue
        sources.append(cell.source)
        if "parameters" in tags(cell):
            exec(compile(cell.source, "parameters", "exec"), {}, known)
            sources.append("\n".join(f"{name} = {value!r}" for name, value in changed.items()))
    _all_known(path, changed, set(known))
    return sources


def _all_known(path: Path, changed: Mapping[str, Any], known: set[str]) -> None:
    for name in changed:
        if name not in known:
            raise CourseError(
                f"The brief has no parameter {name!r}.",
                where=shown(path),
                expected=", ".join(sorted(known)) or "a cell that sets dataset, province and draw",
                hint=did_you_mean(name, known) or "Run the last steps of the lessons for the other place.",
            )

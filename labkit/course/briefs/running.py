"""Running the code of a brief's notebook for a place and a sample, so that its tables are made anew."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from labkit.course.briefs.keeping.store import BRIEF
from labkit.course.briefs.notebook import read_notebook
from labkit.course.lessons.reading import tags
from labkit.course.support.paths import shown
from labkit.errors import CourseError, did_you_mean

_RUN = "from labkit.course.briefs.running import run_cells; run_cells()"
_FAILED = 3


def has_code(path: Path) -> bool:
    """Tell whether the notebook itself makes the tables that it cites."""
    return any("keep(" in source for source in _cells(path))


def run_notebook(path: Path, changed: Mapping[str, Any], to: Path) -> None:
    """Run the code of a brief in a Python of its own; the parts that it keeps go into the folder `to`.

    Parameters
    ----------
    path
        The notebook.
    changed
        Values for names of the cell tagged ``parameters``.
    to
        An empty folder.

    Raises
    ------
    CourseError
        The notebook has no such parameter, or a cell stops with an error.
    """
    cells = _with_parameters(path, changed)
    environment = {**os.environ, BRIEF: str(to), "MPLBACKEND": "agg"}
    done = subprocess.run(
        [sys.executable, "-c", _RUN], input=json.dumps(cells), text=True, encoding="utf-8", capture_output=True,
        cwd=path.resolve().parent, env=environment,
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
    cells, names = json.loads(sys.stdin.read()), dict[str, Any](__name__="__main__")
    for number, source in enumerate(cells, start=1):
        try:
            exec(compile(source, f"code cell {number}", "exec"), names)
        except Exception as error:  # whatever the cell raised
            sys.stderr.write(f"code cell {number}: {type(error).__name__}: {error}\n")
            sys.exit(_FAILED)


def _cells(path: Path) -> list[str]:
    return [cell.source for cell in read_notebook(path).cells if cell.cell_type == "code"]


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
    for name in changed:
        if name not in known:
            raise CourseError(
                f"The brief has no parameter {name!r}: its tables were kept in lessons.",
                where=shown(path),
                expected=", ".join(known) or "a cell tagged 'parameters', and cells that keep the tables",
                hint=did_you_mean(name, known) or "Run the last steps of the lessons for the other place.",
            )
    return sources

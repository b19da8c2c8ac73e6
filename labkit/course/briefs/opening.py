"""Opening a brief with its parts: as it stands, or made anew for another place or sample."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from labkit.course.briefs.brief import Brief
from labkit.course.briefs.keeping.part import Part
from labkit.course.briefs.keeping.store import kept
from labkit.course.briefs.notebook import NAME, read_brief
from labkit.course.briefs.running import has_code, run_notebook


def open_brief(path: Path, changed: Mapping[str, Any] | None = None) -> Brief:
    """Return a brief with the parts that it cites.

    Parameters
    ----------
    path
        The notebook, or the folder that it lies in. Its parts lie beside it; a notebook that makes its tables itself is
        run where they do not, or where `changed` asks for it.
    changed
        New values for its parameters: province, draw, dataset.

    Raises
    ------
    CourseError
        There is no brief, it cannot be read, or a cell stops with an error.
    """
    notebook = path / NAME if path.is_dir() else path
    parts = kept(notebook.parent)
    if changed or (not parts and has_code(notebook)):
        with tempfile.TemporaryDirectory(prefix="labkit-brief-") as folder:
            run_notebook(notebook, changed or {}, Path(folder))
            parts = kept(folder)
    return read_brief(notebook, by_name(parts))


def by_name(parts: Mapping[str, Part]) -> dict[str, Part]:
    """Return parts by the names of their tables."""
    return {part.name: part for part in parts.values()}

"""Opening a brief with its parts: as it stands, or made anew for another place or sample."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from labkit.course.briefs.brief import Brief
from labkit.course.briefs.keeping.part import Part
from labkit.course.briefs.keeping.recipe import with_values
from labkit.course.briefs.keeping.store import kept
from labkit.course.briefs.notebook import NAME, read_brief
from labkit.course.briefs.running import has_code, run_notebook, run_recipes


def open_brief(path: Path, changed: Mapping[str, Any] | None = None) -> Brief:
    """Return a brief with the parts that it cites."""
    notebook = path / NAME if path.is_dir() else path
    parts = kept(notebook.parent)
    if changed or (not parts and has_code(notebook)):
        parts = _made_anew(notebook, parts, changed or {})
    return read_brief(notebook, by_name(parts))


def _made_anew(notebook: Path, parts: Mapping[str, Part], changed: Mapping[str, Any]) -> dict[str, Part]:
    """Return all parts for other values; the words of the trainee stay."""
    with tempfile.TemporaryDirectory(prefix="labkit-brief-") as name:
        folder = Path(name)
        own = has_code(notebook)
        if own:
            run_notebook(notebook, changed, folder)
        made = kept(folder)
        left = {kind: part for kind, part in parts.items() if kind not in made}
        if left or not own:
            run_recipes(notebook, left, changed, folder)
        new = kept(folder)
    return {kind: _with_words_of(left[kind], part, changed) if kind in left else part for kind, part in new.items()}


def _with_words_of(old: Part, new: Part, changed: Mapping[str, Any]) -> Part:
    return replace(new, paragraph=old.paragraph, recipe=tuple(with_values(old.recipe, changed)))


def by_name(parts: Mapping[str, Part]) -> dict[str, Part]:
    """Return parts by the names of their tables."""
    return {part.name: part for part in parts.values()}

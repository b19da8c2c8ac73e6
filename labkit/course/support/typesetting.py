"""Pages as PDF, by Typst where it is installed, and pages as HTML that print well everywhere."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from labkit.errors import CourseError

INSTALL = "In the course folder: python -m pip install --editable '.[brief]'"
"""The remedy where Typst is missing."""


def can_typeset() -> bool:
    """Tell whether Typst is installed."""
    return find_spec("typst") is not None


def typeset(template: Path, content: Mapping[str, Any], *, title: str) -> bytes:
    """Return a PDF (PDF/UA-1) made by a Typst template from JSON."""
    if not can_typeset():
        raise CourseError("Typst is not installed: there can be no PDF.", where=title, hint=INSTALL)
    import typst

    with tempfile.TemporaryDirectory(prefix="labkit-pages-") as name:
        folder = Path(name)
        shutil.copyfile(template, folder / "pages.typ")
        text = json.dumps({**content, "title": title}, ensure_ascii=False)
        (folder / "content.json").write_text(text, encoding="utf-8")
        try:
            made = typst.compile(
                folder / "pages.typ",
                root=folder,
                font_paths=_khmer_fonts(),
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=["ua-1"],
            )
        except typst.TypstError as error:
            raise CourseError("The pages cannot be set.", where=title, got=str(error)) from error
    return bytes(made or b"")


def _khmer_fonts() -> list[Path]:
    """Return the folder with fonts for Khmer; Typst brings its own for Latin letters."""
    spec = find_spec("fontpkg_noto_sans_khmer")
    return [Path(place) / "files" for place in (spec.submodule_search_locations or ())] if spec else []


def page(template: Path, **values: Any) -> str:
    """Return an HTML page from a template; those beside it can be included."""
    return str(_templates(template.parent).get_template(template.name).render(**values))


@cache
def _templates(folder: Path) -> Any:
    from jinja2 import Environment, FileSystemLoader

    return Environment(loader=FileSystemLoader(folder), autoescape=True)

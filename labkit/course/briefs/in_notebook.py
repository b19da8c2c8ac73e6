"""The brief's commands for notebooks: for computers without a command line, and for lessons."""

from __future__ import annotations

import os
from pathlib import Path

from labkit.course.briefs.checking.check import check_brief as checked
from labkit.course.briefs.documents.writing import write_documents
from labkit.course.briefs.keeping.part import PARTS
from labkit.course.briefs.keeping.store import brief_folder, kept
from labkit.course.briefs.keeping.traced import figures_of
from labkit.course.briefs.opening import open_brief
from labkit.course.support.paths import shown


def show_kept(folder: str | os.PathLike[str] | None = None) -> None:
    """Show what was kept for the brief, and the names that its text may cite.

    Parameters
    ----------
    folder
        The folder of the brief; ``my-brief`` if left out.
    """
    lines = []
    for part in kept(folder).values():
        lines += [f"**{PARTS[part.part]}**: table `{part.name}`, {part.title or 'no title'}", ""]
        lines += [f"* `{{{figure.key}}}` is {figure.text()}" for figure in figures_of(part)]
        lines += ["", f"`{{table: {part.name}}}` shows the table"]
        lines[-1] += f", `{{figure: {part.name}}}` the picture." if part.picture else "."
        lines.append("")
    _say(
        "\n".join(lines) or "Nothing was kept yet. The last step of each day keeps a table, a picture and a paragraph."
    )


def check_brief(path: str | os.PathLike[str] | None = None) -> None:
    """Check the saved brief, and show what is to be mended.

    Parameters
    ----------
    path
        The notebook of the brief; the one in ``my-brief`` if left out.
    """
    findings = checked(open_brief(Path(path) if path is not None else brief_folder()))
    _say("\n".join(f"* {finding}" for finding in findings) or "**The check has nothing to say.**")


def build_brief(path: str | os.PathLike[str] | None = None) -> None:
    """Write the saved brief as PDF, Word document and web page, and say where.

    Parameters
    ----------
    path
        The notebook of the brief; the one in ``my-brief`` if left out.
    """
    notebook = Path(path) if path is not None else brief_folder()
    folder = notebook if notebook.is_dir() else notebook.parent
    written = write_documents(open_brief(notebook), folder / "built")
    _say("\n".join(f"* {shown(file)}" for file in written))


def _say(text: str) -> None:
    from IPython.display import Markdown, display

    display(Markdown(text))

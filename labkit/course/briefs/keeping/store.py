"""The brief's store: the last step of a day keeps a paragraph, a table and a picture for the trainee's brief."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from labkit.course.briefs.keeping.frames import frame
from labkit.course.briefs.keeping.opened import Opened, fingerprint, is_synthetic, last_opened, title_of
from labkit.course.briefs.keeping.part import PARTS, Part, read_part, write_part
from labkit.course.briefs.keeping.recipe import recipe_here
from labkit.course.briefs.keeping.traced import (
    Figure,
    figures_of,
    filled_in,
    known_figures,
    refuse_unknown,
    unknown_names,
)
from labkit.course.support.paths import Course, is_course, shown
from labkit.errors import CourseError, one_of

if TYPE_CHECKING:
    from labkit.plots.drawing.picture import Picture

FOLDER = "my-brief"
"""The folder with a trainee's own brief."""

MOST_ROWS = 30
"""A table with more rows is no table for a brief; it may be records of people."""

BRIEF = "LABKIT_BRIEF"
"""The environment variable with the folder for the parts of a brief that is being built."""

_HOME, _BUILD, _GRADING = "LABKIT_HOME", "LABKIT_BUILD", "NBGRADER_EXECUTION"
_SUBTRACTED = (("group", "minus"), ("earlier", "later"))
_SAID_ELSEWHERE = ("unit", "denominator", "source", "level")
_held: dict[str, Part] = {}


def keep(
    part: str,
    table: pd.DataFrame | None = None,
    picture: Picture | None = None,
    *,
    paragraph: str = "",
    name: str = "",
    title: str = "",
    unit: str = "",
    of: str = "",
    definition: str = "",
    source: str = "",
    assumptions: Mapping[str, float] | None = None,
    dataset: str = "",
    province: str = "",
    draw: int | None = None,
    folder: str | os.PathLike[str] | None = None,
) -> None:
    """Keep a paragraph, a table and a picture for the trainee's own brief, and show what was kept.

    They lie in the folder ``room/my-brief`` of the course (in ``my-brief`` beside the notebook where there is no
    course; in the folder that LABKIT_HOME names, if it names one), until the brief is put together on day 5. A part
    that is kept again takes the place of the old one; what is left out stays as it was. While lessons are built nothing
    is written.

    Parameters
    ----------
    part
        ``"problem"``, ``"affected"``, ``"options"`` or ``"risk"``.
    table
        A result table (``estimate, ci_low, ci_high, n, flag``), or another table of at most 30 rows. A column `unit`
        gives rows a unit of their own; `kind` may say ``"difference"`` or ``"regression"``.
    picture
        Of labkit's pictures. It is kept at print size, with its alternative text.
    paragraph
        The text. It cites the table by name, as ``{problem.female}``, and types no digit. It may cite the tables of the
        other parts, too. Left out: three sentence frames, unless there is a paragraph already.
    name
        By which the text cites the table; the part's name if left out.
    title
        What the table shows.
    unit
        Unit of the estimates; ``"percent"`` if left out.
    of
        Percent of whom.
    definition, source
        In words; the source is the data set's title if left out.
    assumptions
        Numbers that nobody measured, such as ``{"comply": 30}``.
    dataset, province, draw
        Of the data; those that `open_survey` opened last if left out.
    folder
        Another folder than ``my-brief``.

    Raises
    ------
    OptionError
        There is no such part.
    CourseError
        There is nothing to keep, the table is too long, the paragraph cites a name that no table has, or the folder
        cannot be written.

    Examples
    --------
    >>> table = pd.DataFrame({"sex": ["female"], "estimate": [81.2], "ci_low": [79.1], "ci_high": [83.3]})
    >>> keep("problem", table, paragraph="Of all women, {problem.female} have no cover.", folder=getfixture("tmp_path"))
    <IPython.core.display.Markdown object>
    """
    one_of("part", part, list(PARTS), where="keep")
    to = Path(folder) if folder is not None else _folder_to_write()
    old = _held.get(part) if to is None else read_part(to, part)
    if table is None and picture is None and not paragraph:
        raise CourseError("There is nothing to keep.", where=f'keep("{part}")', hint=f'keep("{part}", table, picture)')
    new = old or Part(part, part, pd.DataFrame())
    if table is not None:
        data = _data(dataset, province, draw)
        new = Part(
            part,
            name or (new.name if old else part),
            _small(table, part),
            data,
            title=title or _about(table),
            unit=_unit(unit, table),
            of=of or str(table.attrs.get("denominator", "")),
            definition=definition or _defined(table),
            source=source or _source(data.dataset),
            fingerprint=fingerprint(data.dataset, data.draw),
            assumptions=dict(assumptions or {}),
            paragraph=new.paragraph,
            alt=new.alt if picture is None else "",
            picture=new.picture if picture is None else b"",
            recipe=recipe_here(),
        )
    if picture is not None:
        from labkit.course.briefs.keeping.print_size import printed  # drawing takes half a second to import

        cells = dict.fromkeys((*new.recipe, *recipe_here()))  # the picture may be kept by a cell of its own
        new = replace(new, picture=printed(picture), alt=picture.alt, recipe=tuple(cells))
    new = replace(new, paragraph=paragraph.strip() or new.paragraph or frame(new))
    figures = known_figures({part: new})
    if any(unknown_names(new.paragraph, figures)):
        figures = known_figures({**_parts(to), part: new})
    if not os.environ.get(BRIEF):  # a brief that is made anew for another place says itself what it cannot cite there
        refuse_unknown(paragraph, figures, where=f'keep("{part}", paragraph)')
    if to is None:
        _held[part] = new
    else:
        write_part(new, to)
    _show(new, to, figures)


def kept(folder: str | os.PathLike[str] | None = None) -> dict[str, Part]:
    """Return the parts that were kept, by their names, in the order of the brief.

    Parameters
    ----------
    folder
        The folder of a brief; ``my-brief``, as for `keep`, if left out.
    """
    return _parts(Path(folder) if folder is not None else _folder_to_write())


def _parts(where: Path | None) -> dict[str, Part]:
    """Return the parts in a folder; those of the notebook that is only built where there is none."""
    found = (_held.get(part) if where is None else read_part(where, part) for part in PARTS)
    return {part.part: part for part in found if part is not None}


def brief_folder(start: Path | None = None) -> Path:
    """Return the folder of the trainee's own brief.

    Parameters
    ----------
    start
        Where to look from; the current folder if left out.

    Returns
    -------
    Path
        ``my-brief`` in the folder that LABKIT_HOME names; else the nearest one from here upwards within the course;
        else in its ``room/``, where trainees can open it, or here where there is no course.
    """
    if home := os.environ.get(_HOME):
        return Path(home).expanduser() / FOLDER
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / FOLDER).is_dir():
            return folder / FOLDER
        course = next((Course(one) for one in (folder, folder.parent) if is_course(one)), None)
        if course is not None and folder in (course.root, course.room):
            return course.room / FOLDER
    return here / FOLDER


def _folder_to_write() -> Path | None:
    """Return the folder for what is kept, None where a lesson is only built or graded."""
    if to := os.environ.get(BRIEF):
        return Path(to)
    return None if os.environ.get(_BUILD) or os.environ.get(_GRADING) else brief_folder()


def _small(table: pd.DataFrame, part: str) -> pd.DataFrame:
    """Return a copy of a table that is fit for a brief."""
    if not isinstance(table, pd.DataFrame) or table.empty or len(table) > MOST_ROWS:
        got = f"{len(table)} rows" if isinstance(table, pd.DataFrame) else type(table).__name__
        raise CourseError(
            "This is no table for a brief.",
            where=f'keep("{part}", table)',
            got=got,
            expected=f"a table of 1 to {MOST_ROWS} rows, such as an estimator's result",
            hint="Choose the rows that the brief needs. Records of people never go into a brief.",
        )
    copy = table.reset_index(drop=True)
    for column in copy.columns:
        if isinstance(copy[column].dtype, pd.CategoricalDtype):
            copy[column] = copy[column].astype(object)
    if _is_difference(copy) and "kind" not in copy:
        copy["kind"] = "difference"
    return copy


def _is_difference(table: pd.DataFrame) -> bool:
    """Tell whether a table comes from ``survey.difference`` or ``lk.compare.change``."""
    return any({f"{one}_value", f"{other}_value"} <= set(table) for one, other in _SUBTRACTED)


def _unit(unit: str, table: pd.DataFrame) -> str:
    """Return the unit of a table: a difference of percents is in percentage points."""
    said = unit or str(table.attrs.get("unit", "percent"))
    return "percentage points" if said == "percent" and _is_difference(table) else said


def _data(dataset: str, province: str, draw: int | None) -> Opened:
    last = last_opened()
    return Opened(dataset or last.dataset, province or last.province, last.draw if draw is None else draw)


def _about(table: pd.DataFrame) -> str:
    return re.sub(r"\bneet\b", "NEET", str(table.attrs.get("indicator", "")).replace("_", " "))


def _defined(table: pd.DataFrame) -> str:
    """Return what a table says of its own definition."""
    facts = {str(name): value for name, value in table.attrs.items() if name not in _SAID_ELSEWHERE}
    return "; ".join(f"{name.replace('_', ' ')}: {str(value).replace('_', ' ')}" for name, value in facts.items())


def _source(dataset: str) -> str:
    title = title_of(dataset)
    return title if not is_synthetic(dataset) or re.search("synthetic", title) else f"{title}, synthetic"


def _show(part: Part, to: Path | None, figures: Mapping[str, Figure]) -> None:
    """Show where a part lies, the names that the text may cite, and the paragraph with its numbers."""
    from IPython.display import Markdown, display

    where = "in your folder, when you run this cell yourself" if to is None else f"in {shown(to / part.part)}"
    names = [f"* `{{{figure.key}}}` is {figure.text()}" for figure in figures_of(part)]
    text = filled_in(part.paragraph, figures)
    lines = [f"**Kept for your brief: {PARTS[part.part].lower()}** ({where}).", "", *names[:12]]
    lines += ["", "Your paragraph:", "", f"> {_quoted(text)}"]
    for problem in unknown_names(part.paragraph, figures):  # the table is another one than when the text was written
        lines += ["", f"**{problem}** Write the paragraph again."]
    display(Markdown("\n".join(lines)))


def _quoted(text: str) -> str:
    return text.replace("\n", "\n> ")

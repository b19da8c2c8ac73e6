"""A lesson's edition as a web page that stands alone: no style, font or picture from anywhere else."""

from __future__ import annotations

import copy
import hashlib
import re
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from html import escape
from types import SimpleNamespace
from typing import Any

from bs4 import BeautifulSoup

from labkit.course.lessons.editions import FACILITATOR, TRAINEE
from labkit.course.lessons.reading import Lesson
from labkit.course.site.glossary import with_terms_linked
from labkit.course.site.layout import SHARED, TEMPLATES, navigation, site_style
from labkit.course.site.page_parts import (
    external_resources,
    made_still,
    remarks_on,
    with_anchors,
    with_boxed_tables,
    with_contents,
    with_keys_to_scroll,
    with_unique_ids,
)
from labkit.course.site.parts.boxes import with_headings_above, with_names_once
from labkit.course.site.parts.folds import mark_answers, mark_guesses
from labkit.course.site.parts.live_only import without_keys
from labkit.course.site.parts.small_pictures import smaller
from labkit.course.site.parts.sources import claims_of, data_of, with_sources_linked
from labkit.course.support.paths import shown
from labkit.errors import CourseError, first_few

_ROOT = "../../../"
"""From a lesson's folder to the build folder."""

__all__ = ["LABELS", "TEMPLATES", "Page", "lesson_page"]

LABELS = {TRAINEE: "Trainee edition", FACILITATOR: "Facilitator edition"}

_WIDGET = "application/vnd.jupyter.widget-view+json"
_PICTURES = {"image/png", "image/jpeg"}
# Letters of Unicode's range for private use stand for pictures and code until a page is finished.
_PICTURE = re.compile("base64,\ue000(\\d+)\ue000")
_DRAWN = re.compile(r"(?<=data:image/svg\+xml;)base64,([A-Za-z0-9+/=]+)")  # labkit's pictures: HTML with their words
_BASE64 = re.compile(r"[A-Za-z0-9+/=\n]*")
_CODE = re.compile("\ue001([0-9a-f]{40})\ue001")
_CONTROL = (
    '<p class="control">Here the notebook has a control to move. The page shows the result for its first setting.</p>'
)


@dataclass(frozen=True)
class Page:
    """A finished page.

    Parameters
    ----------
    html
        The page.
    remarks
        What the author of the lesson should mend: a picture without words, a skipped heading level.
    """

    html: str
    remarks: tuple[str, ...]


def lesson_page(notebook: Any, lesson: Lesson, edition: str, *, variant: str, synthetic: str = "") -> Page:
    """Return the page of one edition of a lesson."""
    from nbconvert.filters.markdown_mistune import InvalidNotebook

    about = SimpleNamespace(
        id=lesson.id,
        title=lesson.title,
        day=lesson.day.removeprefix("day"),
        edition=edition,
        edition_label=LABELS[edition],
        # Trainees' pages do not lead to answers.
        other="" if edition == TRAINEE else TRAINEE,
        other_label=LABELS[TRAINEE],
        file=f"{lesson.slug}.ipynb" if edition == TRAINEE else f"{lesson.slug}-{edition}.ipynb",
        data=data_of(notebook.cells),
        variant=variant,
        synthetic=synthetic,
        css=site_style(facilitator=edition == FACILITATOR),
        bar=navigation(_ROOT, "start"),
        root=_ROOT,
        has_title=any(re.match(r"# \S", c.source) for c in notebook.cells if c.cell_type == "markdown"),
    )
    resources = {"metadata": {"path": str(lesson.path.parent), "name": lesson.slug}, "lesson": about}
    try:
        plain = _without_controls(notebook)
        if edition == TRAINEE:
            mark_guesses(plain.cells)
        pictures = _taken_out(plain)
        html, _ = _exporter().from_notebook_node(plain, resources)
    except InvalidNotebook as error:
        raise CourseError(
            f"The page of lesson {lesson.id} lacks a picture.",
            where=shown(lesson.path),
            got=str(error),
            hint="Put the picture into the cell again, or beside the notebook.",
        ) from error
    soup = BeautifulSoup(html, "html.parser")
    made_still(soup)
    with_unique_ids(soup)
    with_boxed_tables(soup)
    with_contents(soup)
    without_keys(soup)
    with_sources_linked(soup, f"{_ROOT}{SHARED}/")
    with_terms_linked(soup, f"{_ROOT}{SHARED}/glossary.html")
    with_anchors(soup)
    with_headings_above(soup)
    with_names_once(soup)
    mark_answers(soup, opened=edition == FACILITATOR)
    remarks = tuple(remarks_on(soup))
    outside = external_resources(soup)
    if outside:
        raise CourseError(
            f"The page of lesson {lesson.id} would load something from elsewhere.",
            where=f"{shown(lesson.path)}, {edition} edition",
            got=first_few(outside),
            expected="pictures and styles that are in the notebook, or beside it",
            hint="Put a picture beside the notebook, or draw it in a cell. Plain links are fine.",
        )
    html = f"{soup}".strip() + "\n"
    html = _CODE.sub(lambda match: _colouring(match[1]), html)
    return Page(_PICTURE.sub(lambda match: f"base64,{pictures[int(match[1])]}", html), remarks)


@lru_cache
def _exporter() -> Any:
    from labkit.course.site.page_exporter import PageExporter

    return PageExporter(highlight_code=_code, claims=lambda source: escape("|".join(claims_of(source))))


def _code(source: str, metadata: Any = None) -> str:
    """Return what stands for a piece of code until the page is finished: coloured code has more tags than all else."""
    name = hashlib.sha1(source.encode(), usedforsecurity=False).hexdigest()
    _coloured.setdefault(name, source)
    return f"\ue001{name}\ue001"


@cache
def _colouring(name: str) -> str:
    """Return a piece of code in colour; the same in both editions, and for every province."""
    from nbconvert.filters.highlight import Highlight2HTML

    made = Highlight2HTML(pygments_lexer="ipython3")(_coloured[name])  # type: ignore[no-untyped-call]
    soup = BeautifulSoup(made, "html.parser")
    with_keys_to_scroll(soup)
    for span in soup.select("pre span[class]"):
        if not _colours().intersection(span.get_attribute_list("class")):
            span.unwrap()
    return str(soup)


@cache
def _colours() -> frozenset[str]:
    """Return the kinds of words that the style gives a colour; a mark around any other word only weighs."""
    return frozenset(re.findall(r"\.highlight \.(\w+)", site_style()))


_coloured: dict[str, str] = {}


def _taken_out(notebook: Any) -> list[str]:
    """Put a few letters in the place of each picture and return the pictures.

    The tools below read the whole page again and again, and most of its letters are those of pictures.
    """
    pictures: list[str] = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            for kind in _PICTURES & set(data):
                if not _BASE64.fullmatch(str(data[kind])):
                    continue  # whatever it is, the page is checked with it
                pictures.append(str(data[kind]).replace("\n", ""))
                data[kind] = f"\ue000{len(pictures) - 1}\ue000"
            if "text/html" in data:
                data["text/html"] = _DRAWN.sub(partial(_kept, pictures), str(data["text/html"]))
    return pictures


def _kept(pictures: list[str], found: re.Match[str]) -> str:
    """Keep the letters of a picture, and return what stands for them."""
    pictures.append(smaller(found[1]))
    return f"base64,\ue000{len(pictures) - 1}\ue000"


def _without_controls(notebook: Any) -> Any:
    """Return a copy whose widgets and scripts are replaced by a sentence: they need a running notebook."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if _WIDGET in data:
                data.clear()
                data["text/html"] = _CONTROL
            data.pop("application/javascript", None)
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("data") != {}]
    notebook.metadata.pop("widgets", None)
    return notebook

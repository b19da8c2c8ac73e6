"""The search: an index made when the handbook is built, stored as a script so that it also opens from a folder.

A page that was opened from a folder (``file://``) may not fetch a data file, but it may load a script beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass

from bs4 import BeautifulSoup, Tag

_BLOCKS = frozenset(
    {"details", "dd", "div", "dl", "dt", "h2", "h3", "h4", "li", "p", "pre", "summary", "td", "th", "tr"}
)
_SILENT_TAGS = frozenset({"script", "style", "noscript", "math", "img", "svg"})
_SILENT_CLASSES = frozenset({"time", "copy", "code", "signature", "dataframe"})
FIELDS = ("kind", "title", "heading", "address", "text")
"""The order of an entry's fields in the index."""


@dataclass(frozen=True)
class Found:
    """A place that the search can lead to.

    Parameters
    ----------
    kind
        Outputs beside the result: ``"Lesson"``, ``"Glossary"``, ``"Data"``, ``"Indicator"``, ``"Agenda"``.
    title
        Of the page.
    heading
        Of the section; empty for the top of a page.
    address
        From the build folder, with ``#place``.
    text
        The words of the section.
    """

    kind: str
    title: str
    heading: str
    address: str
    text: str


def places_on(html: str, kind: str, address: str, headings: tuple[str, ...] = ("h2",)) -> list[Found]:
    """Return the sections of a page as places for the search.

    Examples
    --------
    >>> page = '<main><h1>Data</h1><p>All.</p><h2 id="a">Ages</h2><p>In years.</p></main>'
    >>> [(found.heading, found.address, found.text) for found in places_on(page, "Data", "data.html")]
    [('', 'data.html', 'All.'), ('Ages', 'data.html#a', 'In years.')]
    """
    soup = BeautifulSoup(html, "html.parser")
    main = soup.main or soup
    for silent in main.find_all(_is_silent):
        silent.decompose()
    heading = main.h1
    in_headings = {id(text) for each in main.find_all(["h1", *headings]) for text in each.descendants}
    title = _words(heading) if heading is not None else ""
    found: list[Found] = []
    name, place, words = "", address, list[str]()
    for node in main.descendants:
        if isinstance(node, Tag):
            if node.name in headings and node.get("id"):
                found.append(Found(kind, title, name, place, _joined(words)))
                name, place, words = _words(node), f"{address}#{node['id']}", []
            elif node.name in _BLOCKS:
                words.append(" ")
        elif id(node) not in in_headings:
            words.append(str(node))
    found.append(Found(kind, title, name, place, _joined(words)))
    return [place for place in found if place.heading or place.text or place.title]


def _is_silent(node: Tag) -> bool:
    """Tell what the search does not read: what is not text, code, and tables of figures."""
    return (
        node.name in _SILENT_TAGS
        or node.has_attr("data-done")
        or not _SILENT_CLASSES.isdisjoint(node.get_attribute_list("class"))
    )


def _joined(words: list[str]) -> str:
    return " ".join("".join(words).split())


def _words(node: Tag) -> str:
    return " ".join(node.get_text().split())


def as_script(places: Iterable[Found], words: Mapping[str, str] | None = None) -> str:
    """Return the index as a script that the search script loads.

    Examples
    --------
    >>> print(as_script([Found("Data", "Ages", "", "data.html", "In years.")]).strip())
    window.labkitIndex = [
    ["Data", "Ages", "", "data.html", "In years."]
    ];
    window.labkitWords = {};
    """
    rows = ",\n".join(json.dumps(astuple(place), ensure_ascii=False) for place in places)
    # U+2028 and U+2029 end a line in old script engines.
    rows = rows.replace("\u2028", " ").replace("\u2029", " ")
    others = json.dumps(dict(words or {}), ensure_ascii=False, sort_keys=True)
    return f"window.labkitIndex = [\n{rows}\n];\nwindow.labkitWords = {others};\n"

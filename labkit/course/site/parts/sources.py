"""The ways from a lesson's claims to their sources: links to data cards, and to the list of published figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

import labkit
from labkit.course.site.glossary.terms import slug

CLAIMS = "claims.html"
"""The page with every published figure, in the folder of the shared pages."""

_OPENED = re.compile(r"""\b(?:load|card)\(\s*["'](\w+)["']""")
_ASSIGNED = re.compile(r"""^dataset\s*=\s*["'](\w+)["']""", re.MULTILINE)
_PUBLISHED = re.compile(r"""\bpublished\(\s*["']([^"']+)["']""")
_BUILT = re.compile(r"""\bpublished\(\s*f(["'])([^"'{}]*)\{\w+\}([^"'{}]*)\1""")
_WORDS = re.compile(r"""["']([^"'\n]+)["']""")
_ADDRESS = re.compile(r"https?://[^\s<>]+[^\s<>.,;:)…]")


@lru_cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of the data sets, and the indicators with published figures."""
    return frozenset(labkit.datasets()["name"]), frozenset(labkit.load("published")["indicator"])


def data_of(cells: Iterable[Any]) -> list[str]:
    """Return the data sets that a lesson opens, in the order of its text.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell
    >>> data_of([new_code_cell('lfs = lk.load("lfs")'), new_code_cell('published("unemployment rate")')])
    ['lfs', 'published']
    """
    found: dict[str, None] = {}
    for cell in cells:
        names = [*_ASSIGNED.findall(cell.source), *_OPENED.findall(cell.source)]
        if _PUBLISHED.search(cell.source):
            names.append("published")
        found.update(dict.fromkeys(name for name in names if name in _known()[0]))
    return list(found)


def claims_of(source: str) -> list[str]:
    """Return the indicators whose published figures a cell reads.

    A name may be put together in the cell, from a text with one gap and the words that the cell puts into it.

    Examples
    --------
    >>> claims_of('[published(f"NSSF contribution, {scheme}") for scheme in ("health", "pension, worker")]')
    ['NSSF contribution, health', 'NSSF contribution, pension, worker']
    """
    names = _PUBLISHED.findall(source)
    for _, before, after in _BUILT.findall(source):
        names += [f"{before}{word}{after}" for word in _WORDS.findall(source)]
    return [name for name in dict.fromkeys(names) if name in _known()[1]]


def with_sources_linked(soup: BeautifulSoup, handbook: str) -> None:
    """Link data sets that the text names to their cards, figures to their sources, and addresses in tables."""
    for code in soup.select("main .text code"):
        if code.find_parent(["pre", "a"]) is None:
            names = [name for name in _OPENED.findall(code.get_text()) if name in _known()[0]]
            claims = claims_of(code.get_text())
            if names or claims:
                target = f"data-{names[0]}.html" if names else f"{CLAIMS}#{slug(claims[0])}"
                code.wrap(soup.new_tag("a", attrs={"href": handbook + target}))
    _link_addresses(soup)
    for holder in soup.select("main [data-claims]"):
        _tell(soup, holder, handbook)


def _tell(soup: BeautifulSoup, holder: Tag, handbook: str) -> None:
    """Write below a cell where its published figures come from."""
    line = soup.new_tag("p", attrs={"class": "sources-of"})
    line.append("Where from: ")
    for number, name in enumerate(f"{holder['data-claims']}".split("|")):
        line.append("; " if number else "")
        link = soup.new_tag("a", attrs={"href": f"{handbook}{CLAIMS}#{slug(name)}"})
        link.string = name
        line.append(link)
    del holder["data-claims"]
    holder.append(line)


def _link_addresses(soup: BeautifulSoup) -> None:
    """Make addresses in cells of tables links that can be clicked."""
    for cell in soup.select("main td"):
        text = cell.string
        if (
            not isinstance(text, NavigableString)
            or cell.find("a") is not None
            or not (found := _ADDRESS.search(text))
            or re.search(r"…|\.\.\.", found[0] + text[found.end() : found.end() + 3])  # cut off: it leads nowhere
        ):
            continue
        link = soup.new_tag("a", attrs={"href": found[0]})
        link.string = text[found.start() : found.end()]
        before, after = text[: found.start()], text[found.end() :]
        text.replace_with(NavigableString(before), link, NavigableString(after))

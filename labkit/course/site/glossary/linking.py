"""Links from a page's words to the glossary.

The first time a term comes in a section, it becomes a link; its definition is the link's ``title``, which browsers
show under the mouse and screen readers read. The site's script shows it in a box instead; no script is needed.
Code, headings, links, and tables of figures are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from labkit.course.site.glossary.terms import Term, terms

_LEFT_ALONE = frozenset(
    {"a", "abbr", "button", "code", "dfn", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "math", "pre", "script",
     "style", "summary", "svg", "th"}
)  # fmt: skip
_NO_PROSE = frozenset({"dataframe", "printed", "highlight", "label", "control"})


def with_terms_linked(soup: BeautifulSoup, glossary: str, within: str = "main .text") -> None:
    """Link the first occurrence of each term in each section to the glossary, changing the page in place.

    Notes
    -----
    A term in small letters is found with or without a capital at its start, and with a plural "s". A form with more
    capitals, such as NEET, is found only as it is written. Of two terms that start at one place the longer one wins.

    Examples
    --------
    >>> page = BeautifulSoup('<main><p class="text">An informal job, or a formal one.</p></main>', "html.parser")
    >>> with_terms_linked(page, "glossary.html")
    >>> page.a["href"], page.a.get_text()
    ('glossary.html#informal-job', 'informal job')
    """
    linked: set[str] = set()
    parts = set(map(id, soup.select(within)))
    for node in list(soup.descendants):
        if isinstance(node, Tag):
            if node.name == "h2":
                linked = set()
        elif isinstance(node, NavigableString) and _is_prose(node, parts):
            _link(soup, node, glossary, linked)


def _is_prose(node: NavigableString, parts: set[int]) -> bool:
    """Tell whether words at this place may be linked."""
    inside = False
    if isinstance(node, PreformattedString):  # comments and the like
        return False
    for parent in node.parents:
        if parent.name in _LEFT_ALONE or _NO_PROSE & set(parent.get_attribute_list("class")):
            return False
        inside = inside or id(parent) in parts
    return inside


def _link(soup: BeautifulSoup, node: NavigableString, glossary: str, linked: set[str]) -> None:
    """Replace a piece of text by the same text with links."""
    pattern, by_form = _finder(terms())
    pieces: list[Tag | NavigableString] = []
    text, start = str(node), 0
    for match in pattern.finditer(text):
        form = " ".join(match["form"].split())
        term = by_form.get(form) or by_form.get(form[:1].lower() + form[1:])
        if term is None or term.id in linked:
            continue
        linked.add(term.id)
        about = {"class": "term", "href": f"{glossary}#{term.id}", "title": term.definition}
        link = soup.new_tag("a", attrs=about | ({"data-khmer": term.khmer} if term.khmer else {}))
        link.string = match[0]
        pieces += [NavigableString(text[start : match.start()]), link]
        start = match.end()
    if pieces:
        node.replace_with(*pieces, NavigableString(text[start:]))


@lru_cache
def _finder(listed: Iterable[Term]) -> tuple[re.Pattern[str], dict[str, Term]]:
    """Return a pattern that finds every form of every term, longest first, and the term of each form."""
    by_form: dict[str, Term] = {}
    for term in listed:
        if term.link:
            for form in (term.term, *term.forms):
                by_form.setdefault(form, term)
    forms = sorted(by_form, key=lambda form: (-len(form), form))
    spelled = "|".join(_spelled(form) for form in forms)
    # Hyphens count as letters: "non-informal" and "LU1-like" are other words.
    return re.compile(rf"(?<![\w-])(?P<form>{spelled})(?P<plural>s?)(?![\w-])"), by_form


def _spelled(form: str) -> str:
    """Return the pattern of a form: a small first letter may be a capital, spaces may be line ends."""
    first = f"[{form[0]}{form[0].upper()}]" if form[0].islower() else re.escape(form[0])
    return first + re.escape(form[1:]).replace(r"\ ", r"\s+")

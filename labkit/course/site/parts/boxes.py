"""The boxes of a page, "Your turn" and "For the facilitator": a heading stands above a box, a name once."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

_NAME = re.compile(r"\s*for the facilitator\s*[:.]?\s*", re.IGNORECASE)


def with_headings_above(soup: BeautifulSoup) -> None:
    """Take the heading of a section out of the box that begins with it: the section is more than the box.

    Examples
    --------
    >>> text = '<div class="cell your-turn"><div class="text"><h2>Count</h2><p>Do.</p></div></div>'
    >>> page = BeautifulSoup(f"<main>{text}</main>", "html.parser")
    >>> with_headings_above(page)
    >>> [node["class"] for node in page.main.find_all("div", recursive=False)], page.select(".your-turn h2")
    ([['cell'], ['cell', 'your-turn']], [])
    """
    for heading in soup.select("main .your-turn > .text > h2:first-child"):
        box = heading.find_parent(class_="your-turn")
        if isinstance(box, Tag):
            above = soup.new_tag("div", attrs={"class": "cell"})
            text = soup.new_tag("div", attrs={"class": "text"})
            text.append(heading.extract())
            above.append(text)
            box.insert_before(above)


def with_names_once(soup: BeautifulSoup) -> None:
    """Let "For the facilitator" stand once in a box: its label says it, the text need not.

    Examples
    --------
    >>> text = "<p><strong>For the facilitator: two answers.</strong> One.</p>"
    >>> page = BeautifulSoup(f'<main><aside class="facilitator">{text}</aside></main>', "html.parser")
    >>> with_names_once(page)
    >>> str(page.aside.p)
    '<p><strong>Two answers.</strong> One.</p>'
    """
    for strong in soup.select("main aside.facilitator strong"):
        found = _NAME.match(strong.get_text())
        first = strong.contents[0] if strong.contents else None
        if found is None or not isinstance(first, NavigableString):
            continue
        rest = _NAME.sub("", str(first), count=1)
        if rest:
            first.replace_with(rest[:1].upper() + rest[1:])
            continue
        paragraph = strong.parent
        strong.decompose()
        if paragraph is not None and not paragraph.get_text(strip=True):
            paragraph.decompose()

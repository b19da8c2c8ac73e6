"""The boxes of a page, "Your turn" and "For the facilitator": a heading stands above a box, a name once."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

_NAME = re.compile(r"\s*for the facilitator\s*[:.]?\s*", re.IGNORECASE)
_TURN = re.compile(r"\s*your turn\b", re.IGNORECASE)


def with_headings_above(soup: BeautifulSoup) -> None:
    """Take what stands before "Your turn" out of the box, such as the heading of a section: the box is what to do.

    Examples
    --------
    >>> text = "<h2>Count</h2><p>Why is it wrong?</p><p><strong>Your turn.</strong> Do.</p>"
    >>> box = f'<div class="cell your-turn"><div class="text">{text}</div></div>'
    >>> page = BeautifulSoup(f"<main>{box}</main>", "html.parser")
    >>> with_headings_above(page)
    >>> [node.get_text("|") for node in page.main.find_all("div", recursive=False)]
    ['Count|Why is it wrong?', 'Your turn.| Do.']
    """
    for text in soup.select("main .your-turn > .text"):
        box = text.find_parent(class_="your-turn")
        before = _before_your_turn(text)
        if isinstance(box, Tag) and before:
            above = soup.new_tag("div", attrs={"class": "cell"})
            outside = soup.new_tag("div", attrs={"class": "text"})
            outside.extend([node.extract() for node in before])
            above.append(outside)
            box.insert_before(above)


def _before_your_turn(text: Tag) -> list[Tag]:
    """Return what stands in a box before the paragraph with "Your turn"; without such a paragraph its heading."""
    parts = text.find_all(recursive=False)
    named = [any(_TURN.match(strong.get_text()) for strong in part.find_all("strong")) for part in parts]
    if True in named:
        return parts[: named.index(True)]
    return parts[: int(bool(parts) and parts[0].name == "h2")]


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

"""The finishing touches on a lesson's page: ids, tables, the list of contents, and what to look out for.

Each function changes the page's tree in place; nbconvert and labkit's template have made it.
"""

from __future__ import annotations

import re
from html import escape

from bs4 import BeautifulSoup, Tag

from labkit.course.site.parts.phone_tables import for_telephones
from labkit.errors import first_few

_INSIDE = re.compile(
    r"data:|#|(?:\.\./)*handbook/(?:site\.js|search\.html)$|\.\./pictures/day\d+/[0-9a-f]{16}\.(?:png|jpeg|svg)$"
)
_NUMBER = re.compile(r"[+\-\u2212]?[\d.,\u202f\u00a0 ]*\d\s*%?|NaN|nan|NA|<NA>|None|True|False|\u2013|-|")


def made_still(soup: BeautifulSoup) -> None:
    """Take out scripts and the style that pandas repeats with each table; let code scroll with the keyboard."""
    for node in soup.select("main script, main link, main style[scoped]"):
        node.decompose()
    with_keys_to_scroll(soup)
    for box in soup.select("main pre.printed"):
        # One line is a sentence and may wrap; several may be a table in letters and must not.
        if "\n" not in box.get_text().strip():
            box["class"] = " ".join([*box.get_attribute_list("class"), "line"])


def with_keys_to_scroll(soup: BeautifulSoup) -> None:
    """Let boxes of coloured code scroll with the keyboard."""
    for box in soup.select(".highlight pre"):
        box["tabindex"] = "0"


def with_unique_ids(soup: BeautifulSoup) -> None:
    """Give each heading an id of its own: "Your turn" comes more than once in a lesson."""
    seen = {str(node["id"]) for node in soup.select("[id]") if not _is_heading(node)}
    for heading in soup.select("main h1, main h2, main h3, main h4, main h5, main h6"):
        wanted = re.sub(r"[^\w]+", "-", heading.get_text().lower()).strip("-") or "section"
        name, count = wanted, 1
        while name in seen:
            count += 1
            name = f"{wanted}-{count}"
        seen.add(name)
        heading["id"] = name


def _is_heading(node: Tag) -> bool:
    return re.fullmatch("h[1-6]", node.name) is not None


def with_boxed_tables(soup: BeautifulSoup) -> None:
    """Let wide tables scroll in a box of their own, and tell screen readers what heads what."""
    for number, table in enumerate(soup.select("main table"), start=1):
        box = soup.new_tag(
            "div", attrs={"class": "table", "role": "region", "tabindex": "0", "aria-label": f"Table {number}"}
        )
        table.wrap(box)
        del table["border"]
        for cell in table.select("th, td"):
            if re.fullmatch(r"\s*text-align:\s*\w+;?\s*", str(cell.get("style", ""))):
                del cell["style"]
            if cell.name == "th":
                cell["scope"] = "col" if cell.find_parent("thead") else "row"
            if cell.name == "th" or (len(cell.get_text()) > _LONG_CODE and "://" not in cell.get_text()):
                _with_places_to_break(soup, cell)
        _align(table)
        for_telephones(table)


def _with_places_to_break(soup: BeautifulSoup, cell: Tag) -> None:
    """Let the long name of a column go on in the next line: after each "_"."""
    for text in cell.find_all(string=re.compile("_[^_]")):
        first, *others = re.split("(?<=_)(?=[^_])", str(text))
        text.replace_with(first, *(part for other in others for part in (soup.new_tag("wbr"), other)))


_SHORT = 14
"""Letters up to which words among numbers stay on one line."""
_LONG_CODE = 20
"""Letters of a code, such as that of a published series, that may go on in the next line."""
_SENTENCE = 60
"""Letters from which words in a table need room: on a telephone a column of them is not squeezed."""


def _align(table: Tag) -> None:
    """Words to the left, numbers to the right, each column after what most of it holds."""
    for row in table.select("thead tr, tbody tr"):
        for cell in row.find_all("th"):
            if cell["scope"] == "row":
                cell["class"] = "words"
    body = [row.find_all(["th", "td"]) for row in table.select("tbody tr")]
    width = max((len(row) for row in body), default=0)
    for place in range(width):
        column = [row[place - width] for row in body if len(row) >= width - place]
        words = [cell for cell in column if not _NUMBER.fullmatch(cell.get_text().strip())]
        if len(words) * 2 > len(column):
            heads = [row.find_all(["th", "td"]) for row in table.select("thead tr")]
            column += [row[place] for row in heads if len(row) == width]
            for cell in column:
                cell["class"] = "words long" if len(cell.get_text()) > _SENTENCE else "words"
        else:
            for cell in words:
                if len(cell.get_text()) > _SHORT:
                    cell["class"] = "breaks"


def with_contents(soup: BeautifulSoup) -> None:
    """List the sections with their minutes at the side, and write the minutes beside each section's heading."""
    rows: list[tuple[str, str, str]] = []
    for heading in soup.select("main h2"):
        cell = heading.find_parent(attrs={"class": "cell"})
        minutes = str(cell.get("data-minutes") or "") if cell else ""
        rows.append((str(heading["id"]), heading.get_text(), minutes))
        if minutes:
            time = soup.new_tag("span", attrs={"class": "time"}, string=f"{minutes} min")
            heading.append(" ")
            heading.append(time)
    for cell in soup.select("[data-minutes]"):
        del cell["data-minutes"]
    nav = soup.select_one("nav.contents")
    if nav is not None:
        nav.append(BeautifulSoup(_contents(rows), "html.parser"))


def with_anchors(soup: BeautifulSoup) -> None:
    """Let each heading show a link to itself; the keyboard has the same links in the list of contents."""
    for heading in soup.select("main :is(h2, h3)[id]"):
        link = soup.new_tag(
            "a",
            attrs={
                "class": "anchor",
                "href": f"#{heading['id']}",
                "aria-hidden": "true",
                "tabindex": "-1",
                "title": "Link to this section",
            },
        )
        heading.append(link)


def _contents(rows: list[tuple[str, str, str]]) -> str:
    items = "\n".join(
        f'<li><a href="#{escape(target)}">{escape(text)}</a>'
        + (f' <span class="time">{escape(minutes)} min</span>' if minutes else "")
        + "</li>"
        for target, text, minutes in rows
    )
    total = sum(float(minutes) for *_, minutes in rows if re.fullmatch(r"\d+(\.\d+)?", minutes))
    closing = f'\n<p class="sum">Together {total:g} minutes</p>' if total else ""
    return f'<div><p class="name">On this page</p>\n<ol>\n{items}\n</ol>{closing}</div>' if rows else ""


def remarks_on(soup: BeautifulSoup) -> list[str]:
    """Return what the author should mend."""
    remarks = []
    silent = [n for n, image in enumerate(soup.select("main img"), start=1) if not str(image.get("alt") or "").strip()]
    if silent:
        remarks.append(f"no alternative text for picture {first_few(silent)}")
    before = 0
    for heading in soup.select("main h1, main h2, main h3, main h4, main h5, main h6"):
        level = int(heading.name[1])
        if level > before + 1:
            remarks.append(f'heading "{heading.get_text().strip()}" (level {level}) comes right under level {before}')
        before = level
    return remarks


def external_resources(html: str | BeautifulSoup) -> list[str]:
    """Return what a page would load from outside of itself when it is opened.

    Examples
    --------
    >>> external_resources('<img src="https://example.org/a.png"><a href="https://example.org">More</a>')
    ['https://example.org/a.png']
    """
    soup = BeautifulSoup(html, "html.parser") if isinstance(html, str) else html
    found = [
        str(value)
        for node in soup.find_all(True)
        for name in ("src", "srcset", "href", "xlink:href", "data", "poster", "action", "background")
        if (value := node.get(name)) and not (node.name == "a" and name == "href")
    ]
    styles = [node.get_text() for node in soup.find_all("style")]
    styles += [str(node["style"]) for node in soup.find_all(style=True)]
    for css in styles:
        found += re.findall(r"url\(\s*['\"]?([^'\")]+)", css) + re.findall(r"@import\s+['\"]([^'\"]+)", css)
    return [address for address in found if not _INSIDE.match(address.lstrip())]

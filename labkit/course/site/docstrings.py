"""Docstrings as HTML: numpydoc sections, lists of parameters, formulas as MathML (browsers draw it themselves)."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from itertools import groupby

from bs4 import BeautifulSoup, Tag

from labkit.course.site.parts.examples import with_full_names

_LISTS = frozenset({"Parameters", "Returns", "Raises", "Attributes", "Yields", "Other Parameters"})
_SECTIONS = _LISTS | {"Examples", "Notes", "See Also", "References", "Warnings"}
_TITLES = {
    "Parameters": "What to give it",
    "Other Parameters": "What else one may give it",
    "Attributes": "What it holds",
    "Returns": "What comes back",
    "Yields": "What comes back, one by one",
    "Raises": "Errors",
    "See Also": "See also",
}
_SETTINGS = {
    "math_output": "MathML",
    "smart_quotes": False,
    "syntax_highlight": "none",
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "report_level": 2,
    "halt_level": 5,
    "warning_stream": False,
}


def sections(docstring: str) -> list[tuple[str, str]]:
    r"""Return the parts of a docstring: first the text without a heading, then each numpydoc section.

    Examples
    --------
    >>> sections("Return one.\n\nExamples\n--------\n>>> 1\n1")
    [('', 'Return one.'), ('Examples', '>>> 1\n1')]
    """
    parts: list[tuple[str, list[str]]] = [("", [])]
    lines = inspect.cleandoc(docstring).splitlines()
    place = 0
    while place < len(lines):
        line = lines[place]
        under = lines[place + 1].strip() if place + 1 < len(lines) else ""
        if line in _SECTIONS and re.fullmatch("-{3,}", under):
            parts.append((line, []))
            place += 2
            continue
        parts[-1][1].append(line)
        place += 1
    return [(title, "\n".join(text).strip()) for title, text in parts]


def summary(docstring: str) -> str:
    """Return the first paragraph of a docstring as one line."""
    return " ".join(inspect.cleandoc(docstring).split("\n\n")[0].split())


def as_html(
    docstring: str,
    *,
    level: int,
    prefix: str,
    address: Callable[[str], str] = lambda name: "",
    names: Mapping[str, str] | None = None,
) -> str:
    r"""Return a docstring as HTML; examples call the functions of `names` by their full names.

    Examples
    --------
    >>> "<mfrac>" in as_html("Return a half.\n\n.. math:: \\frac{1}{2}", level=3, prefix="half")
    True
    """
    text = ""
    for title, content in sections(docstring):
        body = _as_definition_list(content) if title in _LISTS else content
        body = with_full_names(body, names or {}) if title == "Examples" else body
        heading = f".. rubric:: {_TITLES.get(title, title)}\n\n" if title else ""
        text += f"{heading}{body}\n\n"
    return _tidied(_rendered(text, prefix), level, address)


def _as_definition_list(content: str) -> str:
    """Return numpydoc's list, names at the margin and texts indented, with the names as code."""
    lines = []
    for line in content.splitlines():
        if line[:1].strip() and not line.startswith((".. ", "* ", "- ")):
            names, _, kind = line.partition(" : ")
            words = ", ".join(f"``{name.strip()}``" for name in names.split(","))
            line = f"{words} : {kind}" if kind else words
        lines.append(line)
    return "\n".join(lines)


def _rendered(text: str, prefix: str) -> str:
    from docutils.core import publish_parts  # type: ignore[import-untyped]

    # Brackets grow by themselves in MathML; docutils knows neither their sizes nor dots that choose their height.
    text = re.sub(r"\\[Bb]igg?[lmr]?(?![A-Za-z])", "", text)
    text = re.sub(r"\\dots(?![A-Za-z])", r"\\ldots", text)
    parts = publish_parts(text, writer="html5", settings_overrides={**_SETTINGS, "id_prefix": f"{prefix}-"})
    return str(parts["body"]).strip()


def _set_indices_beside(soup: BeautifulSoup) -> None:
    """Put the index of a letter with a bar or a hat beside it; docutils puts it under the letter."""
    for node in soup.select("munderover"):
        parts = node.find_all(True, recursive=False)
        if len(parts) == 3 and parts[2].name == "mo" and parts[2].get("stretchy") == "false":
            letter, index, accent = (part.extract() for part in parts)
            accented = soup.new_tag("mover", attrs={"accent": "true"})
            accented.extend([letter, accent])
            node.name = "msub"
            node.clear()
            node.extend([accented, index])


def _mark_typed(soup: BeautifulSoup, box: Tag) -> None:
    """Mark the lines of an example that one types, and results in words: they may wrap, and tables may not."""
    lines = box.get_text().strip("\n").split("\n")
    box.clear()
    for typed, group in groupby(lines, key=lambda line: line.startswith((">>>", "..."))):
        if box.contents:
            box.append("\n")
        text = "\n".join(group)
        if not typed and text.startswith(" "):  # a table: its first head stands over the numbers
            box.append(text)
            continue
        part = soup.new_tag("span", attrs={"class": "typed" if typed else "told"})
        part.append(text)
        box.append(part)


def _set_labels_below(soup: BeautifulSoup) -> None:
    """Put what a brace below a term says under the brace; docutils puts it beside the brace."""
    for node in soup.select("msub:has(> munder > mo)"):
        if node.munder is not None and node.munder.find_all("mo", recursive=False)[-1].get_text() == "⏟":
            node.name = "munder"


def _tidied(html: str, level: int, address: Callable[[str], str]) -> str:
    """Return docutils' HTML with headings of the page's levels, code as code, and names as links."""
    soup = BeautifulSoup(html, "html.parser")
    for rubric in soup.select("p.rubric"):
        rubric.name = f"h{level}"
        del rubric["class"]
    for code in soup.select("span.docutils.literal"):
        code.name = "code"
        del code["class"]
    for name in soup.find_all("cite"):
        name.name = "code"
        target = address(name.get_text().removesuffix("()"))
        if target:
            name.wrap(soup.new_tag("a", href=target))
    for box in soup.select("pre"):
        box["class"], box["tabindex"] = "example", "0"
        _mark_typed(soup, box)
    _set_indices_beside(soup)
    _set_labels_below(soup)
    for box in soup.select("div:has(> math[display=block])"):
        box["class"], box["tabindex"] = "formula", "0"
    return f"{soup}".strip()

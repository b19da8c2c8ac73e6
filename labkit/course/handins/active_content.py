"""Nothing of a hand-in is active where a facilitator looks at it: no HTML, no script, no address that runs something.

Formgrader shows outputs and written answers in Jupyter's own origin: a script there could write files and open
terminals. So outputs become texts and safe pictures, and a written answer becomes Markdown without HTML.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

PICTURES = ("image/png", "image/jpeg")
"""Kinds of data that a browser only draws."""

_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
_LINK = re.compile(r"\]\((?!https?://[^\s<>()]*\))(?:attachment:(?P<name>[\w.-]+)(?=\)))?")
"""The start of a link that leads anywhere but to a page; its name if it is a picture pasted into the cell."""
_ELSEWHERE = re.compile(r"!\[(?![^\]\n]{0,300}\]\(attachment:)")
_REFERENCE = re.compile(r"\](?=\s*:)")
_MATH_LINK = re.compile(r"\\(href|url|unicode|style|class|cssId|require)\b", flags=re.IGNORECASE)
_KEPT_OF_PICTURES = ("alt", "width", "height")


def safe_markdown(source: str, pictures: Collection[str] | None = None) -> str:
    """Return Markdown that is shown as it is written: HTML becomes text, and no address runs anything.

    `pictures` are the names of those that were pasted into the cell. A link to another one becomes text: formgrader
    could not show the page. A picture on another server becomes a link: to look at it would tell that server.

    Examples
    --------
    >>> safe_markdown("**One** <script>alert(1)</script> [here](javascript:alert(2))")
    '**One** &lt;script>alert(1)&lt;/script> [here] (javascript:alert(2))'
    >>> safe_markdown("![a](attachment:a.png) ![b](attachment:b.png)", {"a.png"})
    '![a](attachment:a.png) ![b] (attachment:b.png)'
    """

    def kept(link: re.Match[str]) -> str:
        known = link["name"] and (pictures is None or link["name"] in pictures)
        return link[0] if known else link[0].replace("](", "] (", 1)

    text = re.sub(r"<(?=[A-Za-z/!?])", "&lt;", source)
    text = _ELSEWHERE.sub("[", text)
    text = _REFERENCE.sub(r"] ", _LINK.sub(kept, text))
    return _MATH_LINK.sub(r"\1", text)


def safe_attachments(attachments: Any) -> dict[str, dict[str, str]]:
    """Return the pictures that were pasted into a cell, and nothing else."""
    found: dict[str, dict[str, str]] = {}
    for name, data in attachments.items() if isinstance(attachments, Mapping) else ():
        if isinstance(name, str) and re.fullmatch(r"[\w .()-]{1,100}", name) and isinstance(data, Mapping):
            pictures = {kind: text for kind in PICTURES if (text := _picture(data.get(kind)))}
            if pictures:
                found[name] = pictures
    return found


def safe_data(data: Mapping[str, Any]) -> dict[str, str]:
    """Return what an output shows as pictures and text; rich kinds without a text of their own are named."""
    kept = {kind: text for kind in PICTURES if (text := _picture(data.get(kind)))}
    plain = data.get("text/plain")
    if plain is None and not kept:
        plain = next(
            (_without_tags(_joined(data[kind])) for kind in ("text/html", "text/markdown") if kind in data), None
        )
        plain = plain if plain is not None else f"[{', '.join(sorted(map(str, data)))[:100]}: not shown here]"
    if plain is not None:
        kept["text/plain"] = _joined(plain)
    return kept


def safe_metadata(metadata: Any) -> dict[str, Any]:
    """Return what is noted about pictures: their words and their size."""
    found: dict[str, Any] = {}
    for kind in PICTURES:
        about = metadata.get(kind) if isinstance(metadata, Mapping) else None
        if isinstance(about, Mapping):
            found[kind] = {
                name: value
                for name in _KEPT_OF_PICTURES
                if isinstance(value := about.get(name), (str if name == "alt" else int))
            }
    return found


def _picture(value: Any) -> str:
    text = _joined(value) if value is not None else ""
    return text if text and _BASE64.fullmatch(text) else ""


def _joined(value: Any) -> str:
    text = "".join(map(str, value)) if isinstance(value, list) else str(value)
    return text.encode(errors="replace").decode()


def _without_tags(text: str) -> str:
    """Return the words of a web page; taken apart by a parser, not by a pattern."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(text[:200_000], "html.parser")
    for tag in soup(["script", "style"]):
        tag.decompose()
    return soup.get_text(" ", strip=True)

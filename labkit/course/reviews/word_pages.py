"""A brief that was handed in as a Word document only, as a page for its reviewers."""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from labkit.course.briefs.documents.pdf import INSTALL
from labkit.course.support.paths import shown
from labkit.errors import CourseError

_KEPT = frozenset((
    "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "strong",
    "em", "figure", "figcaption", "blockquote", "br", "img", "sup",
))  # fmt: skip
_NOT_READ = frozenset({"script", "style", "title", "head"})
_EMPTY = frozenset({"br", "img"})
_PICTURE = "data:image/"
_TEMPLATE = "<h1>$title$</h1>\n$body$"
_GONE = "<p>[A picture of another form is left out.]</p>"


def body_of_word(path: Path, hidden: Callable[[str], str]) -> tuple[str, str]:
    """Return the title and the text of a Word document as HTML: words, tables and pictures, and nothing of the file."""
    if find_spec("pypandoc") is None:
        raise CourseError("Pandoc is not installed: a Word document cannot be read.", where=shown(path), hint=INSTALL)
    import pypandoc

    with tempfile.TemporaryDirectory(prefix="labkit-word-") as folder:
        template = Path(folder) / "body.html"
        template.write_text(_TEMPLATE, encoding="utf-8")
        told = ["--standalone", "--embed-resources", "--sandbox", f"--template={template}", "--metadata=pagetitle=-"]
        try:
            html = pypandoc.convert_text(path.read_bytes(), "html", format="docx", extra_args=told)
        except (RuntimeError, OSError) as error:
            raise CourseError(
                "This Word document cannot be read.", where=shown(path), got=str(error).splitlines()[0]
            ) from error
    reader = _Reader(hidden)
    reader.feed(str(html))
    reader.close()
    return reader.title.strip(), "".join(reader.kept)


class _Reader(HTMLParser):
    """Keeps text, tables and pictures; attributes, addresses and everything active are dropped."""

    def __init__(self, hidden: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self.kept: list[str] = []
        self.title = ""
        self._hidden = hidden
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _EMPTY:
            self._open.append(tag)
        if tag not in _KEPT or self._unread():
            return
        about = {name: value or "" for name, value in attrs}
        self.kept.append(self._picture(about) if tag == "img" else f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass
        if tag in _KEPT - _EMPTY and not self._unread():
            self.kept.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._unread():
            return
        text = self._hidden(data)
        if not self.title and self._open and self._open[-1] == "h1":
            self.title = text
        self.kept.append(escape(text))

    def _unread(self) -> bool:
        return bool(_NOT_READ & set(self._open))

    def _picture(self, about: dict[str, str]) -> str:
        png = _as_png(about.get("src", ""))
        alt = escape(self._hidden(about.get("alt", "")), quote=True)
        return f'<img src="data:image/png;base64,{png}" alt="{alt}">' if png else _GONE


def _as_png(address: str) -> str:
    """Return a picture painted anew, so that nothing of its file goes along; empty if it cannot be painted."""
    from matplotlib.image import imread, imsave

    if not address.startswith(_PICTURE) or ";base64," not in address:
        return ""
    kind, _, content = address.removeprefix(_PICTURE).partition(";base64,")
    buffer = BytesIO()
    try:
        painted = imread(BytesIO(base64.b64decode(content)), format=kind)
        imsave(buffer, painted, format="png", cmap="gray", metadata={"Software": ""})
    except (OSError, ValueError, SyntaxError):  # a broken picture, or one of another form
        return ""
    return base64.b64encode(buffer.getvalue()).decode()

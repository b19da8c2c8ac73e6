"""What of a brief goes on one slide: key message, figure and ask."""

from __future__ import annotations

from dataclasses import dataclass

from labkit.course.briefs.documents.document import Document, picture_bytes


@dataclass(frozen=True)
class Slide:
    """The content of one slide.

    Parameters
    ----------
    title, message, ask
        Title, key message and recommendation, with their numbers written out.
    picture, alt
        The first figure as PNG (empty without one), and what it shows.
    author, institution, side
        Who speaks, and for which side.
    """

    title: str
    message: str
    ask: str
    picture: bytes
    alt: str
    author: str
    institution: str
    side: str


def slide_of(document: Document) -> Slide:
    """Return what of a brief goes on one slide."""
    figure = next((block for block in document["blocks"] if block["kind"] == "figure"), None)
    return Slide(
        title=document["title"],
        message=_text(document, "message"),
        ask=_text(document, "recommendation"),
        picture=picture_bytes(figure) if figure else b"",
        alt=figure["alt"] if figure else "",
        author=document["author"],
        institution=document["institution"],
        side=document["side"],
    )


def _text(document: Document, section: str) -> str:
    """Return the text of a section, a line for each paragraph or list item."""
    lines = []
    for block in document["blocks"]:
        if block.get("section") == section and block["kind"] in ("text", "list"):
            pieces = block["items"] if block["kind"] == "list" else [block["runs"]]
            lines += ["".join(run["text"] for run in runs) for runs in pieces]
    return "\n".join(lines)

"""Briefs as web pages that load nothing from outside."""

from __future__ import annotations

from functools import cache
from typing import Any

from labkit.course.briefs.documents.document import Document, folder_of_templates
from labkit.course.briefs.documents.pdf import WORDS


def page_of(document: Document) -> str:
    """Return a brief as one HTML file, with its pictures inside."""
    from markupsafe import Markup

    return str(_templates().get_template("page.html.j2").render(brief=document, body=Markup(body_of(document))))


def plain_page(title: str, body: str, note: str) -> str:
    """Return a page that looks like a brief's, with a text that is HTML already."""
    from markupsafe import Markup

    return str(_templates().get_template("plain.html.j2").render(title=title, body=Markup(body), note=note))


def body_of(document: Document, *, level: int = 2, last: str = "", wide: str = "") -> str:
    """Return the text of a brief as HTML, without its title."""
    template = _templates().get_template("body.html.j2")
    return str(template.render(brief=document, words=WORDS, level=level, last=last, wide=wide))


@cache
def _templates() -> Any:
    from jinja2 import Environment, FileSystemLoader

    return Environment(loader=FileSystemLoader(folder_of_templates()), autoescape=True)

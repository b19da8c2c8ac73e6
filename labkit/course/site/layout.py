"""What all pages of the handbook have in common: the style, the bar at the top, the search box."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from labkit.course.support.styles import style

TEMPLATES = Path(__file__).parent / "templates"
"""The templates of all pages."""

SHARED = "handbook"
"""The folder of a build with the pages that exist once, whatever the variant of the lessons."""

PLACES = {
    "start": ("index.html", "Lessons"),
    "agenda": (f"{SHARED}/agenda.html", "Agenda"),
    "glossary": (f"{SHARED}/glossary.html", "Glossary"),
    "data": (f"{SHARED}/data.html", "Data"),
    "reference": (f"{SHARED}/reference.html", "Indicators"),
}
"""The entries of the navigation bar: address from the build folder, and name."""


@lru_cache
def environment() -> Any:
    """Return the Jinja environment of the handbook's pages."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def navigation(root: str, here: str = "") -> str:
    """Return the bar at the top of a page, as HTML.

    Parameters
    ----------
    root
        The way from the page's folder to the build folder: ``""``, ``"../"`` …
    here
        The entry of the bar to which the page belongs, a key of `PLACES`; empty if to none.

    Examples
    --------
    >>> 'href="../../../handbook/glossary.html"' in navigation("../../../")
    True
    """
    return str(environment().get_template("bar.html.j2").render(root=root, here=here, places=PLACES)).strip()


def page(template: str, *, root: str, here: str = "", **content: Any) -> str:
    """Return a finished page of the handbook.

    Parameters
    ----------
    template
        A file in the folder of templates.
    root, here
        As for `navigation`.
    **content
        What the template asks for.
    """
    made = environment().get_template(template)
    html = made.render(root=root, css=style(), bar=navigation(root, here), shared=SHARED, **content)
    return f"{html.strip()}\n"

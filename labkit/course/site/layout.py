"""What all pages of the site have in common: the style, the bar at the top, the search box, the script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import labkit
from labkit.course.support.styles import style

TEMPLATES = Path(__file__).parent / "templates"
"""The templates of all pages."""

SHARED = "handbook"
"""The folder of a build with the pages that exist once, whatever the variant of the lessons."""

SCRIPT = "site.js"
"""The one script of all pages, in the folder of the shared pages."""

INDEX = "search-index.js"
"""The index of the search, beside the script."""

PLACES = {
    "start": ("index.html", "Course"),
    "agenda": (f"{SHARED}/agenda.html", "Agenda"),
    "glossary": (f"{SHARED}/glossary.html", "Glossary"),
    "data": (f"{SHARED}/data.html", "Data"),
    "reference": (f"{SHARED}/reference.html", "Indicators"),
}
"""The entries of the navigation bar: address from the build folder, and name."""

_SCRIPTS = ("look", "paper", "copying", "explanations", "progress", "search")
_RULE = re.compile(r"([^{}]+)(\{[^{}]*\})")


@dataclass(frozen=True)
class SharedPage:
    """A page that exists once: its file's name, what the search calls it, and its content."""

    name: str
    kind: str
    html: str

    @property
    def address(self) -> str:
        """The page as seen from the build folder."""
        return f"{SHARED}/{self.name}"


@lru_cache
def environment() -> Any:
    """Return the Jinja environment of the site's pages."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.globals["anchor"] = _anchor
    return made


def _anchor(place: str) -> Any:
    """Return a heading's link to itself; the keyboard has the list of contents for this."""
    from markupsafe import Markup, escape

    return Markup(
        f'<a class="anchor" href="#{escape(place)}" aria-hidden="true" tabindex="-1" title="Link to this section"></a>'
    )


@lru_cache
def site_style(*, facilitator: bool = False) -> str:
    """Return the style sheet of the site's pages."""
    dark = " ".join((TEMPLATES / "dark.css").read_text(encoding="utf-8").split())
    own = (TEMPLATES / "site.css").read_text(encoding="utf-8").strip().replace("DARK", dark)
    css = f"{style()}\n{own}"
    return css if facilitator else _RULE.sub(_for_trainees, css)


def _for_trainees(rule: re.Match[str]) -> str:
    """Return a rule without the selectors of the facilitator's parts."""
    start, _, selectors = rule[1].rpartition("*/")
    kept = [each for each in selectors.split(",") if "facilitator" not in each and "solution" not in each]
    return f"{start}{'*/' if start else ''}{','.join(kept)}{rule[2]}" if kept else start and f"{start}*/"


def site_script() -> str:
    """Return the script of all pages: the look, copying, explanations, progress, search."""
    return "\n".join(
        (TEMPLATES / "scripts" / f"{name}.js").read_text(encoding="utf-8").strip() + "\n" for name in _SCRIPTS
    )


def navigation(root: str, here: str = "") -> str:
    """Return the bar at the top of a page, as HTML.

    Examples
    --------
    >>> 'href="../../../handbook/glossary.html"' in navigation("../../../")
    True
    """
    return str(environment().get_template("bar.html.j2").render(root=root, here=here, places=PLACES)).strip()


def page(template: str, *, root: str, here: str = "", facilitator: bool = False, **content: Any) -> str:
    """Return a finished page of the site."""
    made = environment().get_template(template)
    html = made.render(
        root=root,
        css=site_style(facilitator=facilitator),
        bar=navigation(root, here),
        shared=SHARED,
        script=SCRIPT,
        version=labkit.__version__,
        **content,
    )
    return f"{html.strip()}\n"

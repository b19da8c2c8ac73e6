"""The reference: every public function of the indicator modules, from its docstring."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any

import labkit
from labkit.course.site.docstrings import as_html, sections, summary
from labkit.course.site.parts.places import Places, members_of

_TITLES = {
    "labour": "The labour force",
    "protection": "Social protection",
    "decomposition": "Decomposition of gaps",
    "safety": "Safety at work",
    "dialogue": "Social dialogue",
    "quality": "What may be published",
    "words": "Figures in words",
    "plots": "Pictures",
    "compare": "Changes between surveys",
    "tables": "Tables and Excel",
    "dashboard": "The dashboard",
}
"""Titles of pages whose module's name says too little."""
_NOT_INDICATORS = {"checks", "errors", "reading"}


def _subjects() -> dict[str, tuple[str, str, tuple[str, ...] | None]]:
    """Return the pages of the reference: title, module, and the names shown (None: all that the module offers)."""
    found: dict[str, tuple[str, str, tuple[str, ...] | None]] = {
        "survey": ("Surveys and estimates", "labkit.survey", ("Survey",)),
        "data": ("Opening data", "labkit", ("load", "datasets", "card", "read_survey", "validate")),
    }
    for name in labkit.__all__:
        if inspect.ismodule(getattr(labkit, name)) and name not in _NOT_INDICATORS:
            found[name] = (_TITLES.get(name, name.capitalize()), f"labkit.{name}", None)
    return found


SUBJECTS = _subjects()


@dataclass(frozen=True)
class Entry:
    """A function, a class or a method.

    Parameters
    ----------
    name
        As it is called inside its module.
    anchor
        Its place on the page.
    signature
        How to call it, with the defaults.
    summary, html
        The docstring's first sentence and the whole of it, as HTML.
    members
        A class's public methods and properties.
    """

    name: str
    anchor: str
    signature: str
    summary: str
    html: str
    members: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Subject:
    """One page of the reference."""

    slug: str
    title: str
    summary: str
    html: str
    entries: tuple[Entry, ...]


@lru_cache
def subjects() -> tuple[Subject, ...]:
    """Return the pages of the reference; a module that offers nothing yet has none.

    Examples
    --------
    >>> "informality" in [subject.slug for subject in subjects()]
    True
    """
    found = {slug: _offered(module, names) for slug, (_, module, names) in SUBJECTS.items()}
    places = Places({slug: (SUBJECTS[slug][1], offered) for slug, offered in found.items()})
    return tuple(_subject(slug, offered, places) for slug, offered in found.items() if offered)


def _offered(module: str, names: tuple[str, ...] | None) -> dict[str, Any]:
    """Return the documented functions and classes of a module by name."""
    loaded = import_module(module)
    wanted = names if names is not None else getattr(loaded, "__all__", None) or _own_names(loaded)
    objects = {name: getattr(loaded, name) for name in wanted}
    return {name: thing for name, thing in objects.items() if _is_documented(thing)}


def _own_names(module: ModuleType) -> list[str]:
    """Return the public names that a module defines itself, in the order of its text."""
    return [
        name
        for name, thing in vars(module).items()
        if not name.startswith("_") and getattr(thing, "__module__", "") == module.__name__
    ]


def _is_documented(thing: Any) -> bool:
    return (inspect.isfunction(thing) or inspect.isclass(thing)) and bool(inspect.getdoc(thing))


def _subject(slug: str, offered: dict[str, Any], places: Places) -> Subject:
    title, module, names = SUBJECTS[slug]
    about = inspect.getdoc(import_module(module)) or ""
    if names is not None:
        about = _OWN_WORDS[slug]
    call = module.replace("labkit", "lk", 1) if names is None else "lk"
    page = _Page(slug, places, {**_FACE, **{name: f"{call}.{name}" for name in offered}})
    entries = tuple(page.entry(name, thing, f"{call}.{name}") for name, thing in offered.items())
    html = as_html(about, level=2, prefix=f"about-{slug}", address=places.seen_from(slug), names=page.names)
    return Subject(slug, title, summary(about), html, entries)


_OWN_WORDS = {
    "survey": "A survey: its records and its design together, and estimates from it with their uncertainty.",
    "data": "Opening the data sets of the course, reading their cards, and bringing in a survey of your own.",
}
_FACE = {name: f"lk.{name}" for name in labkit.__all__ if not inspect.ismodule(getattr(labkit, name))}
"""What `import labkit as lk` offers beside its modules."""


@dataclass(frozen=True)
class _Page:
    """What the entries of a page need: where names are explained, and how functions are called."""

    slug: str
    places: Places
    names: dict[str, str]

    def entry(self, name: str, thing: Any, call: str, owner: str = "") -> Entry:
        """Return one function or class, or a method of the class `owner`."""
        anchor = call if owner else name
        html = as_html(
            inspect.getdoc(thing) or "",
            level=4 if owner else 3,
            prefix=anchor,
            address=self.places.seen_from(self.slug, owner or name, _parameters(thing)),
            names=self.names,
        )
        members = self._members(name, thing) if inspect.isclass(thing) and not owner else ()
        shown = f"{owner}.{name}" if owner else name
        return Entry(shown, anchor, _signature(thing, call), _first_paragraph(html), html, members)

    def _members(self, name: str, cls: type) -> tuple[Entry, ...]:
        start = name[:1].lower() + name[1:]
        return tuple(self.entry(key, value, f"{start}.{key}", name) for key, value in members_of(cls).items())


def _first_paragraph(html: str) -> str:
    """Return what the first paragraph says; its links and marks stay."""
    found = re.match(r"<p>(.*?)</p>", html, flags=re.DOTALL)
    return found[1] if found else ""


def _parameters(thing: Any) -> list[inspect.Parameter]:
    """Return what a reader may give to a function or a class; nothing for a class that only labkit makes."""
    made_by_labkit = inspect.isclass(thing) and "Parameters" not in dict(sections(inspect.getdoc(thing) or ""))
    if isinstance(thing, property) or made_by_labkit:
        return []
    return [each for each in inspect.signature(thing).parameters.values() if each.name != "self"]


def _signature(thing: Any, call: str) -> str:
    """Return how a function is called, with the defaults."""
    parameters = _parameters(thing)
    if isinstance(thing, property) or (inspect.isclass(thing) and not parameters):
        return call
    plain = inspect.Signature([p.replace(annotation=inspect.Parameter.empty) for p in parameters])
    # A default that is an object shows where it lies in memory; its name is enough.
    words = re.sub(r"<([\w.]+)[^>]*>", r"\1", str(plain)[1:-1])
    return f"{call}({words})".replace("'", '"').replace(str(2 / 3), "2/3").replace(str(365 / 7), "365/7")

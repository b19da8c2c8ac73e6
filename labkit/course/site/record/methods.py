"""The page for statisticians: what each indicator follows, how it deviates, what was verified and what was not."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from labkit.course.site.reference import SUBJECTS, subjects
from labkit.errors import CourseError, did_you_mean

_FILE = Path(__file__).with_name("methods.toml")


@dataclass(frozen=True)
class Method:
    """An indicator: where its definition stands, and what is known about how well it is computed.

    Parameters
    ----------
    name
        Module and function, such as ``"wages.pay_gap"``.
    subject
        The page of the reference that it is on.
    link
        Its place in the reference.
    definition
        The first paragraph of its docstring, as HTML.
    follows, deviates, verified, open
        The standard; how it differs from it; against what it was verified and how closely; what was not verified.
    tests
        The files below ``tests/`` where this is tested.
    """

    name: str
    subject: str
    link: str
    definition: str
    follows: str
    deviates: str = ""
    verified: str = ""
    open: str = ""
    tests: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Its place on the page."""
        return self.name.replace(".", "-")


@lru_cache
def methods() -> tuple[Method, ...]:
    """Return what is known about each indicator, in the order of the reference.

    Examples
    --------
    >>> next(each.link for each in methods() if each.name == "wages.pay_gap")
    'reference-wages.html#pay_gap'
    """
    known = {f"{page.slug}.{entry.name}": (page, entry) for page in subjects() for entry in page.entries}
    made = []
    for row in tomllib.loads(_FILE.read_text(encoding="utf-8"))["indicator"]:
        names, tests = row.pop("name"), tuple(row.pop("tests"))
        for name in [names] if isinstance(names, str) else names:
            if name not in known:
                raise CourseError(
                    "The page for statisticians names a function that is not there.",
                    where=_FILE.name,
                    got=name,
                    hint=did_you_mean(name, known),
                )
            page, entry = known[name]
            link = f"reference-{page.slug}.html#{entry.anchor}"
            made.append(Method(name, page.title, link, entry.summary, tests=tests, **row))
    order = list(SUBJECTS)
    return tuple(sorted(made, key=lambda each: order.index(each.name.split(".")[0])))

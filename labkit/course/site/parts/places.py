"""Where the reference explains a name that a docstring mentions."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any


class Places:
    """The addresses of all functions, classes and methods of the reference.

    Parameters
    ----------
    subjects
        For each page of the reference its module, and what it shows by name.
    """

    def __init__(self, subjects: Mapping[str, tuple[str, Mapping[str, Any]]]) -> None:
        self._full: dict[str, str] = {}
        self._near: dict[tuple[str, str], str] = {}
        bare: list[tuple[str, str]] = []
        for slug, (module, offered) in subjects.items():
            for name, thing in offered.items():
                here = f"reference-{slug}.html#{name}"
                bare.append((name, here))
                self._near[slug, name] = here
                self._full |= {f"{slug}.{name}": here, f"{module}.{name}": here, f"labkit.{slug}.{name}": here}
                for member in members_of(thing) if inspect.isclass(thing) else ():
                    there = f"reference-{slug}.html#{name[:1].lower()}{name[1:]}.{member}"
                    bare.append((member, there))
                    self._near[name, member] = there
                    self._full |= {f"{name}.{member}": there, f"labkit.{name}.{member}": there}
        often = Counter(name for name, _ in bare)
        self._only = {name: place for name, place in bare if often[name] == 1}

    def seen_from(
        self, slug: str, owner: str = "", parameters: Iterable[inspect.Parameter] = ()
    ) -> Callable[[str], str]:
        """Return the address of a name as it is meant on a page, in the text of a class: the nearest one.

        A function's own parameters are no other function, and a name that several pages have leads nowhere.
        """
        own = {each.name for each in parameters}

        def address(name: str) -> str:
            if name in own:
                return ""
            found = self._near.get((owner, name)) or self._near.get((slug, name))
            return found or self._full.get(name) or self._only.get(name, "")

        return address


def members_of(cls: type) -> dict[str, Any]:
    """Return a class's public methods and properties that have a docstring, those of labkit's base classes too."""
    found: dict[str, Any] = {}
    for each in cls.__mro__:
        if each.__module__.split(".")[0] == "labkit":
            for key, value in vars(each).items():
                if not key.startswith("_") and (inspect.isfunction(value) or isinstance(value, property)):
                    found.setdefault(key, value)
    return {key: value for key, value in found.items() if inspect.getdoc(value)}

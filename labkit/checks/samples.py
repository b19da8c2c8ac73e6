"""The data sets of an exercise, all of one draw, each loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from labkit.errors import CourseError, first_few


class Samples(Mapping[str, Any]):
    """Data sets by name: the lesson's own (draw 0), or other samples of the same populations.

    Parameters
    ----------
    draw
        Which sample; 0 is the lesson's.
    given
        Data sets that are not to be loaded, such as those of a test. Nothing is then loaded.

    Examples
    --------
    >>> Samples(given={"lfs": "a survey"})["lfs"]
    'a survey'
    """

    def __init__(self, draw: int = 0, *, given: Mapping[str, Any] | None = None) -> None:
        self.draw = draw
        self._loaded = dict(given or {})
        self._may_load = given is None

    def __getitem__(self, name: str) -> Any:
        """Return a data set."""
        if name not in self._loaded:
            if not self._may_load:
                raise CourseError(
                    f"The data set {name!r} is not among those given.", got=first_few(self._loaded) or "none"
                )
            self._loaded[name] = load_draw(name, self.draw)
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the data sets that were loaded so far."""
        return iter(self._loaded)

    def __len__(self) -> int:
        """Return how many data sets were loaded so far."""
        return len(self._loaded)


def load_draw(name: str, draw: int) -> Any:
    """Return a data set of one draw; published figures are the same in every draw."""
    import labkit

    return labkit.load(name, draw=draw) if draw and is_drawn(name) else labkit.load(name)


@lru_cache(maxsize=64)
def is_drawn(name: str) -> bool:
    """Return whether there are further samples of a data set: it is no table of published figures."""
    from labkit.data.cards import card
    from labkit.data.files import data_set_names

    return name not in data_set_names() or card(name).kind == "synthetic"

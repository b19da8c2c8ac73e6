"""From the catalogue beside a master exercise to the keys that check and score its answers."""

from __future__ import annotations

import importlib.util
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from labkit.checks.catalogue import Catalogue
from labkit.checks.entries import check_apart
from labkit.checks.keys import Key, far_apart, make_key
from labkit.checks.samples import Samples
from labkit.course.kernels.beside import beside
from labkit.course.support.paths import shown
from labkit.errors import CourseError

CATALOGUE_FILE = "catalogue.py"
CATALOGUE_FILES = "catalogue*.py"
"""The catalogue with its parts: they hold the answers, and are never released."""

# A draw whose answers all differ clearly from the lesson's is usually the first or second one.
_MOST_DRAWS = 20
# Besides the lesson's, on which a release key is made.
_DRAWS_APART = (1, 2, 3)


def load_catalogue(folder: Path) -> Catalogue:
    """Return the catalogue of a master exercise."""
    path = folder / CATALOGUE_FILE
    if not path.exists():
        raise CourseError(
            "The master exercise has no catalogue.",
            where=str(path),
            hint="Write one: CONTRIBUTING shows how. It says what is right and which mistakes are known.",
        )
    name = f"labkit_catalogue_{folder.name}"
    # A catalogue may have parts beside it (from .catalogue_21 import Q1). They are read anew each time: files change.
    for known in [known for known in sys.modules if known == name or known.startswith(f"{name}.")]:
        del sys.modules[known]
    spec = importlib.util.spec_from_file_location(name, path, submodule_search_locations=[str(folder)])
    if spec is None or spec.loader is None:
        raise CourseError("The catalogue cannot be read as Python.", where=str(path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # a compiled part would hold answers, too
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise CourseError(
            "The catalogue is not valid Python.",
            where=f"{shown(Path(error.filename or path))}, line {error.lineno}",
            got=str(error.msg),
        ) from error
    except ImportError as error:
        raise CourseError("A part of the catalogue is missing.", where=shown(path), got=str(error)) from error
    except (AttributeError, LookupError, NameError, TypeError, ValueError) as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        raise CourseError(
            "The catalogue stopped at an error.",
            where=f"{shown(Path(place.filename))}, line {place.lineno}",
            got=f"{type(error).__name__}: {error}",
        ) from error
    finally:
        sys.dont_write_bytecode = written
    catalogue = getattr(module, "CATALOGUE", None)
    if not isinstance(catalogue, Catalogue):
        raise CourseError(
            "The catalogue file defines no catalogue.",
            where=str(path),
            got=type(catalogue).__name__,
            expected='CATALOGUE = Catalogue("…", (Question(…), …))',
        )
    if catalogue.exercise != folder.name:
        raise CourseError(
            "The catalogue belongs to another exercise.",
            where=str(path),
            got=catalogue.exercise,
            expected=folder.name,
            hint=f'In the last lines: CATALOGUE = Catalogue("{folder.name}", (…)).',
        )
    return catalogue


@dataclass(frozen=True)
class _Source:
    """A catalogue by its text: keys are made once, and again when a facilitator edits it while the formgrader runs."""

    text: tuple[bytes, ...]
    folder: Path = field(compare=False)

    @classmethod
    def of(cls, folder: Path) -> _Source:
        return cls(tuple(path.read_bytes() for path in sorted(folder.glob(CATALOGUE_FILES))), folder)


def release_key(folder: Path) -> Key:
    """Return the key that goes with the exercise to the trainees, made from the lesson's own data."""
    return _release_key(_Source.of(folder))


@lru_cache(maxsize=8)
def _release_key(source: _Source) -> Key:
    return make_key(load_catalogue(source.folder), Samples())


def check_other_draws(folder: Path) -> None:
    """Raise an error unless every mistake differs from the right answer and from the others on further draws too."""
    other_draws_looked_at(folder)()


def other_draws_looked_at(folder: Path) -> Callable[[], None]:
    """Begin `check_other_draws` in another process, beside, and return a function that waits for it."""
    source = _Source.of(folder)
    if source in _APART:
        return lambda: None
    looked_at = beside(lambda: _told_apart(folder))

    def wait() -> None:
        if not looked_at():
            _told_apart(folder)  # once more here, for the error's own words
        _APART.add(source)

    return wait


_APART: set[_Source] = set()


def _told_apart(folder: Path) -> str:
    catalogue = load_catalogue(folder)
    for draw in _DRAWS_APART:
        check_apart(catalogue, Samples(draw))
    return "told apart"


def grade_key(folder: Path, draw: int = 0) -> Key:
    """Return the key for grading, made from another sample than the lesson's."""
    return _grade_key(_Source.of(folder), draw)


@lru_cache(maxsize=8)
def _grade_key(source: _Source, draw: int) -> Key:
    if not draw:
        return _grade_key(source, _first_draw(source))
    catalogue = load_catalogue(source.folder)
    return make_key(catalogue, Samples(draw), lesson=Samples(), draw=draw)


def first_draw(folder: Path) -> int:
    """Return the first sample whose answers all differ clearly from the lesson's: the one to grade on."""
    return _first_draw(_Source.of(folder))


@lru_cache(maxsize=8)
def _first_draw(source: _Source) -> int:
    catalogue = load_catalogue(source.folder)
    lesson = Samples()
    for candidate in range(1, _MOST_DRAWS + 1):
        if far_apart(catalogue, Samples(candidate), lesson):
            return candidate
    raise CourseError(
        "No sample gives answers that differ clearly from the lesson's.",
        where=shown(source.folder / CATALOGUE_FILE),
        got=f"draws 1 to {_MOST_DRAWS}",
        hint="Ask for more digits, or about smaller groups: then a number that was typed in can be recognised.",
    )

"""From the catalogue beside a master exercise to the keys that check and score its answers."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

import labkit
from labkit.checks.catalogue import Catalogue
from labkit.checks.keys import Key, far_apart, make_key
from labkit.course.paths import shown
from labkit.errors import CourseError

CATALOGUE_FILE = "catalogue.py"

# A draw whose answers all differ clearly from the lesson's is usually the first or second one.
_MOST_DRAWS = 20


def load_catalogue(folder: Path) -> Catalogue:
    """Return the catalogue of a master exercise.

    Parameters
    ----------
    folder
        The exercise's folder in ``solutions/``; it has a ``catalogue.py`` that defines ``CATALOGUE``.

    Raises
    ------
    CourseError
        If the file is missing, is no Python, or defines no catalogue of this exercise.
    """
    path = folder / CATALOGUE_FILE
    if not path.exists():
        raise CourseError(
            "The master exercise has no catalogue.",
            where=str(path),
            hint="Write one: CONTRIBUTING shows how. It says what is right and which mistakes are known.",
        )
    spec = importlib.util.spec_from_file_location(f"labkit_catalogue_{folder.name}", path)
    if spec is None or spec.loader is None:
        raise CourseError("The catalogue cannot be read as Python.", where=str(path))
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise CourseError(
            "The catalogue is not valid Python.", where=f"{shown(path)}, line {error.lineno}", got=str(error.msg)
        ) from error
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
        )
    return catalogue


def release_key(folder: Path) -> Key:
    """Return the key that goes with the exercise to the trainees, made from the lesson's own data."""
    catalogue = load_catalogue(folder)
    return make_key(catalogue, labkit.load(catalogue.dataset))


def grade_key(folder: Path, draw: int = 0) -> Key:
    """Return the key for grading, made from another sample than the lesson's.

    Parameters
    ----------
    folder
        The exercise's folder in ``solutions/``.
    draw
        Which sample; 0 takes the first one whose answers all differ clearly from the lesson's, so that a number
        that was typed in cannot pass.

    Raises
    ------
    CourseError
        If no sample among the first twenty differs clearly.
    """
    # A facilitator may edit the catalogue while the formgrader runs: its age belongs to what is remembered.
    return _grade_key(folder, draw, (folder / CATALOGUE_FILE).stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _grade_key(folder: Path, draw: int, age: int) -> Key:
    if not draw:
        return _grade_key(folder, _first_draw(folder), age)
    catalogue = load_catalogue(folder)
    return make_key(
        catalogue,
        labkit.load(catalogue.dataset, draw=draw),
        lesson=labkit.load(catalogue.dataset),
        draw=draw,
    )


def _first_draw(folder: Path) -> int:
    """Return the first sample whose answers all differ clearly from the lesson's."""
    catalogue = load_catalogue(folder)
    lesson = labkit.load(catalogue.dataset)
    for candidate in range(1, _MOST_DRAWS + 1):
        if far_apart(catalogue, labkit.load(catalogue.dataset, draw=candidate), lesson):
            return candidate
    raise CourseError(
        "No sample gives answers that differ clearly from the lesson's.",
        where=shown(folder / CATALOGUE_FILE),
        got=f"draws 1 to {_MOST_DRAWS}",
        hint="Ask for more digits, or about smaller groups: then a number that was typed in can be recognised.",
    )

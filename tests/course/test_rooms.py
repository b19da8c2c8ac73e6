"""The rooms of the course's code: imports go downwards, in no circle, and no day needs another."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "labkit"
MODULES = {".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__"): path
           for path in sorted(ROOT.rglob("*.py"))}  # fmt: skip
MOST_FILES = 15

LEVELS = (
    ("cli",),
    ("commands",),
    ("cluster",),
    ("days",),
    ("lesson",),
    ("building", "grading", "site", "briefs", "reviews", "knowledge", "week"),
    ("lessons", "exercises", "handins", "feedback", "kernels"),
    ("support",),
)
"""The rooms from the top to the ground; those of one level may use each other."""
LEVEL = {room: number for number, rooms in enumerate(LEVELS) for room in rooms}


def imported(path: Path) -> set[str]:
    """Return the modules of labkit that a module imports, also within functions and for types."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("labkit"):
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else node.module for name in inner}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name in MODULES}
    return found & set(MODULES) - {"labkit"}


@cache
def imports() -> dict[str, set[str]]:
    """Return what each module of labkit imports of labkit."""
    return {name: imported(path) - {name} for name, path in MODULES.items()}


def room(module: str) -> str:
    parts = module.split(".")
    return parts[2] if parts[:2] == ["labkit", "course"] and len(parts) > 2 else ""


def test_there_is_no_circle() -> None:
    left = dict(imports())
    while free := [name for name, needed in left.items() if not needed & left.keys()]:
        for name in free:
            del left[name]
    assert not left, f"these modules import one another, or such that do: {sorted(left)}"


def test_arrows_go_down() -> None:
    up = [
        f"{name} imports {other}"
        for name, others in imports().items()
        for other in others
        if room(name) and room(other) and LEVEL[room(other)] < LEVEL[room(name)]
    ]
    assert not up


def test_every_room_has_its_place() -> None:
    assert {room(name) for name in MODULES if room(name)} <= LEVEL.keys()


def test_no_day_imports_another() -> None:
    def day(module: str) -> str:
        return ".".join(module.split(".")[:4]) if module.startswith("labkit.course.days.") else ""

    assert not [(a, b) for a, others in imports().items() for b in others if day(a) and day(b) and day(a) != day(b)]


@pytest.mark.parametrize("folder", sorted({path.parent for path in MODULES.values()}), ids=lambda p: p.name)
def test_a_room_can_be_overlooked(folder: Path) -> None:
    files = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
    assert len(files) <= MOST_FILES


def test_nothing_lies_about_in_the_hall() -> None:
    assert {path.name for path in (ROOT / "course").glob("*.py")} == {"__init__.py", "cli.py", "lesson.py"}

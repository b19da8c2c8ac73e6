"""What the tests of the course share: toy lessons, and one build of them that many tests look at."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from labkit.course.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


def _run(*words: object) -> Ran:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(word) for word in words])
    return Ran(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="session")
def labkit_command():
    """Run a labkit command: ``labkit_command("build", "2.1")``."""
    return _run


def _beside(name: str) -> ModuleType:
    """Return a module beside this file."""
    spec = importlib.util.spec_from_file_location(f"labkit_tests_{name}", Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_SMALL, _RICH = _beside("small_exercise"), _beside("rich_exercise")
the_class, rich_course, rich_released = _RICH.the_class, _RICH.rich_course, _RICH.rich_released
released = _SMALL.released


@pytest.fixture(scope="session")
def small() -> SimpleNamespace:
    """The functions of small_exercise.py beside this file."""
    return SimpleNamespace(**{name: value for name, value in vars(_SMALL).items() if callable(value)}, day=_SMALL.DAY)


@pytest.fixture(scope="session")
def rich() -> ModuleType:
    """The module rich_exercise.py beside this file."""
    return _RICH


@pytest.fixture(scope="session")
def toy() -> ModuleType:
    """The module toy.py beside this file."""
    return _beside("toy")


@dataclass(frozen=True)
class BuiltCourse:
    """A toy course after ``labkit build``: 2.1 is rich, 2.2 fails, 2.10 is short."""

    root: Path
    ran: Ran
    lesson: Path
    failed: Path


@pytest.fixture(scope="session")
def built(toy, tmp_path_factory) -> BuiltCourse:
    # Braces and spaces in the folder's name: papermill reads braces as places to fill in.
    root = toy.new_course(tmp_path_factory.mktemp("a {course}"))
    toy.save(root, "day2/2.1-toy", toy.notebook("2.1", "A toy", toy.rich_cells()))
    toy.save(root, "day2/2.2-bad", toy.notebook("2.2", "Bad", toy.failing_cells()))
    toy.save(root, "day2/2.10-more", toy.notebook("2.10", "More", [toy.text("## Only"), toy.code("1 + 1")]))
    ran = _run("--course", root, "build")
    day = root / "build" / "cambodia" / "day2"
    return BuiltCourse(root, ran, day / "2.1-toy", day / "2.2-bad")


@pytest.fixture(scope="session", autouse=True)
def _hand_ins_are_our_own():
    """Where there is no sandbox, the tests' own hand-ins are graded without one."""
    from labkit.course.kernels.sandbox import sandbox

    with pytest.MonkeyPatch.context() as patch:
        if not sandbox().works:
            patch.setenv("LABKIT_UNSAFE", "1")
        yield

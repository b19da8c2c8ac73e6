"""The keys of the real exercises, made once, and the exercise of day 2 on the lesson's data and on another sample."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import labkit as lk
from labkit.checks import Catalogue, Exercise, Key, key_text, read_key
from labkit.course.exercises import answer_key
from labkit.course.exercises.answer_key import grade_key, load_catalogue, release_key

MASTER = Path(__file__).parents[2] / "solutions" / "day2"


@pytest.fixture(scope="session", autouse=True)
def keys_made_once(tmp_path_factory) -> Iterator[None]:
    """Let all processes that run tests share the keys of the real exercises: making one takes up to half a minute."""
    if "PYTEST_XDIST_WORKER" not in os.environ or sys.platform == "win32":
        yield  # one process, which remembers them
        return
    import fcntl

    folder = tmp_path_factory.getbasetemp().parent / "keys"  # of this run
    folder.mkdir(exist_ok=True)

    def shared(make: Callable[..., Key]) -> Callable[..., Key]:
        def key(source: Any, *draw: int) -> Key:
            name = hashlib.sha256(repr((make.__name__, source.text, draw)).encode()).hexdigest()
            path = folder / f"{name}.json"
            with (folder / f"{name}.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not path.exists():
                    path.write_text(key_text(make(source, *draw)), encoding="utf-8")
            return read_key(path)

        return key

    with pytest.MonkeyPatch.context() as patch:
        for name in ("_release_key", "_grade_key"):
            patch.setattr(answer_key, name, shared(getattr(answer_key, name)))
        yield


@dataclass(frozen=True)
class Day2:
    catalogue: Catalogue
    lesson: Any
    other: Any
    release: Key
    grade: Key

    @property
    def exercise(self) -> Exercise:
        return Exercise(self.release)


@pytest.fixture(scope="session")
def day2() -> Day2:
    catalogue, release, grade = load_catalogue(MASTER), release_key(MASTER), grade_key(MASTER)
    return Day2(catalogue, lk.load("lfs"), lk.load("lfs", draw=grade.draw), release, grade)

"""The plan of the reviews of one class, as it lies in ``class/reviews``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from labkit.course.support.files import write_whole
from labkit.course.support.paths import Course, shown
from labkit.errors import CourseError

FOLDER, FILE = "reviews", "plan.json"


@dataclass(frozen=True)
class Plan:
    """Who reviews whom, and under which number each brief goes round.

    Parameters
    ----------
    k, seed
        With which it was made.
    pairs
        Author to reviewers.
    numbers
        Author to the number that stands for the brief, drawn by lot.
    withdrawn
        Who left; their briefs go round no more.
    absent
        Who cannot review: nobody gives them a review later.
    """

    k: int
    seed: int
    pairs: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]
    withdrawn: tuple[str, ...] = field(default=())
    absent: tuple[str, ...] = field(default=())

    def author(self, number: int) -> str:
        """Return whose brief has a number; empty if none has it."""
        return next((author for author, own in self.numbers.items() if own == number), "")

    def briefs_of(self, reviewer: str) -> list[str]:
        """Return whose briefs somebody reviews, in the order of their numbers."""
        own = [author for author, reviewers in self.pairs.items() if reviewer in reviewers]
        return sorted(own, key=lambda author: self.numbers[author])

    def with_pairs(self, pairs: Mapping[str, tuple[str, ...]]) -> Plan:
        """Return the plan with other reviewers; briefs that are new get the next numbers."""
        numbers = dict(self.numbers)
        for author in pairs:
            numbers.setdefault(author, max(numbers.values(), default=0) + 1)
        return replace(self, pairs=pairs, numbers=numbers)

    def without(self, author: str) -> Plan:
        """Return the plan without somebody who withdrew: the own brief goes round no more."""
        pairs = {one: reviewers for one, reviewers in self.pairs.items() if one != author}
        return replace(self, pairs=pairs, withdrawn=tuple(sorted({*self.withdrawn, author})))


def new_plan(pairs: Mapping[str, tuple[str, ...]], k: int, seed: int) -> Plan:
    """Return a plan whose briefs are numbered by lot: the alphabet would tell who wrote them."""
    lots = np.random.default_rng([seed, 7]).permutation(len(pairs))
    return Plan(k, seed, pairs, {author: int(lot) + 1 for author, lot in zip(sorted(pairs), lots, strict=True)})


def reviews_folder(course: Course) -> Path:
    """Return the folder with everything that belongs to the reviews."""
    return course.classroom / FOLDER


def packets_folder(course: Course) -> Path:
    """Return the folder with what each reviewer is given."""
    return reviews_folder(course) / "packets"


def write_plan(course: Course, plan: Plan) -> Path:
    """Write the plan and return its file. It names people: it is for the facilitator."""
    path = reviews_folder(course) / FILE
    write_whole(path, json.dumps(vars(plan), indent=1, ensure_ascii=False) + "\n")
    return path


def read_plan(course: Course) -> Plan:
    """Return the plan."""
    path = reviews_folder(course) / FILE
    if not path.exists():
        raise CourseError(
            "Nobody has been given a brief to review yet.", where=shown(path), hint="Begin with: labkit review assign"
        )
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        pairs = {str(author): tuple(map(str, reviewers)) for author, reviewers in read["pairs"].items()}
        numbers = {str(author): int(number) for author, number in read["numbers"].items()}
        withdrawn, absent = (tuple(map(str, read[name])) for name in ("withdrawn", "absent"))
        return Plan(int(read["k"]), int(read["seed"]), pairs, numbers, withdrawn, absent)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CourseError(
            "The plan of the reviews cannot be read.",
            where=shown(path),
            got=str(error),
            hint="With the same roster and seed, labkit review assign --force makes the same plan again.",
        ) from error

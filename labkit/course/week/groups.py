"""The groups of a day, kept in ``class/groups`` so that the next day has new ones."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np

from labkit.course.exercises.class_list import read_rows
from labkit.course.exercises.roster import Person
from labkit.course.support.files import write_whole
from labkit.course.support.paths import Course, shown
from labkit.course.support.typesetting import page
from labkit.course.week.mixing import Mixed, Pair, mixed_groups
from labkit.errors import CourseError
from labkit.tables import excel_csv

TEMPLATES = Path(__file__).parent / "templates"


def draw_groups(course: Course, day: str, people: list[Person], *, size: int, seed: int) -> Mixed:
    """Return the groups of a day; those of other days are looked at, so that new people meet."""
    if not 2 <= size <= len(people):
        raise CourseError(
            "There are too few people for a group of this size.",
            where=f"labkit groups {day}",
            got=f"{len(people)} people who are present, groups of {size}",
            expected="groups of two people or more",
            hint=f"Take smaller groups, such as labkit groups {day} --size 2" if len(people) > 1 else "",
        )
    rng = np.random.default_rng([seed, *day.encode()])
    count = max(1, round(len(people) / size))
    return mixed_groups(people, count, rng, before=_earlier_pairs(course, day))


def groups_file(course: Course, day: str) -> Path:
    """Return the table of the groups of a day."""
    return course.classroom / "groups" / f"{day}.csv"


def write_groups(path: Path, title: str, made: Mixed, *, word: str = "Group") -> Path:
    """Write groups as a table and, beside it, as a page for the projector or the wall; return the page."""
    rows = [(number, one.trainee, one.printed_name) for number, group in enumerate(made.groups, 1) for one in group]
    write_whole(path, excel_csv([(word.lower(), "trainee", "name"), *rows]))
    groups = [[one.printed_name for one in group] for group in made.groups]
    shown_page = path.with_suffix(".html")
    write_whole(shown_page, page(TEMPLATES / "groups.html.j2", title=title, word=word, groups=groups))
    return shown_page


def _earlier_pairs(course: Course, day: str) -> set[Pair]:
    pairs: set[Pair] = set()
    for path in sorted((course.classroom / "groups").glob("day*.csv")):
        if path.stem == day:
            continue
        members: defaultdict[str, list[str]] = defaultdict(list)
        for row in read_rows(path):
            if "group" not in row or "trainee" not in row:
                raise CourseError(
                    "This table of groups cannot be read.",
                    where=shown(path),
                    got=", ".join(row),
                    expected="the columns group and trainee",
                    hint=f"Remove it, or make it anew: labkit groups {path.stem} --force",
                )
            members[row["group"]].append(row["trainee"])
        pairs |= {frozenset(pair) for group in members.values() for pair in combinations(group, 2)}
    return pairs

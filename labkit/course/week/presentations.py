"""Three-minute presentations: circles with mixed institutions, an order by lot, a page that keeps the time."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from labkit.course.exercises.roster import Person
from labkit.course.support.files import write_whole
from labkit.course.support.paths import Course
from labkit.course.support.typesetting import page
from labkit.course.week.groups import TEMPLATES, write_groups
from labkit.course.week.mixing import Mixed, mixed_groups
from labkit.errors import CourseError

MOST = 6
"""People in a circle: six take 24 minutes and the changes."""

PHASES = (
    ("The problem", 30),
    ("The evidence: one figure with its interval", 60),
    ("The option, its cost and risk", 60),
    ("What you ask for", 30),
    ("One question: which number would change your mind?", 60),
    ("Change: listeners write down what was asked for", 40),
)
"""What a speaker does and for how many seconds; the last is the change to the next speaker."""


def circles(people: list[Person], *, seed: int, most: int = MOST) -> Mixed:
    """Return the circles of the presentations, each in the order in which its people speak."""
    if most < 2 or len(people) < 2:
        raise CourseError(
            "A circle needs two people at least.",
            where="labkit presentations",
            got=f"{len(people)} people who are present, circles of {most}",
        )
    return mixed_groups(people, -(-len(people) // most), np.random.default_rng([seed, 50]))


def write_presentations(course: Course, made: Mixed) -> list[Path]:
    """Write the order of the presentations and the page that keeps the time; return the pages."""
    folder = course.classroom / "presentations"
    order = write_groups(folder / "order.csv", "Three-minute presentations: who speaks when", made, word="Circle")
    timer = folder / "timer.html"
    speakers = max(len(circle) for circle in made.groups)
    write_whole(timer, page(TEMPLATES / "timer.html.j2", title="Three minutes", phases=PHASES, speakers=speakers))
    return [order, timer]

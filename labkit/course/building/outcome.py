"""How lessons went, one by one and together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from labkit.course.building.making import Job
from labkit.course.lessons.variants import variant_label
from labkit.errors import CourseError

BUILT, UNCHANGED, FAILED = "built", "unchanged", "failed"


@dataclass(frozen=True)
class Outcome:
    """How building one lesson went.

    Parameters
    ----------
    job
        The lesson.
    status
        ``"built"``, ``"unchanged"`` (it was built before, from the same) or ``"failed"``.
    seconds
        How long it took, with its pages.
    manifest
        What its ``manifest.json`` says; empty if it failed.
    problem
        Why it failed, or None.
    """

    job: Job
    status: str
    seconds: float = 0.0
    manifest: Mapping[str, Any] = field(default_factory=dict)
    problem: CourseError | None = None

    @property
    def name(self) -> str:
        """How progress names the lesson."""
        return name_of(self.job)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the lesson's author should mend."""
        return tuple(map(str, self.manifest.get("remarks", ())))


def name_of(job: Job) -> str:
    """Return how progress names a lesson: with the place, unless it is the whole country."""
    place = f" ({variant_label(job.changed)})" if job.changed else ""
    return f"{job.lesson.id} {job.lesson.title}{place}"


@dataclass
class Building:
    """How building lessons went.

    Parameters
    ----------
    jobs
        What was to be built.
    problems
        The files that are no lesson: what progress calls them, and why.
    outcomes
        One for each lesson that was reached, in the order in which they were done.
    index
        The start page; None if there is none.
    seconds
        How long it took.
    interrupted
        Whether Ctrl-C ended it.
    """

    jobs: list[Job]
    problems: list[tuple[str, CourseError]]
    outcomes: list[Outcome] = field(default_factory=list)
    index: Path | None = None
    seconds: float = 0.0
    interrupted: bool = False

    def of(self, status: str) -> list[Outcome]:
        """Return the lessons with a status, in the order of the command line's request."""
        places = {id(job): place for place, job in enumerate(self.jobs)}
        found = [outcome for outcome in self.outcomes if outcome.status == status]
        return sorted(found, key=lambda outcome: places.get(id(outcome.job), 0))

    @property
    def wanted(self) -> int:
        """How many lessons were wanted, with those that could not be read."""
        return len(self.jobs) + len(self.problems)

    @property
    def failures(self) -> list[tuple[str, CourseError]]:
        """What failed, and why."""
        failed = [(outcome.name, outcome.problem) for outcome in self.of(FAILED)]
        return [*self.problems, *((name, problem) for name, problem in failed if problem is not None)]

    def counts(self) -> dict[str, int]:
        """Return how many lessons were built, unchanged, failed, and not reached."""
        built, unchanged, failed = len(self.of(BUILT)), len(self.of(UNCHANGED)), len(self.failures)
        return {
            "built": built,
            "unchanged": unchanged,
            "failed": failed,
            "not reached": self.wanted - built - unchanged - failed,
        }

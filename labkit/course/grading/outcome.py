"""How hand-ins went, one by one and as a class."""

from __future__ import annotations

from dataclasses import dataclass, field

from labkit.course.exercises.marks import Mark
from labkit.course.handins.partners import tells_of_repairs


@dataclass(frozen=True)
class Outcome:
    """How one hand-in went.

    Parameters
    ----------
    trainee
        Whose it is.
    status
        ``"graded"``, ``"graded before"`` or ``"failed"``.
    problem
        Why it could not be graded.
    remark
        What was repaired before it was graded.
    events
        What happened to single cells while it ran.
    timed_out
        Whether a cell ran out of its time.
    seconds
        How long it ran.
    """

    trainee: str
    status: str
    problem: str = ""
    remark: str = ""
    events: tuple[str, ...] = ()
    timed_out: bool = False
    seconds: float = 0.0


@dataclass(frozen=True)
class Grading:
    """How grading a class went.

    Parameters
    ----------
    marks
        The marks of all trainees that have any.
    problems
        Sentences on the hand-ins that could not be graded.
    csv
        The file with the marks.
    draw
        The sample that was graded on.
    outcomes
        One for each hand-in.
    seconds
        How long it took.
    doubts
        Sentences on what a person must decide: a partner's name that is nobody's for certain, marks without a hand-in.
    """

    marks: list[Mark]
    problems: list[str]
    csv: str
    draw: int
    outcomes: list[Outcome] = field(default_factory=list)
    seconds: float = 0.0
    doubts: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return how many hand-ins were graded, graded before, repaired, timed out, and failed."""
        done = [outcome for outcome in self.outcomes if outcome.status != "failed"]
        return {
            "graded": sum(outcome.status == "graded" for outcome in done),
            "graded before": sum(outcome.status == "graded before" for outcome in done),
            "repaired": sum(tells_of_repairs(outcome.remark) for outcome in done),
            "timed out": sum(outcome.timed_out for outcome in done),
            "failed": len(self.outcomes) - len(done),
        }

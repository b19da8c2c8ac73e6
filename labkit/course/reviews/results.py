"""Results: to each author comments and mark without names; to the facilitator what only the facilitator may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from labkit.course.exercises.class_list import read_rows
from labkit.course.exercises.roster import Person
from labkit.course.reviews.collecting import Collected
from labkit.course.reviews.form import TEXTS, Review
from labkit.course.reviews.marks import BriefMark, harshness
from labkit.course.reviews.packets import handed_in
from labkit.course.reviews.plan import Plan, reviews_folder
from labkit.course.reviews.rubric import LEAST, MOST, criteria
from labkit.course.support.files import replace_folder, working_folder, write_whole
from labkit.course.support.paths import Course, shown
from labkit.course.support.typesetting import page
from labkit.errors import CourseError
from labkit.tables import excel_csv

DECISIONS = "decisions.csv"
_COLUMNS = ("brief", "trainee", "reviews", "range", "mean", "decision")


@dataclass(frozen=True)
class Results:
    """The marks of a class.

    Parameters
    ----------
    marks
        One for each brief.
    reviewing
        Reviewer to the share of owed reviews that are complete; None for who owed none.
    """

    marks: tuple[BriefMark, ...]
    reviewing: Mapping[str, float | None]


def results_of(course: Course, plan: Plan, collected: Collected, people: Sequence[Person]) -> Results:
    """Return the marks as they stand now, decisions of the facilitator included.

    A review that nobody could write is owed by nobody: that of a brief that was never handed in, or that of a person
    who was away and whose reviews moved to others.
    """
    decided = read_decisions(course)
    usable, complete = collected.usable(), collected.complete()
    marks = []
    for author in plan.pairs:
        given = tuple(sorted(usable[pair].mark for pair in usable if pair[0] == author))
        marks.append(BriefMark(author, given, decided.get(author)))
    there = {author for author in plan.pairs if handed_in(course, author) is not None}
    there |= {author for author, _ in collected.reviews}
    reviewing: dict[str, float | None] = {}
    for person in people:
        owed = [(author, person.trainee) for author in plan.briefs_of(person.trainee) if author in there]
        done = sum(pair in complete for pair in owed)
        reviewing[person.trainee] = done / len(owed) if owed else None
    return Results(tuple(marks), reviewing)


def read_decisions(course: Course) -> dict[str, float]:
    """Return the marks that the facilitator typed into ``class/reviews/decisions.csv``."""
    path = reviews_folder(course) / DECISIONS
    found: dict[str, float] = {}
    for row in read_rows(path) if path.exists() else ():
        text = row.get("decision", "")
        if not text:
            continue
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            value = 0.0
        if not LEAST <= value <= MOST:
            raise CourseError(
                "A decision is no mark.",
                where=f"{shown(path)}, brief {row.get('brief', '')}",
                got=text,
                expected=f"a number from {LEAST} to {MOST}, such as 3.5; empty while it is open",
            )
        found[row["trainee"]] = value
    return found


def write_results(course: Course, plan: Plan, collected: Collected, results: Results) -> tuple[Path, Path]:
    """Write the pages for the authors, and those for the facilitator."""
    folder = reviews_folder(course) / "results"
    usable = collected.usable()
    with working_folder(reviews_folder(course)) as aside:
        new = aside / "results"
        new.mkdir()
        for mark in results.marks:
            given = [review for (author, _), review in collected.reviews.items() if author == mark.author]
            text = _render(
                "author.html.j2", mark=mark, number=plan.numbers[mark.author], **_feedback(plan, mark, given)
            )
            (new / f"{mark.author}.html").write_text(text, encoding="utf-8", newline="\n")
        replace_folder(new, folder)
    _write_decisions(course, plan, results.marks)
    effects = harshness({pair: review.mark for pair, review in usable.items()})
    waiting: dict[str, list[str]] = {}
    for (author, reviewer), missing in collected.waiting.items():
        if reviewer in results.reviewing and author in {one.author for one in results.marks}:
            waiting.setdefault(reviewer, []).append(missing)
    text = _render(
        "facilitator.html.j2",
        marks=sorted(results.marks, key=lambda one: (-one.spread, one.author)),
        numbers=plan.numbers,
        effects=sorted(effects.items(), key=lambda pair: pair[1]),
        waiting=sorted(waiting.items()),
        remarks=collected.remarks,
    )
    path = reviews_folder(course) / "facilitator.html"
    write_whole(path, text)
    return folder, path


def _feedback(plan: Plan, mark: BriefMark, given: Sequence[Review]) -> dict[str, Any]:
    """Return means by criterion and the texts, in an order that tells nothing of who wrote them."""
    rng = np.random.default_rng([plan.seed, plan.numbers[mark.author]])
    mixed = [given[place] for place in rng.permutation(len(given))]
    means = [
        (one, float(np.mean(points)) if len(points := [r.points[one.name] for r in given if one.name in r.points]) > 1
         else None)
        for one in criteria()
    ]  # fmt: skip
    texts = [(title, [review.texts[name] for review in mixed if name in review.texts]) for name, title in TEXTS.items()]
    strengths = [text for title, found in texts[:2] for text in found]
    return {"means": means, "strengths": strengths, "suggestions": texts[2][1], "reviews": len(given)}


def _write_decisions(course: Course, plan: Plan, marks: Sequence[BriefMark]) -> None:
    """Write the table in which the facilitator decides; decisions that were made stay."""
    lines: list[Sequence[object]] = [_COLUMNS]
    rows = [one for one in marks if one.is_apart or one.decision is not None]
    for one in sorted(rows, key=lambda one: (-one.spread, one.author)):
        given = " ".join(f"{mark:.2f}" for mark in one.reviews)
        mean = "" if one.mean is None else f"{one.mean:.2f}"
        decision = "" if one.decision is None else f"{one.decision:g}"
        lines.append([f"{plan.numbers[one.author]:02d}", one.author, given, f"{one.spread:.2f}", mean, decision])
    write_whole(reviews_folder(course) / DECISIONS, excel_csv(lines))


def _render(template: str, **values: Any) -> str:
    return page(Path(__file__).parent / "templates" / template, **values)

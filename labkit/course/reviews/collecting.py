"""Collecting the forms: which are complete, and whom the class waits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from labkit.course.reviews.form import Review, form_name, read_form
from labkit.course.reviews.plan import Plan, packets_folder
from labkit.course.support.paths import Course, shown
from labkit.errors import CourseError

FOLDER = "review"
"""Forms are handed in as ``class/submitted/NAME/review/review-07.ipynb``."""


@dataclass(frozen=True)
class Collected:
    """The forms of a class.

    Parameters
    ----------
    reviews
        (Author, reviewer) to the review, complete or not.
    waiting
        (Author, reviewer) to what is missing, in words.
    remarks
        What is odd, in words.
    """

    reviews: Mapping[tuple[str, str], Review]
    waiting: Mapping[tuple[str, str], str]
    remarks: tuple[str, ...]

    def complete(self) -> dict[tuple[str, str], Review]:
        """Return the reviews in which nothing is missing."""
        return {pair: review for pair, review in self.reviews.items() if not review.missing}

    def usable(self) -> dict[tuple[str, str], Review]:
        """Return the reviews with points for every criterion: they count, also without all texts."""
        from labkit.course.reviews.rubric import criteria

        return {pair: one for pair, one in self.reviews.items() if len(one.points) == len(criteria())}


def collect(course: Course, plan: Plan) -> Collected:
    """Read the forms that were handed in."""
    reviews, remarks = dict[tuple[str, str], Review](), list[str]()
    reviewers = sorted({reviewer for chosen in plan.pairs.values() for reviewer in chosen})
    for reviewer in reviewers:
        for path in _forms(course, reviewer):
            try:
                review = read_form(path)
            except CourseError as error:
                remarks.append(f"{shown(path)}: {error.problem}")
                continue
            author = plan.author(review.number)
            if reviewer not in plan.pairs.get(author, ()):
                remarks.append(f"{shown(path)}: brief {review.number:02d} is not among the tasks of {reviewer}.")
                continue
            remarks += [f"{shown(path)}: {remark}" for remark in review.remarks]
            before = reviews.get((author, reviewer))
            if before is None or len(before.missing) >= len(review.missing):
                reviews[author, reviewer] = review
    unsent = _in_no_packet(course, plan)
    remarks += [f"The brief of {author} is in no packet: its reviews are not waited for." for author in unsent]
    waiting = {pair: missing for pair, missing in _waiting(plan, reviews) if pair[0] not in unsent}
    return Collected(reviews, waiting, tuple(remarks))


def _in_no_packet(course: Course, plan: Plan) -> list[str]:
    """Return the authors whose brief nobody was given, though others' were: it was not handed in, or is unfinished."""
    sent = {path.name for path in packets_folder(course).glob("*/*.ipynb")}
    return [author for author in plan.pairs if sent and form_name(plan.numbers[author]) not in sent]


def _forms(course: Course, reviewer: str) -> Iterator[Path]:
    """Yield the notebooks that a reviewer handed in, the oldest first: of two alike the newer one counts."""
    home = course.submitted / reviewer / FOLDER
    files = [path for path in home.rglob("*") if path.is_file() and path.suffix in (".ipynb", ".zip", ".json", ".txt")]
    kept = [path for path in files if ".ipynb_checkpoints" not in path.parts and not path.name.startswith(".")]
    yield from sorted(kept, key=lambda path: (path.stat().st_mtime, path.as_posix()))


def _waiting(plan: Plan, reviews: Mapping[tuple[str, str], Review]) -> Iterator[tuple[tuple[str, str], str]]:
    for author, chosen in plan.pairs.items():
        for reviewer in chosen:
            review = reviews.get((author, reviewer))
            if review is None:
                yield (author, reviewer), f"{form_name(plan.numbers[author])} was not handed in"
            elif review.missing:
                yield (author, reviewer), f"{form_name(plan.numbers[author])} lacks: {', '.join(review.missing)}"

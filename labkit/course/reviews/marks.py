"""Marks from reviews: the mean, and a person's decision where the reviews part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

FAR_APART = 1.5
"""From this range of the reviews on, the facilitator reads the brief and decides."""
FEWEST = 2
"""With fewer reviews an author gets comments and no number."""


@dataclass(frozen=True)
class BriefMark:
    """The mark of one brief.

    Parameters
    ----------
    author
        Who wrote it.
    reviews
        The marks of its reviews, 1 to 5.
    decision
        The facilitator's mark, None while there is none.
    """

    author: str
    reviews: tuple[float, ...]
    decision: float | None = None

    @property
    def mean(self) -> float | None:
        """The mean of the reviews; None below two."""
        return float(np.mean(self.reviews)) if len(self.reviews) >= FEWEST else None

    @property
    def spread(self) -> float:
        """The largest review minus the smallest."""
        return max(self.reviews) - min(self.reviews) if self.reviews else 0.0

    @property
    def is_apart(self) -> bool:
        """Whether the facilitator has to decide."""
        return len(self.reviews) >= FEWEST and self.spread >= FAR_APART - 1e-9

    @property
    def mark(self) -> float | None:
        """What goes into the gradebook: the decision if there is one, else the mean; None where that is still open.

        Examples
        --------
        >>> BriefMark("sokha", (3.0, 4.0, 3.5)).mark
        3.5
        >>> BriefMark("dara", (2.0, 4.0, 3.5)).mark is None, BriefMark("dara", (2.0, 4.0, 3.5), 3.0).mark
        (True, 3.0)
        """
        if self.decision is not None:
            return self.decision
        return None if self.is_apart else self.mean


def harshness(marks: Mapping[tuple[str, str], float], *, shrink: float = 3.0) -> dict[str, float]:
    """Return by how much each reviewer marks lower (-) or higher (+) than others would, for the facilitator only.

    One least-squares solve of mark = mean + brief + reviewer with a penalty of `shrink` times the squared effects of
    reviewers: with three reviews an effect is drawn to half of its size, with fewer further. It never changes a mark.

    Examples
    --------
    >>> marks = {(a, r): 3.0 - (r == "x") for a in "abc" for r in "xyz"}
    >>> {name: round(value, 2) for name, value in harshness(marks).items()}
    {'x': -0.33, 'y': 0.17, 'z': 0.17}
    """
    if not marks:
        return {}
    authors, reviewers = (sorted({pair[place] for pair in marks}) for place in (0, 1))
    design = np.zeros((len(marks) + len(reviewers), len(authors) + len(reviewers)))
    target = np.zeros(len(design))
    for row, ((author, reviewer), mark) in enumerate(marks.items()):
        design[row, authors.index(author)] = design[row, len(authors) + reviewers.index(reviewer)] = 1
        target[row] = mark
    for number in range(len(reviewers)):
        design[len(marks) + number, len(authors) + number] = np.sqrt(shrink)
    effects = np.linalg.lstsq(design, target, rcond=None)[0][len(authors) :]
    return {reviewer: float(effect) for reviewer, effect in zip(reviewers, effects, strict=True)}


def to_decide(marks: Sequence[BriefMark]) -> list[BriefMark]:
    """Return the briefs that wait for the facilitator, those with the widest range first."""
    waiting = [one for one in marks if one.is_apart and one.decision is None]
    return sorted(waiting, key=lambda one: (-one.spread, one.author))

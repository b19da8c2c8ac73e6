"""The brief that lesson 5.3 works on: the trainee's own, or the government's sample where nothing was kept."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from labkit.course.briefs.brief import Brief
from labkit.course.briefs.checking.check import check_brief
from labkit.course.briefs.keeping.store import brief_folder, kept
from labkit.course.briefs.new import new_notebook, sample_notebook
from labkit.course.briefs.notebook import NAME
from labkit.course.briefs.opening import open_brief
from labkit.course.lessons.own_survey import is_own_survey
from labkit.course.support.files import write_whole
from labkit.errors import CourseError

BLANK_PARTS = ("who", "what", "by when", "number")


@dataclass(frozen=True)
class Work:
    """A brief and where it lies; `own` is False for the sample."""

    brief: Brief
    own: bool
    path: Path | None


def sample_brief(dataset: str = "lfs", province: str = "all", draw: int = 0, side: str = "government") -> Brief:
    """Return a sample brief, its tables made for a place and a sample of the course's survey.

    Parameters
    ----------
    dataset
        A survey of the course; for a file of one's own the sample stays with ``"lfs"``.
    province, draw
        As in the lesson.
    side
        ``"government"``, ``"employers"`` or ``"workers"``.
    """
    import nbformat

    own = is_own_survey(dataset)
    changed = {"dataset": "lfs" if own else dataset, "province": "all" if own else province, "draw": 0 if own else draw}
    with tempfile.TemporaryDirectory(prefix="labkit-sample-") as folder:
        path = Path(folder) / NAME
        path.write_text(nbformat.writes(sample_notebook(side)), encoding="utf-8")  # type: ignore[no-untyped-call]
        return open_brief(path, changed)


def brief_to_cut(sample: Brief) -> Work:
    """Return the trainee's own brief; it is begun from what the days kept. Without kept parts, the sample.

    Parameters
    ----------
    sample
        As `sample_brief` returns it.
    """
    import nbformat

    folder = brief_folder()
    parts = kept()
    if not parts or not kept(folder):  # nothing was kept, or the lesson is only built
        return Work(sample, False, None)
    path = folder / NAME
    if not path.exists():
        about = {"author": "", "institution": "", "side": "", "language": "en"}
        write_whole(path, nbformat.writes(new_notebook(parts, about)) + "\n")  # type: ignore[no-untyped-call]
    return Work(open_brief(path), True, path)


def said_instead(brief: Brief, kind: str, text: str) -> list[str]:
    """Return what the check says of a brief in which a section has another text, beyond what it said before.

    Parameters
    ----------
    brief
        A brief.
    kind
        The section: ``"message"``, ``"evidence"`` …
    text
        Its other text.

    Raises
    ------
    CourseError
        The brief has no such section.
    """
    if brief.section(kind) is None:
        raise CourseError(
            "The brief has no such section.", where="said_instead", got=kind, expected=", ".join(_kinds(brief))
        )
    sections = tuple(replace(each, text=f"\n{text}\n") if each.kind == kind else each for each in brief.sections)
    before = {finding.message for finding in check_brief(brief)}
    findings = check_brief(replace(brief, sections=sections))
    return [finding.message for finding in findings if finding.message not in before]


def _kinds(brief: Brief) -> list[str]:
    return [section.kind for section in brief.sections]


def recommend(who: str, what: str, when: str, number: str) -> str:
    """Return a recommendation: who does what by when, and the number that will show it.

    Raises
    ------
    CourseError
        A part is empty, or the number is typed instead of cited by its name.

    Examples
    --------
    >>> recommend("The fund", "publishes its count", "June", "{fund.contributing}")
    'The fund publishes its count by June. The number that will show it is {fund.contributing} today.'
    """
    for name, part in zip(BLANK_PARTS, (who, what, when, number), strict=True):
        if not part.strip():
            raise CourseError("A part of the recommendation is empty.", where="recommend", got=name)
    if not (number.startswith("{") and number.endswith("}")):
        raise CourseError(
            "The number is typed by hand.",
            where="recommend",
            got=number,
            expected="the name of a figure in brackets, such as {cover.employees}",
        )
    return f"{who} {what} by {when}. The number that will show it is {number} today."

"""Certificates of completion, from roster, attendance and gradebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from labkit.course.exercises.nbgrader_steps import gradebook
from labkit.course.exercises.roster import Person
from labkit.course.reviews.packets import handed_in
from labkit.course.reviews.recording import ASSIGNMENT
from labkit.course.support.files import replace_folder, working_folder
from labkit.course.support.paths import Course
from labkit.course.support.typesetting import can_typeset, page, typeset
from labkit.course.week.groups import TEMPLATES

TITLE = "Certificate of completion"


@dataclass(frozen=True)
class Rule:
    """What completes the course.

    Parameters
    ----------
    days
        Days attended, of five.
    exercises
        Exercises handed in.
    brief
        Whether a brief is asked for.
    """

    days: int = 4
    exercises: int = 3
    brief: bool = True


@dataclass(frozen=True)
class Standing:
    """What one person did.

    Parameters
    ----------
    person
        Who.
    days
        Days attended; None where the roster has no columns day1 … day5.
    exercises
        Exercises handed in and graded.
    brief
        Whether a brief was handed in.
    """

    person: Person
    days: int | None
    exercises: int
    brief: bool

    def lacks(self, rule: Rule) -> list[str]:
        """Return what is missing for a certificate, in words."""
        missing = []
        if self.days is not None and self.days < rule.days:
            missing.append(f"{self.days} of {rule.days} days")
        if self.days is None and not self.person.present:
            missing.append("not present")
        if self.exercises < rule.exercises:
            missing.append(f"{self.exercises} of {rule.exercises} exercises")
        if rule.brief and not self.brief:
            missing.append("no brief")
        return missing

    @property
    def done(self) -> str:
        """What is printed on the certificate; no marks.

        Examples
        --------
        >>> Standing(Person("sokha"), 5, 4, True).done
        'attended 5 days, handed in 4 exercises and wrote a policy brief'
        """
        parts = [] if self.days is None else [f"attended {self.days} {'day' if self.days == 1 else 'days'}"]
        if self.exercises:
            parts.append(f"handed in {self.exercises} {'exercise' if self.exercises == 1 else 'exercises'}")
        parts += ["wrote a policy brief"] if self.brief else []
        return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)


def standings(course: Course, people: Sequence[Person]) -> list[Standing]:
    """Return what each person did, from roster, hand-ins and gradebook."""
    graded = _graded(course)
    return [
        Standing(
            one,
            None if one.days is None else len(one.days),
            sum(one.trainee in trainees for day, trainees in graded.items() if day != ASSIGNMENT),
            handed_in(course, one.trainee) is not None,
        )
        for one in people
    ]


def _graded(course: Course) -> Mapping[str, set[str]]:
    """Return for each exercise in the gradebook whose hand-in it knows."""
    if not course.gradebook.exists():
        return {}
    with gradebook(course) as book:
        return {entry.name: {one.student_id for one in book.assignment_submissions(entry.name)}
                for entry in book.assignments}  # fmt: skip


@dataclass(frozen=True)
class Wording:
    """What stands on all certificates beside the name.

    Parameters
    ----------
    course
        What the course is called.
    place, date
        Where and when.
    signed
        Names below the lines for signatures.
    """

    course: str = "Evidence for labour policy, a course of five days"
    place: str = ""
    date: str = ""
    signed: tuple[str, ...] = ("Facilitator",)


def write_certificates(course: Course, given: Sequence[Standing], wording: Wording) -> list[Path]:
    """Write one page for each person: a page to print for all, and PDF files, one each, where Typst is installed."""
    folder = course.classroom / "certificates"
    about = {**vars(wording), "signed": list(wording.signed)}
    entries = [{"name": one.person.printed_name, "institution": one.person.institution, "done": one.done,
                "file": one.person.trainee} for one in given]  # fmt: skip
    with working_folder(course.classroom) as aside:
        new = aside / "certificates"
        new.mkdir()
        text = page(TEMPLATES / "certificates.html.j2", title=TITLE, people=entries, **about)
        (new / "certificates.html").write_text(text, encoding="utf-8", newline="\n")
        if can_typeset() and entries:
            for one in entries:
                made = typeset(TEMPLATES / "certificates.typ", {"people": [one], **about}, title=TITLE)
                (new / f"{one['file']}.pdf").write_bytes(made)
        replace_folder(new, folder)
    return sorted(folder.iterdir())

"""``labkit release DAY --individual``: every trainee gets a sample, and so answers, of his or her own.

Each folder ``class/released/TRAINEE/DAY`` has the exercise and its key, made from that trainee's draw of the survey.
Who has which draw stands in ``class/released/DAY.csv``: grading believes this file, never a hand-in about itself.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import nbformat

from labkit.checks.exercise import KEY_FILE
from labkit.checks.keys import Key, far_apart, key_text, make_key, read_key
from labkit.checks.samples import Samples
from labkit.course.exercises.answer_key import CATALOGUE_FILES, first_draw, load_catalogue
from labkit.course.exercises.class_list import FILE, class_list
from labkit.course.exercises.masters import master_folder, read_notebook
from labkit.course.support.console import note
from labkit.course.support.files import replace_folder, working_folder, write_whole
from labkit.course.support.paths import Course, shown
from labkit.errors import CourseError

# Draws below belong to lessons and to grading.
_FIRST, _DRAWS = 1_000, 9_000


def released_folder(course: Course) -> Path:
    """Return the folder with what each trainee gets."""
    return course.classroom / "released"


def own_folder(course: Course, day: str, trainee: str) -> Path:
    """Return the folder with what one trainee gets in an exercise that was released individually."""
    return released_folder(course) / trainee / day


def draws(course: Course, day: str) -> dict[str, int]:
    """Return which trainee has which draw in an exercise; empty if it was not released individually."""
    path = released_folder(course) / f"{day}.csv"
    if not path.exists():
        return {}
    try:
        with path.open(newline="", encoding="utf-8-sig") as stream:
            return {row["trainee"]: int(row["draw"]) for row in csv.DictReader(stream)}
    except (ValueError, KeyError, TypeError) as error:
        raise CourseError(
            "The file with the trainees' draws is damaged.",
            where=shown(path),
            expected="lines of trainee,draw as labkit wrote them",
            hint="Take it from a copy. A new release would give the same draws, if the class list is the same.",
        ) from error


def release_individually(course: Course, day: str, *, force: bool = False) -> int:
    """Make a folder for each trainee of the class list, with a draw of his or her own.

    The same class list gives the same draws. Interrupted, it goes on where it stopped.
    """
    listed = class_list(course)
    if not listed.is_listed:
        raise CourseError(
            "Without a class list there is nobody to release to.",
            where=shown(course.classroom / FILE),
            expected="a first line with the word trainee, then one name in each line",
        )
    folder = master_folder(course, day)
    known = draws(course, day)
    made = 0
    for number, trainee in enumerate(listed.trainees, start=1):
        if trainee not in known:
            known[trainee] = _draw(folder, day, trainee, known.values())
            _write_draws(course, day, known)
        target = own_folder(course, day, trainee)
        told = "there already"
        if force or not _is_current(target, folder, course.exercises / day, known[trainee]):
            _release_one(course, day, known[trainee], target)
            made, told = made + 1, f"draw {known[trainee]}"
        note(f"[{number}/{len(listed.trainees)}] {trainee}: {told}")
    return made


def own_key(course: Course, day: str, trainee: str, key: Key) -> Key:
    """Return the grade key for one trainee: numbers typed in from that trainee's own draw are recognised."""
    draw = draws(course, day).get(trainee)
    path = own_folder(course, day, trainee) / KEY_FILE
    if draw is None or not path.exists():
        return key
    own = read_key(path)
    if own.draw != draw:
        return key
    questions = {
        name: replace(question, lesson=own.questions[name].entries)
        if question.needs_data and name in own.questions
        else question
        for name, question in key.questions.items()
    }
    return replace(key, questions=questions)


def _draw(folder: Path, day: str, trainee: str, taken: Iterable[int]) -> int:
    """Return a draw that nobody has yet, and whose answers differ clearly from those of grading."""
    catalogue = load_catalogue(folder)
    graded_on = Samples(first_draw(folder))
    start = int.from_bytes(hashlib.sha256(f"{day}/{trainee}".encode()).digest()[:4], "big")
    for step in range(_DRAWS):
        draw = _FIRST + (start + step) % _DRAWS
        if draw not in taken and far_apart(catalogue, Samples(draw), graded_on):
            return draw
    raise CourseError("There are more trainees than draws.", where=shown(folder))


def _write_draws(course: Course, day: str, known: dict[str, int]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("trainee", "draw"), *known.items()])
    write_whole(released_folder(course) / f"{day}.csv", text.getvalue())


def _is_current(target: Path, master: Path, exercise: Path, draw: int) -> bool:
    """Say whether a trainee's folder has the right draw and is no older than what it is made from."""
    key = target / KEY_FILE
    if not key.exists() or not (target / f"{exercise.name}.ipynb").exists():
        return False
    sources = [*master.glob(CATALOGUE_FILES), exercise / f"{exercise.name}.ipynb"]
    return key.stat().st_mtime >= max(path.stat().st_mtime for path in sources) and read_key(key).draw == draw


def _release_one(course: Course, day: str, draw: int, target: Path) -> None:
    catalogue = load_catalogue(course.solutions / day)
    notebook = read_notebook(course.exercises / day / f"{day}.ipynb")
    notebook.metadata.setdefault("labkit", {})["draw"] = draw
    key = make_key(catalogue, Samples(draw), draw=draw, strict=False)
    with working_folder(course.classroom) as scratch:
        write_whole(scratch / day / f"{day}.ipynb", nbformat.writes(notebook) + "\n")  # type: ignore[no-untyped-call]
        write_whole(scratch / day / KEY_FILE, key_text(key))
        replace_folder(scratch / day, target)

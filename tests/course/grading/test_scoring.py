"""Points that a check cell shows are nobody's: they are counted from what was recorded, and that is said."""

from __future__ import annotations

import json
import os

import nbformat
import pytest

from labkit.course.exercises.answer_key import grade_key
from labkit.course.grading.scoring import CHANGED, SCORE, score

pytestmark = pytest.mark.course

OUTPUT = nbformat.v4.new_output
POINTS = OUTPUT("execute_result", data={"text/plain": "2.0"})
NOTHING = OUTPUT("execute_result", data={"text/plain": "0.0"})
ERROR = OUTPUT("error", ename="ValueError", evalue="x", traceback=["x"])


@pytest.fixture(scope="module")
def key(released, small):
    return grade_key(released / "solutions" / small.day, 1)


@pytest.mark.parametrize(
    ("outputs", "recorded", "points", "changed"),
    [
        ([NOTHING], "C", 1.0, False),
        ([NOTHING], "A", 0.0, False),
        ([POINTS], "A", 0.0, True),  # it gives itself points beside an answer that is recorded
        ([POINTS], "C", 1.0, True),
        ([POINTS, ERROR], "A", 0.0, True),
        ([POINTS, ERROR], None, 0.0, True),
        ([POINTS], None, 0.0, True),
        ([ERROR], None, 0.0, False),  # it stopped before its answer was recorded: nothing was forged
        ([ERROR], "C", 1.0, False),  # it stopped after that
        ([], None, 0.0, True),  # no answer was recorded, and nothing says why
    ],
)
def test_points_come_from_the_recorded_answer_alone(key, tmp_path, outputs, recorded, points, changed):
    cell = nbformat.v4.new_code_cell("exercise.check('q3', letter)", outputs=list(outputs))
    cell.metadata = nbformat.from_dict({"nbgrader": {"grade_id": "q3", "grade": True}, SCORE: 99})
    answers = tmp_path / "answers.jsonl"
    line = {"question": "q3", "values": {"": (recorded or "").lower()}, "problems": []}
    answers.write_text(json.dumps(line) if recorded else "")
    score(nbformat.v4.new_notebook(cells=[cell]), key, answers)
    shown = "".join(output.get("text", "") for output in cell.outputs)
    assert (cell.metadata[SCORE], CHANGED in shown) == (points, changed)
    assert [output.data["text/plain"] for output in cell.outputs if output.output_type == "execute_result"] == [
        repr(points)
    ]
    assert [output.ename for output in cell.outputs if output.output_type == "error"] == ["ValueError"] * (
        ERROR in outputs
    )


def line(word: str) -> str:
    return json.dumps({"question": "q3", "values": {"": word}, "problems": []}) + "\n"


def points(key, answers) -> float:
    cell = nbformat.v4.new_code_cell("exercise.check('q3', letter)", outputs=[NOTHING])
    cell.metadata = nbformat.from_dict({"nbgrader": {"grade_id": "q3", "grade": True}})
    score(nbformat.v4.new_notebook(cells=[cell]), key, answers)
    return cell.metadata[SCORE]


def test_the_last_recorded_answer_counts(key, tmp_path):
    answers = tmp_path / "answers.jsonl"
    for words, wanted in (("ac", 1.0), ("ca", 0.0)):
        answers.write_text("".join(map(line, words)))
        assert points(key, answers) == wanted


def test_answers_that_are_no_file_of_their_own_or_too_long_are_not_read(key, tmp_path, monkeypatch):
    """The trainee's program may put a link to another's answers there, or a pipe that nobody writes to."""
    others, answers = tmp_path / "others.jsonl", tmp_path / "answers.jsonl"
    others.write_text(line("c"))
    answers.symlink_to(others)
    assert points(key, answers) == 0.0
    answers.unlink()
    os.mkfifo(answers)
    assert points(key, answers) == 0.0
    answers.unlink()
    answers.write_text(line("c") + "x" * 100 + "\n" + line("a"))
    monkeypatch.setattr("labkit.course.grading.scoring.LARGEST_ANSWERS", len(line("c")) + 50)
    assert points(key, answers) == 1.0, "the first lines count, the rest is not read"


@pytest.mark.parametrize("with_key", [True, False])
def test_points_that_a_written_answer_brings_along_are_taken_away(key, tmp_path, with_key):
    cell = nbformat.v4.new_markdown_cell("Nine in ten.", metadata={"nbgrader": {"grade_id": "q9"}, SCORE: 99})
    score(nbformat.v4.new_notebook(cells=[cell]), key if with_key else None, tmp_path / "none")
    assert SCORE not in cell.metadata

"""The room on paper: `labkit pack`."""

from __future__ import annotations

from pathlib import Path

import pytest

LESSON = """<html><body><main>
<div class="cell"><div class="text"><h1>2.1 A toy</h1></div></div>
<div class="cell"><div class="text"><h2>Nothing to print <span class="time">5 min</span></h2>
<p>Click on a cell.</p></div></div>
<div class="cell"><div class="text"><h2>The picture</h2><p>Run the cell.</p></div></div>
<div class="cell"><details class="code"><summary>Code</summary>plot()</details>
<div class="outputs"><figure class="picture"><img src="data:image/png;base64,AA==" alt="Bars"></figure></div></div>
<div class="cell"><details class="code"><summary>Code</summary>say()</details>
<div class="outputs"><div class="text"><p>About 9 of 10.</p></div></div></div>
<div class="cell"><div class="text"><h2>Two people</h2><p>Channa sews.</p></div></div>
<div class="cell your-turn"><div class="text"><p>Decide by hand.</p></div></div>
<div class="cell"><div class="text"><h2>Not printed</h2><p>Here.</p></div></div>
<div class="cell"><div class="text"><h3>Nor this</h3><p>There.</p></div></div>
<div class="cell"><div class="text"><h2>Discussion: who?</h2><p>Talk in fours.</p></div></div>
<div class="cell"><div class="text"><h2>Quiz</h2>
<details><summary>The same in Stata</summary><p>regress</p></details>
<details class="after"><summary>Guess first, then open</summary><p>Nine.</p></details>
<details><summary>1. Is 2 &lt; 3?</summary><p>Yes, it is.</p></details></div></div>
</main></body></html>"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "nbgrader_config.py").touch()
    for name in ("2.10-last", "2.1-toy"):
        folder = tmp_path / "build" / "cambodia" / "day2" / name
        folder.mkdir(parents=True)
        (folder / "trainee.html").write_text(LESSON.replace("2.1 A toy", name), "utf-8")
    return tmp_path


def test_pictures_sentences_and_questions_are_printed_and_answers_come_last(course: Path, labkit_command) -> None:
    ran = labkit_command("--course", course, "pack", "2")
    assert ran.code == 0, ran.err
    text = (course / "class/packs/day2.html").read_text("utf-8")
    room, answers = text.split("Answers to the questions")
    for printed in (
        'alt="Bars"',
        "About 9 of 10.",
        "Talk in fours.",
        "Channa sews.",
        "Decide by hand.",
        "1. Is 2 &lt; 3?",
        "<span>B</span>",
        "employers",
    ):
        assert printed in room
    for left_out in (
        "plot()",
        "Click on a cell",
        "Nothing to print",
        "Not printed",
        "Nor this",
        "Yes, it is.",
        "5 min",
        "Nine.",
        "same in Stata",
    ):
        assert left_out not in room
    assert "Yes, it is." in answers
    assert "has the result: number 1." in room
    assert "Number 1.</strong></p><p>Nine.</p>" in answers
    assert "regress" not in answers
    assert room.index("<h1>2.1-toy") < room.index("<h1>2.10-last")


def test_the_first_and_last_minutes_are_printed(course: Path, labkit_command) -> None:
    (course / "notebooks/day2").mkdir()
    opening = '[opening]\nwords = ["median"]\nquestions = [["Who?", "Nobody."]]\n'
    about = f'title = "Two"\n{opening}[closing]\ntomorrow = "Rest."\n'
    (course / "notebooks/day2/day.toml").write_text(about, "utf-8")
    assert labkit_command("--course", course, "pack", "2").code == 0
    text = (course / "class/packs/day2.html").read_text("utf-8")
    for printed in ("Day 2: Two", "Who?", "Nobody.", 'scope="row">median', "The value in the middle", "Rest."):
        assert printed in text


def test_a_day_that_is_not_built_is_said(course: Path, labkit_command) -> None:
    ran = labkit_command("--course", course, "pack", "day3")
    assert (ran.code, "labkit build day3" in ran.err) == (1, True)
    assert "one of: cambodia" in labkit_command("--course", course, "pack", "day2", "--place", "kep").err


def test_lessons_that_are_not_built_are_named(course: Path, labkit_command) -> None:
    (course / "notebooks" / "day2").mkdir()
    for name in ("2.1-toy", "2.3-new"):
        (course / "notebooks" / "day2" / f"{name}.ipynb").write_text("{}", "utf-8")
    ran = labkit_command("--course", course, "pack", "2")
    assert ran.code == 0
    assert "not built: 2.3-new. To build them: labkit build day2" in ran.err

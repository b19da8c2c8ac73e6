"""Proof cells hold the words of the answers above them: a changed answer is noticed by a check, or stops a build."""

from __future__ import annotations

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from labkit.course.lessons.proofs.proving import Stated, broken_proofs, stated_above

QUIZ = """## Quiz

<details><summary>1. A rate falls from ninety to eighty-one percent. How many points? How many percent?</summary>

Nine points. In percent it is ten.
</details>

<details><summary>★ 2. A, B or C?</summary>

C. Exactly 1,200 of them.
</details>

<details><summary>The same in Stata</summary>

`mean x`
</details>"""


def proof(code: str):
    return new_code_cell(code, metadata={"tags": ["proof"]})


def test_answers_of_a_quiz_are_read_with_their_numbers() -> None:
    stated = Stated(QUIZ)
    assert stated.answers == ["Nine points. In percent it is ten.", "C. Exactly 1,200 of them."]
    assert (stated.numbers(1), stated.numbers(2)) == ([9, 10], [1200])
    assert stated.begins("nine points", "C.")
    assert not stated.begins("nine points")


@pytest.mark.parametrize(
    ("old", "new"),
    [("Nine points. In percent it is ten", "Ten points. In percent it is nine"), ("C. Exactly", "B. Exactly")],
)
def test_a_changed_answer_breaks_its_proof_without_any_data(old: str, new: str) -> None:
    asserted = 'assert stated.numbers(1) == [90 - 81, 100 * 9 / 90]\nassert stated.begins("Nine", "C.")'
    assert list(broken_proofs([new_markdown_cell(QUIZ), proof(asserted)])) == []
    broken = list(broken_proofs([new_markdown_cell(QUIZ.replace(old, new)), proof(asserted)]))
    assert len(broken) >= 1 and broken[0][1].startswith("stated.")


def test_a_proof_knows_the_words_since_the_proof_before_it() -> None:
    cells = [new_markdown_cell("| Rith | formal |"), proof("1"), new_markdown_cell("| Rith | *informal* |")]
    assert stated_above(cells, 3).row("Rith") == ["informal"]
    assert stated_above(cells, 3).row("Nobody") == []


def test_a_build_stops_where_the_words_and_the_data_part(toy, labkit_command, tmp_path) -> None:
    held = proof('assert stated.says(f"about {rate} of 100")')
    cells = [toy.text("## One"), toy.code("rate = 12"), toy.text("It is about 21 of 100: say ___ of ___."), held]
    toy.save(toy.new_course(tmp_path), "day2/2.1-toy", toy.notebook("2.1", "A toy", cells))
    ran = labkit_command("--course", tmp_path, "build")
    assert ran.code == 1 and "states what the data contradict" in ran.err
    assert "assert stated.says" in ran.err and "import Stated" not in ran.err
    page = nbformat.read(tmp_path / "notebooks/day2/2.1-toy.ipynb", as_version=4)
    assert "Stated(" not in str(page)

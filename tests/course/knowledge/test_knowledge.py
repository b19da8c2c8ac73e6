"""The knowledge test: its items, its sheets, its score."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from openpyxl import load_workbook

from labkit.course.knowledge.items import LETTERS, form_of, items
from labkit.course.knowledge.scoring import read_answers, score
from labkit.course.knowledge.sheets import write_sheets, write_workbook
from labkit.errors import CourseError, OptionError

# What the course's plan of the test says is right, typed by hand: idea, form A, form B, and what must not be right.
PLANNED = {
    "Unemployment": ("10 percent", "8.3 percent", ("5 percent", "5 percent")),
    "Weights": ("18 percent", "45 percent", ("15 percent", "40 percent")),
    "Pay gap": ("20 percent", "25 percent", ("25 percent", "33 percent")),
    "Injuries": ("400", "250", ("450", "300")),
    "Hourly pay": ("The first.", "The second.", ("The second.", "The first.")),
}


@pytest.mark.parametrize("idea", PLANNED)
def test_answers_that_state_a_figure_are_the_planned_ones(idea: str) -> None:
    for form, right, lure in zip("AB", PLANNED[idea][:2], PLANNED[idea][2], strict=True):
        item = next(one for one in items(form) if one.idea == idea)
        assert item.options[LETTERS.index(item.right)] == right
        assert lure in item.options


def test_the_forms_are_parallel() -> None:
    a, b = items("A"), items("B")
    assert len(a) == len(b) == 10
    for one, other in zip(a, b, strict=True):
        words = [re.sub(r"[\d.,]+", "#", item.question) for item in (one, other)]
        assert (one.idea, len(one.options)) == (other.idea, 4)
        if one.idea not in ("Publish", "Informal job"):  # whose nouns differ, too
            assert words[0] == words[1]
        assert one.question != other.question
        assert one.right == other.right or one.idea == "Hourly pay"
    letters = [one.right for one in a]
    assert {letters.count(letter) for letter in LETTERS} <= {2, 3}  # no letter is a good guess


def test_the_overlap_item_is_true() -> None:
    """Each half-width follows from the two intervals, which overlap, and the difference's does not hold zero."""
    for form in "AB":
        item = next(one for one in items(form) if one.idea == "Overlap")
        women, w_low, w_high, men, m_low, m_high, diff, low, high = map(float, re.findall(r"\d+\.?\d*", item.question))
        assert w_low < m_high
        assert diff == pytest.approx(women - men)
        assert (high - low) / 2 == pytest.approx(np.hypot((w_high - w_low) / 2, (m_high - m_low) / 2), abs=0.06)
        assert low > 0


def test_there_is_no_third_form() -> None:
    with pytest.raises(OptionError):
        items("C")


@pytest.fixture
def typed(tmp_path: Path) -> Callable[..., Path]:
    """Write a sheet of answers: for each slip how many of the ten are right on day 1 and day 5."""

    def write(right: dict[int, tuple[int | None, int | None]]) -> Path:
        path = tmp_path / "answers.xlsx"
        write_workbook(path, max(right))
        book = load_workbook(path)
        for row in book["answers"].iter_rows(min_row=2):
            number, day = row[0].value, row[1].value
            count = right.get(number, (None, None))[day == 5]
            if count is None:
                continue
            for place, item in enumerate(items(form_of(number, day))):
                wrong = LETTERS[(LETTERS.index(item.right) + 1) % 4]
                row[3 + place].value = item.right if place < count else wrong.lower()
        book.save(path)
        return path

    return write


def test_the_gain_is_that_of_pairs_with_its_interval(typed) -> None:
    # Odd slips gain 1 and 3 in turn, even slips 0 and 2: the mean of the halves is (2 + 1) / 2.
    right = {n: (4, 4 + (1 if n % 4 == 1 else 3) if n % 2 else 4 + (0 if n % 4 == 0 else 2)) for n in range(1, 17)}
    found = score(read_answers(typed({**right, 17: (9, None), 18: (None, 1)})))
    assert found.gain.pairs == 16
    assert found.gain.estimate == pytest.approx(1.5)
    # Each half: variance of 4 ones and 4 threes is 8/7; standard error sqrt(2 · 8/7/8)/2; t with 14 degrees: 2.1448.
    assert found.gain.high - found.gain.estimate == pytest.approx(2.1448 * np.sqrt(2 * 8 / 7 / 8) / 2, rel=1e-4)
    assert found.items[0][2:] == (100, 100)
    assert found.items[9][2:] == (0, 0)


def test_a_harder_form_does_not_pass_as_learning(typed) -> None:
    # Form B costs everybody two right answers, and nobody learnt anything; more odd slips than even ones.
    odd, even = {n: (7, 5) for n in range(1, 20, 2)}, {n: (5, 7) for n in range(2, 8, 2)}
    assert score(read_answers(typed({**odd, **even}))).gain.estimate == pytest.approx(0)


def test_below_ten_pairs_there_is_no_figure(typed) -> None:
    assert score(read_answers(typed({n: (4, 6) for n in range(1, 10)} | {10: (4, None)}))) is None
    assert score(read_answers(typed({n: (4, 6) for n in range(1, 11)}))) is not None


@pytest.mark.parametrize(("cell", "value", "problem"), [("D2", "E", "four letters"), ("A3", 1, "twice")])
def test_a_slip_of_the_keyboard_is_named(typed, cell: str, value: object, problem: str) -> None:
    path = typed({n: (4, 6) for n in range(1, 4)})
    book = load_workbook(path)
    book["answers"][cell].value = value
    book.save(path)
    with pytest.raises(CourseError, match=problem) as caught:
        read_answers(path)
    assert "line" in caught.value.where


def test_sheets_carry_numbers_and_forms_and_no_answers(tmp_path: Path) -> None:
    write_sheets(tmp_path, 4, pdf=False)
    for day, forms in ((1, "ABAB"), (5, "BABA")):
        page = (tmp_path / f"test-day{day}.html").read_text("utf-8")
        # At the top and at the end: a sheet has two pages, which must find together again.
        told = [(str(n), f) for n, f in enumerate(forms, start=1) for _ in range(2)]
        assert re.findall(r"Number (\d+) · form (.)", page) == told
        assert not re.search(r"https?://|<script|right", page.split("</style>")[1].replace("right answers", ""))


def test_typed_answers_survive_a_second_printing(tmp_path: Path) -> None:
    write_sheets(tmp_path, 4, pdf=False)
    book = load_workbook(tmp_path / "answers.xlsx")
    book["answers"]["D2"].value = "A"
    book.save(tmp_path / "answers.xlsx")
    write_sheets(tmp_path, 6, pdf=False)
    assert load_workbook(tmp_path / "answers.xlsx")["answers"]["D2"].value == "A"


def test_the_pages_are_tagged_pdf(tmp_path: Path) -> None:
    write_sheets(tmp_path, 3, pdf=True)
    made = (tmp_path / "test-day1.pdf").read_bytes()
    assert made.startswith(b"%PDF")
    assert b"/MarkInfo" in made


def test_the_command_scores_without_naming_anybody(typed, labkit_command, tmp_path: Path) -> None:
    path = typed({n: (4, 6) for n in range(1, 13)})
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "nbgrader_config.py").touch()
    ran = labkit_command("--course", tmp_path, "knowledge", "score", path)
    assert ran.code == 0, ran.err
    assert "Gain: +2.0 right answers of 10 (+2.0 to +2.0), 12 people." in ran.out
    assert "Injuries (4.3)" in ran.out.splitlines()[-1]
    few = labkit_command("--course", tmp_path, "knowledge", "score", typed({n: (4, 6) for n in range(1, 7)}))
    assert "no figure is shown" in few.out
    assert "%" not in few.out

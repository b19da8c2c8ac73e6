"""What an error says, and how it looks in a notebook."""

import pickle
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import labkit as lk
from labkit.errors import ColumnError, DataError, LabkitError, OptionError, first_few, nearest, one_of


def test_message_has_all_parts() -> None:
    error = OptionError("Wrong.", where="here", got="this", expected="that", hint="Do it again.")
    lines = str(error).splitlines()
    assert lines == [
        "Wrong.",
        "  where:    here",
        "  found:    this",
        "  expected: that",
        "  try:      Do it again.",
    ]


def test_a_notebook_shows_the_message_alone() -> None:
    assert ColumnError("Missing.")._render_traceback_() == ["ColumnError: Missing."]


def test_it_can_be_caught_as_what_python_calls_it() -> None:
    with pytest.raises(KeyError):
        raise ColumnError("Missing.")
    with pytest.raises(ValueError, match="Wrong"):
        raise OptionError("Wrong.")


def test_it_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(ColumnError("Missing.", got="x", hint="Look again.")))
    assert isinstance(error, LabkitError)
    assert str(error) == "Missing.\n  found:    x\n  try:      Look again."


def test_one_of_names_the_options() -> None:
    one_of("shape", "round", ["round", "square"], where="draw")
    with pytest.raises(OptionError, match=r"'round' or 'square'(.|\n)*Did you mean 'round'"):
        one_of("shape", "rond", ["round", "square"], where="draw")


def test_one_of_shows_the_option_as_it_must_be_written() -> None:
    with pytest.raises(OptionError, match=r"found:    employees='5'(.|\n)*Did you mean 5\?"):
        one_of("employees", "5", [1, 5, 10], where="size_threshold")


LFS = lk.load("lfs")
NUMBERS: dict[str, tuple[Callable[[Any], object], float]] = {
    "level": (lambda level: LFS.mean("monthly_pay", level=level), 0.9),
    "level of an indicator": (lambda level: lk.labour.unemployment_rate(LFS, level=level), 0.9),
    "q": (lambda q: LFS.quantile("monthly_pay", q), 0.5),
    "working age": (lambda age: lk.labour.unemployment_rate(LFS, working_age=age), 15),
    "age of children": (lambda age: lk.protection.people_of(LFS, "children", working_age=age), 15),
    "share of a drive": (lk.protection.registration_drive, 0.3),
    "cost of a drive": (lambda cost: lk.protection.registration_drive(cost_per_person=cost), 2_000),
    "rate": (lambda rate: lk.protection.Assumptions(contribution_rate=rate), 0.008),
    "ceiling": (lambda ceiling: lk.protection.Assumptions(ceiling=ceiling), 1_200_000),
    "fraction of the median": (lambda fraction: lk.wages.low_pay_rate(LFS, "monthly_pay", fraction=fraction), 2 / 3),
    "tolerance": (lambda tolerance: lk.wages.noncompliance(LFS, "monthly_pay", 737_000, tolerance=tolerance), 0.01),
    "points": (lambda point: lk.inequality.lorenz_curve(LFS, "monthly_pay", points=[point]), 0.5),
    "score": (lk.dialogue.compliance_reading, 6.5),
}


@pytest.mark.parametrize("what", NUMBERS)
@pytest.mark.parametrize("wrong", ["0.3", "30 %", [1], True])
def test_a_text_in_place_of_a_number_is_named(what: str, wrong: object) -> None:
    call, right = NUMBERS[what]
    call(right)
    call(np.float64(right))
    with pytest.raises((OptionError, DataError), match=re.escape(repr(wrong))):
        call(wrong)


def test_first_few_counts_the_rest() -> None:
    assert first_few([1, 2, 3]) == "1, 2, 3"
    assert first_few(range(9)) == "0, 1, 2, 3, 4 … (9 in all)"


@pytest.mark.parametrize(
    ("typed", "known", "wanted"),
    [
        ("mal", ["female", "male"], "male"),
        ("contract", ["contact", "contracts"], "contracts"),  # both are one letter away: the longer same beginning
        ("ab1", ["ab3", "ab2"], "ab3"),  # nothing tells them apart: the first
        ("yess", ["Yes", "yes"], "Yes"),
        ("kampong chom", ["Kampong Thom", "Kampong Cham"], "Kampong Cham"),
    ],
)
def test_of_equally_near_words_the_likelier_is_named(typed: str, known: list[str], wanted: str) -> None:
    assert nearest(typed, known) == f"Did you mean {wanted!r}?"

"""The check of a brief: words of direction and of majority must agree with the figures that are cited."""

# ruff: noqa: E501 - sentences stand in one line, as trainees type them

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from labkit.course.briefs.checking.check import check_brief

GOOD = "Of those in large firms it is {nssf.large}."
REVERSED = "{nssf.large} is 42.5 %, {nssf.small} is 81.2 %: turn the sentence round."
MOST_FALSE = "{nssf.large} is 42.5 %, below half: do not write most."

# The table: 81 percent of employees in small firms, 43 in large ones; a difference of 39 points is cited beside.
CONTRADICTED = [
    ("Most employees of large firms are in the gap: {nssf.large} of them.", MOST_FALSE),
    ("The majority of those in large firms is in it: {nssf.large} of them.", MOST_FALSE),
    ("It is {nssf.large} of those in large firms, more than half.", MOST_FALSE),
    ("A minority of those in small firms is in the gap: {nssf.small} of them.", "{nssf.small} is 81.2 %, above half: it is no minority."),
    ("The gap is larger in large firms: {nssf.large} of them, against {nssf.small} of small ones.", REVERSED),
    ("The gap is larger in large firms ({nssf.large}) than in small firms ({nssf.small}), of all employees.", REVERSED),
    ("With {nssf.large} of them, large firms have the gap more often than small firms with {nssf.small}.", REVERSED),
    ("The gap is lower in small firms: {nssf.small} of them, against {nssf.large} of large ones.",
     "{nssf.small} is 81.2 %, {nssf.large} is 42.5 %: turn the sentence round."),
    ("Among large firms the gap exceeds that of small firms: {nssf.large} of them, {nssf.small} of the others.", REVERSED),
]  # fmt: skip

ALLOWED = [
    "Most employees of small firms are in the gap: {nssf.small} of them.",
    "Most employees of large firms are not in the gap, which has {nssf.large} of them.",
    "At most a few can be reached: {nssf.large} of them are in the gap.",
    "The most important group has {nssf.large} of its people in the gap.",
    "It is {nssf.large} of those in large firms, fewer than half.",
    "The gap is larger in small firms: {nssf.small} of them, against {nssf.large} of large ones.",
    "The gap is smaller in large firms ({nssf.large}) than in small firms ({nssf.small}), of all employees.",
    "The gap exists in firms with ten or more people, too: {nssf.large} of them, against {nssf.small} of small ones.",
    "More workers and higher pay go together in large firms: {nssf.large} of them, against {nssf.small} of small ones.",
    "Without a visit the gap grows faster in large firms: {nssf.large} of them, against {nssf.small} of small ones.",
]


def messages(brief: object) -> list[str]:
    return [finding.message.replace("\u00a0", " ") for finding in check_brief(brief)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("said", "message"), CONTRADICTED)
def test_a_contradicted_word_gets_its_message_and_no_other(
    said: str, message: str, examples: ModuleType, tmp_path: Path
) -> None:
    assert messages(examples.brief(tmp_path, examples.TEXT.replace(GOOD, said))) == [message]


@pytest.mark.parametrize("said", ALLOWED)
def test_a_word_that_agrees_gets_none(said: str, examples: ModuleType, tmp_path: Path) -> None:
    assert messages(examples.brief(tmp_path, examples.TEXT.replace(GOOD, said))) == []


def test_a_title_is_held_against_the_table_that_is_shown(examples: ModuleType, tmp_path: Path) -> None:
    title = "# Inspect employers with few workers first"
    assert title in examples.TEXT
    said = "# Lack of cover is larger in large firms than in small firms"
    assert (
        messages(examples.brief(tmp_path, examples.TEXT.replace(title, said))) == []
    )  # negated: what is counted is open
    said = "# Employees of large firms are in the gap more often than those of small firms"
    assert messages(examples.brief(tmp_path, examples.TEXT.replace(title, said))) == [REVERSED]


def test_a_difference_that_is_claimed_without_than_wants_its_interval(examples: ModuleType, tmp_path: Path) -> None:
    text = examples.TEXT.replace(GOOD, "The gap is larger in small firms.").replace(
        "The difference is {nssf.difference}.", ""
    )
    assert messages(examples.brief(tmp_path, text)) == ["A difference is claimed: cite its interval."]


def test_a_change_has_a_direction(examples: ModuleType, tmp_path: Path) -> None:
    row = {"estimate": -4.6, "ci_low": -5.5, "ci_high": -3.8, "later_value": 80.1, "earlier_value": 84.7}
    changed = examples.with_row("nssf", 2, kind="difference", **row)
    good = "The difference is {nssf.difference}."
    for verb, said in (("fell", []), ("rose", ["{nssf.difference} says that it fell: turn the sentence round."])):
        text = examples.TEXT.replace(good, f"Informality {verb} by {{nssf.difference}}.")
        assert messages(examples.brief(tmp_path, text, changed)) == said


def test_a_difference_names_its_two_groups(examples: ModuleType, tmp_path: Path) -> None:
    row = {"estimate": 10.8, "ci_low": 9.0, "ci_high": 12.6, "group": "female", "minus": "male"}
    changed = examples.with_row("union", 0, kind="difference", **row)
    good = "Members have {union.member} of cover: we cannot tell whether it differs."
    for first, second, said in (
        ("women", "men", []),
        ("men", "women", ["{union.female} is female minus male, 10.8 percentage points: turn the sentence round."]),
    ):
        text = examples.TEXT.replace(good, f"More {first} are members than {second}: {{union.female}}.")
        assert messages(examples.brief(tmp_path, text, changed)) == said

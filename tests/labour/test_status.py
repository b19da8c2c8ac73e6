"""Labour force status, 19th ICLS, strict unemployment."""

import pandas as pd
import pytest

from labkit.errors import ColumnError, OptionError
from labkit.labour import answered_yes, labour_force_status

EMPLOYED, UNEMPLOYED, OUTSIDE = "employed", "unemployed", "outside the labour force"
QUESTIONS = ["worked_hour", "temporarily_absent", "looked_for_work", "available", "future_start"]
CASES = [
    (EMPLOYED, ["yes", None, None, None, None]),
    (EMPLOYED, ["no", "yes", None, None, None]),
    (EMPLOYED, ["yes", None, "yes", "yes", "no"]),
    (UNEMPLOYED, ["no", "no", "yes", "yes", "no"]),
    (OUTSIDE, ["no", "no", "yes", "no", "no"]),
    (OUTSIDE, ["no", "no", "no", "yes", "no"]),
    (UNEMPLOYED, ["no", "no", "no", "yes", "yes"]),
    (OUTSIDE, ["no", "no", "no", "no", "yes"]),
    (OUTSIDE, [None, None, None, None, None]),
]


@pytest.mark.parametrize(("status", "answers"), CASES)
def test_status(status: str, answers: list[str | None]) -> None:
    frame = pd.DataFrame([answers], columns=QUESTIONS).assign(age=30)
    assert labour_force_status(frame).tolist() == [status]


def test_no_answer_is_no_yes() -> None:
    frame = pd.DataFrame({"absent": ["yes", "no", "don't know", None, "Yes"]})
    assert answered_yes(frame, "absent").tolist() == [True, False, False, False, True]


def test_working_age() -> None:
    frame = pd.DataFrame({"age": [14, 15, None], **{q: ["yes"] * 3 for q in QUESTIONS}})
    assert labour_force_status(frame).isna().tolist() == [True, False, True]
    assert labour_force_status(frame, working_age=10).isna().tolist() == [False, False, True]
    with pytest.raises(OptionError):
        labour_force_status(frame, working_age=-1)
    with pytest.raises(ColumnError, match="'available'"):
        labour_force_status(frame.drop(columns="available"))


def test_the_relaxed_definition_drops_the_search() -> None:
    answers = pd.DataFrame(
        [
            ["no", "no", "no", "yes", "no", "yes"],
            ["no", "no", "no", "no", "no", "yes"],
            ["no", "no", "no", "yes", "no", "no"],
        ],
        columns=[*QUESTIONS, "wants_work"],
    ).assign(age=30)
    assert labour_force_status(answers).unique().tolist() == [OUTSIDE]
    assert labour_force_status(answers, definition="relaxed").tolist() == [UNEMPLOYED, OUTSIDE, OUTSIDE]
    with pytest.raises(OptionError, match="'strict' or 'relaxed'"):
        labour_force_status(answers, definition="loose")

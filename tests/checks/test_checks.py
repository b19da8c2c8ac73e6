"""What a trainee meets: forms of answers, messages, scores, keys."""

from __future__ import annotations

import json
import warnings
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit import checks
from labkit.checks import Catalogue, Exercise, Mistake, Question, WrongAnswer, judge, key_text, make_key, read_key
from labkit.checks.forms.answers import read_answer
from labkit.errors import CourseError, OptionError

NUMBER = Question("n", 2, "number", lambda s: 12.34, mistakes=(Mistake("half", "One half.", lambda s: 6.17),))
TABLE = Question("t", 4, "table", lambda s: {"female": 10.0, "male": 20.0}, by=("sex",))
PAIRS = Question("p", 1, "table", lambda s: {"rural / female": 10.0, "urban / male": 20.0}, by=("area", "sex"))
LETTER = Question("l", 1, "choice", "B", words=("A", "B", "C"))
SE = Question("s", 1, "number", lambda s: 1.25, digits=2, unit="percentage points", column=None)
COUNT = Question("c", 1, "number", lambda s: 8_712_000.0, digits=-3, unit="people")
CATALOGUE = Catalogue("day9", (NUMBER, TABLE, PAIRS, LETTER, SE, COUNT))
KEY = make_key(CATALOGUE, survey=None)


def said(question, answer):
    return judge(KEY.questions[question], answer).message


def right(question, answer):
    return judge(KEY.questions[question], answer).right


@pytest.mark.parametrize(
    "answer",
    [
        12.34,
        12.3,
        np.float64(12.34),
        np.float32(12.34),
        Decimal("12.34"),
        pd.Series([12.34]),
        np.array(12.34),
        np.array([[12.34]]),
        pd.DataFrame({"estimate": [12.34], "se": [1.0]}),
        pd.DataFrame({"anything": [12.34]}),
        "12.34",
        "12,3 %",
        "about ១២.៣ percent",
        [12.34],
        {"rate": 12.34},
    ],
)
def test_forms_of_a_right_number(answer):
    assert right("n", answer)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (None, "You have not answered yet"),
        (..., "You have not answered yet"),
        ("much", "This is a text"),
        ("12 to 13", "The question asks for one number"),
        ("12,345", "This can be read in two ways"),
        ("12k", "This can be read in two ways: '12k'. Write a number with Latin digits"),
        ("12 3", "Write a number with Latin digits and a point for the decimals"),
        ("12'3", "Write a number with Latin digits and a point for the decimals"),
        ("  ", "You have not answered yet"),
        ((12, 3), "Python reads this as 2 numbers, because of the comma. Write a number with Latin digits"),
        ((np.float64(0.07), 0), "Python reads this as 2 numbers, because of the comma."),
        (pd.Series([True, False]), "each True or False"),
        (255, "This is above 100: it looks like a number of records or people. The question asks for percent."),
        (True, "yes or no"),
        (np.bool_(True), "yes or no"),
        (float("nan"), "not a number (NaN or infinity)"),
        (float("inf"), "not a number (NaN or infinity)"),
        (pd.NA, "not a number (NaN or infinity)"),
        ([12.34, 5.0], "This is a list. The question asks for one number."),
        ({"rate": 12.34, "other": 1}, "This is a list of names and values"),
        (pd.Series([12.34, 5]), "list with 2 numbers"),
        (pd.DataFrame({"estimate": [12.34, 5]}), "table with 2 rows"),
        (pd.DataFrame({"estimate": []}), "empty"),
        (lk.Survey.mean, "function that did not run yet"),
        (object(), "This is a object, not a number"),
        (0.1234, "This is a fraction. The question asks for percent"),
        (0.5, "Is this a fraction?"),
        (1234, "100 times too large"),
        (6.17, "One half."),
        (0.0617, "One half. This is a fraction."),
        (99.9, "Read the question again"),
    ],
)
def test_messages_to_a_wrong_number(answer, message):
    verdict = judge(KEY.questions["n"], answer)
    assert message in verdict.message
    assert (verdict.right, verdict.points) == (False, 0.0)


def test_two_units_beside_the_right_number_are_wrong():
    assert [right("n", value) for value in (12.1, 12.2, 12.3, 12.4, 12.5)] == [False, True, True, True, False]


def test_large_numbers_are_asked_in_thousands():
    assert right("c", 8_711_950)
    assert right("c", "8712k") and right("c", "8712 thousand people") and right("c", "8.712 million")
    assert not right("c", "8712") and not right("c", "8 months")
    assert not right("c", 8_720_000)


def test_a_whole_table_is_no_standard_error():
    assert "choose its column" in said("s", pd.DataFrame({"estimate": [50.0], "se": [1.25]}))
    assert right("s", pd.DataFrame({"estimate": [50.0], "se": [1.25]})["se"])
    assert "percentage points" in said("s", 0.0125)


@pytest.mark.parametrize(
    "answer",
    [
        {"female": 10, "male": 20},
        {"male": 20.0, "female": 10.0},
        pd.Series({"female": 10.0, "male": 20.0}),
        pd.DataFrame({"sex": ["male", "female"], "estimate": [20.0, 10.0], "se": [1, 1]}),
        pd.DataFrame({"sex": ["male", "female"], "percent": [20.0, 10.0]}),
        pd.DataFrame({"category": ["male", "female"], "estimate": [20.0, 10.0]}),
        pd.DataFrame({"estimate": [20.0, 10.0]}, index=pd.Index(["male", "female"], name="sex")),
        pd.DataFrame({"rate": [20.0, 10.0]}, index=["male", "female"]),
        pd.DataFrame({"Sex": ["men", "women"], "Estimate": [20.0, 10.0], "se": [1, 1]}),
        {"Women": "10,0", "men": "20 %"},
        [10, 20],
    ],
)
def test_forms_of_a_right_table(answer):
    assert right("t", answer)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"female": 10}, "Missing: male."),
        ({"female": 10, "male": 20, "all": 15}, "Not asked for: all."),
        ({"female": 10, "mael": 20}, "Did you mean 'male'?"),
        ({"female": 10, "male": float("nan")}, "male: This is not a number"),
        ({"female": ..., "male": 20}, "Not answered yet: female."),
        ({"female": 0.1, "male": 0.2}, "This is a fraction"),
        ({"female": 10, "male": 30}, "Right in part. Not right yet: male."),
        (10, "This is one number."),
        ([10, 20, 30], "This is a list."),
        ({"female": 20, "male": 10}, "right figures in the wrong places"),
        (pd.DataFrame({"estimate": [10, 20]}), "The table has no column 'sex'"),
        (pd.DataFrame({"sex": ["male"] * 2, "estimate": [1, 2]}), "more than one row for male"),
        (pd.DataFrame({"sex": ["male"], "a": [1], "b": [2]}), "no column 'estimate'"),
    ],
)
def test_messages_to_a_wrong_table(answer, message):
    assert message in said("t", answer)


def test_groups_of_two_columns():
    table = pd.DataFrame({"area": ["urban", "rural"], "sex": ["male", "female"], "estimate": [20.0, 10.0]})
    assert right("p", table)
    assert right("p", table.set_index(["area", "sex"])["estimate"])


@pytest.mark.parametrize("answer", ["B", "b", " B) ", "(b)", "B.", "sentence B", "It is B, a good one", ["B"]])
def test_a_letter_may_be_written_as_people_do(answer):
    assert right("l", answer)


@pytest.mark.parametrize(
    ("answer", "message"),
    [("D", "'D' is not one of 'A', 'B', 'C'."), (2, "quotation marks"), ({"x": "B"}, "Write one of"), ("C", "again")],
)
def test_messages_to_a_wrong_letter(answer, message):
    assert message in said("l", answer)


JOB = Question("j", 1, "choice", {"Sok": "formal"}, words=("formal", "informal", "no work", "not known"))
JOB_KEY = make_key(Catalogue("day9", (JOB,)), survey=None)


@pytest.mark.parametrize(
    "word",
    [
        "not formal",
        "non-formal",
        "Non formal",
        "in-formal",
        "un-formal",
        "never formal",
        "don't say formal",
        "no formal",
    ],
)
def test_a_word_that_is_denied_is_not_taken_for_the_word(word):
    verdict = judge(JOB_KEY.questions["j"], {"Sok": word})
    assert not verdict.right
    assert "is not one of 'formal', 'informal', 'no work', 'not known'." in verdict.message
    assert "Did you mean" not in verdict.message


@pytest.mark.parametrize("answer", ["not B", "never B", "B is not it", "isn't B"])
def test_a_letter_that_is_denied_is_not_taken_for_the_letter(answer):
    assert not right("l", answer)
    assert "is not one of 'A', 'B', 'C'. Write one of these words, and nothing else." in said("l", answer)


@pytest.mark.parametrize("word", ["No work", "it has no work", "this is not known", "- no work"])
def test_an_allowed_word_may_hold_a_denial(word):
    question = JOB_KEY.questions["j"]
    assert read_answer({"Sok": word}, question, ("Sok",)).problems == ()


def test_a_check_raises_and_a_right_answer_does_not_promise_too_much(capsys):
    exercise = Exercise(KEY)
    exercise.check("n", 12.34)
    assert capsys.readouterr().out == ("Visible checks passed. Hidden checks on other data follow when it is graded.\n")
    with pytest.raises(WrongAnswer, match="n is not right yet") as told:
        exercise.check("n", 6.17)
    assert told.value._render_traceback_() == ["n is not right yet.\nOne half."]


def test_an_unknown_question_is_named():
    with pytest.raises(OptionError, match="'N2' is not a value of 'question'"):
        Exercise(KEY).check("N2", 1)


def test_a_score_is_a_plain_float_and_prints_one_line(capsys):
    points = Exercise(KEY).score("t", {"female": np.float64(10), "male": np.int64(20)})
    assert type(points) is float
    assert capsys.readouterr().out == "t: 4 of 4 points. Right, on other data too.\n"


def test_while_grading_a_check_prints_and_a_score_does_not_say_it_again(capsys, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    exercise = Exercise(KEY)
    exercise.check("t", {"female": 10, "male": 30})
    assert exercise.score("t", {"female": 10, "male": 30}) == 2.0
    assert capsys.readouterr().out == "Right in part. Not right yet: male.\nt: 2 of 4 points.\n"


def test_a_warning_on_the_way_reaches_nobody(capsys):
    class Noisy(pd.Series):
        def __array__(self, *args, **kwargs):
            warnings.warn("old", FutureWarning, stacklevel=1)
            return super().__array__(*args, **kwargs)

    assert Exercise(KEY).score("n", Noisy([12.34])) == 2.0
    assert capsys.readouterr().err == ""


def test_the_key_beside_the_notebook_is_found(tmp_path, monkeypatch, capsys):
    (tmp_path / "checks.json").write_text(key_text(KEY))
    monkeypatch.chdir(tmp_path)
    checks.exercise("day9").check("n", 12.34)
    assert repr(checks.exercise("day9")) == "Exercise 'day9': n (2), t (4), p (1), l (1), s (1), c (1) points"
    with pytest.raises(CourseError, match="belongs to another exercise"):
        checks.exercise("day8")


def test_the_master_finds_the_released_key(tmp_path, monkeypatch, capsys):
    for folder in ("exercises/day9", "solutions/day9"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "exercises/day9/checks.json").write_text(key_text(KEY))
    monkeypatch.chdir(tmp_path / "solutions/day9")
    checks.exercise("day9").check("n", 12.34)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "is missing"),
        ("", "is damaged"),
        ("[]", "is damaged"),
        ('{"format": 2}', "is damaged"),
        ('{"format": 1}', "another version of labkit"),
        (json.dumps(json.loads(key_text(KEY)) | {"format": 99}), "another version of labkit"),
        (json.dumps(json.loads(key_text(KEY)) | {"questions": {"n": {}}}), "is damaged"),
    ],
)
def test_a_broken_key_is_named_with_the_remedy(tmp_path, content, message):
    path = tmp_path / "checks.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(CourseError, match=message) as told:
        read_key(path)
    assert str(path) in told.value.where
    assert "Copy the exercise's folder again" in told.value.hint


def test_a_key_survives_its_file(tmp_path):
    (tmp_path / "checks.json").write_text(key_text(KEY))
    assert read_key(tmp_path / "checks.json") == KEY


def test_data_are_the_lessons_unless_graded(monkeypatch):
    lesson = checks.data("lfs")
    assert lesson.frame.equals(lk.load("lfs").frame)
    monkeypatch.setenv("LABKIT_DRAW", "3")
    assert checks.data("lfs").frame.equals(lk.load("lfs", draw=3).frame)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (lambda: Question("q", 0, "number", 1), "worth something"),
        (lambda: Question("q", 1, "number"), "expected answer"),
        (lambda: Question("q", 1, "table", {"a": 1}), "columns of its groups"),
        (lambda: Question("q", 1, "choice", "A"), "list its words"),
        (lambda: Question("q", 1, "number", 1, mistakes=(Mistake("a", "", 2), Mistake("a", "", 3))), "same mistake"),
        (lambda: Catalogue("day9", (LETTER, LETTER)), "same question"),
        (lambda: Question("q", 1, "numbers", 1), "'numbers' is not a value of 'kind'"),
    ],
)
def test_a_catalogue_that_does_not_fit_together_is_refused(question, message):
    with pytest.raises((CourseError, OptionError), match=message):
        question()


@pytest.mark.parametrize(
    ("mistake", "message"),
    [
        (Mistake("same", "", 12.4), r"cannot be told from the right answer(.|\n)*the answer 12\.4 and 12\.34"),
        (Mistake("twin", "", 6.2), r"cannot be told from the mistake 'half'(.|\n)*the answer 6\.2 and 6\.17"),
        (Mistake("text", "", "a"), "is no answer"),
    ],
)
def test_a_mistake_that_nobody_could_tell_is_refused(mistake, message):
    question = Question("n", 2, "number", 12.34, mistakes=(Mistake("half", "", 6.17), mistake))
    with pytest.raises(CourseError, match=message):
        make_key(Catalogue("day9", (question,)), survey=None)


ROW = Question(
    "r",
    3,
    "row",
    lambda s: {"estimate": 10.6, "ci_low": 9.2, "ci_high": 12.0},
    columns=("estimate", "ci_low", "ci_high"),
    unit="percentage points",
    hint="Look at the difference itself.",
    more_hints=("First.", "Second."),
    mistakes=(
        Mistake("turned", "Turned round.", {"estimate": -10.6, "ci_low": -12.0, "ci_high": -9.2}),
        Mistake("narrow", "Too narrow.", {"estimate": 10.6, "ci_low": 9.9, "ci_high": 11.3}),
    ),
)
ROW_KEY = make_key(Catalogue("day9", (ROW,)), survey=None)
FRAME = pd.DataFrame({"term": ["x"], "estimate": [10.6], "se": [0.7], "ci_low": [9.2], "ci_high": [12.0]})


@pytest.mark.parametrize(
    "answer",
    [
        FRAME,
        FRAME.iloc[0],
        FRAME.iloc[0, 1:].astype(float),
        FRAME[["estimate", "ci_low", "ci_high"]].T,
        {"ci_high": 12.0, "estimate": 10.6, "ci_low": 9.2},
        [10.6, 9.2, 12.0],
        (10.61, 9.24, 11.96),
        np.array([10.6, 9.2, 12.0]),
    ],
)
def test_forms_of_a_right_row(answer):
    assert judge(ROW_KEY.questions["r"], answer).right


@pytest.mark.parametrize(
    ("answer", "message", "points"),
    [
        (10.6, "This is one number. The question asks for one row with estimate and ci_low and ci_high", 0),
        ([10.6, 9.2], "This is a list", 0),
        (pd.concat([FRAME, FRAME]), "table with 2 rows", 0),
        (FRAME.drop(columns="ci_low"), "no column 'ci_low'", 0),
        ({"estimate": 10.6}, "Missing: ci_low, ci_high.", 1),
        ({"estimate": 10.6, "ci_low": ..., "ci_high": ...}, "Not answered yet: ci_low, ci_high", 1),
        ([10.6, 9.9, 11.3], "Too narrow.", 1),
        ([-10.6, -12.0, -9.2], "Turned round.", 0),
        ([0.106, 0.092, 0.12], "This is a fraction. The question asks for percentage points", 0),
        ([-0.106, -0.12, -0.092], "Turned round. This is a fraction", 0),
        ([3.3, 9.2, 2.0], "Look at the difference itself.", 1),
        ([10, 6, 9, 2, 12, 0], "Python reads this as 6 numbers, because of the comma.", 0),
        ({"urban": 1.51, "rural": 0.87}, "These are the figures of 'urban' and 'rural'", 0),
        ([10.6, 1.0, 2.0], "The estimate is right. Take both ends from the table", 1),
        (..., "You have not answered yet", 0),
    ],
)
def test_messages_to_a_wrong_row(answer, message, points):
    verdict = judge(ROW_KEY.questions["r"], answer)
    assert message in verdict.message
    assert (verdict.right, verdict.points) == (False, points)


def test_tables_of_polars_are_read():
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"sex": ["male", "female"], "estimate": [20.0, 10.0]})
    assert right("t", frame)
    assert right("t", frame.lazy())
    assert right("n", polars.DataFrame({"estimate": [12.34]}))
    assert right("n", polars.Series([12.34]))
    assert judge(ROW_KEY.questions["r"], polars.from_dict(FRAME.to_dict("list"))).right


def test_each_wrong_answer_gets_one_hint_more():
    exercise = Exercise(ROW_KEY)
    said = []
    for answer in (1.0, [1, 2, 3], [1, 2, 3], [-10.6, -12.0, -9.2], [1, 2, 3]):
        with pytest.raises(WrongAnswer) as told:
            exercise.check("r", answer)
        said.append(told.value.problem)
    assert ["Hint:" in text for text in said] == [False, False, True, True, True]
    assert [text.splitlines()[-1] for text in said[2:]] == ["Hint: First.", "Hint: Second.", "Hint: Second."]
    assert "Turned round." in said[3]


def test_while_grading_there_are_no_hints(capsys, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    exercise = Exercise(ROW_KEY)
    for _ in range(3):
        exercise.check("r", [1, 2, 3])
    assert "Hint:" not in capsys.readouterr().out


def test_the_section_to_reread():
    question = Question(
        "q", 1, "number", 1, mistakes=(Mistake("a", "", 2, "1.2 Weights"), Mistake("b", "", 3)), reread="1.3"
    )
    assert question.section("a") == "lesson 1.2, section “Weights”"
    assert question.section("b") == question.section() == "lesson 1.3"
    assert LETTER.section() == ""


def test_a_key_without_newer_entries_is_still_read(tmp_path):
    entry = json.loads(key_text(KEY))
    for question in entry["questions"].values():
        del question["more_hints"], question["columns"]
    (tmp_path / "checks.json").write_text(json.dumps(entry))
    assert read_key(tmp_path / "checks.json") == KEY

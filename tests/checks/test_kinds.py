"""Kinds of questions beyond one number: columns, tables of several columns, sentences, pictures; several data sets."""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from labkit.checks import Catalogue, Mistake, Question, Samples, judge, key_text, make_key, read_key
from labkit.errors import CourseError

RNG = np.random.default_rng(1)
PEOPLE = pd.DataFrame(
    {
        "age": RNG.integers(0, 90, 2_000),
        "pay": np.where(RNG.random(2_000) < 0.3, np.nan, RNG.lognormal(13, 0.5, 2_000)),
        "hours": RNG.integers(0, 70, 2_000).astype(float),
        "job": RNG.choice(["own", "employee", None], 2_000),
    }
)


def key_of(question, **data):
    return make_key(Catalogue("toy", (question,), dataset="people"), {"people": PEOPLE, **data})


def judged(question, answer, **data):
    return judge(key_of(question, **data).questions[question.id], answer)


# A derived column.

ADULT = Question(
    "adult",
    2,
    "column",
    lambda people: people["age"] >= 15,
    column="adult",
    words=("yes", "no"),
    hint="Who is counted?",
    mistakes=(Mistake("older", "The limit itself is left out.", lambda people: people["age"] > 15),),
)


def hourly(people):
    pay = people["pay"] / (people["hours"] * 365 / 84)
    return pay.mask(people["hours"] == 0)


HOURLY = Question(
    "hourly",
    3,
    "column",
    hourly,
    column="hourly",
    unit="riel",
    digits=0,
    mistakes=(
        Mistake(
            "four weeks",
            "A month has more than four weeks.",
            lambda p: (p["pay"] / (p["hours"] * 4)).mask(p["hours"] == 0),
        ),
        Mistake("monthly", "This is pay by the month.", lambda p: p["pay"]),
    ),
)


@pytest.mark.parametrize(
    "answer",
    [
        PEOPLE["age"] >= 15,
        PEOPLE.assign(adult=PEOPLE["age"] >= 15),
        PEOPLE.assign(Adult=PEOPLE["age"] >= 15),
        (PEOPLE["age"] >= 15).astype(int),
        np.where(PEOPLE["age"] >= 15, "Yes", "no "),
        list(PEOPLE["age"] >= 15),
        (PEOPLE["age"] >= 15).sample(frac=1, random_state=3),
    ],
    ids=["Series", "table", "other case", "1 and 0", "words", "list", "sorted otherwise"],
)
def test_forms_of_a_right_column(answer):
    assert judged(ADULT, answer).points == 2


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (PEOPLE["age"] > 15, "The limit itself is left out."),
        (PEOPLE["age"] >= 18, "Who is counted?"),
        ((PEOPLE["age"] >= 15)[:-1], "The column has 1999 values, the data have 2000 records."),
        (PEOPLE["age"] >= 15.0, ""),
        (PEOPLE["age"], "which is not one of 'yes', 'no'"),
        (PEOPLE, "no column 'adult'"),
        (15, "This is one number. The question asks for a column"),
        (..., "You have not answered yet"),
        ((PEOPLE["age"] >= 15).astype("boolean").mask(PEOPLE.index < 3), "In 3 records your column has no value"),
    ],
)
def test_messages_to_a_wrong_column(answer, message):
    verdict = judged(ADULT, answer)
    assert message in verdict.message
    assert verdict.points == (0 if message else 2)


def test_a_column_with_one_wrong_record_is_wrong():
    answer = PEOPLE["age"] >= 15
    answer[7] = not answer[7]
    verdict = judged(ADULT, answer)
    assert (verdict.right, verdict.points) == (False, 0)
    assert "Right for 99.9 percent of 2000 records" in verdict.message


def test_a_column_of_numbers_may_be_rounded_and_keeps_its_missing_values():
    right = hourly(PEOPLE)
    assert judged(HOURLY, right).right
    assert judged(HOURLY, right.round()).right
    assert judged(HOURLY, PEOPLE["pay"] / PEOPLE["hours"] / (365 / 84)).message.startswith("The column holds infinite")
    known = judged(HOURLY, 10 * right)
    assert f"Right for 0 percent of the {right.notna().sum()} records that have a value." in known.message
    assert "nothing is known: leave it missing" in judged(HOURLY, right.fillna(0)).message
    assert (
        "A month has more than four weeks."
        in judged(HOURLY, PEOPLE["pay"] / PEOPLE["hours"].replace(0, np.nan) / 4).message
    )
    assert "pay by the month" in judged(HOURLY, PEOPLE["pay"]).message


def test_the_key_of_a_column_names_no_value(tmp_path):
    key = key_of(ADULT)
    assert "left out" not in key_text(key)
    (tmp_path / "checks.json").write_text(key_text(key))
    assert read_key(tmp_path / "checks.json") == key


def test_a_column_of_many_records_is_checked_at_once():
    def calls(people):
        """Count the calls of functions; a clock would measure what else the machine does."""
        question, count = key_of(ADULT, people=people).questions["adult"], 0

        def one_more(*_):
            nonlocal count
            count += 1

        sys.setprofile(one_more)
        try:
            assert judge(question, people["age"] >= 15).right
        finally:
            sys.setprofile(None)
        return count

    many = pd.concat([PEOPLE] * 50, ignore_index=True)
    assert calls(many) < 10 * len(many)  # a few for each record, never a look at one by its place


def test_a_mistake_that_few_records_show_is_refused():
    rare = Mistake("rare", "Rare.", lambda people: (people["age"] >= 15).mask(people.index == 1, False))
    with pytest.raises(CourseError, match="cannot be told from the right answer"):
        key_of(Question("adult", 2, "column", ADULT.expected, column="adult", words=("yes", "no"), mistakes=(rare,)))


# A table with several columns and hidden cells.

NAN = float("nan")
CELLS = pd.DataFrame(
    {"sex": ["female", "male", "all"], "estimate": [NAN, 20.0, 15.0], "ci_low": [NAN, 18.0, 14.0], "n": [3, 900, 903]}
)
TABLE = Question(
    "cells",
    6,
    "table",
    lambda people: CELLS,
    by=("sex",),
    columns=("estimate", "ci_low"),
    hidden=True,
    hint="Look at the cases.",
    mistakes=(
        Mistake("none hidden", "Everything is shown.", CELLS.assign(estimate=[11.0, 20, 15], ci_low=[1.0, 18, 14])),
    ),
)


def test_all_columns_of_a_table_are_checked():
    assert judged(TABLE, CELLS).points == 6
    wrong = judged(TABLE, CELLS.assign(ci_low=0.0))
    assert (wrong.right, wrong.points) == (False, 3)
    assert "must not be published" in wrong.message


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (CELLS.assign(estimate=[11.0, 20.0, 15.0], ci_low=[1.0, 18.0, 14.0]), "Everything is shown."),
        (CELLS.assign(estimate=[12.0, 20.0, 15.0]), "A cell is shown that must not be published."),
        (CELLS.assign(estimate=[NAN, NAN, 15.0]), "A cell is hidden, or missing, that may be published."),
        (CELLS.drop(columns="ci_low"), "no column 'ci_low'"),
        (CELLS.set_index("sex")["estimate"], "The question asks for a table with estimate and ci_low"),
        (5, "This is one number"),
        (CELLS.drop(columns="sex"), "no column 'sex'"),
    ],
)
def test_messages_to_a_wrong_table_of_several_columns(answer, message):
    verdict = judged(TABLE, answer)
    assert message in verdict.message
    assert verdict.points < 6


def test_a_hidden_row_may_be_left_out_and_rows_may_have_their_names_as_index():
    assert judged(TABLE, CELLS.iloc[1:]).right
    assert judged(TABLE, CELLS.set_index("sex")).right
    assert judged(TABLE, CELLS.assign(sex=["Women", "Men", "All"]).rename(columns=str.upper)).right


def test_cells_without_a_value_must_be_announced():
    with pytest.raises(CourseError, match="is no answer") as told:
        key_of(Question("cells", 6, "table", lambda people: CELLS, by=("sex",)))
    assert "hidden=True" in told.value.hint


# A sentence.

SENTENCE = Question(
    "says",
    4,
    "sentence",
    lambda people: {"estimate": 15.04, "ci_low": 13.7, "ci_high": 16.3},
    columns=("estimate", "ci_low", "ci_high"),
    words=("women/female",),
    hint="A rate, both ends of its interval, and whose rate it is.",
    mistakes=(
        Mistake("men", "These are the men's figures.", {"estimate": 11.5, "ci_low": 10.2, "ci_high": 12.9}),
        Mistake("cause", "A rate shows no cause.", "because of/leads to"),
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        "Of 100 young women 15.0 (13.7 to 16.3) are neither in school nor at work.",
        "Among women aged 15–24 the rate is 15,0 % (13.7–16.3).",
        "Female youth: **15.04** percent, between 13.70 and 16.30",
        "Women: ១៥.០ percent (១៣.៧ to ១៦.៣)",
    ],
)
def test_forms_of_a_right_sentence(text):
    assert judged(SENTENCE, text).points == 4


@pytest.mark.parametrize(
    ("text", "message", "points"),
    [
        ("15.0 percent (13.7 to 16.3).", "The sentence does not say: women or female.", 3),
        ("Women: 15.0 percent.", "Not found, or not right: ci_low, ci_high.", 2),
        ("Women: 11.5 percent (10.2 to 12.9).", "These are the men's figures.", 1),
        ("Women: 0.150 (0.137 to 0.163).", "as a fraction", 1),
        ("Because of school, women have 15.0 (13.7 to 16.3).", "A rate shows no cause.", 0),
        (15.0, "This is one number. The question asks for a sentence", 0),
        ("...", "The sentence is empty.", 0),
    ],
)
def test_messages_to_a_wrong_sentence(text, message, points):
    verdict = judged(SENTENCE, text)
    assert message in verdict.message
    assert (verdict.right, verdict.points) == (False, points)


def test_a_sentence_may_be_typed_from_the_lessons_data():
    catalogue = Catalogue("toy", (SENTENCE,), dataset="people")
    other = {"estimate": 21.0, "ci_low": 20.0, "ci_high": 22.0}
    moved = Question(
        "says",
        4,
        "sentence",
        lambda p: other if p is None else SENTENCE.expected(p),
        columns=SENTENCE.columns,
        words=SENTENCE.words,
    )
    question = make_key(Catalogue("toy", (moved,), dataset="people"), None, lesson=PEOPLE).questions["says"]
    assert judge(question, "Women: 15.0 percent (13.7 to 16.3).").right
    assert judge(question, "Women: 21.0 percent (20.0 to 22.0).").right
    assert not judge(question, "Women: 18.0 percent (17.0 to 19.0).").right
    assert catalogue["says"].needs_data


# A picture.

RATES = pd.DataFrame(
    {"sex": ["female", "male"], "estimate": [15.04, 11.5], "ci_low": [13.7, 10.2], "ci_high": [16.3, 12.9]}
)
PICTURE = Question(
    "picture",
    4,
    "figure",
    lambda people: RATES,
    by=("sex",),
    shows=("zero", "labels"),
    hint="The rates of the table, one for each sex.",
    mistakes=(Mistake("twice", "Both are doubled.", RATES.assign(estimate=RATES["estimate"] * 2)),),
)


def bars(values=(15.04, 11.5), names=("women", "men"), *, label="percent", low=0.0, across=False):
    figure = Figure()
    axes = figure.add_subplot()
    (axes.barh if across else axes.bar)(names, values)
    (axes.set_xlim if across else axes.set_ylim)(low, 30)
    (axes.set_xlabel if across else axes.set_ylabel)(label)
    return figure


def test_forms_of_a_right_picture():
    import labkit as lk

    table = RATES.assign(se=0.7, cv=4.0, df=90, n=400, flag="")
    assert judged(PICTURE, bars()).points == 4
    assert judged(PICTURE, bars(across=True)).right
    assert judged(PICTURE, bars().axes[0]).right
    assert judged(PICTURE, lk.plots.intervals(table, "sex")).right
    ends = Question(
        "p", 2, "figure", lambda p: RATES, by=("sex",), columns=("estimate", "ci_low", "ci_high"), shows=("interval",)
    )
    assert judged(ends, lk.plots.intervals(table, "sex")).right
    assert not judged(ends, bars()).right


@pytest.mark.parametrize(
    ("answer", "message", "points"),
    [
        (bars(low=10), "does not begin at zero", 3),
        (bars(label=""), "No axis says what it shows", 3),
        (bars(names=("a", "b")), "does not name every group", 0),
        (bars((30.08, 23.0)), "Both are doubled.", 2),
        (bars((15.04, 9.0)), "Not found, or not right: male.", 3),
        (bars((0.1504, 0.115)), "as a fraction", 2),
        (Figure(), "not a picture", 0),
        (5, "not a picture", 0),
    ],
)
def test_messages_to_a_wrong_picture(answer, message, points):
    verdict = judged(PICTURE, answer)
    assert message in verdict.message
    assert (verdict.right, verdict.points) == (False, points)


# Several data sets, extra questions, fields that would be ignored.

CHANGE = Question("change", 2, "number", lambda earlier, later: later - earlier, data=("old", "new"), unit="riel")


def test_a_question_gets_its_data_sets_in_order():
    catalogue = Catalogue("toy", (ADULT, CHANGE), dataset="people")
    assert catalogue.datasets == ("people", "old", "new")
    key = make_key(catalogue, {"people": PEOPLE, "old": 10.0, "new": 12.5})
    assert judge(key.questions["change"], 2.5).right
    assert key.datasets == catalogue.datasets
    with pytest.raises(CourseError, match="'new' is not among those given"):
        make_key(catalogue, {"people": PEOPLE, "old": 10.0})


def test_all_data_sets_of_an_exercise_are_of_one_draw():
    import labkit as lk

    samples = Samples(3)
    assert samples["flows"].equals(lk.load("flows", draw=3))
    assert samples["injuries"].equals(lk.load("injuries", draw=3))
    assert samples["published"].equals(lk.load("published"))  # published figures have no draws


def test_a_question_on_published_figures_does_not_follow_the_draw():
    fixed = Question("p", 1, "number", lambda published: 1.0, data="published")
    both = Question("p", 1, "number", lambda published, lfs: 1.0, data=("published", "lfs"))
    assert (fixed.needs_data, both.needs_data) == (False, True)


def test_an_extra_question_gives_no_points_and_is_checked():
    extra = Question("more", 0, "number", 12.3, extra=True)
    assert (judged(extra, 12.3).right, judged(extra, 12.3).points) == (True, 0)
    assert not judged(extra, 14).right


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kind": "number", "by": ("sex",)}, "A number question does not use 'by'"),
        ({"kind": "number", "columns": ("se",)}, "does not use 'columns'"),
        ({"kind": "row", "columns": ("se",), "hidden": True}, "does not use 'hidden'"),
        ({"kind": "choice", "words": ("A",), "digits": 2}, "does not use 'digits'"),
        ({"kind": "column", "column": "x", "by": ("sex",)}, "does not use 'by'"),
        ({"kind": "column"}, "needs 'column'"),
        ({"kind": "column", "column": "x", "words": ("a",), "digits": 0}, "no digits"),
        ({"kind": "figure", "shows": ("axis",)}, "'axis' is not a value of 'shows'"),
        ({"kind": "figure", "columns": ("se",)}, "needs the groups"),
        ({"kind": "table", "by": ("sex",), "column": "se", "columns": ("se",)}, "either 'column' or 'columns'"),
        ({"kind": "written", "expected": None, "hint": "x"}, "A written question does not use 'hint'"),
        ({"kind": "number", "extra": True}, "gives no points"),
    ],
)
def test_a_field_that_would_be_ignored_is_refused(fields, message):
    with pytest.raises((CourseError, ValueError), match=message):
        Question(**({"id": "q", "points": 1, "expected": 1} | fields))


@pytest.mark.parametrize(
    "value", [float("inf"), float("nan"), 1e308, -1e308, "x", "9" * 5_000, '{"numbers": [NaN, 1e999], "words": 3}']
)
@pytest.mark.parametrize(
    "question", [ADULT, HOURLY, TABLE, SENTENCE, PICTURE, Question("n", 1, "number", 1.0)], ids=lambda q: q.kind
)
def test_what_a_hand_in_writes_for_a_reading_never_stops_the_scoring(question, value):
    """While grading the reading comes from a file that the trainee's own process wrote."""
    from labkit.checks.forms.reading import Reading
    from labkit.checks.judging.judge import judge_reading

    sealed = key_of(question).questions[question.id]
    for items in ([""], list(sealed.entries), ["somebody else"]):
        verdict = judge_reading(sealed, Reading(dict.fromkeys(items, value)))
        assert (verdict.right, verdict.points) == (False, 0)


def test_a_number_beyond_all_measure_is_refused():
    assert "larger than any" in judged(Question("n", 1, "number", 1.0), 10**400).message
    assert "one number" in judged(Question("n", 1, "number", 1.0), "9" * 400).message

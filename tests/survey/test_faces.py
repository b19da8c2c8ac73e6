"""What a slip in the brackets of a function says: the frame for the survey, a word of one's own for a column."""

from __future__ import annotations

import inspect
from importlib import import_module

import pandas as pd
import pytest

import labkit as lk
from labkit.errors import ColumnError, DataError, OptionError

SUBJECTS = ("labour", "informality", "wages", "inequality", "decomposition", "regression", "protection", "migration")
FRAME = pd.DataFrame({"sex": ["female", "male"], "weight": [1.0, 2.0]})


@pytest.mark.parametrize("subject", [*SUBJECTS, "safety", "dialogue"])
def test_no_indicator_ends_in_a_traceback_from_the_inside(subject):
    package = import_module(f"labkit.{subject}")
    functions = [getattr(package, name) for name in package.__all__]
    asking = [
        f for f in functions if inspect.isfunction(f) and next(iter(inspect.signature(f).parameters), "") == "survey"
    ]
    for function in asking:
        for answers in ((FRAME,), ("lfs",), (3,), ()):
            with pytest.raises(DataError, match="needs a survey") as told:
                function(*answers)
            assert f"{function.__name__}(" in told.value.hint


@pytest.mark.parametrize("subject", ["labour", "informality", "wages", "migration", "protection"])
def test_a_function_of_the_records_says_that_it_needs_the_frame(subject):
    package = import_module(f"labkit.{subject}")
    functions = [getattr(package, name) for name in package.__all__]
    asking = [
        f for f in functions if inspect.isfunction(f) and next(iter(inspect.signature(f).parameters), "") == "frame"
    ]
    assert asking
    for function in asking:
        for answers in ((lk.Survey(FRAME),), ("lfs",), (None,), ()):
            with pytest.raises(DataError, match="needs the records") as told:
                function(*answers)
            assert f"{function.__name__}(lfs.frame)" in told.value.hint


def test_what_is_missing_between_the_brackets_is_named():
    survey = lk.Survey(FRAME, weight="weight")
    with pytest.raises(DataError, match="pay_gap needs more between its brackets: column"):
        lk.wages.pay_gap(survey)
    with pytest.raises(TypeError, match="noncompliance needs more between its brackets: column"):
        lk.wages.noncompliance(survey, minimum_wage=200.0)


def test_a_function_keeps_its_name_help_and_brackets():
    rate = lk.informality.informal_employment_rate
    assert rate.__name__ == "informal_employment_rate"
    assert "Parameters" in rate.__doc__
    assert list(inspect.signature(rate).parameters)[:2] == ["survey", "by"]


@pytest.mark.parametrize(
    ("word", "column"), [("gender", "sex"), ("Gender", "sex"), ("Sex", "sex"), ("weights", "weight")]
)
def test_a_word_of_ones_own_names_the_column(word, column):
    with pytest.raises(ColumnError) as told:
        lk.Survey(FRAME, weight="weight").share("sex", by=word)
    assert told.value.hint == f"Did you mean {column!r}?"


def test_of_numbers_the_nearest_is_suggested():
    with pytest.raises(OptionError) as told:
        lk.protection.size_threshold(11, compliance=0.3)
    assert told.value.hint == "Did you mean 10?"

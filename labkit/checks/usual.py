"""The usual mistakes of any question, made from its own right answer: another column, another group, the sign."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from labkit.checks.catalogue import Mistake, Question
from labkit.checks.ways import unweighted
from labkit.survey import Survey

_ENDS = ("estimate", "ci_low", "ci_high")
_MOST_ITEMS = 6  # each known answer costs a slow digest for each item
_AN_END = "This is one end of the interval. The question asks for the estimate itself."
_COLUMNS = {
    "ci_low": _AN_END,
    "ci_high": _AN_END,
    "se": "This is the standard error: how unsure the estimate is. The question asks for the estimate itself.",
    "cv": "This is the cv: the standard error divided by the estimate. The question asks for the estimate itself.",
    "n": "This is the number of records behind the figure. The question asks for the figure itself.",
}
_WHOM = "Look again whom the question asks about."
_GROUPS = {
    ("sex", "female"): f"This is the figure of women only. {_WHOM}",
    ("sex", "male"): f"This is the figure of men only. {_WHOM}",
    ("area", "urban"): f"This is the figure of towns only. {_WHOM}",
    ("area", "rural"): f"This is the figure of villages only. {_WHOM}",
    ("province", "Kep"): f"This is the figure of one province only. {_WHOM}",
    ("province", "Phnom Penh"): f"This is the figure of one province only. {_WHOM}",
    ("status", "employee"): f"This is the figure of employees only. {_WHOM}",
}
_AGES = {
    (15, 24): f"This is the figure of young people only. {_WHOM}",
    (0, 64): f"This leaves out the older people. {_WHOM}",
    (18, 200): f"This leaves out the youngest people. {_WHOM}",
    (25, 200): f"This leaves out the young people. {_WHOM}",
    (25, 64): f"This leaves out the young and the older people. {_WHOM}",
}
_UNWEIGHTED = "This is unweighted: every record counts once. Use the survey, which knows its weights."
_OTHER_PART = "This is the other part of 100 percent. Which part does the question ask for?"
_SIGN = "The sign is turned round. Which one is subtracted from which?"
_ONE_SE = (
    "The estimate is right, but its ends are one standard error away. A 95 percent interval reaches further: the "
    "table has its ends."
)


def usual_mistakes(question: Question, items: int) -> Iterator[Mistake]:
    """Yield the mistakes that the answer's form and the survey allow; some of them may give no answer at all."""
    expected = question.expected
    if question.kind == "column" and question.grid:  # the other kinds keep their grid's answers in a note of their own
        for number, (message, solution) in enumerate(question.grid.variants()):
            yield Mistake(f"grid {number}", message, solution, close=True)
    if question.kind not in ("number", "row", "table") or not callable(expected) or items > _MOST_ITEMS:
        return
    for key, message, change in _of_the_answer(question):
        yield Mistake(f"usual: {key}", message, _changed(expected, change), close=True)
    for key, message, spoil in _of_the_survey():
        yield Mistake(f"usual: {key}", message, _spoiled(expected, spoil), close=True)


def _changed(expected: Callable[..., Any], change: Callable[[Any], Any]) -> Callable[..., Any]:
    return lambda *data: change(expected(*data))


def _spoiled(expected: Callable[..., Any], spoil: Callable[[Survey], Survey]) -> Callable[..., Any]:
    return lambda *data: expected(*(spoil(one) if isinstance(one, Survey) else one for one in data))


def _of_the_answer(question: Question) -> Iterator[tuple[str, str, Callable[[Any], Any]]]:
    if not question.columns and question.column:
        for name, message in _COLUMNS.items():
            if name != question.column:
                yield name, message, _other_column(question.column, name)
    if question.columns == _ENDS:
        yield "one standard error", _ONE_SE, _one_standard_error
    if question.unit == "percent" and question.columns in ((), _ENDS):
        yield "other part", _OTHER_PART, _reflected(question, 100.0)
    if question.unit.startswith("percent") and question.columns in ((), _ENDS) and question.kind != "table":
        yield "sign", _SIGN, _reflected(question, 0.0)
    if question.unit.startswith("percent") and question.columns == _ENDS:  # as it is typed in a spreadsheet
        yield "sign, ends kept", _SIGN, lambda table: -table[list(_ENDS)]
    if question.unit == "percent" and question.columns == _ENDS:
        yield "other part, ends kept", _OTHER_PART, lambda table: 100 - table[list(_ENDS)]


def _other_column(column: str, name: str) -> Callable[[Any], Any]:
    return lambda table: table.assign(**{column: table[name]})


def _one_standard_error(table: pd.DataFrame) -> pd.DataFrame:
    estimate, se = table["estimate"], table["se"]
    return table.assign(ci_low=estimate - se, ci_high=estimate + se)


def _reflected(question: Question, whole: float) -> Callable[[Any], Any]:
    """Return a function that takes an answer from a whole, so that the ends of its interval change places."""

    def reflect(answer: Any) -> Any:
        if not isinstance(answer, pd.DataFrame):
            return whole - answer
        if not question.columns:
            return answer.assign(**{str(question.column): whole - answer[question.column]})
        ends = {"ci_low": whole - answer["ci_high"], "ci_high": whole - answer["ci_low"]}
        return answer.assign(estimate=whole - answer["estimate"], **ends)

    return reflect


def _of_the_survey() -> Iterator[tuple[str, str, Callable[[Survey], Survey]]]:
    yield "unweighted", _UNWEIGHTED, unweighted
    for (column, value), message in _GROUPS.items():
        yield value, message, _within(column, value)
    for (youngest, oldest), message in _AGES.items():
        yield f"from {youngest} to {oldest}", message, _aged(youngest, oldest)


def _within(column: str, value: str) -> Callable[[Survey], Survey]:
    return lambda survey: survey.filter(survey.frame[column].eq(value))


def _aged(youngest: int, oldest: int) -> Callable[[Survey], Survey]:
    return lambda survey: survey.filter(survey.frame["age"].between(youngest, oldest))

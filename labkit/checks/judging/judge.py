"""Judging one answer against a key: right, a mistake known by name, or something else."""

from __future__ import annotations

from typing import Any

from labkit.checks.entries import Entries, Values
from labkit.checks.forms.answers import Reading, read_answer
from labkit.checks.forms.facts import Facts
from labkit.checks.forms.spelling import is_coarse
from labkit.checks.forms.tables import HIDDEN
from labkit.checks.judging.judge_columns import column_verdict
from labkit.checks.judging.judge_texts import picture_verdict, sentence_verdict
from labkit.checks.judging.known import copied_from, is_near, is_right, mistakes_of, shared_mistake
from labkit.checks.judging.told import facts_message, first_number_message, near_message
from labkit.checks.judging.verdict import GENERAL_HINT, TYPED, Verdict
from labkit.checks.keys import SealedQuestion

__all__ = ["GENERAL_HINT", "TYPED", "Verdict", "judge", "judge_reading"]

# A fraction where percent is asked must be multiplied by 100, a percent of a percent divided by it.
_SCALES = {
    100.0: "This is a fraction. The question asks for {unit}: multiply by 100.",
    0.01: "This is 100 times too large. The results of labkit are in percent already.",
}
_NEAR = (
    "Very near, but calculated in another way: the next decimals differ. Numbers that were rounded on the way do that, "
    "and so does the mean of the rates of groups."
)
_COARSE = "This is rounded too far. Give {digits}."
_ENDS_WRONG = "The estimate is right. Take both ends from the table: it has a column for each."
_SWAPPED = "These are the right figures in the wrong places: look which one belongs to which name."
_SHOWN = "A cell is shown that must not be published. Look at the number of cases behind each cell."
_NOT_SHOWN = "A cell is hidden, or missing, that may be published. Look at the number of cases behind each cell."
_THOUSANDS = (
    "This is too small for the number that is asked. A point or comma between thousands, such as 1.234, makes a small "
    "number: write 1234. If it is in thousands, write the whole number."
)
_A_COUNT = 1_000
_PERCENTS = ("percent", "percentage points")
_ABOVE_100 = "This is above 100: it looks like a number of records or people. The question asks for {unit}."
_FAR_ABOVE = "This is far above 100. The question does not ask for a number of people or records, nor for an amount."
# Each pair of places costs a slow digest.
_MOST_PLACES = 4


def judge(question: SealedQuestion, answer: Any) -> Verdict:
    """Return the verdict on an answer.

    Parameters
    ----------
    question
        A question of a `Key`.
    answer
        The trainee's object, in any form that `labkit.checks.forms.answers` reads.

    Returns
    -------
    Verdict
        Points are split evenly between the groups of a table and the items of a choice.

    Examples
    --------
    >>> from labkit.checks import Catalogue, Mistake, Question, make_key
    >>> half = Mistake("half", "This is one half of it.", lambda survey: 6.2)
    >>> catalogue = Catalogue("day9", (Question("q1", 2, "number", lambda survey: 12.4, mistakes=(half,)),))
    >>> question = make_key(catalogue, survey=None).questions["q1"]
    >>> judge(question, 6.2).message
    'This is one half of it.'
    >>> judge(question, 0.124).message
    'This is a fraction. The question asks for percent: multiply by 100.'
    """
    return judge_reading(question, read_answer(answer, question, tuple(question.entries)))


def judge_reading(question: SealedQuestion, reading: Reading) -> Verdict:
    """Return the verdict on an answer that was read before.

    Parameters
    ----------
    question
        A question of a `Key`.
    reading
        What `labkit.checks.forms.answers.read_answer` made of the answer, for the items of this question.
    """
    if question.kind in _BY_KIND:
        return _BY_KIND[question.kind](question, reading)
    values = {item: value for item, value in reading.values.items() if item in question.entries}
    right = {item for item, value in values.items() if is_right(question, question.entries, item, value)}
    share = len(right) / len(question.entries)
    if share == 1 and not reading.problems:
        return Verdict(True, question.points)
    if _is_typed(question, values):
        return Verdict(False, 0.0, TYPED)
    if question.kind == "choice" and values:
        message = _choice_message(question, reading, values, right)
    elif reading.problems:
        message = _problems_message(question, reading, values)
    else:
        message = _number_message(question, values, right, reading.facts)
    return Verdict(False, round(question.points * share, 2), message, answered=bool(values))


_BY_KIND = {"column": column_verdict, "sentence": sentence_verdict, "figure": picture_verdict}


def _is_typed(question: SealedQuestion, values: Values) -> bool:
    """Say whether an answer is the lesson's, and is not a known mistake on the data it was graded on."""
    lesson = question.lesson
    if not lesson or not _all_right(question, lesson, values):
        return False
    return not shared_mistake(question, question.entries, values, exact=True)


def _all_right(question: SealedQuestion, entries: Entries, values: Values, scale: float = 1.0) -> bool:
    if set(values) != set(entries):
        return False
    return all(is_right(question, entries, item, value, scale) for item, value in values.items())


def _choice_message(question: SealedQuestion, reading: Reading, values: Values, right: set[str]) -> str:
    wrong = [item for item in values if item not in right]
    said = [text for item in wrong for text in mistakes_of(question, question.entries, item, values[item]).values()]
    texts = [*reading.problems, *dict.fromkeys(said)] or [question.hint or GENERAL_HINT]
    if len(question.entries) > 1:
        texts = [f"{len(right)} of {len(question.entries)} are right.", *texts]
    return "\n".join(texts)


def _problems_message(question: SealedQuestion, reading: Reading, values: Values) -> str:
    """Return what could not be read, and the mistake that the rest of the answer shows: groups too many come of it."""
    texts = list(reading.problems)
    if set(values) == set(question.entries):
        texts.append(shared_mistake(question, question.entries, values, exact=True))
    return " ".join(filter(None, texts))


def _number_message(question: SealedQuestion, values: Values, right: set[str], facts: Facts) -> str:
    entries = question.entries
    coarse = any(is_coarse(value, question.digits) for value in values.values() if not isinstance(value, str))
    rounded_far = _rounding_message(question, values, right) if coarse else ""
    if rounded_far:  # a number without decimals may fall on a mistake's by chance
        return rounded_far
    copied = copied_from(question, entries, values)
    named = shared_mistake(question, entries, values, exact=True) or near_message(question, values)
    named = named or shared_mistake(question, entries, values)
    if copied:
        # One unit beside it is not said of a figure that stands in a report.
        rounded = shared_mistake(question, entries, values, beside=False)
        named = f"{copied} Or, if you calculated it: {rounded}" if rounded else copied
    in_part = _right_in_part(question, right)
    return (
        named
        or _scaled_message(question, values)
        or _hidden_message(question, values, right)
        or _rounding_message(question, values, right)
        or _places_message(question, values)
        or ("" if in_part or _is_far_above(question, values) else facts_message(question, facts))
        or first_number_message(question, values, in_part)
        or _general_message(question, values, in_part)
    )


def _scaled_message(question: SealedQuestion, values: Values) -> str:
    numbers: Values = {item: value for item, value in values.items() if not isinstance(value, str)}
    entries = {item: question.entries[item] for item in numbers}
    for scale, text in _SCALES.items() if numbers and question.unit.startswith("percent") else ():
        text = text.format(unit=question.unit)
        if _all_right(question, entries, numbers, scale):
            return text
        if scale > 1 and all(value.is_integer() for value in map(float, numbers.values())):
            continue  # a whole number is no fraction: one province is not all of them
        named = shared_mistake(question, entries, numbers, scale, exact=True) or near_message(question, values, scale)
        if scale > 1:  # a number made smaller by the scale has too few digits left to tell one mistake from another
            named = named or shared_mistake(question, entries, numbers, scale)
        if named:
            return f"{named} {text}"
    return ""


def _hidden_message(question: SealedQuestion, values: Values, right: set[str]) -> str:
    if not question.hidden:
        return ""
    wrong = [item for item in values if item not in right]
    texts = []
    if any(values[item] == HIDDEN for item in wrong):
        texts.append(_NOT_SHOWN)
    must = [item for item in wrong if values[item] != HIDDEN and is_right(question, question.entries, item, HIDDEN)]
    if must:
        texts.append(_SHOWN)
    return " ".join(texts)


def _rounding_message(question: SealedQuestion, values: Values, right: set[str]) -> str:
    wrong = {item: value for item, value in values.items() if item not in right and not isinstance(value, str)}
    if len(wrong) > _MOST_PLACES and all(is_coarse(value, question.digits) for value in wrong.values()):
        wrong = dict(list(wrong.items())[:_MOST_PLACES])  # a few cells of a table that was rounded as a whole
    if not wrong or len(wrong) > _MOST_PLACES:
        return ""
    coarse = {item: is_coarse(value, question.digits) for item, value in wrong.items()}
    if not all(
        is_near(question, question.entries, item, value, 5 if coarse[item] else 1) for item, value in wrong.items()
    ):
        return ""
    return _COARSE.format(digits=_decimals(question.digits)) if any(coarse.values()) else _NEAR


def _decimals(digits: int) -> str:
    if digits > 0:
        return "one decimal or more" if digits == 1 else f"{digits} decimals or more"
    return (
        "a whole number that is not rounded"
        if not digits
        else f"a number that is rounded to {10**-digits:,} at most".replace(",", " ")
    )


def _places_message(question: SealedQuestion, values: Values) -> str:
    items = list(values)
    if not 2 <= len(items) <= _MOST_PLACES or set(items) != set(question.entries) or question.kind == "choice":
        return ""
    places = {
        item: [other for other in items if is_right(question, question.entries, other, values[item])] for item in items
    }
    found = {place for owners in places.values() for place in owners}
    return _SWAPPED if all(places.values()) and len(found) == len(items) else ""


def _is_far_above(question: SealedQuestion, values: Values) -> bool:
    numbers = [float(value) for value in values.values() if not isinstance(value, str)]
    return question.unit in _PERCENTS and bool(numbers) and all(abs(value) > _A_COUNT for value in numbers)


def _is_interval(question: SealedQuestion) -> bool:
    """Say whether a row holds an estimate and the ends of its interval."""
    return question.kind == "row" and question.columns[1:] == ("ci_low", "ci_high")


def _right_in_part(question: SealedQuestion, right: set[str]) -> set[str]:
    """Return what is right of an answer; an end of an interval that is right beside a wrong estimate is chance."""
    return right if not _is_interval(question) or question.columns[0] in right else set()


def _is_count(value: float) -> bool:
    """Say whether a number is whole and above 100: nobody has rounded a percentage to it."""
    return abs(value) > 100 and value.is_integer()


def _general_message(question: SealedQuestion, values: Values, right: set[str]) -> str:
    if right and _is_interval(question):
        return _ENDS_WRONG
    if right:
        wrong = ", ".join(item for item in values if item not in right)
        return f"Right in part. Not right yet: {wrong}. {question.hint}".strip()
    numbers = [float(value) for value in values.values() if not isinstance(value, str)]
    small = 1 if question.digits < 2 else 0.1  # two decimals are asked for where rates are small
    if question.unit == "percent" and numbers and all(0 < value < small for value in numbers):
        return f"Is this a fraction? The question asks for percent. {question.hint}".strip()
    if _is_far_above(question, values):
        return f"{_FAR_ABOVE} {question.hint}".strip()
    if question.unit in _PERCENTS and numbers and all(map(_is_count, numbers)):
        return f"{_ABOVE_100.format(unit=question.unit)} {question.hint}".strip()
    coarse = question.digits > 0 and all(value and is_coarse(value, question.digits) for value in numbers)
    if numbers and coarse and question.hint:
        return f"If you rounded this, give {_decimals(question.digits)}. {question.hint}"
    if question.digits < 0 and numbers and all(0 < abs(value) < 10.0**-question.digits for value in numbers):
        return _THOUSANDS
    return question.hint or GENERAL_HINT

"""What is said of a wrong answer that no catalogue knows: by the notes beside it, and by the answer's own table."""

from __future__ import annotations

from collections.abc import Set

from labkit.checks.entries import Values
from labkit.checks.forms.facts import DIFFERENCE, RECORDS, Facts
from labkit.checks.forms.spelling import exact_spelling, is_calculated, spelling
from labkit.checks.keys import SealedQuestion
from labkit.checks.near import fact_label
from labkit.checks.sealing import locked, unseal

_INDICATORS = {
    "participation_rate": "the participation rate",
    "employment_ratio": "the employment ratio",
    "unemployment_rate": "the unemployment rate",
    "neet_rate": "the NEET rate",
    "neet_composition": "who the people in NEET are",
    "underutilization": "rates of what is left over, LU1 to LU4",
    "underemployment_rate": "time-related underemployment",
    "underemployed_share_of_labour_force": "time-related underemployment",
    "potential_labour_force": "the potential labour force",
    "informal_employment_rate": "informal employment",
    "informal_sector_share": "the informal sector's share",
    "vulnerable_employment_share": "vulnerable employment",
    "working_poverty_rate": "working poverty",
    "long_hours_share": "the share of long hours",
    "status_shares": "the shares by status in employment",
}
_SAID = {
    "source": "This is computed from: {}. Does the question ask for this survey, or for this order?",
    DIFFERENCE: "This is {}. Which difference does the question ask for?",
    "definition": "This is by the {} rule. The question asks for another one.",
    "standard": "This is by another standard ({}) than the question's.",
    "working_age": "This counts people from the age of {} on.",
    "hours_threshold": "Here few hours are less than {}. Which threshold does the question name?",
    "denominator": "This is in percent of {}. Of whom does the question ask for percent?",
    "line": "This takes another line: {}.",
    "new": "Here the new minimum is {}.",
    "current": "Here today's minimum is {}.",
    "compliance": "Here the compliance is: {}.",
}
_OTHER_RECORDS = (
    "This is computed from other records than the question asks for, more of them or fewer. Read again what the "
    "question asks about, and whom."
)
_OTHER_CALCULATION = (
    "This is computed from as many records as the question asks for. Look again at what is calculated, not at whom."
)


def near_message(question: SealedQuestion, values: Values, scale: float = 1.0) -> str:
    """Return what is known of an answer that was not rounded, or of several rounded numbers; empty if nothing is."""
    first, *others = _numbers(question, values, scale) or [0.0]
    if not question.near or len(others) + 1 < len(question.entries):
        return ""
    for spelled in _exactly(first, question.digits):
        for message, *known in _told(question, spelled):
            if all(a in _exactly(b, question.digits) for a, b in zip(known, others, strict=True)):
                return message
    if others and not any(is_calculated(number, question.digits) for number in (first, *others)):
        for message, *known in _told(question, spelling(first, question.digits)):
            if known == [spelling(number, question.digits) for number in others]:
                return message
    return ""


def first_number_message(question: SealedQuestion, values: Values, right: Set[str]) -> str:
    """Return what is known of the first number of a row alone, where it was not rounded and the others do not fit."""
    numbers = _numbers(question, values)
    if question.kind != "row" or not question.near or not numbers or next(iter(question.entries)) in right:
        return ""
    if not is_calculated(numbers[0], question.digits):
        return ""
    told = (one[0] for spelled in _exactly(numbers[0], question.digits) for one in _told(question, spelled))
    return next((f"About the first number: {message}" for message in told), "")


def _numbers(question: SealedQuestion, values: Values, scale: float = 1.0) -> list[float]:
    """Return the numbers of an answer in the question's order; none unless all are there."""
    found = [values.get(item, "") for item in question.entries]
    numbers = [float(value) * scale for value in found if not isinstance(value, str)]
    return numbers if len(numbers) == len(found) else []


def _told(question: SealedQuestion, spelled: str) -> list[list[str]]:
    label, password = locked(spelled, f"{question.salt}/near")
    return unseal(question.near[label], password)["told"] if label in question.near else []


def _exactly(value: float, digits: int) -> list[str]:
    unit = 10.0 ** -(digits + 4)
    return [exact_spelling(value + step * unit, digits)[0] for step in (0, -1, 1)]


def facts_message(question: SealedQuestion, facts: Facts) -> str:
    """Return how a table differs from the right one by what it says of itself; empty where nothing is known."""
    if not question.facts or not facts:
        return ""

    def is_known(name: str, value: str = "") -> bool:
        return fact_label(question.salt, name, value) in question.facts

    told = dict(facts)
    indicator = told.pop("indicator", "")
    if indicator and is_known("indicator") and not is_known("indicator", indicator):
        what = _INDICATORS.get(indicator, "another indicator")
        return f"This is {what}. Read again which figure the question asks for."
    other = [name for name, value in told.items() if is_known(name) and not is_known(name, value)]
    texts = [_SAID[name].format(told[name]) for name in other if name in _SAID]
    if texts:
        return " ".join(texts)
    if RECORDS in other:
        return _OTHER_RECORDS
    return _OTHER_CALCULATION if RECORDS in told and is_known(RECORDS) and not indicator else ""

"""What the decision trees are made of: rules in an order, of which the first that fits decides."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from labkit.labour import answered_yes
from labkit.labour.needs import producer_words
from labkit.labour.status import STATUSES
from labkit.survey.columns import column

Answers: TypeAlias = "pd.Series[bool]"

UNITS = ("formal", "informal", "household")
JOBS = ("formal", "informal")
NOT_CLASSIFIED = "not elsewhere classified"
FORMAL_INSTITUTIONS = ("government", "state enterprise", "ngo or other organisation")
KNOWN_INSTITUTIONS = (*FORMAL_INSTITUTIONS, "private business", "private household")
INDEPENDENT = ("employer", "own-account worker", "cooperative member")
FAMILY = "contributing family worker"
BY_PRODUCER = "as the producer of the file derived it"
NOT_BY_PRODUCER = "the producer of the file gave no class"


class Rule(NamedTuple):
    """One branch of a decision tree: why, whom it takes, what it decides. The first rule that takes a record counts."""

    reason: str
    takes: Answers
    outcome: str


def outcome(frame: pd.DataFrame, rules: list[Rule], outcomes: tuple[str, ...]) -> pd.Series[str]:
    """Return for each person with a job what the first rule that fits decides."""
    return _first_match(frame, rules, [rule.outcome for rule in rules], outcomes)


def reason(frame: pd.DataFrame, rules: list[Rule]) -> pd.Series[str]:
    """Return for each person with a job the words of the first rule that fits."""
    reasons = [rule.reason for rule in rules]
    return _first_match(frame, rules, reasons, tuple(reasons))


def producer_rules(frame: pd.DataFrame, name: str, outcomes: tuple[str, ...]) -> list[Rule]:
    """Return rules that take what the producer of the file derived; the rest is not elsewhere classified."""
    derived = producer_words(frame, name, outcomes, where=f"informality.{name}")
    rules = [Rule(f"{word}, {BY_PRODUCER}", derived.eq(word), word) for word in outcomes]
    return [*rules, Rule(NOT_BY_PRODUCER, everybody(frame), NOT_CLASSIFIED)]


def possible_outcomes(rules: list[Rule], outcomes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the outcomes, and "not elsewhere classified" if a rule can decide so."""
    open_ended = any(rule.outcome == NOT_CLASSIFIED for rule in rules)
    return (*outcomes, NOT_CLASSIFIED) if open_ended else outcomes


def _first_match(
    frame: pd.DataFrame, rules: list[Rule], labels: list[str], categories: tuple[str, ...]
) -> pd.Series[str]:
    decided = np.select([rule.takes.to_numpy() for rule in rules], [categories.index(label) for label in labels], -1)
    codes = np.where(has_job(frame), decided, -1).astype(np.int64)
    return pd.Series(pd.Categorical.from_codes(codes, categories=pd.Index(categories)), index=frame.index)


def answer(frame: pd.DataFrame, name: str) -> pd.Series[str]:
    """Return a column of answers as text, an empty text where there is none."""
    values = column(frame, name, where="informality")
    words = values.cat.categories.astype(str) if isinstance(values.dtype, pd.CategoricalDtype) else pd.Index([""])
    if "" in words or not words.is_unique:
        return values.astype(object).fillna("").astype(str)
    # A few words instead of a text for every record: classifying takes half the time.
    codes = values.cat.codes.to_numpy(dtype=np.int64)
    codes[codes < 0] = len(words)
    return pd.Series(pd.Categorical.from_codes(codes, categories=words.append(pd.Index([""]))), index=frame.index)


def asked_yes(frame: pd.DataFrame, name: str) -> Answers:
    """Mark who answered yes to a question that not every survey asks."""
    return answered_yes(frame, name) if name in frame else ~everybody(frame)


def everybody(frame: pd.DataFrame) -> Answers:
    """Mark every record."""
    return pd.Series(True, index=frame.index)


def has_job(frame: pd.DataFrame) -> Answers:
    """Mark people with a job: by the two questions, else by the producer's labour force status, else by `status`."""
    if {"worked_hour", "temporarily_absent"} <= set(frame):
        return answered_yes(frame, "worked_hour") | answered_yes(frame, "temporarily_absent")
    if "labour_force_status" in frame:
        return frame["labour_force_status"].eq(STATUSES[0]).fillna(value=False).astype(bool)
    return column(frame, "status", where="informality").notna()

"""What the decision trees are made of: rules in an order, of which the first that fits decides."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from labkit.labour.needs import producer_words
from labkit.labour.status import STATUSES, said_yes
from labkit.survey.answers import among, answers, said
from labkit.survey.records.columns import Bools

UNITS = ("formal", "informal", "household")
JOBS = ("formal", "informal")
NOT_CLASSIFIED = "not elsewhere classified"
FORMAL_INSTITUTIONS = ("government", "state enterprise", "ngo or other organisation")
GROUPS = "ngo or other organisation"
INDEPENDENT = ("employer", "own-account worker", "cooperative member")
FAMILY = "contributing family worker"
BY_PRODUCER = "as the producer of the file derived it"
NOT_BY_PRODUCER = "the producer of the file gave no class"


class Rule(NamedTuple):
    """One branch of a decision tree: why, whom it takes, what it decides. The first rule that takes a record counts."""

    reason: str
    takes: Bools
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
    rules = [Rule(f"{word}, {BY_PRODUCER}", among(derived, word), word) for word in outcomes]
    return [*rules, Rule(NOT_BY_PRODUCER, everybody(frame), NOT_CLASSIFIED)]


def possible_outcomes(rules: list[Rule], outcomes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the outcomes, and "not elsewhere classified" if a rule can decide so."""
    open_ended = any(rule.outcome == NOT_CLASSIFIED for rule in rules)
    return (*outcomes, NOT_CLASSIFIED) if open_ended else outcomes


def _first_match(
    frame: pd.DataFrame, rules: list[Rule], labels: list[str], categories: tuple[str, ...]
) -> pd.Series[str]:
    codes = np.full(len(frame), -1, dtype=np.int8)
    for rule, label in zip(reversed(rules), reversed(labels), strict=True):  # the first rule has the last word
        codes[rule.takes] = categories.index(label)
    codes[~has_job(frame)] = -1
    return pd.Series(pd.Categorical.from_codes(codes, categories=pd.Index(categories)), index=frame.index)


def says(frame: pd.DataFrame, name: str, *words: str) -> Bools:
    """Mark the records whose answer in column `name` is one of some words; no answer is an empty text."""
    return said(frame, name, *words, where="informality")


def asked_yes(frame: pd.DataFrame, name: str) -> Bools:
    """Mark who answered yes to a question that not every survey asks."""
    return said_yes(frame, name) if name in frame else ~everybody(frame)


def everybody(frame: pd.DataFrame) -> Bools:
    """Mark every record."""
    return np.ones(len(frame), dtype=bool)


def has_job(frame: pd.DataFrame) -> Bools:
    """Mark people with a job: by the two questions, else by the producer's labour force status, else by `status`."""
    if {"worked_hour", "temporarily_absent"} <= set(frame):
        return said_yes(frame, "worked_hour") | said_yes(frame, "temporarily_absent")
    if "labour_force_status" in frame:
        stated = answers(frame, "labour_force_status", STATUSES, where="informality")
        return stated.eq(STATUSES[0]).to_numpy(dtype=bool)
    return ~says(frame, "status", "")

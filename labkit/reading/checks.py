"""The checks behind `labkit.validate`: each looks at one thing and returns what it found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from pandas.api import types

from labkit.errors import did_you_mean, first_few
from labkit.labour import WORKING_AGE
from labkit.reading import contract
from labkit.reading.plausible import implausible
from labkit.reading.problems import Problem, counted, error, warning
from labkit.survey.records.quantities import HOURS_IN_WEEK, MOST_WEEKS

__all__ = ["all_problems"]

# How bad a stratum with one PSU is: `error`, `warning`, or None where it has been dealt with.
SinglePsus: TypeAlias = Callable[..., Problem] | None
# As spreadsheets write long numbers: 110001000123 becomes 1.10001E+11.
_SHORTENED = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
_ZEROS = re.compile(r"^0+(?=\d)")
_ROLE_NAMES = {"stratum": "stratum", "psu": "primary sampling unit (PSU)"}
OLDEST = 120
# The most there can be, and of what; none of these can be below zero.
RANGES: Mapping[str, tuple[float, str]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("usual_hours", "actual_hours", "second_job_hours", "own_use_hours"), (HOURS_IN_WEEK, "hours in a week")
        ),
        "weeks_worked": (MOST_WEEKS, "weeks in a month"),
        "days_worked": (31, "days in a month"),
        "days_lost": (366, "days in a year"),
        **dict.fromkeys(
            ("basic_pay", "allowances", "pay_amount", "household_consumption", "remittances_received"),
            (np.inf, "amounts of money"),
        ),
    }
)
FEWEST_SUMMED = 5  # records; of fewer, one may well weigh as much as the others
NEARLY = 1e-3  # a total may be rounded


def all_problems(
    frame: pd.DataFrame, roles: Mapping[str, str], single_psus: SinglePsus, *, whole: bool = True
) -> list[Problem]:
    """Return every problem of a frame in labkit's columns; columns that are absent are not looked at.

    Parameters
    ----------
    frame
        The records.
    roles
        The columns that hold `weight`, `stratum`, `psu` and `fpc`.
    single_psus
        How bad a stratum with one PSU is; None does not look for any.
    whole
        Whether this is the whole survey; of a domain, all may be women, and provinces be missing.
    """
    if frame.empty:
        return [error("", [], "There are no records.", "Check the file, and the condition that chose the records.")]
    present = {role: frame[name] for role, name in roles.items() if name in frame}
    absent = [name for name in roles.values() if name not in frame]
    problems = [error(name, [], f"The design names a column {name!r} that is not there.", "Add it.") for name in absent]
    problems += [*_weights(present), *_strata_and_psus(present, single_psus), *_finite_population(present)]
    problems += [*_shortened(frame, present), *_nearly_the_same(frame, present)]
    problems += [*_words(frame), *_ages(frame), *_ranges(frame), *_pay(frame), *_persons(frame)]
    return problems + list(implausible(frame, present) if whole else ())


def _weights(design: Mapping[str, pd.Series[Any]]) -> Iterator[Problem]:
    if "weight" not in design:
        todo = "Ask the producer for the weights, unless everybody had the same chance to be drawn."
        yield warning("weight", [], "No column holds weights: every record counts once.", todo)
        return
    weight = design["weight"]
    name = str(weight.name)
    if not types.is_numeric_dtype(weight):
        yield error(name, weight.notna(), "Weights are not numbers.", "Read the column as numbers.")
        return
    ask = "Find out why. Records outside the survey's population are removed before the Survey is made, and counted."
    for problem, rows in (
        ("missing", weight.isna()),
        ("negative", weight < 0),
        ("infinite", weight.abs() == np.inf),
    ):
        if rows.any():
            yield error(name, rows, f"Weights that are {problem}: {_share(rows)}.", ask)
    zero = weight == 0
    if zero.all():
        yield error(name, zero, "All weights are zero.", "The weights are in another column.")
    elif zero.any():
        todo = "Usual in calibrated files. They stand for nobody: no figure counts them."
        yield warning(name, zero, f"Records without weight (0): {_share(zero)}.", todo)
    total = (2 * weight - weight.sum()).abs() < NEARLY * weight
    if len(weight) > FEWEST_SUMMED and total.any():
        what = f"One weight, {weight[total].max():,.0f}, is the sum of all others: it stands in a line of totals."
        yield error(name, total, what, "Remove this line from the file: it would be read as a person.")
    if len(weight) > 1 and weight.nunique() == 1:
        todo = "Right if everybody had the same chance to be drawn; otherwise the weights are in another column."
        yield warning(name, [], f"All weights are {weight.iloc[0]:g}.", todo)


def _strata_and_psus(design: Mapping[str, pd.Series[Any]], single_psus: SinglePsus) -> Iterator[Problem]:
    for role in ("stratum", "psu"):
        if role not in design:
            todo = "Name it in the mapping if the file has it. Without it, standard errors are mostly too small."
            yield warning(role, [], f"No column holds the {_ROLE_NAMES[role]}.", todo)
        elif design[role].isna().any():
            rows = design[role].isna()
            what = f"Records without a {_ROLE_NAMES[role]}: {_share(rows)}."
            yield error(str(design[role].name), rows, what, "Complete the column from the sample frame.")
    if "stratum" in design and "psu" in design:
        yield from _psus_of_strata(design, single_psus)


def _psus_of_strata(design: Mapping[str, pd.Series[Any]], single_psus: SinglePsus) -> Iterator[Problem]:
    stratum, psu = design["stratum"], design["psu"]
    pairs = pd.DataFrame({"stratum": stratum, "psu": psu}).dropna().drop_duplicates()
    psus = pairs["stratum"].value_counts()
    single = psus.index[psus == 1]
    if "fpc" in design:  # a stratum that has one PSU in the population too was drawn completely
        single = single.difference(pd.Index(stratum[design["fpc"].eq(1)].unique()))
    if len(single) and single_psus is not None:
        yield single_psus(
            str(stratum.name),
            stratum.isin(single),
            f"Only one PSU in {_number(len(single), 'stratum', 'strata')}: {first_few(single)}. The variance within "
            "cannot be estimated.",
            "Join it with a neighbouring stratum of the same kind, or choose lonely_psu='adjust', 'certainty' or "
            "'average'.",
        )
    strata = pairs["psu"].value_counts()
    twice = strata.index[strata > 1]
    # Numbers that begin again in every stratum are usual; a few shared ones among many are mistakes.
    if 0 < len(twice) <= max(1, len(strata) // 10):
        what = f"In several strata: {_number(len(twice), 'PSU', 'PSUs')}, {first_few(twice)}."
        todo = "If PSU numbers are meant to be unique, correct the stratum; otherwise all is well."
        yield warning(str(psu.name), psu.isin(twice), what, todo)


def _shortened(frame: pd.DataFrame, design: Mapping[str, pd.Series[Any]]) -> Iterator[Problem]:
    """Yield identifiers that a spreadsheet has shortened, so that different ones are the same."""
    ids = [frame[name] for name in ("household_id", "person_id") if name in frame]
    for values in [*(design[role] for role in ("stratum", "psu") if role in design), *ids]:
        short = [value for value in values.unique() if isinstance(value, str) and _SHORTENED.fullmatch(value.strip())]
        if short:
            rows = values.isin(short)
            what = f"A spreadsheet has cut digits off, in {counted(rows.sum(), 'record')}: {first_few(short)}."
            todo = "Different ones may have become the same: export the file again, without opening it in Excel."
            yield error(str(values.name), rows, what, todo)


def _nearly_the_same(frame: pd.DataFrame, design: Mapping[str, pd.Series[Any]]) -> Iterator[Problem]:
    """Yield names of strata, PSUs and places that differ in capitals, blanks or zeros in front only."""
    places = [frame[name] for name in contract.columns() if name in frame and contract.has_own_words(name)]
    named = {str(values.name): values for role, values in design.items() if role in ("stratum", "psu")}
    for name, values in (named | {str(one.name): one for one in places}).items():
        if types.is_numeric_dtype(values):
            continue
        alike: dict[str, list[object]] = {}
        for value in values.dropna().unique():
            alike.setdefault(_ZEROS.sub("", " ".join(str(value).split()).casefold()), []).append(value)
        found = [value for own in alike.values() if len(own) > 1 for value in own]
        if found:
            what = f"Names that differ in capitals, blanks or zeros only: {first_few([repr(one) for one in found])}."
            todo = "If they mean the same, write them alike in the file: now each counts as its own."
            yield warning(name, values.isin(found), what, todo)


def _finite_population(design: Mapping[str, pd.Series[Any]]) -> Iterator[Problem]:
    """Yield what a Survey would refuse of the number of PSUs in the population."""
    if "fpc" not in design:
        return
    count = design["fpc"]
    name, todo = str(count.name), "It is the number of PSUs in the population of the record's stratum."
    if not types.is_numeric_dtype(count):
        yield error(name, count.notna(), "Numbers of PSUs are not numbers.", "Read the column as numbers.")
        return
    stratum = design.get("stratum", pd.Series(0, index=count.index))
    psus = design.get("psu", pd.Series(count.index, index=count.index)).groupby(stratum, observed=True)
    counts = count.groupby(stratum, observed=True)
    for problem, rows in (
        ("missing", count.isna()),
        ("not the same in all records of their stratum", counts.transform("min") < counts.transform("max")),
        ("below the number of PSUs in the sample", count < psus.transform("nunique")),
    ):
        if rows.any():
            yield error(name, rows, f"Numbers of PSUs that are {problem}: {_share(rows)}.", todo)


def _words(frame: pd.DataFrame) -> Iterator[Problem]:
    for column in contract.columns():
        allowed = contract.words(column)
        if column not in frame or not allowed:
            continue
        found = pd.Series(frame[column].dropna().unique()).astype(object)
        unknown = [value for value in found if value not in allowed]
        if unknown:
            rows = frame[column].isin(unknown)
            yield error(
                column,
                rows,
                f"Words that labkit does not know, in {counted(rows.sum(), 'record')}: "
                f"{first_few([repr(value) for value in unknown])}.",
                f"{did_you_mean(unknown[0], allowed)} The words are: {', '.join(allowed)}.".strip(),
            )


def _ages(frame: pd.DataFrame) -> Iterator[Problem]:
    age = _numbers(frame, "age")
    if age is None:
        if "age" in frame:
            yield error("age", frame["age"].notna(), "Ages are not numbers.", "Read the column as numbers.")
        return
    if age.isna().any():
        todo = "These people are in no indicator for people of working age."
        yield warning("age", age.isna(), f"Missing ages: {_share(age.isna())}.", todo)
    outside = (age < 0) | (age > OLDEST)
    if outside.any():
        what = f"Ages below 0 or above {OLDEST}, in {counted(outside.sum(), 'record')}: {_values(age[outside])}."
        yield error("age", outside, what, "Codes such as 998 stand for no answer: put them into missing = [...].")
    children = (age < WORKING_AGE) & _with_job(frame)
    if children.any():
        todo = f"Indicators begin at age {WORKING_AGE} by international convention; check that this is meant."
        yield warning("age", children, f"People below {WORKING_AGE} with a job: {children.sum():,}.", todo)


def _ranges(frame: pd.DataFrame) -> Iterator[Problem]:
    for column, (highest, unit) in RANGES.items():
        values = _numbers(frame, column)
        if values is None:
            if column in frame and frame[column].notna().any():
                what = f"{unit.split()[0].capitalize()} are not numbers."
                yield error(column, frame[column].notna(), what, "Read the column as numbers.")
            continue
        # The 16th ICLS counts up to a year for one injury, so more days may have been written down.
        long = (values > highest) & (column == "days_lost")
        for rows, kind in (((values < 0) | (values > highest) & ~long, error), (long, warning)):
            if rows.any():
                what = f"Less than 0 or more than {highest} {unit}" if highest < np.inf else "Amounts below zero"
                what += f", in {counted(rows.sum(), 'record')}: {_values(values[rows])}."
                todo = (
                    "Codes such as 998 stand for no answer: put them into missing = [...]. Otherwise ask the producer."
                )
                yield kind(column, rows, what, todo)


def _pay(frame: pd.DataFrame) -> Iterator[Problem]:
    pay = _numbers(frame, "monthly_pay")
    if pay is None:
        if "monthly_pay" in frame:
            yield error(
                "monthly_pay", frame["monthly_pay"].notna(), "Pay is not a number.", "Read the column as numbers."
            )
        return
    negative = pay < 0
    if negative.any():
        what = f"Pay below zero, in {counted(negative.sum(), 'record')}: {_values(pay[negative])}."
        todo = "Codes such as -9 stand for no answer: put them into missing = [...]."
        yield error("monthly_pay", negative, what, todo)
    if _knows_jobs(frame):
        idle = pay.notna() & ~_with_job(frame)
        if idle.any():
            what = f"People with pay but no job: {idle.sum():,}."
            yield warning("monthly_pay", idle, what, "Restrict means of pay to employees.")


def _persons(frame: pd.DataFrame) -> Iterator[Problem]:
    if "person_id" not in frame:
        return
    key = [name for name in ("household_id", "person_id") if name in frame]
    missing = frame[key].isna().any(axis=1)
    twice = frame.duplicated(key, keep=False) & ~missing
    if twice.any():
        yield error(
            "person_id",
            twice,
            f"Records that share their {' and '.join(key)} with another one: {twice.sum():,}.",
            "A person must not count twice. In a panel, keep one visit of each person.",
        )


def _with_job(frame: pd.DataFrame) -> pd.Series[bool]:
    """Mark the people with a job, by whichever columns there are."""
    none = pd.Series(False, index=frame.index)
    if "status" in frame:
        none |= frame["status"].notna()
    if "labour_force_status" in frame:
        none |= frame["labour_force_status"].eq("employed").fillna(value=False).astype(bool)
    for column in ("worked_hour", "temporarily_absent"):
        if column in frame:
            none |= frame[column].eq("yes").fillna(value=False).astype(bool)
    return none


def _knows_jobs(frame: pd.DataFrame) -> bool:
    return bool({"status", "labour_force_status", "worked_hour"} & set(frame))


def _numbers(frame: pd.DataFrame, column: str) -> pd.Series[float] | None:
    if column not in frame or not types.is_numeric_dtype(frame[column]):
        return None
    return frame[column].astype("float64")


def _share(rows: pd.Series[bool]) -> str:
    return f"{rows.sum():,} of {len(rows):,}"


def _number(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _values(numbers: pd.Series[float]) -> str:
    return first_few([f"{value:g}" for value in numbers.unique()])

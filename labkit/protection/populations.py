"""The right denominator: whom a kind of protection is for."""

from __future__ import annotations

from typing import Literal, get_args

import pandas as pd

from labkit.errors import OptionError, is_number, one_of
from labkit.labour import WORKING_AGE, answered_yes, labour_force_status
from labkit.survey import Survey
from labkit.survey.answers import said
from labkit.survey.records.columns import Bools, numbers
from labkit.survey.records.quantities import amounts

Population = Literal[
    "population", "children", "working age", "older people", "labour force", "unemployed", "employed", "employees",
    "poor", "vulnerable",
]  # fmt: skip

RETIREMENT_AGE = 60


def people_of(
    survey: Survey,
    population: Population,
    *,
    working_age: int = WORKING_AGE,
    retirement_age: int = RETIREMENT_AGE,
    poverty_line: float | None = None,
) -> Survey:
    """Return the domain of the people whom a kind of protection is for.

    SDG indicator 1.3.1 has another denominator for each contingency: everybody for at least one benefit, people above
    the statutory retirement age for old-age pensions, the *unemployed* for unemployment benefits, the employed or
    the labour force for work injury, people below the national poverty line for the poor.

    Parameters
    ----------
    survey
        A Survey with ``age``; from ``"labour force"`` on with the columns of `labkit.labour.labour_force_status`.
    population
        ``"population"``, everybody; ``"children"``, below `working_age`; ``"working age"``, from `working_age` up;
        ``"older people"``, from `retirement_age` up; ``"labour force"``, ``"unemployed"``, ``"employed"`` (19th
        ICLS); ``"employees"``, by ``status`` in the main job; ``"poor"``, with ``household_consumption`` per person
        below `poverty_line`; ``"vulnerable"``, everybody but those for whom contributions are paid
        (``social_security``) and, where there is a column ``contributory_pension``, those who receive such a pension.
    working_age
        Youngest age of the working-age population, years.
    retirement_age
        Statutory retirement age, years. 60 is the convention of this library; set it to the country's own.
    poverty_line
        In the unit of ``household_consumption``; needed for ``"poor"``.

    Raises
    ------
    ColumnError
        A column is missing.
    DataError
        Somebody's consumption is below zero.
    OptionError
        `population` is not known, an age or the line is not a number, or ``"poor"`` has no `poverty_line`.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> people_of(lfs, "employees").frame["status"].unique().tolist()
    ['employee']
    >>> int(people_of(lfs, "older people", retirement_age=65).frame["age"].min())
    65
    """
    one_of("population", population, get_args(Population), where="people_of")
    _check_numbers(working_age=working_age, retirement_age=retirement_age, poverty_line=poverty_line)
    frame = survey.frame
    match population:
        case "population":
            return survey
        case "children" | "working age" | "older people":
            return survey.filter(_of_age(frame, population, working_age, retirement_age))
        case "poor":
            return survey.filter(_below(frame, poverty_line))
        case "vulnerable":
            return survey.filter(~_contributory(frame))
    status = labour_force_status(frame, working_age=working_age)
    inside = status.isin(["employed", "unemployed"] if population == "labour force" else [_status_of(population)])
    if population == "employees":
        inside &= said(frame, "status", "employee", where="people_of")
    return survey.filter(inside)


def _check_numbers(**values: float | None) -> None:
    for name, value in values.items():
        if not (value is None or (is_number(value) and value >= 0)):
            raise OptionError(
                f"{name} is not a number.", where="people_of", got=f"{name}={value!r}", expected="a number, 0 or more"
            )


def _status_of(population: Population) -> str:
    return "unemployed" if population == "unemployed" else "employed"


def _of_age(frame: pd.DataFrame, population: Population, working_age: int, retirement_age: int) -> Bools:
    age = numbers(frame, "age", where="people_of")
    if population == "children":
        return age < working_age
    return age >= (working_age if population == "working age" else retirement_age)


def _below(frame: pd.DataFrame, poverty_line: float | None) -> pd.Series[bool]:
    if poverty_line is None:
        raise OptionError(
            "The poor have no poverty line.",
            where="people_of(population='poor')",
            got="poverty_line=None",
            expected="the national line, in the unit of household_consumption",
        )
    consumption = amounts(frame, "household_consumption", where="people_of(population='poor')")
    return pd.Series(consumption < poverty_line, index=frame.index)


def _contributory(frame: pd.DataFrame) -> pd.Series[bool]:
    covered = answered_yes(frame, "social_security")
    return covered | answered_yes(frame, "contributory_pension") if "contributory_pension" in frame else covered

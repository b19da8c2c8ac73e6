"""The population's own rates: what every sample tries to estimate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labkit.synthetic._uniform import Columns, IntArray
from labkit.synthetic.calibrated import SEXES, by_sex, constants, in_year
from labkit.synthetic.employment.conditions import DECLARATION_EQUATION
from labkit.synthetic.employment.jobs import JOB_EQUATION
from labkit.synthetic.employment.pay import WAGE_EQUATION, minimum_wage
from labkit.synthetic.employment.units import REGISTRATION_CHANCES
from labkit.synthetic.frame import Frame, population_frame, population_frame_2012
from labkit.synthetic.population import answers
from labkit.synthetic.truths.minimum_wage_truth import log_pay_paths, minimum_wage_effect
from labkit.synthetic.truths.pay_truth import pay_decomposition
from labkit.synthetic.truths.rates import further_rates, main_rates, rates_of_2012, time_related_underemployed

__all__ = ["every_household", "population_truth"]

_CHUNK = 100_000
_KEPT = (
    "age", "female", "urban", "province", "employed", "attending", "looked_for_work", "available", "future_start",
    "status", "institution", "industry", "sector", "formal", "monthly_pay",
    "wants_work", "why_not_looking", "own_use_work", "underemployed", "occupation", "nssf_member", "union_member",
    "injured", "education", "pay_without_rise", "minimum_wage_covered",
)  # fmt: skip
_GROUPS = ("total", "male", "female", "urban", "rural")


def every_household(frame: Frame) -> tuple[IntArray, IntArray]:
    """Return area (position in the frame) and number of every household of the population.

    Examples
    --------
    >>> from labkit.synthetic.frame import population_frame
    >>> areas, numbers = every_household(population_frame())
    >>> len(areas) == population_frame().households.sum(), int(numbers.min())
    (np.True_, 1)
    """
    areas = np.repeat(np.arange(len(frame.psu)), frame.households)
    first = np.cumsum(frame.households) - frame.households
    return areas, np.arange(len(areas)) - first[areas] + 1


def _everybody(frame: Frame, one_in: int) -> Iterator[Columns]:
    areas, numbers = every_household(frame)
    areas, numbers = areas[::one_in], numbers[::one_in]
    for start in range(0, len(areas), _CHUNK):
        chunk = slice(start, start + _CHUNK)
        people = answers(frame, areas[chunk], numbers[chunk])
        people["underemployed"] = time_related_underemployed(people)
        yield {name: _small(people[name]) for name in _KEPT}


def _small(values: NDArray[Any]) -> NDArray[Any]:
    # Fifteen million people: all codes and ages fit into one byte.
    return values.astype(np.int8) if values.dtype.kind == "i" else values


def population_truth(one_in: int = 1, year: int = 2019) -> dict[str, Any]:
    """Return the population's own figures.

    Parameters
    ----------
    one_in
        1 evaluates every household of the population (about a minute); 50 every fiftieth.
    year
        2019 or 2012. For 2012 the rates are those of the questions that were asked then.

    Returns
    -------
    dict
        `rates` (percent, by name and group: total, male, female, urban, rural), `mean_monthly_pay` (riel),
        `raw_pay_gap` (percent of men's mean), `pay_decomposition` (log points, men less women), `sector_by_job`
        (percent of employment), `nssf_members` (millions), `mean_log_pay` and `minimum_wage_effect` (see
        `labkit.synthetic.truths.minimum_wage_truth`),
        `wage_equation` (the coefficients that pay was made with), `causes_of_informality` (those that made jobs formal
        or informal), `persons` and `households_evaluated`.

    Notes
    -----
    Rates are shares of the people evaluated, without weights. Where an answer is missing or "don't know", the
    truth counts what the person would answer: it is the rate that a census with this questionnaire would find.

    Examples
    --------
    >>> truth = population_truth(one_in=500)
    >>> sorted(truth["rates"]["informal_employment_rate"])
    ['female', 'male', 'rural', 'total', 'urban']
    """
    frame = population_frame_2012() if year == 2012 else population_frame()
    chunks = list(_everybody(frame, one_in))
    people = {name: np.concatenate([chunk[name] for chunk in chunks]) for name in _KEPT}
    groups = _groups(people)
    rates = main_rates(people) | (further_rates(people) if year == 2019 else rates_of_2012(people))
    with in_year(year):
        pay = constants()["pay"] | {"minimum wage": float(minimum_wage())}
    truth = {
        "persons": len(people["age"]),
        "households_evaluated": len(every_household(frame)[0][::one_in]),
        "rates": {name: _by_group(part, whole, groups) for name, (part, whole) in rates.items()},
        "mean_monthly_pay": {name: _mean_pay(people, group) for name, group in groups.items()},
        "raw_pay_gap": {name: _pay_gap(people, groups[name]) for name in ("total", "urban", "rural")},
        "pay_decomposition": pay_decomposition(people),
        "sector_by_job": _sector_by_job(people),
        "wage_equation": WAGE_EQUATION | pay,
        "causes_of_informality": _causes_of_informality(year),
    }
    truth["mean_log_pay"] = log_pay_paths(people)
    if year == 2019:
        truth["minimum_wage_effect"] = minimum_wage_effect(people)
        members = people["nssf_member"] == 0
        truth["nssf_members"] = {name: _millions(members, group, one_in) for name, group in groups.items()}
    return truth


def _causes_of_informality(year: int) -> dict[str, Any]:
    with in_year(year):
        return {
            "kind of job, multinomial logit": JOB_EQUATION,
            "unit registered, chance by kind of job": REGISTRATION_CHANCES,
            "declared to social security, log odds": DECLARATION_EQUATION
            | {"level by sex": dict(zip(SEXES, by_sex("social security"), strict=True))},
        }


def _groups(people: Columns) -> dict[str, NDArray[np.bool_]]:
    female, urban = people["female"], people["urban"] == 1
    return dict(zip(_GROUPS, (np.ones_like(female), ~female, female, urban, ~urban), strict=True))


def _by_group(
    part: NDArray[np.bool_], whole: NDArray[np.bool_], groups: dict[str, NDArray[np.bool_]]
) -> dict[str, float]:
    return {name: round(100 * float(part[whole & group].mean()), 4) for name, group in groups.items()}


def _millions(part: NDArray[np.bool_], group: NDArray[np.bool_], one_in: int) -> float:
    return round(int((part & group).sum()) * one_in / 1e6, 4)


def _mean_pay(people: Columns, group: NDArray[np.bool_]) -> float:
    return round(float(np.nanmean(people["monthly_pay"][group])), 1)


def _pay_gap(people: Columns, group: NDArray[np.bool_]) -> float:
    men, women = (_mean_pay(people, group & (people["female"] == code)) for code in (False, True))
    return round(100 * (men - women) / men, 4)


def _sector_by_job(people: Columns) -> dict[str, dict[str, float]]:
    job = people["employed"]
    return {
        sector: {
            name: round(100 * float(((people["sector"] == code) & (people["formal"] == formal))[job].mean()), 4)
            for name, formal in (("formal", 1), ("informal", 0))
        }
        for code, sector in enumerate(("formal", "informal", "household"))
    }

"""Medians and low pay: linearised standard errors beside a bootstrap of PSUs on the bundled survey.

The bootstrap draws n - 1 of the n PSUs of each stratum with replacement and rescales the weights (J. N. K. Rao and
C. F. J. Wu, "Resampling inference with complex survey data", JASA 83, 1988). It repeats the whole estimation.
"""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from labkit import Survey
from labkit.survey.records.columns import Floats
from labkit.wages import low_pay_rate, pay_gap

REPLICATES = 250


def replicate_weights(survey: Survey) -> Iterator[Floats]:
    random, design = np.random.default_rng(1988), survey.design
    for _ in range(REPLICATES):
        times = np.zeros(len(design.psu_stratum))
        for stratum, psus in enumerate(design.psus):
            drawn = random.multinomial(psus - 1, np.full(psus, 1 / psus))
            times[design.psu_stratum == stratum] = drawn * psus / (psus - 1)
        yield design.weight * times[design.psu]


def bootstrap_error(survey: Survey, estimate: Callable[[Floats], float]) -> float:
    return float(np.std([estimate(weight) for weight in replicate_weights(survey)], ddof=1))


def sorted_by_pay(survey: Survey, column: str) -> tuple[np.ndarray, Floats, np.ndarray]:
    order = np.argsort(survey.frame[column].to_numpy(), kind="stable")
    order = order[: survey.frame[column].notna().sum()]
    return order, survey.frame[column].to_numpy()[order], (survey.frame["sex"] == "male").to_numpy()[order]


def median(pay: Floats, weight: Floats) -> float:
    people = np.cumsum(weight)
    return float(pay[np.searchsorted(people, people[-1] / 2)])


@pytest.mark.parametrize("area", ["all", "urban", "rural"])
def test_the_median_gap(employees: Survey, area: str) -> None:
    survey = employees if area == "all" else employees.filter(employees.frame["area"] == area)
    order, pay, male = sorted_by_pay(survey, "hourly")

    def gap(weight: Floats) -> float:
        w = weight[order]
        return 100 * (1 - median(pay[~male], w[~male]) / median(pay[male], w[male]))

    found = pay_gap(survey, "hourly", statistic="median")
    assert found["estimate"].item() == pytest.approx(gap(survey.design.weight))
    # Hourly earnings are heaped, since pay and hours are: a bootstrap of medians is itself rough,
    # most of all where many are paid by the day at round rates.
    assert found["se"].item() == pytest.approx(bootstrap_error(survey, gap), rel=0.40)


@pytest.mark.parametrize("sex", ["everybody", "male", "female"])
def test_low_pay(employees: Survey, sex: str) -> None:
    order, pay, male = sorted_by_pay(employees, "hourly")
    own = np.ones(len(male), dtype=bool) if sex == "everybody" else male == (sex == "male")

    def rate(weight: Floats) -> float:
        w = weight[order]
        return float(100 * w[own & (pay < 2 / 3 * median(pay, w))].sum() / w[own].sum())

    table = low_pay_rate(employees, "hourly", by=None if sex == "everybody" else "sex")
    found = table if sex == "everybody" else table[table["sex"] == sex]
    assert found["estimate"].item() == pytest.approx(rate(employees.design.weight))
    # Two thirds of a heaped median move in steps.
    assert found["se"].item() == pytest.approx(bootstrap_error(employees, rate), rel=0.40)

"""Rates of protection, migration, safety and dialogue against R's survey package (tests/reference/rates.R)."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit, logit

from labkit import dialogue, migration, protection, safety
from labkit.survey import Survey

REFERENCE = Path(__file__).parents[1] / "reference"
BANDS = pd.CategoricalDtype(["1-4", "5-9", "10-19", "20-49", "50+"], ordered=True)
REFORMS = [
    protection.registration_drive(0.3, cost_per_person=50_000),
    protection.size_threshold(10, compliance=0.5),
    protection.contribution_subsidy(0.5, response=0.4, pay_below=800_000),
]
ASSUMED = {"assumptions": protection.Assumptions(contribution_rate=0.02, ceiling=1_000_000, reference_pay=600_000)}
RCI = {"cost": "cost", "scope": "all"}


def cost_of(measure: str) -> Callable[..., pd.DataFrame]:
    def rows(survey: Survey, by: str | None) -> pd.DataFrame:
        table = protection.yearly_cost(survey, REFORMS, by, **ASSUMED)
        return table[table["measure"] == measure]

    return rows


def place(table: pd.DataFrame, **where: str) -> pd.DataFrame:
    for name, value in where.items():
        table = table[table[name].astype(str) == value]
    return table


CASES: dict[str, Callable[..., pd.DataFrame]] = {
    "coverage": lambda s, by: protection.coverage(s, "contributions", by, of="employees", interval="wald"),
    "newly covered": lambda s, by: protection.newly_covered(s, REFORMS, by),
    "newly covered percent": lambda s, by: protection.newly_covered(s, REFORMS, by, measure="percent of uncovered"),
    "contributions": cost_of("contributions of the newly covered"),
    "state": cost_of("cost to the state"),
    "recruitment mean": lambda s, by: migration.recruitment_cost_indicator(s, by, **RCI),
    "recruitment 0.5": lambda s, by: migration.recruitment_cost_indicator(s, by, statistic="median", **RCI),
    "recruitment 0.8": lambda s, by: migration.recruitment_cost_indicator(s, by, statistic="p80", **RCI),
    "net migration": lambda s, by: place(migration.net_migration_rate(s, by), province="Coast"),
    "flow": lambda s, by: place(migration.flows(s, by), province="Coast", province_5_years_ago="Lake"),
    "incidence": lambda s, by: safety.workers_incidence_rate(s, by),
    "incidence full-time": lambda s, by: safety.workers_incidence_rate(s, by, reference="full-time equivalents"),
    "frequency": lambda s, by: safety.frequency_rate(s, by),
    "severity": lambda s, by: safety.severity_rate(s, by),
    "days per case": lambda s, by: safety.days_lost_per_case(s, by),
    "density": lambda s, by: dialogue.union_density(s, by, interval="wald"),
    "density known": lambda s, by: dialogue.union_density(s, by, unknown="left out", interval="wald"),
    "bargaining": lambda s, by: dialogue.bargaining_coverage(s, by, interval="wald"),
    "bargaining adjusted": lambda s, by: dialogue.bargaining_coverage(s, by, adjusted=True, interval="wald"),
}
LOGARITHM = ("incidence", "incidence full-time", "frequency", "severity")  # rates whose interval does not pass zero
REFORM_TOTALS = ("newly covered", "newly covered percent", "contributions", "state")  # their n has a meaning of its own


def surveyed(frame: pd.DataFrame) -> Survey:
    return Survey(frame.reset_index(drop=True), weight="weight", stratum="stratum", psu="psu")


@pytest.fixture(scope="module")
def survey() -> Survey:
    frame = pd.read_csv(REFERENCE / "rates_sample.csv")
    frame["size"] = frame["size"].astype(BANDS)
    return surveyed(frame)


@pytest.fixture(scope="module")
def reference() -> pd.DataFrame:
    return pd.read_csv(REFERENCE / "rates_r.csv", keep_default_na=True).fillna({"sex": ""})


@pytest.mark.parametrize("name", CASES)
def test_agrees_with_r(survey: Survey, reference: pd.DataFrame, name: str) -> None:
    expected = reference[reference["name"] == name].set_index("sex")
    assert len(expected) == 3
    if name == "newly covered percent":  # an average between 0 and 100, whose interval stays there
        p, half = expected["estimate"] / 100, (expected["high"] - expected["low"]) / 200
        low, high = (100 * expit(logit(p) + side * half / (p * (1 - p))) for side in (-1, 1))
        expected = expected.assign(low=low, high=high)
    if name in LOGARITHM:
        factor = np.exp((expected["high"] - expected["low"]) / 2 / expected["estimate"])
        expected = expected.assign(low=expected["estimate"] / factor, high=expected["estimate"] * factor)
    ours = pd.concat([CASES[name](survey, None).assign(sex=""), CASES[name](survey, "sex")]).set_index("sex")
    ours = ours.loc[expected.index]
    # Sums in another order round differently: 1e-9 of the estimate, 1e-7 of its standard error.
    np.testing.assert_allclose(ours["estimate"], expected["estimate"], rtol=1e-9)
    np.testing.assert_allclose(ours["se"], expected["se"], rtol=1e-7)
    np.testing.assert_allclose(ours["ci_low"], expected["low"], rtol=1e-7)
    np.testing.assert_allclose(ours["ci_high"], expected["high"], rtol=1e-7)
    assert ours["df"].tolist() == expected["df"].tolist()
    if name not in REFORM_TOTALS:
        assert ours["n"].tolist() == expected["n"].tolist()


def test_every_reference_is_compared(reference: pd.DataFrame) -> None:
    assert set(reference["name"]) == set(CASES)


NUMBERS = ("estimate", "se", "ci_low", "ci_high")
TOTALS = ("newly covered", "contributions", "state", "flow")


@pytest.mark.parametrize("name", CASES)
def test_what_must_not_matter(survey: Survey, name: str) -> None:
    """The scale of the weights, the order of the records, and a record split in two halves of its weight."""
    expected = CASES[name](survey, "sex")
    frame = survey.frame
    halves = frame.assign(weight=frame["weight"] / 2)
    scale = 250.0 if name in TOTALS else 1.0
    for other, factor in (
        (frame.assign(weight=250 * frame["weight"]), scale),
        (frame.sample(frac=1, random_state=1), 1.0),
        (pd.concat([halves, halves]), 1.0),
    ):
        found = CASES[name](surveyed(other), "sex")
        for column in NUMBERS:
            np.testing.assert_allclose(found[column], factor * expected[column], rtol=1e-9, err_msg=column)

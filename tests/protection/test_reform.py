"""Reforms: whom they reach, composition without double counting, costs, and the speed that a slider needs."""

import sys

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit import protection
from labkit.errors import ColumnError, DataError, OptionError
from labkit.protection import Assumptions, Reform, contribution_subsidy, registration_drive, size_threshold
from labkit.survey import Survey

BANDS = pd.CategoricalDtype(["1-4", "5-9", "10-19", "20-49", "50+"], ordered=True)


@pytest.fixture(scope="module")
def lfs() -> lk.Survey:
    return lk.load("lfs")


def workers(**columns: object) -> Survey:
    """Five employees of private businesses and one person on her own account; the first employee has cover."""
    frame = pd.DataFrame(
        {
            "age": 30,
            "worked_hour": "yes",
            "temporarily_absent": None,
            "looked_for_work": None,
            "available": None,
            "future_start": None,
            "sex": ["female", "female", "male", "female", "male", "male"],
            "status": ["employee"] * 5 + ["own-account worker"],
            "institution": "private business",
            "registered": ["yes", "yes", "no", "yes", "don't know", "yes"],
            "size": pd.Series(["50+", "50+", "10-19", "1-4", None, "1-4"], dtype=BANDS),
            "social_security": ["yes", "no", "don't know", None, "no", None],
            "monthly_pay": [1e6, 2e6, 5e5, np.nan, 8e5, np.nan],
            "weight": [10.0, 20.0, 30.0, 40.0, 50.0, 60.0],
        }
    )
    return Survey(frame.assign(**columns), weight="weight")


def probabilities(*reforms: Reform) -> list[float]:
    return [round(p, 12) for p in protection.expected_effect(workers(), list(reforms)).frame["newly_covered"]]


def test_each_rule_reaches_its_own() -> None:
    assert probabilities(registration_drive(0.3)) == [0, 0.3, 0, 0.3, 0, 0]
    assert probabilities(registration_drive(0.3, registered_only=False)) == [0, 0.3, 0.3, 0.3, 0.3, 0]
    assert probabilities(registration_drive(0.3, institutions=["government"])) == [0] * 6
    assert probabilities(size_threshold(10, compliance=0.5)) == [0, 0.5, 0.5, 0, 0, 0]
    assert probabilities(size_threshold(50, compliance=1.0)) == [0, 1, 0, 0, 0, 0]
    # A size that is not known counts as small: only a duty for all workplaces reaches it.
    assert probabilities(size_threshold(1, compliance=0.5)) == [0, 0.5, 0.5, 0.5, 0.5, 0]
    assert probabilities(protection.voluntary_cover(0.1)) == [0, 0, 0, 0, 0, 0.1]
    # Pay that is not known is the reference pay, 600,000.
    assert probabilities(contribution_subsidy(0.5, 0.2, pay_below=700_000)) == [0, 0, 0.1, 0.1, 0, 0]


def test_nobody_is_covered_twice() -> None:
    drive, duty = registration_drive(0.3), size_threshold(10, compliance=0.5)
    both = [0, 1 - 0.7 * 0.5, 0.5, 0.3, 0, 0]
    assert probabilities(drive, duty) == pytest.approx(both)
    assert probabilities(duty, drive) == pytest.approx(both)
    assert probabilities(registration_drive(1.0), registration_drive(1.0)) == [0, 1, 0, 1, 0, 0]
    first = protection.newly_covered_by_reform(workers(), [drive, duty])["estimate"].tolist()
    other = protection.newly_covered_by_reform(workers(), [duty, drive])["estimate"].tolist()
    total = protection.newly_covered(workers(), [drive, duty])["estimate"].item()
    assert sum(first) == pytest.approx(total) == pytest.approx(sum(other))
    assert first == pytest.approx([0.3 * 60, 0.5 * 0.7 * 20 + 0.5 * 30])
    assert first != pytest.approx(other[::-1])


def test_people_and_percent_by_group() -> None:
    table = protection.newly_covered(workers(), registration_drive(0.5), "sex").set_index("sex")
    assert table["estimate"].to_dict() == pytest.approx({"female": 0.5 * 60, "male": 0.0})
    # n counts those whom the reform reaches; where it reaches nobody the zero is certain and has no flag.
    assert table["n"].to_dict() == {"female": 2, "male": 0}
    assert table["flag"].to_dict() == {"female": "S", "male": ""}
    share = protection.newly_covered(workers(), registration_drive(0.5), measure="percent of uncovered")
    assert share["estimate"].item() == pytest.approx(100 * 30 / 200)


def test_costs() -> None:
    assumptions = Assumptions(contribution_rate=0.1, ceiling=1_200_000, reference_pay=600_000, months=10)
    reforms = [registration_drive(1.0, cost_per_person=7), contribution_subsidy(0.25, response=0.0)]
    cost = protection.yearly_cost(workers(), reforms, assumptions=assumptions).set_index("measure")["estimate"]
    newly = 20 * 1_200_000 + 40 * 600_000  # the ceiling, and the reference pay
    assert cost["contributions of the newly covered"] == pytest.approx(newly)
    assert cost["subsidies to the newly covered"] == pytest.approx(0.25 * newly)
    assert cost["subsidies to people already covered"] == pytest.approx(0.25 * 10 * 1_000_000)
    assert cost["administration"] == pytest.approx(7 * 60)
    assert cost["cost to the state"] == pytest.approx(cost.iloc[1:4].sum())
    only_new = contribution_subsidy(0.25, response=0.0, subsidise_covered=False)
    cost = protection.yearly_cost(workers(), only_new, assumptions=assumptions).set_index("measure")["estimate"]
    assert cost["cost to the state"] == 0
    with pytest.raises(DataError, match="'monthly_pay' has 1 amounts below zero"):
        protection.yearly_cost(workers(monthly_pay=[1e6, -9, 5e5, np.nan, 8e5, np.nan]), only_new)


def test_cost_per_newly_covered(lfs: lk.Survey) -> None:
    reforms = [registration_drive(0.3, cost_per_person=50_000), contribution_subsidy()]
    table = protection.cost_per_newly_covered(lfs, reforms, "area").set_index("area")["estimate"]
    cost = protection.yearly_cost(lfs, reforms, "area").set_index(["measure", "area"])["estimate"]
    people = protection.newly_covered(lfs, reforms, "area").set_index("area")["estimate"]
    for area in ("urban", "rural"):
        assert table[area] == pytest.approx(cost["cost to the state", area] / people[area])
    assert np.isnan(protection.cost_per_newly_covered(lfs, [])["estimate"].item())


def test_subsidies_together_pay_the_contribution_once() -> None:
    reforms = [contribution_subsidy(0.8, response=1.0), contribution_subsidy(0.7, response=1.0)]
    cost = protection.yearly_cost(workers(), reforms).set_index("measure")["estimate"]
    assert cost["subsidies to the newly covered"] == pytest.approx(cost["contributions of the newly covered"])


def test_no_reform_is_today() -> None:
    assert protection.newly_covered(workers(), [])["estimate"].item() == 0
    table = protection.coverage_before_and_after(workers(), []).set_index("when")["estimate"]
    assert table["today"] == table["with the reforms"] == pytest.approx(100 * 10 / 210)
    with pytest.raises(OptionError, match="no reform"):
        protection.newly_covered_by_reform(workers(), [])


def test_before_and_after_agree_with_the_newly_covered(lfs: lk.Survey) -> None:
    reforms = [registration_drive(), size_threshold(), protection.voluntary_cover(), contribution_subsidy()]
    table = protection.coverage_before_and_after(lfs, reforms, "sex").set_index(["sex", "when"])["estimate"]
    employed = protection.people_of(lfs, "employed").total(by="sex").set_index("sex")["estimate"]
    newly = protection.newly_covered(lfs, reforms, "sex").set_index("sex")["estimate"]
    for sex in ("female", "male"):
        gained = table[sex, "with the reforms"] - table[sex, "today"]
        assert gained == pytest.approx(100 * newly[sex] / employed[sex])
    assert table.groupby("when").size().tolist() == [2, 2]


def test_a_rule_of_ones_own() -> None:
    women = Reform("women first", lambda frame: 0.5 * frame["sex"].eq("female").to_numpy())
    assert probabilities(women) == [0, 0.5, 0, 0.5, 0, 0]
    too_much = Reform("percent", lambda frame: np.full(len(frame), 30.0))
    with pytest.raises(ColumnError, match="one share between 0 and 1"):
        protection.newly_covered(workers(), too_much)


def test_domain_keeps_the_full_design(lfs: lk.Survey) -> None:
    women = protection.newly_covered(lfs.filter(lfs.frame["sex"] == "female"), registration_drive())
    by_sex = protection.newly_covered(lfs, registration_drive(), "sex").set_index("sex").loc["female"]
    assert women[["estimate", "se"]].iloc[0].tolist() == pytest.approx(by_sex[["estimate", "se"]].tolist())


def test_what_is_no_reform() -> None:
    with pytest.raises(OptionError, match="not a reform"):
        protection.newly_covered(workers(), registration_drive)  # its numbers are missing
    with pytest.raises(OptionError, match="not a reform"):
        protection.yearly_cost(workers(), ["registration drive"])


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: registration_drive(30),
        lambda: size_threshold(7),
        lambda: size_threshold(10, compliance=-0.1),
        lambda: protection.voluntary_cover(0.1, statuses=["farmer"]),
        lambda: contribution_subsidy(share=1.2),
        lambda: contribution_subsidy(pay_below=-1),
        lambda: registration_drive(0.3, cost_per_person=-5),
        lambda: Assumptions(contribution_rate=-0.1),
        lambda: Assumptions(ceiling=0),
        lambda: protection.newly_covered(workers(), registration_drive(), measure="percent"),
    ],
)
def test_wrong_numbers_are_refused(wrong: object) -> None:
    with pytest.raises(OptionError):
        wrong()  # type: ignore[operator]


@pytest.mark.parametrize(("percent", "remedy"), [(0.8, "write 0.008"), (3.4, "write 0.034"), (10.8, "write 0.108")])
def test_a_percent_in_place_of_a_contribution_rate_is_refused_with_the_share(percent: float, remedy: str) -> None:
    with pytest.raises(OptionError, match=f"{percent} percent, {remedy}"):
        Assumptions(contribution_rate=percent)
    assert Assumptions(contribution_rate=0.5).contribution_rate == 0.5


def test_a_slider_waits_for_no_loop_over_people(lfs: lk.Survey) -> None:
    reforms = [registration_drive(), size_threshold(), protection.voluntary_cover(), contribution_subsidy()]

    def calls(survey: lk.Survey) -> int:
        """Count the calls of functions; a clock would measure what else the machine does."""
        count = 0

        def one_more(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(one_more)
        try:
            protection.newly_covered(survey, reforms, ["sex", "area"])
        finally:
            sys.setprofile(None)
        return count

    few = lfs.filter(np.arange(len(lfs.frame)) % 4 == 0)
    calls(few)  # what is read and kept once
    assert calls(lfs) < 1.5 * calls(few)

"""The offer of the group case: slips get a message that says what to write, and the assumptions move as they say."""

from typing import Any

import pytest

import labkit as lk
from labkit import protection
from labkit.course.days.day2.group_case import Offer
from labkit.errors import OptionError

OFFER = {"declared": 0.2, "cost_of_one": 40_000, "paid_by_state": 0.1, "response": 0.2}


@pytest.mark.parametrize(
    ("slip", "message"),
    [
        ({"declared": 20}, "0.20 for 20 percent"),
        ({"declared": (0, 20)}, "Write a point for decimals"),
        ({"cost_of_one": "40000"}, "Leave the quotation marks out"),
        ({"cost_of_one": (40, 0)}, "A comma separates two numbers"),
        ({"cost_of_one": -1}, "riel, such as 40_000"),
        ({"response": float("nan")}, "0.20 for 20 percent"),
        ({"paid_by_state": True}, "0.20 for 20 percent"),
        ({"also_those_with_cover": "no"}, "True or False"),
        ({"only_pay_below": "800000"}, "800_000, or None"),
    ],
)
def test_a_slip_at_the_table_is_explained(slip: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError) as caught:
        Offer(**{**OFFER, **slip})
    assert message in str(caught.value)
    assert next(iter(slip)) in str(caught.value)


def test_the_offer_is_the_two_programmes_of_the_library() -> None:
    lfs = lk.load("lfs")
    by_hand = [
        protection.registration_drive(0.2, cost_per_person=40_000),
        protection.contribution_subsidy(0.1, 0.2, subsidise_covered=False, pay_below=800_000),
    ]
    offer = Offer(**OFFER, also_those_with_cover=False, only_pay_below=800_000)
    ours = protection.newly_covered(lfs, offer.programmes())
    assert ours["estimate"].item() == protection.newly_covered(lfs, by_hand)["estimate"].item()
    assert protection.yearly_cost(lfs, offer.programmes()).equals(protection.yearly_cost(lfs, by_hand))


def test_hopeful_assumptions_never_bring_in_more_than_all() -> None:
    lines = Offer(declared=0.9, cost_of_one=40_000, paid_by_state=0.1, response=0.8).careful_to_hopeful()
    assert list(lines) == ["careful", "the offer", "hopeful"]
    assert (lines["careful"].declared, lines["careful"].cost_of_one, lines["careful"].response) == (0.45, 80_000, 0.4)
    assert (lines["hopeful"].declared, lines["hopeful"].cost_of_one, lines["hopeful"].response) == (1.0, 20_000, 1.0)

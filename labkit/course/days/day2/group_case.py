"""The offer of day 2's group case: what a table typed in, checked, as programmes under three sets of assumptions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from labkit import protection
from labkit.errors import OptionError
from labkit.protection import Reform

_SHARES = ("declared", "paid_by_state", "response")


@dataclass(frozen=True)
class Offer:
    """One offer at the table: a registration drive and a contribution subsidy. Every number is an assumption.

    Parameters
    ----------
    declared
        Share of the employees without cover, in registered private businesses, whom the drive brings in, 0 to 1.
    cost_of_one
        Cost to the state of bringing one person in by the drive, riel.
    paid_by_state
        Share of the contributions that the state pays, 0 to 1.
    response
        Share of the employees without cover who would join if the state paid all, 0 to 1.
    also_those_with_cover
        Does the state also pay for employees who had cover before?
    only_pay_below
        The subsidy is for employees who earn less than this, riel a month; None for no limit.

    Raises
    ------
    OptionError
        A number is none, or is not possible: 20 for 20 percent, or a comma in the place of the point.

    Examples
    --------
    >>> offer = Offer(declared=0.2, cost_of_one=40_000, paid_by_state=0.1, response=0.2)
    >>> [programme.name for programme in offer.programmes()]
    ['registration drive', 'contribution subsidy']
    >>> list(offer.careful_to_hopeful())
    ['careful', 'the offer', 'hopeful']
    """

    declared: float
    cost_of_one: float
    paid_by_state: float
    response: float
    also_those_with_cover: bool = True
    only_pay_below: float | None = None

    def __post_init__(self) -> None:
        for name in _SHARES:
            _check_number(
                name, getattr(self, name), highest=1, expected="a share from 0 to 1, such as 0.20 for 20 percent"
            )
        _check_number("cost_of_one", self.cost_of_one, expected="riel, such as 40_000")
        if self.only_pay_below is not None:
            _check_number("only_pay_below", self.only_pay_below, expected="riel a month, such as 800_000, or None")
        if not isinstance(self.also_those_with_cover, bool):
            raise OptionError(
                "also_those_with_cover is not True or False.",
                where="the offer",
                got=f"also_those_with_cover={self.also_those_with_cover!r}",
                expected="True or False, with a capital letter and without quotation marks",
            )

    def programmes(self) -> list[Reform]:
        """Return the two programmes of the offer, for `labkit.protection.newly_covered` and `yearly_cost`."""
        return [
            protection.registration_drive(self.declared, cost_per_person=self.cost_of_one),
            protection.contribution_subsidy(
                self.paid_by_state,
                self.response,
                subsidise_covered=self.also_those_with_cover,
                pay_below=self.only_pay_below,
            ),
        ]

    def careful_to_hopeful(self) -> Mapping[str, Offer]:
        """Return the offer between the same offer with careful and with hopeful assumptions.

        Careful: half as many declared, at twice the cost of a person, and half the response. Hopeful: half as many
        again, at half the cost, and twice the response. No share becomes more than all.
        """
        careful = replace(
            self, declared=self.declared / 2, cost_of_one=2 * self.cost_of_one, response=self.response / 2
        )
        hopeful = replace(
            self,
            declared=min(1.5 * self.declared, 1.0),
            cost_of_one=self.cost_of_one / 2,
            response=min(2 * self.response, 1.0),
        )
        return MappingProxyType({"careful": careful, "the offer": self, "hopeful": hopeful})


def _check_number(name: str, value: object, *, expected: str, highest: float = math.inf) -> None:
    # True counts as 1 in Python; here it is a slip.
    if isinstance(value, int | float | np.number) and not isinstance(value, bool) and 0 <= float(value) <= highest:
        return
    hint = ""
    if isinstance(value, tuple):
        hint = "A comma separates two numbers. Write a point for decimals (0.20), and _ or nothing in large numbers."
    elif isinstance(value, str):
        hint = "Leave the quotation marks out."
    raise OptionError(
        f"{name} is not a number that is possible here.",
        where="the offer",
        got=f"{name}={value!r}",
        expected=expected,
        hint=hint,
    )

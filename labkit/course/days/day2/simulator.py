"""The reform simulator of lesson 2.3: sliders over a sentence and a picture. `reform_settings` does the sums."""

from __future__ import annotations

from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from labkit import protection
from labkit.course.days.day2.reform_settings import INCOMES, INSPECTIONS, MIDDLE, Setting, Simulated, simulate
from labkit.course.support.sliders import BUILD, Simulator, control
from labkit.protection import Assumptions
from labkit.survey import Survey

__all__ = ["BUILD", "ReformSimulator", "reform_simulator"]


class ReformSimulator(Simulator):
    """Sliders over a sentence and a picture; made by `reform_simulator`."""

    result: Simulated


def reform_simulator(
    survey: Survey,
    *,
    place: str = "the survey",
    start: Setting = MIDDLE,
    assumptions: Assumptions | None = None,
    currency: str = "riel",
) -> ReformSimulator:
    """Return the reform simulator: move a slider with the mouse or the arrow keys, and read the new picture.

    Parameters
    ----------
    survey
        A Survey with the columns that `labkit.protection.expected_effect` and the reforms need.
    place
        Its name in the sentence and the title.
    start
        Where the sliders stand at first.
    assumptions
        About contributions, see `labkit.protection.Assumptions`.
    currency
        The word for the unit of the survey's money. Nothing is converted.

    Returns
    -------
    ReformSimulator
        A widget. In a batch build there are no sliders: the cell shows the sentence and the picture for `start`.

    Raises
    ------
    ColumnError, OptionError
        As `simulate`.

    Examples
    --------
    >>> import labkit as lk
    >>> simulator = reform_simulator(lk.load("lfs"), place="Cambodia")
    >>> before = simulator.result.total["estimate"].item()
    >>> simulator.controls["take_up"].value = 0.10
    >>> simulator.result.total["estimate"].item() > before
    True
    """
    # Only the employed can be reached. Filtered once, every later run is quicker.
    workers = protection.people_of(survey, "employed")

    def run(setting: Setting) -> Simulated:
        return simulate(workers, setting, place=place, assumptions=assumptions, currency=currency)

    return ReformSimulator(_controls(start, currency), Setting, run)


# The label beside each slider, and the whole sentence that appears when the mouse rests on it.
_LABELS = MappingProxyType(
    {
        "drive": (
            "Registration drive: share declared",
            "Share of employees without cover, in registered businesses, who are declared",
        ),
        "inspect_from": (
            "Inspection: from how many persons on",
            "The smallest workplace that is inspected; the duty to declare holds for every employer",
        ),
        "compliance": (
            "Inspection: share declared in fact",
            "Share of employees without cover, in inspected workplaces, who are declared in fact",
        ),
        "take_up": (
            "Voluntary cover: share who join",
            "Share of the self-employed (own-account workers, employers, members of cooperatives) who join",
        ),
        "income": (
            "Assumed income (riel a month)",
            "Monthly income on which people pay whose income the survey does not know, above all the self-employed",
        ),
        "subsidy": ("Subsidy: part that the state pays", "Part of employees' contributions that the state pays"),
        "response": (
            "Subsidy: share who would join for free",
            "Share of employees without cover who would join if the state paid all",
        ),
        "cost_per_person": (
            "Cost of bringing one person in (riel)",
            "Cost to the state of bringing one person in by the drive, by inspection or by voluntary cover, riel",
        ),
    }
)


def _controls(start: Setting, currency: str) -> dict[str, Any]:
    """Return one slider for each number of a setting."""
    made = {}
    for name, value in asdict(start).items():
        label, meaning = (text.replace("riel", currency) for text in _LABELS[name])
        made[name] = control(label, meaning, value, **_kind(name, value))
    return made


def _kind(name: str, value: float) -> dict[str, Any]:
    if name == "inspect_from":
        return {"options": list(INSPECTIONS.items())}
    if name == "income":
        own = {} if value in INCOMES.values() else {f"{value:,.0f}": value}
        return {"options": [*INCOMES.items(), *own.items()]}
    if name == "cost_per_person":
        return {"min": 0, "max": max(200_000, value), "step": 10_000, "readout_format": ",.0f"}
    return {"min": 0, "max": 1, "step": 0.01 if name == "take_up" else 0.05, "readout_format": ".0%"}

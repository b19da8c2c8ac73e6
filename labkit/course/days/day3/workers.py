"""The workers of day 3: who the minimum wage covers, and what to do where a place has too few of them."""

from __future__ import annotations

from labkit.course.lesson import WHOLE_COUNTRY, open_survey
from labkit.survey import Survey

ENOUGH = 100
"""Covered workers with known pay that a place needs. With fewer, hardly anybody would be left below the minimum."""

PAY_CARDS = (
    *(600_000, 680_000, 737_000, 737_000, 737_000, 737_000),
    *(760_000, 790_000, 800_000, 860_000, 950_000, 1_100_000),
)
"""The cards that people hold in the room: basic pay for a full month, riel. Invented; a third at the minimum."""


def covered_with_pay(survey: Survey) -> int:
    """Return how many records are of workers whom the minimum wage covers, and whose pay is known.

    Examples
    --------
    >>> import labkit as lk
    >>> covered_with_pay(lk.load("lfs")) > ENOUGH
    True
    """
    frame = survey.frame
    if not {"minimum_wage_covered", "basic_pay"} <= set(frame):
        return 0
    return int((frame["minimum_wage_covered"].eq("yes") & frame["basic_pay"].notna()).sum())


def open_workers(
    dataset: str = "lfs", province: str = WHOLE_COUNTRY, draw: int = 0, *, schema: str = "", country: str = ""
) -> tuple[Survey, str]:
    """Open the survey for a place; for the whole country where the place has too few covered workers.

    Parameters
    ----------
    dataset, province, draw, schema, country
        As for `labkit.course.lesson.open_survey`.

    Returns
    -------
    tuple
        The Survey and the name of the place for sentences. The whole country stands in for a province with fewer than
        `ENOUGH` covered workers with known pay; the lesson says so with `stands_in`.

    Raises
    ------
    CourseError, DataError
        As for `labkit.course.lesson.open_survey`.

    Examples
    --------
    >>> open_workers(province="Kandal")[1], open_workers(province="Kep")[1]
    ('Kandal', 'Cambodia')
    """
    survey, place = open_survey(dataset, province, draw, schema=schema, country=country)
    if province == WHOLE_COUNTRY or covered_with_pay(survey) >= ENOUGH:
        return survey, place
    return open_survey(dataset, WHOLE_COUNTRY, draw, schema=schema, country=country)


def stands_in(province: str, place: str) -> str:
    """Say of which place a page speaks, and why, where the whole country stands in for a province.

    Examples
    --------
    >>> stands_in("Kep", "Cambodia").split(" Too few")[0]
    '**This page shows Cambodia, not Kep.**'
    >>> stands_in("Kandal", "Kandal")
    'This page shows **Kandal**.'
    """
    if province in (WHOLE_COUNTRY, place):
        return f"This page shows **{place}**."
    return (
        f"**This page shows {place}, not {province}.** Too few covered workers of {province} are in the survey: fewer "
        f"than {ENOUGH} with known pay. A figure on the underpaid would rest on a handful of people."
    )


def gains_of_cards(new: int, current: int, *, full: bool) -> int:
    """Return how many of the people with `PAY_CARDS` gain from a new minimum.

    Examples
    --------
    >>> gains_of_cards(800_000, 737_000, full=True), gains_of_cards(800_000, 737_000, full=False)
    (8, 6)
    """
    return sum(pay < new and (full or pay >= current) for pay in PAY_CARDS)

"""The first ten minutes of the course: a cell that runs, and a word between quotation marks that may be changed."""

from __future__ import annotations

from labkit.checks.names import explain_missing_names
from labkit.course.lesson import published, say
from labkit.course.lessons.fill_in import notice_blanks
from labkit.errors import CourseError, did_you_mean

CENSUS = "Census 2019, final results"
_DAY = "3 March 2019"


def room_works() -> None:
    """Say that the notebook runs, and have it explain from now on what is missing in a line."""
    explain_missing_names()
    notice_blanks()
    say("The room works.")


def people_in(province: str) -> None:
    """Say how many people lived in a province on the day of the census.

    Parameters
    ----------
    province
        One of Cambodia's 25 provinces, in English; capitals do not matter.

    Raises
    ------
    CourseError
        There is no such province.

    Examples
    --------
    >>> people_in("Keb")
    Traceback (most recent call last):
    labkit.errors.CourseError: There is no province 'Keb' in this list.
      where:    people_in
      found:    'Keb'
      expected: the English name of a province, such as "Kampot"
      try:      Did you mean 'Kep'?
    """
    counts = census_counts()
    wanted = " ".join(str(province).split()).casefold()
    name = next((each for each in counts if each.casefold() == wanted), None)
    if name is None:
        raise CourseError(
            f"There is no province {province!r} in this list.",
            where="people_in",
            got=repr(province),
            expected='the English name of a province, such as "Kampot"',
            hint=did_you_mean(str(province), counts),
        )
    say(f"**{counts[name]:,} people** lived in {name} on {_DAY} (census).")


def census_counts() -> dict[str, int]:
    """Return the people of each province in the census of 2019, by the province's name."""
    rows = published("population", year=2019, source=CENSUS, sex="total")
    rows = rows[(rows["unit"] == "persons") & (rows["population"] != "all ages")]
    return {str(name): int(value) for name, value in zip(rows["population"], rows["value"], strict=True)}

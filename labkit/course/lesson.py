"""What lessons use beside the library: open the data for the place that is taught, and write sentences."""

from __future__ import annotations

import pandas as pd
from IPython.display import Markdown, display

import labkit
from labkit.checks.names import explain_missing_names
from labkit.course.briefs.in_notebook import build_brief, check_brief, show_kept
from labkit.course.briefs.keeping.opened import Opened, remember
from labkit.course.briefs.keeping.recipe import watch
from labkit.course.briefs.keeping.rows import one_table
from labkit.course.briefs.keeping.store import keep, kept
from labkit.course.lessons.catching_up import catch_up
from labkit.course.lessons.fill_in import notice_blanks
from labkit.course.lessons.own_survey import is_own_survey, open_own_survey, place_name
from labkit.errors import CourseError, DataError, did_you_mean
from labkit.survey import Survey

__all__ = [
    "WHOLE_COUNTRY",
    "build_brief",
    "catch_up",
    "check_brief",
    "keep",
    "kept",
    "one_table",
    "open_survey",
    "published",
    "say",
    "show_kept",
]

WHOLE_COUNTRY = "all"

# pandas cuts texts off after 50 letters; in a lesson the end of a sentence or of an address matters.
pd.set_option("display.max_colwidth", None)


def open_survey(
    dataset: str = "lfs", province: str = WHOLE_COUNTRY, draw: int = 0, *, schema: str = "", country: str = ""
) -> tuple[Survey, str]:
    """Open a survey for the place that a lesson is about.

    In a notebook, a name that does not exist is explained from then on.

    Parameters
    ----------
    dataset
        Name of a data set that is a survey; or the file of a survey of your own, from here or from the course's folder.
    province
        One province, or ``"all"`` for the whole country.
    draw
        0 for the survey that comes with the course; another number for another sample of the same design.
    schema
        For a survey of your own: ``"ilo"``, ``"gld"`` or the path of a mapping, see `labkit.read_survey`. A stratum
        with a single PSU is compared with the average of all strata (``lonely_psu="adjust"``).
    country
        For a survey of your own: the name of the country in sentences.

    Returns
    -------
    tuple
        The Survey (a province is a domain of it) and the name of the place for sentences.

    Raises
    ------
    CourseError
        `schema` is missing for a file, or there for a data set of the course.
    DataError
        The data set is not a survey, or has no such province; the file cannot be read.

    Examples
    --------
    >>> survey, place = open_survey(province="Siem Reap")
    >>> place, survey.frame["province"].nunique()
    ('Siem Reap', 1)
    """
    explain_missing_names()
    notice_blanks()
    watch()
    brought = is_own_survey(dataset)
    survey = open_own_survey(dataset, schema, draw) if brought else _bundled(dataset, draw, schema)
    remember(Opened(dataset, province, draw))
    if province == WHOLE_COUNTRY:
        return survey, place_name(province, country) if brought else "Cambodia"
    if "province" not in survey.frame:
        raise DataError("The survey has no provinces.", where="open_survey", got=f"province = {province!r}")
    provinces = survey.frame["province"].astype(object).fillna("").astype(str)
    known = sorted(set(provinces) - {""})
    if province not in known:
        raise DataError(
            f"There is no province {province!r} in {dataset!r}.",
            where="open_survey",
            expected=", ".join([WHOLE_COUNTRY, *known]),
            hint=did_you_mean(province, known),
        )
    return survey.filter(provinces == province), province


def _bundled(dataset: str, draw: int, schema: str) -> Survey:
    if schema:
        raise CourseError(
            "A schema is for a survey file of your own.",
            where="open_survey",
            got=f"dataset = {dataset!r}, schema = {schema!r}",
            expected='dataset = "FILE.dta" (or .sav, .csv, .parquet), or no schema',
        )
    survey = labkit.load(dataset, draw=draw or None)
    if not isinstance(survey, Survey):
        raise DataError(f"{dataset!r} is not a survey of people.", where="open_survey", hint="Use 'lfs'.")
    return survey


def published(indicator: str, **where: object) -> pd.DataFrame:
    """Return published figures of one indicator, with their sources.

    Parameters
    ----------
    indicator
        As in the column `indicator` of ``labkit.load("published")``.
    **where
        Further columns and their values, such as ``year=2019`` or ``sex="female"``.

    Returns
    -------
    pandas.DataFrame
        Columns ``year, population, sex, area, value, unit, source, link, note``, oldest first.

    Raises
    ------
    DataError
        There is no such figure.

    Examples
    --------
    >>> published("informal employment rate", year=2019, sex="male")["value"].tolist()
    [89.811]
    """
    figures = labkit.load("published")
    rows = figures[figures["indicator"] == indicator]
    for name, value in where.items():
        rows = rows[rows[name] == value]
    if rows.empty:
        raise DataError(
            "There is no such published figure.",
            where="published",
            got=", ".join([indicator, *(f"{name}={value}" for name, value in where.items())]),
            hint=did_you_mean(indicator, set(figures["indicator"])),
        )
    shown = ["year", "population", "sex", "area", "value", "unit", "source", "link", "note"]
    return rows.sort_values("year", kind="stable")[shown].reset_index(drop=True)


def say(text: str) -> None:
    """Show a sentence (Markdown) that was written from the data.

    Parameters
    ----------
    text
        One paragraph or more.
    """
    display(Markdown(text))

"""What lessons use beside the library: open the data for the place that is taught, and write sentences."""

from __future__ import annotations

import pandas as pd
from IPython.display import Markdown, display

import labkit
from labkit.errors import DataError, did_you_mean
from labkit.survey import Survey

WHOLE_COUNTRY = "all"

# pandas cuts texts off after 50 letters; in a lesson the end of a sentence or of an address matters.
pd.set_option("display.max_colwidth", None)


def open_survey(dataset: str = "lfs", province: str = WHOLE_COUNTRY, draw: int = 0) -> tuple[Survey, str]:
    """Open a survey for the place that a lesson is about.

    Parameters
    ----------
    dataset
        Name of a data set that is a survey.
    province
        One province, or ``"all"`` for the whole country.
    draw
        0 for the survey that comes with the course; another number for another sample of the same design.

    Returns
    -------
    tuple
        The Survey (a province is a domain of it) and the name of the place for sentences.

    Raises
    ------
    DataError
        The data set is not a survey, or has no such province.

    Examples
    --------
    >>> survey, place = open_survey(province="Siem Reap")
    >>> place, survey.frame["province"].nunique()
    ('Siem Reap', 1)
    """
    survey = labkit.load(dataset, draw=draw or None)
    if not isinstance(survey, Survey):
        raise DataError(f"{dataset!r} is not a survey of people.", where="open_survey", hint="Use 'lfs'.")
    if province == WHOLE_COUNTRY:
        return survey, "Cambodia"
    provinces = survey.frame["province"].astype(str)
    if province not in set(provinces):
        raise DataError(
            f"There is no province {province!r} in {dataset!r}.",
            where="open_survey",
            expected=", ".join([WHOLE_COUNTRY, *sorted(set(provinces))]),
            hint=did_you_mean(province, set(provinces)),
        )
    return survey.filter(provinces == province), province


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

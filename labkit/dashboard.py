"""One page of indicators of decent work (SDG 8) for a country or a province."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from labkit import dialogue, informality, labour, safety, wages
from labkit.errors import ColumnError, OptionError, did_you_mean, first_few
from labkit.protection import people_of
from labkit.survey import Survey
from labkit.survey.records.columns import column

__all__ = ["sdg8"]

FIGURES = ("estimate", "se", "ci_low", "ci_high", "cv", "df", "n", "flag")
PUBLISHED = ("published", "published_year", "published_source")
PROVINCE = "province"


@dataclass(frozen=True)
class Line:
    """A line of the page: what it shows, and how it is estimated."""

    indicator: str
    sdg: str
    definition: str
    unit: str
    estimate: Callable[[Survey, float], pd.DataFrame]
    published: str = ""  # how the ids of the published figure end, after the survey's year


def _hourly(survey: Survey) -> Survey:
    employees = people_of(survey, "employees")
    weeks = "weeks_worked" if "weeks_worked" in employees.frame.columns else None
    return employees.assign(hourly_=wages.hourly_earnings(employees.frame, weeks=weeks))


def _injuries(survey: Survey, level: float) -> pd.DataFrame:
    return safety.incidence_rate(people_of(survey, "employees"), reference="full-time equivalents", level=level)


LINES = (
    Line(
        "Unemployment rate",
        "8.5.2",
        "People without work who looked for it and could start, in percent of those who work or look for work.",
        "percent",
        lambda s, level: labour.unemployment_rate(s, level=level),
        "unemployment",
    ),
    Line(
        "Young people not in employment, education or training",
        "8.6.1",
        "People aged 15 to 24 who neither work nor attend school or training, in percent of all people of this age.",
        "percent",
        lambda s, level: labour.neet_rate(s, level=level),
        "neet",
    ),
    Line(
        "Informal employment",
        "8.3.1",
        "People whose main job is informal (17th ICLS), in percent of the employed.",
        "percent",
        lambda s, level: informality.informal_employment_rate(s, level=level),
        "informal",
    ),
    Line(
        "Mean earnings per hour",
        "8.5.1",
        "Mean of employees' earnings per hour in the main job, employees with known pay and hours.",
        "riel",
        lambda s, level: _hourly(s).mean("hourly_", level=level),
    ),
    Line(
        "Pay gap between men and women, per hour",
        "8.5.1",
        "Men's mean pay per hour less women's, in percent of men's; employees.",
        "percent of men's pay",
        lambda s, level: wages.pay_gap(_hourly(s), "hourly_", level=level),
    ),
    Line(
        "Injured at work, not fatal",
        "8.8.1",
        "Employees who were injured at work in the last 12 months, not counting "
        "the way to work, per 100,000 full-time equivalents.",
        "per 100,000",
        _injuries,
    ),
    Line(
        "Union density",
        "8.8",
        "Employees who are members of a trade union, in percent of employees.",
        "percent",
        lambda s, level: dialogue.union_density(s, level=level),
    ),
    Line(
        "Covered by a collective agreement",
        "8.8",
        "Employees whose pay or conditions a collective agreement sets, in percent of employees.",
        "percent",
        lambda s, level: dialogue.bargaining_coverage(s, level=level),
    ),
)
_IDS = {
    "unemployment": ("lfs{year}-unemployment-total", "lfs{year}-unemployment"),
    "neet": ("neet-{year}-total", "neet-{year}"),
    "informal": ("lfs{year}-informal-total",),
}


def sdg8(
    survey: Survey,
    province: str | None = None,
    register: pd.DataFrame | None = None,
    published: pd.DataFrame | None = None,
    *,
    year: int = 2019,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return a page of SDG 8 indicators, each with its definition, interval, flag and published figure.

    The figures have different denominators: they cannot be ranked by their size. What is known for the country only,
    such as the score of SDG 8.8.2, a register without provinces, and published figures, is on no province's page.

    Parameters
    ----------
    survey
        A labour force survey. An indicator whose columns it lacks is left out: ``attrs["left_out"]`` names it.
    province
        A value of the column ``province``; None for the country.
    register
        A register of injuries, such as ``labkit.load("injuries")``: its rows of `year` give the registered rate.
    published
        A table as ``labkit.load("published")``, which is used if it is left out; for a survey of your own, which may be
        of another country, none is.
    year
        The year of the survey, for the published figures and the register.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        ``indicator, sdg, definition, unit``, then ``estimate, se, ci_low, ci_high, cv, df, n, flag``, then
        ``published, published_year, published_source`` (missing where nothing is known). Intervals are the
        indicators' own: that of injuries per 100,000 never passes zero. Before the page leaves the room, and
        always for a province: `labkit.quality.publishable`. `labkit.to_excel` writes it, `labkit.plots.dashboard`
        draws it.

    Raises
    ------
    OptionError
        There is no such province.
    ColumnError
        The survey has no column ``province``, or it lacks the columns of every indicator.

    References
    ----------
    United Nations, metadata of the indicators named; each indicator's own text names its own.

    Examples
    --------
    >>> import labkit as lk
    >>> page = sdg8(lk.load("lfs"))
    >>> page["sdg"].tolist()
    ['8.5.2', '8.6.1', '8.3.1', '8.5.1', '8.5.1', '8.8.1', '8.8', '8.8', '8.8.2']
    >>> page["published"].tolist()[0], page["published_year"].tolist()[0]
    (1.2, 2019)
    """
    own_country = "source" in survey.frame.attrs  # a survey that came with labkit
    known = _loaded() if published is None else published
    known = known if own_country or published is not None else known.iloc[:0]
    people = survey if province is None else _of_province(survey, province)
    rows, left_out = [], []
    for line in LINES:
        try:
            table = line.estimate(people, level)
        except ColumnError:
            left_out.append(line.indicator)
            continue
        figures = {name: table[name].iloc[0] for name in FIGURES}
        told = _published(known, line.published, year) if province is None else dict.fromkeys(PUBLISHED)
        rows.append({**_words(line, own_country), **figures, **told})
    if not rows:
        raise ColumnError(
            "The survey has the columns of no indicator.",
            where="dashboard.sdg8",
            got=first_few(survey.frame.columns),
            expected="a labour force survey, such as lk.load('lfs')",
        )
    if province is None:
        rows += [*_registered(register, year, level), *_score(known)]
    page = pd.DataFrame(rows)
    page = page.assign(
        published=page["published"].astype(float), published_year=page["published_year"].astype("Int64"),
        published_source=page["published_source"].fillna(""),
    )  # fmt: skip
    page.attrs.update(survey.frame.attrs)
    page.attrs.update(place=province or "the country", left_out=left_out, level=level)
    return page


def _words(line: Line, own_country: bool) -> dict[str, Any]:
    unit = line.unit if own_country else line.unit.replace("riel", "in national money")
    return {"indicator": line.indicator, "sdg": line.sdg, "definition": line.definition, "unit": unit}


def _of_province(survey: Survey, province: str) -> Survey:
    where = "dashboard.sdg8"
    names = column(survey.frame, PROVINCE, where=where)
    known = list(names.dropna().unique())
    if province not in known:
        raise OptionError(
            f"There is no province {province!r}.",
            where=where,
            got=f"province={province!r}",
            expected=f"one of {first_few(map(repr, known), most=30)}",
            hint=did_you_mean(province, known),
        )
    return survey.filter(names.eq(province))


def _loaded() -> pd.DataFrame:
    from labkit.data import load  # the data are read only when they are asked for

    return load("published")


def _published(known: pd.DataFrame, name: str, year: int) -> dict[str, Any]:
    for ending in _IDS.get(name, ()):
        rows = known[known["id"].eq(ending.format(year=year))]
        if len(rows):
            row = rows.iloc[0]
            return dict(zip(PUBLISHED, (float(row["value"]), int(row["year"]), str(row["source"])), strict=True))
    return dict.fromkeys(PUBLISHED)


def _registered(register: pd.DataFrame | None, year: int, level: float) -> list[dict[str, Any]]:
    if register is None:
        return []
    rows = register[column(register, "year", where="dashboard.sdg8(register=…)").eq(year)]
    if rows.empty:
        raise OptionError(
            f"The register has no rows of {year}.",
            where="dashboard.sdg8",
            got=f"year={year}",
            expected=first_few(sorted(register["year"].unique()), most=20),
        )
    found = []
    for outcome, words in (("nonfatal", "not fatal"), ("fatal", "fatal")):
        table = safety.register_rate(rows, outcome=outcome, level=level)  # type: ignore[arg-type]
        line = {
            "indicator": f"Registered injuries at work, {words}",
            "sdg": "8.8.1",
            "definition": f"Registered injuries at work in {year}, {words}, not counting the way to work, per 100,000 "
            "insured workers.",
            "unit": "per 100,000",
        }
        found.append({**line, **{name: table[name].iloc[0] for name in FIGURES}, **dict.fromkeys(PUBLISHED)})
    return found


def _score(known: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the latest score of SDG 8.8.2: of a country, read from texts, without a sample."""
    rows = known[known["indicator"].astype(str).str.startswith("SDG 8.8.2")].sort_values("year")
    if rows.empty:
        return []
    row = rows.iloc[-1]
    score = float(row["value"])
    line = {
        "indicator": "Freedom of association and collective bargaining",
        "sdg": "8.8.2",
        "definition": "Score of compliance with these rights, read from ILO texts and the law: 0 is best, 10 is worst.",
        "unit": "score, 0 best to 10 worst",
    }
    figures = {**dict.fromkeys(FIGURES, np.nan), "estimate": score, "df": 0, "n": 0, "flag": ""}
    told = dict(zip(PUBLISHED, (score, int(row["year"]), str(row["source"])), strict=True))
    return [{**line, **figures, **told}]

"""The last step of day 4: two sources side by side for the trainee's brief, whom each counts and why they differ."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

import labkit
from labkit import plots
from labkit.course.briefs.keeping.rounding import figure_and_interval
from labkit.course.days.day4.corridor import try_question
from labkit.course.lesson import one_table, published
from labkit.errors import one_of
from labkit.migration import recruitment_cost_indicator, workers_in_scope
from labkit.plots.drawing.picture import Picture
from labkit.safety import register_rate, registered_share, workers_incidence_rate

_SURVEY_ASKS = "The survey asks what was really paid; it rests on memory."
_REGISTER_HOLDS = "A register holds what was reported, a survey what people remember."
_BOTH = "Reporting, memory, and how small an injury may be."
_CHOSEN = "One organisation's people, chosen by where it works, and not by lot."
_ALL_PROVINCES = "A sample of returned workers in all provinces, drawn by lot."


@dataclass(frozen=True)
class SecondSource:
    """A table and a picture for the part *risk* of a brief.

    Parameters
    ----------
    table
        One row per figure: ``source, unit, whom_it_counts, date, why_it_differs``, then the figure; the other source
        first, the course's own survey last.
    picture
        The figure that belongs to it.
    name
        By which the brief cites the table.
    title
        What the table shows.
    dataset
        Whose figures it holds.
    """

    table: pd.DataFrame
    picture: Picture
    name: str
    title: str
    dataset: str


@dataclass(frozen=True)
class _Row:
    figure: pd.DataFrame
    unit: str
    whom: str
    date: str
    why: str


def second_source(topic: str, draw: int = 0) -> SecondSource:
    """Return two sources on one thing, side by side: whom each counts, when, the figure, and why they differ.

    Parameters
    ----------
    topic
        ``"cost"`` (of the way to Thailand), ``"register"`` (of injuries, against the survey) or ``"returned"``
        (workers without work).
    draw
        The sample of the synthetic data.

    Returns
    -------
    SecondSource

    Raises
    ------
    OptionError
        The topic is not known.

    Examples
    --------
    >>> second_source("cost").table["source"].tolist()
    ['official price', 'charged, from', 'charged, to', 'survey, months', 'survey, dollars']
    """
    one_of("topic", topic, list(_MADE), where="second_source")
    return _MADE[topic](draw or None)


def side_by_side(table: pd.DataFrame) -> str:
    """Return the table of `second_source` in Markdown, figures with their intervals where they have one.

    Examples
    --------
    >>> side_by_side(second_source("cost").table).splitlines()[2].split(" | ")[:3]
    ['| official price', 'workers to Thailand (Phnom Penh Post, press)', '2014']
    """
    head = ["source", "whom it counts", "when", "figure", "why it differs"]
    rows = [
        [row["source"], row["whom_it_counts"], row["date"], _figure(row), row["why_it_differs"]]
        for row in table.to_dict("records")
    ]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _figure(row: dict[Hashable, Any]) -> str:
    value, interval = figure_and_interval(row["estimate"], row["ci_low"], row["ci_high"], row["unit"])
    return f"{value} ({interval})" if interval else value


def _cost(draw: int | None) -> SecondSource:
    recruitment = labkit.load("recruitment", draw=draw)
    months = recruitment_cost_indicator(recruitment, by="destination")
    inside = workers_in_scope(recruitment)
    costs = [name for name in inside.frame if str(name).startswith("cost_")]
    dollars = inside.assign(dollars=inside.frame[costs].sum(axis=1, skipna=False)).mean("dollars", by="destination")
    asked = "workers in a first job in Thailand (synthetic)"
    rows = {
        "official price": _told("cost of going to Thailand, official", "A price that was set, not what was paid."),
        "charged, from": _told("cost of going to Thailand, charged, from", "What the press says was charged."),
        "charged, to": _told("cost of going to Thailand, charged, to", "What the press says was charged."),
        "survey, months": _Row(_line(months, "Thailand"), "months of earnings", asked, "2019", _SURVEY_ASKS),
        "survey, dollars": _Row(_line(dollars, "Thailand"), "US dollars", asked, "2019", _SURVEY_ASKS),
    }
    picture = plots.intervals(months, "destination", title="Cost of the first job abroad", unit="months of earnings")
    return SecondSource(_table(rows), picture, "cost", "What the way to Thailand costs, by source", "recruitment")


def _register(draw: int | None) -> SecondSource:
    injuries, survey = labkit.load("injuries", draw=draw), labkit.load("lfs", draw=draw)
    register = injuries[injuries["year"] == 2019]
    share = registered_share(register, survey)
    insured_people = survey.filter(survey.frame["nssf_member"] == "yes")
    asked = workers_incidence_rate(insured_people, reference="full-time equivalents")
    per, insured = "per 100,000 insured workers", "insured workers (synthetic)"
    rows = {
        "register": _Row(register_rate(register), per, f"reported injuries of {insured}", "2019", _REGISTER_HOLDS),
        "register over survey": _Row(share, "percent", "the register's figure over the survey's", "2019", _BOTH),
        "survey": _Row(asked, per, f"injuries that {insured} remember", "2019", _REGISTER_HOLDS),
    }
    picture = plots.register_against_survey(share, title="Injuries in the register and in the survey")
    return SecondSource(_table(rows), picture, "register", "Injuries at work, by source", "lfs")


def _returned(draw: int | None) -> SecondSource:
    returnees = labkit.load("returnees", draw=draw)
    plan = "returned migrants in Siem Reap, without work"
    asked = "workers back from Thailand, all provinces (synthetic)"
    idle = try_question(returnees, "works_now", answer="no", country="Thailand")
    rows = {
        "Plan International": _told(plan, _CHOSEN),
        "survey": _Row(idle, "percent", asked, "2025", _ALL_PROVINCES),
    }
    by_sex = try_question(returnees, "works_now", answer="no", country="Thailand", by="sex")
    picture = plots.intervals(by_sex, "sex", title="Returned workers without work")
    return SecondSource(_table(rows), picture, "returned", "Returned workers without work, by source", "returnees")


def _line(table: pd.DataFrame, destination: str) -> pd.DataFrame:
    return table[table["destination"] == destination]


def _told(series: str, why: str) -> _Row:
    """Return a published figure as a row; it has no interval and no records."""
    row = published(series).iloc[0]
    figure = pd.DataFrame({"estimate": [float(row["value"])], "flag": [""], "kind": ["published"]})
    source = f"{row['population']} ({row['source']}, {row['link']})"
    return _Row(figure, str(row["unit"]), source, str(row["year"]), why)


def _table(rows: dict[str, _Row]) -> pd.DataFrame:
    return one_table(
        "source",
        {name: (row.figure, row.unit) for name, row in rows.items()},
        whom_it_counts={name: row.whom for name, row in rows.items()},
        date={name: row.date for name, row in rows.items()},
        why_it_differs={name: row.why for name, row in rows.items()},
    )


_MADE: dict[str, Callable[[int | None], SecondSource]] = {"cost": _cost, "register": _register, "returned": _returned}

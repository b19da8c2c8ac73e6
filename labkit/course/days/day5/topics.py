"""Ready tables for a brief: for each of six topics what a day that somebody missed would have kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

import labkit
from labkit import informality, labour, migration, plots, protection, safety, wages
from labkit.course.briefs.keeping.part import PARTS
from labkit.course.briefs.keeping.store import keep, kept
from labkit.errors import one_of
from labkit.survey import Survey

REACHED: Mapping[str, float] = MappingProxyType({"low": 0.15, "middle": 0.30, "high": 0.50})
"""Assumed, not measured: which share of the people concerned an option reaches."""

REGISTER_YEAR = 2019


@dataclass(frozen=True)
class Topic:
    """A topic: whose records speak of it, its rate, the people concerned, and a second source.

    Parameters
    ----------
    title
        What the rate shows.
    of, unit
        Percent of whom, or the unit of the rate.
    people
        A word for the people concerned.
    rate
        Of a survey, by a column.
    concerned
        The people concerned, as a domain of the survey.
    published
        The id of a published figure on nearly the same thing; empty where an older survey is the second source.
    counted
        The people whom a published number counts, as a domain of the survey; none where a percent is published.
    dataset
        The records, where it is not the labour force survey.
    """

    title: str
    of: str
    people: str
    rate: Callable[[Survey, str | None], pd.DataFrame]
    concerned: Callable[[Survey], Survey]
    published: str = ""
    counted: Callable[[Survey], Survey] | None = None
    unit: str = "percent"
    dataset: str = ""

    @property
    def place(self) -> str:
        """``"all"`` for records that know no provinces; empty where the place is that of the lesson's survey."""
        return "all" if self.dataset else ""


def _neet(survey: Survey) -> Survey:
    frame = survey.frame
    young = frame["age"].between(15, 24) & (frame["attending"] != "yes")
    return survey.filter(young & (labour.labour_force_status(frame) != "employed"))


def _low_pay(survey: Survey, by: str | None) -> pd.DataFrame:
    return wages.low_pay_rate(protection.people_of(survey, "employees"), "monthly_pay", by=by)


def _low_paid(survey: Survey) -> Survey:
    employees = protection.people_of(survey, "employees")
    line = 2 / 3 * employees.quantile("monthly_pay")["estimate"].item()
    return employees.filter(employees.frame["monthly_pay"] < line)


def _debt(survey: Survey, by: str | None) -> pd.DataFrame:
    shares = migration.workers_in_scope(survey).share("debt", by=by)
    return shares[shares["category"] == "yes"].drop(columns="category").reset_index(drop=True)


def _informal(survey: Survey) -> Survey:
    employed = informality.employed_people(survey)
    return employed.filter(informality.job_formality(employed.frame) == "informal")


def _without(survey: Survey) -> Survey:
    employees = protection.people_of(survey, "employees")
    return employees.filter(employees.frame["social_security"] != "yes")


def _with(survey: Survey) -> Survey:
    employees = protection.people_of(survey, "employees")
    return employees.filter(employees.frame["social_security"] == "yes")


def _injured(survey: Survey) -> Survey:
    employees = protection.people_of(survey, "employees")
    return employees.filter(employees.frame["injured"] == "yes")


def _indebted(survey: Survey) -> Survey:
    workers = migration.workers_in_scope(survey)
    return workers.filter(workers.frame["debt"] == "yes")


TOPICS: Mapping[str, Topic] = MappingProxyType(
    {
        "young people": Topic(
            "Neither at work nor at school", "people of 15 to 24", "young people",
            lambda s, by: labour.neet_rate(s, by=by), _neet, "neet-2019",
        ),
        "informal jobs": Topic(
            "Informal jobs", "employed people", "people",
            lambda s, by: informality.informal_employment_rate(s, by=by), _informal, "lfs2019-informal-total",
        ),
        "cover": Topic(
            "Contributions paid", "employees", "employees",
            lambda s, by: protection.coverage(s, "contributions", by=by, of="employees"), _without,
            "nssf-contributors-2022-total", _with,
        ),
        "low pay": Topic(
            "Paid below two thirds of the median", "employees with known pay", "employees", _low_pay, _low_paid
        ),
        "going abroad": Topic(
            "Borrowed for the way abroad", "workers in scope of SDG 10.7.1", "workers", _debt, _indebted,
            "returns-2025-debt", dataset="recruitment",
        ),
        "safety": Topic(
            "Injured at work in a year", "", "employees",
            lambda s, by: safety.incidence_rate(s, by=by), _injured, unit="per 100,000 employees",
        ),
    }
)  # fmt: skip
"""The six topics of the week."""


def keep_missing(topic: str, survey: Survey, draw: int = 0) -> list[str]:
    """Keep the ready table and picture of a topic for each part of the brief that is missing; what was kept stays.

    Parameters
    ----------
    topic
        A key of `TOPICS`.
    survey
        The labour force survey, for the place that is taught. Records of recruitment know no provinces.
    draw
        The sample.

    Returns
    -------
    list of str
        The parts that were kept now.

    Raises
    ------
    OptionError
        There is no such topic.
    """
    one_of("topic", topic, list(TOPICS), where="keep_missing")
    missing = [part for part in PARTS if part not in kept()]
    for part in missing:
        _KEEP[part](TOPICS[topic], _records(TOPICS[topic], survey, draw), draw)
    return missing


def _records(topic: Topic, survey: Survey, draw: int) -> Survey:
    if not topic.dataset:
        return survey
    records = labkit.load(topic.dataset, draw=draw or None)
    assert isinstance(records, Survey)
    return records


def _problem(topic: Topic, records: Survey, draw: int) -> None:
    table = topic.rate(records, "sex")
    picture = plots.intervals(table, "sex", title=topic.title, unit=topic.unit)
    keep(
        "problem",
        table,
        picture,
        name="rate",
        title=topic.title,
        unit=topic.unit,
        of=topic.of,
        draw=draw,
        dataset=topic.dataset,
        province=topic.place,
    )


def _affected(topic: Topic, records: Survey, draw: int) -> None:
    table = topic.concerned(records).total(by="sex")
    picture = plots.intervals(table, "sex", title=f"{topic.title}: how many", unit="people")
    title = f"{topic.title}: how many"
    keep(
        "affected",
        table,
        picture,
        name="people",
        title=title,
        unit=topic.people,
        draw=draw,
        dataset=topic.dataset,
        province=topic.place,
    )


def _options(topic: Topic, records: Survey, draw: int) -> None:
    everybody = topic.concerned(records).total()
    figures = ["estimate", "se", "ci_low", "ci_high"]
    rows = [
        everybody.assign(option=f"reach {name}", assumption=f"{share:.0%} are reached", **share * everybody[figures])
        for name, share in REACHED.items()
    ]
    table = pd.concat(rows, ignore_index=True)
    table = table[["option", *everybody.columns, "assumption"]]
    picture = plots.intervals(table, "option", title="People reached, under assumptions", unit="people", ranked=False)
    assumed = {f"reached, {name}": 100 * share for name, share in REACHED.items()}
    keep(
        "options", table, picture, name="reach", title="People reached, under assumptions", unit=topic.people,
        assumptions=assumed, draw=draw, dataset=topic.dataset, province=topic.place,
    )  # fmt: skip


def _risk(topic: Topic, records: Survey, draw: int) -> None:
    own = topic.rate(records, None)
    rows = [_second(topic, draw)]
    rows.append(own.assign(source="this survey", whom_it_counts=topic.of or "employees", unit=topic.unit))
    if topic.counted:  # last: the frame sets the first figure against the last, and they must be of one kind
        people = topic.counted(records).total()
        rows.append(people.assign(source="this survey, people", whom_it_counts=topic.of, unit="persons"))
    table = pd.concat(rows, ignore_index=True)
    first = ["source", "unit", "whom_it_counts"]
    table = table[[*first, *(name for name in table if name not in first)]]
    keep(
        "risk",
        table,
        name="second",
        title=f"A second source: {topic.title.lower()}",
        draw=draw,
        dataset=topic.dataset,
        province=topic.place,
    )


def _second(topic: Topic, draw: int) -> pd.DataFrame:
    """Return one row of another source: a published figure, the register, or the survey of 2012."""
    if topic.published:
        known = labkit.load("published")
        row = known.loc[known["id"] == topic.published, ["population", "unit", "value", "year"]]
        renamed = row.rename(columns={"population": "whom_it_counts", "value": "estimate"})
        renamed["whom_it_counts"] += ", chosen by one organisation" if topic.dataset else ", whole country"
        return renamed.assign(source=f"published {row['year'].item()}", kind="published").drop(columns="year")
    if topic.unit != "percent":
        register = labkit.load("injuries", draw=draw or None)
        rate = safety.register_rate(register[register["year"] == REGISTER_YEAR])
        return rate.assign(source="register", whom_it_counts="insured workers", unit="per 100,000 insured workers")
    older = labkit.load("lfs2012", draw=draw or None)
    assert isinstance(older, Survey)
    return topic.rate(older, None).assign(source="survey of 2012", whom_it_counts=topic.of, unit=topic.unit)


_KEEP: Mapping[str, Callable[[Topic, Survey, int], None]] = MappingProxyType(
    {"problem": _problem, "affected": _affected, "options": _options, "risk": _risk}
)

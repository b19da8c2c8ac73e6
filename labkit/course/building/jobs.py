"""What is to be built: which lessons, with which parameters; all of it is checked before the first kernel starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from labkit.course.building.making import Job
from labkit.course.lessons.adapting import adapted
from labkit.course.lessons.own_survey import is_mapping, is_own_survey, names_in_text, open_own_survey, portable
from labkit.course.lessons.parameters import defaults, overrides
from labkit.course.lessons.places import checked_place, provinces_of
from labkit.course.lessons.reading import Lesson
from labkit.course.support.paths import Course
from labkit.errors import CourseError, OptionError


def wanted_jobs(lessons: Sequence[Lesson], given: Mapping[str, str], course: Course, *, everywhere: bool) -> list[Job]:
    """Return what to build."""
    return _jobs_by_province(lessons, given, course) if everywhere else _jobs(lessons, given, course)


def with_portable_paths(given: dict[str, str], course: Course, out: Path) -> dict[str, str]:
    """Return the parameters with the files of a survey named as the lessons can find them."""
    if not is_own_survey(given.get("dataset")):
        alone = [name for name in ("schema", "country", "source") if given.get(name)]
        if alone:
            raise CourseError(
                f"The option --{alone[0]} is for a survey file of your own.",
                where="labkit build",
                got=f"--dataset {given['dataset']}" if "dataset" in given else "no --dataset",
                expected="--dataset FILE.dta (or .sav, .csv, .parquet)",
            )
        return given
    files = {"dataset", "schema"} if is_mapping(given.get("schema", "")) else {"dataset"}
    return {name: portable(text, course.root, out) if name in files else text for name, text in given.items()}


def _jobs(lessons: Sequence[Lesson], given: Mapping[str, str], course: Course) -> list[Job]:
    """Return what to build; every parameter is checked before the first kernel starts."""
    return [_job(lesson, _changed(lesson, given, course), course) for lesson in lessons]


def _jobs_by_province(lessons: Sequence[Lesson], given: Mapping[str, str], course: Course) -> list[Job]:
    """Return what to build for every province of the data; a lesson without provinces is built once."""
    if "province" in given:
        raise OptionError(
            "One province, or all of them?",
            where="labkit build",
            got=f"--all-provinces and the province {given['province']!r}",
            hint="Leave one of the two out.",
        )
    jobs = []
    for lesson in lessons:
        values = {**defaults(lesson), **overrides(lesson, given)}
        places = provinces_of(*_files(values, course)) if "province" in values else ()
        if not places and "province" in values:
            raise OptionError("The data have no provinces.", where="labkit build --all-provinces")
        jobs += [job for place in places for job in _jobs([lesson], {**given, "province": place}, course)]
        jobs += [] if places else _jobs([lesson], given, course)
    return sorted(jobs, key=lambda job: job.variant)


def _changed(lesson: Lesson, given: Mapping[str, str], course: Course) -> dict[str, Any]:
    """Return the lesson's changed parameters, the province as the data spell it."""
    changed = overrides(lesson, given)
    if not {"province", "dataset"} & set(given):
        return changed
    values = {**defaults(lesson), **changed}
    dataset, schema = _files(values, course)
    place = checked_place(dataset, values.get("province"), schema)
    return overrides(lesson, {**given, "province": place}) if place and "province" in given else changed


def _job(lesson: Lesson, changed: Mapping[str, Any], course: Course) -> Job:
    """Return one lesson to build, adapted where it is to run on a survey that was brought."""
    values = {**defaults(lesson), **changed}
    dataset, schema = _files(values, course)
    if not is_own_survey(dataset):
        return Job(lesson, changed)
    survey = open_own_survey(dataset, schema, values.get("draw", 0))
    place, country, source = (str(values.get(name, "")) for name in ("province", "country", "source"))
    fitting, left_out = adapted(lesson, survey, names_in_text(dataset, place, country, source))
    return Job(fitting, changed, left_out)


def _files(values: Mapping[str, Any], course: Course) -> tuple[Any, str]:
    """Return data set and schema; files as they are found from here, for lessons name them from the course's folder."""
    dataset, schema = values.get("dataset"), str(values.get("schema", ""))
    if is_own_survey(dataset):
        dataset = str(course.root / str(dataset))
        schema = str(course.root / schema) if is_mapping(schema) else schema
    return dataset, schema

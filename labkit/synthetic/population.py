"""Everybody's answers, as a function of the enumeration area and the household's number."""

from __future__ import annotations

import numpy as np

from labkit.synthetic._uniform import Columns, IntArray
from labkit.synthetic.calibrated import in_year
from labkit.synthetic.employment.conditions import employee_answers, formal_job, unit_sector
from labkit.synthetic.employment.jobs import job_kinds
from labkit.synthetic.employment.pay import actual_hours, usual_hours
from labkit.synthetic.employment.pay_periods import pay_answers
from labkit.synthetic.employment.representation import minimum_wage_covered
from labkit.synthetic.employment.trades import industry_codes, occupation_codes
from labkit.synthetic.employment.units import STATUSES, institution_codes, status_codes, unit_answers
from labkit.synthetic.employment.work import has_job, search_answers, work_answers
from labkit.synthetic.frame import Frame
from labkit.synthetic.further import further_answers, spread
from labkit.synthetic.people.households import members
from labkit.synthetic.people.schooling import attends_school, education_level, schooling_chances

__all__ = ["answers", "household_ids"]


def household_ids(frame: Frame, areas: IntArray, numbers: IntArray) -> IntArray:
    """Return the households' identifiers: the area's number, then three digits."""
    ids: IntArray = frame.psu[areas] * 1000 + numbers
    return ids


def answers(frame: Frame, areas: IntArray, numbers: IntArray) -> Columns:
    """Return the answers of all members of some households.

    Parameters
    ----------
    frame
        The population's enumeration areas.
    areas
        Position in the frame of each household's area.
    numbers
        Number of each household within its area, from 1 to the area's number of households.

    Returns
    -------
    dict of numpy.ndarray
        Codes by person; -1 stands for "not asked" or "not answered". `household` is the position in `areas`.
        Beside the survey's answers: `kind` (of job), `sector` (of the unit) and `formal` (job).
    """
    with in_year(frame.year):
        return _answers(frame, areas, numbers)


def _answers(frame: Frame, areas: IntArray, numbers: IntArray) -> Columns:
    ids = household_ids(frame, areas, numbers)
    people = members(ids, frame.urban[areas], frame.character["factory"][areas])
    people["area"] = areas[people["household"]]
    people["province"] = frame.province[people["area"]]
    people["urban"] = frame.urban[people["area"]]
    for name, effect in frame.character.items():
        people[f"area_{name}"] = effect[people["area"]]
    chances = schooling_chances(people, ids)
    people["education"] = education_level(people, chances)
    people["attending"] = attends_school(people, chances)
    people["employed"] = has_job(people, ids)
    people |= work_answers(people) | search_answers(people)
    _add_jobs(people, len(ids))
    return people | further_answers(people, ids)


def _add_jobs(people: Columns, households: int) -> None:
    persons = len(people["key"])
    people["kind"], people["owner"] = job_kinds(people, households)
    rows = np.flatnonzero(people["employed"])
    worker: Columns = {"status": status_codes(people["kind"][rows])}
    worker["institution"], worker["own_use"] = institution_codes(people, rows)
    worker |= unit_answers(people, rows)
    worker["industry"] = industry_codes(people, rows)
    worker["occupation"] = occupation_codes(people, rows, worker["industry"])
    worker["usual_hours"] = usual_hours(people, rows)
    people |= {name: spread(values, rows, persons) for name, values in worker.items()}
    people["actual_hours"] = spread(actual_hours(people, rows), rows, persons)
    # Whether employers declare their workers depends on the unit; so the unit comes first.
    people["sector"] = spread(unit_sector(worker), rows, persons)
    employees = np.flatnonzero(people["status"] == STATUSES.index("employee"))
    for function in (_covered, pay_answers, employee_answers):
        for name, values in function(people, employees).items():
            people[name] = spread(values, employees, persons)
    _add_formality(people, rows, persons)


def _covered(people: Columns, employees: IntArray) -> Columns:
    return {"minimum_wage_covered": minimum_wage_covered(people, employees)}


def _add_formality(people: Columns, rows: IntArray, persons: int) -> None:
    worker = {name: values[rows] for name, values in people.items()}
    sector = unit_sector(worker)
    people["sector"] = spread(sector, rows, persons)
    people["formal"] = spread(formal_job(worker, sector).astype(np.int64), rows, persons)

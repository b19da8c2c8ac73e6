"""What the classifications of units and jobs need of a survey."""

from __future__ import annotations

from labkit.labour.needs import Need

__all__ = ["EMPLOYEES", "JOB_17", "JOB_21", "UNIT_17", "UNIT_21"]

_UNIT = ("status", "institution", "registered", "social_security")
_LEAVE = ("paid_annual_leave", "paid_sick_leave")

UNIT_17 = Need("The production unit", (*_UNIT, "fixed_premises", "size"), ("production_unit",))
JOB_17 = Need("Whether the job is informal", (*UNIT_17.answers, *_LEAVE), ("job_formality",))
# The producer's own variables follow the 17th ICLS, so the 21st needs the answers.
UNIT_21 = Need("The production unit by the 21st ICLS", _UNIT)
JOB_21 = Need("Whether the job is informal by the 21st ICLS", (*_UNIT, *_LEAVE))
# Of employees, the unit does not matter.
EMPLOYEES = Need("Whether an employee's job is informal", ("status", "social_security"))

"""What can be found out from a survey's columns, and what is lacking for the rest."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from labkit.informality import needs as informality
from labkit.labour import needs as labour
from labkit.labour.needs import Need
from labkit.reading import contract
from labkit.survey import Survey

__all__ = ["abilities", "lacks"]

# What labkit derives from several columns; one of the needs is enough.
_DERIVED: Mapping[str, tuple[Need, ...]] = MappingProxyType(
    {
        "labour_force_status": (labour.STATUS,),
        "relaxed_unemployment": (labour.RELAXED,),
        "labour_market_attachment": (labour.ATTACHMENT,),
        "potential_labour_force": (labour.POTENTIAL, labour.ATTACHMENT),
        "discouraged": (labour.DISCOURAGED,),
        "underemployment": (labour.UNDEREMPLOYMENT,),
        "underemployed": (labour.UNDEREMPLOYMENT,),
        "usual_hours_all_jobs": (Need("Usual hours in all jobs", ("usual_hours",), ("usual_hours_all_jobs",)),),
        "production_unit": (informality.UNIT_17,),
        "job_formality": (informality.JOB_17,),
        "production_unit_icls21": (informality.UNIT_21,),
        "job_formality_icls21": (informality.JOB_21,),
        "hourly_pay": (Need("Pay per hour", ("monthly_pay", "usual_hours")),),
    }
)

_INDICATORS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Participation, employment and unemployment": ("labour_force_status",),
        "Unemployment, relaxed definition": ("relaxed_unemployment",),
        "Youth not in employment, education or training": ("labour_force_status", "attending"),
        "Time-related underemployment": ("labour_force_status", "underemployment"),
        "Potential labour force by kind": ("labour_market_attachment",),
        "Discouraged people": ("discouraged",),
        "Labour underutilization, LU1 to LU4": ("labour_force_status", "underemployment", "potential_labour_force"),
        "Status in employment and vulnerable employment": ("labour_force_status", "status"),
        "Working poverty": ("labour_force_status", "household_consumption"),
        "Informal sector, 17th ICLS": ("labour_force_status", "production_unit"),
        "Informal employment, 17th ICLS": ("labour_force_status", "job_formality"),
        "Informal sector, 21st ICLS": ("labour_force_status", "production_unit_icls21"),
        "Informal employment, 21st ICLS": ("labour_force_status", "job_formality_icls21"),
        "Pay gap between women and men": ("sex", "hourly_pay"),
        "Decomposition of the pay gap": ("sex", "hourly_pay", "age", "education", "industry", "occupation"),
        "Low pay and inequality of pay": ("hourly_pay",),
        "Minimum wage": ("basic_pay", "minimum_wage_covered"),
        "Social security of employees": ("status", "social_security"),
        "Health cover": ("health_cover",),
        "Injuries at work": ("labour_force_status", "injured"),
        "Days lost by injuries": ("injured", "days_lost"),
        "Migration between provinces": ("province", "province_5_years_ago"),
        "Trade union density": ("status", "union_member"),
        "Collective bargaining coverage": ("status", "collective_agreement"),
        "Results by province": ("province",),
        "Standard errors that know the sample design": ("stratum", "psu"),
    }
)


def lacks(survey: Survey | pd.DataFrame, *needs: str) -> list[str]:
    """Say in words what a survey lacks; an empty list if it has everything.

    Parameters
    ----------
    survey
        A Survey, or a frame in labkit's columns.
    *needs
        Names of columns, such as ``"monthly_pay"`` or ``"province"``; or of what labkit finds out from several
        columns: ``"labour_force_status"``, ``"relaxed_unemployment"``, ``"labour_market_attachment"``,
        ``"potential_labour_force"``, ``"discouraged"``, ``"underemployment"``, ``"production_unit"``,
        ``"job_formality"``, ``"production_unit_icls21"``, ``"job_formality_icls21"`` and ``"hourly_pay"``.

    Returns
    -------
    list of str
        One sentence for each need that is not met, in the order of the needs. A column in which nobody has an answer
        counts as lacking.

    Examples
    --------
    >>> import labkit as lk
    >>> lacks(lk.load("lfs"), "labour_force_status", "job_formality", "monthly_pay")
    []
    >>> frame = pd.DataFrame({"age": [40, 35], "labour_force_status": ["employed", "unemployed"]})
    >>> for sentence in lacks(frame, "labour_force_status", "hourly_pay", "province"):
    ...     print(sentence)
    Pay per hour cannot be told: there is no column 'monthly_pay' or 'usual_hours'.
    There is no column 'province' (Province).
    """
    frame = survey.frame if isinstance(survey, Survey) else survey
    present = {str(name) for name in frame.columns if not _is_empty(frame, str(name))}
    return [sentence for need in needs if (sentence := _sentence(frame, need, present))]


def abilities(survey: Survey | pd.DataFrame) -> pd.DataFrame:
    """List the indicators of the course and whether a survey's columns allow them.

    Parameters
    ----------
    survey
        A Survey, or a frame in labkit's columns.

    Returns
    -------
    pandas.DataFrame
        One row per indicator: ``indicator``, ``possible`` (True or False), ``lacking`` (in words; empty if possible).

    Examples
    --------
    >>> frame = pd.DataFrame({"age": [40, 35], "labour_force_status": ["employed", "unemployed"]})
    >>> abilities(frame).set_index("indicator")["possible"].head(2)
    indicator
    Participation, employment and unemployment     True
    Unemployment, relaxed definition              False
    Name: possible, dtype: bool
    """
    found = {name: lacks(survey, *needs) for name, needs in _INDICATORS.items()}
    rows = [(name, not sentences, " ".join(sentences)) for name, sentences in found.items()]
    return pd.DataFrame(rows, columns=["indicator", "possible", "lacking"])


def _sentence(frame: pd.DataFrame, need: str, present: set[str]) -> str:
    if need in _DERIVED:
        sentences = [one.lacking(present) for one in _DERIVED[need]]
        return sentences[0] if all(sentences) else ""
    if need in present:
        return ""
    label = contract.label(need) if need in contract.columns() else ""
    if need in frame:
        return f"Nobody has an answer in column {need!r}{f' ({label})' if label else ''}."
    return f"There is no column {need!r}{f' ({label})' if label else ''}."


def _is_empty(frame: pd.DataFrame, name: str) -> bool:
    values = frame[name]
    return bool(values.isna().all()) if len(frame) and isinstance(values, pd.Series) else False

"""Industry (ISIC Rev.4 section) and occupation (ISCO-08 major group) of a job."""

from __future__ import annotations

import numpy as np

from labkit.synthetic._uniform import Columns, FloatArray, IntArray, pick
from labkit.synthetic.employment.jobs import JOB, JOBS

__all__ = ["INDUSTRIES", "OCCUPATIONS", "industry_codes", "occupation_codes"]

INDUSTRIES = (
    "A agriculture",
    "B mining",
    "C manufacturing",
    "D electricity",
    "E water supply",
    "F construction",
    "G trade",
    "H transport",
    "I accommodation and food",
    "J information and communication",
    "K finance",
    "L real estate",
    "M professional services",
    "N support services",
    "O public administration",
    "P education",
    "Q health",
    "R arts and recreation",
    "S other services",
    "T domestic work",
    "U international organisations",
)
OCCUPATIONS = (
    "0 armed forces",
    "1 managers",
    "2 professionals",
    "3 technicians",
    "4 clerks",
    "5 service and sales workers",
    "6 skilled agricultural workers",
    "7 craft workers",
    "8 machine operators",
    "9 elementary workers",
)

_LETTERS = "".join(name[0] for name in INDUSTRIES)
_INDUSTRY_OF_JOB: dict[str, dict[str, float]] = {
    "government": {"O": 0.62, "P": 0.26, "Q": 0.12},
    "state enterprise": {"D": 0.3, "E": 0.15, "H": 0.25, "J": 0.1, "K": 0.1, "C": 0.1},
    "organisation": {"S": 0.35, "Q": 0.25, "P": 0.25, "M": 0.1, "U": 0.05},
    "factory": {"C": 1.0},
    "workshop": {"C": 0.96, "B": 0.04},
    "construction": {"F": 1.0},
    "farm labour": {"A": 1.0},
    "trade and services": {"G": 0.38, "H": 0.14, "I": 0.26, "N": 0.08, "R": 0.04, "S": 0.10},
    "modern services": {
        "K": 0.30, "J": 0.10, "L": 0.06, "M": 0.10, "N": 0.10, "P": 0.18, "Q": 0.08, "H": 0.08,
    },
    "domestic": {"T": 1.0},
    "farmer": {"A": 1.0},
    "trader": {"G": 0.58, "H": 0.17, "I": 0.16, "S": 0.07, "R": 0.02},
    "artisan": {"C": 0.74, "F": 0.21, "B": 0.02, "E": 0.03},
    "employer": {
        "A": 0.15, "C": 0.16, "F": 0.18, "G": 0.25, "I": 0.13, "H": 0.06, "S": 0.05, "N": 0.02,
    },
    "family worker": {},
    "cooperative": {"A": 0.8, "G": 0.2},
    "unclassified": {"A": 0.3, "G": 0.3, "F": 0.2, "S": 0.2},
}  # fmt: skip

# By level of education: weight of an industry; and the factor for women in the public service (elsewhere its root).
_SCHOOLED = {"P": ((0.05, 0.10, 0.45, 1.5, 2.2), 7.5), "Q": ((0.05, 0.15, 0.6, 1.5, 1.9), 7.0)}

# Profiles of occupation; which one applies depends on the kind of job and on the industry.
_OCCUPATION: dict[str, dict[int, float]] = {
    "administration, men": {0: 0.30, 1: 0.13, 2: 0.12, 3: 0.20, 4: 0.14, 5: 0.07, 9: 0.04},
    "administration, women": {0: 0.03, 1: 0.09, 2: 0.20, 3: 0.30, 4: 0.28, 5: 0.04, 9: 0.06},
    "school": {1: 0.04, 2: 0.87, 3: 0.02, 4: 0.03, 5: 0.01, 9: 0.03},
    "health": {2: 0.32, 3: 0.42, 4: 0.10, 5: 0.10, 9: 0.06},
    "factory": {3: 0.04, 4: 0.04, 7: 0.22, 8: 0.58, 9: 0.12},
    "workshop": {7: 0.55, 8: 0.20, 9: 0.25},
    "building": {3: 0.02, 7: 0.60, 8: 0.03, 9: 0.35},
    "farm labour": {6: 0.15, 8: 0.03, 9: 0.82},
    "shop": {3: 0.03, 4: 0.07, 5: 0.65, 7: 0.08, 9: 0.17},
    "transport": {4: 0.05, 8: 0.80, 9: 0.15},
    "office": {1: 0.08, 2: 0.30, 3: 0.25, 4: 0.22, 5: 0.10, 9: 0.05},
    "domestic": {5: 0.25, 9: 0.75},
    "farmer": {6: 0.96, 9: 0.04},
    "craft": {7: 0.92, 9: 0.08},
    "family in shop": {5: 0.75, 9: 0.25},
    "head of business": {1: 0.45, 5: 0.25, 6: 0.10, 7: 0.20},
}
_PROFILES = tuple(_OCCUPATION)


def _profile(name: str) -> int:
    return _PROFILES.index(name)


def _industry_table() -> FloatArray:
    return np.array([[_INDUSTRY_OF_JOB[job].get(letter, 0.0) for letter in _LETTERS] for job in JOBS])


def industry_codes(people: Columns, rows: IntArray) -> IntArray:
    """Return the industry (code in `INDUSTRIES`) of the workers `rows`; family workers share the owner's."""
    owner = people["owner"][rows]
    kind, education, woman = (people[name][owner] for name in ("kind", "education", "female"))
    weights = _industry_table()[kind]
    # Schools and hospitals take people with schooling; in the public service women are there, men in the offices.
    for letter, (schooled, factor) in _SCHOOLED.items():
        column = _LETTERS.index(letter)
        by_sex = np.where(woman, np.where(kind == JOB.government, factor, np.sqrt(factor)), 1.0)
        weights[:, column] *= np.array(schooled)[education] * by_sex
    return pick("industry", people["key"][owner], weights)


def occupation_codes(people: Columns, rows: IntArray, industry: IntArray) -> IntArray:
    """Return the occupation (code in `OCCUPATIONS`) of the workers `rows`."""
    chances = np.array([[_OCCUPATION[p].get(o, 0.0) for o in range(len(OCCUPATIONS))] for p in _PROFILES])
    profile = _profiles(people["kind"][rows], _letters(industry), people["female"][rows])
    weights = chances[profile]
    # Teachers, doctors, nurses and other professionals have finished upper secondary school; older ones at least lower.
    level = people["education"][rows]
    trained = (level >= 3) | ((level == 2) & (people["age"][rows] >= 45))
    weights[:, 2] *= np.where(trained, 1.0, 0.02)
    weights[:, 3] *= np.where(level >= 2, 1.0, 0.25)
    return pick("occupation", people["key"][rows], weights)


def _letters(industry: IntArray) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    return np.array(list(_LETTERS))[industry]


def _profiles(
    kind: IntArray,
    letter: np.ndarray[tuple[int], np.dtype[np.str_]],
    female: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> IntArray:
    """Return the profile of occupations; later rules override earlier ones."""
    profile = np.full(len(kind), _profile("office"))
    office = np.isin(kind, (JOB.government, JOB.state_enterprise, JOB.organisation, JOB.modern_services))
    by_letter = {"A": "farmer", "B": "craft", "C": "craft", "F": "craft", "H": "transport"}
    for code in np.unique(letter[~office]):
        profile[~office & (letter == code)] = _profile(by_letter.get(str(code), "shop"))
    administration = np.where(female, _profile("administration, women"), _profile("administration, men"))
    profile = np.where((kind == JOB.government) & (letter == "O"), administration, profile)
    profile[office & (letter == "P")] = _profile("school")
    profile[office & (letter == "Q")] = _profile("health")
    by_kind = {
        JOB.factory: "factory",
        JOB.workshop: "workshop",
        JOB.construction: "building",
        JOB.farm_labour: "farm labour",
        JOB.domestic: "domestic",
        JOB.employer: "head of business",
    }
    for code, name in by_kind.items():
        profile[kind == code] = _profile(name)
    profile[(kind == JOB.family_worker) & ~np.isin(letter, list("ABCF"))] = _profile("family in shop")
    return profile

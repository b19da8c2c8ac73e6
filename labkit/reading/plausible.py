"""What is possible in each record, and yet cannot be true of a survey as a whole.

Each finding names its evidence. Nothing here is an error: a special survey may well have women only, or one province.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from pandas.api import types

from labkit.reading import contract
from labkit.reading.problems import Problem, warning

__all__ = ["implausible", "sizes"]

FEWEST = 100  # records; below, chance explains much
MOST_PEOPLE = 1.5e9  # in one country
FARTHEST = 50  # times the median: pay beyond is in another currency or for another period
SHARE_AFAR = 0.02
WHIPPLE = 175  # the United Nations call ages "very rough" from here on
FEWEST_PSUS = 30
ALIKE = 1.3  # times the variance of weights within PSUs: so much, and no more, differ PSUs by chance
DISPERSION = 2.0  # times the variance by chance
# The youngest at which a level of school is completed, two years below the usual age.
YOUNGEST = {"primary": 9, "lower secondary": 12, "upper secondary": 15, "higher": 18}
OF_EMPLOYEES = ("social_security", "paid_annual_leave", "paid_sick_leave", "contract", "monthly_pay")
SURE_TO_DIFFER = (
    "sex", "age", "area", "province", "relation", "education", "attending", "status", "industry", "occupation",
    "usual_hours", "actual_hours", "monthly_pay", "worked_hour", "looked_for_work", "labour_force_status",
)  # fmt: skip


def implausible(frame: pd.DataFrame, design: Mapping[str, pd.Series[Any]]) -> Iterator[Problem]:
    """Yield a warning for each sign that a survey is damaged, or not what its columns say."""
    if len(frame) < FEWEST:
        return
    yield from _weights(frame, design)
    yield from _weights_of_psus(design)
    yield from _same_for_all(frame)
    yield from _sexes(frame, design)
    yield from _schooling(frame)
    yield from _pay(frame)
    yield from _don_t_know_codes(frame)
    yield from _ages_and_hours(frame)
    yield from _jobs(frame)
    yield from _sample(frame, design)
    yield from _provinces(frame)
    yield from _twice(frame)


def _weights(frame: pd.DataFrame, design: Mapping[str, pd.Series[Any]]) -> Iterator[Problem]:
    weight = design.get("weight")
    if weight is None or not types.is_numeric_dtype(weight):
        return
    people, records = float(weight.sum()), int((weight > 0).sum())
    todo = "Rates are right all the same; totals are not numbers of people. Ask the producer for the full weights."
    if people < records * 0.999:
        what = f"The weights add up to {people:,.4g} people, fewer than the {records:,} records."
        yield warning(str(weight.name), [], f"{what} They are scaled, or count thousands.", todo)
    elif abs(people / max(records, 1) - 1) < 1e-3 and weight.nunique() > 1:
        what = f"The weights add up to {people:,.0f}, the number of records: they are scaled to a mean of 1."
        yield warning(str(weight.name), [], what, todo)
    elif people > MOST_PEOPLE:
        what = f"The weights add up to {people:,.4g} people, more than any country has."
        yield warning(str(weight.name), [], what, "Look for a decimal sign that was lost, or records that are doubled.")
    far = weight > 100 * weight[weight > 0].median()
    if far.any():
        what = f"Weights up to {weight.max():,.0f}, more than 100 times the middle one, {weight.median():,.0f}."
        yield warning(str(weight.name), far, what, "A few records decide every figure: ask the producer.")


def _weights_of_psus(design: Mapping[str, pd.Series[Any]]) -> Iterator[Problem]:
    if "weight" not in design or "psu" not in design or not types.is_numeric_dtype(design["weight"]):
        return
    weight, places = design["weight"], [design[role] for role in ("stratum", "psu") if role in design]
    of_psu = weight.groupby(places, observed=True)
    psus, mean = of_psu.ngroups, of_psu.transform("mean")
    if psus < FEWEST_PSUS or len(weight) < 2 * psus:
        return
    within = ((weight - mean) ** 2).sum() / (len(weight) - psus)
    between = ((mean - weight.mean()) ** 2).sum() / (psus - 1)
    if 0 < between < ALIKE * within:
        what = f"Weights differ between the {psus:,} PSUs no more than chance would make them differ."
        todo = "People of one village have weights alike, as a rule: these may have been sorted or merged wrongly."
        yield warning(str(weight.name), [], what, todo)


def sizes(frame: pd.DataFrame, roles: Mapping[str, str]) -> str:
    """Return the figures by which a survey as a whole is known: what multiplies or halves all of it shows in no record.

    Empty if there are no weights.
    """
    name = roles.get("weight")
    if name not in frame or len(frame) < FEWEST or not types.is_numeric_dtype(frame[name]):
        return ""
    weight = frame[name]
    told = [f"the weights add up to {weight.sum():,.0f} people"]
    if "monthly_pay" in frame and types.is_numeric_dtype(frame["monthly_pay"]):
        pay = frame["monthly_pay"][frame["monthly_pay"] > 0]
        if len(pay) >= FEWEST:
            told.append(f"half of the {len(pay):,} people with pay have less than {pay.median():,.0f} a month")
    return f"Compare with the report of the survey: {'; '.join(told)}."


def _same_for_all(frame: pd.DataFrame) -> Iterator[Problem]:
    for name in SURE_TO_DIFFER:
        if name not in frame:
            continue
        values = frame[name].dropna()
        if len(values) == 0:
            what = "There is not one answer."
        elif len(values) >= FEWEST and values.nunique() == 1:
            one = values.iloc[0]
            what = f"All {len(values):,} answers are {f'{one:g}' if isinstance(one, float) else one}."
        else:
            continue
        yield warning(name, [], what, "Compare with the questionnaire: the column may be another one, or its codes.")


def _sexes(frame: pd.DataFrame, design: Mapping[str, pd.Series[Any]]) -> Iterator[Problem]:
    for name in ("sex", "age"):
        if name not in frame:
            yield warning(name, [], f"There is no column {name!r}.", "Nothing can be told apart by it. Look for it.")
    if "sex" not in frame or frame["sex"].nunique() < 2:
        return
    men = frame["sex"].eq("male")
    share = float(men[frame["sex"].notna()].mean())
    if not 0.35 < share < 0.65:
        yield warning("sex", [], f"{100 * share:.0f} percent of the records are men.", "Check the codes of sex.")
    if "relation" not in frame:
        return
    yield from _couples(frame, men)
    heads = frame["relation"].eq("head") & frame["sex"].notna()
    if "psu" not in design or not heads.any():
        return
    by_psu = men[heads].groupby(design["psu"][heads], observed=True).agg(["sum", "size"])
    by_psu = by_psu[by_psu["size"] >= 4]
    overall = float(by_psu["sum"].sum() / max(by_psu["size"].sum(), 1))
    if len(by_psu) < 20 or not 0 < overall < 1:
        return
    expected = by_psu["size"] * overall
    ratio = float((((by_psu["sum"] - expected) ** 2) / (expected * (1 - overall))).sum() / (len(by_psu) - 1))
    if ratio > DISPERSION:
        far = (by_psu["sum"] / by_psu["size"]).lt(0.5) != (overall < 0.5)
        what = (
            f"Men are {100 * overall:.0f} percent of the heads of household, but the PSUs differ {ratio:.1f} times as "
            f"much as by chance: in {int(far.sum())} of {len(far)} it is the other way round."
        )
        yield warning("sex", [], what, "The codes of sex may be exchanged in some PSUs: ask who entered them.")


def _couples(frame: pd.DataFrame, men: pd.Series[bool]) -> Iterator[Problem]:
    if "household_id" not in frame:
        return
    heads = frame["relation"].eq("head")
    head = men[heads].groupby(frame["household_id"][heads]).first()
    spouses = frame["relation"].eq("spouse") & frame["sex"].notna()
    partner = frame["household_id"][spouses].map(head)
    same = men[spouses].eq(partner) & partner.notna()
    if len(partner) >= FEWEST and same.mean() > 0.05:
        what = f"Head and spouse are of the same sex in {int(same.sum()):,} of {len(partner):,} couples."
        yield warning("sex", same.index[same], what, "Check the codes of sex and of the relationship.")


def _schooling(frame: pd.DataFrame) -> Iterator[Problem]:
    if not {"education", "age"} <= set(frame.columns) or not types.is_numeric_dtype(frame["age"]):
        return
    youngest = frame["education"].astype(object).map(YOUNGEST).astype(float)
    early = frame["age"] < youngest
    if early.any():
        first = frame.loc[early].iloc[0]
        what = f"Too young for their level of school: {int(early.sum()):,}, such as {first['age']:g} years old and "
        yield warning("education", early, f"{what}{first['education']!r}.", "Correct the level or the age.")


def _pay(frame: pd.DataFrame) -> Iterator[Problem]:
    if "monthly_pay" not in frame or not types.is_numeric_dtype(frame["monthly_pay"]):
        return
    pay = frame["monthly_pay"][frame["monthly_pay"] > 0].astype(float)
    if len(pay) < FEWEST:
        return
    # The two halves around the widest gap tell more than the median, which may itself stand in the gap.
    logs = np.sort(np.log10(pay.to_numpy()))
    edge = int(np.ceil(SHARE_AFAR * len(logs)))
    gaps = np.diff(logs)[edge - 1 : len(logs) - edge]
    median = float(pay.median())
    far = (pay < median / FARTHEST) | (pay > median * FARTHEST)
    if far.mean() > SHARE_AFAR or (len(gaps) and gaps.max() > 1):
        place = int(gaps.argmax()) + edge - 1
        low, high = 10 ** logs[place], 10 ** logs[place + 1]
        middle = [10 ** float(np.median(half)) for half in (logs[: place + 1], logs[place + 1 :])]
        what = (
            f"Pay comes in two lots, {place + 1:,} up to {low:,.0f} and {len(logs) - place - 1:,} from {high:,.0f}: "
            f"medians {middle[0]:,.0f} and {middle[1]:,.0f}, {middle[1] / middle[0]:,.0f} times as much."
        )
        yield warning("monthly_pay", far, what, "Some of it may be in another currency, in thousands, or for a year.")


def _don_t_know_codes(frame: pd.DataFrame) -> Iterator[Problem]:
    for name in ("usual_hours", "actual_hours", "second_job_hours", "age"):
        if name not in frame or not types.is_numeric_dtype(frame[name]):
            continue
        values = frame[name].dropna()
        for number in (98, 99):
            rows = values.eq(number)
            if len(values) >= FEWEST and rows.mean() > 0.01 and values.nunique() > 1:
                what = f"{number} in {int(rows.sum()):,} of {len(values):,} answers: often the code of no answer."
                yield warning(name, rows.index[rows], what, f"If so, write missing = [{number}] in the mapping.")


def _ages_and_hours(frame: pd.DataFrame) -> Iterator[Problem]:
    if "age" in frame and types.is_numeric_dtype(frame["age"]):
        grown = frame["age"][frame["age"].between(23, 62)]
        heaped = 500 * float((grown % 5 == 0).mean()) if len(grown) >= FEWEST else 0.0
        if heaped > WHIPPLE and grown.nunique() > 1:
            what = (
                f"Ages that end in 0 or 5 are {heaped / 100:.1f} times as frequent as they should be (Whipple's index)."
            )
            yield warning("age", [], what, "Ages were guessed or rounded: groups such as 15 to 24 are uncertain.")
    for name in ("usual_hours", "actual_hours"):
        if name in frame and types.is_numeric_dtype(frame[name]):
            worked = frame[name][frame[name] > 0]
            if len(worked) >= FEWEST and worked.median() < 15 and worked.nunique() > 1:
                what = f"Half of those who work do so for {worked.median():g} hours a week or less."
                yield warning(name, [], what, "The column may hold hours a day, or another unit.")


def _jobs(frame: pd.DataFrame) -> Iterator[Problem]:
    employed = _employed(frame)
    if "status" in frame and employed is not None and employed.sum() >= FEWEST:
        without, idle = employed & frame["status"].isna(), ~employed & frame["status"].notna()
        if without.sum() > 0.1 * employed.sum():
            what = f"No status in employment for {int(without.sum()):,} of {int(employed.sum()):,} people with a job."
            yield warning("status", without, what, "Check which records the column belongs to.")
        if idle.sum() > 0.1 * employed.sum():
            what = f"A status in employment for {int(idle.sum()):,} people without a job."
            yield warning("status", idle, what, "Check which records the column belongs to.")
    if "status" in frame:
        employee = frame["status"].eq("employee")
        asked = [name for name in OF_EMPLOYEES if name in frame]
        for name in asked:
            answered = frame[name].notna() & frame["status"].notna()
            others = answered & ~employee
            lacking = employee & ~answered
            if (
                answered.sum() >= FEWEST
                and others.sum() > 0.2 * answered.sum()
                and lacking.sum() > 0.2 * employee.sum()
            ):
                what = (
                    f"{int(others.sum()):,} of {int(answered.sum()):,} answers to {name!r} are of people who are no "
                    f"employees, and {int(lacking.sum()):,} of {int(employee.sum()):,} employees have none."
                )
                yield warning("status", others, what, "Status and the questions to employees do not belong together.")
                return


def _employed(frame: pd.DataFrame) -> pd.Series[bool] | None:
    if "labour_force_status" in frame:
        return frame["labour_force_status"].eq("employed")
    if "worked_hour" in frame:
        found = frame["worked_hour"].eq("yes")
        return found | frame["temporarily_absent"].eq("yes") if "temporarily_absent" in frame else found
    return None


def _sample(frame: pd.DataFrame, design: Mapping[str, pd.Series[Any]]) -> Iterator[Problem]:
    stratum, psu = design.get("stratum"), design.get("psu")
    if stratum is not None and stratum.nunique() == 1:
        what = f"All records are in one stratum, {stratum.dropna().iloc[0]}."
        yield warning(
            str(stratum.name), [], what, "Compare with the report of the survey: it tells how many there are."
        )
    if psu is None:
        return
    psus = psu.nunique() if stratum is None else pd.DataFrame({"s": stratum, "p": psu}).drop_duplicates().shape[0]
    todo = "Use the column of the enumeration areas or villages: otherwise standard errors are too small."
    if psus == len(frame):
        yield warning(str(psu.name), [], f"Each of the {psus:,} records is a PSU of its own.", todo)
    elif "household_id" in frame and psus >= 0.9 * frame["household_id"].nunique() > 20:
        what = f"{psus:,} PSUs for {frame['household_id'].nunique():,} households: each household is a PSU of its own."
        yield warning(str(psu.name), [], what, todo)


def _provinces(frame: pd.DataFrame) -> Iterator[Problem]:
    if "province" not in frame:
        return
    found = {str(name) for name in frame["province"].dropna().unique()}
    if isinstance(frame["province"].dtype, pd.CategoricalDtype):
        known = {str(name) for name in frame["province"].cat.categories}
    else:
        known = set(contract.provinces())
    gone = sorted(known - found)
    if gone and len(found & known) > len(known) / 2:
        what = f"No records from {', '.join(gone)}, and some from {len(found & known)} other provinces."
        yield warning("province", [], what, "Right for a part of a survey. Otherwise ask where they are.")


def _twice(frame: pd.DataFrame) -> Iterator[Problem]:
    names = [name for name in frame.columns if name not in ("person_id", "household_id")]
    answers = frame[names]
    if len(names) < 8:
        return
    twice = answers.duplicated(keep="first") & answers.notna().sum(axis=1).gt(6)
    if twice.mean() > 0.05:
        what = (
            f"{int(twice.sum()):,} of {len(frame):,} records are the same as another one in all {len(names)} columns."
        )
        yield warning("", twice, what, "Records may have been added twice.")

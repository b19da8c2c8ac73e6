"""Make a bundled survey: python datasets/lfs/make.py [lfs or lfs2012] [--card or --keep-truth]

Writes into the survey's folder the records (sample 0), truth.json (the population's own rates) and, in card.toml, the
checksum, the size and the calibration table. Takes a minute or two; running it again gives the same content.
With --card, records and truth stay as they are, and only the card is renewed from them. With --keep-truth, the truth
stays: for changes of the sample or of its weights, which the population does not know of.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from labkit.data import load
from labkit.data.files import checksum
from labkit.informality import job_formality
from labkit.labour import labour_force_status
from labkit.survey import Survey
from labkit.synthetic.provinces import PROVINCES
from labkit.synthetic.sample import draw, draw_2012
from labkit.synthetic.truths.truth import population_truth

DATASETS = Path(__file__).resolve().parents[1]
MARKER = "# --------------------------------------------------------------- written by make.py\n"

# indicator in truth.json, group, and the published figure (its id in datasets/published)
TARGETS = [
    ("employment_ratio", "total", "lfs2019-employment-ratio-total"),
    ("employment_ratio", "male", "lfs2019-employment-ratio-male"),
    ("employment_ratio", "female", "lfs2019-employment-ratio-female"),
    ("unemployment_rate", "total", "lfs2019-unemployment"),
    ("neet_rate", "total", "neet-2019"),
    ("informal_employment_rate", "total", "lfs2019-informal-total"),
    ("informal_employment_rate", "male", "lfs2019-informal-male"),
    ("informal_employment_rate", "female", "lfs2019-informal-female"),
    ("public_sector_share", "total", "public-share-2019-total"),
    ("public_sector_share", "male", "public-share-2019-male"),
    ("public_sector_share", "female", "public-share-2019-female"),
    ("agriculture_share", "total", "sector-agriculture-2019"),
    ("industry_share", "total", "sector-industry-2019"),
    ("services_share", "total", "sector-services-2019"),
    ("family_worker_share", "total", "family-workers-2019"),
    ("self_employed_share", "total", "self-employed-2019"),
    ("women_among_employees", "total", "women-employees-2019-total"),
    ("women_among_employees", "urban", "women-employees-2019-urban"),
    ("women_among_employees", "rural", "women-employees-2019-rural"),
    ("raw_pay_gap", "total", "pay-gap-2019"),
    ("raw_pay_gap", "urban", "pay-gap-2019-urban"),
    ("raw_pay_gap", "rural", "pay-gap-2019-rural"),
    ("pay_relative_to_all", "male", "earnings-2019-male"),
    ("pay_relative_to_all", "female", "earnings-2019-female"),
    ("pay_relative_to_all", "urban", "earnings-2019-urban-total"),
    ("pay_relative_to_all", "urban male", "earnings-2019-urban-male"),
    ("pay_relative_to_all", "urban female", "earnings-2019-urban-female"),
    ("pay_relative_to_all", "rural", "earnings-2019-rural-total"),
    ("pay_relative_to_all", "rural male", "earnings-2019-rural-male"),
    ("pay_relative_to_all", "rural female", "earnings-2019-rural-female"),
    ("labour_force_rate", "total", "lfs2019-lfpr"),
    ("labour_force_rate_13th_icls", "total", "lfpr-modelled-2019-total"),
    ("labour_force_rate_13th_icls", "male", "lfpr-modelled-2019-male"),
    ("labour_force_rate_13th_icls", "female", "lfpr-modelled-2019-female"),
    ("nssf_members_in_millions", "total", "nssf-members-2019"),
    ("population_in_millions", "15+", "census-population15-2019"),
    ("households_in_millions", "total", "census2019-households"),
    ("population_share", "urban", "census2019-share-urban"),
    ("population_share", "0-14", "census2019-share-0-14"),
    ("population_share", "15-59", "census2019-share-15-59"),
    ("population_share", "60+", "census2019-share-60+"),
    ("population", "total", "census2019-total"),
    ("population", "male", "census2019-male"),
    ("population", "female", "census2019-female"),
    *(("population", p.name, f"census2019-{p.name.lower().replace(' ', '-')}") for p in PROVINCES),
]


TARGETS_2012 = [
    ("labour_force_rate", "total", "lfs2012-lfpr"),
    ("unemployment_rate", "total", "lfs2012-unemployment-total"),
    ("unemployment_rate", "male", "lfs2012-unemployment-male"),
    ("unemployment_rate", "female", "lfs2012-unemployment-female"),
    ("relaxed_unemployment_rate", "total", "lfs2012-unemployment-relaxed"),
    ("youth_unemployment_rate", "total", "lfs2012-youth-unemployment-total"),
    ("youth_unemployment_rate", "female", "lfs2012-youth-unemployment-female"),
    ("neet_rate", "total", "neet-2012-total"),
    ("neet_rate", "male", "neet-2012-male"),
    ("neet_rate", "female", "neet-2012-female"),
    ("informal_employment_rate", "total", "lfs2012-informal-total"),
    ("informal_employment_rate", "male", "lfs2012-informal-male"),
    ("informal_employment_rate", "female", "lfs2012-informal-female"),
    ("informal_employment_rate_agriculture", "total", "lfs2012-informal-agriculture-total"),
    ("informal_employment_rate_agriculture", "male", "lfs2012-informal-agriculture-male"),
    ("informal_employment_rate_agriculture", "female", "lfs2012-informal-agriculture-female"),
    ("informal_employment_rate_nonagriculture", "total", "lfs2012-informal-nonagriculture-total"),
    ("informal_employment_rate_nonagriculture", "male", "lfs2012-informal-nonagriculture-male"),
    ("informal_employment_rate_nonagriculture", "female", "lfs2012-informal-nonagriculture-female"),
    ("family_worker_share", "total", "family-workers-2012"),
    ("self_employed_share", "total", "self-employed-2012"),
    ("occupation_skilled_agriculture", "total", "lfs2012-occupation-skilled-agriculture"),
    ("occupation_services_and_sales", "total", "lfs2012-occupation-services-and-sales"),
    ("occupation_elementary", "total", "lfs2012-occupation-elementary"),
    ("occupation_machine_operators", "total", "lfs2012-occupation-machine-operators"),
    ("occupation_craft", "total", "lfs2012-occupation-craft"),
    ("mean_pay_in_dollars", "total", "lfs2012-earnings"),
    ("population_in_millions", "total", "lfs2012-population"),
    ("population_in_millions", "15+", "lfs2012-population15"),
]


RIEL_PER_DOLLAR_2012 = 4_050  # the generator's own rate
AGES = {"0-14": (0, 14), "15-59": (15, 59), "60+": (60, 200), "15+": (15, 200)}

OCCUPATIONS = {
    "services_and_sales": "5",
    "skilled_agriculture": "6",
    "craft": "7",
    "machine_operators": "8",
    "elementary": "9",
}


def flags(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the part and the whole of every rate, one true-or-false column each."""
    status = labour_force_status(frame)
    job = status.eq("employed").fillna(value=False)
    letter = frame["industry"].astype("str").str[0]
    columns = {
        "adult": frame["age"] >= 15,
        "youth": frame["age"].between(15, 24),
        "job": job,
        "unemployed": status.eq("unemployed"),
        "labour_force": job | status.eq("unemployed"),
        "young_labour_force": (job | status.eq("unemployed")) & frame["age"].between(15, 24),
        "everybody": frame["psu"].notna(),
        "head": frame["relation"].eq("head"),
        "neet": ~job & ~frame["attending"].eq("yes"),
        "informal": job_formality(frame).eq("informal"),
        "public": frame["institution"].isin(["government", "state enterprise"]),
        "in_agriculture": letter.eq("A"),
        "in_industry": letter.isin(list("BCDEF")),
        "in_services": job & ~letter.isin(list("ABCDEF")),
        "family": frame["status"].eq("contributing family worker"),
        "employee": frame["status"].eq("employee"),
        "self_employed": job & ~frame["status"].eq("employee"),
        "woman": frame["sex"].eq("female"),
        "in_nonagriculture": job & ~letter.eq("A"),
    }
    if "own_use_work" in frame:
        columns["labour_force_13"] = columns["labour_force"] | frame["own_use_work"].eq("yes")
        columns["nssf"] = frame["nssf_member"].eq("yes")
    wants = frame["wants_work"].eq("yes") | frame["looked_for_work"].eq("yes")
    columns["relaxed"] = columns["unemployed"] | (frame["available"].eq("yes") & wants)
    columns["relaxed_labour_force"] = job | columns["relaxed"]
    columns |= {name: frame["occupation"].str[0].eq(digit) for name, digit in OCCUPATIONS.items()}
    return pd.DataFrame(columns).fillna(value=False).astype(bool)


def rate(part: str, whole: str) -> Callable[[Survey], tuple[float, float]]:
    def estimate(survey: Survey) -> tuple[float, float]:
        row = survey.filter(survey.frame[whole]).share(part).iloc[0]
        return float(row["estimate"]), float(row["se"])

    return estimate


def pay_gap(survey: Survey) -> tuple[float, None]:
    paid = survey.filter(survey.frame["monthly_pay"].notna())
    means = paid.mean("monthly_pay", by="sex").set_index("sex")["estimate"]
    return float(100 * (1 - means["female"] / means["male"])), None


def nssf_members(survey: Survey) -> tuple[float, float]:
    row = survey.total("nssf").iloc[0]
    return float(row["estimate"]) / 1e6, float(row["se"]) / 1e6


def count_in_millions(counted: str) -> Callable[[Survey], tuple[float, None]]:
    """Weights are made to add up to populations, so a standard error would say nothing."""

    def estimate(survey: Survey) -> tuple[float, None]:
        return float(survey.filter(survey.frame[counted]).total().iloc[0]["estimate"]) / 1e6, None

    return estimate


def people(survey: Survey) -> tuple[float, None]:
    return float(survey.total().iloc[0]["estimate"]), None


def mean_pay_in_dollars(survey: Survey) -> tuple[float, float]:
    row = survey.mean("monthly_pay").iloc[0]
    return float(row["estimate"]) / RIEL_PER_DOLLAR_2012, float(row["se"]) / RIEL_PER_DOLLAR_2012


ESTIMATES: dict[str, Callable[[Survey], tuple[float, float | None]]] = {
    "employment_ratio": rate("job", "adult"),
    "unemployment_rate": rate("unemployed", "labour_force"),
    "neet_rate": rate("neet", "youth"),
    "informal_employment_rate": rate("informal", "job"),
    "public_sector_share": rate("public", "job"),
    "agriculture_share": rate("in_agriculture", "job"),
    "industry_share": rate("in_industry", "job"),
    "services_share": rate("in_services", "job"),
    "family_worker_share": rate("family", "job"),
    "self_employed_share": rate("self_employed", "job"),
    "women_among_employees": rate("woman", "employee"),
    "raw_pay_gap": pay_gap,
    "labour_force_rate": rate("labour_force", "adult"),
    "labour_force_rate_13th_icls": rate("labour_force_13", "adult"),
    "nssf_members_in_millions": nssf_members,
    "relaxed_unemployment_rate": rate("relaxed", "relaxed_labour_force"),
    "informal_employment_rate_agriculture": rate("informal", "in_agriculture"),
    "informal_employment_rate_nonagriculture": rate("informal", "in_nonagriculture"),
    **{f"occupation_{name}": rate(name, "job") for name in OCCUPATIONS},
    "youth_unemployment_rate": rate("unemployed", "young_labour_force"),
    "mean_pay_in_dollars": mean_pay_in_dollars,
    "population": people,
    "population_in_millions": count_in_millions("everybody"),
    "households_in_millions": count_in_millions("head"),
}


def part_of(survey: Survey, group: str) -> Survey:
    """Return the domain that a group's name means: total, a sex, an area, both, a province, or ages."""
    frame, condition = survey.frame, pd.Series(True, index=survey.frame.index)
    for word in [group] if group in set(frame["province"]) else group.split():
        if word in AGES:
            condition &= frame["age"].between(*AGES[word])
        elif word != "total":
            column = next(name for name in ("sex", "area", "province") if word in set(frame[name]))
            condition &= frame[column].eq(word)
    return survey.filter(condition)


def estimated(survey: Survey, indicator: str, group: str) -> tuple[float, float | None]:
    part = part_of(survey, group)
    if indicator == "population_share":
        return 100 * people(part)[0] / people(survey)[0], None
    if indicator == "pay_relative_to_all":
        means = [float(one.mean("monthly_pay").iloc[0]["estimate"]) for one in (part, survey)]
        return 100 * means[0] / means[1], None
    return ESTIMATES[indicator](part)


def calibration(
    frame: pd.DataFrame, truth: dict[str, Any], targets: list[tuple[str, str, str]]
) -> list[dict[str, Any]]:
    survey = Survey(pd.concat([frame, flags(frame)], axis=1), weight="weight", stratum="stratum", psu="psu")
    published = load("published").set_index("id")["value"]
    rows = []
    for indicator, group, figure in targets:
        value, se = estimated(survey, indicator, group)
        figures = {
            "published": float(published[figure]),
            "population": true_value(truth, indicator, group),
            "file": value,
            "standard_error": se,
        }
        if indicator == "pay_relative_to_all":
            figures["published"] = round(100 * float(published[figure]) / float(published["earnings-2019-total"]), 3)
        known = {name: number for name, number in figures.items() if number is not None}
        rounded = {name: number if name == "published" else round(number, 2) for name, number in known.items()}
        rows.append({"indicator": indicator, "group": group, "source": figure} | rounded)
    return rows


def true_value(truth: dict[str, Any], indicator: str, group: str) -> float | None:
    """Return the population's own value, where the truth holds it."""
    if indicator == "raw_pay_gap":
        return float(truth["raw_pay_gap"][group])
    if indicator == "nssf_members_in_millions":
        return float(truth["nssf_members"][group])
    pay = truth["mean_monthly_pay"]
    if indicator == "pay_relative_to_all":
        return 100 * float(pay[group]) / float(pay["total"]) if group in pay else None
    if indicator == "mean_pay_in_dollars":
        return float(pay[group]) / RIEL_PER_DOLLAR_2012
    if indicator == "population" and group == "total":
        return float(truth["persons"])
    found = truth["rates"].get(indicator, {}).get(group)
    return None if found is None else float(found)


def toml_row(row: dict[str, Any]) -> str:
    return "[[calibration]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in row.items())


def replace_text(path: Path, text: str) -> None:
    aside = path.with_suffix(path.suffix + ".aside")
    aside.write_text(text, encoding="utf-8", newline="\n")
    os.replace(aside, path)


def card_text(card: Path, frame: pd.DataFrame, rows: list[dict[str, Any]], data_checksum: str) -> str:
    """Return the card with its machine-written part renewed."""
    size = {
        "rows": len(frame),
        "households": frame["household_id"].nunique(),
        "psus": frame["psu"].nunique(),
        "strata": frame["stratum"].nunique(),
    }
    made = "[size]\n" + "".join(f"{key} = {value}\n" for key, value in size.items()) + "\n"
    made += "\n".join(toml_row(row) for row in rows)
    text = card.read_text(encoding="utf-8")
    text = text[: text.index(MARKER)] + MARKER + made
    text = re.sub(r'(?m)^sha256 = ".*"$', f'sha256 = "{data_checksum}"', text)
    tomllib.loads(text)  # a card that cannot be read back is never written
    return text


def main(name: str, *, card_only: bool = False, keep_truth: bool = False) -> None:
    sample, year, targets = SURVEYS[name]
    folder = DATASETS / name
    card, data = folder / "card.toml", folder / f"{name}.parquet"
    if card_only:
        frame, truth = load(name).frame, json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        replace_text(card, card_text(card, frame, calibration(frame, truth, targets), checksum(data)))
        return
    frame = sample(0)
    kept = json.loads((folder / "truth.json").read_text(encoding="utf-8")) if keep_truth else None
    truth = kept or population_truth(year=year)
    aside = folder / f"{name}.parquet.aside"
    frame.to_parquet(aside, compression="zstd", compression_level=19, index=False)
    text = card_text(card, frame, calibration(frame, truth, targets), checksum(aside))
    os.replace(aside, data)
    replace_text(folder / "truth.json", json.dumps(truth, indent=1) + "\n")
    replace_text(card, text)


SURVEYS = {"lfs": (draw, 2019, TARGETS), "lfs2012": (draw_2012, 2012, TARGETS_2012)}

if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if not word.startswith("--")] or ["lfs"]
    main(*words, card_only="--card" in sys.argv, keep_truth="--keep-truth" in sys.argv)

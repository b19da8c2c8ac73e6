"""Make the bundled survey: python datasets/lfs/make.py

Writes lfs.parquet (sample 0), truth.json (the population's own rates) and, in card.toml, the checksum, the size and
the calibration table. Takes about a minute; running it again gives the same content.
"""

from __future__ import annotations

import json
import os
import re
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
from labkit.synthetic import draw
from labkit.synthetic.truth import population_truth

HERE = Path(__file__).resolve().parent
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
    ("agriculture_share", "total", "sector-agriculture-2019"),
    ("industry_share", "total", "sector-industry-2019"),
    ("services_share", "total", "sector-services-2019"),
    ("family_worker_share", "total", "family-workers-2019"),
    ("self_employed_share", "total", "self-employed-2019"),
    ("women_among_employees", "total", "women-employees-2019-total"),
    ("raw_pay_gap", "total", "pay-gap-2019"),
    ("raw_pay_gap", "urban", "pay-gap-2019-urban"),
    ("raw_pay_gap", "rural", "pay-gap-2019-rural"),
]


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
    }
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
}


def calibration(frame: pd.DataFrame, truth: dict[str, Any]) -> list[dict[str, Any]]:
    survey = Survey(pd.concat([frame, flags(frame)], axis=1), weight="weight", stratum="stratum", psu="psu")
    published = load("published").set_index("id")["value"]
    rows = []
    for indicator, group, figure in TARGETS:
        part = survey
        if group != "total":
            part = survey.filter(survey.frame["sex" if group in ("male", "female") else "area"] == group)
        value, se = ESTIMATES[indicator](part)
        row = {
            "indicator": indicator,
            "group": group,
            "published": float(published[figure]),
            "source": figure,
            "population": round(true_value(truth, indicator, group), 2),
            "file": round(value, 2),
        }
        rows.append(row if se is None else row | {"standard_error": round(se, 2)})
    return rows


def true_value(truth: dict[str, Any], indicator: str, group: str) -> float:
    if indicator == "raw_pay_gap":
        return float(truth["raw_pay_gap"][group])
    return float(truth["rates"][indicator][group])


def toml_row(row: dict[str, Any]) -> str:
    return "[[calibration]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in row.items())


def replace_text(path: Path, text: str) -> None:
    aside = path.with_suffix(path.suffix + ".aside")
    aside.write_text(text, encoding="utf-8", newline="\n")
    os.replace(aside, path)


def card_text(frame: pd.DataFrame, truth: dict[str, Any], data_checksum: str) -> str:
    """Return the card with its machine-written part renewed."""
    size = {
        "rows": len(frame),
        "households": frame["household_id"].nunique(),
        "psus": frame["psu"].nunique(),
        "strata": frame["stratum"].nunique(),
    }
    made = "[size]\n" + "".join(f"{key} = {value}\n" for key, value in size.items()) + "\n"
    made += "\n".join(toml_row(row) for row in calibration(frame, truth))
    text = (HERE / "card.toml").read_text(encoding="utf-8")
    text = text[: text.index(MARKER)] + MARKER + made
    text = re.sub(r'(?m)^sha256 = ".*"$', f'sha256 = "{data_checksum}"', text)
    tomllib.loads(text)  # a card that cannot be read back is never written
    return text


def main() -> None:
    frame, truth = draw(seed=0), population_truth()
    aside = HERE / "lfs.parquet.aside"
    frame.to_parquet(aside, compression="zstd", compression_level=19, index=False)
    text = card_text(frame, truth, checksum(aside))
    os.replace(aside, HERE / "lfs.parquet")
    replace_text(HERE / "truth.json", json.dumps(truth, indent=1) + "\n")
    replace_text(HERE / "card.toml", text)


if __name__ == "__main__":
    main()

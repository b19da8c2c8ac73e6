"""Write rates_sample.csv: a small sample for the reference results of protection, migration, safety and dialogue.

It has missing answers, answers that nobody knows, zero earnings and costs, people who moved, and domains that miss some
PSUs. It is drawn at random and describes no country.
"""

from pathlib import Path

import numpy as np
import pandas as pd

PLACES = ["Coast", "Lake", "Hills"]


def make_sample() -> pd.DataFrame:
    random = np.random.default_rng(20190419)
    rows = []
    for stratum, psus in [("A", 6), ("B", 4), ("C", 5)]:
        for psu in range(1, psus + 1):
            weight = round(random.uniform(50, 400), 3)
            rows += [(stratum, psu, weight)] * int(random.integers(35, 55))
    frame = pd.DataFrame(rows, columns=["stratum", "psu", "weight"])
    n = len(frame)

    def drawn(values: list[str], p: list[float]) -> np.ndarray:
        return random.choice(np.array(values, dtype=object), n, p=p)

    frame["sex"] = drawn(["female", "male"], [0.5, 0.5])
    frame["age"] = random.integers(3, 80, n)
    adult = frame["age"] >= 15
    frame["worked_hour"] = np.where(adult, drawn(["yes", "no"], [0.75, 0.25]), None)
    frame["temporarily_absent"] = np.where(frame["worked_hour"] == "no", drawn(["yes", "no"], [0.1, 0.9]), None)
    works = (frame["worked_hour"] == "yes") | (frame["temporarily_absent"] == "yes")
    for name in ("looked_for_work", "available", "future_start"):
        frame[name] = np.where(adult & ~works, drawn(["yes", "no"], [0.3, 0.7]), None)
    status = drawn(["employee", "own-account worker", "contributing family worker"], [0.6, 0.3, 0.1])
    frame["status"] = np.where(works, status, None)
    employee = frame["status"] == "employee"
    frame["institution"] = np.where(works, drawn(["private business", "government"], [0.85, 0.15]), None)
    frame["registered"] = np.where(works, drawn(["yes", "no", "don't know"], [0.4, 0.5, 0.1]), None)
    frame["size"] = np.where(
        works, drawn(["1-4", "5-9", "10-19", "20-49", "50+", ""], [0.4, 0.2, 0.1, 0.1, 0.1, 0.1]), ""
    )
    yes_no = [0.25, 0.65, 0.10]
    for name in ("social_security", "nssf_member", "union_member", "collective_agreement"):
        frame[name] = np.where(employee, drawn(["yes", "no", "don't know"], yes_no), None)
    frame["monthly_pay"] = np.where(
        employee & (random.random(n) > 0.1), np.round(np.exp(random.normal(13.5, 0.5, n)), -3), np.nan
    )
    frame["usual_hours"] = np.where(works, random.choice([10.0, 24.0, 40.0, 48.0, 60.0], n), np.nan)
    frame["injured"] = np.where(works & (random.random(n) > 0.03), drawn(["yes", "no"], [0.2, 0.8]), None)
    days = random.choice([0.0, 1.0, 3.0, 7.0, 30.0, 400.0], n)
    frame["days_lost"] = np.where((frame["injured"] == "yes") & (random.random(n) > 0.1), days, np.nan)
    frame["province"] = np.array(PLACES, dtype=object)[random.integers(0, 3, n)]
    moved = random.random(n) < 0.2
    before = np.where(moved, np.array([*PLACES, "abroad"], dtype=object)[random.integers(0, 4, n)], frame["province"])
    frame["province_5_years_ago"] = np.where(frame["age"] >= 5, before, None)
    frame["cost"] = np.where(random.random(n) < 0.1, 0.0, np.round(np.exp(random.normal(5.5, 0.8, n)), 1))
    earnings = np.round(np.exp(random.normal(5.7, 0.4, n)), 0)
    frame["monthly_earnings"] = np.where(random.random(n) < 0.05, 0.0, earnings)
    frame.loc[random.random(n) < 0.05, "monthly_earnings"] = np.nan
    frame.loc[random.random(n) < 0.03, "cost"] = np.nan
    return frame


if __name__ == "__main__":
    make_sample().to_csv(Path(__file__).parent / "rates_sample.csv", index=False)

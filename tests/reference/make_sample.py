"""Write survey_sample.csv: a small sample with every awkward corner that the reference results should cover.

Missing values in measures and groups, heaped values, PSU numbers that repeat between strata, domains that miss whole
strata or all PSUs of a stratum but one, single-PSU strata, finite populations, one of them fully sampled.
"""

from pathlib import Path

import numpy as np
import pandas as pd


def make_sample() -> pd.DataFrame:
    random = np.random.default_rng(20190303)
    rows = []
    for stratum, psus, in_population in [("A", 5, 15), ("B", 3, 12), ("C", 2, 2), ("D", 6, 80), ("E", 4, 9)]:
        for psu in range(1, psus + 1):
            shift = random.normal(0, 0.3)
            weight = round(random.uniform(20, 200), 3)
            for _ in range(random.integers(8, 25)):
                rows.append((stratum, psu, in_population, weight * random.choice([0.8, 1.0, 1.25]), shift))
    frame = pd.DataFrame(rows, columns=["stratum", "psu", "psus", "weight", "shift"])
    n = len(frame)
    frame["age"] = random.integers(10, 75, n)
    frame["sex"] = random.choice(["female", "male"], n)
    frame["area"] = np.where(frame["stratum"].isin(["A", "D"]), "rural", "urban")
    frame.loc[(frame["stratum"] == "D") & (frame["psu"] == 2), "area"] = "urban"
    frame["education"] = random.choice(["higher", "none", "primary", "secondary"], n, p=[0.1, 0.2, 0.4, 0.3])
    frame["hours"] = random.choice([8.0, 24.0, 40.0, 48.0, 60.0], n)
    frame["pay"] = np.round(np.exp(random.normal(5, 0.6, n) + frame.pop("shift")), -1) + 10
    frame["informal"] = (random.random(n) < 0.8).astype(float)
    for column, share in [("pay", 0.08), ("hours", 0.05), ("informal", 0.06), ("education", 0.04), ("sex", 0.02)]:
        frame.loc[random.random(n) < share, column] = np.nan
    # Two PSUs become strata of their own.
    lonely = ((frame["stratum"] == "B") & (frame["psu"] == 3)) | ((frame["stratum"] == "D") & (frame["psu"] == 2))
    frame["stratum_lonely"] = frame["stratum"].where(~lonely, frame["stratum"] + "-alone")
    frame["psus_lonely"] = frame["psus"].where(~lonely, 7)
    return frame


if __name__ == "__main__":
    make_sample().to_csv(Path(__file__).parent / "survey_sample.csv", index=False)

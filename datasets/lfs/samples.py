"""Write samples.csv: what twenty samples of the population say, for the picture of many samples.

Run it again whenever the survey is made anew: python datasets/lfs/samples.py (two minutes).
"""

import json
from pathlib import Path

import pandas as pd

import labkit as lk

HERE = Path(__file__).parent
DRAWS = 20


def agriculture(survey: lk.Survey) -> pd.DataFrame:
    """Return the share of the employed who work in agriculture."""
    works = lk.informality.employed_people(survey)
    return works.assign(farms=works.frame["industry"].astype(str).str.startswith("A")).share("farms")


def main() -> None:
    """Draw the samples and write the table."""
    rates = json.loads((HERE / "truth.json").read_text("utf-8"))["rates"]
    wanted = {
        "agriculture": (agriculture, rates["agriculture_share"]["total"]),
        "unemployment": (lk.labour.unemployment_rate, rates["unemployment_rate"]["total"]),
    }
    tables = [
        lk.plots.draw_samples(estimate, truth=truth, draws=DRAWS).assign(measure=name)
        for name, (estimate, truth) in wanted.items()
    ]
    pd.concat(tables).round(6).to_csv(HERE / "samples.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()

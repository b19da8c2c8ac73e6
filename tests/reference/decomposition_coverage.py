"""How often the intervals of the pay gap's decomposition hold the truth, in other draws of the labour force survey.

The truth is the decomposition of the whole synthetic population, in datasets/lfs/truth.json. Run in the repository:
python tests/reference/decomposition_coverage.py [draws]      (about a second a draw, after the data are made)
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

import labkit as lk

TRUTH = json.loads((Path(__file__).parents[2] / "datasets/lfs/truth.json").read_text(encoding="utf-8"))


def decomposed(draw: int) -> pd.DataFrame:
    lfs = lk.load("lfs", draw=draw)
    lfs = lfs.assign(log_pay=np.log(lfs.frame["monthly_pay"]))
    regressors = ["age", "age^2", "education", "area"]
    return lk.decomposition.decompose(lfs, "log_pay", regressors, "sex", "male").overall.assign(draw=draw)


def main(draws: int) -> None:
    found = pd.concat([decomposed(draw) for draw in range(1, draws + 1)])
    found["truth"] = found["component"].map(TRUTH["pay_decomposition"])
    found["holds"] = found["truth"].between(found["ci_low"], found["ci_high"])
    table = found.groupby("component", sort=False).agg(
        truth=("truth", "first"),
        mean_estimate=("estimate", "mean"),
        spread=("estimate", "std"),
        mean_se=("se", "mean"),
        percent_that_hold=("holds", lambda holds: 100 * holds.mean()),
    )
    sys.stdout.write(f"{draws} draws, 95 percent intervals\n{table.round(4).to_string()}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)

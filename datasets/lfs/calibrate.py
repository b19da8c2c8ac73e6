"""Find the constants of the synthetic population: python datasets/lfs/calibrate.py

Compares one household in ten of the population with the targets below, moves each constant towards agreement,
and repeats. Writes labkit/synthetic/calibrated.json. Afterwards run make.py, because every answer may change.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np

import labkit.synthetic.calibrated as calibrated
from labkit.synthetic.calibrated import CALIBRATED, SEXES
from labkit.synthetic.frame import population_frame
from labkit.synthetic.jobs import JOBS
from labkit.synthetic.population import answers
from labkit.synthetic.truth import every_household

# Published (see datasets/published): employment ratio, unemployment, informal employment, pay gaps, and urban over
# rural mean pay. NEET: 13 percent. The riel level is our own choice.
EMPLOYMENT_RATIO = {"male": 76.3, "female": 61.8}
UNEMPLOYMENT = {"male": 1.2, "female": 1.2}
INFORMAL = {"male": 89.811, "female": 88.979}
NEET = 13.0
MEAN_PAY = 1_000_000
URBAN_OVER_RURAL_PAY = 786.973 / 611.425
GAP = {"urban": 18.25, "rural": 6.92}

# Kinds of job in percent of men's and women's employment: our own split, within the published shares of the public
# sector, of employees, of contributing family workers and of agriculture, industry and services.
KINDS = {
    "government": (8.10, 4.00),
    "state enterprise": (0.55, 0.35),
    "organisation": (0.80, 0.60),
    "factory": (4.60, 14.60),
    "workshop": (2.80, 1.60),
    "construction": (11.80, 2.40),
    "farm labour": (5.30, 4.70),
    "trade and services": (8.90, 6.40),
    "modern services": (3.30, 2.60),
    "domestic": (0.50, 1.90),
    "farmer": (29.30, 23.40),
    "trader": (9.50, 18.30),
    "artisan": (4.20, 3.30),
    "employer": (2.40, 1.10),
    "family worker": (7.40, 14.35),
    "cooperative": (0.30, 0.20),
    "unclassified": (0.25, 0.20),
}

ROUNDS = 30
ONE_IN = 10


def logit(percent: float) -> float:
    return float(np.log(percent / (100 - percent)))


def percent(part: np.ndarray, whole: np.ndarray) -> float:
    return 100 * float(part[whole].mean())


def step(people: dict[str, np.ndarray]) -> float:
    """Move every constant once; return the largest move on the log scale."""
    moves = []
    age, job, pay = people["age"], people["employed"], people["monthly_pay"]
    adult, youth = age >= 15, (age >= 15) & (age <= 24)
    neet = percent(~job & (people["attending"] != 1), youth)
    move = logit(neet) - logit(NEET)
    CALIBRATED["youth out of school"] += move
    moves.append(move)
    for code, sex in enumerate(SEXES):
        group = people["female"] == bool(code)
        move = logit(EMPLOYMENT_RATIO[sex]) - logit(percent(job, adult & group))
        CALIBRATED["employed"][sex] += move
        moves.append(move)
        seeking = ((people["looked_for_work"] == 1) | (people["future_start"] == 1)) & (people["available"] == 1)
        rate = 100 * seeking[group].sum() / (seeking | job)[group].sum()
        CALIBRATED["unemployed"][sex] *= (UNEMPLOYMENT[sex] / rate) ** 0.8
        moves.append(np.log(UNEMPLOYMENT[sex] / rate))
        workers = group & job
        move = 1.5 * (logit(100 - INFORMAL[sex]) - logit(percent(people["formal"] == 1, workers)))
        CALIBRATED["social security"][sex] += move
        moves.append(move)
        shares = np.bincount(people["kind"][workers], minlength=len(JOBS))
        targets = np.array([KINDS[name][code] for name in JOBS])
        change = np.log(targets / targets.sum()) - np.log(np.maximum(shares, 1) / shares.sum())
        level = np.array(CALIBRATED["jobs"][sex]) + change
        CALIBRATED["jobs"][sex] = [float(x) for x in level - level[0]]
        moves.extend(change)
    moves.extend(step_pay(people, np.isfinite(pay)))
    return float(np.abs(moves).max())


def step_pay(people: dict[str, np.ndarray], paid: np.ndarray) -> list[float]:
    pay, woman, urban = people["monthly_pay"], people["female"], people["urban"] == 1
    constants = CALIBRATED["pay"]
    moves = [float(np.log(MEAN_PAY / pay[paid].mean()))]
    constants["level"] += moves[0]
    ratio = pay[paid & urban].mean() / pay[paid & ~urban].mean()
    moves.append(float(np.log(URBAN_OVER_RURAL_PAY / ratio)))
    constants["urban"] += moves[1]
    for area, here in (("urban", urban), ("rural", ~urban)):
        women = pay[paid & here & woman].mean() / pay[paid & here & ~woman].mean()
        moves.append(float(np.log((1 - GAP[area] / 100) / women)))
        constants[f"female {area}"] += moves[-1]
    return moves


def rounded(value: object) -> object:
    if isinstance(value, dict):
        return {name: rounded(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [rounded(inner) for inner in value]
    return round(float(value), 4)


def main() -> None:
    frame = population_frame()
    areas, numbers = every_household(frame)
    for turn in range(ROUNDS):
        largest = step(answers(frame, areas[::ONE_IN], numbers[::ONE_IN]))
        print(f"round {turn + 1}: largest move {largest:.4f}")
        if largest < 0.01:
            break
    target = Path(calibrated.__file__).with_name("calibrated.json")
    aside = target.with_suffix(".aside")
    aside.write_text(json.dumps(rounded(CALIBRATED), indent=1) + "\n", encoding="utf-8")
    os.replace(aside, target)


if __name__ == "__main__":
    main()

"""Find the constants of the further answers: python datasets/lfs/calibrate_further.py

Two targets are published: participation in the labour force in the ILO's modelled series of 2019, by sex, which the
labour force by the 13th ICLS is to meet, and the 1.7 million members of the NSSF at the end of 2019. No other constant
moves, so the answers that were there before stay as they are. Afterwards run make.py.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np

import labkit.synthetic.calibrated as calibrated
from labkit.data import load
from labkit.synthetic.calibrated import CALIBRATED, SEXES
from labkit.synthetic.employment.own_use_work import works_for_own_use
from labkit.synthetic.employment.social_protection import nssf_member
from labkit.synthetic.employment.units import STATUSES
from labkit.synthetic.frame import population_frame
from labkit.synthetic.population import answers
from labkit.synthetic.truths.truth import every_household

ONE_IN = 10
ROUNDS = 30
CLOSE = 0.0005


def logit(share: float) -> float:
    return float(np.log(share / (1 - share)))


def calibrate_own_use(people: dict[str, np.ndarray], target: dict[str, float]) -> None:
    """Move the levels of people without a job until the labour force by the 13th ICLS agrees with `target`."""
    seeking = ((people["looked_for_work"] == 1) | (people["future_start"] == 1)) & (people["available"] == 1)
    sure = people["employed"] | seeking
    for code, sex in enumerate(SEXES):
        group = (people["age"] >= 15) & (people["female"] == bool(code))
        outside = group & ~sure
        wanted = (target[sex] / 100 - sure[group].mean()) / outside[group].mean()
        for _ in range(ROUNDS):
            move = logit(wanted) - logit(float(works_for_own_use(people)[outside].mean()))
            if abs(move) < CLOSE:
                break
            CALIBRATED["own-use work"][sex] += move
        CALIBRATED["own-use work"][sex] = round(CALIBRATED["own-use work"][sex], 4)


def calibrate_nssf(people: dict[str, np.ndarray], millions: float) -> None:
    """Move the level of membership until there are so many million members."""
    employees = np.flatnonzero(people["status"] == STATUSES.index("employee"))
    for _ in range(ROUNDS):
        members = (nssf_member(people, employees) == 0).sum() * ONE_IN / 1e6
        if abs(members - millions) < CLOSE:
            break
        CALIBRATED["nssf membership"] += 2 * float(np.log(millions / members))
    CALIBRATED["nssf membership"] = round(CALIBRATED["nssf membership"], 4)


def main() -> None:
    published = load("published").set_index("id")["value"]
    frame = population_frame()
    areas, numbers = every_household(frame)
    people = answers(frame, areas[::ONE_IN], numbers[::ONE_IN])
    calibrate_own_use(people, {sex: float(published[f"lfpr-modelled-2019-{sex}"]) for sex in SEXES})
    calibrate_nssf(people, float(published["nssf-members-2019"]))
    target = Path(calibrated.__file__).with_name("calibrated.json")
    aside = target.with_suffix(".aside")
    aside.write_text(json.dumps(CALIBRATED, indent=1) + "\n", encoding="utf-8")
    os.replace(aside, target)
    print({name: CALIBRATED[name] for name in ("own-use work", "nssf membership")})


if __name__ == "__main__":
    main()

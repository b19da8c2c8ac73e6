"""How often 95 percent intervals cover the population's own figures, over many samples of the bundled survey's design.

First come shares near 0 and 100 in small groups, with each of the three kinds of interval, by the number of records
that are cases (or, if fewer, that are not). Each sample is `lk.load("lfs", draw=k)`; the truth is
datasets/lfs/truth.json, computed from every household of the population; that of the small groups is computed anew.
Run: make coverage (200 samples, some minutes). The figures stand in the data card of the survey.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar, get_args

import numpy as np
import pandas as pd
from scipy.stats import t

import labkit as lk
from labkit.survey.estimation.proportions import Interval, share_interval
from labkit.synthetic.frame import population_frame
from labkit.synthetic.population import answers
from labkit.synthetic.truths.rates import main_rates
from labkit.synthetic.truths.truth import every_household

Found = TypeVar("Found")
SHARES = ("unemployment, province and sex", "youth unemployment, province", "informality, province and education")
KINDS: tuple[Interval, ...] = get_args(Interval)
CASES = (0, 1, 5, 15, 10**9)
SAMPLES, LEVEL = 200, 0.95
TRUTH = json.loads((Path(__file__).parents[1] / "datasets/lfs/truth.json").read_text("utf-8"))
RISE = "rise of the minimum wage, difference of differences"
PLACEBO = "placebo: construction and trade"
COMPONENTS = ("difference", "explained", "unexplained")


def truths() -> dict[str, float]:
    """The population's own figures, by the names that `intervals` uses."""
    rates = TRUTH["rates"]["informal_employment_rate"]
    return {
        "informal employment rate": rates["total"],
        "informal employment rate, women": rates["female"],
        "gender pay gap (mean monthly pay)": TRUTH["raw_pay_gap"]["total"],
        **{f"pay decomposition, {name}": TRUTH["pay_decomposition"][name] for name in COMPONENTS},
        RISE: TRUTH["minimum_wage_effect"]["log_points"],
        PLACEBO: 0.0,
    }


def intervals(draw: int) -> dict[str, tuple[float, float, float]]:
    """Estimate and interval of every figure from one sample."""
    lfs = lk.load("lfs", draw=draw)
    women = lfs.filter(lfs.frame["sex"] == "female")
    tables = {
        "informal employment rate": lk.informality.informal_employment_rate(lfs),
        "informal employment rate, women": lk.informality.informal_employment_rate(women),
        "gender pay gap (mean monthly pay)": lk.wages.pay_gap(lfs, "monthly_pay"),
    }
    result = {name: _row(table) for name, table in tables.items()}
    paid = lfs.assign(log_pay=np.log(lfs.frame["monthly_pay"]))
    gap = lk.decomposition.decompose(paid, "log_pay", ["age", "age^2", "education", "area"], "sex", "male")
    overall = gap.overall.set_index("component")
    result |= {f"pay decomposition, {name}": _row(overall.loc[[name]]) for name in COMPONENTS}
    return result | _over_time(lk.load("lfs2012", draw=draw), lfs)


def _over_time(earlier: lk.Survey, later: lk.Survey) -> dict[str, tuple[float, float, float]]:
    """Differences of differences of mean log pay between two rounds: covered or not, construction or trade."""
    results = {}
    for name, column, first, second in (
        (RISE, "minimum_wage_covered", "yes", "no"),
        (PLACEBO, "industry", "F construction", "G trade"),
    ):
        parts = [_difference(survey, column, first, second) for survey in (earlier, later)]
        (before, error_before, _), (after, error_after, df) = parts
        half = float(t.ppf((1 + LEVEL) / 2, df)) * float(np.hypot(error_before, error_after))
        results[name] = (after - before, after - before - half, after - before + half)
    return results


def _difference(survey: lk.Survey, column: str, first: str, second: str) -> tuple[float, float, float]:
    """Estimate, standard error and degrees of freedom of the difference in mean log pay within one round."""
    paid = survey.assign(log_pay=np.log(survey.frame["monthly_pay"]))
    paid = paid.filter(paid.frame[column].isin([first, second]))
    table = paid.difference(lambda s: s.mean("log_pay"), between=column, minus=second)
    row = table[table[column].astype(str) == first].iloc[0]
    return float(row["estimate"]), float(row["se"]), float(row["df"])


def _row(table: pd.DataFrame) -> tuple[float, float, float]:
    row = table.iloc[0]
    return float(row["estimate"]), float(row["ci_low"]), float(row["ci_high"])


def share_truths() -> dict[str, pd.Series]:
    """The population's own percentages in the small groups."""
    frame = population_frame()
    areas, numbers = every_household(frame)
    chunks = [slice(start, start + 100_000) for start in range(0, len(areas), 100_000)]
    added = [_counted(answers(frame, areas[chunk], numbers[chunk])) for chunk in chunks]
    found = {}
    for name in SHARES:
        sums = pd.concat([one[name] for one in added]).groupby(level=[0, 1]).sum()
        found[name] = 100 * sums["part"] / sums["whole"]
    return found


def _counted(people: dict[str, np.ndarray]) -> dict[str, pd.DataFrame]:
    rates, young = main_rates(people), (people["age"] >= 15) & (people["age"] <= 24)
    keys = {
        SHARES[0]: ("unemployment_rate", people["female"].astype(int), True),
        SHARES[1]: ("unemployment_rate", np.zeros(len(young), dtype=int), young),
        SHARES[2]: ("informal_employment_rate", people["education"], True),
    }
    tables = {}
    for name, (rate, other, inside) in keys.items():
        part, whole = rates[rate]
        table = pd.DataFrame({"part": part & whole & inside, "whole": whole & inside})
        tables[name] = table.groupby([people["province"], other]).sum()
    return tables


def share_intervals(draw: int) -> pd.DataFrame:
    """Every small group's estimate, cases and ends of the three kinds of interval from one sample."""
    lfs = lk.load("lfs", draw=draw)
    employed = lk.informality.employed_people(lfs)
    informal = lk.informality.job_formality(employed.frame).eq("informal")
    status = lk.labour.labour_force_status(lfs.frame)
    force = lfs.assign(case=status.eq("unemployed")).filter(status.isin(["employed", "unemployed"]))
    young = force.filter(force.frame["age"].between(15, 24))
    tables = {
        SHARES[0]: (force, ["province", "sex"]),
        SHARES[1]: (young.assign(all=0), ["province", "all"]),
        SHARES[2]: (employed.assign(case=informal), ["province", "education"]),
    }
    found = []
    for name, (survey, by) in tables.items():
        table = survey.share("case", by=by)
        records = survey.frame.groupby(by, observed=True)["case"].agg(["sum", "size"])
        table["cases"] = np.minimum(records["sum"], records["size"] - records["sum"]).to_numpy()
        codes = [table[key].cat.codes if table[key].dtype == "category" else table[key] for key in by]
        p, se, df, n = (table[column].to_numpy() for column in ("estimate", "se", "df", "n"))
        for kind in KINDS:
            low, high = share_interval(p / 100, se / 100, df, n, LEVEL, kind)
            table[f"low {kind}"], table[f"high {kind}"] = 100 * low, 100 * high
        found.append(table.assign(name=name, one=codes[0].to_numpy(), two=codes[1].to_numpy()))
    return pd.concat(found, ignore_index=True)


def report_shares(found: pd.DataFrame, truths: dict[str, pd.Series]) -> None:
    """Print how often each kind of interval covers, by cases, and how wide it is."""
    truth = pd.concat(truths, names=["name", "one", "two"]).rename("truth")
    found = found.join(truth, on=["name", "one", "two"])
    bands = pd.cut(found["cases"], [-1, *CASES], labels=["0", "1", "2 to 5", "6 to 15", "above 15"])
    for name, own in [*found.groupby("name", sort=False), ("all three", found)]:
        print(f"\n{name}: covered, percent (truth below, above the interval), mean width")
        for band, rows in [*own.groupby(bands.loc[own.index], observed=True), ("all", own)]:
            said = f"  {band:>8} cases, {len(rows):>6} intervals"
            for kind in KINDS:
                low, high = rows[f"low {kind}"], rows[f"high {kind}"]
                below, above = 100 * (rows["truth"] < low).mean(), 100 * (rows["truth"] > high).mean()
                said += f"   {kind} {100 - below - above:5.1f} ({below:4.1f}, {above:4.1f}) {(high - low).mean():5.2f}"
            print(said)


def over_samples(work: Callable[[int], Found], samples: int) -> Iterator[Found]:
    """Yield what the work finds in sample after sample, saying how far it is."""
    with ProcessPoolExecutor() as pool:
        for done, found in enumerate(pool.map(work, range(1, samples + 1)), start=1):
            if done % 20 == 0:
                print(f"{done} of {samples} samples", file=sys.stderr)
            yield found


def main(samples: int) -> None:
    report_shares(pd.concat(over_samples(share_intervals, samples), ignore_index=True), share_truths())
    print()
    found = list(over_samples(intervals, samples))
    print(f"{'':<40} {'truth':>10} {'mean':>10} {'covered, percent':>18}")
    for name, truth in truths().items():
        estimate, low, high = np.array([one[name] for one in found]).T
        covered = 100 * ((low <= truth) & (truth <= high)).mean()
        print(f"{name:<40} {truth:>10.4f} {estimate.mean():>10.4f} {covered:>18.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)

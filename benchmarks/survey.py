"""How fast labkit is on 1 million records: ratios to the least work that the same figures need, and to other software.

Everything runs side by side in this one run, in turns; a figure is the median of five. Peak memory is what the work
takes above its input, in a process of its own. svy and R's survey take part where they are installed.
Run: make bench, or python benchmarks/survey.py [case ...]
"""

from __future__ import annotations

import sys

import r_survey
from cases import CASES
from measure import in_new_process, medians, peak_above
from sample import PSUS_PER_STRATUM, RECORDS, STRATA, Data, records


def main(names: list[str]) -> None:
    data = Data(records())
    print(f"{RECORDS:,} records, {STRATA} strata, {STRATA * PSUS_PER_STRATUM:,} PSUs; median of five runs in turns")
    print("Peak memory: above the input, in megabytes. R: one run, svydesign included.\n")
    by_r = r_survey.seconds_of(data) if set(names) & set(r_survey.CASES) else {}
    for name in names:
        report(name, data, by_r.get(name))


def report(name: str, data: Data, by_r: float | None) -> None:
    case = CASES[name]
    found = medians(case.works(data))
    memory = {work: in_new_process("--memory", name, work) for work in found}
    if by_r is not None:
        found["R survey"] = by_r
    floor, ours = found["numpy floor"], found["labkit, Survey made each time"]
    print(f"{case.TITLE}\n  numpy floor: {case.FLOOR}")
    print(f"  {'':<46} {'seconds':>9} {'times floor':>12} {'times labkit':>13} {'peak MB':>8}")
    for work, took in found.items():
        print(f"  {work:<46} {took:>9.4f} {took / floor:>12.2f} {took / ours:>13.2f} {memory.get(work, ''):>8}")
    print()


def memory_of(name: str, work: str) -> None:
    """Print the peak memory of one piece of work; a small run first, so that imports do not count."""
    small = CASES[name].works(Data(records(20_000)))
    small[work]()
    data = Data(records())
    full = CASES[name].works(data)
    warm(data, work)
    print(f"{peak_above(full[work]):.0f}")


def warm(data: Data, work: str) -> None:
    """Make the forms of the records that the work starts from."""
    data.weight, data.pay, data.informal, data.sex_cell, data.domain_cell  # noqa: B018
    if "made before" in work:
        data.survey  # noqa: B018
    if work.startswith("polars"):
        data.polars  # noqa: B018
    if work == "svy":
        data.numbers  # noqa: B018


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        memory_of(sys.argv[2], sys.argv[3])
    else:
        main(sys.argv[1:] or list(CASES))

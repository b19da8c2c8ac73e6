"""Surveys that do not fit into memory: 10 and 100 million records in Parquet files, read by DuckDB.

Prints the time for the design, for the rate in 50 domains with standard errors, the cost per record and the peak memory
of a fresh process. The files (about 1 GB for 100 million records) go to a temporary folder, which is removed at the
end. Run: .venv/bin/python benchmarks/large.py [millions ...]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from measure import in_new_process, peak_of_process
from sample import DESIGN, PROVINCES, PSUS_PER_STRATUM, STRATA

from labkit import Survey

CHUNK = 1_000_000
BYTES_PER_RECORD = 15  # in the files, generously
MEMORY_OF_DUCKDB = "1GB"  # else it takes up to 80 percent of the machine's


def chunk(seed: int) -> pa.Table:
    random = np.random.default_rng(seed)
    return pa.table(
        {
            "weight": random.integers(10, 500, CHUNK).astype(np.float64),
            "stratum": random.integers(0, STRATA, CHUNK, dtype=np.int16),
            "psu": random.integers(0, PSUS_PER_STRATUM, CHUNK, dtype=np.int16),
            "province": random.integers(0, PROVINCES, CHUNK, dtype=np.int8),
            "sex": pa.DictionaryArray.from_arrays(random.integers(0, 2, CHUNK, dtype=np.int8), ["female", "male"]),
            "informal": random.random(CHUNK) < 0.85,
        }
    )


def write(folder: Path, millions: int) -> None:
    """Write the records in pieces, never more than one of them in memory."""
    for number in range(millions):
        pq.write_table(chunk(number), folder / f"{number:04}.parquet")
        print(f"\rwriting {number + 1} of {millions} million records", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def measure(folder: str) -> None:
    """Print seconds for the design, seconds for the rate, the peak memory of this process, and the largest table."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": MEMORY_OF_DUCKDB})
    start = time.perf_counter()
    survey = Survey(connection.read_parquet(f"{folder}/*.parquet"), **DESIGN)
    made = time.perf_counter()
    table = survey.share("informal", by=["province", "sex"])
    done = time.perf_counter()
    print(made - start, done - made, peak_of_process(), int(table["n"].sum()))


def main(sizes: list[int]) -> None:
    print("Rate of informal employment with standard errors in 50 domains; Parquet through DuckDB; one run\n")
    print(f"{'records':>14} {'design s':>9} {'rate s':>9} {'ns per record':>14} {'peak MB':>9}")
    for millions in sizes:
        with tempfile.TemporaryDirectory() as folder:
            needed = millions * 1_000_000 * BYTES_PER_RECORD
            if shutil.disk_usage(folder).free < 2 * needed:
                sys.exit(f"{millions} million records need {2 * needed / 1e9:.1f} GB of free space in {folder}.")
            write(Path(folder), millions)
            answer = in_new_process("--measure", folder).split()
        if not answer:
            sys.exit(
                f"The run with {millions} million records failed; try python benchmarks/large.py --measure FOLDER."
            )
        design, rate, peak, n = (float(part) for part in answer)
        per_record = (design + rate) / n * 1e9
        print(f"{n:>14,.0f} {design:>9.2f} {rate:>9.2f} {per_record:>14.1f} {peak:>9.0f}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2])
    else:
        main([int(size) for size in sys.argv[1:]] or [10, 100])

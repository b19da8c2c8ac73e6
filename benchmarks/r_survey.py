"""R's package survey, where Rscript and the package are installed: one run, as it takes long."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from sample import Data

SCRIPT = Path(__file__).parent / "survey_r.R"
CASES = ("rate", "mean", "median")


def seconds_of(data: Data) -> dict[str, float]:
    """Return the seconds that R needs for each case, svydesign included; nothing where R is not installed."""
    if shutil.which("Rscript") is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        for name in ("weight", "stratum", "psu", "province", "sex", "informal", "pay"):
            column = data.frame[name]
            values = column.cat.codes if column.dtype == "category" else column
            values.to_numpy().astype(np.float64).tofile(Path(folder) / name)
        done = subprocess.run(
            ["Rscript", "--vanilla", SCRIPT, folder, *CASES], capture_output=True, text=True, check=False
        )
    lines = [line.split() for line in done.stdout.splitlines()]
    return {name: float(made) + float(took) for name, made, took in lines}

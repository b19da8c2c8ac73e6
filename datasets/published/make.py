"""Renew checksum and size in card.toml after a change of figures.csv: python datasets/published/make.py"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pandas as pd

from labkit.data.files import checksum

HERE = Path(__file__).resolve().parent


def main() -> None:
    figures = HERE / "figures.csv"
    text = (HERE / "card.toml").read_text(encoding="utf-8")
    text = re.sub(r'(?m)^sha256 = ".*"$', f'sha256 = "{checksum(figures)}"', text)
    text = re.sub(r"(?m)^rows = \d+$", f"rows = {len(pd.read_csv(figures))}", text)
    tomllib.loads(text)
    aside = HERE / "card.toml.aside"
    aside.write_text(text, encoding="utf-8", newline="\n")
    os.replace(aside, HERE / "card.toml")


if __name__ == "__main__":
    main()

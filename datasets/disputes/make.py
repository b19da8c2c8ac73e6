"""Make the bundled data set: python datasets/disputes/make.py

Writes disputes.csv (draw 0), truth.json and, in card.toml, the checksum and the size. Takes a few seconds;
running it again gives the same content.
"""

from __future__ import annotations

from pathlib import Path

from labkit.synthetic.bundle import write_bundle
from labkit.synthetic.companions.disputes import draw, truth


def main() -> None:
    frame = draw(seed=0)
    size = {"rows": len(frame), "years": frame["year"].nunique()}
    write_bundle(Path(__file__).resolve().parent, frame, size, truth())


if __name__ == "__main__":
    main()

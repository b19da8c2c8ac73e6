"""Make the bundled data set: python datasets/remittance_services/make.py

Writes remittance_services.parquet (draw 0), truth.json and, in card.toml, the checksum and the size. Takes a few
seconds; running it again gives the same content.
"""

from __future__ import annotations

from pathlib import Path

from labkit.synthetic.bundle import write_bundle
from labkit.synthetic.companions.remittance_services import draw, truth


def main() -> None:
    frame = draw(seed=0)
    size = {"rows": len(frame)}
    write_bundle(Path(__file__).resolve().parent, frame, size, truth())


if __name__ == "__main__":
    main()

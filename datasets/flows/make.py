"""Make the bundled data set: python datasets/flows/make.py

Counts the moves of the whole population into labkit/synthetic/counted_moves.json (a minute or two), then writes
flows.csv (draw 0, the exact count), truth.json and, in card.toml, the checksum and the size. Running it again gives the
same content. It goes after datasets/lfs/make.py, because the people are those of the labour force survey's population.
"""

from __future__ import annotations

import json
from pathlib import Path

from labkit.synthetic.bundle import write_bundle
from labkit.synthetic.companions import flows


def main() -> None:
    moves = Path(flows.__file__).with_name("counted_moves.json")
    moves.write_text(json.dumps(flows.count_moves()) + "\n", encoding="utf-8", newline="\n")
    frame = flows.draw(seed=0)
    size = {"rows": len(frame), "provinces": frame["origin"].nunique()}
    write_bundle(Path(__file__).resolve().parent, frame, size, flows.truth())


if __name__ == "__main__":
    main()

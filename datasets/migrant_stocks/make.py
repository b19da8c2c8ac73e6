"""Renew checksum and size in card.toml after a change of migrant_stocks.csv: python datasets/migrant_stocks/make.py"""

from __future__ import annotations

from pathlib import Path

from labkit.synthetic.bundle import renew_card

if __name__ == "__main__":
    renew_card(Path(__file__).resolve().parent)

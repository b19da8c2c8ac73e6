"""Samples of the migrant workers: villages first, then workers from two lists in each."""

from __future__ import annotations

import numpy as np
import pandas as pd

from labkit.synthetic._draws import Draws, draw_number
from labkit.synthetic._uniform import FloatArray, IntArray
from labkit.synthetic.recruitment.records import worker_records
from labkit.synthetic.recruitment.villages import STRATA, Villages, villages
from labkit.synthetic.recruitment.workers import destination_codes

__all__ = ["FROM_LISTS", "VILLAGES_IN_SAMPLE", "chosen_villages", "draw", "village_chances"]

VILLAGES_IN_SAMPLE = 140
FROM_LISTS = (8, 5)
"""Workers per village from the list of those who went to Thailand or stayed in Cambodia, and from all others."""

_FEWEST = 8  # villages in a stratum


def draw(seed: int = 0) -> pd.DataFrame:
    """Return a sample of the migrant workers, one row per worker.

    Villages are drawn with probability proportional to their number of migrant workers within nine groups of
    provinces. In each, up to eight workers are drawn at random from the list of those whose first job was in
    Thailand or elsewhere in Cambodia, and up to five from the list of those who went further. Weights are the
    inverse of the probability of selection.

    Parameters
    ----------
    seed
        Number of the sample, 0 or more. Sample 0 is the file that comes with labkit; the others are samples of
        the same workers: a worker met twice gives the same answers.

    Returns
    -------
    pandas.DataFrame
        About 1,500 rows; the columns are described in the data card, ``labkit.card("recruitment")``.

    Raises
    ------
    labkit.errors.OptionError
        If `seed` is not a whole number of 0 or more.

    Examples
    --------
    >>> sample = draw(seed=1)
    >>> int(sample["psu"].nunique()), int(sample["stratum"].nunique())
    (140, 9)
    """
    number = draw_number(seed, "draw")
    frame = villages()
    chance = village_chances(frame)
    chosen = chosen_villages(frame, chance, number)
    village, worker, share = _chosen_workers(frame, chosen, number)
    sample = worker_records(frame, village, worker)
    sample.insert(list(sample).index("psu") + 1, "weight", 1 / (chance[village] * share))
    return sample


def village_chances(frame: Villages) -> FloatArray:
    """Return each village's probability of selection: in proportion to its workers, within the stratum."""
    workers = np.bincount(frame.stratum, weights=frame.workers, minlength=len(STRATA))
    # Between equal samples and proportional ones: the north-east is small, and has to be seen too.
    exact = (VILLAGES_IN_SAMPLE - _FEWEST * len(STRATA)) * np.sqrt(workers) / np.sqrt(workers).sum()
    wanted = np.floor(exact)
    wanted[np.argsort(wanted - exact, kind="stable")[: round(exact.sum() - wanted.sum())]] += 1
    result: FloatArray = (wanted + _FEWEST)[frame.stratum] * frame.workers / workers[frame.stratum]
    return result


def chosen_villages(frame: Villages, chance: FloatArray, seed: int) -> IntArray:
    """Return positions of the villages drawn: systematic selection by size from a random order in each stratum."""
    luck = Draws(f"recruitment draw {seed}", frame.psu)
    order = np.lexsort((luck.uniform("order"), frame.stratum))
    start = Draws(f"recruitment draw {seed}", np.arange(len(STRATA))).uniform("start")[frame.stratum[order]]
    upto = np.cumsum(chance[order])
    # The chances of a stratum add up to its number of villages, so every stratum begins at a whole number.
    first = np.concatenate([[0.0], upto[:-1]])
    begins = np.rint(np.concatenate([[0.0], np.cumsum(np.bincount(frame.stratum, weights=chance))]))
    offset = begins[frame.stratum[order]] + start
    chosen = np.floor(upto - offset) > np.floor(first - offset)
    return np.sort(order[chosen])


def _chosen_workers(frame: Villages, chosen: IntArray, seed: int) -> tuple[IntArray, IntArray, FloatArray]:
    """Return village and number of the workers drawn, and the share drawn of the list each was on."""
    counts = frame.workers[chosen]
    village = np.repeat(chosen, counts)
    number = np.arange(len(village)) - np.repeat(np.cumsum(counts) - counts, counts) + 1
    ids = frame.psu[village] * 1000 + number
    other = (destination_codes(frame, village, ids) >= 2).astype(np.int64)
    listed = village * 2 + other
    order = np.lexsort((Draws(f"recruitment draw {seed}", ids).uniform("worker"), listed))
    lists, begins, lengths = np.unique(listed[order], return_index=True, return_counts=True)
    rank = np.empty(len(ids), dtype=np.int64)
    rank[order] = np.arange(len(ids)) - np.repeat(begins, lengths)
    wanted = np.array(FROM_LISTS)[other]
    length = lengths[np.searchsorted(lists, listed)]
    drawn = rank < wanted
    share = np.minimum(wanted / length, 1.0)
    return village[drawn], number[drawn], share[drawn]

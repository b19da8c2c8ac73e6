"""Random draws that need no memory: each is a function of a variable's name and a unit's number.

A counter hash (the finaliser of SplitMix64: Steele, Lea & Flood 2014) turns (seed, name, number) into 53 random
bits. The same household therefore gives the same answers in every sample that meets it, and no population has
to be stored.
"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

__all__ = ["POPULATION_SEED", "Columns", "FloatArray", "IntArray", "normal", "pick", "uniform"]

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
Columns = dict[str, NDArray[Any]]

POPULATION_SEED = 2019
"""The seed of the one population that all samples are drawn from."""

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


def _key(name: str, seed: int) -> np.uint64:
    digest = hashlib.blake2b(f"{seed}/{name}".encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "little"))


def uniform(name: str, ids: IntArray, seed: int = POPULATION_SEED) -> FloatArray:
    """Return one number in (0, 1) per unit, always the same for the same name, unit and seed.

    Parameters
    ----------
    name
        Name of the variable; different names give independent numbers.
    ids
        Numbers of the units (enumeration areas, households or persons).
    seed
        The population's seed, or another one for the draw of a sample.

    Returns
    -------
    numpy.ndarray
        Floats, none of them exactly 0 or 1.

    Examples
    --------
    >>> import numpy as np
    >>> ids = np.arange(100_000)
    >>> u = uniform("example", ids)
    >>> bool((u == uniform("example", ids[::-1])[::-1]).all()), round(float(u.mean()), 2)
    (True, 0.5)
    """
    bits = ids.astype(np.uint64) * _STEP + _key(name, seed)
    bits = (bits ^ (bits >> np.uint64(30))) * _MIX_1
    bits = (bits ^ (bits >> np.uint64(27))) * _MIX_2
    bits = bits ^ (bits >> np.uint64(31))
    return ((bits >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53


def normal(name: str, ids: IntArray, seed: int = POPULATION_SEED) -> FloatArray:
    """Return one standard normal number per unit; see `uniform` for the parameters.

    Examples
    --------
    >>> import numpy as np
    >>> z = normal("example", np.arange(100_000))
    >>> abs(float(z.mean())) < 0.02, abs(float(z.std()) - 1) < 0.02
    (True, True)
    """
    draws: FloatArray = ndtri(uniform(name, ids, seed))
    return draws


def pick(name: str, ids: IntArray, weights: FloatArray, seed: int = POPULATION_SEED) -> IntArray:
    """Return one category code per unit, with chances in proportion to `weights`.

    Parameters
    ----------
    name, ids, seed
        As for `uniform`.
    weights
        Either one row for everybody (shape k) or one row per unit (shape n by k); rows need not sum to 1.

    Returns
    -------
    numpy.ndarray
        Codes 0 to k - 1. A category of weight zero is never picked.

    Examples
    --------
    >>> import numpy as np
    >>> codes = pick("example", np.arange(10_000), np.array([1.0, 0.0, 3.0]))
    >>> np.round(np.bincount(codes) / 10_000, 2).tolist()
    [0.25, 0.0, 0.75]
    """
    cumulated = np.cumsum(weights, axis=-1, dtype=np.float64)
    level = uniform(name, ids, seed) * cumulated[..., -1]
    if cumulated.ndim == 1:
        return np.searchsorted(cumulated, level, side="right").astype(np.int64)
    codes: IntArray = (cumulated <= level[:, None]).sum(axis=1, dtype=np.int64)
    return codes

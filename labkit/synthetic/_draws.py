"""The luck of one draw: random numbers for the companions of the labour force survey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import pdtrik

from labkit.errors import OptionError
from labkit.synthetic._uniform import FloatArray, IntArray, normal, pick, uniform

__all__ = ["Draws", "category", "draw_number"]


def draw_number(seed: object, where: str) -> int:
    """Return the number of a draw, once it is a whole number of 0 or more.

    Parameters
    ----------
    seed
        What the caller gave.
    where
        The call to name in the message, without its argument.

    Raises
    ------
    labkit.errors.OptionError
        If `seed` is not a whole number of 0 or more.

    Examples
    --------
    >>> draw_number(7, "draw")
    7
    """
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or seed < 0:
        raise OptionError(
            "A draw is asked for by its number.",
            where=f"{where}(seed={seed!r})",
            got=repr(seed),
            expected="a whole number of 0 or more",
            hint=f"{where}(seed=7) is one draw, {where}(seed=8) another.",
        )
    return int(seed)


def category(codes: NDArray[Any], words: Sequence[str], *, ordered: bool = False) -> pd.Categorical[str]:
    """Return codes as a categorical with these words; -1 becomes a missing value.

    Examples
    --------
    >>> category(np.array([1, -1]), ["yes", "no"]).tolist()
    ['no', nan]
    """
    return pd.Categorical.from_codes(codes.astype(np.int8), categories=pd.Index(list(words)), ordered=ordered)


@dataclass(frozen=True, eq=False)
class Draws:
    """Named random numbers of some units; the same prefix, name and unit always give the same number.

    Attributes
    ----------
    prefix
        What keeps these numbers apart from all others: the data set, and the draw where luck differs by draw.
    ids
        Numbers of the units.

    Examples
    --------
    >>> one, other = Draws("example 1", np.arange(3)), Draws("example 2", np.arange(3))
    >>> bool((one.uniform("size") == Draws("example 1", np.arange(3)).uniform("size")).all())
    True
    >>> bool((one.uniform("size") == other.uniform("size")).any())
    False
    """

    prefix: str
    ids: IntArray

    def uniform(self, name: str) -> FloatArray:
        """Return one number in (0, 1) per unit."""
        return uniform(f"{self.prefix}: {name}", self.ids)

    def normal(self, name: str) -> FloatArray:
        """Return one standard normal number per unit."""
        return normal(f"{self.prefix}: {name}", self.ids)

    def pick(self, name: str, weights: FloatArray) -> IntArray:
        """Return one category code per unit, with chances in proportion to `weights` (one row, or one per unit)."""
        return pick(f"{self.prefix}: {name}", self.ids, weights)

    def poisson(self, name: str, mean: FloatArray) -> IntArray:
        """Return one count per unit, Poisson with the unit's own `mean` (0 or more).

        Examples
        --------
        >>> counts = Draws("example", np.arange(50_000)).poisson("cases", np.full(50_000, 2.5))
        >>> round(float(counts.mean()), 1), round(float(counts.var()), 1)
        (2.5, 2.5)
        """
        # pdtrik inverts the distribution function; the count is the first whole number that reaches the level.
        level = np.maximum(self.uniform(name), np.exp(-mean))
        counts = np.ceil(pdtrik(level, np.maximum(mean, 1e-12)) - 1e-9)
        return np.where(mean > 0, np.maximum(counts, 0), 0).astype(np.int64)

    def binomial(self, name: str, trials: IntArray, share: FloatArray) -> IntArray:
        """Return about how many of the `trials` succeed: the normal approximation, kept between 0 and `trials`.

        Examples
        --------
        >>> Draws("example", np.arange(3)).binomial("kept", np.array([0, 5, 5]), np.array([0.5, 0.0, 1.0])).tolist()
        [0, 0, 5]
        """
        spread = np.sqrt(trials * share * (1 - share))
        counts = np.rint(trials * share + spread * self.normal(name))
        return np.clip(counts, 0, trials).astype(np.int64)

"""The synthetic Cambodia: one population that exists as a function, and samples drawn from it.

Every enumeration area, household and person of 2019 is a function of a number, so nothing is stored and nobody is
real; a second population, of 2012, is made in the same way. `draw` takes a sample as a statistical office would. Levels
are calibrated to published figures; everything else is the generator's own.
"""

from labkit.synthetic.sample import draw

__all__ = ["draw"]

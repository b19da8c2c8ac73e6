"""A survey of migrant workers and what they paid for their first job away (SDG 10.7.1).

The workers exist as a function of a number, like the people of the labour force survey: every draw is another sample
of the same workers, and their own indicator is known. Origins follow a published survey of workers in Thailand; every
other level is the generator's own choice and no published figure.
"""

from labkit.synthetic.recruitment.sample import draw
from labkit.synthetic.recruitment.truth import truth

__all__ = ["draw", "truth"]

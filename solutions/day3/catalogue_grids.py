"""Wrong answers to day 3 by the hundred, by question."""

from .catalogue_grids_31 import GROWTH, HOURLY, LOW, SPREAD
from .catalogue_grids_33 import GAP, RAISED, UNDERPAID

GRIDS = {"q1": HOURLY, "q2": SPREAD, "q3": GROWTH, "q4": LOW, "q5": GAP, "q7": UNDERPAID, "q8": RAISED}

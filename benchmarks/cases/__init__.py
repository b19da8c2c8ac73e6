"""The comparisons, one module for each. A case is added by a module with `TITLE`, `FLOOR` and `works`, and here."""

from cases import decomposition, gini, mean, median, rate

CASES = {"rate": rate, "mean": mean, "median": median, "gini": gini, "decomposition": decomposition}

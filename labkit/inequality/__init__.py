"""Inequality of earnings or consumption: Gini, quantile ratios, quintile shares, Palma."""

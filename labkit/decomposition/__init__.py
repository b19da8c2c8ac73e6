"""Decompositions of a difference between two groups into what is explained and what is not."""

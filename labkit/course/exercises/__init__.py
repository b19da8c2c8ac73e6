"""Exercises: masters, answer keys, releases, the class list, and what nbgrader does of it."""

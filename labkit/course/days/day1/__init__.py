"""What day 1 needs for itself: invented people, the first ten minutes, one case."""

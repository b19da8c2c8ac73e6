"""From totals per group and PSU to estimates, standard errors and intervals."""

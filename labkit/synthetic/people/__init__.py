"""Who lives where: households, school, moves, ties abroad, disability."""

"""What day 4 has for itself: published counts, records a question needs; answers of one register, where inspectors go."""

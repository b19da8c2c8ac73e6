"""What day 4 has for itself: counts of migrants, records a question needs, the register's answers, the inspectors."""

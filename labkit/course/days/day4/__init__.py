"""What day 4 has for itself: three answers of one register, injuries by days lost, where inspectors go."""

"""What day 2 has for itself: seven people, the reform simulator, the group case."""

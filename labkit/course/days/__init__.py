"""What single days need for themselves: a folder for each day, and nothing of another day in it."""

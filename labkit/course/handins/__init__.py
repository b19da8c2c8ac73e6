"""What was handed in: collecting it, reading it whatever it is, and repairing it."""

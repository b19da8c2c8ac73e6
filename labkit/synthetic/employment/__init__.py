"""What people do: jobs, units, conditions, pay, injuries, unpaid work."""

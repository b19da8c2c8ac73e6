"""Pictures of day 2: rules, sectors, reforms."""

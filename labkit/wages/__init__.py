"""Hourly earnings, pay gaps, low pay and minimum wages."""

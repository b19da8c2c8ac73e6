"""Frequency, incidence and severity of injuries at work."""

"""Lessons: reading them, their sections, parameters, editions, and what a lesson must have."""

"""Judging an answer against a key."""

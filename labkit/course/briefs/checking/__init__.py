"""The check of a brief."""

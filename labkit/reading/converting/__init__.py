"""From the columns and codes of a file to labkit's."""

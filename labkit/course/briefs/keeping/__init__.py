"""What the days keep for a brief, and the names by which a text cites it."""

"""Where the records are: in memory or on another engine, and their columns as arrays."""

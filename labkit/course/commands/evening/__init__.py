"""The commands of an evening: collect, and return."""

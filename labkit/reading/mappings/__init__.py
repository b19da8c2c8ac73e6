"""Mappings: which column and code of a file is which column and word of labkit."""

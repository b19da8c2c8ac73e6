"""The pages for people who check: published figures with their sources, and the methods."""

"""The handbook: one site that works offline, with lessons, agenda, glossary, data cards and indicators."""

from labkit.course.site.handbook import write_handbook

__all__ = ["write_handbook"]

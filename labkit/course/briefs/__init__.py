"""The policy brief: what the days keep for it, its traced numbers, its check, its documents."""

from labkit.course.briefs.keeping.part import PARTS, Part
from labkit.course.briefs.keeping.store import FOLDER, brief_folder, keep, kept

__all__ = ["FOLDER", "PARTS", "Part", "brief_folder", "keep", "kept"]

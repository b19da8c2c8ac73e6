"""Survey data with their sample design, and the five estimators that everything else is built from."""

from labkit.survey.survey import Survey

__all__ = ["Survey"]

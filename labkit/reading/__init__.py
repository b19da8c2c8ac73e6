"""Reading a country's own survey file: from its columns and codes to labkit's, with all problems named at once."""

from labkit.reading.abilities import abilities, lacks
from labkit.reading.mappings.template import mapping_template
from labkit.reading.problems import Report
from labkit.reading.survey import Reading, read_survey, report, validate

__all__ = [
    "Reading",
    "Report",
    "abilities",
    "lacks",
    "mapping_template",
    "read_survey",
    "report",
    "validate",
]

"""The public names of labkit, and where each comes from."""

from . import (
    checks as checks,
    compare as compare,
    dashboard as dashboard,
    decomposition as decomposition,
    dialogue as dialogue,
    errors as errors,
    inequality as inequality,
    informality as informality,
    labour as labour,
    migration as migration,
    plots as plots,
    protection as protection,
    quality as quality,
    reading as reading,
    regression as regression,
    safety as safety,
    tables as tables,
    wages as wages,
    words as words,
)
from .data import card as card, datasets as datasets, load as load
from .reading import read_survey as read_survey, validate as validate
from .survey import Survey as Survey
from .tables import to_excel as to_excel

__all__: list[str]
__version__: str

"""labkit: evidence for labour policy.

The ground floor: surveys with their design, indicators with their uncertainty, the data sets of the course.

>>> import labkit as lk
>>> lfs = lk.load("lfs")
>>> adults = lfs.filter(lfs.frame["age"] >= 15)
>>> adults.share("area").columns[-1]
'flag'

Everything is imported where it is first used, so that ``import labkit`` itself takes a moment only.
"""

import sys
from typing import Any

import lazy_loader

__version__ = "0.2.0"

# The map of public names stands in __init__.pyi alone.
_imported, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> Any:
    if name not in __all__:  # with its object, so that Python asks "Did you mean ...?"
        raise AttributeError(f"module 'labkit' has no attribute {name!r}", name=name, obj=sys.modules[__name__])
    return _imported(name)

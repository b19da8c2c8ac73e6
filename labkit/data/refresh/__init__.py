"""Newer published figures from the ILO, beside the table that comes with labkit.

>>> from labkit.data.refresh import series_table
>>> len(series_table())
6
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from labkit.data.refresh.kept import forget, home

if TYPE_CHECKING:
    from labkit.data.refresh.faults import Patience, RefreshError, UnreachableError
    from labkit.data.refresh.refreshing import Refreshed, refresh, series_table

__all__ = [
    "Patience",
    "RefreshError",
    "Refreshed",
    "UnreachableError",
    "forget",
    "home",
    "refresh",
    "series_table",
]


def __getattr__(name: str) -> Any:
    # `labkit.load("published")` needs only what is kept; asking the service is imported when it is used.
    if name in ("Refreshed", "refresh", "series_table"):
        from labkit.data.refresh import refreshing

        return getattr(refreshing, name)
    if name in ("Patience", "RefreshError", "UnreachableError"):
        from labkit.data.refresh import faults

        return getattr(faults, name)
    raise AttributeError(f"module 'labkit.data.refresh' has no attribute {name!r}")

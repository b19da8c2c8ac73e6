"""The style sheet that every page shares: lessons, handbook, feedback, overview."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path


@lru_cache
def style() -> str:
    """Return the style sheet that all pages share."""
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8").strip()

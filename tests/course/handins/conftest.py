"""The rich toy exercise, in a course of its own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def course(rich_course: Path) -> Path:
    return rich_course

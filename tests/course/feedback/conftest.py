"""The exercise of day 2, in a course of its own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def course(day2_course: Path) -> Path:
    return day2_course

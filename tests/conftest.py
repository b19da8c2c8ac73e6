"""What holds for all tests: figures that somebody fetched with `labkit refresh` stay out of them."""

import os
import tempfile
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def shipped_figures_only() -> Iterator[None]:
    """Point LABKIT_HOME to an empty folder, also for the commands and kernels that tests start."""
    before = os.environ.get("LABKIT_HOME")
    with tempfile.TemporaryDirectory(prefix="labkit-home-") as folder:
        os.environ["LABKIT_HOME"] = folder
        yield
        if before is None:
            del os.environ["LABKIT_HOME"]
        else:
            os.environ["LABKIT_HOME"] = before

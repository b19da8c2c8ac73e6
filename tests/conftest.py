"""What holds for all tests: no brief of somebody's own, Ctrl-C that is heard, the same examples on any machine."""

import os
import signal
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("sure", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sure")


@pytest.fixture(scope="session", autouse=True)
def home_of_its_own() -> Iterator[None]:
    """Point LABKIT_HOME to an empty folder, also for the commands and kernels that tests start."""
    before = os.environ.get("LABKIT_HOME")
    with tempfile.TemporaryDirectory(prefix="labkit-home-") as folder:
        os.environ["LABKIT_HOME"] = folder
        yield
        if before is None:
            del os.environ["LABKIT_HOME"]
        else:
            os.environ["LABKIT_HOME"] = before


@pytest.fixture(scope="session", autouse=True)
def interrupts_are_heard() -> None:
    """Let the commands that tests start hear Ctrl-C, also where the tests run behind a shell's ``&``."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what runs notebooks and commands, so that quick tests fill the end on every processor."""
    items.sort(key=lambda item: item.get_closest_marker("course") is None)

import pytest

import labkit as lk
from labkit.synthetic import draw


@pytest.fixture(scope="session")
def sample():
    """Sample 0, made on the spot."""
    return draw(seed=0)


@pytest.fixture(scope="session")
def lfs():
    """Sample 0, from the file."""
    return lk.load("lfs")

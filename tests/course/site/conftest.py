"""The pages of the course itself, with a toy lesson among them, and a browser for what only a browser shows."""

import shutil
from pathlib import Path

import pytest

from labkit.course.site.handbook import write_handbook
from labkit.course.support.paths import Course

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def course_site(built, tmp_path_factory):
    """A site: days, exercises, glossary and reference of the course; lessons are two toys."""
    out = tmp_path_factory.mktemp("course site") / "build"
    shutil.copytree(built.root / "build/cambodia", out / "cambodia")
    write_handbook(Course(ROOT), out)
    return out


@pytest.fixture(scope="module")
def browser():
    """A Chromium that is on this computer, driven by playwright; without either the test is skipped."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("there is no Chromium on this computer (Debian: apt install chromium)")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (make test does it)")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()

"""By content: the labkit that is installed, and the libraries it works with. Results may differ where this does."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import metadata
from pathlib import Path

import labkit
from labkit.course.support.files import content_fingerprint

_LIBRARIES = (
    "beautifulsoup4", "docutils", "ipykernel", "ipywidgets", "jinja2", "matplotlib", "mistune", "nbclient", "nbconvert",
    "nbformat", "nbgrader", "numpy", "pandas", "papermill", "pillow", "pyarrow", "pygments", "scipy", "seaborn",
    "statsmodels",
)  # fmt: skip
"""Libraries whose version may change what is on a page, or a mark."""


@lru_cache(maxsize=1)
def installation_fingerprint() -> str:
    """Return the print of labkit (code, templates, glossary), of its libraries, and of the cards of the data."""
    return digest(text for pair in installation() for text in pair)


@lru_cache(maxsize=1)
def installation() -> tuple[tuple[str, str], ...]:
    """Return what the print is made of, by name: what must be the same where results are to be the same."""
    python = (("Python", platform.python_version()), ("system", platform.system()), ("labkit", labkit.__version__))
    own = ("files of labkit", digest(of_files(_installed()))[:10])
    return (*python, own, *((name, _version(name)) for name in _LIBRARIES))


def digest(texts: Iterable[str]) -> str:
    """Return a digest of texts."""
    made = hashlib.sha256()
    for text in texts:
        made.update(f"{len(text)} {text}".encode(errors="surrogatepass"))  # names of files may be no UTF-8
    return made.hexdigest()


def of_files(paths: Iterable[Path]) -> Iterator[str]:
    """Yield the names and the prints of files; their folders do not count."""
    for path in paths:
        yield path.name
        yield content_fingerprint(path)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _installed() -> Iterator[Path]:
    home = Path(labkit.__file__).parent
    files = (path for path in sorted(home.rglob("*")) if path.is_file() and path.parent.name != "__pycache__")
    yield from (path for path in files if not path.name.startswith("."))
    yield from sorted((home.parent / "datasets").glob("*/card.toml"))


def fingerprint(paths: Iterable[Path], texts: Iterable[str]) -> str:
    """Return a digest of the contents of files and of texts."""
    return digest([*texts, *(text for path in paths for text in (path.name, content_fingerprint(path)))])

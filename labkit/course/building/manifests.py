"""What has been built: a manifest beside each lesson."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.course.lessons.variants import COUNTRY
from labkit.course.support.files import content_fingerprint, write_whole

MANIFEST = "manifest.json"
HALF_RUN = "failed.ipynb"
OK, FAILED = "ok", "failed"
_DAY = '<nav aria-label="This day" class="in-day">'
_NEIGHBOURS = '<nav aria-label="Other lessons" class="neighbours">'


@dataclass(frozen=True)
class Built:
    """A lesson's folder in a build.

    Parameters
    ----------
    folder
        ``build/VARIANT/dayN/LESSON``.
    manifest
        What ``manifest.json`` says.
    """

    folder: Path
    manifest: dict[str, Any]

    @property
    def has_pages(self) -> bool:
        """Whether there is a complete edition (perhaps of an earlier run)."""
        return (self.folder / "trainee.html").exists()

    @property
    def failed(self) -> bool:
        """Whether the last run failed."""
        return self.manifest.get("status") == FAILED

    @property
    def order(self) -> tuple[int, ...]:
        """A key in teaching order."""
        return tuple(int(part) for part in str(self.manifest["lesson"]).split("."))


def write_manifest(folder: Path, **content: Any) -> None:
    """Write ``manifest.json`` into a lesson's folder."""
    write_whole(folder / MANIFEST, json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n")


def file_fingerprint(path: Path) -> str:
    """Return the print of a file: a digest of its content."""
    if path.suffix == ".html":
        return hashlib.sha256(with_links(path.read_text(encoding="utf-8"), "", "").encode()).hexdigest()
    return content_fingerprint(path)


def fingerprints_in(folder: Path) -> dict[str, str]:
    """Return the print of each file in a lesson's folder, but for its manifest; of those that can be read."""
    found = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        with suppress(OSError, UnicodeDecodeError):
            if path.name != MANIFEST:
                found[path.name] = file_fingerprint(path)
    return found


def read_built(out: Path) -> list[Built]:
    """Return every lesson ever built in a folder: the whole country first, then the variants by name."""
    built = []
    for path in sorted(out.glob(f"*/day*/*/{MANIFEST}")):
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
            found = Built(path.parent, manifest)
            variant = found.folder.relative_to(out).parts[0]
            built.append(((variant != COUNTRY, variant), found.order, found))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return [found for _, _, found in sorted(built, key=lambda row: row[:2])]


def with_links(html: str, day: str, neighbours: str) -> str:
    """Return a lesson's page with other links to the parts of its day, and to the lessons before and after it."""
    # A lesson's text cannot hold these by accident: one is above it, the other is the last of the page.
    start, opening, rest = html.partition(_DAY)
    _, closing, end = rest.partition("</nav>")
    if opening and closing:
        html = start + opening + day + closing + end
    start, opening, rest = html.rpartition(_NEIGHBOURS)
    _, closing, end = rest.partition("</nav>")
    return start + opening + neighbours + closing + end if opening and closing else html

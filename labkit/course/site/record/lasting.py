"""The pages that depend on nothing but the installed labkit and its data: made once, and left alone from then on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple
from functools import lru_cache
from pathlib import Path

from labkit.course.site.layout import SHARED, SharedPage, page
from labkit.course.site.parts.examples import FIRST
from labkit.course.site.search import Found, places_on
from labkit.course.site.start.downloads import DOWNLOADS, data_download
from labkit.course.support.files import content_fingerprint, write_whole
from labkit.course.support.installation import installation_fingerprint

_ROOT = "../"
_KEPT = "lasting.json"
"""Beside the pages: by which labkit they were made, their prints, and what the search finds on them."""


def lasting_places(out: Path) -> list[Found]:
    """Write the data cards, the reference and the page for statisticians, and return what the search finds there.

    Pages that lie in the build folder as this labkit wrote them are left as they are: making them takes seconds.
    """
    folder = out / SHARED
    kept = _kept(folder)
    if kept is not None:
        return kept
    for shared in _pages():
        write_whole(out / shared.address, shared.html)
    places = [place for shared in _pages() for place in shared_places(shared)]
    prints = {shared.name: content_fingerprint(folder / shared.name) for shared in _pages()}
    about = {"print": installation_fingerprint(), "files": prints, "places": [astuple(place) for place in places]}
    write_whole(folder / _KEPT, json.dumps(about, ensure_ascii=False))
    return places


def prepare_lasting(out: Path) -> None:
    """Make what `lasting_places` needs, if it does: a thread may do so while other processes build lessons."""
    if _kept(out / SHARED) is None:
        for shared in _pages():
            shared_places(shared)


def forget_lasting(out: Path) -> None:
    """Take away the note beside the pages, in a folder that is given away."""
    (out / SHARED / _KEPT).unlink(missing_ok=True)


def _kept(folder: Path) -> list[Found] | None:
    """Return what the search finds on the pages that lie in a folder, if they are those of this labkit."""
    try:
        about = json.loads((folder / _KEPT).read_text(encoding="utf-8"))
        same = {name: content_fingerprint(folder / name) for name in about["files"]} == about["files"]
        made_by_this = same and about["print"] == installation_fingerprint()
        return [Found(*place) for place in about["places"]] if made_by_this else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


@lru_cache(maxsize=128)
def shared_places(shared: SharedPage) -> tuple[Found, ...]:
    """Return what the search finds on a shared page; overviews repeat what their pages say and are left out."""
    places = places_on(shared.html, shared.kind, shared.address, ("h2", "h3"))
    overview = shared.name in ("data.html", "reference.html")
    return tuple(Found(p.kind, p.title, "", p.address, "") for p in places[:1]) if overview else tuple(places)


@lru_cache
def _pages() -> tuple[SharedPage, ...]:
    return tuple([*_data_pages(), *_reference_pages(), _methods_page()])


def _data_pages() -> Iterator[SharedPage]:
    from labkit.course.site.data_pages import card_contents

    cards = card_contents()
    yield SharedPage("data.html", "Data", page("data.html.j2", root=_ROOT, here="data", cards=cards))
    for card in cards:
        html = page(
            "card.html.j2", root=_ROOT, here="data", card=card, file=f"{DOWNLOADS}/{data_download(card['name'])}"
        )
        yield SharedPage(f"data-{card['name']}.html", "Data", html)


def _reference_pages() -> Iterator[SharedPage]:
    from labkit.course.site.reference import subjects

    html = page("reference.html.j2", root=_ROOT, here="reference", subjects=subjects(), first=FIRST)
    yield SharedPage("reference.html", "Indicator", html)
    for subject in subjects():
        html = page("subject.html.j2", root=_ROOT, here="reference", subject=subject, first=FIRST)
        yield SharedPage(f"reference-{subject.slug}.html", "Indicator", html)


def _methods_page() -> SharedPage:
    from labkit.course.site.record.methods import methods

    html = page("methods.html.j2", root=_ROOT, here="reference", methods=methods())
    return SharedPage("methods.html", "Method", html)

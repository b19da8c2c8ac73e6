"""Writing the handbook: the pages that all variants of the lessons share, the search, and the start page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from labkit.course.building.manifests import Built, read_built
from labkit.course.lessons.days import read_days
from labkit.course.site.agenda import agenda_content, read_times, timetables
from labkit.course.site.day_parts import CASE
from labkit.course.site.glossary import terms
from labkit.course.site.layout import INDEX, SCRIPT, SHARED, SharedPage, page, site_script
from labkit.course.site.parts.sources import CLAIMS
from labkit.course.site.record.claims import lesson_claims, published_figures
from labkit.course.site.record.lasting import lasting_places, shared_places
from labkit.course.site.search import Found, as_script, places_on
from labkit.course.site.search_words import as_typed, search_words
from labkit.course.site.start.day_pages import day_contents
from labkit.course.site.start.downloads import write_downloads
from labkit.course.site.start.links import link_lessons
from labkit.course.site.start.whole_day import write_whole_days
from labkit.course.site.start_page import write_facilitators, write_start
from labkit.course.support.files import write_whole
from labkit.course.support.paths import Course

_ROOT = "../"
"""From the folder of the shared pages to the build folder."""


def write_handbook(course: Course, out: Path, *, facilitators: bool = True) -> Path:
    """Write the start page, the days, the agenda, the glossary, the data cards, the reference and the search.

    Examples
    --------
    >>> import tempfile
    >>> from labkit.course.support.paths import Course
    >>> folder = Path(tempfile.mkdtemp())
    >>> write_handbook(Course(folder), folder / "build").name
    'index.html'
    """
    built = read_built(out)
    days = read_days(course)
    shown = first_variant(out, built)
    lessons = {str(lesson.manifest["lesson"]): lesson for lesson in reversed(shown)}
    addresses = {number: f"{_folder(out, lesson)}/trainee.html" for number, lesson in lessons.items()}
    link_lessons(out, built, [path.parent.name for path in course.exercises.glob("day*/day*.ipynb")])
    write_whole_days(out, [lesson for lesson in built if lesson.has_pages], days)
    saved = write_downloads(course, out, shown)
    tables = agenda_content(timetables(course, read_times(out)), read_times(out), addresses)
    cards = day_contents(course, out, shown, days, saved)
    made = [_agenda(tables, commands=facilitators), *_days(cards, tables), _glossary(addresses), _claims(out, shown)]
    for shared in made:
        write_whole(out / shared.address, shared.html)
    others = _other_places(out, built, shown)
    cases = {part["key"] for card in cards for part in card["parts"] if part["kind"] == CASE}
    shared_pages = [*(place for shared in made for place in shared_places(shared)), *lasting_places(out)]
    places = [*_lesson_places(out, lessons, cases), *shared_pages, *others]
    words = search_words() | {as_typed(place.title): "" for place in others}
    write_whole(out / SHARED / INDEX, as_script(places, words))
    write_whole(out / SHARED / SCRIPT, site_script())
    write_whole(out / SHARED / "search.html", page("search.html.j2", root=_ROOT))
    if facilitators:
        write_facilitators(course, out, built, days)
    return write_start(out, built, cards, places=facilitators)


def first_variant(out: Path, built: list[Built]) -> list[Built]:
    """Return the lessons with pages of the variant that the search and the glossary lead to."""
    shown = [lesson for lesson in built if lesson.has_pages]
    variants = [lesson.folder.relative_to(out).parts[0] for lesson in shown]
    return [lesson for lesson, variant in zip(shown, variants, strict=True) if variant == variants[0]]


def _folder(out: Path, lesson: Built) -> str:
    return lesson.folder.relative_to(out).as_posix()


def _agenda(tables: list[dict[str, Any]], *, commands: bool) -> SharedPage:
    return SharedPage(
        "agenda.html", "Agenda", page("agenda.html.j2", root=_ROOT, here="agenda", days=tables, commands=commands)
    )


def _days(cards: list[dict[str, Any]], tables: list[dict[str, Any]]) -> Iterator[SharedPage]:
    by_day = {table["day"]: table for table in tables}
    for day in cards:
        html = page("day.html.j2", root=_ROOT, here="start", day=day, table=by_day.get(day["name"]))
        yield SharedPage(f"{day['name']}.html", "Day", html)


def _claims(out: Path, lessons: list[Built]) -> SharedPage:
    figures = published_figures()
    html = page(
        "claims.html.j2",
        root=_ROOT,
        lessons=lesson_claims(out, lessons),
        figures=figures,
        count=sum(len(entry["rows"]) for entry in figures),
    )
    return SharedPage(CLAIMS, "Source", html)


def _glossary(addresses: dict[str, str]) -> SharedPage:
    letters: dict[str, str] = {}
    for term in terms():
        letters.setdefault(term.heading[0], term.id)
    html = page(
        "glossary.html.j2",
        root=_ROOT,
        here="glossary",
        terms=terms(),
        letters=letters,
        headings={term.id: term.term for term in terms()},
        lessons=addresses,
    )
    return SharedPage("glossary.html", "Glossary", html)


def _other_places(out: Path, built: list[Built], shown: list[Built]) -> list[Found]:
    """Return where the start page has the lessons of other provinces and data than those that the search leads to."""
    here = {lesson.folder.relative_to(out).parts[0]: str(lesson.manifest["variant"]) for lesson in built}
    first = {lesson.folder.relative_to(out).parts[0] for lesson in shown}
    return [
        Found("Course", name, "", f"index.html#{folder}", f"The lessons with the figures of {name}.")
        for folder, name in here.items()
        if folder not in first
        and any(lesson.has_pages for lesson in built if lesson.folder.is_relative_to(out / folder))
    ]


def _lesson_places(out: Path, lessons: dict[str, Built], cases: Collection[str]) -> list[Found]:
    """Return what the search finds in the trainees' lessons of one variant; a group case is called one."""
    places: list[Found] = []
    for number, lesson in sorted(lessons.items(), key=lambda item: item[1].order):
        html = (lesson.folder / "trainee.html").read_text(encoding="utf-8")
        found = places_on(html, "Lesson", f"{_folder(out, lesson)}/trainee.html")
        places += [replace(each, title=f"{each.title} (group case)") for each in found] if number in cases else found
    return places

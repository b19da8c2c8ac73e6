"""Writing the handbook: the pages that all variants of the lessons share, the search, and the start page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from labkit.course.building.manifests import Built, read_built
from labkit.course.lessons.days import read_days
from labkit.course.site.agenda import agenda_content, read_times, timetables
from labkit.course.site.data_pages import card_contents
from labkit.course.site.glossary import terms
from labkit.course.site.layout import SHARED, TEMPLATES, page
from labkit.course.site.reference import subjects
from labkit.course.site.search import Found, as_script, places_on
from labkit.course.site.start_page import write_index
from labkit.course.support.files import write_whole
from labkit.course.support.paths import Course

_ROOT = "../"
"""From the folder of the shared pages to the build folder."""


@dataclass(frozen=True)
class SharedPage:
    """A page that exists once: its file's name, what the search calls it, and its content."""

    name: str
    kind: str
    html: str

    @property
    def address(self) -> str:
        """The page as seen from the build folder."""
        return f"{SHARED}/{self.name}"


def write_handbook(course: Course, out: Path) -> Path:
    """Write the start page, the agenda, the glossary, the data cards, the reference and the search.

    Parameters
    ----------
    course
        The course, for the agenda.
    out
        The build folder. Lessons that were built before are linked; none is needed.

    Returns
    -------
    Path
        The start page. Equal inputs give equal pages.

    Raises
    ------
    CourseError
        If the glossary is damaged.

    Examples
    --------
    >>> import tempfile
    >>> from labkit.course.support.paths import Course
    >>> folder = Path(tempfile.mkdtemp())
    >>> write_handbook(Course(folder), folder / "build").name
    'index.html'
    """
    built = read_built(out)
    lessons = {str(lesson.manifest["lesson"]): lesson for lesson in reversed(first_variant(out, built))}
    addresses = {number: f"{_folder(out, lesson)}/trainee.html" for number, lesson in lessons.items()}
    made = [_agenda(course, out, addresses), _glossary(addresses), *_lasting()]
    for shared in made:
        write_whole(out / shared.address, shared.html)
    places = [*_lesson_places(out, lessons), *(place for shared in made for place in _places(shared))]
    write_whole(out / SHARED / "search-index.js", as_script(places))
    write_whole(out / SHARED / "search.js", (TEMPLATES / "search.js").read_text(encoding="utf-8"))
    write_whole(out / SHARED / "search.html", page("search.html.j2", root=_ROOT))
    return write_index(out, read_days(course))


def prepare_handbook() -> None:
    """Make the pages that depend on no lesson, so that `write_handbook` finds them made: it takes seconds.

    A thread may do this while lessons are built by other processes.
    """
    for shared in _lasting():
        _places(shared)


def first_variant(out: Path, built: list[Built]) -> list[Built]:
    """Return the lessons with pages of the variant that the search and the glossary lead to.

    Parameters
    ----------
    out
        The build folder.
    built
        Every lesson in it, the whole country first.
    """
    shown = [lesson for lesson in built if lesson.has_pages]
    variants = [lesson.folder.relative_to(out).parts[0] for lesson in shown]
    return [lesson for lesson, variant in zip(shown, variants, strict=True) if variant == variants[0]]


def _folder(out: Path, lesson: Built) -> str:
    return lesson.folder.relative_to(out).as_posix()


def _agenda(course: Course, out: Path, addresses: dict[str, str]) -> SharedPage:
    times = read_times(out)
    days = agenda_content(timetables(course, times), times, addresses)
    return SharedPage("agenda.html", "Agenda", page("agenda.html.j2", root=_ROOT, here="agenda", days=days))


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


@lru_cache
def _lasting() -> tuple[SharedPage, ...]:
    """Return the pages that depend on nothing but the installed labkit and its data."""
    return tuple([*_data_pages(), *_reference_pages()])


def _data_pages() -> Iterator[SharedPage]:
    cards = card_contents()
    yield SharedPage("data.html", "Data", page("data.html.j2", root=_ROOT, here="data", cards=cards))
    for card in cards:
        html = page("card.html.j2", root=_ROOT, here="data", card=card)
        yield SharedPage(f"data-{card['name']}.html", "Data", html)


def _reference_pages() -> Iterator[SharedPage]:
    html = page("reference.html.j2", root=_ROOT, here="reference", subjects=subjects())
    yield SharedPage("reference.html", "Indicator", html)
    for subject in subjects():
        html = page("subject.html.j2", root=_ROOT, here="reference", subject=subject)
        yield SharedPage(f"reference-{subject.slug}.html", "Indicator", html)


@lru_cache(maxsize=128)
def _places(shared: SharedPage) -> tuple[Found, ...]:
    """Return what the search finds on a shared page; overviews repeat what their pages say and are left out."""
    places = places_on(shared.html, shared.kind, shared.address, ("h2", "h3"))
    overview = shared.name in ("data.html", "reference.html")
    return tuple(Found(p.kind, p.title, "", p.address, "") for p in places[:1]) if overview else tuple(places)


def _lesson_places(out: Path, lessons: dict[str, Built]) -> list[Found]:
    """Return what the search finds in the trainees' lessons of one variant."""
    places = []
    for lesson in sorted(lessons.values(), key=lambda lesson: lesson.order):
        html = (lesson.folder / "trainee.html").read_text(encoding="utf-8")
        places += places_on(html, "Lesson", f"{_folder(out, lesson)}/trainee.html")
    return places

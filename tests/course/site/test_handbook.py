"""The handbook: every page stands on its own feet offline, can be reached, read and searched by everybody."""

import json
import os
import re
import shutil
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from labkit.course.building.manifests import read_built
from labkit.course.site.docstrings import as_html, sections
from labkit.course.site.glossary import terms
from labkit.course.site.handbook import write_handbook
from labkit.course.site.layout import PLACES, TEMPLATES, site_style
from labkit.course.site.page_parts import external_resources
from labkit.course.site.reference import SUBJECTS, subjects
from labkit.course.site.search import Found, as_script, places_on
from labkit.course.support.paths import Course
from labkit.data import datasets

pytestmark = pytest.mark.course


@pytest.fixture(scope="module")
def site(built, tmp_path_factory):
    """The folder of a site: the toy course as it was built, in two variants, with its handbook."""
    out = tmp_path_factory.mktemp("site") / "build"
    shutil.copytree(built.root / "build", out)
    shutil.copytree(out / "cambodia", out / "battambang")
    for path in (out / "battambang").rglob("manifest.json"):
        path.write_text(path.read_text("utf-8").replace('"Cambodia"', '"Battambang"'), "utf-8")
    write_handbook(Course(built.root), out)
    return out


@pytest.fixture(scope="module")
def soups(site):
    """Every page of the site."""
    return {path: BeautifulSoup(path.read_text("utf-8"), "html.parser") for path in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="module")
def places(site):
    return [Found(*row) for row in index_in((site / "handbook/search-index.js").read_text("utf-8"))]


def index_in(script):
    start, words = script.split("\nwindow.labkitWords = ")
    assert isinstance(json.loads(words.rstrip().rstrip(";")), dict)
    return json.loads(start.removeprefix("window.labkitIndex = ").rstrip(";"))


def test_the_pages_that_all_variants_share_exist_once(site):
    names = {path.name for path in (site / "handbook").iterdir()}
    assert {"agenda.html", "glossary.html", "data.html", "reference.html", "search.html"} <= names
    assert {f"data-{name}.html" for name in datasets()["name"]} <= names
    assert {f"reference-{subject.slug}.html" for subject in subjects()} <= names
    assert {path.parent.name for path in site.rglob("glossary.html")} == {"handbook"}


def test_every_internal_link_leads_to_a_file_and_a_place(site, soups):
    ids = {path: {node["id"] for node in soup.select("[id]")} for path, soup in soups.items()}
    for path, soup in soups.items():
        for link in soup.select("a[href]"):
            address = urlsplit(link["href"])
            if address.scheme:
                assert address.scheme in ("http", "https", "mailto"), (path, link["href"])
                continue
            target = (path.parent / unquote(address.path)).resolve() if address.path else path
            assert target.is_file(), (path, link["href"])
            assert target.is_relative_to(site.resolve()) or target == path
            if address.fragment and target.suffix == ".html":
                place = unquote(address.fragment)
                assert place in next(v for k, v in ids.items() if k.resolve() == target.resolve()), (path, link["href"])


def test_nothing_is_loaded_but_the_script_beside_the_pages(site, soups):
    for path, soup in soups.items():
        assert external_resources(f"{soup}") == [], path
        loaded = [node["src"] for node in soup.select("script")] + [node["action"] for node in soup.select("form")]
        assert [(path.parent / address).resolve() for address in loaded] == [
            site.resolve() / "handbook/site.js", site.resolve() / "handbook/search.html"
        ]  # fmt: skip
        without_links = re.sub(r'<a [^>]*href="https?://[^"]*"', "<a", f"{soup}")
        assert not re.findall(r"""(?:src|href|action|url|@import)\s*[=(]?\s*["']?(?:https?:)?//""", without_links), path
    script = (site / "handbook/site.js").read_text("utf-8")
    assert not re.search(r"https?://|fetch\(|XMLHttpRequest|\bimport\b|innerHTML", script)


def test_all_pages_have_one_bar_that_says_where_one_is(site, soups):
    for path, soup in soups.items():
        bar = soup.select("nav.bar")
        assert len(bar) == 1, path
        assert [link.get_text() for link in bar[0].select("li a")] == [label for _, label in PLACES.values()]
        assert len(bar[0].select("[aria-current]")) == (0 if path.name in ("search.html", "claims.html") else 1), path


def test_pages_are_made_for_keyboards_and_screen_readers(soups):
    for path, soup in soups.items():
        assert soup.html["lang"] == "en"
        assert soup.title.get_text().strip()
        assert soup.select_one(soup.select_one("a.skip")["href"]).name == "main", path
        assert len(soup.select("main")) == 1
        ids = [node["id"] for node in soup.select("[id]")]
        assert sorted(ids) == sorted(set(ids)), path
        assert soup.select_one(f"label[for={soup.select_one('form.search input')['id']}]")
        assert soup.select_one("form.search [aria-live]")
        names = [nav.get("aria-label") for nav in soup.select("nav")]
        assert all(names), path
        assert len(set(names)) == len(names), path
        for image in soup.select("img"):
            assert image.get("alt", "").strip(), path
        for labelled in soup.select("[aria-labelledby]"):
            assert labelled["aria-labelledby"] in ids, path
        for link in soup.select("a[href]:not([aria-hidden=true])"):
            assert link.get_text().strip() or link.get("aria-label"), (path, link)


def test_headings_are_in_order(soups):
    for path, soup in soups.items():
        levels = [int(heading.name[1]) for heading in soup.select("main :is(h1, h2, h3, h4, h5, h6)")]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)


def test_docstrings_are_good_restructured_text(soups):
    for path, soup in soups.items():
        assert not soup.select(".system-message, .problematic"), (path, soup.select(".system-message"))


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colour(name):
    if name.startswith("#"):
        return name if len(name) == 7 else "#" + "".join(2 * letter for letter in name[1:])
    return colour(re.search(rf"--{name}:\s*(#\w+)", site_style())[1])


@pytest.mark.parametrize("paper", ["paper", "wash", "turn-wash", "guide-wash", "notice"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "link", "alarm", "soft"])
def test_text_contrast_is_enough_on_every_ground(ink, paper):
    assert contrast(colour(ink), colour(paper)) >= 4.5


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("bar-ink", "bar", 4.5), ("turn", "turn-wash", 4.5), ("guide", "guide-wash", 4.5), ("turn", "paper", 4.5),
        ("focus-on-bar", "bar", 3), ("focus", "paper", 3), ("focus", "wash", 3), ("edge", "paper", 3),
    ],
)  # fmt: skip
def test_contrast_of_bar_labels_and_focus_is_enough(one, other, least):
    assert contrast(colour(one), colour(other)) >= least


def test_every_colour_of_code_is_readable_on_its_ground():
    rules = re.findall(r"\.highlight \.\w+[^{]*\{ color: var\(--([\w-]+)\)", site_style())
    assert len(rules) == 5
    for rule in rules:
        assert contrast(colour(rule), colour("wash")) >= 4.5, rule


def test_the_search_finds_the_pages_about_informality(places):
    by_kind = {}
    for place in places:
        if "informal" in f"{place.title} {place.heading} {place.text}".lower():
            by_kind.setdefault(place.kind, []).append(place)
    assert {"Glossary", "Indicator", "Data"} <= set(by_kind)
    assert "handbook/glossary.html#informal-job" in {place.address for place in by_kind["Glossary"]}
    assert "handbook/reference-informality.html#informal_employment_rate" in {p.address for p in by_kind["Indicator"]}


def test_the_search_leads_to_places_that_exist_and_to_one_variant(site, soups, places):
    ids = {path.relative_to(site).as_posix(): {n["id"] for n in soup.select("[id]")} for path, soup in soups.items()}
    for place in places:
        path, _, anchor = place.address.partition("#")
        assert path in ids, place.address
        assert not anchor or anchor in ids[path], place.address
    lessons = {place.address.split("/")[0] for place in places if place.kind == "Lesson"}
    assert lessons == {"cambodia"}
    assert len({place.address for place in places}) == len(places)


def test_the_search_leads_to_the_lessons_of_a_province_that_were_built(site, places):
    assert [p.address for p in places if p.title == "Battambang"] == ["index.html#battambang"]
    words = (site / "handbook/search-index.js").read_text("utf-8").partition("window.labkitWords = ")[2]
    found = json.loads(words.rstrip().rstrip(";"))
    assert found["battambang"] == "", "its lessons come before the column of the survey"
    assert found["kep"] == ">data-lfs.html#column-province"


def test_the_search_does_not_give_the_answers_away(places):
    assert not [place for place in places if "facilitator.html" in place.address]
    assert not [place for place in places if "secret talking point" in place.text]


def test_the_index_of_the_search_is_a_script_with_nothing_in_it_but_texts():
    script = as_script([Found("Lesson", 'A "title"', "</script>", "a.html", "line\u2028end")])
    row = index_in(script)[0]
    assert row == ["Lesson", 'A "title"', "</script>", "a.html", "line end"]


def test_sections_of_a_page_become_places():
    html = (
        "<main><h1>T</h1><p>a <b>b</b>, c</p><h2 id='x'>X <span class='time'>5 min</span></h2>"
        "<ul><li>d</li><li>e</li></ul></main>"
    )
    assert [(p.heading, p.text) for p in places_on(html, "Lesson", "l.html")] == [("", "a b, c"), ("X", "d e")]


def test_the_country_comes_first_whatever_the_alphabet_says(site):
    assert read_built(site)[0].folder.relative_to(site).parts[0] == "cambodia"
    for name in ("index.html", "facilitators.html"):
        soup = BeautifulSoup((site / name).read_text("utf-8"), "html.parser")
        assert [node.get_text() for node in soup.select("details.variant > summary")] == ["Battambang"]
    assert soup.select_one("h3#cambodia")


def test_the_facilitators_list_says_how_long_a_lesson_runs(site):
    soup = BeautifulSoup((site / "facilitators.html").read_text("utf-8"), "html.parser")
    assert re.fullmatch(r"runs in \d+ s", soup.select_one(".seconds").get_text())


def test_the_glossary_page_has_every_term_and_links_the_lessons_that_were_built(site):
    soup = BeautifulSoup((site / "handbook/glossary.html").read_text("utf-8"), "html.parser")
    assert [node["id"] for node in soup.select("section.entry > h2")] == [term.id for term in terms()]
    used = soup.select_one("section[aria-labelledby=informal-job] .used a")
    assert (used.get_text(), used["href"]) == ("2.1", "../cambodia/day2/2.1-toy/trainee.html")


def test_the_lessons_are_linked_to_the_handbook_from_their_folder(site):
    soup = BeautifulSoup((site / "cambodia/day2/2.1-toy/trainee.html").read_text("utf-8"), "html.parser")
    assert soup.select_one("script")["src"] == "../../../handbook/site.js"
    assert soup.select_one("form.search")["action"] == "../../../handbook/search.html"


def test_every_public_indicator_is_in_the_reference(site):
    from importlib import import_module

    for slug, (_, module, names) in SUBJECTS.items():
        offered = names or getattr(import_module(module), "__all__", ())
        functions = {name for name in offered if callable(getattr(import_module(module), name)) and name.islower()}
        if functions:
            page = BeautifulSoup((site / f"handbook/reference-{slug}.html").read_text("utf-8"), "html.parser")
            assert functions <= {node["id"] for node in page.select("h2")}, slug


def test_a_data_card_names_every_column_and_says_that_data_are_synthetic(site):
    soup = BeautifulSoup((site / "handbook/data-lfs.html").read_text("utf-8"), "html.parser")
    assert "Nobody in these data is real" in soup.select_one(".notice").get_text()
    assert {"household_id", "weight", "monthly_pay"} <= {node.get_text() for node in soup.select(".column h3")}
    assert soup.select("#calibration")


def test_equal_inputs_give_equal_pages(site, built):
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    write_handbook(Course(built.root), site)
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_pages_of_this_labkit_are_left_alone_and_mended_where_they_are_damaged(site, built):
    index, page = site / "handbook/search-index.js", site / "handbook/reference-wages.html"
    whole = {path: path.read_bytes() for path in (index, page)}
    left = site / "handbook/methods.html"
    os.utime(left, ns=(0, 0))
    write_handbook(Course(built.root), site)
    assert left.stat().st_mtime_ns == 0
    page.write_text("half of the pa", encoding="utf-8")
    write_handbook(Course(built.root), site)
    assert {path: path.read_bytes() for path in whole} == whole
    page.unlink()
    (site / "handbook/lasting.json").write_text('{"files": [', encoding="utf-8")
    write_handbook(Course(built.root), site)
    assert {path: path.read_bytes() for path in whole} == whole


def test_a_course_without_lessons_has_a_handbook_too(toy, tmp_path):
    root = toy.new_course(tmp_path)
    index = write_handbook(Course(root), root / "build")
    assert "Nothing has been built yet" in index.read_text("utf-8")
    assert "There are no lessons yet" in (root / "build/handbook/agenda.html").read_text("utf-8")


DOCSTRING = r"""Return the gap of `other` and ``x``.

    .. math:: \frac{\bar y_m - \bar y_f}{2}

    Parameters
    ----------
    survey, by
        As for `other`.

    Returns
    -------
    pandas.DataFrame
        One row.

    Examples
    --------
    >>> 1 < 2
    True
    """


def test_a_docstring_becomes_headings_lists_formulas_and_links():
    html = as_html(DOCSTRING, level=3, prefix="gap", address={"other": "o.html#other"}.get)
    soup = BeautifulSoup(html, "html.parser")
    assert [node.get_text() for node in soup.select("h3")] == ["What to give it", "What comes back", "Examples"]
    assert [node.get_text() for node in soup.select("dt")] == ["survey, by", "pandas.DataFrame"]
    assert soup.select_one("a")["href"] == "o.html#other"
    assert soup.select_one("pre").get_text().strip() == ">>> 1 < 2\nTrue"
    # The index stands beside the letter with the bar: y-bar of m.
    assert [node.name for node in soup.select_one("mfrac msub").find_all(True, recursive=False)] == ["mover", "mi"]


def test_a_heading_without_a_line_under_it_is_text():
    assert sections("A.\n\nExamples\nof it.") == [("", "A.\n\nExamples\nof it.")]


def test_raw_html_and_files_in_a_docstring_are_not_taken_over():
    html = as_html(".. include:: /etc/hostname\n\n.. raw:: html\n\n   <script>1</script>", level=3, prefix="x")
    assert "<script>1" not in html.replace("&lt;", "")


@pytest.mark.parametrize(
    "address",
    [
        "https://x.org/handbook/site.js",
        "handbook/site.js?https://x.org",
        "handbook/other.js",
        "//handbook/site.js",
    ],
)
def test_only_the_search_beside_the_pages_counts_as_inside(address):
    assert external_resources(f'<script src="{address}"></script>') == [address]


def test_the_templates_load_nothing():
    for path in TEMPLATES.rglob("*.j2"):
        assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", path.read_text("utf-8")), path

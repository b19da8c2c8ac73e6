"""Every lesson runs for the country, a province and another sample; `test_rules` has what it must have."""

import json
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

from labkit.course.building.execute import BUDGET
from labkit.course.cli import main
from labkit.course.site.lesson_page import external_resources

ROOT = Path(__file__).parents[3]
LESSONS = sorted((ROOT / "notebooks").glob("day*/*.ipynb"))


@pytest.fixture(scope="module", params=[[], ["--province", "Kep"], ["--draw", "5"]], ids=["country", "Kep", "draw 5"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("build")
    assert main(["--course", str(ROOT), "build", *request.param, "--out", str(out)]) == 0
    return out


def test_lessons_run_without_warnings(built: Path) -> None:
    executed = sorted(built.rglob("executed.ipynb"))
    assert len(executed) == len(LESSONS)
    for path in executed:
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                assert output.get("name") != "stderr", f"{path}\n{output.text}"


def test_each_lesson_keeps_to_its_time(built: Path) -> None:
    manifests = [json.loads(path.read_text("utf-8")) for path in built.rglob("manifest.json")]
    assert len(manifests) == len(LESSONS)
    assert {m["lesson"]: m["processor_seconds"] for m in manifests if not 0 < m["processor_seconds"] <= BUDGET} == {}


def test_pages_are_complete(built: Path) -> None:
    pages = sorted(page for page in built.rglob("*.html") if page.parent.name != "handbook")
    whole_days = [page for page in pages if page.name == "whole-day.html"]
    assert len(whole_days) == len({lesson.parent.name for lesson in LESSONS})
    assert len(pages) == 2 * len(LESSONS) + len(whole_days) + 2, "and the two start pages"
    for path in pages:
        html = path.read_text("utf-8")
        page = BeautifulSoup(html, "html.parser")
        assert external_resources(html) == []
        assert all(image.get("alt") for image in page.find_all("img")), path
        levels = [int(heading.name[1]) for heading in page.find_all(["h1", "h2", "h3", "h4"])]
        assert levels[0] == 1
        assert all(below <= above + 1 for above, below in pairwise(levels))
        for link in page.select('a[href^="#"]'):
            assert page.find(id=link["href"][1:]), f"{path}: {link}"


def test_pages_are_light_with_their_pictures(built: Path) -> None:
    """A phone on a slow network opens any page, the whole day on one page too: its pictures lie beside it."""
    pages = list(built.rglob("*.html"))
    assert {str(page): size for page in pages if (size := page.stat().st_size) >= 500_000} == {}


def test_the_trainees_edition_holds_no_answers(built: Path) -> None:
    for path in [*built.rglob("trainee.ipynb"), *built.rglob("trainee.html")]:
        text = path.read_text("utf-8")
        assert "For the facilitator" not in text
        assert "Model answer" not in text
    for path in built.rglob("trainee.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        assert not any(cell.get("outputs") for cell in cells)


def test_no_line_of_the_facilitators_is_on_a_trainees_page(built: Path) -> None:
    told = []
    for path in built.rglob("facilitator.ipynb"):
        page = plain(BeautifulSoup((path.parent / "trainee.html").read_text("utf-8"), "html.parser").get_text())
        for cell in nbformat.read(path, as_version=4).cells:
            if {"facilitator", "solution"} & set(cell.metadata.get("tags", ())) and cell.cell_type == "markdown":
                lines = [line for line in map(plain, cell.source.splitlines()) if len(line) > 40]
                told += lines
                assert [line for line in lines if line in page] == [], path
    assert len(told) > 100


def plain(text: str) -> str:
    """Return the words of a text without marks, spaces and numbers of lists."""
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[\s*`_>#-]", "", re.sub(r"^\s*(?:\d+\.|[-*])\s+", "", text))


# Their data know no provinces, or too few people of a province are in them: they say so, and count the country.
FOR_THE_COUNTRY = ("3.3", "3.4", "3.9", "4.3")


def test_the_text_adapts_to_the_place(built: Path) -> None:
    variant = next(folder for folder in built.iterdir() if (folder / "day1").is_dir())
    place = "Kep" if variant.name.startswith("kep") else "Cambodia"
    interval = r"\([-\d.,]+ to [-\d.,]+"
    pages = sorted(variant.rglob("trainee.html"))
    assert len(pages) == len(LESSONS)
    for path in pages:
        text = BeautifulSoup(path.read_text("utf-8"), "html.parser").get_text()
        estimate = re.search(rf"In {place}\b(?:[^.]|\.\d)*{interval}|{interval}\) in {place}\b", text)
        if not estimate and path.parent.name.startswith(FOR_THE_COUNTRY):
            estimate = place in text and re.search(interval, text)
        assert estimate, f"{path}: no sentence gives an estimate with its interval 'in {place}'"

"""Every lesson of the course: what it must have, and that it runs for the country, a province and another sample."""

import json
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

import labkit as lk
from labkit.course.building.execute import BUDGET
from labkit.course.cli import main
from labkit.course.lessons.days import read_day
from labkit.course.site.lesson_page import external_resources

ROOT = Path(__file__).parents[3]
LESSONS = sorted((ROOT / "notebooks").glob("day*/*.ipynb"))
NUMBER_IN_PROSE = re.compile(r"\d+([.,]\d+)? ?(percent|%|million|thousand)")
PARTS = (
    "## What you will be able to do",
    "## Discussion",
    "## What this does not show",
    "## Quiz",
    "## Key points",
    "**Sources.**",
    "synthetic",
    "The same in Stata",
    "n Excel",
)


def tags(cell: nbformat.NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


@pytest.fixture(params=LESSONS, ids=lambda p: p.stem)
def lesson(request: pytest.FixtureRequest) -> nbformat.NotebookNode:
    return nbformat.read(request.param, as_version=4)


@pytest.mark.parametrize("path", LESSONS, ids=lambda p: p.stem)
def test_number_folder_and_name_of_the_file_agree(path: Path) -> None:
    number = nbformat.read(path, as_version=4).metadata["labkit"]["lesson"]
    place = f"day{number.split('.')[0]}/{number}-"
    assert f"{path.parent.name}/{path.name}".startswith(place), f"lesson {number} belongs into notebooks/{place}….ipynb"


def test_a_lesson_takes_60_to_90_minutes(lesson: nbformat.NotebookNode) -> None:
    minutes = [cell.metadata.get("labkit", {}).get("minutes", 0) for cell in lesson.cells]
    assert 60 <= sum(minutes) <= 90, f"the minutes of the headings add up to {sum(minutes)}"


def test_a_lesson_has_all_its_parts(lesson: nbformat.NotebookNode) -> None:
    prose = "\n".join(cell.source for cell in lesson.cells if cell.cell_type == "markdown")
    missing = [part for part in PARTS if part not in prose]
    assert not missing, f"the lesson's text lacks: {missing}"
    question = lesson.metadata["labkit"]["question"]
    shown = question in prose.replace("\n> ", " ")
    assert shown, f"the question of the notebook's metadata does not stand in the text as it is there: {question}"


def test_a_lesson_has_cells_for_all_who_use_it(lesson: nbformat.NotebookNode) -> None:
    found = [tag for cell in lesson.cells for tag in tags(cell)]
    assert found.count("parameters") == 1, f"one cell with the tag parameters, not {found.count('parameters')}"
    assert found.count("your-turn") >= 2, f"two cells with the tag your-turn, not {found.count('your-turn')}"
    assert found.count("facilitator") >= 4, f"four cells with the tag facilitator, not {found.count('facilitator')}"


def test_trainees_see_short_cells(lesson: nbformat.NotebookNode) -> None:
    shown = [cell for cell in lesson.cells if cell.cell_type == "code" and "solution" not in tags(cell)]
    for cell in shown:
        hidden = cell.metadata.get("jupyter", {}).get("source_hidden")
        if hidden or cell.source.startswith("my_guess") or "parameters" in tags(cell):
            continue
        lines = [line for line in cell.source.splitlines() if line and not line.startswith(("import", "from", "#"))]
        advice = "shorten it, or hide it if it only writes a sentence"
        assert len(lines) <= 4, f"a cell of {len(lines)} lines, {advice}:\n{cell.source}"
        assert max(map(len, lines)) <= 90, f"a line of more than 90 letters, {advice}:\n{cell.source}"


def test_what_a_lesson_needs_is_what_the_course_s_survey_has(lesson: nbformat.NotebookNode) -> None:
    needs = {name for cell in lesson.cells for name in cell.metadata.get("labkit", {}).get("needs", [])}
    assert needs, 'no cell has "needs": on a survey of somebody\'s own nothing is left out, and the lesson stops'
    assert lk.reading.lacks(lk.load("lfs"), *sorted(needs)) == []


def test_prose_states_no_figure_that_was_not_computed(lesson: nbformat.NotebookNode) -> None:
    allowed = {"100 percent", "95 percent"}  # in definitions
    for cell in lesson.cells:
        if cell.cell_type == "markdown":
            # The day's question and what somebody says, in quotation marks, may hold a figure.
            text = re.sub(r'"[^"\n]*"|“[^”]*”', "", cell.source.replace(day_question(lesson), ""))
            found = {match.group() for match in NUMBER_IN_PROSE.finditer(text)} - allowed
            assert not found, f"figures typed into prose; a cell with say(f'…') computes them: {found}\n{cell.source}"


def day_question(lesson: nbformat.NotebookNode) -> str:
    return read_day(ROOT / "notebooks" / f"day{lesson.metadata['labkit']['lesson'].split('.')[0]}").question


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
    assert len(pages) == 2 * len(LESSONS) + 1
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


def test_the_trainees_edition_holds_no_answers(built: Path) -> None:
    for path in [*built.rglob("trainee.ipynb"), *built.rglob("trainee.html")]:
        text = path.read_text("utf-8")
        assert "For the facilitator" not in text
        assert "Model answer" not in text
    for path in built.rglob("trainee.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        assert not any(cell.get("outputs") for cell in cells)


def test_the_text_adapts_to_the_place(built: Path) -> None:
    variant = next(p for p in built.iterdir() if p.is_dir() and not p.name.startswith("."))
    place = "Kep" if variant.name.startswith("kep") else "Cambodia"
    for path in variant.rglob("trainee.html"):
        text = BeautifulSoup(path.read_text("utf-8"), "html.parser").get_text()
        interval = r"\([-\d.,]+ to [-\d.,]+"
        estimate = re.search(rf"In {place}\b(?:[^.]|\.\d)*{interval}|{interval}\) in {place}\b", text)
        assert estimate, f"{path}: no sentence gives an estimate with its interval 'in {place}'"

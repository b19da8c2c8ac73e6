"""Every lesson of the course: what it must have, and that it runs for the country, a province and another sample."""

import json
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

import labkit as lk
from labkit.course.cli import main
from labkit.course.pages import external_resources

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("day*/*.ipynb"))
NUMBER_IN_PROSE = re.compile(r"\d+([.,]\d+)? ?(percent|%|million|thousand)")


def tags(cell: nbformat.NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


@pytest.fixture(params=LESSONS, ids=lambda p: p.stem)
def lesson(request: pytest.FixtureRequest) -> nbformat.NotebookNode:
    return nbformat.read(request.param, as_version=4)


def test_a_lesson_takes_60_to_90_minutes(lesson: nbformat.NotebookNode) -> None:
    minutes = [cell.metadata.get("labkit", {}).get("minutes", 0) for cell in lesson.cells]
    assert 60 <= sum(minutes) <= 90


def test_a_lesson_has_all_its_parts(lesson: nbformat.NotebookNode) -> None:
    prose = "\n".join(cell.source for cell in lesson.cells if cell.cell_type == "markdown")
    assert lesson.metadata["labkit"]["question"] in prose.replace("\n> ", " ")
    for heading in ("## What you will be able to do", "## Discussion", "## What this does not show", "## Quiz"):
        assert heading in prose
    assert "## Key points" in prose
    assert "**Sources.**" in prose
    assert "synthetic" in prose
    assert "The same in Stata" in prose
    assert "The same in Excel" in prose or "In Excel" in prose
    assert [tags(cell) for cell in lesson.cells].count(["parameters"]) == 1
    assert sum("your-turn" in tags(cell) for cell in lesson.cells) >= 2
    assert sum("facilitator" in tags(cell) for cell in lesson.cells) >= 4


def test_trainees_see_short_cells(lesson: nbformat.NotebookNode) -> None:
    shown = [cell for cell in lesson.cells if cell.cell_type == "code" and "solution" not in tags(cell)]
    for cell in shown:
        hidden = cell.metadata.get("jupyter", {}).get("source_hidden")
        if hidden or cell.source.startswith("my_guess") or "parameters" in tags(cell):
            continue
        lines = [line for line in cell.source.splitlines() if line and not line.startswith(("import", "from", "#"))]
        assert len(lines) <= 4, cell.source
        assert max(map(len, lines)) <= 90, cell.source


def test_what_a_lesson_needs_is_what_the_course_s_survey_has(lesson: nbformat.NotebookNode) -> None:
    needs = {name for cell in lesson.cells for name in cell.metadata.get("labkit", {}).get("needs", [])}
    assert needs, "on a survey of somebody's own, nothing would be left out, and the lesson would stop"
    assert lk.reading.lacks(lk.load("lfs"), *sorted(needs)) == []


def test_prose_states_no_figure_that_was_not_computed(lesson: nbformat.NotebookNode) -> None:
    allowed = {"60 percent", "100 percent", "95 percent", "89 percent"}  # in a quiz, a definition, quoted questions
    for cell in lesson.cells:
        if cell.cell_type == "markdown":
            found = {match.group() for match in NUMBER_IN_PROSE.finditer(cell.source)}
            assert found <= allowed, cell.source


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
    for path in variant.rglob("2.1-*/trainee.html"):
        text = BeautifulSoup(path.read_text("utf-8"), "html.parser").get_text()
        assert re.search(
            rf"In {place}, [\d.]+ percent \([\d.]+ to [\d.]+\) of employed people have an informal job", text
        )

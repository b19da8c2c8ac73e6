"""A brief that was kept in lessons is made anew for another place: every number changes, none is stale."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

from labkit.course.briefs.checking.check import check_brief
from labkit.course.briefs.documents.document import document_of
from labkit.course.briefs.keeping.part import Part
from labkit.course.briefs.keeping.recipe import parameters_of, recipe
from labkit.course.briefs.keeping.store import kept
from labkit.course.briefs.new import new_notebook
from labkit.course.briefs.opening import open_brief
from labkit.course.lessons.fill_in import filled
from labkit.course.support.paths import find_course
from labkit.errors import CourseError

pytestmark = pytest.mark.course

LESSONS = {
    "problem": "day1/1.9-two-unemployment-rates",
    "affected": "day2/2.9-group-case",
    "options": "day3/3.9-wage-council",
    "risk": "day4/4.9-thai-corridor",
}


def lesson(name: str) -> nbformat.NotebookNode:
    return nbformat.read(find_course().root / "notebooks" / f"{name}.ipynb", as_version=4)


def code_before_keep(part: str) -> tuple[list[str], str]:
    sources = [filled(cell) for cell in lesson(LESSONS[part]).cells if cell.cell_type == "code"]
    place = next(n for n, source in enumerate(sources) if f'keep("{part}", ' in source and "paragraph" not in source)
    return sources[:place], sources[place]


@pytest.mark.parametrize("part", LESSONS)
def test_of_a_lesson_only_what_the_table_needs_is_run_again(part: str) -> None:
    before, last = code_before_keep(part)
    cells = recipe(before, last)
    assert {"dataset", "province", "draw"} <= set(parameters_of(cells))
    assert cells[-1] == last
    assert len(cells) < len(before) / 2
    for cell in cells:
        compile(cell, "cell", "exec")


def test_branches_functions_and_changed_tables_are_followed() -> None:
    before = [
        "rate = 5",
        "table = make()",
        "def scaled(x):\n    return x * rate",
        "table['unit'] = 'percent'",
        "%matplotlib inline",
        "table.describe()",
        "if wide:\n    width = 9\nelse:\n    width = 3",
    ]
    assert recipe(before, "keep(scaled(table), width)") == (*before[:4], before[6], "keep(scaled(table), width)")
    assert recipe(before, "keep(") == ()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a brief: its problem was kept by the last step of a lesson, in a kernel."""
    folder = tmp_path_factory.mktemp("home")
    cells = [cell for cell in lesson(LESSONS["problem"]).cells if cell.cell_type == "code"]
    start = next(place for place, cell in enumerate(cells) if "my_rate =" in cell.source)
    notebook = nbformat.v4.new_notebook(cells=[*cells[:2], *cells[start : start + 2]])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LABKIT_HOME", str(folder))
        for name in ("LABKIT_BUILD", "LABKIT_BRIEF", "NBGRADER_EXECUTION"):
            patch.delenv(name, raising=False)
        NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    brief = folder / "my-brief"
    made = new_notebook(kept(brief), {"author": "Sok Dara"})
    words = {"# ___": "# Young women", "___ (one": "Of them, {rate.female}: act (one"}
    for cell in made.cells:
        for blank, word in words.items():
            cell.source = cell.source.replace(blank, word)
    (brief / "brief.ipynb").write_text(nbformat.writes(made), encoding="utf-8")
    return brief


def test_a_brief_kept_in_a_lesson_follows_another_province_and_sample(home: Path) -> None:
    here = open_brief(home)
    for changed in ({"province": "Kandal"}, {"draw": 2}):
        there = open_brief(home, changed)
        cited = {number["key"] for number in document_of(here)["numbers"]}
        assert cited >= {"rate.female"}
        assert {key for key in cited if here.figures[key].estimate == there.figures[key].estimate} == set()
        assert there.parts["rate"].paragraph == here.parts["rate"].paragraph
        assert not [finding for finding in check_brief(there) if finding.rule in ("mixed", "age")]
    kandal = open_brief(home, {"province": "Kandal"})
    assert kandal.place == "Kandal"
    assert "Kandal" in kandal.parts["rate"].alt
    assert "synthetic, Kandal" in str(document_of(kandal)["annex"]["notes"])


def test_what_cannot_be_made_anew_is_said(home: Path, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="no parameter 'provinze'"):
        open_brief(home, {"provinze": "Kep"})
    with pytest.raises(CourseError, match="stops with an error"):
        open_brief(home, {"province": "Kepp"})


def test_national_data_in_a_provinces_brief_are_no_mixture() -> None:
    cells = ("dataset = 'lfs'\nprovince = 'Kep'\ndraw = 0",)
    assert Part("risk", "cost", pd.DataFrame(), recipe=cells).place == "Kep"
    assert Part("risk", "cost", pd.DataFrame()).place == "all"

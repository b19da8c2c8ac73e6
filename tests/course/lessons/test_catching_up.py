"""A trainee who is lost gets a section's starting state with one line."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from labkit.course.exercises.nbgrader_steps import quiet
from labkit.course.kernels import environment, kernel
from labkit.course.lessons.sections import sections

pytestmark = pytest.mark.course

LESSON = [
    new_markdown_cell("# A lesson"),
    new_code_cell("from labkit.course.lesson import catch_up\nfirst = 1"),
    new_markdown_cell("## Beginning\nWords."),
    new_code_cell("second = first + 1; print('noise'); second"),
    new_code_cell("my_guess = oops", metadata={"tags": ["your-turn"]}),
    new_markdown_cell("## The matrix"),
    new_code_cell("third = second + 1"),
    new_markdown_cell("## The middle of the matrix"),
    new_code_cell("third = third * 100"),
]


def outputs(folder: Path, monkeypatch: pytest.MonkeyPatch, *cells: str, lesson: list = LESSON) -> list[str]:
    """Run cells in a notebook whose file is a lesson, and return what each shows."""
    path = folder / "lesson.ipynb"
    nbformat.write(new_notebook(cells=lesson), path)
    monkeypatch.setenv("JPY_SESSION_NAME", str(path))
    sockets = folder / "sockets"
    sockets.mkdir()
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    with quiet():
        NotebookClient(
            notebook, kernel_manager_class=kernel.kernel_manager_class(sockets), kernel_name=environment.NAME,
            allow_errors=True,
        ).execute()  # fmt: skip
    return [
        "".join(
            str(o.get("text") or o.get("data", {}).get("text/markdown") or o.get("data", {}).get("text/plain") or "")
            + str(o.get("evalue", ""))
            for o in cell.outputs
        )
        for cell in notebook.cells
    ]


IMPORT = "from labkit.course.lesson import catch_up"


def test_it_runs_what_stands_before_the_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, said, state, after = outputs(
        tmp_path, monkeypatch, IMPORT, 'catch_up("middle")', "third", "'my_guess' in globals()"
    )
    assert said == 'You are at the start of **"The middle of the matrix"**: 3 cells were run for you.'
    assert state == "3"
    assert after == "False"


def test_headings_are_listed_for_words_that_fit_none_or_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, none, several, exact = outputs(
        tmp_path, monkeypatch, IMPORT, 'catch_up("quiz")', 'catch_up("matrix")', 'catch_up("the matrix")'
    )
    assert "There is no such section" in none
    assert "Beginning, The matrix" in none
    assert "Several sections" in several
    assert "You are at the start" in exact


def test_a_broken_cell_that_is_not_one_s_own_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [*LESSON[:3], new_code_cell("second = missing_name"), *LESSON[5:]]
    _, said = outputs(tmp_path, monkeypatch, IMPORT, 'catch_up("The middle")', lesson=broken)
    assert "second = missing_name" in said
    assert "NameError" in said


def test_without_a_notebook_it_says_how_to_do_it_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, said = outputs(
        tmp_path, monkeypatch, IMPORT + "\nimport os; os.environ.pop('JPY_SESSION_NAME')", 'catch_up("x")'
    )
    assert "Run All Above Selected Cell" in said


NOTEBOOKS = sorted(Path(__file__).parents[3].glob("notebooks/day*/*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name[:3])
def test_each_example_in_a_lesson_leads_to_one_section(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    words = [word for cell in cells for word in re.findall(r'catch_up\("([^"]+)"\)', str(cell.source))]
    titles = [each.title.casefold() for each in sections(cells)]
    assert words
    assert {word: sum(word.casefold() in title for title in titles) for word in words} == dict.fromkeys(words, 1)

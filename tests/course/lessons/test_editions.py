"""The trainee's and the facilitator's edition."""

import nbformat
import pytest

from labkit.course.lessons.editions import facilitator_edition, trainee_edition, trainee_page
from labkit.course.lessons.reading import read_lesson
from labkit.errors import CourseError

SECRETS = ("secret talking point", "only for the facilitator", "model answer")


@pytest.mark.course
def test_the_trainee_s_notebook_has_no_facilitator_cells_and_no_outputs(built):
    text = (built.lesson / "trainee.ipynb").read_text("utf-8")
    assert not [secret for secret in SECRETS if secret in text]
    notebook = nbformat.read(built.lesson / "trainee.ipynb", as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell for cell in code if cell.outputs or cell.execution_count] == []
    assert sum("your-turn" in cell.metadata.get("tags", []) for cell in notebook.cells) == 2


@pytest.mark.course
def test_the_facilitator_s_notebook_has_everything(built):
    text = (built.lesson / "facilitator.ipynb").read_text("utf-8")
    assert [secret for secret in SECRETS if secret in text] == list(SECRETS)
    notebook = nbformat.read(built.lesson / "facilitator.ipynb", as_version=4)
    assert len(notebook.cells) == 14
    assert any(cell.get("outputs") for cell in notebook.cells)


@pytest.mark.course
def test_the_trainee_s_page_has_outputs_but_no_answers(built):
    page = (built.lesson / "trainee.html").read_text("utf-8")
    assert not [secret for secret in SECRETS if secret in page]
    assert "for all 0" in page


@pytest.mark.course
@pytest.mark.parametrize("edition", ["trainee", "facilitator"])
def test_editions_are_valid_notebooks_without_traces_of_the_run(built, edition):
    notebook = nbformat.read(built.lesson / f"{edition}.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert "papermill" not in notebook.metadata
    assert notebook.metadata["kernelspec"]["name"] == "python3"
    assert not [cell for cell in notebook.cells if "papermill" in cell.metadata or "execution" in cell.metadata]


@pytest.fixture
def edition(toy, tmp_path):
    """Return a function that makes the facilitator's edition and the lesson from cells."""
    root = toy.new_course(tmp_path)

    def make(*cells):
        lesson = read_lesson(toy.save(root, "day1/1.1-toy", toy.notebook("1.1", "Toy", list(cells))))
        for cell in lesson.notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = [nbformat.v4.new_output("stream", text="shown")]
        return facilitator_edition(lesson.notebook, lesson, {}), lesson

    return make


def test_a_name_that_only_a_removed_cell_defines_is_refused(toy, edition):
    made, lesson = edition(toy.code("import os as system\nrate = 5", "solution"), toy.code("rate * 2"))
    with pytest.raises(CourseError, match="would not run") as caught:
        trainee_edition(made, lesson)
    assert "rate" in caught.value.got
    assert "system" not in caught.value.got


def test_names_that_trainees_define_themselves_are_fine(toy, edition):
    made, lesson = edition(
        toy.code("rate = ...", "your-turn"),
        toy.code("rate = 5\nfor row in range(3): pass", "solution"),
        toy.code("%time rate\n[row for row in 'ab']\n(lambda row: row)(1)"),
    )
    assert len(trainee_edition(made, lesson).cells) == 4


def test_an_output_that_rests_on_a_model_answer_is_not_shown(toy, edition):
    made, _ = edition(
        toy.code("mine = 3", "your-turn"),
        toy.code("mine = 4", "solution"),
        toy.code("double = mine * 2"),
        toy.code("double"),
        toy.code("double = 1"),
        toy.code("double + 1"),
    )
    shown = [bool(cell.outputs) for cell in trainee_page(made).cells if cell.cell_type == "code"]
    assert shown == [True, True, False, False, True, True]


def test_an_output_is_kept_where_the_cell_itself_sets_what_an_answer_set_too(toy, edition):
    made, _ = edition(
        toy.code("text = 'the answer'", "solution"),
        toy.code("text = 'a sentence'\ntext"),
        toy.code("[text for text in 'ab']"),
        toy.code("text = text * 2\ntext"),
    )
    shown = [bool(cell.outputs) for cell in trainee_page(made).cells if cell.cell_type == "code"]
    assert shown == [True, True, True, True]
    made, _ = edition(toy.code("text = 'the answer'", "solution"), toy.code("text = text * 2\ntext"))
    assert [bool(cell.outputs) for cell in trainee_page(made).cells if cell.cell_type == "code"] == [True, False]


def test_pictures_beside_the_lesson_travel_with_it(toy, tmp_path, edition):
    (tmp_path / "notebooks/day1").mkdir()
    (tmp_path / "notebooks/day1/my tree.png").write_bytes(b"\x89PNG")
    made, _ = edition(toy.text("![A tree](my%20tree.png) ![Gone](gone.png) ![Net](https://example.org/a.png)"))
    cell = made.cells[-1]
    assert cell.attachments == {"my tree.png": {"image/png": "iVBORw=="}}
    assert "![A tree](attachment:my%20tree.png)" in cell.source
    assert "![Gone](gone.png)" in cell.source

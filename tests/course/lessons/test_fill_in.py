"""Fill-in lines: a task for trainees, filled where a build or `catch_up` runs them."""

from __future__ import annotations

import nbformat
import pytest
from bs4 import BeautifulSoup
from IPython.core.interactiveshell import InteractiveShell

from labkit.course.lessons.fill_in import filled, notice_blanks
from labkit.errors import CourseError


@pytest.fixture(scope="module")
def folder(toy, labkit_command, tmp_path_factory):
    root = toy.new_course(tmp_path_factory.mktemp("fill in"))
    line = toy.code("print('by=' + '___', 100 * ___)")
    line.metadata["labkit"] = {"fill_in": ["sex", "3"]}
    toy.save(root, "day2/2.1-toy", toy.notebook("2.1", "A toy", [toy.text("## One"), line]))
    assert labkit_command("--course", root, "build").code == 0
    return root / "build" / "cambodia" / "day2" / "2.1-toy"


def code(path):
    return next(
        cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code" and "by" in cell.source
    )


def test_the_build_runs_the_filled_line(folder):
    cell = code(folder / "facilitator.ipynb")
    assert cell.source == "print('by=' + 'sex', 100 * 3)"
    assert cell.outputs[0].text == "by=sex 300\n"


def test_trainees_get_the_blanks_as_a_task_and_the_result_folded_away(folder):
    assert code(folder / "trainee.ipynb").source == "print('by=' + '___', 100 * ___)"
    page = BeautifulSoup((folder / "trainee.html").read_text("utf-8"), "html.parser")
    task = page.select_one(".fill-in")
    assert "100 * ___" in task.get_text().replace("\n", "")
    assert "by=sex 300" in task.select_one("details.after:not([open])").get_text()


def test_catch_up_fills_the_blanks():
    cell = nbformat.v4.new_code_cell("f(by='___')", metadata={"labkit": {"fill_in": ["area"]}})
    assert filled(cell) == "f(by='area')"


@pytest.mark.parametrize("line", ["x = ___ + 1", "f(by='___')"])
def test_a_blank_is_asked_for_and_the_cell_is_not_run(line, monkeypatch):
    shell = InteractiveShell()
    monkeypatch.setattr("IPython.core.getipython.get_ipython", lambda: shell)
    notice_blanks()
    ran = shell.run_cell(f"before = 1\n{line}\n", silent=True)
    assert isinstance(ran.error_in_exec, CourseError)
    assert ran.error_in_exec.where == line
    assert "before" not in shell.user_ns
    assert shell.run_cell("after = 2  # not ___", silent=True).success


def test_a_word_between_two_pairs_of_quotation_marks_is_told(monkeypatch):
    shell = InteractiveShell()
    monkeypatch.setattr("IPython.core.getipython.get_ipython", lambda: shell)
    notice_blanks()
    ran = shell.run_cell('kind = dict(compliance=""as today"")\n', silent=True)
    assert isinstance(ran.error_in_exec, CourseError)
    assert ran.error_in_exec.hint == 'Keep one on each side: kind = dict(compliance="as today")'
    assert shell.run_cell("""kind = '""as today""'\n""", silent=True).success

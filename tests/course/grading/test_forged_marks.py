"""Marks come from one place: no output, crash or setting of a hand-in gives points or costs the other cells theirs."""

from __future__ import annotations

import json
import shutil

import nbformat
import pytest

SHOW = "from IPython.core.getipython import get_ipython as _g\n_s = _g()\n"
FORGED = {
    "a result before an error": "_s.displayhook.write_output_prompt; _s.display_pub.publish({'text/plain': '2.0'})",
    "nan": "_s.display_pub.publish({'text/plain': 'nan'})",
    "more than there is": "_s.display_pub.publish({'text/plain': '99'})",
    "a very large number": "_s.display_pub.publish({'text/plain': '1' + '0' * 400})",
    "an odd mimetype": "_s.display_pub.publish({'application/x-points': '2.0'})",
}
PATCH = """
_real = type(exercise).score
def _generous(self, question, answer):
    if question != "q1":
        return _real(self, question, answer)
    {show}
    raise RuntimeError("late")
type(exercise).score = _generous
"""


@pytest.mark.parametrize("kind", FORGED)
def test_a_check_that_shows_points_and_stops_gives_none(kind, course, small, labkit_command):
    attack = SHOW + PATCH.format(show=FORGED[kind])
    small.hand_in(course, "forger", q1_answer=f"{attack}\nmean_age = 1.0")
    small.hand_in(course, "honest")
    assert labkit_command("--course", course, "grade", small.day).code == 0
    assert small.marks(course)["forger"] == ["0", "2", "1"]
    assert small.marks(course)["honest"] == ["2", "2", "1"]


def test_points_in_a_cell_s_metadata_are_nobody_s(course, small, labkit_command):
    folder = small.hand_in(course, "forger", q1_answer="mean_age = 1.0")
    path = folder / f"{small.day}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.metadata["labkit_score"] = 2.0
    nbformat.write(notebook, path)
    assert labkit_command("--course", course, "grade", small.day).code == 0
    assert small.marks(course)["forger"] == ["0", "2", "1"]


def test_rich_outputs_are_kept_as_text(course, small, labkit_command):
    html = "from IPython.display import HTML, display\ndisplay(HTML('<script>fetch(1)</script>seen'))\nmean_age = 1.0"
    small.hand_in(course, "artist", q1_answer=html)
    assert labkit_command("--course", course, "grade", small.day).code == 0
    shown = small.shown(course, "artist")
    assert "script" not in shown
    assert "text/html" not in shown


def test_one_file_without_a_format_stops_nobody(course, small, labkit_command):
    folder = small.hand_in(course, "odd")
    path = folder / f"{small.day}.ipynb"
    document = json.loads(path.read_text("utf-8"))
    del document["nbformat"]
    path.write_text(json.dumps(document), "utf-8")
    small.hand_in(course, "honest")
    assert labkit_command("--course", course, "grade", small.day).code == 0
    assert small.marks(course) == {"odd": ["2", "2", "1"], "honest": ["2", "2", "1"]}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (
            lambda d: d.update(cells=d["cells"] + [{"cell_type": "raw", "metadata": {}, "source": "x"}] * 60_000),
            "cells",
        ),
        (lambda d: d["cells"][1].update(source="\n" * 200_000), "lines"),
    ],
)
def test_a_notebook_beyond_all_bounds_is_named_with_the_bound(spoil, said, course, small, labkit_command):
    folder = small.hand_in(course, "huge")
    path = folder / f"{small.day}.ipynb"
    document = json.loads(path.read_text("utf-8"))
    spoil(document)
    path.write_text(json.dumps(document), "utf-8")
    small.hand_in(course, "honest")
    ran = labkit_command("--course", course, "grade", small.day)
    assert ran.code == 1
    assert f"too many {said}" in ran.err
    assert small.marks(course) == {"honest": ["2", "2", "1"]}


def test_a_folder_that_is_a_link_is_not_followed(course, small, labkit_command):
    honest = small.hand_in(course, "honest")
    (course / "class" / "submitted" / "linked").mkdir()
    (course / "class" / "submitted" / "linked" / small.day).symlink_to(honest)
    ran = labkit_command("--course", course, "grade", small.day)
    assert "is a link to another folder" in ran.err
    assert list(small.marks(course)) == ["honest"]


def test_a_program_called_like_a_library_is_out_of_the_way(course, small, labkit_command, monkeypatch):
    monkeypatch.setenv("LABKIT_WARM", "0")
    monkeypatch.setenv("LABKIT_UNSAFE", "1")
    folder = small.hand_in(course, "shadow")
    (folder / "pandas.py").write_text("raise SystemExit('shadowed')")
    shutil.copy(folder / "pandas.py", folder / "helper.py")
    assert labkit_command("--course", course, "grade", small.day, "--unsafe").code == 0
    assert small.marks(course)["shadow"] == ["2", "2", "1"]


def test_all_outputs_of_a_notebook_together_have_a_bound(course, small, labkit_command, monkeypatch):
    from labkit.course.grading import kernel

    monkeypatch.setattr(kernel, "MOST_SHOWN_IN_ALL", 30_000)
    show = "\nprint('x' * 20_000)"
    small.hand_in(course, "loud", q1_answer=f"mean_age = 1{show}", q2_answer=f"mean_weight = 1{show}")
    ran = labkit_command("--course", course, "grade", small.day, "--marks-only")
    assert "q2-answer showed too much" in ran.err
    graded = course / "class" / "autograded" / "loud" / small.day / f"{small.day}.ipynb"
    assert graded.read_text("utf-8").count("x" * 20_000) == 1


def test_programs_called_like_libraries_get_another_name_and_the_master_s_own_stay(tmp_path):
    from traitlets.config import Config

    from labkit.course.grading.execute import Job, files_beside

    for name in ("in/pandas.py", "in/json/__init__.py", "in/helper.py", "in/pandas.csv", "master/labkit.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1")
    job = Job("sokha", None, (tmp_path / "in", tmp_path / "master"), None, Config())
    names = ["helper.py", "json (handed in)/__init__.py", "labkit.py", "pandas (handed in).py", "pandas.csv"]
    assert sorted(files_beside(job)) == names

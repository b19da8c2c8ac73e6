"""An evening: grading writes the pages too, and they are given out under their people's names."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.course


@pytest.fixture
def evening(released: Path, small, tmp_path: Path) -> Path:
    root = Path(shutil.copytree(released, tmp_path / "course"))
    small.hand_in(root, "dara")
    small.hand_in(root, "sokha", q3_answer="letter = 'A'")
    (root / "class" / "trainees.csv").write_text("trainee\ndara\nsokha\nbopha\n", encoding="utf-8")
    return root


def test_grading_writes_the_pages_and_return_gives_them_out(evening, labkit_command):
    assert "Grade first: labkit grade day7" in labkit_command("--course", evening, "return", "day7").err
    assert "There is no exercise 'day9'." in labkit_command("--course", evening, "return", "day9").err
    ran = labkit_command("--course", evening, "grade", "7")
    assert ran.code == 0, ran.err
    feedback = evening / "class" / "feedback"
    assert (evening / "class" / "overview" / "day7.html").exists()
    assert "to give them out: labkit return day7" in ran.out
    ran = labkit_command("--course", evening, "return", "day7.ipynb")
    assert "No page for: bopha" in ran.out
    folder = evening / "class" / "return" / "day7"
    for name in ("dara", "sokha"):
        page = (feedback / name / "day7" / "day7.html").read_bytes()
        assert (folder / name / f"day7 {name}.html").read_bytes() == page
    assert labkit_command("--course", evening, "return", "day7", "--zip").code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["dara.zip", "sokha.zip"]
    with zipfile.ZipFile(folder / "sokha.zip") as archive:
        assert archive.namelist() == ["day7 sokha.html"]
        assert archive.read("day7 sokha.html") == (feedback / "sokha" / "day7" / "day7.html").read_bytes()


def test_marks_only_writes_no_page(evening, labkit_command):
    assert labkit_command("--course", evening, "grade", "day7", "dara", "--marks-only").code == 0
    assert not (evening / "class" / "feedback").exists()
    assert not (evening / "class" / "overview").exists()
    assert [path.name for path in (evening / "class" / "autograded").iterdir()] == ["dara"]


def test_pages_are_written_again_only_where_something_has_changed(evening, labkit_command):
    from labkit.course.exercises.nbgrader_steps import gradebook
    from labkit.course.support.paths import Course

    def written() -> dict[str, int]:
        pages = (path for folder in ("feedback", "overview") for path in (evening / "class" / folder).rglob("*.*"))
        return {path.name if "overview" in path.parts else path.parts[-3]: path.stat().st_mtime_ns for path in pages}

    def renewed(*command: str) -> set[str]:
        before = written()
        assert labkit_command("--course", evening, *command).code in (0, 1)
        return {name for name, date in written().items() if before.get(name) != date}

    (evening / "class" / "submitted" / "torn" / "day7").mkdir(parents=True)
    (evening / "class" / "submitted" / "torn" / "day7" / "day7.ipynb").write_text("{")
    assert {"dara", "sokha", "torn", "day7.html"} <= renewed("grade", "day7")
    assert renewed("grade", "day7") == set()
    assert renewed("feedback", "day7") == set()

    with gradebook(Course(evening)) as book:
        book.find_comment("q3-answer", "day7", "day7", "sokha").manual_comment = "Say where the number comes from."
        book.db.commit()
    assert renewed("feedback", "day7") == {"sokha"}

    page = evening / "class" / "feedback" / "dara" / "day7" / "day7.html"
    page.write_text("half")
    assert renewed("feedback", "day7") == {"dara"}
    assert "Feedback for <strong>dara</strong>" in page.read_text(encoding="utf-8")

    catalogue = evening / "solutions" / "day7" / "catalogue.py"
    catalogue.write_text(catalogue.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert renewed("feedback", "day7") == {"dara", "sokha"}

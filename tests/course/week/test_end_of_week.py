"""The end of the week: evaluation of the course and certificates."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from labkit.course.exercises.nbgrader_steps import gradebook
from labkit.course.support.paths import Course
from labkit.course.week.evaluation import columns, read_evaluation, summary, write_form
from labkit.errors import CourseError, OptionError

ROSTER = """\
trainee,name,institution,group,day1,day2,day3,day4,day5
sokha,សុខា ចាន់,ក្រសួងការងារ,government,1,1,1,1,1
dara,Dara & Sons,Union,workers,1,1,1,1,0
bopha,Bopha,Union,workers,1,1,0,0,1
vanna,Vanna,Firm,employers,1,1,1,1,1
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "notebooks").mkdir()
    settings = Path(__file__).parents[3] / "nbgrader_config.py"
    (tmp_path / "nbgrader_config.py").write_text(settings.read_text("utf-8"), "utf-8")
    (tmp_path / "class").mkdir()
    (tmp_path / "class/trainees.csv").write_text(ROSTER, "utf-8")
    for trainee in ("sokha", "dara", "bopha"):
        folder = tmp_path / "class/submitted" / trainee / "brief"
        folder.mkdir(parents=True)
        (folder / "brief.ipynb").write_text("{}", "utf-8")
    with gradebook(Course(tmp_path)) as book:
        for day in ("day1", "day2", "day3"):
            book.update_or_create_assignment(day)
            for trainee in ("sokha", "dara", "bopha", "vanna"):
                book.update_or_create_student(trainee)
                if (trainee, day) != ("bopha", "day3"):
                    book.update_or_create_submission(day, trainee)
    return tmp_path


def test_certificates_follow_attendance_gradebook_and_briefs(course: Path, labkit_command) -> None:
    ran = labkit_command("--course", course, "certificates", "--place", "Phnom Penh", "--signed", "A. Person")
    assert ran.code == 0, ran.err
    assert "2 of 4 people have completed the course." in ran.out
    assert "bopha: 3 of 4 days, 2 of 3 exercises" in ran.out
    assert "vanna: no brief" in ran.out
    page = (course / "class/certificates/certificates.html").read_text("utf-8")
    assert page.count("<article>") == 2
    assert "សុខា ចាន់" in page
    assert "Dara &amp; Sons" in page
    assert "attended 4 days, handed in 3 exercises and wrote a policy brief" in page
    assert "A. Person" in page
    made = {path.name: path.read_bytes() for path in (course / "class/certificates").glob("*.pdf")}
    assert made.keys() == {"sokha.pdf", "dara.pdf"}
    assert all(content.startswith(b"%PDF") and b"/MarkInfo" in content for content in made.values())


def test_without_columns_of_days_the_present_get_one(course: Path, labkit_command) -> None:
    (course / "class/trainees.csv").write_text("trainee,present\nsokha,yes\ndara,no\n", "utf-8")
    ran = labkit_command("--course", course, "certificates")
    assert "no columns day1 to day5" in ran.err
    assert "dara: not present" in ran.out
    assert "attended" not in (course / "class/certificates/certificates.html").read_text("utf-8")


def answered(folder: Path, forms: list[dict[str, str]]) -> Path:
    path = folder / "typed.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["Sheet", *columns()])
        writer.writeheader()
        writer.writerows(forms)
    return path


def test_form_and_sheet_ask_the_same(tmp_path: Path) -> None:
    form, fill_in, _, workbook = write_form(tmp_path, 3)
    head = [cell.value for cell in load_workbook(workbook)["evaluation"][1]]
    assert head == ["Sheet", *columns()]
    text = form.read_text("utf-8")
    for name, allowed in columns().items():
        if not allowed:
            assert name in text
    assert not re.search(r"institution</|https?://|<script", text)
    assert read_evaluation(workbook) == []
    text = fill_in.read_text("utf-8")
    assert not re.search(r"(?:src|href)=\"(?!data:)|https?://", text)
    for name, allowed in columns().items():
        assert text.count(f'name="{name}"') == (len(allowed) or 1)


def test_pages_that_were_saved_and_sheets_that_were_typed_count_together(tmp_path: Path) -> None:
    write_form(tmp_path, 3)
    first, again, other = (
        {"Sheet": sheet, "Day 1: clear": clear} for sheet, clear in (("a", "2"), ("a", "5"), ("b", "3"))
    )
    for place, form in enumerate((first, again, other)):
        saved = answered(tmp_path, [form]).rename(tmp_path / "answers" / f"evaluation-{place}.csv")
        os.utime(saved, (place, place))
    book = load_workbook(tmp_path / "evaluation.xlsx")
    book["evaluation"]["B2"] = "workers"
    book.save(tmp_path / "evaluation.xlsx")
    forms = read_evaluation(tmp_path)
    assert [form.get("Day 1: clear") for form in forms] == [None, "5", "3"]
    assert forms[0] == {"Side": "workers"}


def test_the_summary_gives_means_and_keeps_small_groups_to_itself(tmp_path: Path) -> None:
    forms = [
        {"Side": "workers", "Day 1: clear": str(n), "Day 1: pace": "Right", "Day 2: clear": "5" if n < 5 else "",
         "Before: read an interval": "2", "Now: read an interval": "4", "Day 1: useful in my work": "3"}
        for n in range(1, 6)
    ]  # fmt: skip
    lines = {line.words: line for line in summary(read_evaluation(answered(tmp_path, forms)))}
    assert lines["Day 1: clear"].result == "mean 3.0 of 5"
    assert lines["Day 1: pace"].result == "slow 0, right 5, fast 0"
    assert (lines["Day 2: clear"].answers, lines["Day 2: clear"].result) == (4, "")
    assert lines["I can read an interval"].result == "before 2.0, now 4.0"
    assert not any("Useful, all days" in words for words in lines)


def test_sides_are_shown_only_where_none_can_be_worked_out(tmp_path: Path) -> None:
    sides = ["workers"] * 5 + ["employers"] * 5
    forms = [{"Side": side, "Day 1: useful in my work": "4" if side == "workers" else "2"} for side in sides]
    lines = {line.words: line.result for line in summary(read_evaluation(answered(tmp_path, forms)))}
    assert lines["Useful, all days: workers"] == "mean 4.0 of 5"
    one_more = [*forms, {"Side": "government", "Day 1: useful in my work": "1"}]
    assert not any("all days" in line.words for line in summary(read_evaluation(answered(tmp_path, one_more))))


def test_an_answer_that_the_form_does_not_offer_is_named(tmp_path: Path) -> None:
    with pytest.raises(OptionError) as caught:
        read_evaluation(answered(tmp_path, [{"Day 1: pace": "quick"}]))
    assert "line 2" in caught.value.where
    (tmp_path / "bad.csv").write_text("Sheet,Side\n1,workers\n", "utf-8")
    with pytest.raises(CourseError, match="column is missing"):
        read_evaluation(tmp_path / "bad.csv")


def test_the_command_prints_summary_and_comments(course: Path, labkit_command) -> None:
    assert labkit_command("--course", course, "evaluation", "form").code == 0
    forms = [{"Side": "workers", "Day 1: clear": "4", "One thing to leave out": f"part {n}"} for n in range(6)]
    ran = labkit_command("--course", course, "evaluation", "summary", answered(course, forms))
    assert "6 forms." in ran.out
    assert sorted(re.findall(r"- (part \d)", ran.out)) == [f"part {n}" for n in range(6)]
    assert "in your own words" in ran.out

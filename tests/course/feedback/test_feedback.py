"""Feedback pages: what they say, and that they stand alone."""

from __future__ import annotations

import csv

import pytest
from bs4 import BeautifulSoup

from labkit.course.site.lesson_page import external_resources

pytestmark = pytest.mark.course


def question(the_class, trainee, name):
    return BeautifulSoup(the_class.page(trainee), "html.parser").find(id=name)


def message(the_class, trainee, name):
    return " ".join(question(the_class, trainee, name).select_one(".message").get_text(" ").split())


def test_there_is_a_page_for_everybody_who_handed_in_something(the_class):
    files = sorted(path for path in (the_class.root / "class" / "feedback").rglob("*") if path.is_file())
    names = ["blank", "forger", "leaver of cells", "mixed", "other", "renamed", "sign [x]", "solution", "torn"]
    assert [path.relative_to(the_class.root / "class" / "feedback").as_posix() for path in files] == [
        f"{name}/day8/day8.html" for name in names
    ]
    assert the_class.feedback.code == 0
    assert "class/feedback/NAME/day8/day8.html" in the_class.feedback.out


@pytest.mark.parametrize("trainee", ["solution", "mixed", "leaver of cells"])
def test_a_page_loads_nothing_and_runs_nothing(the_class, trainee):
    html = the_class.page(trainee)
    soup = BeautifulSoup(html, "html.parser")
    assert external_resources(html) == []
    assert soup.find_all(["script", "img", "iframe", "object"]) == []
    assert str(the_class.root) not in html
    assert soup.html["lang"] == "en"


def test_points_come_first(the_class):
    page = BeautifulSoup(the_class.page("mixed"), "html.parser")
    assert page.select_one(".total").get_text(" ", strip=True).startswith("3.5 of 36 points so far")
    rows = [[cell.get_text() for cell in row.find_all("td")] for row in page.select("tbody tr")[:9]]
    assert rows[0] == ["Question 1. Six workers", "2.5", "3", "Right in part"]
    assert rows[2] == ["Question 3. Women and men", "0", "3", "Look again"]
    assert rows[5][1:] == ["1", "1", "Right"]
    assert rows[8][1:] == ["–", "4", "Not graded yet"]
    assert all(page.find(id=link["href"][1:]) for link in page.select("tbody a"))
    solved = BeautifulSoup(the_class.page("solution"), "html.parser").select("tbody tr")[14]
    assert [cell.get_text() for cell in solved.find_all("td")] == ["Question 15. Extra", "0", "0", "Right"]


def test_mistakes_are_named_in_words(the_class):
    assert "5 of 6 are right" in message(the_class, "mixed", "q1")
    assert "A registered factory says nothing" in message(the_class, "mixed", "q1")
    assert message(the_class, "mixed", "q2").startswith("This is the unweighted share")
    assert "There is no column 'sexx'" in message(the_class, "mixed", "q3")
    assert "it does not follow the data" in message(the_class, "mixed", "q4")
    assert "ran for too long" in message(the_class, "mixed", "q5")
    assert message(the_class, "solution", "q2") == "Right, on other data too."
    assert "counted again" in message(the_class, "forger", "q2")
    assert "ended Python itself" in message(the_class, "leaver of cells", "q3")
    assert "NameError" not in the_class.page("leaver of cells").split("What Python printed")[0]


def text(the_class, trainee):
    return " ".join(BeautifulSoup(the_class.page(trainee), "html.parser").main.get_text(" ").split())


def test_a_mistake_leads_to_the_section_of_the_lesson(the_class):
    reread = question(the_class, "mixed", "q2").select_one(".reread").get_text()
    assert "lesson 8.2, section “Weights”" in reread
    assert "Hint:" in reread
    assert "Lesson 8.1, section “The second tree” ( Question 1 )" in text(the_class, "mixed").replace(
        "(Question 1)", "( Question 1 )"
    )
    assert not BeautifulSoup(the_class.page("solution"), "html.parser").select(".reread")


def test_what_was_good_comes_before_the_table(the_class):
    assert "What was good. Right: Question 6. One line of a model." in text(the_class, "mixed").replace(" .", ".")
    assert "What was good" not in text(the_class, "blank")


def test_a_repaired_file_is_explained_to_the_trainee(the_class):
    assert "Handed in as day8/day8 (1).ipynb." in text(the_class, "renamed")
    assert "Graded cells missing: q1 (put back from the master)." in text(the_class, "leaver of cells")
    assert "it was repaired" not in text(the_class, "blank")


@pytest.mark.parametrize(
    ("trainee", "words"),
    [("torn", "cannot be opened"), ("other", "it is not the exercise day8"), ("sign [x]", "no * ? [ in a name")],
)
def test_a_file_that_cannot_be_graded_gets_a_page_too(the_class, trainee, words):
    said = text(the_class, trainee)
    assert "Your file could not be graded" in said
    assert words in said
    assert "What to do" in said
    assert str(the_class.root) not in the_class.page(trainee)


def test_an_empty_answer_is_called_that(the_class):
    rows = BeautifulSoup(the_class.page("blank"), "html.parser").select("tbody tr")[:15]
    assert {row.find_all("td")[-1].get_text() for row in rows} == {"Not answered"}


def test_what_a_trainee_wrote_is_shown_as_text(the_class):
    written = question(the_class, "mixed", "q9").select_one(".written").get_text()
    assert "<script>alert('x')</script>" in written


def test_the_marking_scheme_stays_with_the_graders(the_class):
    assert "For the grader" not in the_class.page("mixed")
    assert "One figure with its interval" in the_class.page("mixed")


def test_points_and_comments_given_by_hand_appear(the_class, labkit_command):
    from labkit.course.exercises.nbgrader_steps import gradebook
    from labkit.course.support.paths import Course

    with gradebook(Course(the_class.root)) as book:
        grade = book.find_grade("q9", "day8", "day8", "solution")
        grade.manual_score, grade.needs_manual_grade = 3.0, False
        book.find_comment("q9", "day8", "day8", "solution").manual_comment = "Say what it would cost."
        book.db.commit()
    assert labkit_command("--course", the_class.root, "feedback", "day8", "--trainee", "solution").code == 0
    page = BeautifulSoup(the_class.page("solution"), "html.parser")
    assert page.select_one(".total").get_text(" ", strip=True) == "35 of 36 points"
    assert page.find(id="q9").select_one(".comment .lines").get_text() == "Say what it would cost."
    table = (the_class.root / "class/grades-day8.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line for line in table if line.startswith("solution,35,36,0,") and ",1,2,3,3,4,3,2,2,2,0" in line]


def test_points_given_by_hand_are_in_the_table_after_the_overview_too(the_class, labkit_command):
    from labkit.course.exercises.nbgrader_steps import gradebook
    from labkit.course.support.paths import Course

    with gradebook(Course(the_class.root)) as book:
        book.find_grade("q9", "day8", "day8", "solution").manual_score = 2.0
        book.db.commit()
    assert labkit_command("--course", the_class.root, "overview", "day8").code == 0
    for name in ("grades-day8.csv", "overview/day8-trainees.csv"):
        with (the_class.root / "class" / name).open(encoding="utf-8-sig", newline="") as file:
            rows = {row["trainee"]: row for row in csv.DictReader(file)}
        assert (rows["solution"]["points"], rows["solution"]["q9"]) == ("34", "2")
    with (the_class.root / "class" / "overview" / "day8-questions.csv").open(encoding="utf-8-sig", newline="") as file:
        written = next(row for row in csv.DictReader(file) if row["question"] == "q9")
    # Four trainees left the written answer as it was; nobody answered it for no points.
    assert (written["not_answered"], written["none"]) == ("4", "0")


def test_without_a_class_list_the_overview_says_so(the_class, labkit_command):
    ran = labkit_command("--course", the_class.root, "overview", "day8")
    assert ran.code == 0, ran.err
    assert "Cannot be graded: other, sign [x], torn" in ran.out
    assert "Not handed in: absent" in ran.out
    page = (the_class.root / "class" / "overview" / "day8-names.html").read_text(encoding="utf-8")
    assert "There is no class list" in page
    assert "<script>" not in page
    assert str(the_class.root) not in page


def test_a_hand_in_under_a_name_that_is_not_in_the_class_list_is_pointed_out(the_class, labkit_command):
    listed = the_class.root / "class" / "trainees.csv"
    listed.write_text("trainee\nsolutoin\nblank\n")
    try:
        assert "Not handed in: solutoin, absent" in labkit_command("--course", the_class.root, "overview", "day8").out
    finally:
        listed.unlink()
    rows = (the_class.root / "class" / "overview" / "day8-trainees.csv").read_text(encoding="utf-8-sig").splitlines()
    (row,) = [row for row in rows if row.startswith("solution,")]
    assert "not in the class list. Did you mean 'solutoin'?" in row


def test_a_notebook_that_did_not_run_to_its_end_gets_a_page_too(the_class, labkit_command, tmp_path):
    graded = the_class.root / "class" / "autograded" / "renamed" / "day8"
    log = the_class.root / "class" / "problems" / "renamed-day8.log"
    page = the_class.root / "class" / "feedback" / "renamed" / "day8" / "day8.html"
    before = page.read_bytes()
    log.parent.mkdir(exist_ok=True)
    log.write_text("memory ran out")
    graded.rename(tmp_path / "aside")
    try:
        labkit_command("--course", the_class.root, "feedback", "day8")
        assert "The notebook could not be run to its end" in text(the_class, "renamed")
        ran = labkit_command("--course", the_class.root, "overview", "day8")
        assert "Cannot be graded: other, renamed, sign [x], torn" in ran.out
    finally:
        (tmp_path / "aside").rename(graded)
        log.unlink()
        page.write_bytes(before)


def test_feedback_before_grading_is_explained(course, labkit_command):
    ran = labkit_command("--course", course, "feedback", "day8")
    assert (ran.code, "Grade first: labkit grade day8" in ran.err) == (1, True)

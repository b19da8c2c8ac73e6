"""Feedback pages: what they say, and that they stand alone."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from labkit.course.pages import external_resources

pytestmark = pytest.mark.course


def question(the_class, trainee, name):
    return BeautifulSoup(the_class.page(trainee), "html.parser").find(id=name)


def message(the_class, trainee, name):
    return " ".join(question(the_class, trainee, name).select_one(".message").get_text(" ").split())


def test_there_is_a_page_for_each_graded_hand_in_and_nothing_else(the_class):
    files = sorted(path for path in (the_class.root / "class" / "feedback").rglob("*") if path.is_file())
    names = ["blank", "forger", "leaver of cells", "mixed", "solution"]
    assert [path.relative_to(the_class.root / "class" / "feedback").as_posix() for path in files] == [
        f"{name}/day2/day2.html" for name in names
    ]
    assert the_class.feedback.code == 0
    assert "class/feedback/NAME/day2/day2.html" in the_class.feedback.out


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
    assert page.select_one(".total").get_text(" ", strip=True).startswith("3.5 of 17 points so far")
    rows = [[cell.get_text() for cell in row.find_all("td")] for row in page.select("tbody tr")[:7]]
    assert rows[0] == ["Question 1. Six workers", "2.5", "3", "Right in part"]
    assert rows[2] == ["Question 3. Women and men", "0", "3", "Look again"]
    assert rows[5][1:] == ["1", "1", "Right"]
    assert rows[6][1:] == ["–", "4", "Not graded yet"]
    assert all(page.find(id=link["href"][1:]) for link in page.select("tbody a"))


def test_mistakes_are_named_in_words(the_class):
    assert "5 of 6 are right" in message(the_class, "mixed", "q1")
    assert "That counts as" in message(the_class, "mixed", "q1")
    assert message(the_class, "mixed", "q2").startswith("This is the unweighted share")
    assert "There is no column 'sexx'" in message(the_class, "mixed", "q3")
    assert "ran for too long" in message(the_class, "mixed", "q4")
    assert "it does not follow the data" in message(the_class, "mixed", "q5")
    assert message(the_class, "solution", "q2") == "Right, on other data too."
    assert "counted again" in message(the_class, "forger", "q2")
    assert "ended Python itself" in message(the_class, "leaver of cells", "q3")
    assert "NameError" not in the_class.page("leaver of cells").split("What Python printed")[0]


def test_an_empty_answer_is_called_that(the_class):
    rows = BeautifulSoup(the_class.page("blank"), "html.parser").select("tbody tr")[:7]
    assert {row.find_all("td")[-1].get_text() for row in rows} == {"Not answered"}


def test_what_a_trainee_wrote_is_shown_as_text(the_class):
    written = question(the_class, "mixed", "q7").select_one(".written").get_text()
    assert "<script>alert('x')</script>" in written


def test_the_marking_scheme_stays_with_the_graders(the_class):
    assert "For the grader" not in the_class.page("mixed")
    assert "One figure with its interval" in the_class.page("mixed")


def test_points_and_comments_given_by_hand_appear(the_class, labkit_command):
    from labkit.course.nbgrader_steps import gradebook
    from labkit.course.paths import Course

    with gradebook(Course(the_class.root)) as book:
        grade = book.find_grade("q7", "day2", "day2", "solution")
        grade.manual_score, grade.needs_manual_grade = 3.0, False
        book.find_comment("q7", "day2", "day2", "solution").manual_comment = "Say what it would cost."
        book.db.commit()
    assert labkit_command("--course", the_class.root, "feedback", "day2", "--trainee", "solution").code == 0
    page = BeautifulSoup(the_class.page("solution"), "html.parser")
    assert page.select_one(".total").get_text(" ", strip=True) == "16 of 17 points"
    assert page.find(id="q7").select_one(".comment .lines").get_text() == "Say what it would cost."


def test_feedback_before_grading_is_explained(course, labkit_command):
    ran = labkit_command("--course", course, "feedback", "day2")
    assert (ran.code, "Grade first: labkit grade day2" in ran.err) == (1, True)

"""The roster: the further columns of the class list."""

from __future__ import annotations

from pathlib import Path

import pytest

from labkit.course.exercises.class_list import class_list, read_rows
from labkit.course.exercises.roster import read_roster
from labkit.course.support.paths import Course
from labkit.errors import CourseError

HEAD = "trainee,name,institution,group,email,present,superior,day1,day2\n"


@pytest.fixture
def roster(tmp_path: Path):
    def write(text: str, encoding: str = "utf-8"):
        (tmp_path / "class").mkdir(exist_ok=True)
        (tmp_path / "class" / "trainees.csv").write_bytes(text.encode(encoding))
        return read_roster(Course(tmp_path))

    return write


def test_all_columns_and_any_script(roster) -> None:
    people = roster(HEAD + "សុខា,សុខា ចាន់,ក្រសួងការងារ,Union,s@example.org,yes,,1,0\nan,An,ILO,,,no,សុខា,1,1\n").people
    assert (people[0].printed_name, people[0].side, people[0].present, people[0].days) == (
        "សុខា ចាន់", "workers", True, ("day1",)
    )  # fmt: skip
    assert (people[1].superior, people[1].present, people[1].side, people[1].days) == (
        "សុខា",
        False,
        "",
        ("day1", "day2"),
    )


def test_the_name_of_the_folder_is_enough(roster, tmp_path) -> None:
    people = roster("trainee\nsokha\ndara\n").people
    assert [(one.trainee, one.printed_name, one.present, one.days) for one in people] == [
        ("sokha", "sokha", True, None), ("dara", "dara", True, None)
    ]  # fmt: skip
    assert class_list(Course(tmp_path)).trainees == ("sokha", "dara")


def test_excel_s_semicolons_are_understood(roster) -> None:
    assert roster("\ufefftrainee;Institution;GROUP\r\nsokha;NEA;ministry\r\n").people[0].side == "government"


def test_institutions_that_differ_by_a_letter_are_asked_about(roster) -> None:
    listed = roster("trainee,institution\na,Ministry of Labour\nb,Ministry of Labor\nc,Factory 12\nd,Factory 13\n")
    assert len(listed.remarks) == 1
    assert "Did you mean" in listed.remarks[0]
    assert "Ministry of Labor" in listed.remarks[0]


@pytest.mark.parametrize(
    ("row", "problem", "hint"),
    [
        ("a,A,X,employrs,,yes,,1,1", "none of the three groups", "'employers'"),
        ("a,A,X,workers,,perhaps,,1,1", "neither yes nor no", ""),
        ("a,A,X,workers,,yes,nobody,1,1", "superior", ""),
    ],
)
def test_a_cell_that_is_not_understood_is_named(roster, row: str, problem: str, hint: str) -> None:
    with pytest.raises(CourseError, match=problem) as caught:
        roster(HEAD + row + "\n")
    assert "a" in caught.value.where
    assert hint in caught.value.hint


def test_an_unknown_trainee_gets_a_suggestion(roster) -> None:
    with pytest.raises(CourseError) as caught:
        roster("trainee\nsokha\n").named(["sokah"])
    assert "'sokha'" in caught.value.hint


def test_a_comma_in_a_cell_without_quotation_marks_is_an_error(tmp_path: Path) -> None:
    """What stands behind it would be in the wrong column."""
    path = tmp_path / "trainees.csv"
    path.write_text("trainee,institution,group\nsokha,Institute of Statistics, Phnom Penh,workers\n", "utf-8")
    with pytest.raises(CourseError, match="more cells") as told:
        read_rows(path)
    assert "line 2" in str(told.value)
    path.write_text("trainee;group;\nsokha;workers;;\n", "utf-8")  # empty ones are nothing
    assert read_rows(path)[0]["trainee"] == "sokha"

"""Two on one laptop: both get the marks, the written answer stays each one's own, and nobody is guessed."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import nbformat
import pytest

from labkit.course.exercises.roster import Person
from labkit.course.handins.incoming import Cell, Incoming
from labkit.course.handins.matching import Matcher
from labkit.course.handins.partners import partners_of

pytestmark = pytest.mark.course

PEOPLE = {"sokha": "Sokha Chan", "dara": "Dara Lim", "bopha": "Bopha Keo", "vanna": "ចាន់ វណ្ណា"}
CLASS = Matcher([Person(trainee, name) for trainee, name in PEOPLE.items()])


def named(source: str, name: str = "day7.ipynb", kind: str = "code") -> tuple[list[str], list[str]]:
    return partners_of(Incoming((Cell(kind, source),), {}), name, "sokha", CLASS)


@pytest.mark.parametrize(
    "line",
    [
        'partner = "Dara Lim"',
        "partner='dara'",
        "  Partner = “Lim Dara”  # my neighbour",
        'partner = "Sokha Chan and Dara Lim"',
        "partner = Dara Lim",
        "partner = dara",
        "import labkit\npartners = ['Dara Lim', \"...\"]\nx = 1",
        "partner: Dara Lim",
        'partner = "DARA"',
    ],
)
@pytest.mark.parametrize("kind", ["code", "markdown"])
def test_a_partner_is_read_however_the_name_is_typed(line, kind):
    assert named(line, kind=kind) == (["dara"], [])


def test_names_in_khmer_and_several_partners():
    assert named('partner = "ចាន់ វណ្ណា"') == (["vanna"], [])
    assert named('partner = "Dara, Bopha Keo"')[0] == ["dara", "bopha"]


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("day7 Sokha Dara.ipynb", ["dara"]),
        ("Sokha Chan & Lim Dara day7 (1).ipynb", ["dara"]),
        ("Chan_Keo_day7.ipynb", ["bopha"]),
        ("day7 sokha my answers.ipynb", []),
        ("day7.ipynb", []),
    ],
)
def test_the_files_name_may_have_both(name, people):
    assert named("", name) == (people, [])


@pytest.mark.parametrize(
    "line",
    [
        "partner = ...",
        'partner = ""',
        'partner = "Sokha"',
        "partner == 'Dara Lim'",
        "partner = 5",
        "partner = lfs.frame['dara']",
        "partner = __import__('os').system('touch dara')",
        "my_partner = 'Dara Lim'",
    ],
)
def test_what_names_nobody_else(line):
    assert named(line) == ([], [])


def test_a_slip_of_the_pen_is_asked_about_and_not_guessed():
    people, (doubt,) = named('partner = "Dara Limm"')
    assert people == []
    assert doubt == "partner = 'Dara Limm': Nobody is called 'dara limm'. Did you mean 'Dara Lim'?"
    assert named('partner = "Kosal"')[1] == ["partner = 'Kosal': Nobody in the class is called so."]
    assert "it names dara, not sokha" in named("", "day7 Dara Lim.ipynb")[1][0]
    twice = Matcher([Person("t1", "Sokha Chan"), Person("t2", "Dara Lim"), Person("t3", "Dara Keo")])
    people, (doubt,) = partners_of(Incoming((Cell("code", "partner = 'Dara'"),), {}), "day7.ipynb", "t1", twice)
    assert (people, "several people: t2, t3" in doubt) == ([], True)


@pytest.fixture(scope="module")
def with_written(small, tmp_path_factory) -> Path:
    """The small exercise with a written question of 4 points, released."""
    from labkit.course.exercises.nbgrader_steps import quiet
    from labkit.course.exercises.releasing import release
    from labkit.course.support.paths import Course

    with quiet():
        root = small.new_course(tmp_path_factory.mktemp("written") / "course", timeout=20)
        folder = root / "solutions" / small.day
        catalogue = (folder / "catalogue.py").read_text().replace("\n))\n", '\n    Question("q4", 4, "written"),\n))\n')
        (folder / "catalogue.py").write_text(catalogue)
        master = nbformat.read(folder / f"{small.day}.ipynb", as_version=4)
        entry = {"grade": True, "solution": True, "locked": False, "task": False, "schema_version": 3, "points": 4}
        master.cells.append(
            nbformat.v4.new_markdown_cell(
                "### BEGIN SOLUTION\nA paragraph.\n### END SOLUTION", metadata={"nbgrader": {**entry, "grade_id": "q4"}}
            )
        )
        nbformat.write(master, folder / f"{small.day}.ipynb")
        release(Course(root), small.day, force=True)
    return root


@pytest.fixture
def room(with_written: Path, tmp_path: Path) -> Path:
    root = Path(shutil.copytree(with_written, tmp_path / "course"))
    lines = ["trainee,name", *(f"{trainee},{name}" for trainee, name in PEOPLE.items())]
    (root / "class" / "trainees.csv").write_text("\n".join(lines), encoding="utf-8")
    return root


def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as stream:
        return {row["trainee"]: row for row in csv.DictReader(stream)}


def answer(notebook: Path) -> str:
    return nbformat.read(notebook, as_version=4).cells[-1].source


def blank_but(small, room: Path, trainee: str, written: str) -> None:
    names = ("q1_answer", "q2_answer", "q3_answer")
    small.hand_in(room, trainee, **dict.fromkeys(names, "x = ..."), q4=written)


def test_both_get_the_marks_and_the_written_answer_stays_each_ones_own(room, small, labkit_command):
    from nbgrader.api import Gradebook

    head = "import labkit as lk\nfrom labkit import checks\n"
    own = (room / "exercises" / small.day / f"{small.day}.ipynb").read_text(encoding="utf-8")
    setup = "".join(json.loads(own)["cells"][0]["source"])
    assert setup.startswith(head)
    small.hand_in(
        room, "sokha", setup=f'partner = "Dara and Bopha Keo"\n{setup}', q2_answer="mean_weight = 1", q4="Mine."
    )
    blank_but(small, room, "bopha", "Bopha's own words.")
    small.hand_in(room, "vanna", q1_answer="mean_age = 1", q4="Vanna's.")
    ran = labkit_command("--course", room, "grade", small.day)
    assert ran.code == 0, ran.err
    marks = rows(room / "class" / f"grades-{small.day}.csv")
    points = {name: [row[q] for q in ("q1", "q2", "q3", "q4")] for name, row in marks.items()}
    shared = ["2", "0", "1", ""]
    assert points == {"bopha": shared, "dara": shared, "sokha": shared, "vanna": ["0", "2", "1", ""]}
    graded = room / "class" / "autograded"
    texts = {name: answer(graded / name / small.day / f"{small.day}.ipynb") for name in PEOPLE}
    assert (texts["sokha"], texts["bopha"], texts["vanna"]) == ("Mine.", "Bopha's own words.", "Vanna's.")
    assert "Mine." not in texts["dara"]
    assert "each one's own" in texts["dara"]
    with Gradebook(f"sqlite:///{room / 'class' / 'gradebook.db'}") as book:
        grade = book.find_grade("q4", small.day, small.day, "sokha")
        grade.manual_score, grade.needs_manual_grade = 4, False
        book.db.commit()
    ran = labkit_command("--course", room, "overview", small.day)
    assert "4 of 4 trainees are graded" in ran.out
    marks = rows(room / "class" / f"grades-{small.day}.csv")
    assert {name: row["q4"] for name, row in marks.items()} == {"sokha": "4", "dara": "", "bopha": "", "vanna": ""}
    assert (
        "handed in together with sokha"
        in rows(room / "class" / "overview" / f"{small.day}-trainees.csv")["dara"]["remark"]
    )
    page = (room / "class" / "feedback" / "dara" / small.day / f"{small.day}.html").read_text(encoding="utf-8")
    assert "Feedback for <strong>dara</strong>" in page
    assert "Handed in together with sokha." in page
    assert "it was repaired" not in page


def test_who_is_named_no_longer_has_no_marks_any_more(room, small, labkit_command):
    folder = small.hand_in(room, "sokha", q1_answer="partner = 'Dara Lim'\nmean_age = 1")
    labkit_command("--course", room, "grade", small.day, "--marks-only")
    assert sorted(rows(room / "class" / f"grades-{small.day}.csv")) == ["dara", "sokha"]
    shutil.rmtree(folder)
    small.hand_in(room, "sokha", q1_answer="mean_age = 1")
    ran = labkit_command("--course", room, "grade", small.day, "--marks-only")
    assert "named this person as a partner does so no longer" in ran.err
    assert sorted(rows(room / "class" / f"grades-{small.day}.csv")) == ["sokha"]
    assert labkit_command("--course", room, "grade", small.day, "--marks-only").code == 0


def test_an_unsure_partner_is_reported_and_the_owner_graded(room, small, labkit_command):
    small.hand_in(room, "sokha", q1_answer='partner = "Dara Limm"\nmean_age = 1')
    ran = labkit_command("--course", room, "grade", small.day, "--marks-only")
    assert ran.code == 1
    assert "sokha: partner = 'Dara Limm': Nobody is called 'dara limm'. Did you mean 'Dara Lim'?" in ran.err
    assert sorted(rows(room / "class" / f"grades-{small.day}.csv")) == ["sokha"]


def test_a_partner_of_two_people_is_asked_about(room, small, labkit_command):
    for trainee in ("sokha", "bopha"):
        small.hand_in(room, trainee, q1_answer='partner = "Dara"\nmean_age = 1')
    ran = labkit_command("--course", room, "grade", small.day, "--marks-only")
    assert ran.code == 1
    assert "dara: named as partner by bopha, sokha: with whom did this person work?" in ran.err
    assert sorted(rows(room / "class" / f"grades-{small.day}.csv")) == ["bopha", "sokha"]


def test_who_hands_in_answers_keeps_them(room, small, labkit_command):
    small.hand_in(room, "sokha", q1_answer='partner = "Dara"\nmean_age = 1')
    small.hand_in(room, "dara", q3_answer="letter = 'A'")
    assert labkit_command("--course", room, "grade", small.day, "--marks-only").code == 0
    marks = rows(room / "class" / f"grades-{small.day}.csv")
    assert [marks["dara"][q] for q in ("q1", "q2", "q3")] == ["2", "2", "0"]


def test_a_partner_is_not_missing_when_files_are_collected(room, small, labkit_command, tmp_path):
    made = small.hand_in(room, "maker", q1_answer='partner = "Dara"\nmean_age = 1')
    (tmp_path / "in").mkdir()
    shutil.move(made / f"{small.day}.ipynb", tmp_path / "in" / "Sokha Chan.ipynb")
    shutil.rmtree(made.parent)
    ran = labkit_command("--course", room, "collect", small.day, tmp_path / "in", "--yes")
    assert ran.code == 0, ran.err
    assert "Sokha Chan.ipynb (with dara)" in ran.out
    assert "Nothing from: bopha, vanna" in ran.out


@pytest.mark.parametrize(
    ("name", "owner", "partner"),
    [("Dara & Sokha Chan.ipynb", "dara", "sokha"), ("Bopha and ចាន់ វណ្ណា/day7.ipynb", "bopha", "vanna")],
)
def test_a_file_of_two_names_is_filed_once_and_its_written_answer_is_of_the_first(
    room, small, labkit_command, tmp_path, name, owner, partner
):
    made = small.hand_in(room, "maker", q2_answer="mean_weight = 1", q4="Mine.")
    target = tmp_path / "in" / name
    target.parent.mkdir(parents=True)
    shutil.move(made / f"{small.day}.ipynb", target)
    shutil.rmtree(made.parent)
    ran = labkit_command("--course", room, "collect", small.day, tmp_path / "in", "--yes")
    assert ran.code == 0, ran.err
    assert f"(with {partner})" in ran.out
    assert [path.name for path in (room / "class" / "submitted").iterdir()] == [owner]
    assert labkit_command("--course", room, "grade", small.day, "--marks-only").code == 0
    marks = rows(room / "class" / f"grades-{small.day}.csv")
    assert [marks[one][q] for one in (owner, partner) for q in ("q1", "q2", "q3")] == ["2", "0", "1"] * 2
    texts = [answer(room / "class" / "autograded" / one / small.day / f"{small.day}.ipynb") for one in (owner, partner)]
    assert texts[0] == "Mine."
    assert "Mine." not in texts[1]
    assert "0 filed" in labkit_command("--course", room, "collect", small.day, tmp_path / "in", "--yes").out


def test_a_rewritten_answer_is_graded_by_hand_again_and_what_it_had_stays_in_view(room, small, labkit_command):
    from nbgrader.api import Gradebook

    small.hand_in(room, "sokha", q4="Mine.")
    labkit_command("--course", room, "grade", small.day, "--marks-only")
    with Gradebook(f"sqlite:///{room / 'class' / 'gradebook.db'}") as book:
        book.find_grade("q4", small.day, small.day, "sokha").manual_score = 4
        book.find_comment("q4", small.day, small.day, "sokha").manual_comment = "Well said."
        book.db.commit()
    labkit_command("--course", room, "overview", small.day)
    assert rows(room / "class" / f"grades-{small.day}.csv")["sokha"]["q4"] == "4"
    small.hand_in(room, "sokha", q4="I delete my old answer. I do not know.")
    labkit_command("--course", room, "grade", small.day)
    marks = rows(room / "class" / f"grades-{small.day}.csv")["sokha"]
    assert (marks["q4"], marks["to_grade_by_hand"]) == ("", "4")
    page = (room / "class" / "feedback" / "sokha" / small.day / f"{small.day}.html").read_text(encoding="utf-8")
    assert "Before this answer was rewritten: 4 points. Well said." in page


def test_points_given_by_hand_are_looked_at_again_when_something_new_is_handed_in(room, small, labkit_command):
    from nbgrader.api import Gradebook

    url = f"sqlite:///{room / 'class' / 'gradebook.db'}"
    small.hand_in(room, "sokha")
    labkit_command("--course", room, "grade", small.day, "--marks-only")
    with Gradebook(url) as book:
        grade = book.find_grade("q1", small.day, small.day, "sokha")
        grade.manual_score, grade.needs_manual_grade = 1, False
        book.db.commit()
    small.hand_in(room, "sokha", q2_answer="mean_weight = 1")
    labkit_command("--course", room, "grade", small.day, "--marks-only")
    with Gradebook(url) as book:
        names = ("q1", "q2", "q3")
        grades = [book.find_grade(name, small.day, small.day, "sokha") for name in names]
        assert [grade.needs_manual_grade for grade in grades] == [True, False, False]

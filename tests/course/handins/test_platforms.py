"""What learning platforms and browsers make of a file's name, and a whole class in nine layouts: nobody is lost."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from labkit.course.exercises.roster import Person
from labkit.course.handins.matching import Matcher

pytestmark = pytest.mark.course

PLATFORMS = {
    "Moodle, folders": "course-Exercise day 7-4711/Dara Lim_12345_assignsubmission_file/day7.ipynb",
    "Moodle, no folders": "Dara Lim_12345_assignsubmission_file_day7.ipynb",
    "Google Classroom": "Exercise day 7/Dara Lim - day7.ipynb",
    "Google Drive": "drive-download-20261128T101522Z-001/Copy of Dara Lim - day7.ipynb",
    "Canvas": "limdara_12345_678910_day7.ipynb",
    "Canvas, late and again": "limdara_LATE_12345_678910_day7-1.ipynb",
    "Teams": "Submitted files/Dara Lim/Exercise day 7/Version 2/day7.ipynb",
    "Blackboard": "Exercise day 7_t02_attempt_2026-11-28-10-15-22_day7.ipynb",
    "Brightspace": "12345-67890 - Dara Lim - Nov 28, 2026 1015 AM/day7.ipynb",
    "Sakai": "Lim, Dara(t02)/Submission attachment(s)/day7.ipynb",
    "Schoology": "Dara Lim_day7_Rev1.ipynb",
    "Dropbox": "Dara Lim - day7 (conflicted copy 2026-11-28).ipynb",
    "browser": "Dara Lim/day7 (3).ipynb",
    "Windows": "Dara Lim/day7 - Copy.ipynb",
    "Telegram": "day7_Dara_Lim (2).ipynb",
    "e-mail": "dara.lim@mail.example/day7.ipynb",
}
FIVE = [
    Person("t01", "Sokha Chan"),
    Person("t02", "Dara Lim", email="dara.lim@mail.example"),
    Person("t03", "Sok Dara"),
    Person("t04", "Lim Bopha"),
    Person("t05", "Mao Chan Thida"),
]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_names_that_platforms_give(platform):
    assert Matcher(FIVE).whose(PLATFORMS[platform].split("/")).people == ("t02",)


def test_a_name_of_three_words_written_together_in_any_order():
    for word in ("maochanthida", "thidamaochan", "chanthidamao"):
        assert Matcher(FIVE).whose((f"{word}_12345_678910_day7.ipynb",)).people == ("t05",)


@pytest.mark.parametrize(
    "name", ["Participant_12345_assignsubmission_file_day7.ipynb", "day7 (1).ipynb", "Untitled.ipynb"]
)
def test_a_name_without_a_person_is_nobodys(name):
    assert Matcher(FIVE).whose((name,)).people == ()


FAMILY = ("Chan", "Sok", "Keo", "Lim", "Chea", "Heng", "Kim", "Ly", "Mao", "Nhem")
GIVEN = ("Dara", "Sokha", "Bopha", "Vanna")
NAMES = [f"{family} {given}" for given in GIVEN for family in FAMILY][:38]
LAYOUTS = {
    "one folder, name after": "day7 {name}.ipynb",
    "one folder, name before": "{name} - day7.ipynb",
    "a folder each": "{id}/day7.ipynb",
    "day before name": "day7/{id}/day7.ipynb",
    "name in the file, number in the folder": "{number}/day7_{name}.ipynb",
    "a zip each": "{name}.zip/day7.ipynb",
    "a zip of zips": "all.zip/{name}.zip/work/day7.ipynb",
    "Moodle": "{name}_{number}_assignsubmission_file_/day7.ipynb",
    "Canvas": "{together}_{number}_67890_day7-1.ipynb",
}


def packed(folder: Path, files: dict[str, bytes]) -> None:
    """Write files; a folder that is called as an archive becomes one."""
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    for inner in sorted(folder.rglob("*.zip"), key=lambda path: -len(path.parts)):
        content = {path.relative_to(inner).as_posix(): path.read_bytes() for path in inner.rglob("*") if path.is_file()}
        shutil.rmtree(inner)
        with zipfile.ZipFile(inner, "w") as made:
            for name, raw in content.items():
                made.writestr(name, raw)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_class_of_38_is_collected_to_the_last_person(released, small, labkit_command, tmp_path, layout):
    root = Path(shutil.copytree(released, tmp_path / "course"))
    (root / "class").mkdir(exist_ok=True)
    rows = [f"p{number:02d},{name}" for number, name in enumerate(NAMES, start=1)]
    (root / "class" / "trainees.csv").write_text("\n".join(["trainee,name", *rows]), encoding="utf-8")
    made = small.hand_in(root, "maker")
    raw = (made / "day7.ipynb").read_text(encoding="utf-8")
    shutil.rmtree(made.parent)
    files = {}
    for number, name in enumerate(NAMES, start=1):
        about = {
            "name": name,
            "id": f"p{number:02d}",
            "number": 40000 + number,
            "together": name.replace(" ", "").lower(),
        }
        files[LAYOUTS[layout].format(**about)] = raw.replace(
            'letter = \\"C\\"', f'letter = \\"C\\"  # {number}'
        ).encode()
    packed(tmp_path / "in", files)
    ran = labkit_command("--course", root, "collect", "day7", tmp_path / "in", "--yes")
    assert ran.code == 0, ran.err
    assert "Nothing from" not in ran.out
    filed = {path.parents[1].name: path.read_bytes() for path in root.glob("class/submitted/*/day7/day7.ipynb")}
    assert filed == {f"p{number:02d}": raw for number, raw in enumerate(files.values(), start=1)}


def test_files_beside_a_notebook_go_along_and_are_no_error(released, small, labkit_command, tmp_path):
    root = Path(shutil.copytree(released, tmp_path / "course"))
    (root / "class").mkdir(exist_ok=True)
    (root / "class" / "trainees.csv").write_text("trainee,name\nt01,Sokha Chan\nt02,Dara Lim\n", encoding="utf-8")
    made = small.hand_in(root, "maker", q1_answer="import helpers\nmean_age = helpers.mean(lfs)")
    notebook = (made / "day7.ipynb").read_bytes()
    shutil.rmtree(made.parent)
    helper = b"def mean(survey):\n    return survey.frame['age'].mean()\n"
    files = {"Sokha Chan/day7.ipynb": notebook, "Sokha Chan/helpers.py": helper, "Sokha Chan/notes.csv": b"a,b\n1,2\n"}
    packed(tmp_path / "in", files | {"Dara Lim day7.ipynb": notebook, "pdf/Dara Lim.pdf": b"%PDF-1.7"})
    ran = labkit_command("--course", root, "collect", "day7", tmp_path / "in", "--yes")
    assert ran.code == 0, ran.err
    assert "goes along: helpers.py, notes.csv" in ran.out
    assert "Dara Lim.pdf: it is not a notebook (a PDF)" in ran.out + ran.err
    assert (root / "class" / "submitted" / "t01" / "day7" / "helpers.py").read_bytes() == helper
    ran = labkit_command("--course", root, "grade", "day7", "--marks-only")
    assert ran.code == 0, ran.err
    assert small.marks(root)["t01"] == ["2", "2", "1"]


def test_a_renamed_folder_is_noticed(released, small, labkit_command, tmp_path):
    root = Path(shutil.copytree(released, tmp_path / "course"))
    folder = small.hand_in(root, "sokha").parent
    folder.joinpath("day7").rename(folder / "Exercise of Day 7")
    ran = labkit_command("--course", root, "grade", "day7", "--marks-only")
    assert (ran.code, small.marks(root)) == (0, {"sokha": ["2", "2", "1"]})
    assert "handed in as Exercise of Day 7/day7.ipynb" in ran.err
    folder.rename(folder.with_name("Sokha Chan"))
    ran = labkit_command("--course", root, "grade", "day7", "--marks-only")
    assert ran.code == 1
    assert "sokha: there are marks, but no folder of this name" in ran.err
    assert "the folder is called Sokha Chan now" in ran.err


@pytest.mark.parametrize("words", [("7", "sokha"), ("day7.ipynb", "sokha"), ("sokha", "day7"), ("day", "7")])
def test_what_people_type_after_grade(released, small, labkit_command, tmp_path, words):
    root = Path(shutil.copytree(released, tmp_path / "course"))
    for trainee in ("sokha", "dara"):
        small.hand_in(root, trainee)
    ran = labkit_command("--course", root, "grade", *words, "--marks-only")
    assert ran.code == 0, ran.err
    assert sorted(small.marks(root)) == (["sokha"] if "sokha" in words else ["dara", "sokha"])
    ran = labkit_command("--course", root, "grade", "7", "sokka", "--marks-only")
    assert "Did you mean 'sokha'?" in ran.err
    ran = labkit_command("--course", root, "grade", "day77", "--marks-only")
    assert "Did you mean 'day7'?" in ran.err

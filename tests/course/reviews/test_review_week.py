"""The peer review from the roster to the gradebook, with a class of 38 from 12 institutions."""

from __future__ import annotations

import base64
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import matplotlib.image
import nbformat
import numpy as np
import pandas as pd
import pytest

from labkit.course.briefs.keeping.part import Part, write_part
from labkit.course.exercises.class_list import read_rows
from labkit.course.exercises.roster import SIDES
from labkit.course.reviews.form import blank_form, read_form
from labkit.course.reviews.packets import bare_png
from labkit.course.reviews.rubric import criteria

TEXT = """\
# Most small firms pay no contributions

## Key message

In the smallest firms {problem.small} of employees are covered, says {who}.

## Sources

A synthetic survey of 2019.
"""
SIZE, FEW, INSTITUTIONS = 38, 8, 12


def roster_line(number: int) -> str:
    place = number % INSTITUTIONS
    return f"trainee{number:02d},Chan Person{number:02d},Institute {'ABCDEFGHIJKL'[place] * 3},{SIDES[place % 3]}\n"


def new_course(root: Path, size: int) -> Path:
    (root / "notebooks").mkdir()
    settings = Path(__file__).parents[3] / "nbgrader_config.py"
    (root / "nbgrader_config.py").write_text(settings.read_text("utf-8"), "utf-8")
    lines = ["trainee,name,institution,group\n", *map(roster_line, range(size))]
    (root / "class").mkdir()
    (root / "class" / "trainees.csv").write_text("".join(lines), "utf-8")
    return root


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return new_course(tmp_path, SIZE)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a course with a class of eight whose briefs are in."""
    course = new_course(tmp_path, FEW)
    for number in range(FEW):
        hand_in_brief(course, number)
    return course


def hand_in_brief(course: Path, number: int, who: str = "a survey") -> None:
    folder = course / "class" / "submitted" / f"trainee{number:02d}" / "brief"
    folder.mkdir(parents=True)
    row = {"size": ["small"], "estimate": [8.5], "ci_low": [8.0], "ci_high": [9.1], "n": [900], "flag": [""]}
    part = Part("problem", "problem", pd.DataFrame(row), source="Synthetic labour force survey, 2019")
    write_part(part, folder)
    text = nbformat.v4.new_markdown_cell(TEXT.replace("{who}", who))
    about = {"author": f"Chan Person{number:02d}", "institution": "Institute of the author"}
    notebook = nbformat.v4.new_notebook(cells=[text], metadata={"labkit": {"brief": about}, "authors": [about]})
    (folder / "brief.ipynb").write_text(nbformat.writes(notebook), "utf-8")


def fill_in(form: Any, points: int = 4) -> Any:
    for cell in form.cells:
        name = cell.metadata["nbgrader"]["grade_id"]
        if cell.metadata["nbgrader"]["solution"]:
            cell.source = f"{name} = {points}" if cell.cell_type == "code" else f"About {name}: it is clear."
    return form


def hand_in_reviews(course: Path, reviewer: Path, points: int) -> None:
    for path in reviewer.glob("review-*.ipynb"):
        form = fill_in(nbformat.read(path, as_version=4), points)
        target = course / "class" / "submitted" / reviewer.name / "review" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(nbformat.writes(form), "utf-8")


def plan_of(course: Path) -> dict[str, Any]:
    return json.loads((course / "class/reviews/plan.json").read_text("utf-8"))


def marks_of(course: Path) -> dict[str, dict[str, str]]:
    return {row["trainee"]: row for row in read_rows(course / "class/grades-brief.csv")}


def test_a_class_of_38_from_the_roster_to_the_gradebook(course: Path, labkit_command) -> None:
    for number in range(SIZE - 1):  # the last one's brief is late
        hand_in_brief(course, number, who="Chan Person04 of INSTITUTE EEE" if number == 4 else "a survey")
    made = labkit_command("--course", course, "review", "assign")
    assert made.code == 0, made.err
    assert "Inside an institution: 0 of 111; at least 0 must be." in made.out
    assert "Without a brief so far: trainee37" in made.err
    assert "The brief of trainee04 named the author" in made.err
    packets = course / "class/reviews/packets"
    assert len(list(packets.glob("*/brief-*.html"))) == 111
    loads = Counter(reviewer for reviewers in plan_of(course)["pairs"].values() for reviewer in reviewers)
    assert (len(loads), set(loads.values())) == (38, {2, 3})  # 37 briefs, 111 reviews: 35 people write three, 3 two
    assert Counter(loads.values())[3] == 35

    owed = sum("trainee03" in reviewers for reviewers in plan_of(course)["pairs"].values())
    moved = labkit_command("--course", course, "review", "reassign", "trainee03", "--late", "trainee37")
    assert f"{owed + 3} reviews moved, 3 of them new; all others stay." in moved.out
    plan = plan_of(course)
    assert {len(reviewers) for reviewers in plan["pairs"].values()} == {3}
    hand_in_brief(course, 37)

    for reviewer in sorted(packets.iterdir()):
        if reviewer.name != "trainee08":  # who never hands in
            number = int(reviewer.name.removeprefix("trainee"))
            hand_in_reviews(course, reviewer, 2 if number == 5 else 4)
    waited = labkit_command("--course", course, "review", "collect")
    assert "trainee08: review-" in waited.out
    assert "trainee03" not in waited.out

    ran = labkit_command("--course", course, "review", "results")
    assert ran.code == 0, ran.err
    harsh = sorted(author for author, reviewers in plan["pairs"].items() if "trainee05" in reviewers)
    assert f"Reviews differ by 1.5 points or more: {', '.join(harsh)}" in ran.out
    marks = marks_of(course)
    assert marks["trainee00" if "trainee00" not in harsh else "trainee01"]["brief"] == "4"
    assert {marks[author]["brief"] for author in harsh} == {""}
    assert marks["trainee08"]["reviewing"] == "0"
    assert marks["trainee03"]["reviewing"] == ""  # absent: owed nothing, lost nothing
    assert marks["trainee03"]["brief"] in ("4", "")

    decisions = course / "class/reviews/decisions.csv"
    head, *rows = decisions.read_text("utf-8-sig").splitlines()
    decisions.write_text("\n".join([head, *(f"{row}3.5" for row in rows)]), "utf-8")
    assert labkit_command("--course", course, "review", "results").code == 0
    assert {marks_of(course)[author]["brief"] for author in harsh} == {"3.5"}

    ended = labkit_command("--course", course, "certificates", "--exercises", "0")
    assert "38 of 38 people have completed the course." in ended.out
    bound = labkit_command("--course", course, "brief", "booklet")
    assert "38 briefs" in bound.out
    booklet = (course / "class/booklet.pdf").read_bytes()
    assert booklet.startswith(b"%PDF")
    shown = labkit_command("--course", course, "presentations")
    assert "7 circles of 5 to 6 people." in shown.out
    assert shown.err == ""


def test_a_packet_tells_nothing_of_its_author(course: Path, labkit_command) -> None:
    for number in range(SIZE):
        hand_in_brief(course, number, who=f"chan person{number:02d}, Institute {'ABCDEFGHIJKL'[number % 12] * 3}")
    labkit_command("--course", course, "review", "assign")
    plan = plan_of(course)
    authors = {number: author for author, number in plan["numbers"].items()}
    for path in (course / "class/reviews/packets").glob("*/*"):
        number = int(path.stem.rpartition("-")[2])
        text = path.read_text("utf-8").casefold()
        place = "ABCDEFGHIJKL"[int(authors[number][-2:]) % 12] * 3
        for word in (authors[number], f"person{authors[number][-2:]}", f"institute {place}", "institute of the author"):
            assert word.casefold() not in text, f"{word} in {path.name}"
        if path.suffix == ".html":
            assert "are left out for the review" in text
            assert "8.5" in text  # the traced number is there


def test_briefs_without_their_tables_are_named(small: Path, labkit_command) -> None:
    for part in (small / "class/submitted").glob("*/brief/problem"):
        shutil.rmtree(part)
    made = labkit_command("--course", small, "review", "assign")
    assert "Not in the packets: the brief of trainee03. {problem.small} is in no table." in made.err
    assert "Ask for the whole folder my-brief, with its tables" in made.err
    assert "packets:" not in made.out


def test_a_brief_without_its_tables_goes_round_as_it_was_built(small: Path, labkit_command) -> None:
    brief = small / "class/submitted/trainee03/brief"
    labkit_command("brief", "build", brief)
    shutil.rmtree(brief / "problem")
    made = labkit_command("--course", small, "review", "assign")
    assert "Not in the packets" not in made.err
    number = plan_of(small)["numbers"]["trainee03"]
    (page, *_) = (small / "class/reviews/packets").glob(f"*/brief-{number:02d}.html")
    text = page.read_text("utf-8")
    assert "8.5" in text
    assert "Chan Person03" not in text
    assert "are left out for the review" in text


def test_it_is_said_where_forms_belong(small: Path, labkit_command) -> None:
    made = labkit_command("--course", small, "review", "assign")
    assert "class/submitted/NAME/review/, where NAME is the reviewer. Then: labkit review collect" in made.out
    waited = labkit_command("--course", small, "review", "collect")
    assert "class/submitted/NAME/review/, where NAME is the reviewer. Somebody is away" in waited.out


def test_nobody_is_waited_for_with_a_brief_that_is_in_no_packet(small: Path, labkit_command) -> None:
    labkit_command("--course", small, "review", "assign")
    number = plan_of(small)["numbers"]["trainee07"]
    shutil.rmtree(small / "class/submitted/trainee07/brief")
    labkit_command("--course", small, "review", "reassign", "trainee01")
    waited = labkit_command("--course", small, "review", "collect")
    assert "The brief of trainee07 is in no packet" in waited.err
    assert f"review-{number:02d}" not in waited.out
    assert "trainee07: review-" in waited.out  # who still reviews


def test_the_author_reads_comments_without_names(small: Path, labkit_command) -> None:
    labkit_command("--course", small, "review", "assign")
    for reviewer in (small / "class/reviews/packets").iterdir():
        hand_in_reviews(small, reviewer, 3)
    labkit_command("--course", small, "review", "results")
    page = (small / "class/reviews/results/trainee05.html").read_text("utf-8")
    assert page.count("About suggestion: it is clear.") == 3
    assert "<strong>3.0</strong> of 5" in page
    assert "trainee" not in page.replace("trainee05", "")
    facilitator = (small / "class/reviews/facilitator.html").read_text("utf-8")
    assert "All reviews are in." in facilitator


def test_below_two_reviews_there_is_no_number(small: Path, labkit_command) -> None:
    labkit_command("--course", small, "review", "assign")
    plan = plan_of(small)
    author, first = "trainee02", plan["pairs"]["trainee02"][0]
    hand_in_reviews(small, small / "class/reviews/packets" / first, 4)
    ran = labkit_command("--course", small, "review", "results")
    assert author in ran.out.split("no number:")[1]
    page = (small / f"class/reviews/results/{author}.html").read_text("utf-8")
    assert "you get the comments, and no number" in page
    assert "About suggestion" in page


def test_who_withdrew_is_replaced_and_reviewed_no_more(small: Path, labkit_command) -> None:
    labkit_command("--course", small, "review", "assign")
    before = plan_of(small)["pairs"]
    labkit_command("--course", small, "review", "reassign", "--withdrawn", "trainee06")
    after = plan_of(small)["pairs"]
    assert "trainee06" not in after
    assert not any("trainee06" in reviewers for reviewers in after.values())
    assert sum(set(after[author]) != set(before[author]) for author in after) == 3


def test_who_was_away_gets_nothing_later(small: Path, labkit_command) -> None:
    labkit_command("--course", small, "review", "assign", "--k", "2")
    for name in ("trainee01", "trainee02", "trainee03"):
        labkit_command("--course", small, "review", "reassign", name)
    busy = {reviewer for reviewers in plan_of(small)["pairs"].values() for reviewer in reviewers}
    assert not busy & {"trainee01", "trainee02", "trainee03"}


def test_a_second_assignment_needs_to_be_asked_for(course: Path, labkit_command) -> None:
    assert labkit_command("--course", course, "review", "assign").code == 0
    refused = labkit_command("--course", course, "review", "assign")
    assert (refused.code, "have their reviewers already" in refused.err) == (1, True)
    assert labkit_command("--course", course, "review", "assign", "--force").code == 0


def test_a_damaged_form_is_read_all_the_same(tmp_path: Path) -> None:
    form = fill_in(blank_form(7), 5)
    for cell in form.cells:
        cell.metadata.clear()  # as other programs do
    form.metadata.clear()
    path = tmp_path / "Review 7 (1).ipynb"
    path.write_text(nbformat.writes(form)[:-30], "utf-8")
    read = read_form(path)
    assert (read.number, dict(read.points)) == (7, {one.name: 5 for one in criteria()})


@pytest.mark.parametrize(
    ("typed", "points"),
    [("message = 4", 4), ("message = ៤", 4), ("message = 4.0  # good", 4), ("4", 4), ("message = '4'", 4),
     ("message = 6", None), ("message = 3.5", None), ("message = ...", None), ("message = open('x')", None)],
)  # fmt: skip
def test_points_as_people_type_them(tmp_path: Path, typed: str, points: int | None) -> None:
    form = fill_in(blank_form(3))
    next(cell for cell in form.cells if cell.id == "message").source = typed
    path = tmp_path / "review-03.ipynb"
    path.write_text(nbformat.writes(form), "utf-8")
    read = read_form(path)
    assert read.points.get("message") == points
    assert ("Message" in read.missing) == (points is None)


def test_another_notebook_under_the_name_of_a_form_is_no_review(small: Path, labkit_command) -> None:
    labkit_command("--course", small, "review", "assign")
    (reviewer, *_) = sorted((small / "class/reviews/packets").iterdir())
    (form, *_) = sorted(reviewer.glob("review-*.ipynb"))
    cell = nbformat.v4.new_code_cell('exercise = checks.exercise("day2")')
    target = small / "class/submitted" / reviewer.name / "review" / form.name
    target.parent.mkdir(parents=True)
    target.write_text(nbformat.writes(nbformat.v4.new_notebook(cells=[cell])), "utf-8")
    waited = labkit_command("--course", small, "review", "collect")
    assert "It is the exercise day2, and no form of a review." in waited.err
    assert f"{form.name} was not handed in" in waited.out


def test_an_untouched_form_lacks_everything(tmp_path: Path) -> None:
    path = tmp_path / "review-03.ipynb"
    path.write_text(nbformat.writes(blank_form(3)), "utf-8")
    assert len(read_form(path).missing) == len(criteria()) + 3


def test_pictures_lose_what_programs_write_into_them(toy) -> None:
    import base64

    plain = base64.b64decode(toy.png())
    text = b"Author\x00Chan Person04"
    chunk = len(text).to_bytes(4, "big") + b"tEXt" + text + b"\0\0\0\0"
    assert bare_png(plain[:33] + chunk + plain[33:]) == plain


def test_a_brief_that_is_a_word_file_only_is_packed_without_its_author(small: Path, labkit_command) -> None:
    pypandoc = pytest.importorskip("pypandoc")
    folder = small / "class/submitted/trainee03/brief"
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()
    picture = folder / "picture.jpg"
    pixels = np.zeros((40, 90, 3), dtype=np.uint8)
    matplotlib.image.imsave(picture, pixels, pil_kwargs={"comment": b"Chan Person03"})
    text = f"""<p>In small firms 8.5 %, says Chan Person03 of <a href="https://x.example">INSTITUTE DDD</a>.</p>
    <table><tr><td>small</td><td>8.5</td></tr></table><img src="{picture}" alt="Drawn by Chan Person03">"""
    told = ["--metadata=title=Inspect small firms", "--metadata=author=Chan Person03"]
    pypandoc.convert_text(text, "docx", format="html", outputfile=str(folder / "my brief.docx"), extra_args=told)
    picture.unlink()
    ran = labkit_command("--course", small, "review", "assign")
    assert "The brief of trainee03 named the author" in ran.err
    number = plan_of(small)["numbers"]["trainee03"]
    pages = list((small / "class/reviews/packets").glob(f"*/brief-{number:02d}.html"))
    assert len(pages) == 3
    page = pages[0].read_text("utf-8")
    for word in ("person03", "institute ddd", "x.example", "my brief.docx", "<script"):
        assert word not in page.casefold()
    assert "<h1>Inspect small firms</h1>" in page
    assert "<td>small</td>" in page
    shown = base64.b64decode(page.partition("data:image/png;base64,")[2].partition('"')[0])
    assert shown.startswith(b"\x89PNG")
    assert b"Person03" not in shown
    ended = labkit_command("--course", small, "certificates", "--exercises", "0")
    assert "8 of 8 people have completed the course." in ended.out


def test_each_brief_gives_one_slide_in_the_order_of_its_circle(small: Path, labkit_command) -> None:
    ran = labkit_command("--course", small, "presentations", "--size", "4")
    assert ran.code == 0, ran.err
    assert "A slide" not in ran.err
    order = read_rows(small / "class/presentations/order.csv")
    for circle in ("1", "2"):
        page = (small / f"class/presentations/slides-circle-{circle}.html").read_text("utf-8")
        names = [row["name"] for row in order if row["circle"] == circle]
        assert len(names) == 4
        assert [page.index(name) for name in names] == sorted(page.index(name) for name in names)
        assert page.count("Most small firms pay no contributions") == 4
        assert page.count("In the smallest firms 8.5\u00a0% (8.0–9.1) of employees") == 4

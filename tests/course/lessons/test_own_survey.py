"""Lessons on a survey that somebody brought: what it lacks is said and left out, the rest runs and speaks of it."""

import importlib.util
import json
import re
from pathlib import Path

import nbformat
import pandas as pd
import pyreadstat
import pytest
from bs4 import BeautifulSoup

import labkit as lk
from labkit.course.lesson import open_survey
from labkit.course.lessons.adapting import adapted
from labkit.course.lessons.own_survey import names_in_text
from labkit.course.lessons.places import checked_place
from labkit.course.lessons.reading import read_lesson
from labkit.course.lessons.variants import variant, variant_label
from labkit.errors import CourseError, DataError, LabkitError

ROOT = Path(__file__).parents[3]
WORDS = {"country": "Lao PDR", "source": "the survey of 2022", "place": "Lao PDR"}
PARAMETERS = 'dataset = "lfs"\nprovince = "all"\ndraw = 0\nschema = ""\ncountry = ""\nsource = ""'


def survey_of(*columns):
    frame = pd.DataFrame({"weight": 2.0, "age": [20, 40, 60], "sex": ["male", "female", "male"]})
    return lk.Survey(frame.assign(**dict.fromkeys(columns, "yes")), weight="weight")


def with_labkit(cell, **entries):
    cell.metadata["labkit"] = entries
    return cell


@pytest.fixture
def adapt(toy, tmp_path):
    """Return a function from cells and a survey to the adapted cells (without the first two) and what is left out."""
    root = toy.new_course(tmp_path)

    def make(cells, survey):
        lesson = read_lesson(toy.save(root, "day1/1.1-toy", toy.notebook("1.1", "Toy", cells)))
        found, left_out = adapted(lesson, survey, WORDS)
        nbformat.validate(found.notebook)
        return found.notebook.cells[2:], left_out

    return make


def test_a_survey_with_everything_gets_the_lesson_unchanged(toy, adapt):
    cells = [with_labkit(toy.text("## Pay", minutes=5), minutes=5, needs=["sex"]), toy.code("1 + 1")]
    found, left_out = adapt(cells, survey_of())
    assert [(cell.cell_type, cell.source) for cell in found] == [("markdown", "## Pay"), ("code", "1 + 1")]
    assert found[0].metadata["labkit"]["minutes"] == 5
    assert left_out == ()


def test_a_section_goes_up_to_the_next_heading_of_its_level(toy, adapt):
    cells = [
        with_labkit(toy.text("## Pay\n\nA long story."), minutes=10, needs=["monthly_pay", "sex"]),
        toy.code("pay = 1"),
        toy.text("### Your turn", "your-turn"),
        toy.code("pay = 2", "facilitator"),
        toy.text("## Age\n\nThe rest."),
        toy.code("3"),
    ]
    found, left_out = adapt(cells, survey_of())
    assert len(found) == 3
    assert found[0].source.startswith("## Pay\n\n> **This section needs what the survey of 2022 does not have")
    assert "monthly_pay" in found[0].source and "sex" not in found[0].source
    assert "minutes" not in found[0].metadata.get("labkit", {})
    assert [cell.source for cell in found[1:]] == ["## Age\n\nThe rest.", "3"]
    assert [part.section for part in left_out] == ["Pay"]
    assert 'section "Pay": ' in str(left_out[0])


def test_needs_of_a_chapter_hold_for_its_sections(toy, adapt):
    cells = [
        with_labkit(toy.text("## Pay"), needs=["monthly_pay"]),
        toy.text("### One"),
        toy.code("1"),
        toy.text("# End"),
    ]
    found, _ = adapt(cells, survey_of())
    assert [cell.source.splitlines()[0] for cell in found] == ["## Pay", "# End"]


def test_cells_with_needs_of_their_own_share_a_note(toy, adapt):
    cells = [
        toy.text("## Who?"),
        with_labkit(toy.text("By education:"), needs=["education"]),
        with_labkit(toy.code("by_education = 1"), needs=["education"]),
        with_labkit(toy.text("Ask the room.", "facilitator"), needs=["education"]),
        toy.text("The end."),
    ]
    found, left_out = adapt(cells, survey_of())
    assert [bool(cell.source.startswith("> **This part")) for cell in found] == [False, True, True, False]
    # The facilitator's note is the facilitator's alone.
    assert [cell.metadata.get("tags") for cell in found] == [None, None, ["facilitator"], None]
    assert [part.section for part in left_out] == ["Who?", "Who?"]


def test_code_that_builds_on_what_is_left_out_is_left_out_too(toy, adapt):
    cells = [
        with_labkit(toy.code("rate = 1\nrates = [rate]"), needs=["education"]),
        toy.code("double = rate * 2"),
        toy.code("print(double)"),
        toy.text("Between."),
        toy.code("[rate for rate in range(3)]"),
        toy.code("rate = 5\nrate + 1"),
        toy.code("rate"),
        toy.code("rates"),
    ]
    found, left_out = adapt(cells, survey_of())
    code = [cell.source for cell in found if cell.cell_type == "code"]
    assert code == ["[rate for rate in range(3)]", "rate = 5\nrate + 1", "rate"]
    assert sum("It builds on" in cell.source for cell in found) == 2
    assert len(left_out) == 3


def test_texts_for_a_brought_survey(toy, adapt):
    cells = [
        with_labkit(toy.text("This is synthetic."), brought=["This is {source}.", "", "It is of {country}."]),
        with_labkit(toy.text("In 2019, Cambodia had …"), brought=""),
        with_labkit(toy.code("published()"), brought=""),
        toy.text("{country} in other text stays."),
    ]
    found, left_out = adapt(cells, survey_of())
    assert [cell.source for cell in found] == [
        "This is the survey of 2022.\n\nIt is of Lao PDR.",
        "{country} in other text stays.",
    ]
    assert "brought" not in found[0].metadata["labkit"]
    assert left_out == ()


def test_code_in_its_words_for_a_brought_survey_needs_only_what_these_words_name(toy, adapt):
    cells = [
        with_labkit(toy.code("earlier = 1"), brought=""),
        with_labkit(toy.code("claims = earlier + 1"), brought="claims = 2"),
        toy.code("claims"),
        with_labkit(toy.code("claims = 3"), brought="claims = earlier"),
    ]
    found, left_out = adapt(cells, survey_of())
    assert [cell.source for cell in found if cell.cell_type == "code"] == ["claims = 2", "claims"]
    assert len(left_out) == 1


@pytest.mark.parametrize("needs", ["education", [1], {"a": 1}])
def test_needs_that_are_no_list_of_names_are_refused(toy, adapt, needs):
    with pytest.raises(CourseError, match="what it needs"):
        adapt([with_labkit(toy.text("## Pay"), needs=needs)], survey_of())


def test_a_province_is_found_as_the_survey_spells_it(tmp_path):
    path = tmp_path / "lao.csv"
    path.write_text("weight,subnatid1,male\n200,1 – Attapeu,1\n300,2 – Salavan,0\n", "utf-8")
    assert checked_place(str(path), "attapeu", "gld") == "Attapeu"
    survey, place = open_survey(str(path), "Salavan", schema="gld", country="Lao PDR")
    assert (len(survey.frame), place) == (1, "Salavan")
    with pytest.raises(CourseError, match="no province 'Kep'"):
        checked_place(str(path), "Kep", "gld")


def test_names_of_a_variant_and_of_the_place_never_say_cambodia():
    changed = {"dataset": "data/LAO 2022.dta", "schema": "gld"}
    assert variant(changed).startswith("lao-2022.dta-")
    assert variant_label(changed) == "LAO 2022.dta"
    assert variant(changed) != variant({**changed, "dataset": "other/LAO 2022.dta"})
    assert variant({**changed, "country": "Lao PDR", "province": "Attapeu"}).startswith("lao-pdr-attapeu-")
    assert names_in_text("a.dta", "Attapeu", "Lao PDR", "x")["place"] == "Attapeu"
    assert names_in_text("a.dta", "all", "Lao PDR", "x")["place"] == "Lao PDR"


@pytest.fixture
def course(toy, tmp_path):
    """A course with one lesson for any survey, and a small survey in its folder."""
    root = toy.new_course(tmp_path / "course")
    opening = "from labkit.course.lesson import open_survey\n"
    opening += "survey, place = open_survey(dataset, province, draw, schema=schema, country=country)\n"
    opening += "print(len(survey.frame), 'in', place)"
    notebook = toy.notebook("1.1", "Toy", [toy.text("## Open"), toy.code(opening)])
    notebook.cells += [with_labkit(toy.text("## Pay"), needs=["monthly_pay"]), toy.code("1 / 0")]
    notebook.cells[1].source = PARAMETERS
    toy.save(root, "day1/1.1-toy", notebook)
    (root / "surveys").mkdir()
    lines = ["ilo_wgt,ilo_sex,ilo_age", "200,1,40", "300,2,35", "100,2,20"]
    (root / "surveys" / "mine.csv").write_text("\n".join(lines), "utf-8")
    return root


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--schema", "gld"], "--schema is for a survey file of your own"),
        (["--dataset", "lfs", "--country", "Lao PDR"], "--country is for a survey file of your own"),
        (["--dataset", "SURVEY"], "in which form the survey is"),
        (["--dataset", "SURVEY", "--schema", "glod"], "Did you mean 'gld'?"),
        (["--dataset", "SURVEY", "--schema", "none.toml"], "There is no such mapping"),
        (["--dataset", "missing.dta", "--schema", "ilo"], "There is no file"),
        (["--dataset", "SURVEY", "--schema", "ilo", "--draw", "3"], "other draws"),
        (["--dataset", "SURVEY", "--schema", "ilo", "--province", "Kep"], "has no provinces"),
    ],
)
def test_a_survey_that_cannot_be_used_is_refused_before_anything_runs(labkit_command, course, words, complaint):
    words = [str(course / "surveys/mine.csv") if word == "SURVEY" else word for word in words]
    ran = labkit_command("--course", course, "build", *words)
    assert ran.code == 1
    assert complaint in ran.err
    assert not (course / "build").exists()


def test_a_lesson_that_has_no_such_parameters_says_so(labkit_command, toy, course):
    toy.save(course, "day1/1.2-old", toy.notebook("1.2", "Old", []))
    ran = labkit_command("--course", course, "build", "--dataset", course / "surveys/mine.csv", "--schema", "ilo")
    assert ran.code == 1
    assert "Lesson 1.2 has no parameter 'schema'" in ran.err


@pytest.mark.course
def test_a_file_in_the_course_s_folder_is_found_by_the_lesson_and_its_editions(labkit_command, course):
    file = course / "surveys/mine.csv"
    ran = labkit_command("--course", course, "build", "--dataset", file, "--schema", "ilo", "--country", "Lao PDR")
    assert ran.code == 0, ran.err
    assert "left out: section \"Pay\": There is no column 'monthly_pay'" in ran.out
    (folder,) = (course / "build").glob("lao-pdr-mine.csv-*/day1/1.1-toy")
    trainee = nbformat.read(folder / "trainee.ipynb", as_version=4)
    assert 'dataset = "surveys/mine.csv"' in trainee.cells[1].source, "no folder of this computer"
    assert "3 in Lao PDR" in (folder / "trainee.html").read_text("utf-8")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert len(manifest["left_out"]) == 1


def test_live_a_survey_is_opened_from_a_folder_below(course, monkeypatch):
    monkeypatch.chdir(course / "notebooks/day1")
    survey, place = open_survey("surveys/mine.csv", schema="ilo")
    assert (len(survey.frame), place) == (3, "your survey")
    with pytest.raises(LabkitError, match="no provinces"):
        open_survey("surveys/mine.csv", "Kep", schema="ilo")
    with pytest.raises(CourseError, match="schema is for"):
        open_survey("lfs", schema="ilo")
    with pytest.raises(DataError, match="no file"):
        open_survey("surveys/yours.csv", schema="ilo")


def test_a_stratum_with_a_single_psu_does_not_stop_a_lesson(tmp_path):
    path = tmp_path / "single.csv"
    path.write_text("weight,strata,psu,male\n200,a,1,1\n300,a,2,0\n300,b,3,0\n", "utf-8")
    survey, _ = open_survey(str(path), schema="gld")
    assert survey.total()["se"].item() > 0
    with pytest.raises(DataError, match="PSU"):
        lk.read_survey(path, "gld")


def test_a_file_that_was_saved_again_is_read_again(course):
    path = course / "surveys/mine.csv"
    assert len(open_survey(str(path), schema="ilo")[0].frame) == 3
    path.write_text(path.read_text("utf-8") + "\n100,1,30\n", "utf-8")
    assert len(open_survey(str(path), schema="ilo")[0].frame) == 4


def in_form_of(form):
    """Return the function of the tests of reading that writes the survey as the ILO or the World Bank does."""
    spec = importlib.util.spec_from_file_location("labkit_survey_forms", ROOT / "tests/reading/conftest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, f"as_{form}")


@pytest.fixture(scope="module", params=["ilo", "gld"])
def built(request, labkit_command, tmp_path_factory):
    """Lesson 2.1 on the records of the course's survey, brought as a Stata file of another form."""
    folder = tmp_path_factory.mktemp(request.param)
    file = folder / "LAO_2022.dta"
    pyreadstat.write_dta(in_form_of(request.param)(lk.load("lfs").frame), file)
    words = ["--dataset", file, "--schema", request.param, "--country", "Lao PDR", "--source", "the survey of 2022"]
    ran = labkit_command("--course", ROOT, "build", "2.1", *words, "--out", folder / "out")
    assert ran.code == 0, ran.err
    (lesson,) = (folder / "out").glob("lao-pdr-*/day2/2.1-*")
    return request.param, lesson, ran


def text_of(path):
    return BeautifulSoup(path.read_text("utf-8"), "html.parser").get_text()


@pytest.mark.course
@pytest.mark.parametrize("edition", ["trainee", "facilitator"])
def test_pages_speak_of_the_survey_that_was_brought(built, edition):
    _, lesson, _ = built
    text = text_of(lesson / f"{edition}.html")
    assert "This is your own survey: the survey of 2022." in text
    assert "What is already published for Lao PDR?" in text
    assert "synthetic" not in text.lower()
    # What stays of Cambodia: where the order of the rules comes from, and the example of the NSSF.
    for before in re.findall(r"(.{0,20})Cambodia", text):
        assert before.endswith(("processing of the ", "contributions (in ")), before
    nbformat.validate(nbformat.read(lesson / f"{edition}.ipynb", as_version=4))


@pytest.mark.course
def test_what_the_survey_lacks_is_said_where_it_would_have_been(built):
    form, lesson, ran = built
    page = BeautifulSoup((lesson / "trainee.html").read_text("utf-8"), "html.parser")
    notes = [quote.get_text() for quote in page.select("blockquote") if "is left out" in quote.get_text()]
    assert any("'institution', 'registered'" in note for note in notes)
    assert all("the survey of 2022 does not have" in note or "builds on" in note for note in notes)
    assert 'left out: a part of section "The first tree: is the unit informal?"' in ran.out
    headings = [heading.get_text() for heading in page.select("main h2")]
    assert any(heading.startswith("Quiz") for heading in headings)
    assert 'left out: section "Two conferences: the rules of 2003 and of 2023"' in ran.out
    assert ('left out: section "How many?' in ran.out) == (form == "gld")


@pytest.mark.course
def test_the_rest_gives_the_survey_s_own_figures(built):
    form, lesson, _ = built
    text = text_of(lesson / "trainee.html")
    rate = lk.words.figure(lk.informality.informal_employment_rate(lk.load("lfs")))
    estimate = rate.split(" (")[0]
    assert (f"In Lao PDR, {estimate}" in text) == (form == "ilo")
    assert "Seven people" in text and "Key points" in text


def test_a_build_says_what_to_look_at_in_the_file(toy, labkit_command, tmp_path):
    root = toy.new_course(tmp_path)
    lesson = toy.notebook("2.1", "A toy", [toy.text("## One"), toy.code("1 + 1")])
    lesson.cells[1].source += '\nschema = ""'
    toy.save(root, "day2/2.1-toy", lesson)
    hours = "".join(f"200,{1 + n % 2},30,{99 if n % 5 == 0 else 40}\n" for n in range(300))
    (root / "own.csv").write_text(f"ilo_wgt,ilo_sex,ilo_age,ilo_mjob_how_usual\n{hours}")
    ran = labkit_command("--course", root, "build", "--dataset", str(root / "own.csv"), "--schema", "ilo")
    assert "before you believe a page" in ran.err
    assert "age: All 300 answers are 30" in ran.err

"""The web pages: they stand alone, can be clicked through, and can be read by everybody."""

import re

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_output

from labkit.course.lessons.reading import read_lesson
from labkit.course.site.lesson_page import lesson_page
from labkit.course.site.page_parts import external_resources
from labkit.errors import CourseError


def pages(built):
    """Return the start page and the lessons' pages; test_handbook.py looks at all others."""
    return [path for path in sorted((built.root / "build").rglob("*.html")) if path.parent.name != "handbook"]


def soup_of(path):
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


@pytest.mark.course
def test_no_page_loads_anything_from_elsewhere(built):
    assert len(pages(built)) == 7
    for path in pages(built):
        html = path.read_text("utf-8")
        assert external_resources(html) == [], path
        assert html.count("<script") == 1, path
        # A second look that knows nothing of the first: addresses occur in plain links only.
        without_links = re.sub(r'<a [^>]*href="https?://[^"]*"', "<a", html)
        assert not re.findall(r"""(?:src|href|url|@import)\s*[=(]?\s*["']?(?:https?:)?//""", without_links), path


@pytest.mark.course
def test_the_facilitators_list_has_good_and_failed_lessons_in_order(built):
    soup = soup_of(built.root / "build/facilitators.html")
    assert [cell.get_text().split()[0] for cell in soup.select("td.lesson")] == ["2.1", "2.2", "2.10"]
    failed = soup.select("td.lesson")[1]
    assert "The last run failed" in failed.get_text()
    assert "OptionError: wrong thing" in failed.get_text()
    assert failed.select_one("a")["href"] == "cambodia/day2/2.2-bad/failed.ipynb"


@pytest.mark.course
def test_neighbours_are_linked_within_the_edition_and_the_failed_one_is_skipped(built):
    first = soup_of(built.lesson / "facilitator.html").select(".neighbours a")
    last = soup_of(built.lesson.parent / "2.10-more" / "facilitator.html").select(".neighbours a")
    assert [(a.get_text(), a["href"]) for a in first] == [("Next: 2.10 More", "../../day2/2.10-more/facilitator.html")]
    assert [(a.get_text(), a["href"]) for a in last] == [("Before: 2.1 A toy", "../../day2/2.1-toy/facilitator.html")]


@pytest.mark.course
def test_pages_have_language_skip_link_title_and_one_h1(built):
    for path in pages(built):
        soup = soup_of(path)
        assert soup.html["lang"] == "en"
        assert soup.select_one(soup.select_one("a.skip")["href"]).name == "main"
        assert soup.title.get_text().strip()
        assert len(soup.select("h1")) == 1, path
        ids = [node["id"] for node in soup.select("[id]")]
        assert len(ids) == len(set(ids)), path


@pytest.mark.course
def test_sections_are_listed_with_their_minutes(built):
    nav = soup_of(built.lesson / "trainee.html").select_one("nav.contents")
    assert [" ".join(row.get_text().split()) for row in nav.select("li")] == ["Look at it 10 min", "Count 15 min"]
    assert "25 minutes" in nav.get_text()


@pytest.mark.course
def test_pictures_are_inside_the_page_with_their_words(built):
    image = soup_of(built.lesson / "trainee.html").select_one("main img")
    assert image["src"].startswith("data:image/png;base64,")
    assert image["alt"] == "A grey square & nothing else"


@pytest.mark.course
def test_special_cells_are_labelled(built):
    soup = soup_of(built.lesson / "facilitator.html")
    labels = [label.get_text() for label in soup.select(".label")]
    assert labels == ["For the facilitator"] * 2 + ["Your turn"] * 2 + ["Model answer"]


@pytest.mark.course
def test_tables_scroll_in_a_box_and_name_their_headers(built):
    table = soup_of(built.lesson / "trainee.html").select_one("main table")
    assert table.parent["class"] == ["table"]
    assert table.parent["tabindex"] == "0"
    assert {th["scope"] for th in table.select("thead th")} == {"col"}
    assert {th["scope"] for th in table.select("tbody th")} == {"row"}
    words = [cell.get_text() for cell in table.select("td.words")]
    assert words == ["urban", "rural"]


@pytest.mark.course
def test_synthetic_data_are_announced(built):
    assert "Synthetic data." in soup_of(built.lesson / "trainee.html").select_one(".synthetic").get_text()


@pytest.fixture
def page(toy, tmp_path):
    """Return a function that makes a page from cells, without running them."""
    root = toy.new_course(tmp_path)

    def make(*cells, edition="trainee"):
        path = toy.save(root, "day1/1.1-toy", toy.notebook("1.1", "<Toy> & co", list(cells)))
        lesson = read_lesson(path)
        return lesson_page(lesson.notebook, lesson, edition, variant="Cambodia")

    return make


def output(toy, data, **metadata):
    cell = toy.code("show()")
    cell.outputs = [new_output("display_data", data, metadata=metadata)]
    return cell


def test_details_survive_with_what_is_inside(toy, page):
    source = "<details><summary>In Stata</summary>\n\nUse `svy`.\n\n</details>\n\nAfter."
    details = BeautifulSoup(page(toy.text(source)).html, "html.parser").select_one(".text details")
    assert "Use svy." in details.get_text()
    assert "After." not in details.get_text()


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://example.org/a.png" alt="x">',
        '<iframe src="//example.org"></iframe>',
        '<div style="background: url(http://example.org/a.png)"></div>',
        "<style>@import 'https://example.org/a.css';</style>",
        '<img src="not-beside-the-lesson.png" alt="x">',
    ],
)
def test_an_output_that_would_load_something_is_refused(toy, page, html):
    with pytest.raises(CourseError, match="from elsewhere"):
        page(output(toy, {"text/html": html}))


def test_a_widget_becomes_a_sentence_and_a_script_nothing(toy, page):
    widget = {"application/vnd.jupyter.widget-view+json": {"model_id": "x"}, "text/plain": "IntSlider(value=3)"}
    made = page(
        output(toy, widget),
        output(toy, {"application/javascript": "alert(1)", "text/plain": "a script"}),
        output(toy, {"text/html": "<script src='https://example.org/x.js'></script><b>kept</b>"}),
    )
    assert "the notebook has a control" in made.html
    assert "IntSlider" not in made.html
    assert "alert(1)" not in made.html
    assert "<b>kept</b>" in made.html
    assert "<script" not in f"{BeautifulSoup(made.html, 'html.parser').main}"


def test_a_picture_takes_its_words_from_the_cell_if_need_be(toy, page):
    cell = output(toy, {"image/png": toy.png()})
    cell.metadata["labkit"] = {"alt": 'Bars "by" sex'}
    made = page(cell)
    assert BeautifulSoup(made.html, "html.parser").select_one("main img")["alt"] == 'Bars "by" sex'
    assert made.remarks == ()


def test_the_author_hears_of_silent_pictures_and_skipped_headings(toy, page):
    remarks = page(output(toy, {"image/png": toy.png()}), toy.text("## A"), toy.text("#### B")).remarks
    assert len(remarks) == 2
    assert "picture 1" in remarks[0]
    assert '"B"' in remarks[1]


def test_an_attached_picture_is_embedded_and_a_missing_one_is_named(toy, page):
    cell = toy.text("![A tree](attachment:tree.png)")
    cell["attachments"] = {"tree.png": {"image/png": "iVBORw=="}}
    assert 'src="data:image/png;base64,iVBORw=="' in page(cell).html
    with pytest.raises(CourseError, match="lacks a picture"):
        page(toy.text("![A tree](attachment:tree.png)"))


def test_code_that_the_author_hid_starts_closed(toy, page):
    hidden = toy.code("hidden()")
    hidden.metadata["jupyter"] = {"source_hidden": True}
    soup = BeautifulSoup(page(hidden, toy.code("seen()")).html, "html.parser")
    assert [(d.pre.get_text().strip(), d.has_attr("open")) for d in soup.select("details.code")][1:] == [
        ("hidden()", False), ("seen()", True)
    ]  # fmt: skip


def test_equal_inputs_give_equal_pages_and_titles_are_escaped(toy, page):
    first, second = page(toy.text("## A")), page(toy.text("## A"))
    assert first == second
    assert "<title>1.1 &lt;Toy&gt; &amp; co" in first.html


def test_repeated_headings_get_ids_of_their_own(toy, page):
    soup = BeautifulSoup(page(toy.text("## Your turn"), toy.text("## Your turn")).html, "html.parser")
    assert [h["id"] for h in soup.select("h2")] == ["your-turn", "your-turn-2"]


def test_making_a_page_leaves_the_notebook_as_it_was(toy, tmp_path):
    cell = output(toy, {"application/vnd.jupyter.widget-view+json": {"model_id": "x"}})
    lesson = read_lesson(toy.save(toy.new_course(tmp_path), "day1/1.1-toy", toy.notebook("1.1", "Toy", [cell])))
    before = nbformat.writes(lesson.notebook)
    lesson_page(lesson.notebook, lesson, "facilitator", variant="Cambodia")
    assert nbformat.writes(lesson.notebook) == before


def test_a_sections_heading_stands_above_the_box_that_begins_with_it(toy, page):
    task = toy.text("## Count\n\n**Your turn.** Write.", "your-turn", minutes=5)
    task.metadata["tags"] = ["your-turn"]
    soup = BeautifulSoup(page(task).html, "html.parser")
    assert soup.select(".your-turn h2") == []
    assert soup.select_one("main h2 .time").get_text() == "5 min"
    assert soup.select_one("main h2").find_next(class_="your-turn").get_text(strip=True) == "Your turn.Write."


def test_what_ends_the_part_before_stands_above_the_box_and_not_in_it(toy, page):
    task = toy.text("Why is it wrong?\n\n**The right answer**: one.\n\n**Your turn.** Write.\n\nThen read.")
    task.metadata["tags"] = ["your-turn"]
    box = BeautifulSoup(page(task).html, "html.parser").select_one(".your-turn")
    assert box.get_text("|", strip=True) == "Your turn.|Write.|Then read."
    assert box.find_previous_sibling().get_text(strip=True) == "Why is it wrong?The right answer: one."


def test_a_task_without_the_words_your_turn_stays_in_its_box(toy, page):
    task = toy.text("**Now three sentences.** Write.\n\n1. One\n2. Two")
    task.metadata["tags"] = ["your-turn"]
    box = BeautifulSoup(page(task).html, "html.parser").select_one(".your-turn")
    assert [part.name for part in box.select_one(".text").find_all(recursive=False)] == ["p", "ol"]


def test_the_facilitators_box_says_once_whose_it_is(toy, page):
    boxes = [
        toy.text("**For the facilitator**\n\n**Timing.** Short.", "facilitator"),
        output(toy, {"text/html": "<p><strong>For the facilitator: two answers.</strong> One.</p>"}),
    ]
    boxes[1].metadata["tags"] = ["facilitator"]
    soup = BeautifulSoup(page(*boxes, edition="facilitator").html, "html.parser")
    said = [" ".join(box.get_text(" ").split()) for box in soup.select("aside.facilitator")]
    assert said[0] == "For the facilitator Timing. Short."
    assert said[1].count("For the facilitator") == 1
    assert "Two answers. One." in said[1]


def test_what_gives_a_filled_in_answer_away_is_folded_until_the_next_text(toy, page):
    asked = toy.code("guess = ___")
    asked.metadata["labkit"] = {"fill_in": ["19"]}
    cells = [asked, output(toy, {"text/plain": "19 of 20"}), toy.text("Then."), output(toy, {"text/plain": "later"})]
    soup = BeautifulSoup(page(*cells).html, "html.parser")
    assert [node.pre.get_text() for node in soup.select("details.after:not([open])")] == ["19 of 20"]
    assert BeautifulSoup(page(*cells, edition="facilitator").html, "html.parser").select("details.after") == []

"""A lesson on paper, where folds are open and answers are not, and on a telephone, where tables are narrow."""

import shutil
import subprocess

import pytest
from nbformat.v4 import new_output

from labkit.course.lessons.editions import trainee_page
from labkit.course.lessons.fill_in import fill
from labkit.course.lessons.reading import read_lesson
from labkit.course.site.lesson_page import lesson_page

FOLD = "<details><summary>The same in Stata</summary>\n\nUse svy.\n\n</details>"
QUIZ = "## Quiz\n\nThink first.\n\n<details><summary>1. One?</summary>\n\nIt is one.\n\n</details>"
# Whether a piece of text can be seen, and where: what stands in a closed fold has no place on the page.
SEEN = """words => { const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) { if (walker.currentNode.data.includes(words)) {
    const range = document.createRange(); range.selectNode(walker.currentNode);
    return walker.currentNode.parentElement.checkVisibility() && range.getBoundingClientRect().height > 0; } }
  return null; }"""

TO_SWIPE = """() => [...document.querySelectorAll('.table')].filter(node => node.scrollWidth > node.clientWidth + 1)
  .length"""


def result(toy, source, html="<p>The result.</p>", **metadata):
    cell = toy.code(source)
    cell.metadata.update(metadata)
    cell.outputs = [new_output("display_data", {"text/html": html})]
    return cell


def fill_in(toy, source):
    cell = toy.code(source)
    cell.metadata["labkit"] = {"fill_in": ["5"]}
    return cell


def table(names, *rows):
    head = "".join(f"<th>{name}</th>" for name in ("", *names))
    body = "".join(
        f"<tr><th>{number}</th>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for number, row in enumerate(rows)
    )
    return f'<table class="dataframe"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


@pytest.fixture
def opened(toy, browser, tmp_path):
    """Return a function that opens a page made from cells in a browser."""
    root, contexts = toy.new_course(tmp_path), []

    def open_page(*cells, edition="trainee", width=1200, media="screen"):
        notebook = toy.notebook("1.1", "Toy", list(cells))
        fill(notebook.cells)
        lesson = read_lesson(toy.save(root, "day1/1.1-toy", notebook))
        made = trainee_page(lesson.notebook) if edition == "trainee" else lesson.notebook
        path = tmp_path / f"{edition}.html"
        path.write_text(lesson_page(made, lesson, edition, variant="Cambodia").html, encoding="utf-8")
        contexts.append(browser.new_context(viewport={"width": width, "height": 700}))
        page = contexts[-1].new_page()
        page.goto(path.as_uri())
        page.emulate_media(media=media)
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_folds_are_open_on_paper_and_answers_are_not(toy, opened):
    cells = [toy.text(FOLD), fill_in(toy, "offer = ___"), result(toy, "check(offer)"), toy.text(QUIZ)]
    screen = opened(*cells)
    assert [screen.evaluate(SEEN, words) for words in ("Use svy.", "The result.", "It is one.")] == [False] * 3
    paper = opened(*cells, media="print")
    seen = {words: paper.evaluate(SEEN, words) for words in ("Use svy.", "The result.", "1. One?", "It is one.")}
    assert seen == {"Use svy.": True, "The result.": True, "1. One?": True, "It is one.": False}
    assert opened(*cells, edition="facilitator", media="print").evaluate(SEEN, "It is one.")


def test_small_print_is_smaller_than_the_text_on_paper(toy, opened):
    page = opened(toy.text("## Count\n\nA sentence.", minutes=5), result(toy, "t", table(["a"], ["1"])), media="print")
    size = "node => parseFloat(getComputedStyle(node).fontSize)"
    body = page.eval_on_selector("main p", size)
    for small in (".where", ".synthetic", "h2 .time", "table", "pre"):
        for one in page.locator(small).all():
            assert one.evaluate(size) < body, small


def test_what_stays_together_on_paper(toy, opened):
    tasks = [toy.text("**Your turn.** Write.", "your-turn"), fill_in(toy, "offer = ___")]
    page = opened(toy.text("## Count"), *tasks, toy.text(QUIZ), edition="facilitator", media="print")
    style = "(node, name) => getComputedStyle(node)[name]"
    assert page.locator(".fill-in").evaluate(style, "breakBefore") == "avoid"
    assert page.locator("details.answer").evaluate(style, "breakInside") == "avoid"
    assert page.locator("details.answer > summary").evaluate(style, "breakAfter") == "avoid"
    assert page.locator("main .label").first.evaluate(style, "breakAfter") == "avoid"


def test_a_box_before_the_picture_of_its_answer_is_not_coloured_to_the_end_of_the_page(toy, opened):
    cell = fill_in(toy, "draw(___)")
    picture = '<figure class="picture"><img alt="A picture." src="data:,"></figure>'
    cell.outputs = [new_output("display_data", {"text/html": picture})]
    page = opened(toy.text("**Your turn.** Draw.", "your-turn"), cell, media="print")
    style = "(node, name) => getComputedStyle(node)[name]"
    assert page.locator(".fill-in").evaluate(style, "backgroundColor") == "rgba(0, 0, 0, 0)"
    assert page.locator(".fill-in > .after").evaluate(style, "backgroundImage") != "none"


@pytest.mark.parametrize("lines", range(19, 24))
def test_no_heading_stands_alone_at_the_foot_of_a_page(toy, opened, lines):
    page = opened(toy.text("\n\n".join(["Line."] * lines)), toy.text("## Count"), toy.code("x = 1"), media="print")
    pdf = page.pdf(format="A4")
    read = shutil.which("pdftotext")
    if read is None:
        assert page.locator("main h2").evaluate("node => getComputedStyle(node).breakAfter") == "avoid"
        return
    text = subprocess.run([read, "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    ends = [part.split()[-1] for part in text.split("\f") if part.split()]
    assert "Count" not in ends, text


def test_a_record_of_many_columns_is_a_list_on_a_telephone(toy, opened):
    names = ["estimate", "se", "ci_low", "ci_high", "cv", "df", "n", "flag"]
    numbers = ["13.456", "0.312", "12.345", "14.567", "0.023", "950", "21,281", "U"]
    page = opened(result(toy, "t", table(names, numbers)), width=320)
    box = page.locator("main .table")
    assert box.evaluate("node => node.scrollWidth <= node.clientWidth")
    assert page.evaluate(SEEN, "U")
    name = "node => getComputedStyle(node, '::before').content"
    assert "ci_high" in page.locator("td[data-for=ci_high]").evaluate(name)
    assert not page.locator("tbody .row-number").is_visible()
    assert opened(result(toy, "t", table(names, numbers))).locator("tbody .row-number").is_visible()


def test_the_first_column_stays_when_a_table_is_moved_on_a_telephone(toy, opened):
    names = ["industry", "earlier_value", "later_value", "group_value", "minus_value", "estimate", "ci_low", "ci_high"]
    rows = [["agriculture", *["1,234,567.8"] * 7], ["construction", *["1,234,567.8"] * 7]]
    page = opened(result(toy, "t", table(names, *rows)), width=320)
    page.locator("main .table").evaluate("node => { node.scrollLeft = 200; }")
    assert page.locator("tbody td").first.evaluate("node => node.getBoundingClientRect().left") >= 0


def test_code_to_copy_wraps_below_its_button_on_a_telephone(toy, opened):
    long = 'lk.plots.dashboard(example, title="SDG 8, Kampong Speu").save("page.pdf")'
    page = opened(toy.text(f"Type this.\n\n```python\n{long}\n```"), width=320)
    assert page.locator(".text pre").evaluate("node => node.scrollWidth <= node.clientWidth")


def test_a_wide_table_of_numbers_is_read_on_a_telephone_without_a_swipe(toy, opened):
    places = ("Phnom Penh", "Kampong Chhnang")
    five = table(
        ("place", "arrivals", "departures", "net", "population"),
        *((place, 308506, 19392, 289114, 2137394) for place in places),
    )
    eight = table(("sex", *(f"number_{place}" for place in range(7))), *(("female", *[39362400] * 7),) * 2)
    counts = table(("date", "count"), ("2024", "780,000 to more than 900,000"), ("2023", "44,862"), ("2022", "1,380"))
    for width in (360, 390):
        page = opened(*(result(toy, "show()", html) for html in (five, eight, counts)), width=width)
        assert page.evaluate(TO_SWIPE) == 0, width


def test_a_table_of_narrow_numbers_stays_a_table_on_a_telephone_and_fits(toy, opened):
    names = ["measure", "estimate", "se", "ci_low", "ci_high", "cv", "df", "n", "flag"]
    rows = [[f"V{k}", "10.00", "0.87", "8.34", "11.86", "0.09", "558", "9115", ""] for k in range(3)]
    page = opened(result(toy, "x", table(names, *rows)), width=360)
    assert page.locator("table.list").count() == 0
    assert page.locator("thead").bounding_box()["height"] > 10
    assert page.evaluate(TO_SWIPE) == 0


def test_a_table_of_few_words_is_not_made_three_times_as_long(toy, opened):
    names = ["group", "earlier", "later", "money", "prices"]
    row = ["minimum wage", "2012", "2023", "dollars", "nominal"]
    page = opened(result(toy, "x", table(names, row, row)), width=360)
    assert page.locator("table.list").count() == 0
    assert page.evaluate(TO_SWIPE) == 0


def test_two_names_of_a_row_break_so_that_the_numbers_stay_in_sight(toy, opened):
    head = "".join(f"<th>{name}</th>" for name in ("year", "survey", "total", "urban", "rural"))
    cells = "".join(f"<td>{number}</td>" for number in ("17.88", "20.24", "14.43"))
    body = f"<tr><th>2020</th><th>Socio-Economic Survey</th>{cells}</tr>" * 2
    html = f'<table class="dataframe"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    assert opened(result(toy, "x", html), width=360).evaluate(TO_SWIPE) == 0


def test_a_wide_table_beside_the_contents_shows_its_last_column(toy, opened):
    names = ["standard", "estimate", "se", "ci_low", "ci_high", "cv", "df", "n", "flag", "not_classified"]
    row = ["icls17", "89.4", "0.3", "88.7", "90.1", "0.0", "950", "21026", "", "243"]
    task = fill_in(toy, "x = 5")
    task.metadata["tags"] = ["your-turn"]
    task.outputs = [new_output("display_data", {"text/html": table(names, row, row)})]
    page = opened(task, width=1280, edition="facilitator")
    assert page.evaluate(TO_SWIPE) == 0


def test_a_page_does_not_say_how_to_catch_up_where_nothing_runs(toy, opened):
    late = '**Lost, or late?** Run the first two grey cells. Then type, in an empty cell, `catch_up("gap")`.'
    cells = [
        toy.text(f"Read first.\n\n{late}"),
        toy.text("It opens the survey. Cells with three dots (**…**) write a sentence from the data."),
    ]
    shown = opened(*cells).locator("main").inner_text()
    assert "Read first." in shown and "It opens the survey." in shown
    assert "catch_up" not in shown and "three dots" not in shown

"""What only a browser shows: accessibility, reflow, keyboard, explanations, search, progress, the dark look, paper."""

import base64
import re
from pathlib import Path

import pytest

from labkit.course.site.parts.small_pictures import smaller

pytestmark = pytest.mark.course

TOY = "cambodia/day2/2.1-toy"
# One page of each kind; of kinds with many pages also the widest.
PAGES = [
    "index.html", "facilitators.html", f"{TOY}/trainee.html", f"{TOY}/facilitator.html", "cambodia/day2/whole-day.html",
    *(f"handbook/{name}.html" for name in (
        "day3", "agenda", "glossary", "claims", "methods", "data", "data-lfs", "reference", "reference-survey",
        "reference-decomposition", "reference-wages", "search",
    )),
]  # fmt: skip
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDER = """() => {
  const wide = document.documentElement.clientWidth;
  return document.documentElement.scrollWidth <= wide ? [] : [...document.querySelectorAll('body *')]
    .filter(node => node.getBoundingClientRect().right > wide + 1)
    .filter(node => !node.closest('.table, pre, .formula, .printed, .unseen'))
    .map(node => node.tagName + '.' + node.className).slice(0, 5)
    .concat(['page ' + document.documentElement.scrollWidth]);
}"""

# How many points of a drawing have ink, and how many are quite another grey in a second drawing.
DIFFERING = """async drawings => {
  const points = await Promise.all(drawings.map(async drawing => {
    const image = new Image();
    image.src = 'data:image/svg+xml;base64,' + drawing;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width * 2, image.height * 2];
    const pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return pen.getImageData(0, 0, canvas.width, canvas.height).data;
  }));
  const [one, other] = points, greens = place => place % 4 === 1;
  return {ink: one.filter((value, place) => greens(place) && value < 200).length,
    other: one.filter((value, place) => greens(place) && Math.abs(value - other[place]) > 100).length};
}"""


@pytest.fixture
def visit(browser, course_site):
    """Open a page of the site, in a window of its own; what its scripts complain of fails the test."""
    contexts, complaints = [], []

    def opened(name, *, width=1200, height=800, **look):
        context = browser.new_context(viewport={"width": width, "height": height}, **look)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{name}: {error}"))
        page.goto((course_site / name.partition("#")[0]).as_uri() + "".join(name.partition("#")[1:]))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_no_barrier(visit, look):
    bundled = pytest.importorskip("axe_playwright_python", reason="axe is not installed (make test does it)")
    axe = (Path(bundled.__file__).parent / "axe.min.js").read_text("utf-8")
    found = {}
    for name in PAGES:
        page = visit(name, color_scheme=look)
        page.evaluate(axe)
        problems = page.evaluate(
            "standards => axe.run(document, {runOnly: standards, resultTypes: ['violations']})", STANDARDS
        )["violations"]
        if problems:
            found[name] = [(p["id"], p["nodes"][0]["html"][:150], p["nodes"][0]["failureSummary"]) for p in problems]
        page.context.close()
    assert found == {}


def test_pages_reflow_at_320_pixels(visit):
    wider = {}
    for name in PAGES:
        page = visit(name, width=320, height=640)
        if parts := page.evaluate(WIDER):
            wider[name] = parts
        page.context.close()
    assert wider == {}


def test_forced_colours_leave_parts_and_focus_to_be_seen(visit):
    page = visit(f"{TOY}/facilitator.html", forced_colors="active")
    assert page.evaluate("() => matchMedia('(forced-colors: active)').matches")
    for part in (".your-turn", ".facilitator"):
        style = page.eval_on_selector(part, "node => getComputedStyle(node).borderTopStyle")
        assert style == "solid", part
    page.keyboard.press("Tab")
    assert page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"


FOCUSED = """() => { const at = document.activeElement, style = getComputedStyle(at);
  const place = at.getBoundingClientRect();
  return [at.tagName === 'BODY' ? 'BODY' : at.className || at.tagName,
    style.outlineStyle !== 'none' && style.outlineWidth !== '0px' && place.width * place.height > 0]; }"""


def tabbed(page, most=60):
    """Go through a page with the tab key: what was reached, and whether it was seen."""
    seen = []
    for _ in range(most):
        page.keyboard.press("Tab")
        place = page.evaluate(FOCUSED)
        if place[0] == "BODY":
            break
        seen.append(place)
    return seen


def test_the_keyboard_reaches_everything(visit):
    names = [name for name, _ in tabbed(visit(f"{TOY}/trainee.html"))]
    assert names[0] == "skip"
    assert {"theme", "copy", "done-button"} <= set(names)


@pytest.mark.parametrize("look", ["none", "active"])
def test_the_keyboard_shows_where_it_is(visit, look):
    for name in PAGES:
        page = visit(name, forced_colors=look)
        places = tabbed(page)
        assert places, name
        assert [place for place, visible in places if not visible] == [], name
        page.context.close()


def test_a_word_is_explained_where_it_stands(visit):
    page = visit("cambodia/day2/2.1-toy/trainee.html")
    page.evaluate("""() => {
      const place = document.querySelector('main h2').parentNode;
      place.insertAdjacentHTML('beforeend',
        '<p><a class="term" id="word" href="x.html#y" title="What it means.">word</a></p>');
    }""")
    page.add_script_tag(path=str(Path(__file__).parents[3] / "labkit/course/site/templates/scripts/explanations.js"))
    box, address = page.locator("#explanation"), page.url
    page.hover("#word")
    assert "What it means." in box.inner_text()
    page.hover("#explanation")  # the mouse may go onto it
    page.wait_for_timeout(400)
    assert box.is_visible()
    page.keyboard.press("Escape")  # and it can be put away
    assert not box.is_visible()
    page.mouse.move(0, 0)
    page.focus("#word")
    assert box.is_visible()
    assert page.get_attribute("#word", "aria-describedby") == "explanation"
    page.keyboard.press("Escape")
    page.click("#word")
    assert box.is_visible()
    assert page.url == address, "nobody leaves the lesson"


def test_a_smaller_picture_looks_the_same(visit):
    """Hatches, dots and letters: a stroke that is lost or moved would show in thousands of points."""
    from labkit import informality, load, plots

    lfs = load("lfs")
    pictures = [
        plots.decision_tree(informality.decision_counts(lfs)),
        plots.intervals(informality.informal_employment_rate(lfs, by=["area", "sex"]), "area", colour="sex"),
    ]
    page = visit("index.html")
    for picture in pictures:
        whole = base64.b64encode(picture.svg().encode()).decode()
        small = smaller(whole)
        assert len(small) < 0.5 * len(whole)
        differing = page.evaluate(DIFFERING, [whole, small])
        assert differing["ink"] > 15_000
        assert differing["other"] < 20, picture.alt


def test_the_look_and_what_is_done_are_kept(visit):
    page = visit(f"{TOY}/trainee.html", color_scheme="light")
    ground = "() => getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.click("button.theme")
    assert page.evaluate(ground) != light
    page.click(".done-button")
    page.goto(page.url)
    assert page.evaluate(ground) != light
    assert page.get_attribute(".done-button", "aria-pressed") == "true"
    page.evaluate("localStorage.setItem('labkit-done', '{\"3.1\": true, \"day3-exercise\": true}')")
    page.goto(page.url.split("/cambodia/")[0] + "/index.html")
    assert page.locator("[data-of=day3] .count").inner_text() == "2 of 6 done"
    assert page.locator("li[data-part='3.1'] .done").count() == 1


def test_code_can_be_copied(visit):
    page = visit(f"{TOY}/trainee.html")
    page.locator("details.code .copy").first.click()
    page.focus("#site-search")
    page.keyboard.press("Control+V")
    assert "dataset" in page.input_value("#site-search")


def test_of_an_example_only_what_one_types_is_copied(visit):
    page = visit("handbook/reference-survey.html")
    page.locator(".doc .copying .copy").first.click()
    page.fill("#site-search", "")
    page.focus("#site-search")
    page.keyboard.press("Control+V")
    assert page.input_value("#site-search").startswith("frame = pd.DataFrame({")
    assert "estimate" not in page.input_value("#site-search")


SEARCHES = {
    "CI": "glossary.html#confidence-interval",
    "95%": "glossary.html#confidence-interval",
    "confidence interval": "glossary.html#confidence-interval",
    "margin of error": "glossary.html#confidence-interval",
    "p-value": "glossary.html#significant-difference",
    "p value": "glossary.html#significant-difference",
    "significant": "glossary.html#significant-difference",
    "PSU": "glossary.html#primary-sampling-unit",
    "cluster": "glossary.html#primary-sampling-unit",
    "SE": "glossary.html#standard-error",
    "standard error": "glossary.html#standard-error",
    "deff": "glossary.html#design-effect",
    "CV": "glossary.html#coefficient-of-variation",
    "NEET": "glossary.html#neet",
    "LFS": "glossary.html#labour-force-survey",
    "unemployment rate": "glossary.html#unemployment-rate",
    "jobless": "glossary.html#unemployment",
    "self-employed": "glossary.html#own-account-worker",
    "informal": "glossary.html#informal-",
    "informal job": "glossary.html#informal-job",
    "informality": "glossary.html#informal-employment",
    "shadow economy": "glossary.html#informal-sector",
    "gender pay gap": "glossary.html#gender-pay-gap",
    "pay gap": "glossary.html#gender-pay-gap",
    "oaxaca": "glossary.html#decomposition",
    "gini": "glossary.html#gini-coefficient",
    "inequality": "glossary.html#gini-coefficient",
    "minimum wage": "glossary.html#minimum-wage",
    "kaitz": "glossary.html#kaitz-index",
    "inflation": "glossary.html#consumer-price-index",
    "remittances": "glossary.html#remittances",
    "accident": "glossary.html#occupational-injury",
    "trade union": "glossary.html#union-density",
    "strike": "glossary.html#strike-rate",
    "pay_gap": "reference-wages.html#pay_gap",
    "lfs2012": "data-lfs2012.html",
    "exercise": "day1.html#exercise",
    "exercise day 3": "day3.html#exercise",
    "homework": "day1.html#exercise",
    "agenda": "agenda.html",
    "p<0.05": "glossary.html#significant-difference",
    "weights": "glossary.html#weight",
    "sample size": "glossary.html#sample",
    "sampling error": "glossary.html#standard-error",
    "stratification": "glossary.html#stratum",
    "disclosure": "glossary.html#suppression",
    "underemployed": "glossary.html#time-related-underemployment",
    "street vendor": "glossary.html#own-account-worker",
    "gig work": "glossary.html#dependent-contractor",
    "maternity leave": "glossary.html#contingency",
    "collective agreement": "glossary.html#collective-bargaining-coverage",
    "recruitment fee": "glossary.html#recruitment-cost-indicator",
    "loan": "glossary.html#debt",
    "work accident": "glossary.html#occupational-injury",
    "wage theft": "glossary.html#noncompliance",
    "SDG 8.5.2": "glossary.html#unemployment-rate",
    "working poor": "reference-labour.html#working_poverty_rate",
    "timetable": "agenda.html",
    "download": "day",
    "deadline": "day1.html#exercise",
    "infromal": "glossary.html#informal-",
    "minmum wage": "glossary.html#minimum-wage",
    "confidense interval": "glossary.html#confidence-interval",
    "unemploymnet": "glossary.html#unemployment",
    "remitances": "glossary.html#remittances",
    "decomposision": "glossary.html#decomposition",
}

# What trainees asked for in their own words: whole questions, American spelling, other software, places, functions.
QUESTIONS = {
    "what is a p-value": "glossary.html#significant-difference",
    "how do I hand in": "day1.html#exercise",
    "exercise day 4": "day4.html#exercise",
    "how to cite": "data-lfs.html#about",
    "definition of informal job": "glossary.html#informal-job",
    "employment to population ratio": "glossary.html#employment-ratio",
    "labor force": "glossary.html#labour-force",
    "underutilization": "glossary.html#labour-underutilisation",
    "Taylor linearization": "glossary.html#linearisation",
    "clustering": "glossary.html#primary-sampling-unit",
    "svyset": "glossary.html#primary-sampling-unit",
    "pweight": "glossary.html#weight",
    "expansion factor": "glossary.html#weight",
    "sample weights": "glossary.html#weight",
    "small sample": "glossary.html#reliability-flag",
    "n < 15": "glossary.html#reliability-flag",
    "standard deviation": "glossary.html#standard-error",
    "dummy variable": "glossary.html#regression",
    "correlation": "glossary.html#regression",
    "causation": "glossary.html#counterfactual",
    "control group": "glossary.html#comparison-group",
    "impact evaluation": "glossary.html#difference-of-differences",
    "wage gap": "glossary.html#gender-pay-gap",
    "GPG": "glossary.html#gender-pay-gap",
    "overtime": "reference-labour.html#long_hours_share",
    "youth unemployment": "glossary.html#neet",
    "fatal accidents": "glossary.html#occupational-injury",
    "cost of migration": "glossary.html#recruitment-cost-indicator",
    "policy brief template": "glossary.html#policy-brief",
    "codebook": "data.html",
    "download data": "data.html",
    "questionnaire": "data-lfs.html",
    "Siem Reap": "data-lfs.html#column-province",
    "Kep": "data-lfs.html#column-province",
    "monthly_pay": "data-lfs.html#column-monthly_pay",
    "export to excel": "reference-tables.html",
    "excel": "reference-tables.html",
    "bar chart": "reference-plots.html",
    "map": "reference-plots.html#province_tiles",
    "SDG 8": "reference-plots.html#dashboard",
    "lk.load": "reference-data.html#load",
    "lk.wages.pay_gap(lfs)": "reference-wages.html#pay_gap",
    "Survey.share": "reference-survey.html#survey.share",
    "lfs.difference": "reference-survey.html#survey.difference",
    "svymean": "reference-survey.html#survey.mean",
    "difference between two groups": "reference-survey.html#survey.difference",
    "compare two years": "reference-plots.html#two_years",
    "miniumum wage": "glossary.html#minimum-wage",
    "confidnece interval": "glossary.html#confidence-interval",
}

# From Excel, Stata and R, and from the room.
OFFICE = {
    "COUNTIF": "glossary.html#denominator",
    "AVERAGEIF": "glossary.html#mean",
    "SUMPRODUCT": "glossary.html#weight",
    "VLOOKUP": "reference-tables.html",
    "tabstat": "glossary.html#mean",
    "svy: mean": "reference-survey.html#survey.mean",
    "svy: tab": "reference-survey.html#survey.share",
    "egen": "reference-survey.html#survey.assign",
    "xtile": "glossary.html#quantile",
    "reshape": "reference-tables.html#wide",
    "lincom": "reference-survey.html#survey.difference",
    "subpop": "glossary.html#domain",
    "R": "methods.html",
    "weighted average": "reference-survey.html#survey.mean",
    "crosstab": "reference-survey.html#survey.share",
    "Simpson's paradox": "glossary.html#composition",
    "Simpson’s paradox": "glossary.html#composition",
    "scatter plot": "reference-plots.html",
    "histogram": "reference-plots.html#pay_distribution",
    "dashboard": "reference-plots.html#dashboard",
    "Power BI": "reference-plots.html#dashboard",
    "Khmer font": "reference-tables.html#to_excel",
    "printer": "day",
    "USB stick": "day",
    "Shift + Enter": "day",
    "grading": "day1.html#exercise",
    "upload": "day1.html#exercise",
    "privacy": "glossary.html#suppression",
    "lunch": "agenda.html",
}
# What the course does not have: the search says so.
SAID = {
    "scatter": "The course draws no scatter plot.",
    "vlookup": "The lessons use no VLOOKUP.",
    "Power BI": "The course does not use Power BI.",
    "forced labour": "The course does not measure forced labour.",
    "password": "These pages need no password.",
    "wifi": "These pages need no internet.",
    "offline": "These pages work without the internet.",
    "USB": "These pages work from a USB stick",
    "Shift + Enter": "Nothing runs on these pages.",
    "email": "These pages have nothing on “email”.",  # and not "main"
    "ethics": "These pages have nothing on “ethics”.",  # and not "this"
    "bug": "These pages have nothing on “bug”.",  # and not "but"
}


@pytest.mark.parametrize("wanted_of", [SEARCHES, QUESTIONS, OFFICE], ids=["words", "questions", "office"])
def test_the_search_finds_what_people_type(visit, wanted_of):
    page = visit("handbook/search.html")
    first = page.evaluate(
        """async queries => Object.fromEntries(await Promise.all(queries.map(query => new Promise(done =>
          window.labkitSearch(query, found => done([query, found.results[0]?.entry.address ?? '']))))))""",
        list(wanted_of),
    )
    wrong = {
        query: first[query] for query, wanted in wanted_of.items() if not first[query].startswith(f"handbook/{wanted}")
    }
    assert wrong == {}


def test_the_search_says_what_the_course_does_not_have(visit):
    page = visit("handbook/search.html")
    page.evaluate("() => new Promise(done => window.labkitSearch('x', done))")
    said = {}
    for query in SAID:
        page.fill("#site-search", query)
        said[query] = page.locator("#search-count").inner_text()
    assert {query: said[query] for query, wanted in SAID.items() if not said[query].startswith(wanted)} == {}


def test_where_no_place_has_all_words_the_search_says_so_and_shows_some(visit):
    page = visit("index.html")
    page.fill("#site-search", "gini astronaut")
    page.wait_for_selector(".found a")
    assert "Nothing has all of “gini astronaut”" in page.locator(".found").inner_text()
    assert page.locator(".found a strong").first.inner_text().lower().startswith("gini")


def test_a_misspelt_word_is_mended_and_said(visit):
    page = visit("index.html")
    page.fill("#site-search", "remitances")
    page.wait_for_selector(".found a")
    assert "Did you mean “remittances”?" in page.locator(".found").inner_text()


def test_khmer_words_of_the_glossary_can_be_typed(visit):
    page = visit("handbook/search.html")
    page.evaluate("() => new Promise(done => window.labkitSearch('x', done))")
    address = page.evaluate(
        """() => { window.labkitWords['ការងារ'] = 'informal job';
          return new Promise(done => window.labkitSearch('ការងារ', found => done(found.results[0].entry.address))); }"""
    )
    assert address == "handbook/glossary.html#informal-job"


def test_code_is_printed_with_its_picture_and_without_the_bar(visit):
    page = visit(f"{TOY}/facilitator.html")
    page.emulate_media(media="print")
    for hidden in (".site", ".in-day", ".copy", ".done-button", ".contents"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.eval_on_selector(".code:not(:last-child)", "node => getComputedStyle(node).breakAfter") == "avoid"
    assert page.eval_on_selector(".cell:has(> .outputs img)", "node => getComputedStyle(node).breakInside") == "avoid"
    if pdf := page.pdf():
        assert re.match(rb"%PDF", pdf)

"""The glossary: complete, readable, and linked from the lessons' words and from nothing else."""

import re

import pytest
from bs4 import BeautifulSoup

from labkit.course.site.glossary import terms, with_terms_linked
from labkit.course.site.glossary.terms import terms as read_terms
from labkit.errors import CourseError


def linked(html, within="main"):
    soup = BeautifulSoup(f"<main>{html}</main>", "html.parser")
    with_terms_linked(soup, "g.html", within)
    return soup


def words(html):
    return [link.get_text() for link in linked(html).select("a.term")]


def test_the_terms_of_all_five_days_are_there():
    found = terms()
    assert len(found) >= 70
    assert {number[0] for term in found for number in term.lessons} == set("12345")
    for must in ("informal-sector", "informal-job", "unemployment", "gini-coefficient", "recruitment-cost-indicator",
                 "frequency-rate", "union-density", "confidence-interval"):  # fmt: skip
        assert must in {term.id for term in found}


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.id)
def test_each_entry_is_short_and_complete(term):
    assert term.definition.endswith(".")
    assert len(term.definition.split()) <= 60
    assert len(re.findall(r"[.:;?]\s", term.definition + " ")) <= 4
    assert term.lessons
    assert all(re.fullmatch(r"[1-5]\.[1-49]", number) for number in term.lessons)
    assert not term.mixed_up or term.mixed_up.endswith(".")
    assert term.id not in term.see


def test_no_form_means_two_things():
    forms = [form for term in terms() for form in (term.term, *term.forms)]
    assert len(forms) == len(set(forms))


def test_the_first_occurrence_in_each_section_is_linked_with_its_definition():
    soup = linked("<p>The median and the median.</p><h2>Next</h2><p>Median pay.</p>")
    links = soup.select("a.term")
    assert [link.get_text() for link in links] == ["median", "Median"]
    assert links[0]["href"] == "g.html#median"
    assert links[0]["title"].startswith("The value in the middle")
    assert soup.get_text() == "The median and the median.NextMedian pay."


def test_the_longer_term_wins_and_plurals_and_line_ends_count():
    assert words("<p>the labour force survey</p>") == ["labour force survey"]
    assert words("<p>informal\njobs; own-account workers</p>") == ["informal\njobs", "own-account workers"]
    assert words("<p>the strata</p>") == ["strata"]


def test_capitals_are_kept_apart_where_they_matter():
    assert words("<p>neet people; Neet; NEET</p>") == ["NEET"]
    assert words("<p>a gini; the Gini</p>") == ["Gini"]
    assert words("<p>MEDIAN</p>") == []


def test_parts_of_other_words_are_no_terms():
    assert words("<p>medians-like, submedian, LU12, non-median, median_pay</p>") == []


@pytest.mark.parametrize(
    "html",
    [
        "<h3>The median</h3>", "<code>median</code>", "<pre>median</pre>", '<a href="x">the median</a>',
        "<table><tr><th>median</th></tr></table>", '<table class="dataframe"><tr><td>median</td></tr></table>',
        "<details><summary>The median?</summary></details>", "<!-- median -->", "<math><mtext>median</mtext></math>",
    ],
)  # fmt: skip
def test_headings_links_code_and_tables_of_figures_are_left_alone(html):
    assert str(linked(html)) == str(BeautifulSoup(f"<main>{html}</main>", "html.parser"))


def test_words_with_ordinary_meanings_are_explained_but_not_linked():
    assert words("<p>The weight of an employer in this domain.</p>") == []


def test_equal_pages_give_equal_links():
    html = "<p>An informal job, a median, the labour force.</p>"
    assert str(linked(html)) == str(linked(html))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[term]]\nterm = 'a'", "not complete"),
        ("[[term]]\nterm = 'a'\ndefinition = 'B.'\nsorce = 'x'", "source"),
        ("[[term]]\nterm = 'a'\ndefinition = 'B.'\nsee = ['b']", "not there"),
        ("[[term]]\nterm = 'a'\ndefinition = 'B.'\n[[term]]\nterm = 'A'\ndefinition = 'C.'", "one name"),
        ("[[term", "cannot be read"),
    ],
)
def test_a_damaged_glossary_is_explained(tmp_path, text, message):
    path = tmp_path / "terms.toml"
    path.write_text(text)
    with pytest.raises(CourseError, match=message):
        read_terms(path)

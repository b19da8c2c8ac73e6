"""The reference: whatever a reader looks up is there, leads to the right place, and runs as it is printed."""

import ast
import builtins
import contextlib
import doctest
import importlib
import io
from functools import cache

import pytest
from bs4 import BeautifulSoup

import labkit as lk
from labkit.course.site.docstrings import as_html
from labkit.course.site.parts.examples import FIRST, with_full_names
from labkit.course.site.reference import SUBJECTS, subjects

pytestmark = pytest.mark.course


@cache
def entries():
    """Every function, class and method of the reference by its page and place."""
    return {
        f"{page.slug}: {entry.anchor}": entry.html
        for page in subjects()
        for whole in page.entries
        for entry in (whole, *whole.members)
    }


def entry(page, anchor):
    return BeautifulSoup(entries()[f"{page}: {anchor}"], "html.parser")


def typed(html):
    """What one types of the examples of a page's entry."""
    boxes = BeautifulSoup(html, "html.parser").select("pre.example")
    lines = [line for box in boxes for line in box.get_text().splitlines()]
    return "\n".join(line[4:] for line in lines if line.startswith((">>>", "...")))


@pytest.mark.parametrize("name", ["total", "mean", "share", "ratio", "quantile", "difference", "filter", "frame"])
def test_the_estimators_of_a_survey_have_a_place(name):
    assert f"survey: survey.{name}" in entries()


def test_a_name_leads_to_what_it_means_where_it_stands():
    def links(page, anchor):
        return {a.get_text(): a["href"].partition("reference-")[2] for a in entry(page, anchor).select("a")}

    assert links("survey", "Survey")["share"] == "survey.html#survey.share"
    assert links("survey", "survey.total")["mean"] == "survey.html#survey.mean"
    assert links("words", "figure")["share"] == "words.html#share"
    # The parameter of these functions is no other function.
    assert "share" not in links("protection", "voluntary_cover")


def test_no_link_leads_to_nothing():
    places = {name.replace(": ", ".html#") for name in entries()}
    for name, html in entries().items():
        for link in BeautifulSoup(html, "html.parser").select("a[href*='reference-']"):
            assert link["href"].removeprefix("reference-") in places, (name, link)


def resolves(name):
    """Whether ``lk.wages.pay_gap`` is there."""
    thing = lk
    for part in name.split(".")[1:]:
        if not hasattr(thing, part):
            with contextlib.suppress(ImportError):
                importlib.import_module(f"{thing.__name__}.{part}")
        if not hasattr(thing, part):
            return False
        thing = getattr(thing, part)
    return True


def chain(node):
    return f"{chain(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else getattr(node, "id", "?")


@pytest.mark.parametrize("page", SUBJECTS)
def test_an_example_needs_nothing_but_the_first_lines(page):
    """Every name in it is known after the first lines, and every labkit function has its full name."""
    examples = {name: typed(html) for name, html in entries().items() if name.startswith(f"{page}: ")}
    unknown = {name: found for name, text in examples.items() if (found := unknown_names(text))}
    assert not unknown


def unknown_names(text):
    tree = ast.parse(f"{FIRST}\n{text}")
    known = set(dir(builtins)) | {"_"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            known.add(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            known |= {each.asname or each.name.split(".")[0] for each in node.names}
        elif isinstance(node, ast.FunctionDef | ast.Lambda):
            known |= {each.arg for each in node.args.args} | {getattr(node, "name", "")}
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    chains = {chain(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return sorted(used - known) + sorted(each for each in chains if each.startswith("lk.") and not resolves(each))


@pytest.mark.parametrize("page", ["survey", "inequality", "words", "compare", "quality"])
def test_the_examples_run_as_they_are_printed(page):
    start = {}
    exec(FIRST, start)
    for name, html in entries().items():
        if name.startswith(f"{page}: "):
            text = "\n".join(box.get_text() + "\n" for box in BeautifulSoup(html, "html.parser").select("pre.example"))
            test = doctest.DocTestParser().get_doctest(text, dict(start), name, None, 0)
            said = io.StringIO()
            flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
            assert doctest.DocTestRunner(optionflags=flags).run(test, out=said.write).failed == 0, said.getvalue()


def test_names_that_an_example_makes_itself_stay():
    text = ">>> flows = [1]\n>>> people = flows\n>>> gini(x, gini=1).gini\n0"
    names = {"flows": "lk.migration.flows", "gini": "lk.inequality.gini"}
    assert (
        with_full_names(text, names) == ">>> flows = [1]\n>>> people = flows\n>>> lk.inequality.gini(x, gini=1).gini\n0"
    )


def test_readers_meet_no_word_of_the_workshop():
    for page in subjects():
        for html in (page.html, *(each.html for whole in page.entries for each in (whole, *whole.members))):
            words = BeautifulSoup(html, "html.parser").get_text()
            assert "docstring" not in words, page.slug
        for whole in page.entries:
            for each in (whole, *whole.members):
                assert not [word for word in each.signature.replace("(", ", ").split(", ") if word.startswith("_")]


def test_what_one_types_may_wrap_and_tables_may_not():
    page = as_html("Do.\n\nExamples\n--------\n>>> 1 + \\\n...     1\n2\n>>> 3\n3", level=3, prefix="x")
    box = BeautifulSoup(page, "html.parser").pre
    assert [part.get_text() for part in box.select("span.typed")] == [">>> 1 + \\\n...     1", ">>> 3"]
    assert box.get_text() == ">>> 1 + \\\n...     1\n2\n>>> 3\n3"


def test_what_a_brace_says_stands_below_it():
    page = as_html(r"D.\n\n.. math:: \underbrace{x}_{\text{why}}".replace(r"\n", "\n"), level=3, prefix="x")
    assert BeautifulSoup(page, "html.parser").select_one("munder > mtext").get_text() == "why"

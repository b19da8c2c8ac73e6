"""What is kept of a hand-in carries nothing that a browser would run."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from labkit.course.handins.active_content import safe_attachments, safe_data, safe_markdown

PNG = "iVBORw0KGgo="


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<svg/onload=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](java&#10;script:alert(1))",
        "[x](\tjavascript:alert(1))",
        "[x] [y]\n\n[y] : javascript:alert(1)",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        "![x](data:text/html;base64,PHNjcmlwdD4=)",
        "<!-- --><iframe src=//evil>",
        "![x](https://elsewhere.example/a.png)",
        "![x[y]](https://elsewhere.example/a.png)",
        "![x][y]\n\n[y]: https://elsewhere.example/a.png",
        "![a](attachment:b.png) ![b](attachment:a%20b.png)",
        "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    ],
)
def test_no_written_answer_is_active_when_it_is_rendered(source):
    page = BeautifulSoup(markdown2html_mistune(safe_markdown(source, {"a.png"})), "html.parser")
    assert not [tag.name for tag in page.find_all() if tag.name not in {"p", "a"}]
    assert not page.find_all("a", href=lambda address: not address.startswith("https://"))


def test_a_plain_answer_stays_as_it_is():
    text = (
        "# My answer\\n\\n![p](attachment:a.png)\\n\\n* 3 < 4, and *so on*: [ILO](https://www.ilo.org) `x = 1`\\n\\n"
        "| a | b |\\n|---|---|\\n| 1 | 2 |"
    )
    assert safe_markdown(text) == text


def test_formulas_lead_nowhere():
    assert "\\href" not in safe_markdown(r"$\href{javascript:alert(1)}{x}$")


def test_outputs_become_texts_and_pictures():
    kinds = {"text/html": "<b>12</b><script>x()</script>", "application/javascript": "x()", "image/svg+xml": "<svg/>"}
    assert safe_data(kinds) == {"text/plain": "12"}
    assert safe_data({"text/html": "<table/>", "text/plain": "a  b"}) == {"text/plain": "a  b"}
    assert safe_data({"image/png": PNG, "text/html": "<x>"}) == {"image/png": PNG}
    assert safe_data({"image/png": PNG + '"><script>x()</script>'}) == {"text/plain": "[image/png: not shown here]"}
    assert safe_data({"image/png": '"><script>'}) == {"text/plain": "[image/png: not shown here]"}
    assert safe_data({"application/vnd.vega.v5+json": {"url": "x"}})["text/plain"].endswith("not shown here]")


def test_pasted_pictures_stay_and_other_attachments_go():
    given = {"a.png": {"image/png": PNG, "text/html": "<x>"}, "b": {"text/html": "<x>"}, '"x': {"image/png": PNG}}
    assert safe_attachments(given) == {"a.png": {"image/png": PNG}}
    assert safe_attachments("nonsense") == {}

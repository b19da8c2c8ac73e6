"""Pages are made with something that stands for pictures and code; in the end all of it is back in its place."""

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.course


def test_pictures_and_coloured_code_are_on_the_page(built, toy):
    for edition in ("trainee", "facilitator"):
        html = (built.lesson / f"{edition}.html").read_text("utf-8")
        assert not {"\ue000", "\ue001"} & set(html)
        page = BeautifulSoup(html, "html.parser")
        assert page.select_one("figure.picture img")["src"] == f"data:image/png;base64,{toy.png()}"
        boxes = page.select("details.code > div.highlight.hl-ipython3 > pre")
        assert "print('for', province, draw)" in [box.get_text().strip() for box in boxes]
        assert all(box["tabindex"] == "0" and box.select("span[class]") for box in boxes[:3])


def test_the_same_code_twice_and_code_that_looks_like_a_page(labkit_command, toy, tmp_path):
    root = toy.new_course(tmp_path)
    source = "text = '<script src=\"https://example.org/x.js\"></script>'"
    toy.save(root, "day1/1.1-toy", toy.notebook("1.1", "Toy", [toy.code(source), toy.code(source), toy.code("")]))
    assert labkit_command("--course", root, "build", "--jobs", "1").code == 0
    html = (root / "build/cambodia/day1/1.1-toy/trainee.html").read_text("utf-8")
    page = BeautifulSoup(html, "html.parser")
    assert [box.get_text().strip() for box in page.select("details.code pre")][-2:] == [source, source]
    assert not page.select('script[src^="https"]')


def test_a_picture_that_is_none_cannot_bring_anything_from_a_network(labkit_command, toy, tmp_path):
    root = toy.new_course(tmp_path)
    show = (
        "from IPython.display import display\n"
        "bad = '\"><img src=\"https://example.org/x.png'\n"
        "display({'image/png': bad}, raw=True)"
    )
    toy.save(root, "day1/1.1-toy", toy.notebook("1.1", "Toy", [toy.code(show)]))
    ran = labkit_command("--course", root, "build", "--jobs", "1")
    assert ran.code == 1
    assert "would load something from elsewhere" in ran.err

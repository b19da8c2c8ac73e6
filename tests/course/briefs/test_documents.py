"""What `labkit brief build` writes, and what survives an edited Word file."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import nbformat
import pytest

from labkit.course.briefs.documents.booklet import booklet_of, built_briefs
from labkit.course.briefs.documents.document import document_of
from labkit.course.briefs.documents.pdf import pages_of, pdf_of
from labkit.course.briefs.documents.slide import slide_of
from labkit.course.briefs.documents.web import page_of
from labkit.course.briefs.documents.word import altered_numbers, write_word
from labkit.course.briefs.documents.writing import anonymous_document, numbers_of, read_built, write_documents
from labkit.course.briefs.new import sample_notebook
from labkit.course.exercises.roster import Person
from labkit.errors import CourseError

AUTHOR = {"author": "Sok Dara", "institution": "Ministry of Examples", "side": "government"}
NAMED = b"Sok Dara"


@pytest.fixture
def document(examples: ModuleType, tmp_path: Path) -> dict:
    return document_of(examples.brief(tmp_path, **AUTHOR))


def edited(path: Path, change: Callable[[str], str]) -> Path:
    """Return a copy of a Word document whose text was changed."""
    new = path.with_name("edited.docx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(new, "w") as file:
        for name in old.namelist():
            content = old.read(name)
            file.writestr(name, change(content.decode()).encode() if name == "word/document.xml" else content)
    return new


def test_every_number_follows_its_table(examples: ModuleType, tmp_path: Path) -> None:
    first = document_of(examples.brief(tmp_path))
    doubled = {}
    for name, part in examples.parts().items():
        table = part.table.copy()
        table[["estimate", "ci_low", "ci_high"]] *= 0.5
        doubled[name] = replace(part, table=table)
    second = document_of(examples.brief(tmp_path, changed=doubled))
    texts = [(one["text"], other["text"]) for one, other in zip(first["numbers"], second["numbers"], strict=True)]
    assert len(texts) == 10
    assert all(one != other for one, other in texts)
    assert {row[0] for row in first["annex"]["rows"]} == {number["key"] for number in first["numbers"]}


def test_the_pdf_is_tagged_has_alternative_text_and_two_pages_at_most(document: dict) -> None:
    pdf = pdf_of([document])
    assert b"/StructTreeRoot" in pdf
    assert b"pdfuaid:part" in pdf or b"pdfuaid" in pdf
    assert pages_of(document) <= 2


def test_the_page_loads_nothing(document: dict) -> None:
    page = page_of(document)
    assert not re.findall(r"""(?:src|href)=["'](?!data:|#)""", page.replace('href="https://', "LINK"))
    assert 'alt="Dots with intervals: small 81, large 43."' in page
    assert "<th scope=" in page


def test_an_altered_number_of_a_word_file_is_named(document: dict, tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    write_word(document, path)
    assert altered_numbers(path) == []
    wrong = edited(path, lambda text: text.replace("81.2\u00a0% (79.0–83.3)", "91.2\u00a0% (79.0–83.3)", 1))
    (found,) = altered_numbers(wrong, numbers_of(document))
    assert str(found).startswith(
        "{nssf.small} was altered: it says “91.2\xa0% (79.0–83.3)”, it was 81.2\xa0% (79.0–83.3)"
    )
    assert [each.name for each in altered_numbers(wrong)] == ["nssf_small"]
    gone = edited(path, lambda text: re.sub(r'<w:bookmarkStart [^>]*w:name="lk2_[^>]*>', "", text))
    assert [(each.number, each.now) for each in altered_numbers(gone)] == [(2, None)]
    with pytest.raises(CourseError, match="no Word document"):
        altered_numbers(tmp_path / "brief.ipynb")


def test_an_altered_number_of_a_table_is_named_and_a_row_may_go(document: dict, tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    write_word(document, path)
    text = zipfile.ZipFile(path).read("word/document.xml").decode()
    cells = [cell for cell in document["cells"] if f">{cell['text']}<" in text and len(cell["text"]) > 4]
    assert {cell["key"] for cell in cells} >= {number["key"] for number in document["numbers"]}
    for cell in cells:
        mark = text.index(f'"{cell["id"]}"')
        at = text.index(f">{cell['text']}<", mark)
        wrong = edited(path, lambda old, at=at, cell=cell: old[: at + 1] + "9" + old[at + 2 :])
        (found,) = altered_numbers(wrong, numbers_of(document))
        assert str(found).startswith(f"{{{cell['key']}}} in a table was altered: it says “9")
    gone = edited(path, lambda old: re.sub(r"<w:tbl>.*?</w:tbl>", "", old, flags=re.DOTALL))
    assert altered_numbers(gone, numbers_of(document)) == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.course
def test_traced_numbers_survive_libreoffice(document: dict, tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    write_word(document, path)
    wrong = edited(path, lambda text: text.replace("286\u00a0thousand employees", "386\u00a0thousand employees", 1))
    program = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--convert-to"]
    for source in (path, wrong):
        subprocess.run(
            [*program, "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "saved"), str(source)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
    assert altered_numbers(tmp_path / "saved" / "brief.docx") == []
    (found,) = altered_numbers(tmp_path / "saved" / "edited.docx", numbers_of(document))
    assert found.name == "options.duty"
    table = edited(
        tmp_path / "saved" / "brief.docx", lambda text: text.replace(">286\u00a0thousand", ">386\u00a0thousand")
    )
    assert {each.in_table for each in altered_numbers(table, numbers_of(document))} == {False, True}


def test_an_anonymous_brief_names_nobody_in_any_file(examples: ModuleType, tmp_path: Path) -> None:
    files = write_documents(examples.brief(tmp_path, **AUTHOR), tmp_path / "packet", anonymous=True)
    assert {path.name for path in files} == {"brief.pdf", "brief.docx", "brief.html", "brief.json"}
    for path in files:
        content = path.read_bytes()
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as file:
                content = b"".join(map(file.read, file.namelist()))
        assert NAMED not in content
        assert b"Ministry of Examples" not in content
    assert anonymous_document({**read_built(tmp_path / "packet" / "brief.json"), **AUTHOR})["author"] == ""


def test_a_booklet_has_all_briefs_and_a_slide_has_message_figure_and_ask(examples: ModuleType, tmp_path: Path) -> None:
    for name in ("sok", "dara"):
        write_documents(examples.brief(tmp_path, **AUTHOR), tmp_path / "class" / name / "built")
    (tmp_path / "class" / "late" / "brief").mkdir(parents=True)
    (tmp_path / "class" / "late" / "brief" / "brief.ipynb").write_text("half a notebook")
    documents, unreadable = built_briefs(tmp_path / "class")
    assert len(documents) == 2
    assert list(unreadable) == ["late"]
    unnamed = anonymous_document(read_built(tmp_path / "class" / "sok" / "built" / "brief.json"))
    (tmp_path / "class" / "sok" / "built" / "brief.json").write_text(json.dumps(unnamed))
    known = [Person("sok", name="Chan Sok", institution="Ministry"), Person("dara", name="Another")]
    named = built_briefs(tmp_path / "class", known)[0]
    assert sorted((document["author"], document["institution"]) for document in named) == sorted(
        [("Chan Sok", "Ministry"), (AUTHOR["author"], AUTHOR["institution"])]
    )
    assert booklet_of(documents).startswith(b"%PDF")
    notebook = tmp_path / "class" / "sok" / "brief.ipynb"
    nbformat.write(sample_notebook("workers"), notebook)  # its tables were not handed in with it
    assert [document["title"] for document in built_briefs(tmp_path / "class")[0]] == [
        "Inspect employers with few workers first"
    ] * 2
    shutil.rmtree(notebook.parent / "built")
    assert list(built_briefs(tmp_path / "class")[1]) == ["late", "sok"], "nothing was built of it"
    slide = slide_of(documents[0])
    assert slide.message.startswith("Of employees in small firms, 81.2\u00a0% (79.0–83.3)")
    assert slide.ask.startswith("The Ministry of Labour inspects small firms first")
    assert slide.picture == examples.PICTURE
    with pytest.raises(CourseError, match="no briefs"):
        built_briefs(tmp_path / "class" / "none")


def test_suppressed_cells_are_not_printed_and_unreliable_ones_are_marked(examples: ModuleType, tmp_path: Path) -> None:
    table = examples.parts()["nssf"].table.assign(flag=["", "S", "U"])
    changed = {"nssf": replace(examples.parts()["nssf"], table=table)}
    page = page_of(document_of(examples.brief(tmp_path, changed=changed)))
    assert "42.5" not in page
    assert "too few records" in page
    assert "39\u00a0percentage points\u00a0U" in page


def test_khmer_is_set_in_letters_that_come_with_the_package(examples: ModuleType, tmp_path: Path) -> None:
    khmer = examples.TEXT.replace("Which undeclared employees should be reached first?", "តើគួរចាប់ផ្តើមពីកម្មករណា?")
    document = document_of(examples.brief(tmp_path, khmer, language="km"))
    assert b"NotoSansKhmer" in pdf_of([document])
    assert '<html lang="km">' in page_of(document)

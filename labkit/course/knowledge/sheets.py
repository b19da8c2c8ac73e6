"""The test on paper, and the Excel sheet into which its answers are typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from labkit.course.knowledge.items import DAYS, LETTERS, form_of, items
from labkit.course.support.files import write_whole
from labkit.course.support.typesetting import page, typeset

TITLE = "Ten questions about the course"
WORKBOOK = "answers.xlsx"
HEAD = ("number", "day", "form")
_TEMPLATES = Path(__file__).parent / "templates"


def write_sheets(folder: Path, slips: int, *, pdf: bool) -> list[Path]:
    """Write the pages to print for day 1 and day 5, the slips to draw, and the sheet for the answers."""
    written = []
    for day in DAYS:
        content = {"day": day, "sheets": [_sheet(number, day) for number in range(1, slips + 1)]}
        path = folder / f"test-day{day}.html"
        write_whole(path, page(_TEMPLATES / "test.html.j2", title=TITLE, **content))
        written.append(path)
        if pdf:
            path = path.with_suffix(".pdf")
            path.write_bytes(typeset(_TEMPLATES / "test.typ", content, title=TITLE))
            written.append(path)
    path = folder / "slips.html"
    write_whole(path, page(_TEMPLATES / "slips.html.j2", title="Slips", numbers=range(1, slips + 1)))
    written.append(path)
    workbook = folder / WORKBOOK
    if not workbook.exists():
        write_workbook(workbook, slips)
    return [*written, workbook]


def _sheet(number: int, day: int) -> dict[str, Any]:
    form = form_of(number, day)
    questions = [
        {"question": one.question, "options": [list(pair) for pair in zip(LETTERS, one.options, strict=True)]}
        for one in items(form)
    ]
    return {"number": number, "form": form, "questions": questions}


def write_workbook(path: Path, slips: int) -> None:
    """Write the empty Excel sheet for the answers: a line for each slip and day, a list of letters in each cell."""
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    sheet.title = "answers"
    count = len(items("A"))
    sheet.append([*HEAD, *range(1, count + 1)])
    for day in DAYS:
        for number in range(1, slips + 1):
            sheet.append([number, day, form_of(number, day)])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="DDE7F0")
    letters = DataValidation(type="list", formula1=f'"{",".join(LETTERS)}"', allow_blank=True)
    letters.errorTitle, letters.error = "A letter", "Type A, B, C or D. Leave it empty where nothing was ticked."
    sheet.add_data_validation(letters)
    last = sheet.cell(row=1 + len(DAYS) * slips, column=len(HEAD) + count).coordinate
    letters.add(f"{sheet.cell(row=2, column=len(HEAD) + 1).coordinate}:{last}")
    sheet.freeze_panes = "D2"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)

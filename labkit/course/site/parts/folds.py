"""What a page folds away: the result of a line to fill in, which is guessed first, and the answers of the quiz."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup, Tag

from labkit.course.lessons.fill_in import answers_of

GUESS = "guess_first"
"""The mark of a cell whose result the trainee's page folds away."""


def mark_guesses(cells: Iterable[Any]) -> None:
    """Mark what gives away the answer of a fill-in line: its result, or what stands below a line without one.

    `offer = Offer(percent=___)` shows nothing. The cells below it do, up to the next text.
    """
    below = False
    for cell in cells:
        if cell.cell_type != "code":
            below = False
            continue
        asked = bool(answers_of(cell))
        if (asked or below) and "keep(" not in cell.source:
            cell.metadata["labkit"] = {**cell.metadata.get("labkit", {}), GUESS: True}
        below = below or (asked and not cell.outputs)


def mark_answers(soup: BeautifulSoup, *, opened: bool) -> None:
    """Mark the answers of the quiz, which stay closed on a trainee's paper; open them for the facilitator's."""
    for heading in soup.select("main h2"):
        if heading.get_text().strip().lower().startswith("quiz"):
            for node in heading.find_all_next(["details", "h2"]):
                if not isinstance(node, Tag) or node.name == "h2":
                    break
                if "code" not in node.get_attribute_list("class"):
                    node["class"] = "answer"
                    if opened:
                        node["open"] = ""

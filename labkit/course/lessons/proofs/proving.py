"""What a proof cell can ask about the words that it proves: `stated`, the answers that stand above it.

A build puts `stated` before each cell with the tag proof. So a proof holds the data against the words: if an answer
is changed, its proof stops the build. Asserts that need no data are also looked at by ``labkit check``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from labkit.course.lessons.editions import PROOF
from labkit.course.lessons.reading import tags

NAME = "stated"
_OPENING = f"from {__name__} import Stated"
_PLAIN = frozenset({"all", "any", "len", "set", "sorted", "zip"})
_QUIZ = re.compile(r"<details><summary>\s*(?:★\s*)?\d+\..*?</summary>(.*?)</details>", flags=re.DOTALL)
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: number for number, word in enumerate(_ONES) if word != "one"}  # "one" is rarely a number
_WORDS |= {ten: 10 * place for place, ten in enumerate(_TENS, start=2)}
_WORDS |= {
    f"{ten}-{one}": 10 * place + digit for place, ten in enumerate(_TENS, start=2) for digit, one in enumerate(_ONES)
}
_NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?|[a-z]+(?:-[a-z]+)?", flags=re.IGNORECASE)


@dataclass(frozen=True)
class Stated:
    r"""The words above a proof cell, back to the proof before it.

    Parameters
    ----------
    text
        The sources of these cells, text and code, one below the other.

    Examples
    --------
    >>> quiz = "<details><summary>1. From 90 to 81?</summary>\n\nNine points, *ten* percent.\n</details>"
    >>> stated = Stated(quiz + "\n| Rith | formal | **informal** |")
    >>> stated.numbers(1), stated.row("Rith"), stated.says("nine points")
    ([9.0, 10.0], ['formal', 'informal'], True)
    >>> stated.begins("Nine points")
    True
    """

    text: str

    def says(self, *words: str) -> bool:
        """Tell whether each of these words stands there; marks of Markdown, breaks and capitals do not count."""
        return all(_plain(each) in _plain(self.text) for each in words)

    def row(self, first: str) -> list[str]:
        """Return the other cells of the table row that begins with this word; nothing if there is none."""
        rows = [line.strip().strip("|").split("|") for line in self.text.splitlines() if line.strip().startswith("|")]
        cells = next((row for row in rows if _bare(row[0]) == first), [first])
        return [_bare(cell) for cell in cells[1:]]

    @cached_property
    def answers(self) -> list[str]:
        """The answers of the quiz, in its order."""
        return [" ".join(answer.split()) for answer in _QUIZ.findall(self.text)]

    def begins(self, *verdicts: str) -> bool:
        """Tell whether the answers of the quiz begin with these words, one for each question."""
        told = [_plain(answer) for answer in self.answers]
        return len(told) == len(verdicts) and all(
            answer.startswith(_plain(word)) for answer, word in zip(told, verdicts, strict=True)
        )

    def numbers(self, question: int | None = None) -> list[float]:
        """Return the numbers in the answer to a question of the quiz, or in all words; also "nine" and "eighty-one"."""
        text = self.text if question is None else self.answers[question - 1]
        found = (match.group() for match in _NUMBER.finditer(text))
        return [number for number in map(_number, found) if number is not None]


def stated_above(cells: Sequence[Any], place: int) -> Stated:
    """Return what is stated above the cell at a place, back to the proof before it or to the top."""
    above: list[str] = []
    for cell in reversed(cells[:place]):
        if PROOF in tags(cell):
            break
        above.insert(0, cell.source)
    return Stated("\n\n".join(above))


def tell_proofs(cells: Sequence[Any]) -> None:
    """Put the words above each proof cell into it, under the name `stated`; the cells are changed in place."""
    told = {place: stated_above(cells, place) for place, cell in enumerate(cells) if PROOF in tags(cell)}
    for place, stated in told.items():
        if NAME in cells[place].source:
            # A line ___ among the words is no blank to be filled in.
            words = repr(stated.text).replace("_", r"\x5f")
            cells[place].source = f"{_OPENING}\n{NAME} = Stated({words})\n{cells[place].source}"


def as_written(source: str) -> str:
    """Return a proof cell as its author wrote it, without what `tell_proofs` put before it."""
    return source.split("\n", 2)[2] if source.startswith(_OPENING) else source


def broken_proofs(cells: Sequence[Any]) -> Iterator[tuple[Any, str]]:
    """Yield each proof cell with an assert about the words alone that does not hold, and the assert."""
    for place, cell in enumerate(cells):
        if PROOF not in tags(cell) or NAME not in cell.source:
            continue
        for line in ast.walk(ast.parse(cell.source)):
            if isinstance(line, ast.Assert) and _names(line.test) == {NAME}:
                question = compile(ast.Expression(line.test), "proof", "eval")
                # The course's own proof, and nothing but the words in its hands.
                if not eval(question, {NAME: stated_above(cells, place)}):
                    yield cell, ast.unparse(line.test)


def _names(expression: ast.expr) -> set[str]:
    names = [node for node in ast.walk(expression) if isinstance(node, ast.Name)]
    bound = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    return {node.id for node in names} - bound - _PLAIN


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*`_]", "", text).lower().split())


def _bare(cell: str) -> str:
    return re.sub(r"[*`]", "", cell).strip()


def _number(word: str) -> float | None:
    if word[-1].isdigit():
        return float(word.replace(",", ""))
    known = _WORDS.get(word.lower())
    return None if known is None else float(known)

"""What a line that is no Python means, for somebody who has never programmed: marks, brackets, commas in numbers."""

from __future__ import annotations

import re

from labkit.errors import LabkitError

_LONG_NUMBER = re.compile(r"(?<![\w.])\d{1,3}(?:[, ]\d{3})+(?![\w.])")
_DECIMALS = re.compile(r"=\s*(\d+),(\d{1,2})(?!\d)")
_LEADING_ZERO = re.compile(r"(\d+),(0\d+)(?!\d)")
_PERCENT = re.compile(r"\d\s*%\s*[,)\]]")


def about_syntax(error: SyntaxError) -> LabkitError | None:
    """Return what to say of a line that Python cannot read; None where Python's own short words must do."""
    line, message = (error.text or "").strip(), error.msg or ""
    return _mark_or_bracket(message, line) or _inside(message, line)


def _mark_or_bracket(message: str, line: str) -> LabkitError | None:
    if "unterminated string" in message:
        return _slip("a quotation mark is missing.", line, 'A text has one mark on each side: "sex".')
    if "does not match opening parenthesis" in message:
        hint = "A bracket [ is closed by ], and a bracket ( by ). One of them is missing."
        return _slip("a bracket is closed by one of another kind.", line, hint)
    if "unmatched" in message:
        hint = "Count ( and ): take one out, or put the missing one in."
        return _slip("a bracket closes that was not opened.", line, hint)
    return None


def _inside(message: str, line: str) -> LabkitError | None:
    if found := _LONG_NUMBER.search(line):
        hint = f"Write one number without commas and blanks: {re.sub('[, ]', '_', found[0])}"
        return _slip("Python reads one number as two.", line, hint)
    if (found := _DECIMALS.search(line)) and "positional argument follows" in message:
        return _slip("Python reads one number as two.", line, f"Decimals stand behind a point: {found[1]}.{found[2]}")
    if (found := _LEADING_ZERO.search(line)) and "leading zeros" in message:
        return _slip("Python reads one number as two.", line, f"Decimals stand behind a point: {found[1]}.{found[2]}")
    if _PERCENT.search(line):
        return _slip("Python knows no percent sign.", line, "Take the sign % out.")
    if "Perhaps you forgot a comma" in message:
        hint = "Compare it with the line above. A comma parts two things, and a text stands in quotation marks."
        return _slip("something is missing between two words, perhaps a comma.", line, hint)
    return None


def _slip(problem: str, line: str, hint: str) -> LabkitError:
    return LabkitError(f"SyntaxError: {problem}", where=line, hint=hint)

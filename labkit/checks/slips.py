"""What a slip of the finger in a line means, for somebody who has never programmed: brackets, marks, commas."""

from __future__ import annotations

import re
from types import ModuleType

from labkit.checks.forms.typed import HOW_TO_WRITE, looks_like_number
from labkit.errors import LabkitError, did_you_mean

_OPEN = ("was never closed", "incomplete input", "unexpected EOF")
_STRAIGHT = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("\u2018\u2019", "'"))
_LONG_NUMBER = re.compile(r"(?<![\w.])\d{1,3}(?:[, ]\d{3})+(?![\w.])")
_PERCENT = re.compile(r"\d\s*%\s*[,)\]]")


def about_syntax(error: SyntaxError) -> LabkitError | None:
    """Return what to say of a line that Python cannot read; None where Python's own words are as good."""
    line = (error.text or "").strip()
    return _no_number(line) or _mark_or_bracket(error.msg or "", line) or _inside(error.msg or "", line)


def _mark_or_bracket(message: str, line: str) -> LabkitError | None:
    straight = line.translate(_STRAIGHT)
    if straight != line and "invalid character" in message:
        return _slip("These quotation marks are curly. Python knows straight ones.", line, f"Write {straight}")
    if "unterminated string" in message:
        hint = 'A text has one mark on each side: "sex".'
        return _slip("A quotation mark is missing.", line, hint)
    if any(part in message for part in _OPEN):
        hint = "Count ( and ): each bracket that opens must close."
        return _slip("A bracket is open at the end.", line, hint)
    if "does not match opening parenthesis" in message:
        hint = "A bracket [ is closed by ], and a bracket ( by ). One of them is missing."
        return _slip("A bracket is closed by one of another kind.", line, hint)
    if "unmatched" in message:
        hint = "Count ( and ): take one out, or put the missing one in."
        return _slip("A bracket closes that was not opened.", line, hint)
    return None


def _inside(message: str, line: str) -> LabkitError | None:
    if found := _LONG_NUMBER.search(line):
        hint = f"Write one number without commas and blanks: {re.sub('[, ]', '_', found[0])}"
        return _slip("Python reads one number as two.", line, hint)
    if _PERCENT.search(line):
        return _slip("Python knows no percent sign.", line, "Take the sign % out.")
    if "Perhaps you forgot a comma" in message:
        hint = "Compare it with the line above. A comma parts two things, and a text stands in quotation marks."
        return _slip("Something is missing between two words, perhaps a comma.", line, hint)
    return None


def _no_number(line: str) -> LabkitError | None:
    """Return what to say of ``rate = 90,0 %``; None if a line is not about a number."""
    found = re.match(r"\s*\w+\s*=\s*([^#]+)", line)
    if not found or not looks_like_number(found[1]):
        return None
    return LabkitError(f"Python cannot read this as a number: {found[1].strip()}", hint=HOW_TO_WRITE)


def _slip(problem: str, line: str, hint: str) -> LabkitError:
    return LabkitError(f"SyntaxError: {problem}", where=line, hint=hint)


def about_attribute(error: AttributeError) -> LabkitError | None:
    """Return what to say where a word behind a point does not exist, ``lk.wage``; None for what is not labkit's."""
    home = error.obj
    module = home.__name__ if isinstance(home, ModuleType) else type(home).__module__
    if not error.name or module.partition(".")[0] != "labkit":
        return None
    close = did_you_mean(error.name, [name for name in dir(home) if not name.startswith("_")])
    hint = close or "Compare the line with the one above it, letter by letter."
    return LabkitError(f"AttributeError: there is no {error.name!r} behind this point.", hint=hint)


def about_type(error: TypeError) -> LabkitError | None:
    """Return what to say where a call got a text for a number, or where a part of it is missing or misspelt."""
    message = str(error)
    if "unsupported operand" in message and "'str'" in message:
        hint = "A number, and the name of a number, stand without quotation marks."
        return LabkitError("TypeError: a number and a text cannot be calculated together.", hint=hint)
    called = message.partition("(")[0]
    if missing := re.search(r"missing \d+ required \S+ arguments?: (.+)", message):
        hint = "Write what is missing inside the brackets. Compare with the line above."
        return LabkitError(f"TypeError: {called} needs more: {missing[1]}.", hint=hint)
    if unknown := re.search(r"unexpected keyword argument ('\w+')", message):
        hint = "Compare the word before the sign = with the line above, letter by letter."
        return LabkitError(f"TypeError: {called} knows no {unknown[1]}.", hint=hint)
    return None

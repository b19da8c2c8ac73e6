"""A mapping to begin with: what could be guessed, and what a statistician has to fill in."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping

from labkit.reading import contract
from labkit.reading.files import FORMATS, Header, read_header
from labkit.reading.mappings.guess import Guess, answers_of, guesses, known_form
from labkit.reading.mappings.mapping import read_mapping

__all__ = ["mapping_template"]

_NUMBER = re.compile(r"0|-?[1-9]\d*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_MOST_LISTED = 400
_MOST_ANSWERS = 12
_MOST_ON_A_LINE = 5
_HEAD = """\
# A mapping of {file} ({format}) for labkit.read_survey.
#
# This is a guess from names and labels: check every line against the questionnaire.
# - from is the column of the file; codes give labkit's word for each code, "" for a missing value.
# - from = ["A", "B"] takes columns together: one yes is a yes, amounts are added, numbers of places stand side by side.
# - missing = [98, 99] lists codes of numbers that stand for no answer.
# - only_if = {{ status = [1, 2] }} takes some records only: all others are missing.
# - Lines that begin with # are not read. Take the # away where you have filled something in.
#
# Then, in Python:  lk.read_survey({quoted}, schema="THIS FILE.toml")
"""


def mapping_template(path: str | os.PathLike[str], encoding: str | None = None) -> str:
    r"""Return a mapping in TOML for a survey file, filled in as far as names and labels tell.

    Parameters
    ----------
    path
        A file that ends in .dta, .sav, .csv or .parquet.
    encoding
        How letters are stored; needed for some old files only.

    Raises
    ------
    labkit.errors.DataError
        The file cannot be read.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = pathlib.Path(folder.name) / "survey.csv"
    >>> _ = file.write_text("weight,gender\n200,Male\n300,Female\n")
    >>> text = mapping_template(file)
    >>> 'Female = "female"' in text
    True
    >>> folder.cleanup()
    """
    header = read_header(path, encoding)
    answers = answers_of(header)
    form = known_form(header)
    found = {} if form else guesses(header, answers)
    name = header.path.name
    lines = [_HEAD.format(file=_comment(name), format=FORMATS[header.kind], quoted=_quoted(name))]
    lines += [f"title = {_quoted(header.path.stem)}"]
    if form:
        lines += [f'base = "{form}"    # the columns are named as in this schema; what you write below goes before it']
    lines += ["", *_design(header, found, form)]
    for column, guess in found.items():
        if column not in contract.DESIGN.values():
            lines += _column(guess, header, answers)
    known = {*found, *(read_mapping(form).sources if form else ())}
    lines += _not_found([column for column in contract.columns() if column not in known], form)
    lines += _columns_of_file(header, answers)
    return "\n".join(lines) + "\n"


def _design(header: Header, found: Mapping[str, Guess], form: str) -> Iterator[str]:
    yield "[design]"
    for role, column in contract.DESIGN.items():
        meaning = _comment(contract.label(column))
        if column in found:
            yield f"{role} = {_quoted(found[column].name)}    # {_meaning(header, found[column].name)}"
        else:
            yield f'# {role} = ""    # {meaning}' + (", if the schema has it otherwise" if form else "")
    yield ""


def _column(guess: Guess, header: Header, answers: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    allowed = contract.words(guess.column)
    yield f"# {_comment(contract.label(guess.column))}"
    if allowed:
        yield f"# words: {', '.join(allowed)}"
    yield f"[columns.{guess.column}]"
    yield f"from = {_quoted(guess.name)}    # {_meaning(header, guess.name)}"
    if guess.missing:
        yield f"missing = [{', '.join(_value(text) for text in guess.missing)}]"
    if guess.period:
        yield f'period = "{guess.period}"'
    if allowed:
        yield f"[columns.{guess.column}.codes]"
        for text, word in guess.codes.items():
            yield f"{_key(text)} = {_quoted(word)}    # {_comment(answers[guess.name][text])}"
        for text, answer in guess.unclear.items():
            said = "no label in the file" if text == answer and not guess.codes else _comment(answer)
            yield f'# {_key(text)} = "?"    # {said}'
    yield ""


def _not_found(columns: list[str], form: str) -> Iterator[str]:
    yield "# ---------------------------------------------------------------------------------------------------"
    yield "# " + ("Not in the schema:" if form else "Not found in the file:")
    for column in columns:
        if column in contract.DESIGN.values():
            continue
        allowed = contract.words(column)
        yield "#"
        yield f"# {_comment(contract.label(column))}"
        yield f"# [columns.{column}]"
        yield '# from = ""'
        if len(allowed) > _MOST_ON_A_LINE:
            yield f"# [columns.{column}.codes]"
            yield from (f"# {number} = {_quoted(word)}" for number, word in enumerate(allowed, 1))
        elif allowed:
            codes = (f"{number} = {_quoted(word)}" for number, word in enumerate(allowed, 1))
            yield "# codes = { " + ", ".join(codes) + " }"
        if column == "monthly_pay":
            yield '# period = "month"'
    yield ""


def _columns_of_file(header: Header, answers: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    yield "# ---------------------------------------------------------------------------------------------------"
    yield "# The columns of the file:"
    for name in header.columns[:_MOST_LISTED]:
        coded = list(answers.get(name, {}).items())
        shown = " · ".join(label if text == label else f"{text} {label}" for text, label in coded[:_MOST_ANSWERS])
        more = " …" if len(coded) > _MOST_ANSWERS else ""
        meaning = _comment(header.labels.get(name, ""))
        yield f"#   {_comment(name):<20} {meaning}{f'  [{_comment(shown)}{more}]' if shown else ''}".rstrip()
    if len(header.columns) > _MOST_LISTED:
        yield f"#   and {len(header.columns) - _MOST_LISTED} more"


def _meaning(header: Header, name: str) -> str:
    return _comment(header.labels.get(name, "")) or "no label in the file"


def _comment(text: str) -> str:
    """Return text for a comment: on one line, without control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(text: str) -> str:
    return text if _NUMBER.fullmatch(text) else _quoted(text)


def _key(text: str) -> str:
    return text if _BARE.fullmatch(text) else _quoted(text)

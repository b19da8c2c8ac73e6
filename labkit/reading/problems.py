"""What is wrong with a data set, all at once, as a colleague would note it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from textwrap import fill
from typing import Any, NamedTuple

import pandas as pd

from labkit.errors import first_few

__all__ = ["Problem", "Report", "counted", "error", "warning"]

ERROR, WARNING = "error", "warning"
COLUMNS = ("severity", "column", "records", "rows", "what", "what_to_do")


class Problem(NamedTuple):
    """One row of a `Report`."""

    severity: str
    column: str
    records: int
    rows: str
    what: str
    what_to_do: str


def error(column: str, rows: Iterable[object] | pd.Series[Any], what: str, todo: str) -> Problem:
    """Return a problem that makes results wrong: the Survey is not made."""
    return _problem(ERROR, column, rows, what, todo)


def warning(column: str, rows: Iterable[object] | pd.Series[Any], what: str, todo: str) -> Problem:
    """Return a problem to look at; nothing is changed."""
    return _problem(WARNING, column, rows, what, todo)


def _problem(severity: str, column: str, rows: Iterable[object] | pd.Series[Any], what: str, todo: str) -> Problem:
    if isinstance(rows, pd.Series):
        rows = rows.index[rows.to_numpy(dtype=bool, na_value=False)]
    found = list(rows)
    return Problem(severity, column, len(found), first_few(found), what, todo)


@dataclass(frozen=True, eq=False)
class Report:
    """The problems of a data set; shows itself as text, and as a table in a notebook.

    Attributes
    ----------
    records
        Number of records looked at.
    problems
        One row per problem: ``severity`` (``"error"`` or ``"warning"``), ``column``, ``records`` (how many are
        concerned), ``rows`` (the first of them, by the frame's index, as in ``frame.loc[row]``), ``what``,
        ``what_to_do``. Errors come first.
    name
        The file, if the records come from one.
    sizes
        Of a whole survey: the figures by which to know it, to be compared with its report. Weights or pay that are all
        too large are no error in any record.
    """

    records: int
    problems: pd.DataFrame = field(repr=False)
    name: str = ""
    sizes: str = ""

    @classmethod
    def of(cls, records: int, problems: Iterable[Problem], name: str = "", sizes: str = "") -> Report:
        """Make a report, errors first."""
        found = sorted(problems, key=lambda problem: problem.severity != ERROR)
        return cls(records, pd.DataFrame(found, columns=list(COLUMNS)), name, sizes)

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return int((self.problems["severity"] == ERROR).sum())

    @property
    def warnings(self) -> int:
        """How many problems are warnings."""
        return len(self.problems) - self.errors

    @property
    def ok(self) -> bool:
        """Whether there is no error; there may be warnings."""
        return self.errors == 0

    @property
    def summary(self) -> str:
        """The report in one sentence."""
        start = f"{self.name}: " if self.name else ""
        start += counted(self.records, "record")
        if self.problems.empty:
            return f"{start}, no problem found."
        return f"{start}, {counted(self.errors, 'error')}, {counted(self.warnings, 'warning')}."

    def __str__(self) -> str:
        lines = [self.summary, *([_wrapped(self.sizes, "", "")] if self.sizes else [])]
        for number, problem in enumerate(self._listed(), 1):
            where = f" {problem.column}" if problem.column else ""
            lines.append(_wrapped(f"{number}. {problem.severity.upper()}{where}: {problem.what}", "", "   "))
            if problem.records:
                lines.append(f"   rows: {problem.rows}")
            lines.append(_wrapped(problem.what_to_do, "   try:  ", "         "))
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        heads = ("", "Column", "Records", "First rows", "What", "What to do")
        head = "".join(f'<th scope="col" style="text-align:left">{escape(text)}</th>' for text in heads)
        rows = []
        for problem in self._listed():
            cells = [problem.severity, problem.column, f"{problem.records:,}", *problem[3:]]
            rows.append("".join(f'<td style="text-align:left">{escape(str(cell))}</td>' for cell in cells))
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if rows else ""
        sizes = f"<p>{escape(self.sizes)}</p>" if self.sizes else ""
        return f"<div><p><strong>{escape(self.summary)}</strong></p>{sizes}{table}</div>"

    def _listed(self) -> list[Problem]:
        return [Problem(*row) for row in self.problems.itertuples(index=False, name=None)]


def counted(number: int, word: str) -> str:
    """Return a number with its word: ``"1 record"``, ``"2,000 records"``, ``"no errors"``."""
    return f"{number:,} {word}{'' if number == 1 else 's'}" if number else f"no {word}s"


def _wrapped(text: str, first: str, later: str) -> str:
    return fill(text, 110, initial_indent=first, subsequent_indent=later, break_long_words=False)

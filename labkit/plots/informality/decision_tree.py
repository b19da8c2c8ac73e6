"""The rules of informality as a tree: questions at its branches, people at its leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from labkit.plots.drawing.figures import checked, doubts, grey_line, is_hidden, opening, records, shown
from labkit.plots.drawing.frame import bar_look, finished
from labkit.plots.drawing.lettering import count_lines, wrapped
from labkit.plots.drawing.look import COLOURS, HATCHED, INK, QUIET, Sheet
from labkit.plots.drawing.picture import Picture, drawn
from labkit.plots.informality.decisions import (
    NEEDED,
    outcome_in_words,
    outcomes_framed,
    people_in_words,
)

INDENT = 1.1  # ems for each question
# The questions on the job (17th ICLS) and on the unit; an answer leads to a rule of `decision_counts`, or to the next.
_LEAVE = (
    "Both kinds of paid leave?",
    (("yes", "social security not answered, both kinds of paid leave"),
     ("no", "social security not answered, not both kinds of paid leave")),
)  # fmt: skip
_JOB = (
    "What is the status in the job?",
    (("contributing family worker", "contributing family worker"),
     ("works independently", (
         "Is the unit formal?",
         (("yes", "works independently in a formal unit"), ("no", "works independently, the unit is not formal")))),
     ("employee", (
         "Does the employer pay social security?",
         (("yes", "social security is paid"), ("not answered", _LEAVE),
          ("no, or not known", "no social security, or not known"))))),
)  # fmt: skip

_NOT_KNOWN = (
    "Is social security paid?",
    (("yes", "registration not known, social security is paid"),
     ("no", (
         "Fixed premises, and not small?",
         (("yes", "registration not known, fixed premises and not small"),
          ("no", "registration not known, small or no fixed premises"))))),
)  # fmt: skip
_UNIT = (
    "Who runs the unit?",
    (("government, state enterprise or organisation", "government, state enterprise or organisation"),
     ("a private household", "a private household"),
     ("produces for own use", "produces for own use"),
     ("another business or farm", (
         "Complete accounts?",
         (("yes", "complete accounts"),
          ("no", (
              "Is it registered?",
              (("yes", "registered"), ("no", "not registered"), ("not known", _NOT_KNOWN)))))))),
)  # fmt: skip


@dataclass(frozen=True)
class Twig:
    """One line of the tree: how deep it lies, its words, and its leaf if it has one."""

    depth: int
    words: str
    leaf: dict[str, Any] | None = None


def decision_tree(table: pd.DataFrame, *, title: str = "", source: str | None = None) -> Picture:
    """Draw the rules of a classification as a tree, with the people whom each leaf counts.

    Questions stand in bold type, answers below them; a leaf has the outcome, the number of people and its interval.
    The rules on the job by the 17th ICLS branch by status in employment, those on the unit by who runs it; other rules
    are asked one after the other, until one fits.

    Parameters
    ----------
    table
        Table of `labkit.informality.decision_counts`.
    title
        Says what the picture shows.
    source
        Survey and year for the grey line. Left out: what the table itself says.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        The table is not one of `decision_counts`.

    Examples
    --------
    >>> import labkit as lk
    >>> picture = decision_tree(lk.informality.decision_counts(lk.load("lfs")), title="Who has an informal job?")
    >>> picture.alt.split(". ")[0]
    'Who has an informal job? A tree of questions; its leaves count thousand people'
    """
    checked(table, NEEDED, "plots.decision_tree", "Make it with informality.decision_counts(survey).")
    seen = shown(table)
    rows = records(seen)
    leaves = {str(row["rule"]): row for row in rows}
    known = next((tree for tree in (_JOB, _UNIT) if set(leaves) == _rules(tree)), None)
    twigs = _branch(known, leaves, 0) if known else _chain(rows)

    def draw(sheet: Sheet) -> Figure:
        brackets = "thousand people at the leaves; brackets: the interval"
        note = grey_line(table, source, brackets, doubts(seen))
        lines = [_broken(twig, sheet) for twig in twigs]
        heights = [max(1.7, 1.3 * count_lines(words) + 0.5) for words in lines]
        figure, axes = outcomes_framed(sheet, sum(heights) + 0.6, rows, title=title, note=note)
        _draw(axes, twigs, lines, heights, sheet)
        return finished(figure)

    return drawn(draw, _alt(twigs, title))


def _rules(question: Any) -> set[str]:
    """Return the names of the rules at the leaves of a question."""
    found: set[str] = set()
    for _, below in question[1]:
        found |= {below} if isinstance(below, str) else _rules(below)
    return found


def _branch(question: Any, leaves: dict[str, dict[str, Any]], depth: int) -> list[Twig]:
    twigs = [Twig(depth, question[0])]
    for answer, below in question[1]:
        if isinstance(below, str):
            twigs.append(Twig(depth + 1, answer, leaves[below]))
        else:
            twigs += [Twig(depth + 1, f"{answer}:"), *_branch(below, leaves, depth + 2)]
    return twigs


def _chain(rows: list[dict[str, Any]]) -> list[Twig]:
    """Return rules that are asked one after the other: each has a leaf for yes, and no leads to the next."""
    return [Twig(place, f"{row['rule']}: yes" if place < len(rows) - 1 else f"all others: {row['rule']}", row)
            for place, row in enumerate(rows)]  # fmt: skip


def _broken(twig: Twig, sheet: Sheet) -> str:
    share = 0.56 if twig.leaf is not None else 0.95
    bold = twig.leaf is None and twig.words.endswith("?")
    room = share * sheet.width - (INDENT * twig.depth + 2) * sheet.em
    return wrapped(twig.words, room, sheet.letter, bold=bold)


def _draw(axes: Axes, twigs: list[Twig], lines: list[str], heights: list[float], sheet: Sheet) -> None:
    wide = (sheet.width - 1.6 * sheet.em) / sheet.em
    tops = [sum(heights[:place]) for place in range(len(heights))]
    middles = [top + height / 2 for top, height in zip(tops, heights, strict=True)]
    for place, (twig, words) in enumerate(zip(twigs, lines, strict=True)):
        y, x = middles[place], INDENT * twig.depth
        mother = next((p for p in range(place - 1, -1, -1) if twigs[p].depth < twig.depth), None)
        if mother is not None:
            stem = INDENT * twigs[mother].depth + 0.35
            start = middles[mother] + 0.62 * count_lines(lines[mother]) + 0.1
            axes.plot([stem, stem, x - 0.15], [start, y, y], color=QUIET, linewidth=1)
        bold = twig.leaf is None and words.endswith("?")
        axes.text(x, y, words, va="center", weight="bold" if bold else "normal", linespacing=1.15)
        if twig.leaf is not None:
            _leaf(axes, y, 0.57 * wide, twig.leaf)
    axes.set_xlim(-0.2, wide)
    axes.set_ylim(sum(heights) + 0.2, -0.2)
    axes.set_axis_off()


def _leaf(axes: Axes, y: float, x: float, row: dict[str, Any]) -> None:
    colour, hatch = COLOURS[str(row["outcome"])], HATCHED[str(row["outcome"])]
    axes.add_patch(Rectangle((x, y - 0.5), 1.4, 1.0, **bar_look(colour, hatch, hollow=row["flag"] == "U")))
    axes.text(x + 1.9, y, people_in_words(row), va="center", color=QUIET if is_hidden(row) else INK)


def _alt(twigs: list[Twig], title: str) -> str:
    parts = [twig.words if twig.leaf is None else f"{twig.words}: {outcome_in_words(twig.leaf)}" for twig in twigs]
    return f"{opening(title)}A tree of questions; its leaves count thousand people. " + " ".join(parts)

"""How pictures look: colours, marks, hatching, letters. Nothing is told by colour alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from importlib.util import find_spec
from typing import Any

import matplotlib as mpl
import seaborn as sns
from matplotlib import font_manager

# Five steps from dark to light, so that they differ in grey print (1.5 : 1 or more between neighbours), each at least
# 3 : 1 on white, and all pairs apart (CIE76 above 20) for the three kinds of colour blindness.
SEQUENCE = ("#0b2440", "#30a789", "#a83109", "#7f57f6", "#66247c")
MARKS = ("o", "s", "D", "^", "v", "P", "X")  # seven marks and five colours: 35 pairs before one comes again
HATCHES = ("", "///", "...", "xxx", "\\\\\\", "ooo", "+++")
COLOURS = {"informal": "#b5480f", "household": "#ddb83c", "formal": "#0e3a5e", "not elsewhere classified": "#8a8a8a"}
HATCHED = {"informal": "///", "household": "...", "formal": "", "not elsewhere classified": "xxx"}
INK, QUIET, PALE = "#1b1b1b", "#5a5a5a", "#d9d9d9"
LATIN, KHMER = "DejaVu Sans", "Noto Sans Khmer"


@dataclass(frozen=True)
class Sheet:
    """What a picture is drawn for: its width in inches, its letters in points, its least height in inches."""

    name: str
    width: float
    letter: float
    height: float = 0.0

    @property
    def em(self) -> float:
        """The height of a letter in inches: the unit of all distances."""
        return self.letter / 72

    @property
    def title(self) -> float:
        """Points of the title."""
        return self.letter * 1.12

    @property
    def small(self) -> float:
        """Points of the grey line and of other small print."""
        return self.letter * 0.85


PAGE = Sheet("page", 6.4, 12.0)
BRIEF = Sheet("brief", 6.3, 8.5, 2.5)


@dataclass(frozen=True)
class Look:
    """The colour, the mark and the hatching of one group."""

    colour: str
    mark: str
    hatch: str


def look(place: int) -> Look:
    """Return the look of the group at this place; no two of the first 35 agree in colour and mark."""
    return Look(SEQUENCE[place % len(SEQUENCE)], MARKS[place % len(MARKS)], HATCHES[place % len(HATCHES)])


@cache
def letters() -> list[str]:
    """Return the fonts of all pictures, once matplotlib knows of the Khmer letters that come as a package."""
    if find_spec("fontpkg_noto_sans_khmer") is None:
        return [LATIN]
    for font in (files("fontpkg_noto_sans_khmer") / "files").iterdir():
        with as_file(font) as path:
            font_manager.fontManager.addfont(path)
    # matplotlib reads one weight of a font with many; bold titles take it too, without a warning.
    plain = next(entry for entry in font_manager.fontManager.ttflist if entry.name == KHMER)
    font_manager.fontManager.ttflist.append(replace(plain, weight=700))
    return [LATIN, KHMER]


@contextmanager
def style(sheet: Sheet = PAGE) -> Iterator[None]:
    """Draw in the common style, and leave other people's settings alone."""
    settings: Any = {
        "font.family": letters(),
        "font.size": sheet.letter,
        "axes.titlesize": sheet.letter,
        "axes.labelsize": sheet.letter,
        "xtick.labelsize": sheet.letter,
        "ytick.labelsize": sheet.letter,
        "legend.fontsize": sheet.letter,
        "legend.title_fontsize": sheet.letter,
        "axes.titlelocation": "left",
        "text.color": INK,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "hatch.linewidth": 0.9,
        "axes.unicode_minus": True,
        "svg.fonttype": "path",
        "svg.hashsalt": "labkit",
    }
    with mpl.rc_context(), sns.axes_style("whitegrid"), mpl.rc_context(settings):
        yield

"""The page of lesson 5.2: whether three cells may be shown, and which five figures stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from labkit.errors import CourseError, did_you_mean
from labkit.quality import reliability_flags

WORDS = {"": "publish", "U": "flag", "S": "suppress"}

FIVE = 5

PAIRS = (
    ("Unemployment rate", "Informal employment"),
    ("Union density", "Covered by a collective agreement"),
)
"""Two figures each of which alone tells half of it: the good news without the bad, members without agreements."""

_CELLS = (
    ("4 unemployed of 379", 4, 379, 0.51),
    ("12 members of 154", 12, 154, 0.31),
    ("115 formal jobs of 375", 115, 375, 0.05),
)


def three_cells() -> pd.DataFrame:
    """Return three invented cells of a table: cases, records below the line, coefficient of variation.

    Examples
    --------
    >>> three_cells()["cases"].tolist()
    [4, 12, 115]
    """
    return pd.DataFrame(list(_CELLS), columns=["cell", "cases", "n", "cv"])


def compare_decisions(mine: Mapping[str, str]) -> pd.DataFrame:
    """Put decisions on the three cells beside what the rule says.

    Parameters
    ----------
    mine
        For each cell ``"publish"``, ``"flag"`` or ``"suppress"``.

    Returns
    -------
    pandas.DataFrame
        ``cell, cases, n, yours, rule, agree``.

    Raises
    ------
    CourseError
        A cell or a word is not known.

    Examples
    --------
    >>> compare_decisions({"4 unemployed of 379": "publish"})[["yours", "rule", "agree"]].values.tolist()
    [['publish', 'suppress', 'no']]
    """
    cells = three_cells()
    for known, given in ((list(cells["cell"]), mine.keys()), (list(WORDS.values()), mine.values())):
        for word in given:
            if word not in known:
                raise CourseError(
                    "This is not known here.",
                    where="my_decisions",
                    got=repr(word),
                    expected=", ".join(known),
                    hint=did_you_mean(word, known),
                )
    smaller = cells[["cases", "n"]].assign(rest=cells["n"] - cells["cases"])[["cases", "rest"]].min(axis=1)
    rule = [WORDS[flag] for flag in reliability_flags(smaller, cells["cv"])]
    table = cells[["cell", "cases", "n"]].assign(yours=cells["cell"].map(dict(mine)), rule=rule)
    table = table[table["yours"].notna()].reset_index(drop=True)
    return table.assign(agree=(table["yours"] == table["rule"]).map({True: "yes", False: "no"}))


def keep_five(page: pd.DataFrame, rows: Sequence[int]) -> list[str]:
    """Say what is to be mended in a choice of five figures; nothing if the choice is sound.

    Parameters
    ----------
    page
        As `labkit.dashboard.sdg8` returns it.
    rows
        The numbers at the left of its rows.

    Raises
    ------
    CourseError
        A number is no row of the page.

    Examples
    --------
    >>> page = pd.DataFrame({"indicator": ["Unemployment rate", "Informal employment"], "flag": ["S", ""]})
    >>> keep_five(page, [0])[0]
    '1 figures: five are asked.'
    """
    unknown = [row for row in rows if row not in page.index]
    if unknown:
        raise CourseError(
            "The page has no such row.",
            where="my_five",
            got=str(unknown[0]),
            expected=f"numbers from {page.index[0]} to {page.index[-1]}",
        )
    chosen = page.loc[list(dict.fromkeys(rows))]
    names = set(chosen["indicator"])
    found = [] if len(chosen) == FIVE else [f"{len(chosen)} figures: five are asked."]
    for line in chosen.to_dict("records"):
        if line["flag"] == "S":
            found.append(f"{line['indicator']}: too few records. It must not be shown.")
        elif line["flag"] == "U":
            found.append(f"{line['indicator']}: unreliable. Say so beside it, or take another one.")
    for pair in PAIRS:
        alone = names & set(pair)
        if len(alone) == 1 and set(pair) <= set(page["indicator"]):
            one = alone.pop()
            other = pair[1] if one == pair[0] else pair[0]
            found.append(f"{one} stays without {other}: half of the story. Keep both, or say why not.")
    return found

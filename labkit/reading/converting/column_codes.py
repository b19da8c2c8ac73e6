"""One column of a file as codes: which records have which code, and what the mapping says of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from labkit.errors import first_few
from labkit.reading.files import code
from labkit.reading.mappings.mapping_parts import Source
from labkit.reading.problems import Problem, counted, error, warning
from labkit.survey.answers import is_no_answer
from labkit.survey.records.columns import Bools, Ints

__all__ = ["NO_ANSWER_WORDS", "ColumnCodes", "coded"]

NO_ANSWER_WORDS = ("", "don't know", "not classifiable")


def coded(values: pd.Series[Any]) -> tuple[Ints, list[str]]:
    """Return for each record the place of its code in a list of codes, -1 if it has none, and that list.

    Examples
    --------
    >>> places, codes = coded(pd.Series([2.0, None, 1.0, 2.0]))
    >>> places.tolist(), codes
    ([0, -1, 1, 0], ['2', '1'])
    """
    places, found = pd.factorize(values)
    codes = [code(value) for value in found]
    blank = np.array([not text for text in codes] + [False])
    return np.where(blank[places], -1, places).astype(np.int64), codes


class ColumnCodes:
    """A column of the file, the codes in it, and what goes wrong with them.

    Parameters
    ----------
    raw
        The columns of the file.
    source
        What the mapping says of the column.
    labels
        The labels of the codes in the file.

    Attributes
    ----------
    kept
        Marks the records for which the mapping's ``only_if`` holds.
    problems
        What went wrong so far.
    """

    def __init__(self, raw: pd.DataFrame, source: Source, labels: dict[str, str]) -> None:
        self.raw, self.source, self.labels = raw, source, labels
        self.problems: list[Problem] = []
        self.kept: Bools = np.ones(len(raw), dtype=bool)
        for name, wanted in source.only_if.items():
            places, codes = coded(raw[name])
            self.kept &= marked(places, [text in wanted for text in codes])

    @cached_property
    def _coded(self) -> tuple[Ints, list[str]]:
        # Only when needed: a column of a million different weights would be a million codes.
        return coded(self.raw[self.source.name])

    @property
    def places(self) -> Ints:
        """For each record the place of its code, -1 if it has none."""
        return self._coded[0]

    @property
    def codes(self) -> list[str]:
        """The codes that occur, as text."""
        return self._coded[1]

    @property
    def index(self) -> pd.Index:
        """The index of the records."""
        return self.raw.index

    @property
    def place_in_mapping(self) -> str:
        """Where the mapping speaks of this column."""
        return f"[columns.{self.source.column}]"

    def no_value(self) -> Bools:
        """Mark the records whose code stands for a missing value."""
        return marked(self.places, [text in self.source.missing for text in self.codes])

    def labelled(self, text: str) -> str:
        """Return a code with its label, if it has one."""
        return f"{text} ({self.labels[text]})" if text in self.labels else text

    def report_unknown(self, known: Sequence[bool]) -> None:
        """Note the codes that the mapping does not know."""
        rows = marked(self.places, [not one for one in known]) & self.kept
        if rows.any():
            found = [self.labelled(self.codes[place]) for place in dict.fromkeys(self.places[rows])]
            what = (
                f"Codes of {self.source.name!r} that the mapping does not know, in {counted(rows.sum(), 'record')}: "
                f"{first_few(found, 10)}."
            )
            todo = f"Give each code a word under {self.place_in_mapping} codes, or list it in missing there."
            self.problems.append(error(self.source.column, self.index[rows], what, todo))

    def report_unlabelled(self) -> None:
        """Warn of codes without a label, where other codes of the column have one."""
        bare = [text not in self.labels and text not in self.source.missing for text in self.codes]
        rows = marked(self.places, bare) & self.kept
        if rows.any() and any(text in self.labels for text in self.codes):
            found = first_few([text for text, one in zip(self.codes, bare, strict=True) if one], 10)
            what = f"Codes of {self.source.name!r} without a label, in {counted(rows.sum(), 'record')}: {found}."
            todo = f"Give them labels in the file, or list them in missing under {self.place_in_mapping}."
            self.problems.append(warning(self.source.column, self.index[rows], what, todo))

    def report_alike(self, alike: Sequence[bool], names: Sequence[str]) -> None:
        """Warn of codes with the same label, which are told apart by other names."""
        shown = first_few([repr(name) for name, one in zip(names, alike, strict=True) if one])
        what = f"Codes of {self.source.name!r} with the same label are kept apart: {shown}."
        todo = f"If two of them mean the same, give them the same word under {self.place_in_mapping} codes."
        self.problems.append(warning(self.source.column, self.index[marked(self.places, alike)], what, todo))

    def report_left_out(self, answered: Bools) -> None:
        """Warn where the mapping's ``only_if`` leaves out everybody who has an answer."""
        if not self.source.only_if or answered.any() or not (self.places >= 0).any():
            return
        lost = (self.places >= 0) & ~self.kept
        if not lost.any():
            return
        asked = ", ".join(f"{name} = {first_few(sorted(wanted))}" for name, wanted in self.source.only_if.items())
        found = ", ".join(f"{name} = {first_few(coded(self.raw[name])[1])}" for name in self.source.only_if)
        answers = f"{self.source.name!r}, {counted(lost.sum(), 'answer')}"
        what = f"All of {answers}, is left out: it is read where {asked}, and the file has {found}."
        todo = "Write a mapping with base = this schema, and the codes of this file for the column."
        self.problems.append(warning(self.source.column, self.index[lost], what, todo))

    def report_no_answers(self, meanings: Sequence[str]) -> None:
        """Warn of codes that are used as answers although their labels say that there is none."""
        for place, (text, meaning) in enumerate(zip(self.codes, meanings, strict=True)):
            if meaning in NO_ANSWER_WORDS or not is_no_answer(self.labels.get(text, "")):
                continue
            rows = (self.places == place) & self.kept
            if rows.any():
                what = f"Code {self.labelled(text)} of {self.source.name!r} is read as {meaning}."
                todo = f"If it stands for no answer, write missing = [{text}] under {self.place_in_mapping}."
                self.problems.append(warning(self.source.column, self.index[rows], what, todo))


def marked(places: Ints, codes: Sequence[bool]) -> Bools:
    """Mark the records whose code is marked; a record without a code is not."""
    return taken(places, codes, False).astype(bool)


def taken(places: Ints, values: Sequence[object], missing: object) -> npt.NDArray[Any]:
    """Return for each record the value of its code."""
    return np.array([*values, missing])[places]

"""Data cards: what a data set is, where it comes from, and what each column means."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from labkit.data.calibration import with_verdict
from labkit.data.files import data_set_names, read_card
from labkit.data.render import card_as_html, card_as_text
from labkit.errors import DataError, OptionError, did_you_mean

__all__ = ["Card", "card", "datasets"]

_TEXTS = ("title", "kind", "summary", "source", "licence", "cite", "file", "sha256")
_COLUMN_FIELDS = ("label", "unit", "question", "categories", "ilo", "gld", "equivalence_note")


@dataclass(frozen=True)
class Card:
    """The description of a data set; shows itself as text, and as a page in a notebook.

    Attributes
    ----------
    name, title, kind, summary, source, licence, cite
        What it is; `kind` is ``"synthetic"`` (made by a program, nobody in it is real) or ``"published"``.
    file, sha256
        The data file and its checksum.
    size
        Counts such as `rows`, `households`, `psus`, `strata`.
    design
        For a survey, the columns that hold `weight`, `stratum`, `psu` (and `fpc`); empty for a table.
    seed
        For synthetic data, the number of the draw in the file.
    columns
        One row per column of the data: `label`, `unit`, `question`, `categories`, and the column's names in the
        ILO's harmonised files (`ilo`) and in the World Bank's Global Labor Database (`gld`), where they exist;
        `equivalence_note` says where these know less, or something else.
    calibration
        For synthetic data, one row per published figure that it was made to agree with: `indicator`, `group`,
        `published`, `file`, the `tolerance` between the two, the `verdict` (``"within"`` or ``"outside"``), and where
        they are known the `population`'s own value, the `standard_error` and the `source`; empty for a table.
    conflicts
        Where sources disagree: what it is `about`, the `figures`, the one that is `followed`, and `why`.
    not_compared
        Published `figures` that the data were not compared with, and `why`.
    coverage
        How often intervals from other draws cover the truth: `quantity`, `truth`, `samples`, `covered_percent`, and
        `level`, the percent that should.
    """

    name: str
    title: str
    kind: str
    summary: str
    source: str
    licence: str
    cite: str
    file: str
    sha256: str
    size: dict[str, int]
    design: dict[str, str] = field(default_factory=dict)
    seed: int | None = None
    columns: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False, compare=False)
    calibration: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False, compare=False)
    conflicts: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False, compare=False)
    not_compared: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False, compare=False)
    coverage: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False, compare=False)

    def __repr__(self) -> str:
        return self._text

    __str__ = __repr__

    def _repr_html_(self) -> str:
        return self._page

    @cached_property
    def _text(self) -> str:
        return card_as_text(self)

    @cached_property
    def _page(self) -> str:
        return card_as_html(self)


def card(name: str) -> Card:
    """Return the data card of a data set.

    Parameters
    ----------
    name
        Name of a data set, see `datasets`.

    Returns
    -------
    Card
        Shows itself as text with ``print``, and as a page at the end of a notebook cell. It is the same object each
        time: copy a table of it before you change the table.

    Raises
    ------
    labkit.errors.OptionError
        If there is no data set of that name.
    labkit.errors.DataError
        If the card cannot be read or is incomplete.

    Examples
    --------
    >>> import labkit as lk
    >>> lk.card("lfs").kind
    'synthetic'
    >>> lk.card("lfs").columns.loc["age", "unit"]
    'years'
    """
    if name not in _cards and name not in (known := data_set_names()):
        raise OptionError(
            f"There is no data set {name!r}.",
            where=f"load({name!r}) or card({name!r})",
            got=repr(name),
            expected=" or ".join(repr(one) for one in known),
            hint=did_you_mean(name, known) or "labkit.datasets() lists them.",
        )
    content = read_card(name)
    made = _cards.get(name)
    if made is None or made[0] is not content:
        made = _cards[name] = content, _card_from(name, content)
    return made[1]


_cards: dict[str, tuple[dict[str, Any], Card]] = {}
"""The cards asked for so far, with the content of the file that each was made from."""


def _card_from(name: str, content: dict[str, Any]) -> Card:
    missing = [key for key in (*_TEXTS, "size", "columns") if key not in content]
    if missing:
        raise DataError(
            f"The card of data set {name!r} is incomplete.",
            where=f"datasets/{name}/card.toml",
            got=f"no {', '.join(missing)}",
            hint="Every card has: " + ", ".join((*_TEXTS, "size", "columns")) + ".",
        )
    described = {
        column: {name: entry.get(name, "") for name in _COLUMN_FIELDS} for column, entry in content["columns"].items()
    }
    texts: dict[str, Any] = {key: str(content[key]).strip() for key in _TEXTS}
    return Card(
        name=name,
        **texts,
        size=dict(content["size"]),
        design=dict(content.get("design", {})),
        seed=content.get("seed"),
        columns=pd.DataFrame.from_dict(described, orient="index"),
        calibration=with_verdict(
            content.get("calibration", []), content.get("tolerance", {}), where=f"datasets/{name}/card.toml"
        ),
        conflicts=pd.DataFrame(content.get("conflict", [])),
        not_compared=pd.DataFrame(content.get("not_compared", [])),
        coverage=pd.DataFrame(content.get("coverage", [])),
    )


def datasets() -> pd.DataFrame:
    """List the data sets that come with labkit.

    Returns
    -------
    pandas.DataFrame
        One row per data set: `name`, `title`, `kind` (``"synthetic"`` or ``"published"``), `rows`, `licence`.

    Raises
    ------
    labkit.errors.DataError
        If a card cannot be read or is incomplete.

    Examples
    --------
    >>> import labkit as lk
    >>> lk.datasets().columns.tolist()
    ['name', 'title', 'kind', 'rows', 'licence']
    """
    cards = [card(name) for name in data_set_names()]
    rows = [(c.name, c.title, c.kind, c.size["rows"], c.licence) for c in cards]
    return pd.DataFrame(rows, columns=["name", "title", "kind", "rows", "licence"])

"""Who the young people not in employment, education or training are."""

from __future__ import annotations

from typing import Any, Literal, get_args

import pandas as pd

from labkit.errors import one_of
from labkit.labour.attachment import labour_market_attachment
from labkit.labour.indicators import EMPLOYED, UNEMPLOYED, YOUNGEST_YOUTH, of_working_age, young_people
from labkit.labour.status import ATTACHMENTS, Standard
from labkit.labour.vintage import described
from labkit.survey import Survey
from labkit.survey.answers import answers, known_words, said
from labkit.survey.records.columns import By, column

Split = Literal["attachment", "reason"]
KINDS = (UNEMPLOYED, *ATTACHMENTS)


def neet_composition(
    survey: Survey, by: By = None, *, split: Split = "attachment", standard: Standard = "icls19", level: float = 0.95
) -> pd.DataFrame:
    r"""Estimate who the young people in NEET are, in percent of them.

    .. math:: 100 \cdot \frac{\text{NEET of one kind}}{\text{NEET}}

    NEET are people aged 15 to 24 who are not employed and not attending (`neet_rate`). Split by *attachment*, they are
    unemployed, or outside the labour force and more or less near to it (`labour_market_attachment`). Split by *reason*,
    it is the reason why those who did not look for work did not: the unemployed are then not in it.

    Parameters
    ----------
    survey, by, standard, level
        As for `neet_rate`.
    split
        ``"attachment"`` or ``"reason"`` (column ``why_not_looking``, of those who did not look).

    Returns
    -------
    pandas.DataFrame
        The `by` columns, ``category``, then ``estimate`` (percent of the group's NEET; with ``"reason"``, of those who
        gave one), ``se, ci_low, ci_high, cv, df, n, flag``. The categories of a group add up to 100.

    Raises
    ------
    ColumnError, OptionError
        As `neet_rate`; or `split` is not known.

    Examples
    --------
    >>> import labkit as lk
    >>> table = neet_composition(lk.load("lfs"), by="sex")
    >>> table.groupby("sex", observed=True)["estimate"].sum().round(6).tolist()
    [100.0, 100.0]
    """
    one_of("split", split, get_args(Split), where="neet_composition")
    young = young_people(survey, where="neet_composition")
    youth, status, facts = of_working_age(young, YOUNGEST_YOUTH, "strict", standard)
    inside = ~status.eq(EMPLOYED) & said(youth.frame, "attending", "no", where="neet_composition")
    neet, status = youth.filter(inside), status[inside]
    if split == "reason":
        kinds = _reasons(neet.frame)
    else:
        near = labour_market_attachment(neet.frame, standard=standard).astype(object)
        found = near.where(~status.eq(UNEMPLOYED), UNEMPLOYED)
        kinds = pd.Series(pd.Categorical(found, categories=pd.Index(KINDS)), index=found.index)
    table = neet.assign(kind_=kinds).share("kind_", by, level=level)
    return described(table, indicator="neet_composition", **facts)


def _reasons(frame: pd.DataFrame) -> pd.Series[Any]:
    """Return the reasons for not looking, whatever their capitals and outer blanks; a survey may have its own."""
    name, where = "why_not_looking", "neet_composition"
    words = {word.casefold(): word for word in known_words(name, ())}
    for own in map(str, column(frame, name, where=where).dropna().unique()):
        words.setdefault(own.strip().casefold(), own.strip())
    return answers(frame, name, tuple(filter(None, words.values())), where=where)

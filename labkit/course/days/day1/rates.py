"""One survey, three unemployment rates: the rules of lesson 1.1 beside each other, and in a sentence."""

from __future__ import annotations

import pandas as pd

from labkit import labour, words
from labkit.course.lesson import say
from labkit.errors import one_of
from labkit.survey import Survey

RULES = {
    "strict": "has no work, looked for it (or has a job that starts soon), and could start now",
    "relaxed": "has no work, wants it, and could start now",
}


def three_rates(survey: Survey) -> pd.DataFrame:
    """Estimate the unemployment rate by three rules, one row each, with the column ``rule`` in front.

    The rules are the strict definition of the 19th ICLS (2013), the relaxed one (a national variant: the 19th ICLS
    has none), and the strict one of the 13th (1982).

    Parameters
    ----------
    survey
        A survey with the answers of `labkit.labour.labour_force_status`, own-use production work among them.

    Examples
    --------
    >>> import labkit as lk
    >>> three_rates(lk.load("lfs"))["rule"].tolist()
    ['strict, rule of 2013', 'relaxed, national variant', 'strict, rule of 1982']
    """
    rate = labour.unemployment_rate
    tables = {
        "strict, rule of 2013": rate(survey),
        "relaxed, national variant": rate(survey, definition="relaxed"),
        "strict, rule of 1982": rate(survey, standard="icls13"),
    }
    rows = [table.assign(rule=name) for name, table in tables.items()]
    found = pd.concat(rows, ignore_index=True)[["rule", *rows[0].columns.drop("rule")]]
    found.attrs = {name: value for name, value in rows[0].attrs.items() if name in ("source", "level")}
    return found


def say_rate(survey: Survey, place: str, definition: str) -> None:
    """Say the unemployment rate by a definition as one sentence: of whom, by which rule, with its interval.

    Parameters
    ----------
    survey
        The people.
    place
        Their country or province, for the sentence.
    definition
        ``"strict"`` or ``"relaxed"``.

    Raises
    ------
    OptionError
        There is no such definition.
    """
    one_of("definition", definition, tuple(RULES), where="say_rate")
    rate = labour.unemployment_rate(survey, definition=definition)  # type: ignore[arg-type]
    say(
        f"In {place}, **{words.share(rate)}** of the labour force are unemployed by the *{definition}* rule: "
        f"who {RULES[definition]}."
    )

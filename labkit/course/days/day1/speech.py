"""The group case of day 1: a sentence about unemployment in two years, judged by the change under one definition."""

from __future__ import annotations

import re
from typing import Any, Literal

import pandas as pd

from labkit import labour, words
from labkit.data import load
from labkit.survey import Survey
from labkit.survey.running import Estimator

Claim = Literal["fell", "rose", "the same", "not known", "both", ""]

_NOT_KNOWN = (
    r"(can ?not|can't|could not|do not|don't|does not|doesn't) (tell|say|know|show|see|prove)"
    r"|(can ?not|can't) be (shown|told|said|known|proven|seen)|no (clear )?(change|difference) (can|could) be"
    r"|not (known|clear|shown|proven|certain)|unclear|unknown|no clear change"
)
_SAME = (
    r"(did|has|have|was|is|were|does) ?(not|n't) (change|fall|fallen|rise|risen|increase|decrease|decline|go)"
    r"|unchanged|the same|stable|stayed|remain|no change|constant"
)
_FELL = r"\bf(e|a)ll|declin|decreas|drop|lower|\bdown\b|reduc|halv|shr[aiu]nk|improv"
_ROSE = r"\brose\b|\bris(e|en|ing|es)\b|increas|higher|\bup\b|\bgr(e|o)w"
_NUMBER = r"\d{1,2}(?:[.,]\d+)?"
_INTERVAL = re.compile(rf"\(\s*{_NUMBER} ?%? ?(?:to|-|–) ?{_NUMBER}|between {_NUMBER} ?(?:%|percent)? ?and {_NUMBER}")
_STEP = re.compile(
    rf"from ({_NUMBER}) ?(?:%|percent|per cent)?(?: in \d{{4}})?,? to ({_NUMBER})(?![\d])", flags=re.IGNORECASE
)
_NAMED = re.compile(r"strict|relaxed|definition|look(ed|ing)? for|search|international standard", flags=re.IGNORECASE)


def two_surveys(draw: int = 0) -> tuple[Survey, Survey]:
    """Return the course's surveys of 2012 and of 2019, the whole country: the speech is about the country.

    Parameters
    ----------
    draw
        0 for the surveys that come with the course; another number for other samples of both.

    Examples
    --------
    >>> earlier, later = two_surveys()
    >>> len(earlier.frame) < len(later.frame)
    True
    """
    return load("lfs2012", draw=draw or None), load("lfs", draw=draw or None)


def by_year(estimator: Estimator, earlier: Survey, later: Survey, **options: Any) -> pd.DataFrame:
    """Estimate a figure in both years, one row each, with the column ``year`` in front.

    Parameters
    ----------
    estimator
        An indicator, such as `labkit.labour.unemployment_rate`.
    earlier, later
        The surveys of 2012 and 2019.
    **options
        Passed on to the indicator.

    Examples
    --------
    >>> by_year(labour.participation_rate, *two_surveys())["year"].tolist()
    ['2012', '2019']
    """
    tables = {"2012": estimator(earlier, **options), "2019": estimator(later, **options)}
    both = pd.concat([table.assign(year=year) for year, table in tables.items()], ignore_index=True)
    sources = [str(table.attrs.get("source", "")) for table in tables.values()]
    both.attrs = {**tables["2019"].attrs, "source": "; ".join(each for each in dict.fromkeys(sources) if each)}
    return both[["year", *next(iter(tables.values())).columns]]


def added_by_the_relaxed_rule(survey: Survey) -> Survey:
    """Return the people whom the relaxed rule counts as unemployed, and the strict rule does not.

    Parameters
    ----------
    survey
        A survey with the answers of `labkit.labour.labour_force_status`, and ``wants_work``.

    Examples
    --------
    >>> added = added_by_the_relaxed_rule(two_surveys()[1])
    >>> bool(added.frame["looked_for_work"].eq("yes").any())
    False
    """
    strict, relaxed = (
        labour.labour_force_status(survey.frame, definition=rule).astype(object) for rule in ("strict", "relaxed")
    )
    return survey.filter(relaxed.eq("unemployed") & ~strict.eq("unemployed"))


def claim_of(sentence: str) -> Claim:
    """Find the direction that a sentence claims.

    Parameters
    ----------
    sentence
        Plain English about one change.

    Returns
    -------
    str
        ``"fell"``, ``"rose"``, ``"the same"``, ``"not known"``; ``"both"`` where fell and rose stand in one sentence,
        and an empty text where no word of a direction is found.

    Examples
    --------
    >>> claim_of("Unemployment fell."), claim_of("No change can be shown."), claim_of("It did not fall.")
    ('fell', 'not known', 'the same')
    """
    text = sentence.lower().replace("’", "'")
    if re.search(_NOT_KNOWN, text):
        return "not known"
    if re.search(_SAME, text):
        return "the same"
    fell, rose = re.search(_FELL, text), re.search(_ROSE, text)
    if fell and rose:
        return "both"
    return "fell" if fell else "rose" if rose else ""


def judge(sentence: str, change: pd.DataFrame, definition: str) -> str:
    """Say whether the two surveys support a sentence about unemployment, under one definition for both years.

    Parameters
    ----------
    sentence
        The sentence of a group.
    change
        The one row of ``labkit.compare.change(labkit.labour.unemployment_rate, …)``.
    definition
        Under which it was computed.

    Returns
    -------
    str
        Markdown: the figures, whether the direction is supported, and whether definition and intervals are named.

    Examples
    --------
    >>> row = {"estimate": -0.1, "ci_low": -0.4, "ci_high": 0.2, "flag": "", "p_value": 0.3}
    >>> row |= {"earlier_value": 1.3, "later_value": 1.2}
    >>> print(judge("Unemployment fell.", pd.DataFrame([row]), "strict").splitlines()[2])
    * **Not supported.** The sentence says that it fell. Zero is inside the interval: it may have fallen or risen.
    """
    row = words.one_row(change)
    truth: Claim = "fell" if row["ci_high"] < 0 else "rose" if row["ci_low"] > 0 else ""
    named = bool(_NAMED.search(sentence))
    intervals = len(_INTERVAL.findall(sentence.lower()))
    lines = [
        f"**Under the {definition} definition in both years:** {row['earlier_value']:.2f} percent in 2012, "
        f"{row['later_value']:.2f} percent in 2019. In 2019 it is {words.difference(change, digits=2)} "
        f"{'than' if truth else 'compared with'} 2012.",
        "",
        f"* {_verdict(claim_of(sentence), truth)}",
        *_step(sentence, row),
        "* The definition is named." if named else "* **No definition is named.** Unemployed by which rule?",
        (
            "* It gives an interval."
            if intervals
            else "* **It gives no interval.** Write it in brackets behind the figure, as in the sheets."
        ),
    ]
    return "\n".join(lines)


def _step(sentence: str, row: dict[str, Any]) -> list[str]:
    """Say whether the step "from … to …" of a sentence lies in the interval of the change; nothing without a step."""
    found = _STEP.search(sentence)
    if found is None:
        return []
    first, last = (float(number.replace(",", ".")) for number in found.groups())
    if row["ci_low"] - 0.05 <= last - first <= row["ci_high"] + 0.05:
        return []
    return [
        f"* **The figures do not fit.** From {first:g} to {last:g} is a step of {last - first:+.1f} points. By this "
        "definition, such a step is outside the interval of the change. By which definition is each of the two figures?"
    ]


def _verdict(claim: Claim, truth: Claim) -> str:
    """Hold a claim against the direction that the interval allows; an empty truth is an interval with zero."""
    if claim == "":
        return "**No direction is found.** Write *fell*, *rose*, or *no change can be shown*."
    if claim == "both":
        return "**Two directions.** The sentence says *fell* and *rose*. Judge one sentence at a time."
    if claim == "not known":
        if truth:
            return f"**Too careful.** Zero is outside the interval: by this definition it {truth}."
        return "**Supported.** Zero is inside the interval, so no change can be shown."
    if claim == truth:
        return f"**Supported.** It {truth}: zero is outside the interval."
    if truth:
        return f"**Contradicted.** Zero is outside the interval: by this definition it {truth}."
    if claim == "the same":
        return (
            "**Not supported.** Zero is inside the interval. This does not prove that nothing changed: a change may be "
            "hidden in it."
        )
    open_end = "Zero is inside the interval: it may have fallen or risen."
    return f"**Not supported.** The sentence says that it {claim}. {open_end}"

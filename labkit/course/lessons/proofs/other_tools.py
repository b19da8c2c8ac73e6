"""What lessons show of Excel and Stata: the lines, and the few forms that they may have.

A form that is not listed here is not shown in a lesson: people copy these lines into their work, and nobody but the
tests replays them. `labkit check` reads each line; the tests compute them on a small table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from labkit.course.lessons.proofs.formulas import excel, stata

_SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_STATA_WORDS = (
    "svy", "svyset", "gen", "generate", "replace", "mean", "total", "regress", "logit", "margins", "lincom", "nlcom",
    "_pctile", "collapse", "egen", "glm", "oaxaca", "oaxaca_rif", "ssc", "power", "estat", "import", "list", "append",
    "merge", "drop", "keep", "tabulate", "summarize", "poisson", "xtset", "bysort", "by",
)  # fmt: skip
_NAMES = r"[\w.#*]+(?: [\w.#*]+)*"
_SVY = r"svy(?:, subpop\((?P<subpop>\w+|if [^()]+)\))?: "
_FORMS = (
    r"svyset psu \[pw=weight\], strata\(stratum\)",
    _SVY + r"(?P<statistic>mean|total|proportion) (?P<variable>\w+)(?:, over\((?P<over>\w+(?: \w+)*)\))?",
    _SVY + rf"(?:regress|logit) {_NAMES}",
    r"(?:gen|generate|replace) (?P<made>\w+) ?= ?(?P<expression>(?:(?! if ).)+?)(?: if (?P<condition>.+))?",
    r"margins, dydx\(\*\) subpop\(\w+\) vce\(unconditional\)",
    r"_pctile \w+ \[pw=weight\], p\([\d ]+\)",
    r"collapse (?:\((?:sum|rawsum|mean)\) [\w=]+(?: [\w=]+)* ?)+(?:\[pw=weight\])?(?: ?if (?P<condition>[^,]+))?"
    rf", by\({_NAMES}\)",
    rf"egen \w+ = group\({_NAMES}\)",
    r"(?:lincom|nlcom) [-+*/() 0-9]*_b\[[^\]]+\](?:[-+*/() 0-9]*_b\[[^\]]+\])*\)?",
    rf"glm \w+ {_NAMES}, family\(poisson\) link\(log\) exposure\(\w+\) scale\(x2\) eform",
    rf"oaxaca {_NAMES}, by\(\w+\) pooled svy",
    r"power oneproportion",
    r"estat effects",
    r"ssc install \w+",
    r"import delimited \S+\.csv",
    r"list \w+(?: \w+)* if (?P<condition>.+)",
)


@dataclass(frozen=True)
class Line:
    """A line that a lesson shows: of ``"Excel"`` or ``"Stata"``, and for Stata the parts of its form."""

    tool: str
    text: str
    parts: dict[str, str]


def lines(cell: Any) -> Iterator[str]:
    """Yield the formulas of Excel and the commands of Stata in a cell of text, in their order."""
    if cell.cell_type != "markdown" or not re.search("Stata|Excel", cell.source):
        return
    for span in _SPAN.findall(cell.source):
        text = " ".join(span.split())
        word = re.match(r"[\w]+", text)
        several = word and word[0] in _STATA_WORDS and re.search(r"[ :,]", text)
        if (text.startswith("=") or several) and "…" not in text:
            yield text


def read(text: str) -> Line:
    """Return a line as one of the known forms; a SyntaxError says what is not understood."""
    if text.startswith("="):
        excel(text)
        return Line("Excel", text, {})
    for form in _FORMS:
        match = re.fullmatch(form, text)
        if match:
            parts = {name: part for name, part in match.groupdict().items() if part is not None}
            for name in ("expression", "condition"):
                if name in parts:
                    stata(parts[name])
            if parts.get("subpop", "").startswith("if "):
                stata(parts["subpop"].removeprefix("if "))
            return Line("Stata", text, parts)
    if re.match(r"svy\b.*:.* if ", text):
        raise SyntaxError("`svy … if` drops records and makes the interval wrong: write svy, subpop(…)")
    raise SyntaxError("this form is not one of those that lessons use")

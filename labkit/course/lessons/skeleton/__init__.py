"""The lesson that ``labkit new lesson`` begins with: it keeps every rule, runs, and is replaced section by section."""

from __future__ import annotations

import hashlib
from typing import Any

from labkit.course.lessons.days import Day

_PARAMETERS = (
    """\
# Which data, which province, which sample. Change nothing for now.
dataset = "lfs"
province = "all"
draw = 0
# For a survey of your own only: its form ("ilo", "gld" or a mapping), and its names in the text.
schema = ""
country = ""
source = \""""
    + '"'
)
_SAY = """\
rate = lk.labour.participation_rate(lfs)
say(f"In {place}, {lk.words.share(rate)} of the people aged 15 and over work or look for work.")"""
_SYNTHETIC = """\
**This survey is synthetic.** A program made it, and nobody in it is real. Practise on it, and never quote its numbers
as facts about Cambodia. `lk.card("lfs")` shows how it was made."""
_OWN = "**This is your own survey: {source}.** The figures on this page are computed from its records."


def skeleton(number: str, title: str, question: str, day: Day) -> Any:
    """Return the notebook of a new lesson.

    Parameters
    ----------
    number, title, question
        Of the lesson.
    day
        The day that it belongs to.
    """
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    cells = []
    for place, (kind, source, metadata) in enumerate(_cells(number, title, question, day)):
        made = new_code_cell if kind == "code" else new_markdown_cell
        cell = made(source, metadata=metadata)  # type: ignore[no-untyped-call]
        cell.id = hashlib.sha256(f"{number} {place}".encode()).hexdigest()[:8]
        cells.append(cell)
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    about = {"lesson": number, "title": title, "question": question}
    return new_notebook(  # type: ignore[no-untyped-call]
        cells=cells, metadata={"kernelspec": kernel, "labkit": about, "language_info": {"name": "python"}}
    )


def _cells(number: str, title: str, question: str, day: Day) -> list[tuple[str, str, dict[str, Any]]]:
    top = f"# {number} {title}\n\n**Day {day.name.removeprefix('day')}: {day.question}**\n\n"
    facilitator, task = {"tags": ["facilitator"]}, {"tags": ["your-turn"]}

    def minutes(count: int, **more: Any) -> dict[str, Any]:
        return {"labkit": {"minutes": count, **more}}

    return [
        ("text", f"{top}> **Question of this lesson.** {question}", {}),
        (
            "text",
            "## What you will be able to do\n\nAfter this lesson you can\n\n1. read one rate with its interval;\n"
            "2. say of whom it speaks.\n\n**How to use this page.** Click on a grey cell and press **Shift + Enter**. "
            'If you come late, `catch_up("first")` brings you to the section with this word in its heading.',
            minutes(5),
        ),
        (
            "text",
            "**For the facilitator**\n\n**Talking point.** Ask the room for a guess, and write it down.",
            facilitator,
        ),
        ("code", _PARAMETERS, {"tags": ["parameters"]}),
        (
            "code",
            "import labkit as lk\nfrom labkit.course.lesson import catch_up, open_survey, published, say\n\n"
            "lfs, place = open_survey(dataset, province, draw, schema=schema, country=country)\nlfs",
            {},
        ),
        ("text", _SYNTHETIC, {"labkit": {"brought": _OWN}}),
        (
            "text",
            "## The first analysis\n\nOne line gives the rate, and its interval.",
            minutes(15, needs=["age", "sex"]),
        ),
        ("code", "lk.labour.participation_rate(lfs)", {}),
        ("code", _SAY, {"jupyter": {"source_hidden": True}}),
        (
            "text",
            "**Your turn.** Guess first: is the rate of women higher or lower? Then write `sex` in place of the blank.",
            task,
        ),
        ("code", 'lk.labour.participation_rate(lfs, by="___")', {"labkit": {"fill_in": ["sex"]}}),
        ("text", "**For the facilitator**\n\n**Timing.** The first run takes a moment. Say so.", facilitator),
        (
            "text",
            "**The same in Stata.** Declare the design once with svyset. Then take the mean of a column of 1 and 0, "
            "among adults only.\n\n**In Excel.** Put 1 or 0 into a column, then divide the sum of weight times the "
            "column by the sum of the weights.",
            {},
        ),
        ("text", "## The second analysis\n\nReplace this section too.", minutes(20)),
        (
            "text",
            "## Discussion\n\nWhat does the figure mean for the question of this lesson? Talk in fours.",
            minutes(12),
        ),
        ("text", "**For the facilitator**\n\n**Who speaks first.** The youngest in service begins.", facilitator),
        ("text", "## What this does not show\n\nA rate does not show a cause.", minutes(3)),
        (
            "text",
            "## Quiz\n\n1. Of whom does the rate speak?\n   * A: of all people\n   * B: of people aged 15 and over",
            minutes(5),
        ),
        ("text", "**For the facilitator**\n\n**Answers.** 1 B.", facilitator),
        (
            "code",
            'assert (lfs.frame["age"] < 15).any()  # 1 B: there are others',
            {"tags": ["proof"]},
        ),
        (
            "text",
            "## Key points\n\n* A rate has a denominator: say it.\n\n**Sources.** International Conference of Labour "
            "Statisticians, 19th, 2013.",
            minutes(5),
        ),
    ]

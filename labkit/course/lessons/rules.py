"""What a lesson must have: the rules that ``labkit check`` and the tests hold each lesson to, with the remedy.

Each rule is a function from a lesson to the breaches that it finds; `RULES` lists them with what they want, as
CONTRIBUTING shows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from labkit.course.lessons.days import read_day
from labkit.course.lessons.editions import PROOF
from labkit.course.lessons.fill_in import answers_of, blanks_in
from labkit.course.lessons.proofs import other_tools
from labkit.course.lessons.proofs.proving import broken_proofs
from labkit.course.lessons.proofs.sentences import disagreements
from labkit.course.lessons.reading import Lesson, tags
from labkit.course.lessons.sections import LEVEL, headings, section_of, sections
from labkit.course.support import plain_language

PARTS = (
    "## What you will be able to do",
    "## Discussion",
    "## What this does not show",
    "## Quiz",
    "## Key points",
    "**Sources.**",
)
"""What stands in every lesson's text, in this order at the end."""

_FIGURE = re.compile(r"\d+([.,]\d+)? ?(percent|%|million|thousand)")
_ALLOWED = {"100 percent", "95 percent"}  # in definitions
_ANSWER = re.compile(r"\*\*(?:Answers?|Model answer)\b", flags=re.IGNORECASE)
_MINUTES = (60, 90)
_MOST_LINES, _LONGEST_LINE = 4, 90


@dataclass(frozen=True)
class Breach:
    """A rule that a lesson or an exercise breaks: in which cell, what is wrong, and the remedy."""

    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}\n    → {self.remedy}"


def breaches(lesson: Lesson) -> list[Breach]:
    """Return every rule that a lesson breaks, in the order of `RULES`; nothing is run."""
    return [breach for rule in RULES for breach in rule(lesson)]


def cell_name(lesson: Lesson, cell: Any) -> str:
    """Return how a person finds a cell: its number, and its first line."""
    number = next(place for place, other in enumerate(lesson.notebook.cells, start=1) if other is cell)
    first = next((line for line in cell.source.splitlines() if line.strip()), "empty")
    return f"cell {number} ({first[:50]})"


def named_rightly(lesson: Lesson) -> Iterator[Breach]:
    """Give number, folder, file name and first heading the same number and title."""
    name = f"{lesson.path.parent.name}/{lesson.path.name}"
    wanted = f"{lesson.day}/{lesson.id}-"
    if not name.startswith(wanted):
        yield Breach(name, f"the metadata say lesson {lesson.id}", f"move it to notebooks/{wanted}short-name.ipynb")
    top = next(((cell, each) for cell in lesson.notebook.cells for each in headings(cell) if each.level == 1), None)
    heading = f"{lesson.id} {lesson.title}"
    if top is None or top[1].words != heading:
        where = cell_name(lesson, top[0]) if top else "cell 1"
        said = f"the heading is “{top[1].words}”" if top else "there is no heading"
        yield Breach(where, said, f"write: # {heading}  (number and title as in the notebook's metadata)")


def day_and_question(lesson: Lesson) -> Iterator[Breach]:
    """Say the day's question and the lesson's question at the top, word for word."""
    day = read_day(lesson.path.parent)
    first = lesson.notebook.cells[0].source.replace("\n> ", " ") if lesson.notebook.cells else ""
    number = lesson.day.removeprefix("day")
    if day.question and f"Day {number}: {day.question}" not in first:
        yield Breach("cell 1", "the day's question is missing", f"write: **Day {number}: {day.question}**")
    if not lesson.question:
        yield Breach("notebook metadata", "no question", '{"labkit": {"question": "…"}}')
    elif lesson.question not in _prose(lesson).replace("\n> ", " "):
        yield Breach("cell 1", "the lesson's question is not there as in the metadata", f"write: {lesson.question}")


def minutes(lesson: Lesson) -> Iterator[Breach]:
    """Give minutes at the headings of sections, 60 to 90 in all."""
    cells = lesson.notebook.cells
    for cell in cells:
        given = (cell.metadata.get("labkit") or {}).get("minutes", 0)
        if isinstance(given, bool) or not isinstance(given, int) or given < 0:
            yield Breach(cell_name(lesson, cell), f"minutes = {given!r}", "a whole number, such as 10")
            return
        if given and not any(each.level == LEVEL for each in headings(cell)):
            yield Breach(cell_name(lesson, cell), "minutes, but no heading of a section", "put them at the ## heading")
        if sum(each.level == LEVEL for each in headings(cell)) > 1:
            yield Breach(cell_name(lesson, cell), "two sections in one cell", "split the cell before the second ##")
    total = sum(section.minutes for section in sections(cells))
    if not _MINUTES[0] <= total <= _MINUTES[1]:
        remedy = f'{_MINUTES[0]} to {_MINUTES[1]} in all: {{"labkit": {{"minutes": 10}}}} at the ## headings'
        yield Breach("minutes", f"the minutes of the headings add up to {total}", remedy)


def all_parts(lesson: Lesson) -> Iterator[Breach]:
    """Have the parts that every lesson has, and call the survey synthetic."""
    prose = _prose(lesson)
    for part in PARTS:
        if part not in prose:
            yield Breach("text", f"“{part}” is missing", "add it, with these very words")
    if "synthetic" not in prose:
        yield Breach("text", "nothing says that the survey is synthetic", "say it where the survey is opened")
    for tool in ("The same in Stata", "n Excel"):
        if tool not in prose:
            yield Breach("text", f"nothing says how this is done in {tool.split()[-1]}", "add **The same in …**")


def tagged(lesson: Lesson) -> Iterator[Breach]:
    """Have one cell of parameters, two tasks or more, and four cells or more for the facilitator."""
    found = [tag for cell in lesson.notebook.cells for tag in tags(cell)]
    found += ["your-turn" for cell in lesson.notebook.cells if answers_of(cell) and "your-turn" not in tags(cell)]
    for tag, least, most in (("parameters", 1, 1), ("your-turn", 2, 999), ("facilitator", 4, 999)):
        count = found.count(tag)
        if not least <= count <= most:
            wanted = f"{least}" if least == most else f"{least} or more"
            yield Breach("tags", f"{count} cells with the tag {tag!r}", f"{wanted}: Property Inspector, Cell Tags")


def blanks_have_answers(lesson: Lesson) -> Iterator[Breach]:
    """Give each blank of a fill-in line its answer in the cell's metadata."""
    for cell in lesson.notebook.cells:
        blanks = blanks_in(cell.source) if cell.cell_type == "code" else 0
        if blanks != len(answers_of(cell)):
            said = f"{blanks} blanks ___ and {len(answers_of(cell))} answers"
            yield Breach(cell_name(lesson, cell), said, '{"labkit": {"fill_in": ["sex"]}}: one answer for each blank')


def answers_are_proven(lesson: Lesson) -> Iterator[Breach]:
    """Prove each answer that states a figure, a direction or a rule in a cell of code below it, or say why not."""
    cells = lesson.notebook.cells
    for place, cell in enumerate(cells):
        is_answer = cell.cell_type == "markdown" and tags(cell) & {"facilitator", "solution"}
        if not is_answer or not _ANSWER.search(cell.source) or (cell.metadata.get("labkit") or {}).get("no_proof"):
            continue
        below = next((other for other in cells[place + 1 :] if other.cell_type == "code"), None)
        if below is None or not tags(below) & {PROOF, "facilitator", "solution"}:
            remedy = (
                "add a code cell below it with the tag proof and an assert for each answer, or metadata "
                '{"labkit": {"no_proof": "why none is needed"}}'
            )
            yield Breach(cell_name(lesson, cell), "its answers are proven by no cell", remedy)


def proofs_hold_for_the_words(lesson: Lesson) -> Iterator[Breach]:
    """Let the words say what their proof expects of them: see `stated` in CONTRIBUTING."""
    for cell, expected in broken_proofs(lesson.notebook.cells):
        remedy = "read the answer again: mend it, or the proof if the answer is right"
        yield Breach(cell_name(lesson, cell), f"the text above does not hold: {expected}", remedy)


def short_code(lesson: Lesson) -> Iterator[Breach]:
    """Show trainees code of four lines at most, each of 90 letters at most, and facilitators none of a sentence."""
    for cell in lesson.notebook.cells:
        hidden = cell.metadata.get("jupyter", {}).get("source_hidden")
        theirs = tags(cell) & {"facilitator", "solution"}
        if cell.cell_type == "code" and theirs and not hidden and "say(" in cell.source:
            remedy = 'hide it: metadata {"jupyter": {"source_hidden": true}}'
            yield Breach(cell_name(lesson, cell), "code of a facilitator's sentence would be printed", remedy)
        if cell.cell_type != "code" or hidden or tags(cell) & {"solution", "parameters", "facilitator", PROOF}:
            continue
        if cell.source.startswith("my_"):  # a list to fill in
            continue
        lines = [line for line in cell.source.splitlines() if line and not line.startswith(("import", "from", "#"))]
        advice = 'shorten it, or hide it if it only writes a sentence: {"jupyter": {"source_hidden": true}}'
        if len(lines) > _MOST_LINES:
            yield Breach(cell_name(lesson, cell), f"{len(lines)} lines of code", advice)
        if max(map(len, lines), default=0) > _LONGEST_LINE:
            yield Breach(cell_name(lesson, cell), f"a line of more than {_LONGEST_LINE} letters", advice)


def known_forms(lesson: Lesson) -> Iterator[Breach]:
    """Show lines of Excel and Stata in the few forms that the tests replay: see `proofs.other_tools`."""
    for cell in lesson.notebook.cells:
        for line in other_tools.lines(cell):
            try:
                other_tools.read(line)
            except SyntaxError as error:
                remedy = "write it in a form that other lessons use: see labkit/course/lessons/proofs/other_tools.py"
                yield Breach(cell_name(lesson, cell), f"`{line}`: {error.msg}", remedy)


def sentences_fit_their_tables(lesson: Lesson) -> Iterator[Breach]:
    """Print the row and the column that a sentence speaks of: women's row for women, both ends of an interval."""
    for cell in lesson.notebook.cells:
        for what in disagreements(cell.source) if cell.cell_type == "code" else ():
            yield Breach(cell_name(lesson, cell), what, "let the words and the row or column that is printed agree")


def quizzes_are_proven(lesson: Lesson) -> Iterator[Breach]:
    """Write the verdicts of the quiz once more into a proof cell below it: ``assert stated.begins("No.", "B.")``."""
    cells = lesson.notebook.cells
    for place, cell in enumerate(cells):
        if section_of(cell) == "Quiz" and "</summary>" in cell.source:
            below = cells[place + 1 : place + 4]
            if not any(PROOF in tags(other) and "stated.begins(" in other.source for other in below):
                remedy = 'a proof cell below the quiz: assert stated.begins("No.", "B."), one verdict for each question'
                yield Breach(cell_name(lesson, cell), "its answers are proven by no cell", remedy)


def needs(lesson: Lesson) -> Iterator[Breach]:
    """Say what columns the sections need, so that a survey of one's own leaves out what it lacks."""
    import labkit

    wanted = {name for cell in lesson.notebook.cells for name in (cell.metadata.get("labkit") or {}).get("needs", [])}
    if not wanted:
        yield Breach("metadata", "no cell says what it needs", '{"labkit": {"needs": ["education"]}} at a heading')
    for lack in labkit.reading.lacks(labkit.load("lfs"), *sorted(wanted)):
        yield Breach("metadata", f"“needs”: {lack}", "names of columns, or of derived variables")


def no_typed_figures(lesson: Lesson) -> Iterator[Breach]:
    """Type no figure into prose: a cell with say(f"…") computes it. The day's question and quotations may hold one."""
    question = read_day(lesson.path.parent).question
    for cell in lesson.notebook.cells:
        if cell.cell_type == "markdown":
            text = cell.source.replace(question, "") if question else cell.source
            text = re.sub(r'"[^"\n]*"|“[^”]*”', "", text)
            for figure in sorted({match.group() for match in _FIGURE.finditer(text)} - _ALLOWED):
                yield Breach(cell_name(lesson, cell), f"“{figure}” is typed into prose", "compute it: say(f'…')")


def plain(lesson: Lesson) -> Iterator[Breach]:
    """Write short sentences of plain words."""
    for remark in plain_language.remarks(lesson.notebook.cells):
        yield Breach("text", remark, "say it in two sentences, with shorter words")


def stored_clean(lesson: Lesson) -> Iterator[Breach]:
    """Store notebooks without outputs, each cell with an id of its own."""
    for cell in lesson.notebook.cells:
        if cell.get("outputs") or cell.get("execution_count"):
            yield Breach(cell_name(lesson, cell), "it is stored with its output", "Edit, Clear Outputs of All Cells")
            break
    ids = [cell.get("id", "") for cell in lesson.notebook.cells]
    for twice in sorted({name for name in ids if ids.count(name) > 1}):
        yield Breach("cells", f"two cells have the id {twice!r}", "cut one and paste it again in JupyterLab")


RULES: tuple[Callable[[Lesson], Iterator[Breach]], ...] = (
    named_rightly, day_and_question, minutes, all_parts, tagged, blanks_have_answers, answers_are_proven,
    quizzes_are_proven, proofs_hold_for_the_words, sentences_fit_their_tables, short_code, known_forms, needs,
    no_typed_figures, plain, stored_clean,
)  # fmt: skip


def _prose(lesson: Lesson) -> str:
    return "\n".join(cell.source for cell in lesson.notebook.cells if cell.cell_type == "markdown")

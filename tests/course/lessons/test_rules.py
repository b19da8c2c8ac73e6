"""Every lesson keeps the rules; each rule is noticed when it is broken, in the right cell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from labkit.course.lessons.days import Day
from labkit.course.lessons.reading import Lesson, read_lesson
from labkit.course.lessons.rules import breaches
from labkit.course.lessons.skeleton import skeleton

ROOT = Path(__file__).parents[3]
LESSONS = sorted((ROOT / "notebooks").glob("day*/*.ipynb"))


@pytest.mark.parametrize("path", LESSONS, ids=lambda p: p.stem)
def test_every_lesson_keeps_every_rule(path: Path) -> None:
    assert [str(breach) for breach in breaches(read_lesson(path))] == []


@pytest.fixture
def lesson(tmp_path: Path) -> Lesson:
    folder = tmp_path / "day1"
    folder.mkdir()
    (folder / "day.toml").write_text('title = "One"\nquestion = "Why?"\n')
    notebook = skeleton("1.1", "A title", "What is it?", Day("day1", "One", "Why?"))
    return Lesson("1.1", "A title", "What is it?", folder / "1.1-a-title.ipynb", notebook)


def test_a_new_lesson_keeps_every_rule(lesson: Lesson) -> None:
    assert breaches(lesson) == []


def cell_with(lesson: Lesson, words: str):
    return next(cell for cell in lesson.notebook.cells if words in cell.source)


def exchange(old: str, new: str):
    def spoil(lesson: Lesson) -> None:
        cell = cell_with(lesson, old)
        cell.source = cell.source.replace(old, new)

    return spoil


def set_minutes(words: str, minutes: object):
    def spoil(lesson: Lesson) -> None:
        cell_with(lesson, words).metadata["labkit"] = {"minutes": minutes}

    return spoil


def tag(words: str, tags: list[str]):
    def spoil(lesson: Lesson) -> None:
        cell_with(lesson, words).metadata["tags"] = tags

    return spoil


def needs(lesson: Lesson) -> None:
    cell_with(lesson, "## The first").metadata["labkit"]["needs"] = ["no_such_column"]


def with_a_sentence_in_the_open(lesson: Lesson) -> None:
    cell_with(lesson, "by=").update(source='say("Look.")', metadata={"tags": ["facilitator"]})


def with_output(lesson: Lesson) -> None:
    cell_with(lesson, "by=")["execution_count"] = 3


LONG = "This sentence goes on " + "and on " * 30 + "to its end."


@pytest.mark.parametrize(
    ("spoil", "where", "what"),
    [
        (exchange("# 1.1 A title", "# 2.1 A title"), "cell 1", "the heading is “2.1 A title”"),
        (exchange("# 1.1 A title", "A title"), "cell 1", "there is no heading"),
        (exchange("**Day 1: Why?**", "**Day 2: Why?**"), "cell 1", "the day's question is missing"),
        (
            exchange("> **Question of this lesson.** What is it?", "> Why not?"),
            "cell 1",
            "not there as in the metadata",
        ),
        (set_minutes("## Quiz", 50), "minutes", "add up to 110"),
        (set_minutes("## Quiz", "5"), "cell", "minutes = '5'"),
        (set_minutes("**Your turn.**", 5), "cell", "no heading of a section"),
        (exchange("## Quiz", "## Quiz\n\nOne.\n\n## Another\n"), "cell", "two sections in one cell"),
        (exchange("## Key points", "## Points"), "text", "“## Key points” is missing"),
        (exchange("synthetic", "made up"), "text", "synthetic"),
        (exchange("**The same in Stata.**", "**Other tools.**"), "text", "Stata"),
        (tag("**Your turn.**", []), "tags", "1 cells with the tag 'your-turn'"),
        (tag("**Answers.**", []), "tags", "3 cells with the tag 'facilitator'"),
        (tag("# Which data", []), "tags", "0 cells with the tag 'parameters'"),
        (exchange('by="___")', 'by="___")\n1\n2\n3\n4'), "cell", "5 lines of code"),
        (exchange('by="___")', f'by="___"){" " * 90}# far right'), "cell", "more than 90 letters"),
        (exchange('by="___"', 'by="sex"'), "cell", "0 blanks ___ and 1 answers"),
        (tag("(lfs.frame", []), "cell", "proven by no cell"),
        (needs, "metadata", "no_such_column"),
        (exchange("A rate does not", "68 percent do not"), "cell", "“68 percent” is typed into prose"),
        (exchange("A rate does not show a cause.", LONG), "text", "A sentence of"),
        (with_output, "cell", "stored with its output"),
        (with_a_sentence_in_the_open, "cell", "code of a facilitator's sentence"),
    ],
)
def test_a_broken_rule_is_named_with_its_cell(lesson: Lesson, spoil, where: str, what: str) -> None:
    spoil(lesson)
    found = breaches(lesson)
    assert any(breach.where.startswith(where) and what in breach.what and breach.remedy for breach in found), found


def test_a_copied_lesson_in_another_day_is_named(lesson: Lesson) -> None:
    moved = replace(lesson, path=lesson.path.parents[1] / "day2" / "2.1-a-title.ipynb")
    assert any("move it to notebooks/day1/1.1-" in breach.remedy for breach in breaches(moved))

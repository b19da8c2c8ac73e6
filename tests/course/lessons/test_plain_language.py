"""The lessons' prose is easy to read: most readers are not native speakers of English."""

import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[3]
LESSONS = sorted((ROOT / "notebooks").glob("day*/*.ipynb"))


def sentences(path: Path) -> list[list[str]]:
    """Return the words of each sentence of a lesson's running text."""
    found = []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "markdown":
            continue
        text = re.sub(r"```.*?```|`[^`]*`|<[^>]+>|\]\([^)]*\)", " ", cell.source, flags=re.DOTALL)
        text = text.split("**Sources.**")[0]
        lines = [line for line in text.splitlines() if not line.lstrip().startswith(("|", "#", "*Source"))]
        # A line of a list and an empty line end a sentence, too.
        running = "\n".join(re.sub(r"^\s*(?:[*-]|\d+\.)\s+", "\n\n", line) for line in lines)
        for paragraph in re.split(r"\n\s*\n", running):
            for sentence in re.split(r"(?<=[.!?:;])[\s*\"')]+", paragraph):
                words = re.findall(r"[A-Za-z][A-Za-z'’-]*", sentence)
                if len(words) > 2:
                    found.append(words)
    return found


def syllables(word: str) -> int:
    """Count groups of vowels; a silent e at the end is none."""
    groups = re.findall(r"[aeiouy]+", word.lower())
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee")) and len(groups) > 1
    return max(1, len(groups) - silent)


@pytest.fixture(params=LESSONS, ids=lambda p: p.stem)
def lesson(request: pytest.FixtureRequest) -> list[list[str]]:
    return sentences(request.param)


def test_sentences_are_short(lesson: list[list[str]]) -> None:
    average = sum(map(len, lesson)) / len(lesson)
    assert average < 14, f"{average:.1f} words in a sentence on average; split the longest ones"
    long = [" ".join(words) for words in lesson if len(words) > 28]
    assert not long, f"sentences of more than 28 words: {long}"


def test_reading_ease_is_that_of_plain_english(lesson: list[list[str]]) -> None:
    words = [word for sentence in lesson for word in sentence]
    ease = 206.835 - 1.015 * len(words) / len(lesson) - 84.6 * sum(map(syllables, words)) / len(words)
    assert ease > 60, f"Flesch's reading ease is {ease:.0f}; 60 to 70 is plain English: shorter words and sentences"

"""How easy an English brief is to read.

Source: R. Flesch, A new readability yardstick, Journal of Applied Psychology 32 (1948):
206.835 - 1.015 words per sentence - 84.6 syllables per word. Syllables are counted as groups of vowels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from labkit.course.briefs.brief import Brief, Sentence
from labkit.course.briefs.keeping.traced import REFERENCE

LONGEST = 40
"""Words of a sentence that is still read in one breath."""


def hard_sentences(brief: Brief) -> Iterator[tuple[Sentence, int]]:
    """Yield the sentences that are too long, with their words; a traced number is one word."""
    for sentence in _read(brief):
        words = len(_words(sentence))
        if words > LONGEST:
            yield sentence, words


def reading_ease(brief: Brief) -> float:
    """Return Flesch's reading ease: 100 very easy, 0 very hard; 100 for a brief without words."""
    sentences = [_words(sentence) for sentence in _read(brief)]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 100.0
    syllables = sum(map(syllables_of, words))
    return 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * syllables / len(words)


def syllables_of(word: str) -> int:
    """Return about how many syllables an English word has.

    Examples
    --------
    >>> [syllables_of(word) for word in ("pay", "workers", "employer", "wage", "table")]
    [1, 2, 3, 1, 2]
    """
    spoken = re.sub(r"(?<=[^aeiouyl])e$|(?<=[aeiouy][^aeiouy])es$|(?<=[^aeioutdy])ed$", "", word.casefold())
    return max(1, len(re.findall(r"[aeiou]+y?|y", spoken)))


def _read(brief: Brief) -> Iterator[Sentence]:
    return (sentence for sentence in brief.sentences() if sentence.section.kind not in ("sources", "title"))


def _words(sentence: Sentence) -> list[str]:
    return re.findall(r"[^\W\d_]+", REFERENCE.sub(" it ", sentence.text))

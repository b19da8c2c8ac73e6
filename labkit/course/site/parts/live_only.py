"""What a lesson says to people at a running notebook and what a page cannot do: taken out, or said otherwise."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

_KEYS = re.compile(r"shift\b\W*(?:\+|and press)\W*enter", re.IGNORECASE)
_PHRASE = re.compile(r",?\s*and press\s+shift\s*\+\s*enter", re.IGNORECASE)
_SENTENCE = re.compile(rf"\s*\b[^.!?]*{_KEYS.pattern}[^.!?]*[.!?]", re.IGNORECASE)
_CLICK = re.compile(r"double-click\s+on\s+this\s+text,?\s+(?:and\s+)?(\w)", re.IGNORECASE)
_LATE = re.compile(r"^(?:came late, or lost|lost,? or late)\?", re.IGNORECASE)
_RUNNING = re.compile(
    r"\s*Lost,? or late\?.*?in an empty cell\."
    r"|\s*(?:Later you will see c|C)ells with three dots \([^)]*\)(?:\. They)?\s+write a sentence from the data\.",
    re.DOTALL,
)
"""How to catch up, and how cells look in JupyterLab."""
_NOTE = (
    "<p><strong>This page is for reading and printing.</strong> Nothing runs here: it shows what each cell gives. "
    "To run the cells and to write answers, open the notebook<span class='on-screen'>, linked at the top,</span> "
    "in JupyterLab.</p>"
)


def without_keys(soup: BeautifulSoup) -> None:
    """Take out what tells people to click or to press Shift + Enter, and say once what a page is for.

    Examples
    --------
    >>> html = "<main><p>Click on it and press <b>Shift + Enter</b>.</p><p>Read.</p></main>"
    >>> page = BeautifulSoup(html, "html.parser")
    >>> without_keys(page)
    >>> page.main.get_text()[:21], page.main.get_text()[-5:]
    ('This page is for read', 'Read.')
    >>> page = BeautifulSoup("<main><p><b>Your turn.</b> Write. Close it with Shift + Enter.</p></main>", "html.parser")
    >>> without_keys(page)
    >>> page.main.get_text()
    'Your turn. Write.'
    >>> page = BeautifulSoup("<main><p>One laptop. Lost or late? Run it in an empty cell.</p></main>", "html.parser")
    >>> without_keys(page)
    >>> page.main.get_text()[:33]
    'One laptop.This page is for readi'
    """
    late = _without_catching_up(soup)
    told = False
    for text in soup.find_all(string=_CLICK):  # "Double-click on this text, and write behind the dots."
        text.replace_with(_CLICK.sub(lambda found: found[1].upper(), str(text)))
    for block in soup.select("main p, main li"):
        if not _KEYS.search(_words(block)) or block.find_parent("pre") is not None:
            continue
        _mend(block)
        if _KEYS.search(_words(block)):
            if told:
                block.decompose()
            else:
                block.replace_with(BeautifulSoup(_NOTE, "html.parser"))
                told = True
    if late and not told:  # a page without keys, such as a group case
        late[0].insert_after(BeautifulSoup(_NOTE, "html.parser"))
    for block in late:
        if not _words(block):
            block.decompose()


def _without_catching_up(soup: BeautifulSoup) -> list[Tag]:
    """Take out how to catch up, and return the paragraphs that said it: some are empty now."""
    late = []
    for block in soup.select("main p"):
        inner = block.decode_contents()
        is_late = _LATE.search(_words(block)) is not None
        if _KEYS.search(_words(block)) or not (is_late or _RUNNING.search(inner)):
            continue
        block.clear()
        if not is_late:
            block.append(BeautifulSoup(_RUNNING.sub("", inner), "html.parser"))
        late.append(block)
    return late


def _mend(block: Tag) -> None:
    """Let a sentence go without the phrase at its end, and a task without the sentence about the keys.

    "Write behind the dots, and press Shift + Enter:" keeps what is to be written; "Your turn. Write behind the dots.
    Close it with Shift + Enter." keeps all but its last sentence.
    """
    for text in block.find_all(string=_PHRASE):
        text.replace_with(_PHRASE.sub("", str(text)))
    if _words(block).startswith("Your turn"):
        for text in block.find_all(string=_SENTENCE):
            text.replace_with(_SENTENCE.sub("", str(text)))


def _words(node: Tag) -> str:
    return " ".join(node.get_text().split())

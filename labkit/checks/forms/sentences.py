"""A sentence with a figure, its interval and its group, recognised in words."""

from __future__ import annotations

import re
from typing import Any

from labkit.checks.forms.reading import Reading
from labkit.checks.forms.typed import plain

LONGEST = 4_000


def read_sentence(answer: Any) -> Reading:
    """Return a sentence as it was written, without what makes it look nice."""
    text = getattr(answer, "data", answer)  # what IPython's Markdown shows
    if isinstance(text, (list, tuple)) and all(isinstance(part, str) for part in text):
        text = " ".join(text)
    if not isinstance(text, str):
        what = "one number" if isinstance(answer, (int, float)) else f"a {type(answer).__name__}"
        return Reading({}, (f"This is {what}. The question asks for a sentence, in quotation marks.",))
    text = re.sub(r"[*_`]", "", text)
    text = re.sub(r"\s+", " ", text).strip()
    if not text.replace(".", ""):
        return Reading({}, ("The sentence is empty.",))
    if len(text) > LONGEST:
        return Reading({}, (f"This text has {len(text)} letters. The question asks for a sentence.",))
    return Reading({"": text})


def says(text: str, words: str) -> bool:
    """Return whether a text has one of the words that mean the same, ``"women/female"``.

    Examples
    --------
    >>> says("Of 100 Women, 15 …", "women/female"), says("Of 100 men, 12 …", "women/female")
    (True, False)
    """
    known = [re.escape(plain(word.strip())).replace(r"\ ", r"\s+") for word in words.split("/")]
    return re.search(rf"(?<!\w)(?:{'|'.join(known)})(?!\w)", plain(text), flags=re.IGNORECASE) is not None

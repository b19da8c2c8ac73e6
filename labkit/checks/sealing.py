"""Digests that recognise an answer without naming it, and notes that only that answer can open.

A key travels with the exercise on every trainee's computer, so nobody who opens the file should read the answers
in it. Each known answer is stored as a salted digest; what labkit says about that answer is encrypted with the
same answer as the password. The digest is slow on purpose. This keeps honest people honest: somebody who tries
every number from 0.0 to 100.0 in a program will find the right one, and might as well have solved the question.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from typing import Any

# About 5 milliseconds on a plain laptop: unnoticed in one check, tedious in ten thousand guesses.
ITERATIONS = 10_000

_LABEL_BYTES = 16
# Notes are padded to a multiple of this, so that the short note of the right answer does not stand out.
_BLOCK = 320


@lru_cache(maxsize=4096)
def locked(value: str, salt: str) -> tuple[str, bytes]:
    """Return the label under which an answer is stored, and the password that opens its note.

    Parameters
    ----------
    value
        The answer, in the spelling of `labkit.checks.forms.answers`.
    salt
        A text that differs between exercises, questions and parts of a question, so that equal answers get
        different labels.

    Returns
    -------
    tuple
        The label (32 hexadecimal digits) and the password (bytes).

    Examples
    --------
    >>> label, password = locked("894", "day2/q2/")
    >>> label == locked("894", "day2/q2/")[0], label == locked("894", "day2/q3/female")[0]
    (True, False)
    """
    raw = hashlib.pbkdf2_hmac("sha512", value.encode(), salt.encode(), ITERATIONS)
    return raw[:_LABEL_BYTES].hex(), raw[_LABEL_BYTES:]


def seal(note: dict[str, Any], password: bytes, block: int = _BLOCK) -> str:
    """Return a note encrypted with a password, as base64 text.

    Parameters
    ----------
    note
        Anything JSON can write.
    password
        The second value of `locked`.
    block
        The note is made as long as a multiple of so many bytes.

    Examples
    --------
    >>> password = locked("894", "salt")[1]
    >>> unseal(seal({"right": True}, password), password)
    {'right': True}
    """
    text = json.dumps(note, ensure_ascii=False, sort_keys=True).encode()
    text += b" " * (-len(text) % block)
    return base64.b64encode(_crossed(text, password)).decode()


def unseal(sealed: str, password: bytes) -> dict[str, Any]:
    """Return the note that `seal` encrypted with the same password."""
    note: dict[str, Any] = json.loads(_crossed(base64.b64decode(sealed), password))
    return note


def _crossed(text: bytes, password: bytes) -> bytes:
    stream = hashlib.shake_256(password).digest(len(text))
    return bytes(a ^ b for a, b in zip(text, stream, strict=True))

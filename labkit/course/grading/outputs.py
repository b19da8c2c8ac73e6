"""What a cell of a hand-in shows: as much as a notebook should hold, and nothing that it cannot hold."""

from __future__ import annotations

import json
from typing import Any

from nbformat import NotebookNode

from labkit.course.handins.active_content import safe_data, safe_metadata
from labkit.course.support.limits import MOST_SHOWN

TOO_MUCH = "This cell printed or showed too much. The rest was left out."
MALFORMED = "This cell showed something that no notebook can hold. It was left out."


class Outputs:
    """Counts what one cell shows; `room` is how much may be shown at most.

    Examples
    --------
    >>> shown = Outputs()
    >>> shown.takes({"msg_type": "stream", "content": {"name": "stdout", "text": "hello"}})
    True
    >>> shown.takes({"msg_type": "stream", "content": {"name": "stdout", "text": "x" * 3_000_000}})
    False
    >>> shown.tidied([])[1]
    'showed too much'
    """

    def __init__(self, room: int = MOST_SHOWN) -> None:
        self.size = 0
        self._room = min(room, MOST_SHOWN)
        self.left_out = 0
        self.malformed = False

    @property
    def first_too_many(self) -> bool:
        """Whether exactly one message was left out so far."""
        return self.left_out == 1

    def takes(self, message: Any) -> bool:
        """Tell whether there is room for what a message shows; what is no output always goes through."""
        kind = message.get("msg_type")
        if kind == "stream":
            self.size += len(str(message["content"].get("text", "")))
        elif kind in ("display_data", "execute_result", "update_display_data", "error", "comm_msg", "comm_open"):
            self.size += _length(message["content"])
        else:
            return True
        if self.size <= self._room:
            return True
        self.left_out += 1
        return False

    def tidied(self, outputs: list[Any]) -> tuple[list[Any], str]:
        """Return the outputs that a notebook can hold, and what is odd about the others, in a few words."""
        kept = [made for output in outputs if (made := _plain(output)) is not None]
        malformed = self.malformed or len(kept) < len(outputs)
        for odd, text in ((malformed, MALFORMED), (self.left_out, TOO_MUCH)):
            if odd:
                kept.append(NotebookNode(output_type="stream", name="stdout", text=f"{text}\n"))  # type: ignore[no-untyped-call]
        return kept, "showed too much" if self.left_out else "showed what no notebook can hold" * malformed


def _length(content: Any) -> int:
    try:
        return len(json.dumps(content))
    except (TypeError, ValueError, RecursionError):
        return 0


def _plain(output: Any) -> Any:
    """Return an output made of texts and safe pictures alone; None if it is none that nbformat knows."""
    kind = output.get("output_type")
    if kind == "stream":
        name = output.get("name")
        return _node(kind, name=name, text=_text(output.get("text"))) if name in ("stdout", "stderr") else None
    if kind == "error":
        lines = output.get("traceback")
        traceback = [_text(line) for line in lines] if isinstance(lines, list) else []
        return _node(kind, ename=_text(output.get("ename")), evalue=_text(output.get("evalue")), traceback=traceback)
    if kind not in ("display_data", "execute_result") or not isinstance(output.get("data"), dict):
        return None
    data = safe_data(output["data"])
    count = output.get("execution_count")
    more = {"execution_count": count if isinstance(count, int) else None} if kind == "execute_result" else {}
    return _node(kind, data=data, metadata=safe_metadata(output.get("metadata")), **more)


def _node(kind: str, **parts: Any) -> Any:
    return NotebookNode(output_type=kind, **parts)  # type: ignore[no-untyped-call]


def _text(value: Any) -> str:
    text = "".join(map(str, value)) if isinstance(value, list) else str(value)
    return text.encode(errors="replace").decode()  # half of a letter could not be written to a file

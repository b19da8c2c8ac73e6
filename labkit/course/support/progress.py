"""How far a long run is: one line that changes in a terminal, plain lines elsewhere, nothing if nothing is wanted."""

from __future__ import annotations

import shutil
import sys
import threading
import time

from labkit.course.support.console import BEFORE_NOTES, note
from labkit.errors import first_few

_TICK = 1.0
"""Seconds after which the line that changes shows the time again."""

_LONG = 5.0
"""Seconds without news after which it says what is being waited for."""


class Progress:
    """Tells how far a run is, on stderr.

    Parameters
    ----------
    total
        How many steps there are.
    quiet
        Tell failures only.
    """

    def __init__(self, total: int, *, quiet: bool = False) -> None:
        self._total = total
        self.quiet = quiet
        self._done = 0
        self._worked = 0
        self._start = self._news = time.monotonic()
        self._changing = sys.stderr.isatty() and not quiet
        self._busy: dict[str, None] = {}
        self._last = ""
        self._width = 0
        self._lock = threading.RLock()
        self._over = threading.Event()
        self._ticking: threading.Thread | None = None

    def begin(self, name: str, line: str = "") -> None:
        """Tell that something begins."""
        with self._lock:
            self._busy[name] = None
            if line and not (self.quiet or self._changing):
                note(line)
            self._draw()

    def remark(self, line: str) -> None:
        """Tell something that stays to be read, unless only failures are wanted."""
        if not self.quiet:
            with self._lock:
                note(line)
                self._draw()

    def step(
        self, name: str, told: str, *, worked: bool = True, loud: bool = False, silent: bool = False, mark: str = ""
    ) -> None:
        """Tell that one step is done."""
        with self._lock:
            self._busy.pop(name, None)
            self._done += 1
            self._worked += worked
            self._last, self._news = name, time.monotonic()
            if loud or not (self.quiet or self._changing or silent):
                note(f"{mark or self._number()} {name}: {told}" + ("" if self.quiet else f" ({self._times()})"))
            self._draw()

    def close(self) -> None:
        """Remove the line that changes; nothing is told any more."""
        self._over.set()
        if self._ticking:
            self._ticking.join()
            BEFORE_NOTES.remove(self._clear)
        self._clear()

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._start

    def _number(self) -> str:
        return f"[{self._done}/{self._total}]"

    def _times(self) -> str:
        gone = clock(self.elapsed)
        left = self._total - self._done
        if not left or not self._worked:
            return gone
        return f"{gone}, about {clock(self.elapsed / self._worked * left)} left"

    def _now(self) -> str:
        """Return what was done last; or, if nothing was for a while, what is being waited for."""
        if self._busy and time.monotonic() - self._news > _LONG:
            return f" · waiting for {first_few(self._busy)}"
        return f" · {self._last}" if self._last else ""

    def _tick(self) -> None:
        while not self._over.wait(_TICK):
            with self._lock:
                self._draw()

    def _draw(self) -> None:
        if not self._changing or self._over.is_set() or not (self._busy or self._done):
            return
        if self._ticking is None:
            BEFORE_NOTES.append(self._clear)
            self._ticking = threading.Thread(target=self._tick, name="labkit-progress", daemon=True)
            self._ticking.start()
        line = f"{self._number()} {self._times()}{self._now()}"[: shutil.get_terminal_size().columns - 1]
        sys.stderr.write("\r" + line.ljust(self._width))
        sys.stderr.flush()
        self._width = len(line)

    def _clear(self) -> None:
        with self._lock:
            if self._width:
                sys.stderr.write("\r" + " " * self._width + "\r")
                sys.stderr.flush()
                self._width = 0


def clock(seconds: float) -> str:
    """Return a time as minutes and seconds.

    Examples
    --------
    >>> clock(5), clock(125.4), clock(3725)
    ('0:05', '2:05', '1:02:05')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"

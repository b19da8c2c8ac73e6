"""How far a long run is: one line that changes in a terminal, plain lines elsewhere, nothing if nothing is wanted."""

from __future__ import annotations

import shutil
import sys
import time

from labkit.course.console import note


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
        self._start = time.monotonic()
        self._changing = sys.stderr.isatty() and not quiet
        self._width = 0
        self._shown = ""

    def begin(self, line: str) -> None:
        """Tell that something begins; where one line changes, that line tells enough."""
        if not (self.quiet or self._changing):
            note(line)

    def remark(self, line: str) -> None:
        """Tell something that stays to be read, unless only failures are wanted."""
        if not self.quiet:
            self._clear()
            note(line)
            self._draw(self._shown)

    def step(
        self, name: str, told: str, *, worked: bool = True, loud: bool = False, silent: bool = False, mark: str = ""
    ) -> None:
        """Tell that one step is done.

        Parameters
        ----------
        name
            What was done: a trainee, a lesson.
        told
            How it went.
        worked
            Whether it took work: what was done before says nothing about the time that is left.
        loud
            Whether this line stays to be read: a failure.
        silent
            Whether the step counts but needs no line.
        mark
            What the line starts with; the number of the step if left out.
        """
        self._done += 1
        self._worked += worked
        number = f"[{self._done}/{self._total}]"
        if loud or not (self.quiet or self._changing or silent):
            self._clear()
            note(f"{mark or number} {name}: {told}" + ("" if self.quiet else f" ({self._times()})"))
        self._draw(f"{number} {self._times()} · {name}")

    def close(self) -> None:
        """Remove the line that changes."""
        self._clear()
        self._shown = ""

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._start

    def _times(self) -> str:
        gone = clock(self.elapsed)
        left = self._total - self._done
        if not left or not self._worked:
            return gone
        return f"{gone}, about {clock(self.elapsed / self._worked * left)} left"

    def _draw(self, line: str) -> None:
        self._shown = line
        if not self._changing or not line:
            return
        line = line[: shutil.get_terminal_size().columns - 1]
        sys.stderr.write("\r" + line.ljust(self._width))
        sys.stderr.flush()
        self._width = len(line)

    def _clear(self) -> None:
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

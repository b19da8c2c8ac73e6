"""Ctrl-C: heard wherever Python happens to be, and put off where stopping would leave something half done."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_PAUSE = 0.05
"""Seconds until a Ctrl-C that was lost comes again."""


@contextmanager
def interrupt_heard() -> Iterator[None]:
    """Let no Ctrl-C be lost while the block runs.

    Python raises KeyboardInterrupt wherever the program is at that moment. Where it cannot be passed on, in a
    ``__del__`` or when a weak reference ends, Python prints it and goes on as if nobody had pressed a key. Such a one
    comes again, a moment later.
    """
    before = sys.unraisablehook

    def heard(lost: Any) -> None:
        if issubclass(lost.exc_type, KeyboardInterrupt):
            _thread.start_new_thread(_again, ())  # `threading` would wait for locks that may be held here
        else:
            before(lost)

    sys.unraisablehook = heard
    try:
        yield
    finally:
        sys.unraisablehook = before


def _again() -> None:
    time.sleep(_PAUSE)
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, signal.SIGINT)  # it wakes a thread that waits
    else:
        _thread.interrupt_main()


@contextmanager
def interrupt_later() -> Iterator[None]:
    """Put Ctrl-C off until the block is done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    received: list[tuple[int, FrameType | None]] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: received.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if received:
            raise KeyboardInterrupt


@contextmanager
def interrupt_held() -> Iterator[None]:
    """Let Ctrl-C wait outside of this thread, and of processes that are started in the block, until they want it.

    Elsewhere than on Unix nothing is held.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def interrupt_wanted() -> Iterator[None]:
    """Raise KeyboardInterrupt for Ctrl-C during the block only, and for one that was held before it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)

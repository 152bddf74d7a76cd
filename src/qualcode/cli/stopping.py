"""Ctrl-C: quiet before anything has begun, heard while there is something to take back, held once there is not."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_PROGRAM = ("qualcode", "qualcode.exe")
_STOPS = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows has not all of them


def end_quietly() -> None:
    """Let Ctrl-C end the program without a word while its own modules are imported: it has done nothing yet.

    Only where this is the program: who imports it keeps her own way to stop.
    """
    listens = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # not where it was told to ignore it
    if listens and sys.argv[0].replace("\\", "/").rpartition("/")[2] in _PROGRAM:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def listen() -> None:
    """Take Ctrl-C, a system that ends us and a closed terminal for the same, so that what has been begun is cleared away."""
    for number in _numbers():
        if signal.getsignal(number) is signal.SIG_DFL:  # `nohup` ignores one of them
            signal.signal(number, signal.default_int_handler)


@contextmanager
def held() -> Iterator[None]:
    """It is too late to stop: what is done is being written, and will be said."""
    before = {number: signal.getsignal(number) for number in _numbers()}
    heard = [number for number, handler in before.items() if handler is signal.default_int_handler]
    try:
        for number in heard:
            signal.signal(number, signal.SIG_IGN)
        yield
    finally:
        for number in heard:
            signal.signal(number, signal.default_int_handler)


def _numbers() -> list[signal.Signals]:
    return [getattr(signal, name) for name in _STOPS if hasattr(signal, name)]

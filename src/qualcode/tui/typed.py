"""What was typed, as the terminal brings it: two keys in one go are two keys.

Esc and a key right behind it come in one piece from tmux, which waits half a second for more after an Esc, and over any slow
line. The toolkit takes them for one key with Alt, or for the second alone: what the Esc should have left would stay open, and
the next keys go there. No command has a key with Alt, and where Alt is pressed it is as good as Esc. Only while a text is
written, Alt and an arrow move by words, which some terminals bring as Esc and a letter.

Shift and an F-key have other names on the Linux console, on the Mac, and where a terminal says where its cursor is.

The other way round, what a terminal says by itself may come in pieces over such a line. It holds digits, and digits put codes
on: a piece is never taken for keys.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable

from textual import events
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.drivers._writer_thread import WriterThread
from textual.message import Message

_ESC = "\x1b"
_BEGIN_SEQUENCES = "[O]P_^"  # behind an Esc these begin what a terminal says by itself, unless nothing follows
_WORDS = {"b": "ctrl+left", "f": "ctrl+right"}  # what some terminals send for an arrow with Alt
_SHIFTED = [f"\x1b[{number}~" for number in (25, 26, 28, 29, 31, 32, 33, 34)]  # Shift and eight F-keys in a row
_SHIFT_F3, _ALSO_SHIFT_F3 = "\x1b[1;2R", "\x1b[13;2~"  # the first is also what a terminal answers: nobody here asks
_BEGUN = re.compile(r"\x1b\[[0-?]+[ -/]*\Z")  # a piece of what a terminal says: its end is to come
_LONGEST = 2.0  # seconds until such an end is given up


class TypedKeys(XTermParser):
    """Reads the terminal for the toolkit."""

    def __init__(self, debug: bool = False) -> None:
        self._piece = ""  # what has come since the latest Esc
        self._piece_since = 0.0
        first = 1 if os.environ.get("TERM", "").startswith("linux") else 5
        self._shifted = {sequence: f"shift+f{number}" for number, sequence in enumerate(_SHIFTED, first)}
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """What the terminal has brought."""
        begun = data.rfind(_ESC)
        if begun >= 0:
            self._piece, self._piece_since = data[begun:], get_time()
        elif self._piece:
            self._piece += data
        return super().feed(data.replace(_SHIFT_F3, _ALSO_SHIFT_F3))

    def tick(self) -> Iterable[Message]:
        """An Esc after which nothing comes was a key; the beginning of what the terminal says waits for its end."""
        if self._timeout_time is not None and _BEGUN.match(self._piece):
            if get_time() - self._piece_since < _LONGEST:
                return []
            return [message for message in super().tick() if not isinstance(message, events.Key)]
        return super().tick()

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        if sequence in self._shifted:
            yield events.Key(self._shifted[sequence], None)
            return
        esc, key = sequence[:-1], sequence[-1:]
        if esc == _ESC and key.isprintable() and key not in _BEGIN_SEQUENCES:
            sequence, alt = key, True
        if alt and sequence in _WORDS:
            yield events.Key(f"alt+{sequence}", sequence)
            return
        if alt:
            yield events.Key("escape", _ESC)
            alt = False
        typed_before_it_began = sequence == "\n"  # Enter, as the terminal writes it while nobody reads single keys
        yield from super()._sequence_to_key_events("\r" if typed_before_it_began else sequence, alt)


def meant(key: events.Key, writing: bool) -> list[events.Key]:
    """The keys that a key stands for; ``writing`` says whether a text is being written."""
    letter = key.key.removeprefix("alt+")
    if letter == key.key or letter not in _WORDS:
        return [key]
    return [events.Key(_WORDS[letter], None)] if writing else [events.Key("escape", _ESC), events.Key(letter, letter)]


class Painter(WriterThread):
    """Writes to the terminal for the toolkit, and goes on when there is no terminal any more.

    Ended by that, it would leave the workbench waiting for ever for what it paints to be taken, and a memo unsaved.
    """

    def run(self) -> None:
        """Write what there is; without a terminal, let it go by until the end."""
        try:
            super().run()
        except OSError:
            while self._queue.get() is not None:
                pass


def read_keys() -> None:
    """Have the terminal read and written this way from now on."""
    if sys.platform != "win32":
        from textual.drivers import linux_driver

        linux_driver.XTermParser = TypedKeys  # type: ignore[attr-defined]
        linux_driver.WriterThread = Painter  # type: ignore[attr-defined]

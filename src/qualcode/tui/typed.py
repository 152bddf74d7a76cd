"""What was typed, as the terminal brings it: two keys in one go are two keys.

Esc and a key right behind it come in one piece from tmux, which waits half a second for more after an Esc, and over any slow
line. The toolkit takes them for one key with Alt, or for the second alone: what the Esc should have left would stay open, and
the next keys go there. No command has a key with Alt, and where Alt is pressed it is as good as Esc.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from textual import events
from textual._xterm_parser import XTermParser

_ESC = "\x1b"
_BEGIN_SEQUENCES = "[O]P_^"  # behind an Esc these begin what a terminal says by itself
_ARROWS = "bf"  # and these are what some terminals send for an arrow with Alt


class TypedKeys(XTermParser):
    """Reads the terminal for the toolkit."""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        esc, key = sequence[:-1], sequence[-1:]
        if esc == _ESC and key.isprintable() and key not in _BEGIN_SEQUENCES + _ARROWS:
            sequence, alt = key, True
        if alt and sequence not in _BEGIN_SEQUENCES:
            yield events.Key("escape", _ESC)
            alt = False
        typed_before_it_began = sequence == "\n"  # Enter, as the terminal writes it while nobody reads single keys
        yield from super()._sequence_to_key_events("\r" if typed_before_it_began else sequence, alt)


def read_keys() -> None:
    """Have the terminal read this way from now on."""
    if sys.platform != "win32":
        from textual.drivers import linux_driver

        linux_driver.XTermParser = TypedKeys  # type: ignore[attr-defined]

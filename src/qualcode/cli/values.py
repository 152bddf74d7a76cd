"""Words of the command line as values, and values as words."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.text.span import Span


def pairs(words: Sequence[str], *, empties: bool = True) -> dict[str, str]:
    """``ATTRIBUTE=VALUE`` words as a mapping; ``empties`` says that an empty value takes one away. Raises WrongUse for a word of another shape."""
    example = _("For instance: level=county")
    if empties:
        example = _("For instance: level=county. An empty value takes one away: level=")
    found = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name.strip():
            raise WrongUse(
                _("{word!r} is not of the form ATTRIBUTE=VALUE.", word=word),
                example,
            )
        found[name.strip()] = value.strip()
    return found


def span(start: int, end: int) -> Span:
    """The span from ``start`` to ``end``. Raises WrongUse where there is none."""
    try:
        return Span(start, end)
    except ValueError:
        raise WrongUse(
            _("There is no span from {start} to {end}.", start=start, end=end),
            _("Positions count characters from 0; the end is not included and comes after the start."),
        ) from None


def text_or_pipe(text: str) -> str:
    """``text``, or what comes through the pipe where it is ``-``."""
    return sys.stdin.read().strip() if text == "-" else text

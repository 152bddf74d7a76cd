"""Finding a quotation again in its text."""

from __future__ import annotations

import re

from qualcode.text.span import Span

_WHITE = re.compile(r"\s+")


def find_once(text: str, quote: str) -> Span | None:
    """Where ``quote`` occurs in ``text``, if it occurs exactly once (overlapping occurrences count)."""
    start = text.find(quote) if quote else -1
    if start < 0 or text.find(quote, start + 1) >= 0:
        return None
    return Span(start, start + len(quote))


def check_quote(text: str, span: Span, quote: str) -> bool:
    """Whether ``text`` reads ``quote`` at ``span``, letter by letter."""
    return span.of(text) == quote


def context(text: str, span: Span, width: int = 30) -> tuple[str, str]:
    """Up to ``width`` code points before and after ``span``, each on one line, for messages."""
    before = text[max(0, span.start - width) : span.start]
    return _WHITE.sub(" ", before), _WHITE.sub(" ", text[span.end : span.end + width])

"""Pages that would make a parser work without end are told before it begins.

A parser of web pages mends everything, and some pages make it mend for ever: elements in elements in elements, formatting
that is never closed and is begun anew in every paragraph, thousands of attributes on one element.
"""

from __future__ import annotations

import re
from itertools import accumulate

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_FORMATTING = re.compile(r"</?(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?:\s[^<>]*)?>", re.IGNORECASE)
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}")
_SELF_CLOSED = re.compile(r"<([A-Za-z][\w:.-]*)((?:\s[^<>]*)?)/>")
_ALWAYS_EMPTY = "area base br col embed hr img input link meta param source track wbr"
_ENDED_BY_OTHERS = "p li dt dd tr td th thead tbody tfoot colgroup option optgroup rt rp html head body"
_VOID = frozenset(_ALWAYS_EMPTY.split())
_ENDS_ALONE = _VOID | frozenset(_ENDED_BY_OTHERS.split())  # whose end tags say nothing of depth
_DEEPEST = 5000
_MOST_OPEN = 300
_MOST_ATTRIBUTES = 2000


def tamed(page: str) -> str | None:
    """The page, without its formatting where that is left open again and again; None where it is nested beyond all measure."""
    if any(tag[0].count("=") > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(page)):
        return None
    if _left_open(page) > _MOST_OPEN:
        page = _FORMATTING.sub("", page)
    return None if _depth(page) > _DEEPEST else page


def with_end_tags(page: str) -> str:
    """An XHTML page as HTML says it: an empty element, but for those that are always empty, has an end tag."""
    return _SELF_CLOSED.sub(lambda tag: tag[0] if tag[1].lower() in _VOID else f"<{tag[1]}{tag[2]}></{tag[1]}>", page)


def _left_open(page: str) -> int:
    """How many formatting elements are begun and not ended."""
    return sum(-1 if tag[0].startswith("</") else 1 for tag in _FORMATTING.finditer(page))


def _depth(page: str) -> int:
    """How deep elements may lie in each other at most."""
    steps = (-1 if end else 1 for end, name in _TAG.findall(page) if name.lower() not in _ENDS_ALONE)
    return max(accumulate(steps), default=0)

"""Where and why a text is no query, shown so that it can be put right: the place, and what could stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from unicodedata import category, east_asian_width

from qualcode.errors import WrongUse
from qualcode.messages import _, listed

if TYPE_CHECKING:
    from lark import Lark
    from lark.exceptions import UnexpectedInput

FIELDS = (
    "code",
    "status",
    "coder",
    "round",
    "speaker",
    "role",
    "document",
    "document.…",
    "kind",
    "language",
    "set",
    "period",
    "case",
    "case.…",
    "text",
    "memo",
    "weight",
)
"""What conditions are about, as it is written."""

_SHOWN = 60  # columns of a query shown on either side of a fault


def wrong(text: str, fault: UnexpectedInput, parser: Lark) -> WrongUse:
    """What is wrong with a text, and what could stand where it breaks off."""
    end = len(text.rstrip())
    token = getattr(fault, "token", None)
    at = end if token is not None and token.type == "$END" else min(fault.pos_in_stream or 0, end)
    if at >= end:
        said = _("The query ends too early.")
    elif text[at] in "\"“”‘’「」『』＂'":
        said = _("A quotation mark is not closed, or stands where it cannot.")
    else:
        said = _("The query cannot be read from here on:")
    return WrongUse(said + pointer(text, at), _advice(text, at, parser))


def _advice(text: str, at: int, parser: Lark) -> str:
    """What could stand at a place, and what was perhaps meant."""
    could = _could_stand(text[:at], parser)
    said = [_("Here could stand: {what}", what=listed(could))] if could else []
    return "\n".join([*said, *_perhaps(text[:at].rstrip(), text[at:], could)])


def _perhaps(before: str, after: str, could: Sequence[str]) -> Iterator[str]:
    """What people mean who write as they would in other programs."""
    if re.search(r"\S\s+(not|不)$", before, re.IGNORECASE) and "(" not in could:
        yield _("To leave codings out, write: … and not …")
    if after[:1] in (",", "，", "、") and "," not in could:
        yield _("Several codes are joined by or, or stand in: one of (…, …)")
    if after[:1] in ("&", "|"):
        yield _("Codes are joined by the words and, or.")
    if re.match("[=!<>≠≤≥＝！＜＞]", after):
        yield _("What is compared is one of: {fields}", fields=listed(FIELDS))


def _could_stand(before: str, parser: Lark) -> list[str]:
    """What could stand behind the beginning of a query, in words, each once.

    The parser is asked before it has seen what stands there: on seeing it, it may already have closed what could still go on.
    """
    from lark.exceptions import UnexpectedInput

    reading: Any = parser.parse_interactive(before)
    try:
        reading.exhaust_lexer()
    except UnexpectedInput:
        return []
    accepted = set(reading.accepts())
    if "QUOTED" in accepted and "ANY" not in accepted:
        accepted.add("value")
    return [words for names, words in _terminals() if names & accepted]


def _terminals() -> list[tuple[set[str], str]]:
    """What terminals of the grammar are to a person."""
    return [
        ({"ANY"}, _("a code, in quotation marks where it is needed")),
        ({"value"}, _("a value, in quotation marks where it is needed")),
        ({"FIELD"}, _("a condition such as coder = Anna")),
        ({"_NOT"}, "not"),
        ({"_AND"}, "and"),
        ({"_OR"}, "or"),
        ({"RELATION"}, _("a relation such as within, overlaps, near")),
        ({"_OUTSIDE"}, "outside"),
        ({"DISTANCE"}, "by at most 5 words"),
        ({"BY_CODER"}, "by the same coder"),
        ({"COMPARES"}, "= != < <= > >= contains is"),
        ({"_IN"}, "in (…)"),
        ({"_BETWEEN"}, "between … and …"),
        ({"MISSING"}, "is missing"),
        ({"_MATCHES"}, "matches /…/"),
        ({"PATTERN"}, _("a pattern between slashes")),
        ({"_LEFT"}, "("),
        ({"_COMMA"}, ","),
        ({"_RIGHT"}, ")"),
        ({"$END"}, _("the end")),
    ]


def pointer(text: str, at: int) -> str:
    """The line of a query in which the place ``at`` is, and below it a caret; a long line is cut on both sides."""
    first = max(text.rfind("\n", 0, at) + 1, at - _SHOWN)
    last = text.find("\n", at)
    line = text[first : min(len(text) if last < 0 else last, at + _SHOWN)].replace("\t", " ")
    columns = sum(map(_width, text[first:at]))
    return f"\n  {line.rstrip()}\n  {' ' * columns}^"


def _width(letter: str) -> int:
    """Columns of a terminal that a letter takes."""
    if category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1

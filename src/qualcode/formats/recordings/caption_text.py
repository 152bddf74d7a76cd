"""The words of a cue without what is there for the screen: marks of formatting, character references, broken lines, repeats.

Source: WebVTT, section 4.2.2 (cue text) for voices and marks; SubRip has no standard: the marks removed are those that its
players know.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from qualcode.formats.recordings.cues import Cue

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:[ \t]+([^<>]*))?>|</v>")
_MARK = re.compile(
    r"</?(?:c|i|b|u|s|v|ruby|rt|rp|lang|font|span|em|strong)(?:[.\s][^<>]*)?/?>"
    r"|<(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}>"
    r"|\{\\[^{}]*\}",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>|\\N", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:amp|lt|gt|nbsp|quot|apos|lrm|rlm|#\d{1,7}|#[xX][\da-fA-F]{1,6});")
_SPOKEN_BY_IDENTIFIER = re.compile(r'\d+\s+"([^"]+)"(?:\s+\(\d+\))?')  # Webex
_OWN_LINE = re.compile(r"[-–—]\s?\S|>>|♪")
_HAN = re.compile("[\u3400-\u9fff]")
_IDEOGRAPH = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


def spoken_parts(cue: Cue, remarks: Counter[str]) -> Iterator[tuple[str | None, Cue]]:
    """The parts of a cue by one voice each, with the voice's name or None, and only words in their lines.

    ``remarks`` counts the marks removed and the references written as characters.
    """
    named = _SPOKEN_BY_IDENTIFIER.fullmatch(cue.identifier)
    voice = named[1] if named else None
    text = "\n".join(cue.lines)
    at = 0
    for tag in _VOICE.finditer(text):
        yield from _part(cue, voice, text[at : tag.start()], remarks)
        voice = _unescaped(tag[1] or "", Counter()).strip() or None
        at = tag.end()
    yield from _part(cue, voice, text[at:], remarks)


def without_repeats(parts: Sequence[tuple[str | None, Cue]]) -> tuple[list[tuple[str | None, Cue]], int]:
    """The parts without lines that only stand on the screen a while longer, and how many lines those were.

    Automatic captions roll up: a cue begins with the last lines of the cue before. That is told from people who repeat
    themselves by how often it happens, and by new lines that follow the old ones.
    """
    shared = [0, *(_shared(before.lines, cue.lines) for (_one, before), (_other, cue) in pairwise(parts))]
    repeating = sum(n > 0 for n in shared)
    rolling = any(0 < n < len(cue.lines) for n, (_voice, cue) in zip(shared, parts))
    if not rolling or repeating < 2 or 2 * repeating < len(parts) - 1:
        return list(parts), 0
    kept = [(voice, replace(cue, lines=cue.lines[n:])) for n, (voice, cue) in zip(shared, parts)]
    return [(voice, cue) for voice, cue in kept if cue.lines], sum(shared)


def joined(lines: Sequence[str]) -> str:
    """The lines of a cue as one line, as they were before they were broken to fit a screen.

    Lines that begin with a dash are different speakers', and lines in different scripts are translations: they stay lines.
    """
    pieces: list[str] = []
    for before, line in pairwise(("", *lines)):
        if not before:
            glue = ""
        elif _OWN_LINE.match(line) or bool(_HAN.search(line)) != bool(_HAN.search(before)):
            glue = "\n"
        else:
            glue = "" if _IDEOGRAPH.match(before[-1]) and _IDEOGRAPH.match(line) else " "
        pieces += (glue, line)
    return "".join(pieces)


def _part(cue: Cue, voice: str | None, text: str, remarks: Counter[str]) -> Iterator[tuple[str | None, Cue]]:
    lines = tuple(line.strip() for line in _plain(text, remarks).split("\n") if line.strip())
    if lines:
        yield voice, replace(cue, lines=lines)


def _plain(text: str, remarks: Counter[str]) -> str:
    text, marks = _MARK.subn("", _BREAK.sub("\n", text))
    remarks["mark"] += marks
    return _unescaped(text, remarks)


def _unescaped(text: str, remarks: Counter[str]) -> str:
    text, references = _REFERENCE.subn(lambda match: html.unescape(match[0]).replace("\r", "\n"), text)
    remarks["reference"] += references
    return text


def _shared(before: tuple[str, ...], lines: tuple[str, ...]) -> int:
    """How many lines the end of one cue shares with the beginning of the next."""
    longest = min(len(before), len(lines))
    return next((n for n in range(longest, 0, -1) if before[-n:] == lines[:n]), 0)

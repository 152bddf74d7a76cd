"""How a quote may be shortened: parts left out where a mark says so, words added in square brackets, nothing else."""

from __future__ import annotations

import re

from qualcode.errors import WrongUse
from qualcode.messages import _

_CJK = "\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_GAP = r"[\[(（【]\s*(?:…{1,2}|\.{3,6}|·{3,6})\s*[\])）】]|…{1,2}|\.{3,6}"
_TOKEN = re.compile(rf"(?P<gap>{_GAP})|(?P<added>\[[^\[\]]*\])")
_BESIDE_CJK = re.compile(rf"(?<=[{_CJK}]) +| +(?=[{_CJK}])")
_SHOWN = 20


def require_fit(wording: str, text: str) -> None:
    """Raise WrongUse, saying where, unless ``wording`` is ``text`` with parts left out at […] or …… and words added in [ ]."""
    differs = difference(wording, text)
    if differs is not None:
        raise WrongUse(
            differs,
            _(
                "What is left out is marked […] or ……, also at the beginning and the end; what is added stands in [ ]. Nothing else may change."
            ),
        )


def difference(wording: str, text: str) -> str | None:
    """A sentence on where a wording is not the text's; None where it fits."""
    pieces = _pieces(_folded(wording))
    whole = _folded(text)
    at = 0
    for number, piece in enumerate(pieces):
        is_first, is_last = number == 0, number == len(pieces) - 1
        match = _found(piece, whole, at, is_first, is_last)
        if match is None:
            return _difference(piece, whole, at, is_first, is_last)
        at = match.end()
    return None


def _folded(text: str) -> str:
    """A text with white space as one space, and none beside Chinese characters."""
    return _BESIDE_CJK.sub("", " ".join(text.split()))


def _pieces(wording: str) -> list[list[tuple[str, bool]]]:
    """What stands between marks of something left out: runs of words, each with whether it stands in square brackets."""
    pieces: list[list[tuple[str, bool]]] = [[]]
    at = 0
    for match in _TOKEN.finditer(wording):
        pieces[-1].append((wording[at : match.start()], False))
        if match["gap"]:
            pieces.append([])
        else:
            pieces[-1].append((match["added"], True))
        at = match.end()
    pieces[-1].append((wording[at:], False))
    return [[(words, added) for words, added in piece if words.strip()] for piece in pieces]


def _found(piece: list[tuple[str, bool]], whole: str, at: int, is_first: bool, is_last: bool) -> re.Match[str] | None:
    """Where a piece stands in the text from a place on: the first at its beginning, the last at its end."""
    parts = [rf"(?:\s*{re.escape(words.strip())})?" if added else _escaped(words) for words, added in piece]
    pattern = re.compile(rf"\s*{''.join(parts)}\s*" + (r"\Z" if is_last else ""))
    if is_first:
        return pattern.match(whole, at)
    return pattern.search(whole, at)


def _escaped(words: str) -> str:
    return rf"\s*{re.escape(words.strip())}\s*"


def _difference(piece: list[tuple[str, bool]], whole: str, at: int, is_first: bool, is_last: bool) -> str:
    """Where a piece stops being in the text."""
    words = _folded(" ".join(run for run, added in piece if not added))
    known = _known_length(words, whole, at, is_first)
    if known >= len(words):
        left = whole[-_SHOWN:] if is_last else whole[at : at + _SHOWN]
        return _("The wording leaves out without a mark: “…{words}”.", words=left)
    if not known and is_first and words[:_SHOWN] in whole:
        return _("The wording begins later than the text, without a mark before: “{words}”.", words=words[:_SHOWN])
    if not known:
        return _("The wording differs from the text: “{other}” does not stand there.", other=words[:_SHOWN])
    before, other = words[max(known - _SHOWN, 0) : known], words[known : known + _SHOWN]
    return _(
        "The wording differs from the text behind “{before}”: “{other}” does not stand there.",
        before=before,
        other=other,
    )


def _known_length(words: str, whole: str, at: int, is_first: bool) -> int:
    """How many letters of the words stand in the text as they are, found by halving."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        is_there = whole.startswith(words[:middle], at) if is_first else whole.find(words[:middle], at) >= 0
        low, high = (middle, high) if is_there else (low, middle - 1)
    return low

"""A passage with a stripe for each coder beside it, and in the words a mark where a stripe begins and ends.

A row has a stripe only as a whole; what differs by a few words is seen by the marks: ``A[`` where A begins, ``]A`` where A ends.
In this order of letter and bracket a row never ends with the one nor begins with the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from qualcode.text.span import Span, united
from qualcode.tui.view.width import show
from qualcode.tui.view.wrap import wrap

_ABOUT, _OTHER = "▪┏┗┃┣", "▫┌└│├"  # on one row, begins, ends, goes on, one ends and one begins


@dataclass(frozen=True)
class Stripes:
    """What a coder put on the passage, under her letter: spans of what it is about, and of anything else."""

    letter: str
    about: tuple[Span, ...]
    other: tuple[Span, ...]


class PassageRow(NamedTuple):
    """A row on the screen: whether any of it is in the unit, a glyph for each coder, and words with "unit", "around" or "mark"."""

    in_unit: bool
    glyphs: str
    words: tuple[tuple[str, str], ...]


def stripes(letter: str, about: Iterable[Span], other: Iterable[Span], text: str) -> Stripes:
    """What a coder put on a text, joined where it touches, without the line ends around it."""
    trimmed = [[it for span in spans for it in _trimmed(span, text)] for spans in (about, other)]
    return Stripes(letter, tuple(united(trimmed[0])), tuple(united(trimmed[1])))


def _trimmed(span: Span, text: str) -> Iterator[Span]:
    words = span.of(text)
    start, end = span.start + len(words) - len(words.lstrip("\n")), span.start + len(words.rstrip("\n"))
    if start < end:
        yield Span(start, end)


def passage_rows(text: str, around: Span, unit: Span, coders: Sequence[Stripes], width: int) -> Iterator[PassageRow]:
    """The rows of ``around`` with words of at most ``width`` cells, in which the ``unit`` is set off."""
    opening, closing = _marks(coders)
    start = around.start
    for paragraph in around.of(text).split("\n"):
        end = start + len(paragraph)
        pieces = list(_pieces(text, Span(start, end), unit, opening, closing)) if paragraph else []
        yield from _rows(pieces, start, unit, coders, width)
        start = end + 1


def _marks(coders: Sequence[Stripes]) -> tuple[dict[int, str], dict[int, str]]:
    """The letters of who begins, and of who ends, at an offset."""
    opening: dict[int, str] = {}
    closing: dict[int, str] = {}
    for coder in coders:
        for span in coder.about:
            opening[span.start] = opening.get(span.start, "") + coder.letter
            closing[span.end] = closing.get(span.end, "") + coder.letter
    return opening, closing


class _Piece(NamedTuple):
    words: str
    look: str
    offset: int


def _pieces(
    text: str, paragraph: Span, unit: Span, opening: Mapping[int, str], closing: Mapping[int, str]
) -> Iterator[_Piece]:
    """A paragraph cut where a mark stands, and at the ends of the unit."""
    start, end = paragraph.start, paragraph.end
    cuts = {start, end, *(it for it in (*opening, *closing, unit.start, unit.end) if start < it < end)}
    for first, last in pairwise(sorted(cuts)):
        if first in opening:
            yield _Piece(f"{opening[first]}[", "mark", first)
        inside = unit.start <= first < unit.end
        yield _Piece(text[first:last], "unit" if inside else "around", first)
        if last in closing:
            yield _Piece(f"]{closing[last]}", "mark", last)


def _rows(
    pieces: Sequence[_Piece], start: int, unit: Span, coders: Sequence[Stripes], width: int
) -> Iterator[PassageRow]:
    """A paragraph row by row."""
    whole = "".join(piece.words for piece in pieces)
    for first, last in pairwise([*wrap(whole, width), len(whole)]):
        words: list[tuple[str, str]] = []
        begins, ends, place = None, start, 0
        for piece in pieces:
            left, right = max(first - place, 0), min(last - place, len(piece.words))
            place += len(piece.words)
            if left < right:
                words.append((show(piece.words[left:right]), piece.look))
                if piece.look != "mark":
                    begins = piece.offset + left if begins is None else begins
                    ends = piece.offset + right
        begins = start if begins is None else begins
        in_unit = any(look == "unit" for _words, look in words)
        yield PassageRow(in_unit, "".join(_glyph(it, begins, ends) for it in coders), _without_last_space(words))


def _without_last_space(words: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Spaces at the end of a row hang over its edge."""
    while words:
        last, look = words.pop()
        if last.rstrip():
            return (*words, (last.rstrip(), look))
    return ()


def _glyph(coder: Stripes, begins: int, ends: int) -> str:
    """What stands for a coder beside the text from ``begins`` to ``ends``."""
    for spans, glyphs in ((coder.about, _ABOUT), (coder.other, _OTHER)):
        here = [span for span in spans if span.start < ends and begins < span.end]
        if here:
            return glyphs[_stretch(here, begins, ends)]
    return " "


def _stretch(here: Sequence[Span], begins: int, ends: int) -> int:
    starts, stops = here[0].start >= begins, here[-1].end <= ends
    if starts and stops:
        return 0
    if not starts and not stops:
        return 3 if len(here) == 1 else 4
    return 1 if starts else 2

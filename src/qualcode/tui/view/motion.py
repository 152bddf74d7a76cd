"""Where a caret goes, and what a growing selection takes in: words, clauses, sentences, paragraphs, turns.

Everything is found block by block and remembered for the blocks last visited, so that a key costs the same in a long text.
Speaker labels are no part of a sentence, paragraph or turn. Chinese words need a dictionary that takes a while to load:
until ``warm()`` has run (in a thread), every ideograph counts as a word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from threading import Event
from typing import Literal
from unicodedata import category

from qualcode.text.clauses import clauses_of
from qualcode.text.graphemes import next_boundary, previous_boundary, snap
from qualcode.text.sentences import sentences
from qualcode.text.span import Span
from qualcode.text.words import words
from qualcode.tui.view.layout import Layout
from qualcode.tui.view.shown import ShownTurn
from qualcode.tui.view.width import is_plain

Unit = Literal["character", "word", "word end", "clause", "sentence", "paragraph", "turn", "pair", "document"]
_ASKS = "interviewer"  # the role of who asks; a pair is what is asked, with what is answered to it

_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_rough_word = re.compile(rf"[{_IDEOGRAPHS}]|[^\W{_IDEOGRAPHS}]+").finditer
_dictionary = Event()


def warm() -> None:
    """Load the dictionary of Chinese words; meant for a thread, once."""
    words("热身")
    _dictionary.set()


class Motions:
    """Steps and spans in one text; ``blocks`` are where its layout blocks begin, ``turns`` who speaks where."""

    def __init__(self, text: str, blocks: Sequence[int], turns: Sequence[ShownTurn] = ()) -> None:
        self._text = text
        self._blocks = blocks
        self._turns = sorted(turns, key=lambda turn: turn.start)
        self._turn_starts = [turn.start for turn in self._turns]
        self._words = lru_cache(256)(self._find_words)
        self._sentences = lru_cache(256)(self._find_sentences)
        self._clauses = lru_cache(256)(self._find_clauses)

    @cached_property
    def _said(self) -> list[int]:
        """Where what is said begins in each turn."""
        return [self._skip_space(max(turn.start, turn.label_end), turn.end) for turn in self._turns]

    @cached_property
    def _labels(self) -> list[tuple[int, int]]:
        return sorted((turn.label_start, turn.label_end) for turn in self._turns if turn.label_start < turn.label_end)

    def step(self, offset: int, unit: Unit, direction: Literal[1, -1]) -> int:
        """The next (1) or previous (-1) place where a ``unit`` begins; beyond the last one, the end of the text."""
        if unit == "character":
            return (next_boundary if direction > 0 else previous_boundary)(self._text, offset)
        if unit == "document":
            return len(self._text) if direction > 0 else 0
        if unit == "turn" and self._said:
            return self._nearest(self._said, offset, direction)
        return self._nearest_by_block(offset, unit, direction)

    def span_of(self, unit: Unit, offset: int) -> Span | None:
        """The ``unit`` at ``offset``; between two clauses or sentences, the one before. None where there is none."""
        if unit == "character":
            return Span(offset, next_boundary(self._text, offset)) if offset < len(self._text) else None
        if unit == "word":
            return next((word for word in self._words_at(offset) if word.start <= offset < word.end), None)
        if unit == "clause":
            return _last_begun(self._clauses(self._block_of(offset)), offset)
        if unit == "sentence":
            return _last_begun(self._sentences(self._block_of(offset)), offset)
        if unit == "paragraph":
            return self._trimmed(self._text.rfind("\n", 0, offset) + 1, self._paragraph_end(offset))
        if unit == "turn":
            return self._turn_at(offset)
        if unit == "pair":
            return self._pair_at(offset)
        return self._trimmed(0, len(self._text))

    def grow(self, span: Span | None, focus: int) -> Span | None:
        """The smallest unit around ``focus`` that takes in all of ``span`` and more; None when nothing does.

        Growing from nothing never begins with the whole document, as it would on a blank line.
        """
        if span is None:
            return next(iter(self._around(focus)[:-1]), None)
        return next((unit for unit in self._around(focus) if _within(span, unit)), None)

    def shrink(self, span: Span, focus: int) -> Span | None:
        """The largest unit around ``focus`` that lies within ``span`` and is smaller; None when nothing does."""
        return next((unit for unit in reversed(self._around(focus)) if _within(unit, span)), None)

    def _around(self, focus: int) -> list[Span]:
        """The units at ``focus``, each within the next: what crosses a smaller one is left out, so that shrinking undoes growing."""
        units: tuple[Unit, ...] = ("word", "clause", "sentence", "paragraph", "turn", "pair", "document")
        found = [span for unit in units if (span := self.span_of(unit, focus))]
        around: list[Span] = []
        for span in sorted(found, key=lambda span: span.length):
            if not around or span.encloses(around[-1]):
                around.append(span)
        return around

    # Places and spans within one block

    def _nearest_by_block(self, offset: int, unit: Unit, direction: Literal[1, -1]) -> int:
        block = self._block_of(offset)
        while 0 <= block < len(self._blocks):
            starts = self._starts(block, unit)
            place = bisect_right(starts, offset) if direction > 0 else bisect_left(starts, offset) - 1
            if 0 <= place < len(starts):
                return starts[place]
            block += direction
        return len(self._text) if direction > 0 else 0

    def _nearest(self, starts: Sequence[int], offset: int, direction: Literal[1, -1]) -> int:
        place = bisect_right(starts, offset) if direction > 0 else bisect_left(starts, offset) - 1
        if place < 0:
            return 0
        return starts[place] if place < len(starts) else len(self._text)

    def _starts(self, block: int, unit: Unit) -> list[int]:
        if unit == "word":
            return [word.start for word in self._words(block, _dictionary.is_set())]
        if unit == "word end":
            return [word.end for word in self._words(block, _dictionary.is_set())]
        if unit in ("clause", "sentence"):
            return [span.start for span in (self._clauses if unit == "clause" else self._sentences)(block)]
        start, end = self._bounds(block)
        begins = start == 0 or self._text[start - 1] == "\n"
        return [start] if begins and not self._text[start:end].isspace() and start < end else []

    def _find_words(self, block: int, segmented: bool) -> list[Span]:
        start, end = self._bounds(block)
        if segmented:
            return self._whole(words(self._text, start, end))
        return self._whole(
            Span(start + word.start(), start + word.end()) for word in _rough_word(self._text[start:end])
        )

    def _find_sentences(self, block: int) -> list[Span]:
        return self._whole(
            sentence
            for start, end in self._between_labels(*self._bounds(block))
            for sentence in sentences(self._text, start, end)
        )

    def _find_clauses(self, block: int) -> list[Span]:
        return self._whole(clause for sentence in self._sentences(block) for clause in clauses_of(self._text, sentence))

    def _whole(self, spans: Iterable[Span]) -> list[Span]:
        """The spans, widened where they split a character: a mark may join what rules for words take apart."""
        return [
            span if is_plain(self._text[max(0, span.start - 1) : span.end + 1]) else snap(self._text, span)
            for span in spans
        ]

    def _words_at(self, offset: int) -> list[Span]:
        return self._words(self._block_of(offset), _dictionary.is_set())

    def _turn_at(self, offset: int) -> Span | None:
        place = bisect_right(self._turn_starts, offset) - 1
        if place < 0 or offset > self._turns[place].end:
            return None
        return self._trimmed(self._said[place], self._turns[place].end)

    def _pair_at(self, offset: int) -> Span | None:
        """From the first turn of who asks to the last of who answers; None where nobody is known to ask."""
        place = bisect_right(self._turn_starts, offset) - 1
        if place < 0 or all(turn.role != _ASKS for turn in self._turns):
            return None
        first, last = place, place + 1
        while first > 0 and not self._begins_pair(first):
            first -= 1
        while last < len(self._turns) and not self._begins_pair(last):
            last += 1
        return self._trimmed(self._said[first], self._turns[last - 1].end)

    def _begins_pair(self, place: int) -> bool:
        return self._turns[place].role == _ASKS and self._turns[place - 1].role != _ASKS

    def said(self, start: int, end: int) -> Span | None:
        """What is said between two offsets, without a speaker's label before it and space around it."""
        return self._trimmed(start, end)

    def _between_labels(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        place = max(0, bisect_right(self._labels, (start, start)) - 1)
        for label_start, label_end in self._labels[place:]:
            if label_start >= end:
                break
            if label_end > start:
                yield start, max(start, label_start)
                start = min(label_end, end)
        yield start, end

    def _trimmed(self, start: int, end: int) -> Span | None:
        """What is between, without a label it begins with and without white space around; None when nothing is."""
        place = bisect_right(self._labels, (start, len(self._text)))
        near = self._labels[max(0, place - 1) : place + 1]
        for label_start, label_end in near:
            if label_start <= self._skip_space(start, end) < label_end:
                start = label_end
        start = self._skip_space(start, end)
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return self._whole([Span(start, end)])[0] if start < end else None

    def _skip_space(self, start: int, end: int) -> int:
        while start < end and self._text[start].isspace():
            start += 1
        return start

    def _block_of(self, offset: int) -> int:
        return bisect_right(self._blocks, offset) - 1

    def _bounds(self, block: int) -> tuple[int, int]:
        return self._blocks[block], self._blocks[block + 1] if block + 1 < len(self._blocks) else len(self._text)

    def _paragraph_end(self, offset: int) -> int:
        end = self._text.find("\n", offset)
        return len(self._text) if end < 0 else end


def by_rows(layout: Layout, offset: int, rows: int, cell: int) -> int:
    """The place ``rows`` rows below ``offset`` (above, if negative), as near to ``cell`` as the row allows."""
    layout.settle(offset, abs(rows) + 1)
    return layout.offset_at(layout.number_of(offset) + rows, cell)


def row_start(layout: Layout, offset: int) -> int:
    """Where the row of ``offset`` begins."""
    return layout.row_at(offset).start


def row_end(layout: Layout, offset: int) -> int:
    """The last place for a caret on the row of ``offset``."""
    return layout.offset_in(layout.row_at(offset), layout.width + 1)


def first_word(text: str, start: int, end: int) -> int | None:
    """Where between two offsets the first character stands that is neither white space nor a mark; None where none does."""
    return next((at for at in range(start, end) if category(text[at])[0] in "LNS"), None)


def _within(inner: Span, outer: Span) -> bool:
    return outer.encloses(inner) and outer != inner


def _last_begun(spans: Sequence[Span], offset: int) -> Span | None:
    """The last of ``spans`` that begins at ``offset`` or before; where none does, the first."""
    place = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return spans[max(place, 0)] if spans else None

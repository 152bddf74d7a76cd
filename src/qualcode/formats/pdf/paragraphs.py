"""From the lines of a page to paragraphs: which line goes on in the next.

A line ends a paragraph when the first word of the next would have fitted on it, or when the next begins further to the
right, lower, or in another size; where a sentence ends, a little lower is enough. Where nothing but the width speaks for going on (a sentence ends, the next line begins with a
capital), other lines of that width must show that it is the width of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qualcode.formats.pdf.glyphs import HYPHENS
from qualcode.formats.pdf.lines import Line, ends_in_address, is_wide

_ENDS_SENTENCE = re.compile(r"[.!?。！？…:：;；][\"'”’」』）)\]】》]*\s*$")
_BEGINS_ANEW = re.compile(
    r"\s*(?:[•·▪‣●○◦■□◆–—*-]\s|\(?[0-9]{1,3}[.)、．]\s*\D|[(（][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、"
    r"|[A-Za-z][.)]\s|第[0-9〇零一二三四五六七八九十百]{1,6}[章节条款编]|[A-Z][\w.]{0,15}(?: [\w.]{1,15}){0,2}:|[^\s，。：]{1,10}：)"
)
_ENTRY_OF_CONTENTS = re.compile(r"(?:[.·…] ?){4,}\s*\w{0,6}\s*$")
_INDENT = 0.8  # ems
_SAME_PLACE = 0.5
_NARROW_END = 2.1  # ems that may stay free at the end of a line of Chinese, where no mark may begin the next
_SLACK = 0.3
_SLACK_BEFORE_MARK = 1.2  # for the Chinese mark that must not be parted from a word
_SAME_BOUND = 1.5
_WIDE_TEXT, _FULL_TEXT = 0.45, 0.7  # of a page's width
_ENOUGH, _PLENTY = 2, 3  # lines that show a width
_SAME_SIZE = 1.3
_PITCH = 1.28
_APART = 1.1  # times the usual distance: enough between sentences
_ONE_LINE = 1.9  # heights
_QUARTER = 4


@dataclass(slots=True)
class _Block:
    """Lines that follow each other closely. ``bound`` is where full ones end; ``shown`` counts those that surely go on.

    ``pitch`` is the usual distance from line to line in heights, 0 where there are too few to tell.
    """

    lines: list[Line]
    run: int
    bound: float = 0
    shown: int = 0
    left: float = field(default=0)
    pitch: float = 0

    def settle(self) -> None:
        pitches = sorted(pitch for pair in pairwise(self.lines) if (pitch := _pitch(*pair)) is not None)
        self.pitch = pitches[len(pitches) // _QUARTER] if len(pitches) >= _QUARTER else 0
        self.bound = max(line.right for line in self.lines)
        self.left = min(line.left for line in self.lines)
        self.shown = sum(
            _reaches(line, following, self.bound) and _goes_on_within(line, following)
            for line, following in pairwise(self.lines)
        )


class Flow:
    """How the lines of one page, in the order of reading, stand to each other. ``width`` is the page's."""

    def __init__(self, lines: Sequence[Line], width: float) -> None:
        self._lines, self._width = lines, width
        self._blocks = list(_blocks(lines))
        self._block_of = [block for block in self._blocks for _line in block.lines]
        for block in self._blocks:
            block.settle()

    def goes_on(self, index: int, begins: bool) -> bool:
        """Whether a line that is not the last goes on in the next; ``begins`` when it is the first of its paragraph."""
        line, following = self._lines[index], self._lines[index + 1]
        block, next_block = self._block_of[index], self._block_of[index + 1]
        if block.run != next_block.run:
            return self.goes_on_elsewhere(index, next_block.lines)
        return (
            block is next_block
            and len(following.segments) == 1
            and not _ENTRY_OF_CONTENTS.search(line.text)
            and self._is_full(index, following)
            and not self._is_indented(index, begins)
        )

    def goes_on_elsewhere(self, index: int, lines: Sequence[Line]) -> bool:
        """Whether a line surely goes on at the head of these: the next column, or the next page."""
        line, first = self._lines[index], lines[0]
        is_indented = first.left - min(it.left for it in lines) > _INDENT * first.em
        return (
            len(first.segments) == 1
            and not is_indented
            and _same_size(line, first)
            and _goes_on_within(line, first)
            and self._is_full(index, first)
        )

    def _is_full(self, index: int, following: Line) -> bool:
        """Whether the next line's first word would not have fitted on this one, as far as it is known where lines end."""
        line, block = self._lines[index], self._block_of[index]
        if not _reaches(line, following, block.bound):
            return False
        shown = sum(it.shown for it in self._blocks if abs(it.bound - block.bound) < _SAME_BOUND * line.em)
        width = block.bound - block.left
        if width < _WIDE_TEXT * self._width:
            return shown >= _PLENTY and not _begins_anew(line, following)
        if _goes_on_within(line, following):
            return True
        if _ENDS_SENTENCE.search(line.text):
            return shown >= _ENOUGH and not _begins_anew(line, following) and not self._stands_apart(index)
        return shown >= _ENOUGH or width > _FULL_TEXT * self._width

    def _stands_apart(self, index: int) -> bool:
        """Whether there is a little more between this line and the next of its block than between others."""
        pitch, block = _pitch(self._lines[index], self._lines[index + 1]), self._block_of[index]
        return 0 < block.pitch * _APART < (pitch or 0)

    def _is_indented(self, index: int, begins: bool) -> bool:
        """Whether the next line stands where a paragraph begins, not where one goes on."""
        line, following = self._lines[index], self._lines[index + 1]
        if len(line.segments) > 1:
            return abs(following.left - line.hang) > _SAME_PLACE * line.em
        shift = (following.left - line.left) / line.em
        after = self._shift_after(index + 1)
        if shift > _INDENT:
            hangs = not _ENDS_SENTENCE.search(line.text) or (after is not None and abs(after) < _SAME_PLACE)
            return not (begins and hangs)
        if shift < -_INDENT:
            return not begins
        return after is not None and after < -_INDENT

    def _shift_after(self, index: int) -> float | None:
        """How far to the right of this line the next one begins, in ems; None where they are not of one block."""
        if index + 1 >= len(self._lines) or self._block_of[index] is not self._block_of[index + 1]:
            return None
        return (self._lines[index + 1].left - self._lines[index].left) / self._lines[index].em


def _reaches(line: Line, following: Line, bound: float) -> bool:
    """Whether the next line's first word would not fit between the end of this one and the bound."""
    if is_wide(following.text):
        return bound - line.right < _NARROW_END * line.em
    slack = _SLACK_BEFORE_MARK if is_wide(line.text.rstrip()[-1:]) else _SLACK
    return bound - line.right < following.first_word + slack * line.em


def _goes_on_within(line: Line, following: Line) -> bool:
    """Whether the words themselves go on: the sentence does not end, and the next line does not begin like one."""
    if ends_in_address(line.text.rstrip()):
        return True
    if _ENDS_SENTENCE.search(line.text) or _BEGINS_ANEW.match(following.text):
        return False
    last = line.text.rstrip()[-1:]
    return following.text[:1].islower() or (is_wide(following.text) and is_wide(last)) or last in HYPHENS


def _begins_anew(line: Line, following: Line) -> bool:
    return bool(_ENDS_SENTENCE.search(line.text) and _BEGINS_ANEW.match(following.text))


def _same_size(one: Line, other: Line) -> bool:
    return (
        not one.turned
        and not other.turned
        and max(one.height, other.height) < _SAME_SIZE * min(one.height, other.height)
    )


def _blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    """Lines that follow closely and in one size; ``run`` counts the columns they stand in."""
    for number, run in enumerate(_runs(lines)):
        block = _Block([run[0]], number)
        for following, is_close in zip(run[1:], _are_close([_pitch(*pair) for pair in pairwise(run)])):
            if is_close:
                block.lines.append(following)
            else:
                yield block
                block = _Block([following], number)
        yield block


def _pitch(line: Line, following: Line) -> float | None:
    """The distance to the next line in heights, None where that has another size."""
    return (line.bottom - following.bottom) / line.height if _same_size(line, following) else None


def _are_close(pitches: Sequence[float | None]) -> Iterator[bool]:
    """Whether each distance is one from line to line of a paragraph: about as small as is usual, or as the next ones are."""
    known = sorted(pitch for pitch in pitches if pitch is not None)
    usual = known[len(known) // _QUARTER] if len(known) >= _QUARTER else 0
    for before, pitch, after in zip([None, *pitches], pitches, [*pitches[1:], None]):
        beside = min((it for it in (before, after) if it is not None), default=0)
        yield pitch is not None and pitch <= (_PITCH * max(usual, beside) or _ONE_LINE)


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines one below the other; a line that stands higher than the one before, or beside it, begins another run."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and _is_below(runs[-1][-1], line):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _is_below(line: Line, following: Line) -> bool:
    overlap = min(line.right, following.right) - max(line.left, following.left)
    return following.bottom < line.bottom - 0.3 * line.height and overlap > 0

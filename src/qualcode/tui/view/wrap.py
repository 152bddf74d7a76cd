"""Where the rows of a paragraph begin.

A row holds as many grapheme clusters as fit. It may end next to any wide character (ideograph, kana, emoji), after
spaces, and after a hyphen inside a word unless a digit follows; words of other scripts stay whole. A row never begins with
a closing mark and never ends with an opening one (the rules of Chinese typesetting, W3C clreq 3.1.6). Trailing spaces
hang over the edge. Only where no such place is found in the last 40 clusters is a row cut wherever it is full, or before
that where a mark would else stand at the wrong end of a row, as in the middle of a long address.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from qualcode.text.graphemes import next_boundary, previous_boundary
from qualcode.tui.view.width import CELLS, clusters, edges, is_plain

SPACES = frozenset(" \t\u3000\u2002\u2003\u2009")
CLOSING = frozenset("，。、！？；：）】」』》〉〕〗］｝”’…—·％‰℃々ー．" + ",.!?:;)]}%»")
OPENING = frozenset("（【「『《〈〔〖［｛“‘￥＄" + "([{«")
_HYPHENS = frozenset("-\u2010")
_LOOK_BACK = 40

BLOCK = 4000
"""The most code points wrapped at once; longer paragraphs are laid out in blocks that end with a sentence if they can."""
_sentence_ends = re.compile(r"(?:[。！？!?…]+|\.(?=[”’\"')\]]*[ \t]))[”’」』）》\"')\]]*[ \t\u3000]*").finditer


def wrap(text: str, width: int) -> list[int]:
    """Where each row of ``text`` (a paragraph without its line end) begins at ``width`` cells; the first at 0."""
    units = clusters(text)
    starts = _row_starts(units, edges(units), width)
    if isinstance(units, str):
        return starts
    offsets = list(accumulate(map(len, units), initial=0))
    return [offsets[unit] for unit in starts]


def may_break(units: Sequence[str], place: int) -> bool:
    """Whether a row may end before ``units[place]`` (clusters); at the end of the text it always may."""
    if place >= len(units):
        return True
    before, after = units[place - 1][0], units[place][0]
    if after in SPACES or after in CLOSING:
        return False
    if before in SPACES:
        return _last_before_spaces(units, place) not in OPENING
    if before in OPENING:
        return False
    if CELLS[before] == 2 or CELLS[after] == 2:
        return True
    return before in _HYPHENS and not after.isdigit() and place > 1 and units[place - 2][0].isalnum()


def block_starts(text: str) -> list[int]:
    """Where the blocks of a document begin: every paragraph, and within a long one the cuts that keep blocks short."""
    starts: list[int] = []
    start = 0
    while True:
        end = text.find("\n", start)
        stop = len(text) if end < 0 else end
        starts.append(start)
        while stop - start > BLOCK:
            start = _cut(text, start)
            starts.append(start)
        if end < 0:
            return starts
        start = end + 1


def _row_starts(units: Sequence[str], cells: Sequence[int], width: int) -> list[int]:
    starts = [0]
    start, end = 0, len(units)
    while cells[end] - cells[start] > width:
        full = max(start + 1, bisect_right(cells, cells[start] + width, start) - 1)
        start = _row_end(units, start, full)
        if start == end:
            break
        starts.append(start)
    return starts


def _row_end(units: Sequence[str], start: int, full: int) -> int:
    """Where the row from ``start`` ends when ``units[start:full]`` fit: the last legal place, spaces hanging over."""
    hanging = full
    while hanging < len(units) and units[hanging] in SPACES:
        hanging += 1
    if may_break(units, hanging):
        return hanging
    near = range(full, max(start, full - _LOOK_BACK), -1)
    legal = next((place for place in near if may_break(units, place)), None)
    return legal or next((place for place in near if _keeps_marks(units, place)), full)


def _keeps_marks(units: Sequence[str], place: int) -> bool:
    """Whether a row that ends before ``units[place]`` leaves marks where they belong."""
    return units[place][0] not in CLOSING and units[place - 1][0] not in OPENING


def _last_before_spaces(units: Sequence[str], place: int) -> str:
    place -= 1
    while place > 0 and units[place] in SPACES:
        place -= 1
    return units[place][0]


def _cut(text: str, start: int) -> int:
    """The best place to end the block from ``start``: after a sentence, else at the edge of a cluster."""
    full = start + BLOCK
    for place in reversed([match.end() for match in _sentence_ends(text, start + BLOCK // 2, full)]):
        if is_plain(text[place - 1 : place + 1]) and may_break(text, place):
            return place
    edge = previous_boundary(text, full + 1)
    return edge if edge > start else next_boundary(text, start)

"""From glyphs to the lines of a page, in the order they are read.

The order in which a page draws its text is nearly always the order of reading, column by column, and it is kept. Only where
a page draws two columns across, line by line, they are put one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median
from unicodedata import bidirectional, east_asian_width

from qualcode.formats.docx.symbols import UNKNOWN
from qualcode.formats.pdf.glyphs import HYPHENS, Break, Glyph

_BULLET, _BULLETS = "•", frozenset("•◦▪■□○●◆➢✓–-*·")
_LOWEST = 1.0  # points
_EM = 0.9  # of the height of a line; a rough measure of a character's width
_WIDE_GAP = 1.7  # ems between cells of a table, or between columns
_WORD_GAP = 0.2  # of the height
# Programs set Chinese apart from Latin by up to a quarter of a character: that is no space.
_GAP_BESIDE_WIDE = 0.28
_GAP_BETWEEN_WIDE = 0.2
_OVERLAP = 0.5  # of two glyphs' heights on one line
_BACK = 0.5  # ems a glyph may begin before the one before it ends
_FEWEST_ROWS = 6  # that make columns
_SAME_END = 0.3  # ems
_WIDEST_INDENT = 3.0
_NEAR = 2.0  # lines
_WIDEST_STRETCH = 8.0  # ems
_CHINESE = "[\u3000-\u303f\u3400-\u9fff\uff00-\uff5e]"
_FEW_GAPS = 2
_SHARE_OF_GAPS = 0.1
_ADDRESS = re.compile(r"https?://[!-~]*[/?&=_.%#:~+-]$")
_SPREAD = re.compile(f"(?:{_CHINESE}[,.;:]? ){{5,}}(?={_CHINESE})")
_COLUMN_WIDTH = 0.22  # of the page's width


@dataclass(slots=True)
class Segment:
    """Text without a wide gap in it. ``centres`` are those of the glyph of every character, None for spaces put in."""

    text: str = ""
    left: float = 0
    bottom: float = 0
    right: float = 0
    top: float = 0
    first_word: float = 0  # where its first word ends
    turned: bool = False
    centres: list[tuple[float, float] | None] = field(default_factory=list)
    height: float = 0  # of its line
    em: float = 0  # the width of a wide character
    widest: float = 0
    closed_up: bool = False  # whether spaces that only spread its characters were taken out
    last: Glyph | None = None
    heights: list[float] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)  # of its wide characters
    gaps: list[int] = field(default_factory=list)  # where a space was put in between two of them

    def settled(self) -> Segment:
        """Itself, without what is only needed while it grows."""
        self.height = max(median(self.heights), _LOWEST)
        self.em = max(self.widest or _EM * self.height, _LOWEST)
        self._close_up()
        self.last, self.heights, self.widths, self.gaps = None, [], [], []
        if self.text.startswith(UNKNOWN) and not self.text[1:2].strip():
            self.text = _BULLET + self.text[1:]
        return self

    def add(self, glyph: Glyph, before: str, keeps_centre: bool) -> None:
        """Go on with ``glyph``, after ``before``."""
        if not self.heights:
            self.left, self.bottom, self.top = glyph.left, glyph.bottom, glyph.top
            self.turned = glyph.turned
        if self.heights and not self.first_word and (before or is_wide(glyph.text) or is_wide(self.text)):
            self.first_word = self.right
        if keeps_centre:
            centre = ((glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2)
            self.centres += [None] * len(before) + [centre] * len(glyph.text)
        if before and is_wide(glyph.text) and is_wide(self.text[-1:]):
            self.gaps.append(len(self.text))
        self.text += before + glyph.text
        self.heights.append(glyph.height)
        if is_wide(glyph.text):
            self.widths.append(glyph.right - glyph.left)
            self.widest = max(self.widest, self.widths[-1])
        self.right = max(self.right, glyph.right)
        self.bottom, self.top = min(self.bottom, glyph.bottom), max(self.top, glyph.top)
        self.left = min(self.left, glyph.left)
        self.last = glyph

    def _close_up(self) -> None:
        """Take out the spaces with which Chinese was spread over a line; elsewhere it has none."""
        spaces = {at for run in _SPREAD.finditer(self.text) for at in range(*run.span()) if self.text[at] == " "}
        if len(self.gaps) > max(_FEW_GAPS, _SHARE_OF_GAPS * len(self.widths)):
            spaces |= set(self.gaps)
        self.closed_up = bool(spaces)
        if spaces:
            self.centres = [centre for at, centre in enumerate(self.centres) if at not in spaces]
            self.text = "".join(character for at, character in enumerate(self.text) if at not in spaces)


@dataclass(slots=True)
class Line:
    """What stands side by side: one segment, or the cells of a row."""

    segments: list[Segment]

    @property
    def text(self) -> str:
        """Its text, with tabs between cells, but a space behind a bullet."""
        first, *others = (segment.text for segment in self.segments)
        return (" " if first in _BULLETS else "\t").join([first, "\t".join(others)]) if others else first

    @property
    def centres(self) -> list[tuple[float, float] | None]:
        """Where every character of ``text`` stands."""
        found: list[tuple[float, float] | None] = []
        for ordinal, segment in enumerate(self.segments):
            found += ([None] if ordinal else []) + segment.centres
        return found

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.segments[0].left

    @property
    def hang(self) -> float:
        """Where its last cell begins: a line that goes on in this one may begin there."""
        return self.segments[-1].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.segments[-1].right

    @property
    def top(self) -> float:
        """Its upper edge."""
        return max(segment.top for segment in self.segments)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return min(segment.bottom for segment in self.segments)

    @property
    def height(self) -> float:
        """How high it is."""
        return self.segments[-1].height

    @property
    def em(self) -> float:
        """About the width of a wide character."""
        return self.segments[-1].em

    @property
    def turned(self) -> bool:
        """Whether it does not run from left to right."""
        return self.segments[0].turned

    @property
    def first_word(self) -> float:
        """The width of its first word."""
        return (self.segments[0].first_word or self.segments[0].right) - self.left


def lines_of(glyphs: list[Glyph], width: float, keep_centres: bool) -> list[Line]:
    """The lines of a page of this ``width`` in the order they are read; they know where characters stand if they are to."""
    rows = list(_rows([segment.settled() for segment in _segments(glyphs, keep_centres)]))
    for before, row, after in zip([None, *rows], rows, [*rows[1:], None]):
        if any(other is not None and _is_stretched_like(row, other) for other in (before, after)):
            row.segments = [_joined(row.segments)]
    return [line for part in _parts(rows, width) for line in part]


def is_wide(character: str) -> bool:
    """Whether it is Chinese, Japanese or their punctuation, between which no space is set."""
    return bool(character) and east_asian_width(character[0]) in "WF" and not "\uac00" <= character[0] <= "\ud7a3"


def ends_in_address(line: str) -> bool:
    """Whether a line ends in the middle of an address on the web."""
    return _ADDRESS.search(line) is not None


def _segments(glyphs: list[Glyph], keep_centres: bool) -> Iterator[Segment]:
    segment = Segment()
    spaces, broken = "", False
    for glyph in glyphs:
        if isinstance(glyph, Break):
            broken = True
        elif glyph.text.isspace():
            if segment.last is not None and not glyph.made:
                spaces += glyph.text
                segment.right = max(segment.right, glyph.right) if _on_one_line(segment.last, glyph) else segment.right
            elif glyph.made:
                spaces = spaces or "made"
        else:
            if segment.last is not None and not _goes_on(segment, glyph, broken):
                yield segment
                segment, spaces = Segment(), ""
            segment.add(glyph, _between(segment, glyph, spaces) if segment.last else "", keep_centres)
            spaces, broken = "", False
    if segment.last is not None:
        yield segment


def _goes_on(segment: Segment, glyph: Glyph, broken: bool) -> bool:
    """Whether a glyph belongs to the segment: it stands on its line and follows closely."""
    last = segment.last
    assert last is not None
    if glyph.turned or last.turned:
        return glyph.turned == last.turned and not broken
    if not _on_one_line(last, glyph) or (broken and last.text in HYPHENS and glyph.left < last.left):
        return False
    em = _EM * max(last.height, glyph.height)
    gap = glyph.left - segment.right
    if gap < -_BACK * em and glyph.left < last.left:
        return bidirectional(glyph.text[0]) in ("R", "AL") and not broken
    return gap <= _WIDE_GAP * em


def _on_one_line(one: Glyph, other: Glyph) -> bool:
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared >= _OVERLAP * min(one.height, other.height)


def _between(segment: Segment, glyph: Glyph, spaces: str) -> str:
    """What stands between the segment and the next glyph: the spaces of the page, or one where the gap is that of words."""
    last = segment.last
    assert last is not None
    if spaces and spaces != "made":
        return spaces
    gap = glyph.left - segment.right
    if is_wide(last.text[-1]) or is_wide(glyph.text):
        return " " if _parts_from_wide(segment, glyph, gap) else ""
    return " " if spaces or gap > _WORD_GAP * glyph.height else ""


def _parts_from_wide(segment: Segment, glyph: Glyph, gap: float) -> bool:
    """Whether a space stands before or behind a wide character. Some files give boxes of the ink, which differ in width, so
    that between two of them the distance of their middles tells more than the gap.
    """
    last = segment.last
    assert last is not None
    wide_before, wide_after = is_wide(last.text[-1]), is_wide(glyph.text)
    em = max(segment.widest, glyph.right - glyph.left if wide_after else 0)
    if wide_before and wide_after:
        return (glyph.left + glyph.right - last.left - last.right) / 2 - em > _GAP_BETWEEN_WIDE * em
    return gap > _GAP_BESIDE_WIDE * em


def _rows(segments: list[Segment]) -> Iterator[Line]:
    """Segments drawn one after the other from left to right on one height make a row."""
    row: list[Segment] = []
    for segment in segments:
        if row and not _beside(row[-1], segment):
            yield Line(row)
            row = []
        row.append(segment)
    if row:
        yield Line(row)


def _beside(one: Segment, other: Segment) -> bool:
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    on_one_line = shared >= _OVERLAP * min(one.height, other.height)
    return on_one_line and other.left >= one.right and not one.turned and not other.turned


def _is_stretched_like(row: Line, other: Line) -> bool:
    """Whether a row is a line of text with its words drawn apart, so that it begins and ends as the line beside it does."""
    if len(row.segments) == 1 or len(other.segments) > 1 or row.turned or other.turned:
        return False
    gaps = [right.left - left.right for left, right in pairwise(row.segments)]
    same_ends = abs(row.right - other.right) < _SAME_END * row.em
    same_ends = same_ends and -_SAME_END < (row.left - other.left) / row.em < _WIDEST_INDENT
    near = abs(row.bottom - other.bottom) < _NEAR * row.height
    return same_ends and near and max(gaps) < _WIDEST_STRETCH * row.em


def _joined(segments: list[Segment]) -> Segment:
    whole, *rest = segments
    for segment in rest:
        whole.first_word = whole.first_word or whole.right
        whole.centres += [None, *segment.centres] if whole.centres else []
        whole.text += f" {segment.text}"
        whole.right, whole.top = segment.right, max(whole.top, segment.top)
        whole.bottom = min(whole.bottom, segment.bottom)
    return whole


def _parts(rows: list[Line], width: float) -> Iterator[list[Line]]:
    """Rows as they are, but columns that were drawn across one after the other."""
    for crossing, group in groupby(rows, key=lambda row: len(row.segments) == 2):
        part = list(group)
        if crossing and _are_columns(part, width):
            yield [Line([row.segments[0]]) for row in part]
            yield [Line([row.segments[1]]) for row in part]
        else:
            yield part


def _are_columns(rows: list[Line], width: float) -> bool:
    """Whether rows of two cells are two columns of running text, with one gutter between them."""
    if len(rows) < _FEWEST_ROWS:
        return False
    lefts = [row.segments[0] for row in rows]
    rights = [row.segments[1] for row in rows]
    has_gutter = max(segment.right for segment in lefts) < min(segment.left for segment in rights)
    widths = [median(segment.right - segment.left for segment in side) for side in (lefts, rights)]
    return has_gutter and min(widths) > _COLUMN_WIDTH * width

"""How wide text is in a terminal, and what is shown for characters no two terminals agree about.

Offsets stay those of the stored text; only what is painted differs. Shown for a grapheme cluster is

- a tab: four spaces; a control character: its picture (␀ … ␡); an invisible format character: a dotted circle;
- a flag, or half of one: its letters; any other emoji sequence (joined, skin-toned, with variation selector): its first emoji alone,
  because terminals disagree about the width of the whole (a family emoji is two cells wide in one, six in another);
- a mark without a base: the mark on a dotted circle;
- anything else: itself, without the marks beyond so many that nobody could read them.

Arabic and Hebrew words are painted in the order they are stored, their letters from left to right on the cells; a terminal
that knows how to turns each run of them round in its place. What directs writing beyond that (overrides, isolates) is an
invisible character like others and painted as a circle, and ``fenced`` keeps what stands beside such words where it is.

So the width of a text is the sum of the widths of its clusters, none is narrower than one cell, and a terminal that
draws a glyph wider than it should damages no more than the tail of its row. The widths are Rich's, since the toolkit
crops by them; only a mark with a place of its own (a vowel of Hindi, Tamil, Khmer) has the cell that terminals give it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from unicodedata import category

from qualcode.text.graphemes import boundaries

TAB = "    "
_MOST = 24  # code points of a cluster that are painted: letters with marks need up to ten
_NOTHING = "\u25cc"  # dotted circle

# Blocks whose every character is a grapheme cluster of its own and one or two cells wide, next to whatever: Latin, Greek
# and Cyrillic letters, punctuation, symbols, kana, hangul syllables, ideographs, emoji without the combining ones.
_PLAIN = (
    "\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2100-\u2bff\u2e80-\u3029\u3030-\u3098\u309b-\u3163\u3165-\ua4cf"
    "\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff9d\uffe0-\uffee"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff\U00020000-\U0003fffd"
)
_not_plain = re.compile(f"[^{_PLAIN}]").search
_flag = re.compile("[\U0001f1e6-\U0001f1ff]{1,2}").match
_trimmings = re.compile("[\u200d\u3164\uffa0\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")


_from_right = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff]").search
FENCE = "\u200e"
"""The left-to-right mark: no cell wide, it ends a run of right-to-left writing."""


class _Cells(dict[str, int]):
    """The width of each character met so far."""

    def __missing__(self, character: str) -> int:
        from rich.cells import get_character_cell_size

        cells = self[character] = 1 if category(character) == "Mc" else get_character_cell_size(character)
        return cells


CELLS = _Cells()
"""The width in cells of a single character."""


def is_plain(text: str) -> bool:
    """Whether every code point is a cluster of its own, shown as itself."""
    return _not_plain(text) is None


def clusters(text: str) -> Sequence[str]:
    """The grapheme clusters of ``text``: the text itself where each is one code point, else a list."""
    if is_plain(text):
        return text
    return [text[start:end] for start, end in pairwise(boundaries(text))]


def edges(units: Sequence[str]) -> Sequence[int]:
    """Where each of ``units`` (clusters) begins, in cells, and where the last ends: one number more than units."""
    if isinstance(units, str):
        if units.isascii():
            return range(len(units) + 1)
        return list(accumulate(map(CELLS.__getitem__, units), initial=0))
    return list(accumulate(map(cluster_cells, units), initial=0))


@lru_cache(8192)
def shown(cluster: str) -> str:
    """What is painted for one grapheme cluster; never less than one cell wide."""
    if cluster == "\t":
        return TAB
    if category(cluster[0]) in ("Cc", "Cs", "Zl", "Zp"):
        return _picture(ord(cluster[0]))
    if flag := _flag(cluster):
        return "".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in flag[0])
    kept = cluster[0] if _is_emoji_sequence(cluster) else _visible(cluster)
    stands_alone = any(CELLS[character] for character in kept) and category(kept[0])[0] != "M"
    return kept if stands_alone else _NOTHING + kept


@lru_cache(8192)
def cluster_cells(cluster: str) -> int:
    """The width of one grapheme cluster as shown, at least 1."""
    return sum(CELLS[character] for character in shown(cluster))


def show(text: str) -> str:
    """What is painted for ``text``; it begins and ends between clusters."""
    units = clusters(text)
    return units if isinstance(units, str) else "".join(map(shown, units))


def fenced(drawn: str) -> bool:
    """Whether what is painted needs a ``FENCE`` on both sides: a terminal that writes Arabic or Hebrew from the right would
    else take along stripes, blanks and the panel beside it, or turn the whole row round."""
    return not drawn.isascii() and _from_right(drawn) is not None


def cells(text: str) -> int:
    """The width of ``text`` as shown."""
    return edges(clusters(text))[-1]


def cell_of(text: str, offset: int) -> int:
    """The cell at which the cluster at ``offset`` begins; inside a cluster, where the next begins."""
    return cells(text[:offset]) if is_plain(text) else edges(clusters(text))[_unit_of(text, offset)]


def offset_at(text: str, cell: int) -> int:
    """The start of the cluster that covers ``cell``; the end of the text for cells beyond it."""
    units = clusters(text)
    unit = max(0, bisect_right(edges(units), cell) - 1)
    return unit if isinstance(units, str) else sum(map(len, units[:unit]))


def _unit_of(text: str, offset: int) -> int:
    return bisect_left(list(accumulate(map(len, clusters(text)), initial=0)), offset)


def _is_emoji_sequence(cluster: str) -> bool:
    return CELLS[cluster[0]] > 0 and category(cluster[0])[0] in "SNP" and _trimmings.search(cluster) is not None


def _visible(cluster: str) -> str:
    kept = _trimmings.sub("", cluster[:_MOST])
    return "".join(character for character in kept if category(character) != "Cf")


def _picture(control: int) -> str:
    if control < 0x20:
        return chr(0x2400 + control)
    return {0x7F: "\u2421", 0x2028: "\u2424", 0x2029: "\u2424"}.get(control, "\u2426")

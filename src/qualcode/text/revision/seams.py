"""What became of a stretch that did not stay: what was put in or taken out, where a person would have done it; the right
letters of a misspelt word; a mark of punctuation instead of its like.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from qualcode.text.revision.alignment import chance
from qualcode.text.revision.blocks import Gap, common_end, common_start
from qualcode.text.revision.ink import INK, fold, weight
from qualcode.text.revision.textmap import Edit

_SMALL = 1600  # cells of a table of costs that are worked out one by one
ALIKE = 0.5  # the share of letters in common that makes two spellings one word
_TURNED = 0.67  # what a pair of letters that changed places counts
_MARKS = (",.;:!?…，。；：！？、·—-", "\"'“”‘’「」『』«»", "()[]{}<>（）［］【】《》〈〉〔〕")
_LARGE = 40_000  # letters of one side times letters of the other: surely too large
_FREQUENT = 40  # letters on both sides of changes that are worth remembering
_FEW = 8  # words on one side, where marks are taken to have become their like though nothing near them stayed


class _Item(NamedTuple):
    """A word, a Han character, or a single mark or space."""

    start: int
    end: int
    word: str
    folded: str
    is_ink: bool


def seam(old: str, new: str, gap: Gap) -> list[Edit]:
    """The edits that make one side of ``gap`` the other; neighbours may touch, and then each became the other's like."""
    words, others = old[gap.old : gap.old_end], new[gap.new : gap.new_end]
    if words == others:
        return []
    found = (_found_before if len(words) + len(others) <= _FREQUENT else _found)(words, others)
    return [Edit(gap.old + it.old, gap.old + it.old_end, gap.new + it.new, gap.new + it.new_end) for it in found]


def _found(old: str, new: str) -> list[Gap]:
    """The changed parts of two short texts that differ."""
    gap = Gap(0, len(old), 0, len(new))
    if not gap.cells:
        return [gap]
    if only := _only_more_or_less(old, new, gap):
        return [only]
    gap = _without_kept_lines(old, new, gap)
    if gap.cells > _LARGE:
        return list(_changed(old, new, gap, False))
    items, others = _items(old, gap.old, gap.old_end), _items(new, gap.new, gap.new_end)
    pairs = _pairs(items, others) if len(items) * len(others) <= _SMALL else []
    return [
        change for part, letters in _parts(gap, items, others, pairs) for change in _changed(old, new, part, letters)
    ]


_found_before = lru_cache(maxsize=1 << 12)(_found)  # a text set anew has the same few changes a thousand times


def alikeness(one: str, other: str) -> float:
    """The share of letters that two words have in common at both ends, from 0 to 1; letters that changed places count."""
    if one == other:
        return 1.0
    whole = Gap(0, len(one), 0, len(other))
    start = common_start(one, other, whole)
    end = common_end(one, other, Gap(start, len(one), start, len(other)))
    if start and len(one) > 2 and sorted(one) == sorted(other):
        return max(_TURNED, (start + end) / len(one))
    return (start + end) / max(len(one), len(other))


def marks_alike(one: str, other: str) -> bool:
    """Whether two marks of punctuation may stand for each other."""
    return fold(one) == fold(other) or any(one in marks and other in marks for marks in _MARKS)


def _only_more_or_less(old: str, new: str, gap: Gap) -> Gap | None:
    """The change where something was only put in or only taken out, between words or inside one.

    Whole words that are at the start as well as at the end could have been told before, if it were clear which of them stayed.
    """
    before, after = common_start(old, new, gap), common_end(old, new, gap)
    less = min(gap.old_length, gap.new_length)
    if before + after < less:
        return None
    text, start = (old, gap.old) if gap.old_length < gap.new_length else (new, gap.new)
    if any(not match.start() < start + before < match.end() for match in INK.finditer(text, start, start + less)):
        return None
    after = less - before
    return Gap(gap.old + before, gap.old_end - after, gap.new + before, gap.new_end - after)


def _without_kept_lines(old: str, new: str, gap: Gap) -> Gap:
    """``gap`` without the end of the line in which it begins and the start of the line in which it ends, if these stayed."""
    head = old.find("\n", gap.old, gap.old_end)
    if head >= 0 and new.startswith(old[gap.old : head], gap.new, gap.new_end):
        gap = gap._replace(old=head, new=gap.new + head - gap.old)
    tail = old.rfind("\n", gap.old, gap.old_end) + 1
    if tail > gap.old and new.endswith(old[tail : gap.old_end], gap.new, gap.new_end):
        gap = gap._replace(old_end=tail, new_end=gap.new_end - (gap.old_end - tail))
    return gap


def _items(text: str, start: int, end: int) -> list[_Item]:
    found: list[_Item] = []
    for match in INK.finditer(text, start, end):
        found += _marks(text, start, match.start())
        found.append(_Item(*match.span(), match[0], fold(match[0]), True))
        start = match.end()
    return found + _marks(text, start, end)


def _marks(text: str, start: int, end: int) -> list[_Item]:
    return [_Item(at, at + 1, text[at], fold(text[at]), False) for at in range(start, end)]


def _pairs(items: Sequence[_Item], others: Sequence[_Item]) -> list[tuple[int, int]]:
    """Which items became which, where reading forwards and backwards agree and it is no chance."""
    mirrored = _cheapest(items[::-1], others[::-1])
    backwards = {(len(items) - 1 - i, len(others) - 1 - j) for i, j in mirrored}
    places, places_of_others = _places(items), _places(others)
    whole = Gap(0, places[-1], 0, places_of_others[-1])

    def is_likely(i: int, j: int) -> bool:
        if not items[i].is_ink:
            return True
        alike = alikeness(items[i].folded, others[j].folded)
        return weight(items[i].word) * alike >= chance(places[i], places_of_others[j], whole)

    pairs = [pair for pair in _cheapest(items, others) if pair in backwards and is_likely(*pair)]
    if max(places[-1], places_of_others[-1]) <= _FEW:
        return pairs
    # Marks between words that did not stay: only next to a word that did, or to an end.
    words = [(i, j) for i, j in pairs if items[i].is_ink]
    firm = {(0, 0), whole[1::2], *((places[i], places_of_others[j]) for i, j in words)}
    firm |= {(places[i + 1], places_of_others[j + 1]) for i, j in words}
    return [(i, j) for i, j in pairs if items[i].is_ink or (places[i], places_of_others[j]) in firm]


def _places(items: Sequence[_Item]) -> list[int]:
    """How many words stand before each item, and in all."""
    return [0, *accumulate(int(item.is_ink) for item in items)]


def _cheapest(items: Sequence[_Item], others: Sequence[_Item]) -> list[tuple[int, int]]:
    """The pairs on the cheapest way from ``items`` to ``others`` that have something in common."""
    prices = [[_price(item, other) for other in others] for item in items]
    costs = [[float(j) for j in range(len(others) + 1)]]
    for i, row in enumerate(prices):
        last = costs[-1]
        line = [i + 1.0]
        for j, price in enumerate(row):
            line.append(min(last[j] + price, last[j + 1] + 1, line[j] + 1))
        costs.append(line)
    i, j = len(items), len(others)
    found: list[tuple[int, int]] = []
    while i and j:
        if costs[i][j] == costs[i - 1][j] + 1:
            i -= 1
        elif costs[i][j] == costs[i][j - 1] + 1:
            j -= 1
        else:
            i, j = i - 1, j - 1
            if prices[i][j] < 1:
                found.append((i, j))
    return found[::-1]


def _price(item: _Item, other: _Item) -> float:
    """What it costs to make ``item`` the ``other``: nothing to two, which is as much as to take one out and put one in."""
    if item.is_ink != other.is_ink:
        return 2.0
    if item.word == other.word:
        return 0.0
    if item.folded == other.folded:
        return 0.1
    if not item.is_ink:
        return 0.8 if marks_alike(item.word, other.word) else 2.0
    alike = alikeness(item.folded, other.folded)
    return 1 - alike if alike >= ALIKE else 1.0


def _parts(
    gap: Gap, items: Sequence[_Item], others: Sequence[_Item], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[Gap, bool]]:
    """The pairs, and what lies between them; and whether the letters at the ends of each may have stayed."""
    old, new = gap.old, gap.new
    for i, j in pairs:
        yield Gap(old, items[i].start, new, others[j].start), False
        old, new = items[i].end, others[j].end
        yield Gap(items[i].start, old, others[j].start, new), True
    yield Gap(old, gap.old_end, new, gap.new_end), False


def _changed(old: str, new: str, part: Gap, letters: bool) -> Iterator[Gap]:
    """``part`` without what stayed at its ends; letters only where it is one word, or ``_holds_all``."""
    letters = letters or _holds_all(old[part.old : part.old_end], new[part.new : part.new_end])
    start = common_start(old, new, part)
    if not letters:
        start = min(start, _marks_before(old, part.old, part.old_end))
    part = part._replace(old=part.old + start, new=part.new + start)
    end = common_end(old, new, part)
    if not letters:
        end = min(end, _marks_after(old, part.old, part.old_end))
    part = part._replace(old_end=part.old_end - end, new_end=part.new_end - end)
    if part.old_length or part.new_length:
        yield part


def _holds_all(words: str, others: str) -> bool:
    """Whether one of both is the start, or the end, but not either, of the other; or both are the same words run together."""
    less, more = sorted((words, others), key=len)
    if more.startswith(less) != more.endswith(less):
        return True
    return len(more) <= _FREQUENT and _squeezed(words) == _squeezed(others)


def _squeezed(words: str) -> str:
    return "".join(INK.findall(words))


def _marks_before(text: str, start: int, end: int) -> int:
    first = INK.search(text, start, end)
    return (first.start() if first else end) - start


def _marks_after(text: str, start: int, end: int) -> int:
    for match in INK.finditer(text, start, end):
        start = match.end()
    return end - start

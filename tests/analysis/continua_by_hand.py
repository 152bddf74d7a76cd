"""Agreement about spans computed from its definitions, character by character and alignment by alignment: slow, and easy to check."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise, permutations, product
from math import comb
from typing import TypeAlias

from hypothesis import strategies as st

from qualcode.analysis.agreement import Continuum

Spans: TypeAlias = list[tuple[int, int, str]]
#: A document's length and what each coder marked in it, None for one who did not code it.
Document: TypeAlias = tuple[int, list[Spans | None]]
#: A unit as gamma sees it: coder, start, end, value.
Unit: TypeAlias = tuple[int, int, int, str]

BLANK = ("", 0)


@st.composite
def partitions(draw: st.DrawFn, length: int, values: str = "abc") -> Spans:
    """Spans of one coder that do not overlap; some touch."""
    edges = draw(st.lists(st.integers(0, length), max_size=8, unique=True).map(sorted))
    kinds = st.sampled_from(["", *values])
    sections = [(start, end, draw(kinds)) for start, end in pairwise(edges)]
    return [section for section in sections if section[2]]


@st.composite
def corpora(draw: st.DrawFn, coders: tuple[int, int] = (2, 4)) -> list[Document]:
    """A few documents; a coder may be missing in one."""
    m = draw(st.integers(*coders))
    documents = []
    for _document in range(draw(st.integers(1, 3))):
        length = draw(st.integers(1, 24))
        documents.append((length, [draw(st.none() | partitions(length)) for _coder in range(m)]))
    return documents


@st.composite
def overlapping(draw: st.DrawFn, length: int, most: int, values: str = "ab") -> Spans:
    """Spans of one coder that may overlap, embed and repeat."""
    spans = st.tuples(st.integers(0, length - 1), st.integers(1, length), st.sampled_from(values))
    marked = draw(st.lists(spans, max_size=most))
    return [(start, min(start + size, length), value) for start, size, value in marked]


def continuum(documents: list[Document]) -> Continuum:
    return Continuum.join(
        Continuum.from_spans(length, coders, document=f"document {number}")
        for number, (length, coders) in enumerate(documents)
    )


def sections(length: int, spans: Spans) -> list[tuple[str, int]]:
    """For each character the value and which of the coder's units it is in."""
    return [
        next(((value, 1 + place) for place, (start, end, value) in enumerate(spans) if start <= at < end), BLANK)
        for at in range(length)
    ]


class Matter:
    """l_ck, s_c and their starred likes, summed over documents."""

    def __init__(self, documents: list[Document]) -> None:
        self.pairs: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
        self.self_pairs: dict[str, Fraction] = defaultdict(Fraction)
        self.starred_self_pairs: dict[str, Fraction] = defaultdict(Fraction)
        for length, coders in documents:
            present = [sections(length, spans) for spans in coders if spans is not None]
            if len(present) >= 2:
                self._add(present)
        self.starred = defaultdict(Fraction, {pair: amount for pair, amount in self.pairs.items() if "" not in pair})

    def _add(self, coders: list[list[tuple[str, int]]]) -> None:
        share = Fraction(1, len(coders) - 1)
        for one, other in permutations(coders, 2):
            for (value, _unit), (another, _other) in zip(one, other, strict=True):
                self.pairs[value, another] += share
        for one in coders:
            for value, unit in set(one):
                length = one.count((value, unit))
                self.self_pairs[value] += length**2 if value else length
            for value, unit in set(one) - {BLANK}:
                places = [at for at, section in enumerate(one) if section == (value, unit)]
                weight = sum(share for other in coders if other is not one for at in places if other[at][0])
                self.starred_self_pairs[value] += weight**2


Pairs: TypeAlias = dict[tuple[str, str], Fraction]


def row(pairs: Pairs, value: str) -> Fraction:
    return sum((amount for (one, _other), amount in pairs.items() if one == value), Fraction())


def expected(pairs: Pairs, self_pairs: dict[str, Fraction]) -> Pairs:
    """e_ck of every two values."""
    total = sum(pairs.values())
    values = {value for pair in pairs for value in pair}
    left = total**2 - sum(self_pairs.values())
    return {
        (one, other): total * (row(pairs, one) * row(pairs, other) - (self_pairs[one] if one == other else 0)) / left
        for one, other in product(values, repeat=2)
    }


def agreeing(pairs: Pairs) -> Fraction:
    return sum((amount for (one, other), amount in pairs.items() if one == other), Fraction())


Terms: TypeAlias = tuple[Fraction, Fraction]


def unitized(documents: list[Document]) -> Terms | None:
    """D_o and D_e, times l.. ; None where there is nothing to compare."""
    matter = Matter(documents)
    total = sum(matter.pairs.values())
    if not total:
        return None
    chance = expected(matter.pairs, matter.self_pairs)
    return total - agreeing(matter.pairs), total - agreeing(chance)


def binary(documents: list[Document]) -> Terms | None:
    """The same for what is coded at all; both off-diagonal cells count."""
    matter = Matter(documents)
    if not matter.pairs:
        return None
    chance = expected(matter.pairs, matter.self_pairs)
    return tuple(2 * (row(one, "") - one.get(("", ""), 0)) for one in (matter.pairs, chance))


def coding(documents: list[Document]) -> Terms | None:
    """The same for values where two marked."""
    matter = Matter(documents)
    total = sum(matter.starred.values())
    if not total:
        return None
    chance = expected(matter.starred, matter.starred_self_pairs)
    return total - agreeing(matter.starred), total - agreeing(chance)


def category(documents: list[Document], value: str) -> Terms | None:
    """D_o and D_e of one value where two marked."""
    matter = Matter(documents)
    own = row(matter.starred, value)
    if not own:
        return None
    chance = expected(matter.starred, matter.starred_self_pairs)
    by_chance = row(chance, value)
    return (own - matter.starred[value, value]) / own, (by_chance - chance[value, value]) / by_chance


def dissimilarity(one: Unit, other: Unit, alpha: Fraction, beta: Fraction) -> Fraction:
    apart = abs(one[1] - other[1]) + abs(one[2] - other[2])
    return alpha * Fraction(apart, one[2] - one[1] + other[2] - other[1]) ** 2 + beta * (one[3] != other[3])


def least_disorder(coders: list[Spans], alpha: Fraction, beta: Fraction) -> Fraction:
    """The least sum of the disorders of unitary alignments, over all alignments there are."""
    units = [(coder, *span) for coder, spans in enumerate(coders) for span in spans]
    pairs = comb(len(coders), 2)

    @cache
    def disorder(group: tuple[int, ...]) -> Fraction:
        unlike = (dissimilarity(units[one], units[other], alpha, beta) for one, other in combinations(group, 2))
        return (sum(unlike, Fraction()) + pairs - comb(len(group), 2)) / pairs

    @cache
    def least(left: tuple[int, ...]) -> Fraction:
        """Of the units left: the first of them with every company it can have, and the least of the others."""
        if not left:
            return Fraction()
        first, *others = left
        choices = [
            [None, *(unit for unit in others if units[unit][0] == coder)]
            for coder in range(len(coders))
            if coder != units[first][0]
        ]
        groups = [(first, *(unit for unit in company if unit is not None)) for company in product(*choices)]
        return min(disorder(group) + least(tuple(unit for unit in left if unit not in group)) for group in groups)

    return least(tuple(range(len(units))))

"""Two coders and one code, character by character: coded by both, by one, by neither."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from qualcode.analysis.agreement.rivals.compared import Compared, Pair
from qualcode.analysis.arrays import IntArray, added, stretches
from qualcode.analysis.coding_table import CodingTable


class Characters(NamedTuple):
    """How many characters both coded, the first, the second, and how many there are."""

    both: int
    first: int
    second: int
    total: int

    @property
    def neither(self) -> int:
        """How many characters neither of them coded."""
        return self.total - self.first - self.second + self.both

    @property
    def agreed(self) -> float:
        """The share of characters that both coded or neither did."""
        return (self.both + self.neither) / self.total

    @property
    def by_chance(self) -> float:
        """The share on which they would agree if each coded as much as now, but anywhere."""
        left_first, left_second = self.total - self.first, self.total - self.second
        return (self.first * self.second + left_first * left_second) / self.total**2


class CharactersOfCode(NamedTuple):
    """The characters of one code and document, None for all documents of the pair."""

    pair: Pair
    code: int
    document: int | None
    characters: Characters


def characters(compared: Compared) -> Iterator[CharactersOfCode]:
    """For each pair and code: each document in which one of them used it, then all their documents together.

    A coder's overlapping codings of one code count once. Documents without a character are left out.
    """
    for pair, documents in compared.pairs():
        lengths = compared.table.lengths[documents]
        first, second = (_covered(compared, (coder,), documents) for coder in pair)
        both = first + second - _covered(compared, pair, documents)
        for code in compared.codes:
            used = np.flatnonzero((first[:, code] + second[:, code] > 0) & (lengths > 0)).tolist()
            for at in used:
                counts = (int(both[at, code]), int(first[at, code]), int(second[at, code]), int(lengths[at]))
                yield CharactersOfCode(pair, code, documents[at], Characters(*counts))
            if used:
                sums = (*(int(column[:, code].sum()) for column in (both, first, second)), int(lengths.sum()))
                yield CharactersOfCode(pair, code, None, Characters(*sums))


def _covered(compared: Compared, coders: tuple[int, ...], documents: list[int]) -> IntArray:
    """Documents x codes: how many characters at least one of ``coders`` coded."""
    table = compared.of_coders(coders)
    codes, size = len(table.codes), len(table.documents)
    group, length = stretches(_group(table), table.line_start, table.line_end, table.extent)
    return added(group, length, size * codes).reshape(size, codes)[documents]


def _group(table: CodingTable) -> IntArray:
    return table.document * len(table.codes) + table.code

"""The codings of a project as parallel arrays: what every analysis starts from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from qualcode.analysis.arrays import BoolArray, FloatArray, IntArray, integers, order_by, runs, stretches
from qualcode.errors import NotFound
from qualcode.messages import _


@dataclass(frozen=True, eq=False)
class CodingTable:
    """Codings as arrays of one length, sorted by document, start, end, code and coder.

    ``document``, ``code`` and ``coder`` are indices into ``documents`` (names), ``codes`` (paths, in the order of the tree) and
    ``coders`` (names). Spans are half-open and in code points; ``lengths`` are the documents' lengths. ``weight`` is NaN
    where a coding has none. ``code_parents`` is the index of each code's parent, -1 at the top.

    For sweeps over all documents at once the documents are laid end to end on one line: ``line_start`` and ``line_end`` are
    the positions of the codings on it, ``offsets`` where each document begins (and, last, where the line ends).
    """

    document: IntArray
    start: IntArray
    end: IntArray
    code: IntArray
    coder: IntArray
    weight: FloatArray
    documents: tuple[str, ...]
    lengths: IntArray
    codes: tuple[str, ...]
    code_parents: IntArray
    coders: tuple[str, ...]

    @classmethod
    def from_arrays(
        cls,
        document: ArrayLike,
        start: ArrayLike,
        end: ArrayLike,
        code: ArrayLike,
        coder: ArrayLike,
        weight: ArrayLike | None = None,
        *,
        documents: Sequence[str],
        lengths: ArrayLike,
        codes: Sequence[str],
        coders: Sequence[str],
        code_parents: ArrayLike | None = None,
    ) -> CodingTable:
        """Check the codings and sort them. Without ``weight`` no coding has one; without ``code_parents`` the codes are flat.

        Raises ValueError when an index points nowhere, a span does not lie in its document, or the lengths differ.
        """
        table = cls(
            integers(document),
            integers(start),
            integers(end),
            integers(code),
            integers(coder),
            np.full(np.size(document), np.nan) if weight is None else np.asarray(weight, dtype=np.float64),
            tuple(documents),
            integers(lengths),
            tuple(codes),
            np.full(len(codes), -1, dtype=np.int64) if code_parents is None else integers(code_parents),
            tuple(coders),
        )
        _check(table)
        return table._sorted()

    def __len__(self) -> int:
        return len(self.document)

    @cached_property
    def offsets(self) -> IntArray:
        """Where each document begins on the line of all documents; one more entry for its end."""
        return np.concatenate(([0], np.cumsum(self.lengths)))

    @cached_property
    def line_start(self) -> IntArray:
        """Where each coding starts on the line of all documents."""
        return self.offsets[self.document] + self.start

    @cached_property
    def line_end(self) -> IntArray:
        """Where each coding ends on the line of all documents."""
        return self.offsets[self.document] + self.end

    @property
    def extent(self) -> int:
        """The length of all documents together."""
        return int(self.offsets[-1])

    def select(self, mask: BoolArray) -> CodingTable:
        """The codings where ``mask`` is true, under the same labels."""
        return self._take(np.flatnonzero(mask))

    def of_coders(self, names: Collection[str]) -> CodingTable:
        """The codings of these coders, under the same labels. Raises NotFound for a coder who is not in the table."""
        for name in names:
            if name not in self.coders:
                raise NotFound(_("There is no coder {name!r} here.", name=name), nearest=self.coders)
        return self.select(_among(self.coders, names)[self.coder])

    def _take(self, rows: IntArray) -> CodingTable:
        return replace(
            self,
            document=self.document[rows],
            start=self.start[rows],
            end=self.end[rows],
            code=self.code[rows],
            coder=self.coder[rows],
            weight=self.weight[rows],
        )

    def _sorted(self) -> CodingTable:
        length = self.end - self.start
        order = order_by(
            (self.line_start, self.extent + 1),
            (length, int(length.max(initial=0)) + 1),
            (self.code, len(self.codes) + 1),
            (self.coder, len(self.coders) + 1),
        )
        return self._take(order)


def _check(table: CodingTable) -> None:
    columns = (table.document, table.start, table.end, table.code, table.coder, table.weight)
    if len({len(column) for column in columns}) > 1:
        raise ValueError("the columns of a coding table need one length")
    for index, labels, name in (
        (table.document, table.documents, "document"),
        (table.code, table.codes, "code"),
        (table.coder, table.coders, "coder"),
    ):
        if np.any((index < 0) | (index >= len(labels))):
            raise ValueError(f"a {name} index points at none of {len(labels)}")
    if len(table.lengths) != len(table.documents) or len(table.code_parents) != len(table.codes):
        raise ValueError("lengths and code_parents need an entry for each document and code")
    if np.any((table.code_parents < -1) | (table.code_parents >= len(table.codes))):
        raise ValueError("a parent index points at no code")
    if np.any((table.start < 0) | (table.start >= table.end) | (table.end > table.lengths[table.document])):
        raise ValueError("a coding needs 0 <= start < end <= length of its document")


def code_mask(table: CodingTable, codes: Collection[str] | None) -> BoolArray:
    """Which of the table's codes are among ``codes`` (paths); all where that is None. Raises NotFound for a path not there."""
    if codes is None:
        return np.ones(len(table.codes), dtype=np.bool_)
    for path in codes:
        if path not in table.codes:
            raise NotFound(_("There is no code {name!r} here.", name=path), nearest=table.codes)
    return _among(table.codes, codes)


def _among(labels: Sequence[str], chosen: Collection[str]) -> BoolArray:
    return np.array([label in chosen for label in labels], dtype=np.bool_)


def joined(table: CodingTable) -> tuple[CodingTable, int]:
    """Join the overlapping codings of one coder, code and document; also how many of them became part of another.

    Codings that only touch stay apart: they were marked as two. A joined coding spans from the first start to the last end
    and has no weight.
    """
    order, first = runs(table.coder * len(table.codes) + table.code, table.line_start, table.line_end, table.extent)
    absorbed = len(table) - len(first)
    if not absorbed:
        return table, 0
    alone = np.diff(np.append(first, len(table))) == 1
    kept = table._take(order[first])
    grown = np.maximum.reduceat(table.end[order], first)
    return replace(kept, end=grown, weight=np.where(alone, kept.weight, np.nan))._sorted(), absorbed


def covered_stretches(table: CodingTable, coding: IntArray, group: IntArray) -> tuple[IntArray, IntArray]:
    """The stretches of text that the codings of each group cover: for each its group and its number of characters.

    ``coding`` and ``group`` say which codings are in which group. Where one coder's codings of a group overlap they make one
    stretch, so no character counts twice; two coders on the same text are two readings and make two.
    """
    coders = max(len(table.coders), 1)
    by_coder = group * coders + table.coder[coding]
    by_coder, length = stretches(by_coder, table.line_start[coding], table.line_end[coding], table.extent)
    return by_coder // coders, length


def rolled_up(table: CodingTable, depth: int) -> CodingTable:
    """Count every coding for its code's ancestor at ``depth`` (1 is the top of the tree); deeper codes disappear.

    Codes above that depth stay as they are. Codings are not joined: what overlaps afterwards is for the analysis to join.
    """
    if depth < 1:
        raise ValueError("depth counts from 1, the top of the tree")
    return _climbed(table, _depths(table.code_parents) <= depth)


def gathered(table: CodingTable, codes: Collection[str]) -> CodingTable:
    """Count the codings of everything below each of ``codes`` (paths) for that code; other parts of the tree stay.

    Where one of ``codes`` lies below another, its codings go to the nearer one. Raises NotFound for a path not in the table.
    """
    roots = code_mask(table, codes)
    below = _below(table.code_parents, roots)
    return _climbed(table, roots | ~below)


def _depths(parents: IntArray) -> IntArray:
    """How deep each code lies, 1 at the top. Raises ValueError when a code is above itself."""
    depth = np.ones(len(parents), dtype=np.int64)
    above = parents
    while np.any(above >= 0):
        depth += above >= 0
        above = np.where(above >= 0, parents[above], -1)
        if depth.max() > len(parents):
            raise ValueError("a code is its own ancestor")
    return depth


def _below(parents: IntArray, roots: BoolArray) -> BoolArray:
    """Which codes lie below one of ``roots``."""
    below = np.zeros(len(parents), dtype=np.bool_)
    for _level in range(int(_depths(parents).max(initial=0))):
        below = (parents >= 0) & (roots | below)[parents]
    return below


def _climbed(table: CodingTable, stays: BoolArray) -> CodingTable:
    """Each coding moved up to the nearest code that stays; the others leave the labels. The parents of what stays stay."""
    target = np.arange(len(table.codes))
    while np.any(leaving := ~stays[target]):
        target = np.where(leaving, table.code_parents[target], target)
    number = np.cumsum(stays) - 1
    parents = table.code_parents[stays]
    return CodingTable.from_arrays(
        table.document,
        table.start,
        table.end,
        number[target[table.code]],
        table.coder,
        table.weight,
        documents=table.documents,
        lengths=table.lengths,
        codes=[code for code, stay in zip(table.codes, stays.tolist(), strict=True) if stay],
        code_parents=np.where(parents >= 0, number[parents], -1),
        coders=table.coders,
    )

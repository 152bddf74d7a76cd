"""Texts with the spans that several coders marked in them, in the form that agreement about spans needs it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from qualcode.analysis.agreement.span_input import (
    check_coders,
    check_positions,
    check_size,
    columns,
    overlapping_spans,
    whole,
)
from qualcode.analysis.agreement.values import value_order
from qualcode.analysis.arrays import BoolArray, IntArray, integers, order_by, runs
from qualcode.errors import WrongUse
from qualcode.messages import _

MarkedSpan: TypeAlias = tuple[int, int, Hashable]


@dataclass(frozen=True, eq=False)
class Continuum:
    """Documents, who coded them, and the spans each coder marked, each with a value.

    ``lengths`` has an entry for each document; ``present`` (documents x coders) says who coded which: somebody who coded a
    document and marked nothing is present, somebody who never opened it is not. The parallel arrays ``coder``, ``document``,
    ``start``, ``end`` and ``value`` have an entry for each span, as numbers of ``coders``, ``documents`` and ``values``, and half-open
    positions in the document; they are sorted by these columns, so that the order in which spans were given changes
    nothing. Spans stay as they were marked: two that touch are two. ``joined`` counts the spans that ``without_overlaps`` made
    part of others.
    """

    coders: tuple[Hashable, ...]
    documents: tuple[Hashable, ...]
    values: tuple[Hashable, ...]
    lengths: IntArray
    present: BoolArray
    coder: IntArray
    document: IntArray
    start: IntArray
    end: IntArray
    value: IntArray
    joined: int = 0

    @classmethod
    def from_spans(
        cls,
        length: int,
        spans: Sequence[Iterable[MarkedSpan] | None] | Mapping[Hashable, Iterable[MarkedSpan] | None],
        coders: Sequence[Hashable] | None = None,
        document: Hashable = None,
    ) -> Continuum:
        """One document of ``length`` characters: for each coder the spans (start, end, value), None for one who did not code it.

        ``coders`` names them, or ``spans`` does as a mapping of coders to spans, else they are numbered from 0; ``document`` is the document's label. Raises WrongUse for a span
        outside the text, an empty one, and names that do not fit.
        """
        if isinstance(spans, Mapping):
            coders, spans = list(spans) if coders is None else coders, list(spans.values())
        given = [None if marked is None else list(marked) for marked in spans]
        names: tuple[Hashable, ...] = tuple(range(len(given)) if coders is None else coders)
        check_coders(names, len(given))
        sizes = [len(marked or ()) for marked in given]
        start, end, value = columns(list(chain.from_iterable(marked or () for marked in given)))
        return cls.from_arrays(
            np.repeat(np.arange(len(names)), sizes),
            np.zeros(len(value), dtype=np.int64),
            *(start, end, value),
            coders=names,
            documents=(document,),
            lengths=[whole(length)],
            present=np.array([[marked is not None for marked in given]], dtype=np.bool_).reshape(1, len(names)),
        )

    @classmethod
    def from_arrays(
        cls,
        coder: ArrayLike,
        document: ArrayLike,
        start: ArrayLike,
        end: ArrayLike,
        value: Sequence[Hashable],
        *,
        coders: Sequence[Hashable],
        documents: Sequence[Hashable],
        lengths: ArrayLike,
        present: BoolArray,
    ) -> Continuum:
        """From parallel columns, a span each: numbers of ``coders`` and ``documents``, positions, the value itself.

        ``present`` is documents x coders. Raises WrongUse for a span that is empty or outside its document.
        """
        values = tuple(sorted(set(value), key=value_order))
        number = {one: position for position, one in enumerate(values)}
        numbered = np.fromiter((number[one] for one in value), dtype=np.int64, count=len(value))
        extents = integers(lengths)
        check_size(extents, len(coders))
        spans = (integers(coder), integers(document), integers(start), integers(end), numbered)
        check_positions(spans, tuple(coders), extents)
        reach = int(extents.max(initial=0)) + 1
        order = order_by(*zip(spans, (len(coders), len(documents), reach, reach, len(values)), strict=True))
        coder_of, document_of, first, last, value_of = (column[order] for column in spans)
        return cls(
            tuple(coders), tuple(documents), values, extents, present, coder_of, document_of, first, last, value_of
        )

    @classmethod
    def join(cls, continua: Iterable[Continuum]) -> Continuum:
        """Several documents as one continuum; a coder is the same one under the same name, and missing where not named.

        Documents without a label are called by their place, from 0. Raises WrongUse when two have the same label.
        """
        parts = list(continua)
        coders = tuple(dict.fromkeys(name for part in parts for name in part.coders))
        given = [name for part in parts for name in part.documents]
        documents = tuple(place if name is None else name for place, name in enumerate(given))
        if len(set(documents)) < len(documents):
            raise WrongUse(_("Two documents have the same label."), _("Give each document a label of its own."))
        place = [[coders.index(name) for name in part.coders] for part in parts]
        first = np.cumsum([0, *(len(part.documents) for part in parts)])
        present = np.zeros((len(documents), len(coders)), dtype=np.bool_)
        for part, columns_of, offset in zip(parts, place, first, strict=False):
            present[offset : offset + len(part.documents), columns_of] = part.present
        joined = cls.from_arrays(
            _stacked([integers(columns_of)[part.coder] for part, columns_of in zip(parts, place, strict=True)]),
            _stacked([part.document + offset for part, offset in zip(parts, first, strict=False)]),
            _stacked([part.start for part in parts]),
            _stacked([part.end for part in parts]),
            [part.values[number] for part in parts for number in part.value.tolist()],
            coders=coders,
            documents=documents,
            lengths=_stacked([part.lengths for part in parts]),
            present=present,
        )
        return replace(joined, joined=sum(part.joined for part in parts))

    @property
    def offset(self) -> IntArray:
        """Where each document begins when all are laid end to end."""
        return np.cumsum(self.lengths) - self.lengths

    @property
    def total(self) -> int:
        """The length of all documents together."""
        return int(self.lengths.sum())

    def only(self, *, documents: Sequence[int] | None = None, coders: Sequence[int] | None = None) -> Continuum:
        """The documents and coders with these numbers; all unless given."""
        kept_documents = list(range(len(self.documents))) if documents is None else list(documents)
        kept_coders = list(range(len(self.coders))) if coders is None else list(coders)
        document, coder = _renumbered(kept_documents, len(self.documents)), _renumbered(kept_coders, len(self.coders))
        kept = (document[self.document] >= 0) & (coder[self.coder] >= 0)
        return Continuum.from_arrays(
            coder[self.coder[kept]],
            document[self.document[kept]],
            self.start[kept],
            self.end[kept],
            [self.values[number] for number in self.value[kept].tolist()],
            coders=[self.coders[number] for number in kept_coders],
            documents=[self.documents[number] for number in kept_documents],
            lengths=self.lengths[kept_documents],
            present=self.present[np.ix_(kept_documents, kept_coders)],
        )

    def without_overlaps(self) -> Continuum:
        """A coder's overlapping spans of one value become one span; ``joined`` counts those that became part of another.

        Spans that only touch, and spans of different values, stay as they are.
        """
        group = self.coder * max(len(self.values), 1) + self.value
        start = self.offset[self.document] + self.start
        order, first = runs(group, start, start + self.end - self.start, self.total + 1)
        if len(first) == len(order):
            return self
        kept = order[first]
        end = np.maximum.reduceat(self.end[order], first)
        fields = (self.value[kept], end, self.start[kept], self.document[kept], self.coder[kept])
        value, end, start, document, coder = (one[np.lexsort(fields)] for one in fields)
        joined = self.joined + len(order) - len(kept)
        return replace(self, coder=coder, document=document, start=start, end=end, value=value, joined=joined)

    def overlap(self, *, within_values: bool = False) -> tuple[int, int] | None:
        """Two spans of one coder (and, ``within_values``, of one value) that overlap, as positions in the arrays, or None."""
        group = self.coder * max(len(self.values), 1) + self.value if within_values else self.coder
        start = self.offset[self.document] + self.start
        return overlapping_spans(group * (self.total + 1) + start, self.end - self.start)


def _stacked(parts: list[IntArray]) -> IntArray:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])


def _renumbered(kept: list[int], size: int) -> IntArray:
    """For each old number the new one, -1 where it is not kept."""
    number = np.full(size, -1, dtype=np.int64)
    number[kept] = np.arange(len(kept))
    return number

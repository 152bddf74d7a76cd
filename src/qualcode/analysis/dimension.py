"""What codings can be sorted by: their codes, documents, cases, coders, speakers, kinds, attributes, periods."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from qualcode.analysis.arrays import BoolArray, IntArray, distinct, expand, integers
from qualcode.analysis.coding_table import CodingTable


@dataclass(frozen=True, eq=False)
class Dimension:
    """Labels, and which coding of a CodingTable belongs to which of them.

    ``coding`` and ``label`` are parallel: each pair says that a coding (its row in the table) belongs to a label. A coding
    may belong to several labels or to none. Pairs are distinct and sorted by coding, then label. ``holds``, where given, is
    a table labels x cases of which cases of the whole project, coded or not, are under which label.

    ``document_pairs``, where given, says of all documents, coded or not, which labels they are under: parallel arrays of
    documents and labels. It is None where labels are of codings, not of documents (codes, coders, speakers). ``parts`` are, for
    each label of a product, its labels in the dimensions it was made of, whose names are ``factors``.
    """

    name: str
    labels: tuple[str, ...]
    coding: IntArray
    label: IntArray
    holds: BoolArray | None = None
    document_pairs: tuple[IntArray, IntArray] | None = None
    factors: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of_codings(cls, name: str, labels: Sequence[str], index_of_coding: ArrayLike) -> Dimension:
        """Each coding belongs to the label with its index in ``index_of_coding``, or to none where that is -1."""
        index = integers(index_of_coding)
        coding = np.flatnonzero(index >= 0)
        return cls(name, tuple(labels), coding, index[coding])

    @classmethod
    def of_pairs(cls, name: str, labels: Sequence[str], coding: ArrayLike, label: ArrayLike) -> Dimension:
        """Memberships as parallel arrays of codings and labels, in any order."""
        size = max(len(labels), 1)
        pairs = distinct(integers(coding) * size + integers(label))
        return cls(name, tuple(labels), pairs // size, pairs % size)

    @classmethod
    def of_documents(
        cls, name: str, labels: Sequence[str], labels_of_document: Mapping[int, Collection[int]], table: CodingTable
    ) -> Dimension:
        """Each coding belongs to the labels of its document; documents not in ``labels_of_document`` have none."""
        lists = [sorted(set(labels_of_document.get(document, ()))) for document in range(len(table.documents))]
        stop = np.cumsum([len(indices) for indices in lists], dtype=np.int64)
        first = stop - np.array([len(indices) for indices in lists], dtype=np.int64)
        coding, place = expand(first[table.document], stop[table.document])
        flat = np.array([index for indices in lists for index in indices], dtype=np.int64)
        all_documents = np.repeat(np.arange(len(lists)), [len(indices) for indices in lists])
        return cls(name, tuple(labels), coding, flat[place], document_pairs=(all_documents, flat))

    def of_all_documents(self, labels_of_document: ArrayLike) -> Dimension:
        """The same where each document is under one label."""
        labels = integers(labels_of_document)
        return replace(self, document_pairs=(np.arange(len(labels)), labels))

    def holding(self, cases: ArrayLike) -> Dimension:
        """The same with a table labels x cases of which label holds which case."""
        width = -1 if self.labels else 0  # of nothing no width can be told
        return replace(self, holds=np.asarray(cases, dtype=np.bool_).reshape(len(self.labels), width))

    @property
    def cases(self) -> IntArray | None:
        """How many cases each label holds, coded or not; None where labels hold no cases."""
        return None if self.holds is None else self.holds.sum(axis=1)

    def first_of_coding(self, codings: int) -> IntArray:
        """Where the pairs of each of ``codings`` codings begin; one more entry for the end."""
        return np.searchsorted(self.coding, np.arange(codings + 1))

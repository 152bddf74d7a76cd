"""Dimensions multiplied with each other, and summed up in one label: cases by years, all codes together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qualcode.analysis.arrays import IntArray, distinct, expand
from qualcode.analysis.dimension import Dimension
from qualcode.errors import Refused
from qualcode.messages import _

BETWEEN = " * "
_MOST_LABELS = 1_000_000
_MOST_HELD = 200_000_000


def product(one: Dimension, other: Dimension, codings: int) -> Dimension:
    """Every label of the one with every label of the other, also where nothing is under both; of ``codings`` codings.

    A coding is under the pairs of a label of the one and a label of the other that it is under; a document likewise. Where only
    one of the two is of documents, documents are under its labels whatever the other's. Raises Refused for more labels than a
    table can have.
    """
    size = len(other.labels)
    if len(one.labels) * size > _MOST_LABELS:
        raise Refused(
            _("{one} by {other} makes {n} rows.", one=one.name, other=other.name, n=f"{len(one.labels) * size:,}"),
            _("Choose what has fewer of them, such as a year in place of a month, or roll up with --case-level."),
        )
    first = other.first_of_coding(codings)
    entry, partner = expand(first[one.coding], first[one.coding + 1])
    coding, label = one.coding[entry], one.label[entry] * size + other.label[partner]
    parts = tuple((*a, *b) for a in _parts(one) for b in _parts(other))
    made = Dimension.of_pairs(one.name + "*" + other.name, tuple(map(BETWEEN.join, parts)), coding, label)
    return replace(
        made,
        holds=_held(one, other),
        document_pairs=_documents(one, other),
        factors=(*_factors(one), *_factors(other)),
        parts=parts,
    )


def _parts(dimension: Dimension) -> tuple[tuple[str, ...], ...]:
    return dimension.parts or tuple((label,) for label in dimension.labels)


def _factors(dimension: Dimension) -> tuple[str, ...]:
    return dimension.factors or (dimension.name,)


def _documents(one: Dimension, other: Dimension) -> tuple[IntArray, IntArray] | None:
    size = len(other.labels)
    if one.document_pairs is None and other.document_pairs is None:
        return None
    if one.document_pairs is None or other.document_pairs is None:
        return _with_every_label(one, other)
    document, label = one.document_pairs
    order = np.argsort(other.document_pairs[0], kind="stable")
    documents, labels = other.document_pairs[0][order], other.document_pairs[1][order]
    entry, partner = expand(np.searchsorted(documents, document, "left"), np.searchsorted(documents, document, "right"))
    return document[entry], label[entry] * size + labels[partner]


def _with_every_label(one: Dimension, other: Dimension) -> tuple[IntArray, IntArray]:
    size = len(other.labels)
    if one.document_pairs is not None:
        document, label = one.document_pairs
        return np.repeat(document, size), (label[:, None] * size + np.arange(size)).ravel()
    assert other.document_pairs is not None
    document, label = other.document_pairs
    times = len(one.labels)
    return np.tile(document, times), (np.arange(times)[:, None] * size + label).ravel()


def _held(one: Dimension, other: Dimension) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]] | None:
    """Which label holds which case: where both know, what both hold."""
    known = [dimension.holds for dimension in (one, other) if dimension.holds is not None]
    if not known or len(one.labels) * len(other.labels) * known[0].shape[1] > _MOST_HELD:
        return None
    left = np.ones((len(one.labels), 1), dtype=np.bool_) if one.holds is None else one.holds
    right = np.ones((len(other.labels), 1), dtype=np.bool_) if other.holds is None else other.holds
    both = left[:, None, :] & right[None, :, :]
    return both.reshape(len(one.labels) * len(other.labels), both.shape[2])


def in_one_label(dimension: Dimension, label: str) -> Dimension:
    """Everything that is under any label, under one."""
    coding = distinct(dimension.coding)
    pairs = dimension.document_pairs
    documents = None if pairs is None else distinct(pairs[0])
    return Dimension(
        dimension.name,
        (label,),
        coding,
        np.zeros(len(coding), dtype=np.int64),
        None if dimension.holds is None else np.any(dimension.holds, axis=0)[None, :],
        None if documents is None else (documents, np.zeros(len(documents), dtype=np.int64)),
        dimension.factors,
        ((label, *[""] * (len(dimension.factors) - 1)),) if dimension.factors else (),
    )

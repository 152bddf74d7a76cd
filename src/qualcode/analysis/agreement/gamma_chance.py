"""What coders would have marked by chance: continua drawn at random from the one they made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from qualcode.analysis.agreement.continuum import Continuum
from qualcode.analysis.agreement.gamma_units import Units
from qualcode.analysis.arrays import FloatArray, IntArray

Sampler: TypeAlias = Literal["shuffle", "statistical"]

#: A cut is drawn anew at most so often when it falls too near to another coder's.
_TRIES = 30


@dataclass(frozen=True, eq=False)
class Marked:
    """What one coder marked in one document: parallel arrays, sorted by start, end and value."""

    start: FloatArray
    end: FloatArray
    value: IntArray

    def order(self) -> tuple[list[float], list[float], list[int]]:
        """What coders are sorted by."""
        return self.start.tolist(), self.end.tolist(), self.value.tolist()


@dataclass(frozen=True, eq=False)
class MarkedDocument:
    """A document that at least two coders coded, with what each of them marked; ``place`` is its place among such."""

    place: int
    length: int
    coders: tuple[Marked, ...]

    @property
    def units(self) -> int:
        """How many units there are."""
        return sum(len(marked.start) for marked in self.coders)


Draw: TypeAlias = Callable[[MarkedDocument, np.random.Generator], tuple[Marked, ...]]


def marked_documents(continuum: Continuum) -> list[MarkedDocument]:
    """The documents to compare, in an order that depends on what was marked, not on the order in which things were given.

    So the same data give the same samples whatever their coders, documents and values are called.
    """
    value = ranked_values(continuum)[continuum.value] if len(continuum.value) else continuum.value
    order = np.lexsort((value, continuum.end, continuum.start, continuum.coder, continuum.document))
    numbered = (continuum.document * len(continuum.coders) + continuum.coder)[order]
    edges = np.searchsorted(numbered, np.arange(len(continuum.documents) * len(continuum.coders) + 1))
    start, end = continuum.start[order].astype(np.float64), continuum.end[order].astype(np.float64)

    def marked(document: int, coder: int) -> Marked:
        number = document * len(continuum.coders) + coder
        own = slice(edges[number], edges[number + 1])
        return Marked(start[own], end[own], value[order][own])

    documents = []
    for place, number in enumerate(np.flatnonzero(continuum.present.sum(axis=1) >= 2).tolist()):
        coders = [marked(number, coder) for coder in np.flatnonzero(continuum.present[number]).tolist()]
        coders.sort(key=Marked.order)
        documents.append(MarkedDocument(place, int(continuum.lengths[number]), tuple(coders)))
    return sorted(documents, key=lambda one: (one.length, [marked.order() for marked in one.coders]))


def ranked_values(continuum: Continuum) -> IntArray:
    """A number for each value, by where it was marked."""
    profiles: list[list[tuple[int, int]]] = [[] for _value in continuum.values]
    for value, start, end in zip(
        continuum.value.tolist(), continuum.start.tolist(), continuum.end.tolist(), strict=True
    ):
        profiles[value].append((start, end))
    order = sorted(range(len(profiles)), key=lambda value: sorted(profiles[value]))
    rank = np.empty(len(profiles), dtype=np.int64)
    rank[order] = np.arange(len(profiles))
    return rank


def on_stages(drawn: Sequence[Sequence[Marked]]) -> Units:
    """What coders marked on each stage, as units; every stage has equally many coders."""
    coders = len(drawn[0])
    sizes = np.array([[len(marked.start) for marked in stage] for stage in drawn])
    stage = np.repeat(np.arange(len(drawn)), sizes.sum(axis=1))
    coder = np.repeat(np.tile(np.arange(coders), len(drawn)), sizes.ravel())
    marks = [marked for stage in drawn for marked in stage]
    return Units(
        len(drawn),
        coders,
        stage,
        coder,
        np.concatenate([marked.start for marked in marks]),
        np.concatenate([marked.end for marked in marks]),
        np.concatenate([marked.value for marked in marks]),
    )


def shuffled(document: MarkedDocument, random: np.random.Generator) -> tuple[Marked, ...]:
    """As many coders, each marking what one coder, drawn at random, marked, moved along the text by a random cut.

    What is moved over the end of the text goes on at its beginning. Cuts are at least half a mean unit apart, so that nobody
    meets himself in place. Source: Mathet et al. (2015), section 5.2.
    """
    lengths = np.concatenate([marked.end - marked.start for marked in document.coders])
    apart = float(lengths.mean()) / 2 if len(lengths) else 0.0
    chosen = random.integers(len(document.coders), size=len(document.coders))
    while len(lengths) and not any(len(document.coders[one].start) for one in chosen):
        chosen = random.integers(len(document.coders), size=len(document.coders))
    cuts = _cuts(len(document.coders), float(document.length), apart, random)
    return tuple(_moved(document.coders[one], cut, document.length) for one, cut in zip(chosen, cuts, strict=True))


def _cuts(coders: int, length: float, apart: float, random: np.random.Generator) -> list[float]:
    cuts: list[float] = []
    for _coder in range(coders):
        for _try in range(_TRIES):
            cut = random.random() * length
            if all(apart <= abs(cut - other) <= length - apart for other in cuts):
                break
        cuts.append(cut)
    return cuts


def _moved(marked: Marked, cut: float, length: int) -> Marked:
    start = marked.start + cut
    start = np.where(start >= length, start - length, start)
    return Marked(start, start + (marked.end - marked.start), marked.value)


def statistical(document: MarkedDocument, random: np.random.Generator) -> tuple[Marked, ...]:
    """As many coders, each with a number of units, gaps between them and lengths drawn from normal distributions.

    Their means and deviations are those of the document's coders; values are drawn as often as they were given.
    """
    if not document.units:
        return document.coders
    numbers = np.array([len(marked.start) for marked in document.coders])
    lengths = np.concatenate([marked.end - marked.start for marked in document.coders])
    values = np.concatenate([marked.value for marked in document.coders])
    gaps = np.concatenate(
        [marked.start - np.append(0, marked.end[:-1]) for marked in document.coders if len(marked.start)]
    )
    drawn: list[Marked] = []
    while sum(len(marked.start) for marked in drawn) == 0:
        drawn = [
            _drawn(int(abs(random.normal(numbers.mean(), numbers.std()))), gaps, lengths, values, random)
            for _coder in document.coders
        ]
    return tuple(drawn)


def _drawn(number: int, gaps: FloatArray, lengths: FloatArray, values: IntArray, random: np.random.Generator) -> Marked:
    length = np.abs(random.normal(lengths.mean(), lengths.std(), number))
    length = np.where(length > 0, length, lengths.mean())
    end = np.cumsum(random.normal(gaps.mean(), gaps.std(), number) + length)
    return Marked(end - length, end, random.choice(values, number))


SAMPLERS: dict[str, Draw] = {"shuffle": shuffled, "statistical": statistical}

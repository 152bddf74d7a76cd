"""Whether new documents still bring new codes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from qualcode.analysis.arrays import FloatArray, IntArray, distinct
from qualcode.analysis.coding_table import CodingTable
from qualcode.errors import WrongUse
from qualcode.messages import _, joined, plural
from qualcode.table import Cell, Table

COLUMNS = ("order", "document", "new_codes", "cumulative_codes", "codings")
BAND = ("expected", "low", "high")
_AT_ONCE = 4_000_000  # first occurrences held at once


@dataclass(frozen=True, eq=False)
class Curve:
    """New codes document by document: ``documents`` by index in their order, and for each what it brought."""

    documents: IntArray
    new_codes: IntArray
    codings: IntArray

    @property
    def cumulative(self) -> IntArray:
        """How many different codes there were after each document."""
        return np.cumsum(self.new_codes)


@dataclass(frozen=True, eq=False)
class Band:
    """The curve over documents in any order: its mean over all orders, and the middle of those drawn at random."""

    expected: FloatArray
    low: IntArray
    high: IntArray


@dataclass(frozen=True)
class Assessment:
    """Saturation as Guest, Namey and Chen (2020) assess it.

    ``base_codes`` are the different codes in the first ``base`` documents, ``runs`` the new codes of each run of ``run``
    documents after them, each beginning one document later. ``reached`` is the number of documents before the first run
    whose new codes are at most ``threshold`` of the base codes, None where there is none. ``reason`` says why nothing is
    defined.
    """

    base: int
    run: int
    threshold: float
    base_codes: int
    runs: tuple[int, ...]
    reached: int | None
    reason: str = ""


def curve(table: CodingTable, order: IntArray) -> Curve:
    """What each document brings, in ``order`` (indices of documents, each once); documents that are not in it do not count."""
    rank = np.full(len(table.documents), -1, dtype=np.int64)
    rank[order] = np.arange(len(order))
    at = rank[table.document]
    here = at >= 0
    first = np.full(len(table.codes), len(order), dtype=np.int64)
    np.minimum.at(first, table.code[here], at[here])
    new = np.bincount(first, minlength=len(order) + 1)[: len(order)]
    return Curve(order, new, np.bincount(at[here], minlength=len(order)))


def band(table: CodingTable, documents: IntArray, permutations: int, seed: int) -> Band:
    """The same curve over the documents in other orders.

    ``expected`` is the exact mean over all orders (Σ over codes of 1 - C(n-d, k) / C(n, k), d the documents with the code):
    no chance is in it. ``low`` and ``high`` hold the middle 95 per cent of ``permutations`` orders drawn with ``seed``.
    """
    code, document = _presence(table, documents)
    drawn = _drawn(code, document, len(documents), permutations, seed)
    low, high = np.quantile(drawn, (0.025, 0.975), axis=0, method="inverted_cdf")
    return Band(expected(np.bincount(code), len(documents)), low.astype(np.int64), high.astype(np.int64))


def expected(documents_of_code: IntArray, documents: int) -> FloatArray:
    """How many codes k documents have on average, for k from 1 to ``documents``, over all choices of documents."""
    with_code, codes = np.unique(documents_of_code[documents_of_code > 0], return_counts=True)
    missing = np.ones(len(with_code))
    found = np.zeros(documents)
    for k in range(documents):
        missing = missing * np.maximum(documents - with_code - k, 0) / (documents - k)
        found[k] = (codes * (1 - missing)).sum()
    return found


def _presence(table: CodingTable, documents: IntArray) -> tuple[IntArray, IntArray]:
    """The different pairs of a code and a document (by its place in ``documents``), sorted by code."""
    place = np.full(len(table.documents), -1, dtype=np.int64)
    place[documents] = np.arange(len(documents))
    here = place[table.document] >= 0
    size = max(len(documents), 1)
    pairs = distinct(table.code[here] * size + place[table.document[here]])
    return pairs // size, pairs % size


def _drawn(code: IntArray, document: IntArray, documents: int, permutations: int, seed: int) -> IntArray:
    """The cumulative curve of each of ``permutations`` random orders, a row each."""
    chance = np.random.default_rng(seed)
    begins = np.flatnonzero(np.append(True, code[1:] != code[:-1])) if len(code) else np.array([], dtype=np.int64)
    curves = []
    for done in range(0, permutations, step := max(_AT_ONCE // max(len(code), documents, 1), 1)):
        count = min(step, permutations - done)
        rank = chance.permuted(np.tile(np.arange(documents), (count, 1)), axis=1)
        new = np.zeros((count, documents), dtype=np.int64)
        if len(code):
            first = np.minimum.reduceat(rank[:, document], begins, axis=1)
            np.add.at(new, (np.repeat(np.arange(count), first.shape[1]), first.ravel()), 1)
        curves.append(np.cumsum(new, axis=1))
    return np.concatenate(curves)


def assess(new_codes: IntArray, base: int = 4, run: int = 2, threshold: float = 0.05) -> Assessment:
    """Saturation of documents in order, by the new codes of each.

    Raises WrongUse unless ``base`` and ``run`` are at least 1 and ``threshold`` lies between 0 and 1.
    """
    if base < 1 or run < 1 or not 0 <= threshold <= 1:
        raise WrongUse(
            _(
                "There is no base of {base}, run of {run} or threshold of {threshold}.",
                base=base,
                run=run,
                threshold=threshold,
            ),
            _("The base size and the run length are at least 1, the threshold lies between 0 and 1."),
        )
    codes = int(new_codes[:base].sum())
    runs = tuple(int(new_codes[at : at + run].sum()) for at in range(base, len(new_codes) - run + 1))
    if not runs:
        reason = plural(
            "{n} document is too few for a base and a run of {needed}",
            "{n} documents are too few for a base and a run of {needed}",
            len(new_codes),
            needed=base + run,
        )
        return Assessment(base, run, threshold, codes, (), None, reason)
    if not codes:
        return Assessment(base, run, threshold, 0, runs, None, _("the documents of the base have no codes"))
    most = Fraction(str(threshold)) * codes  # in decimals as written, so that 3 of 60 is 5 per cent
    reached = next((base + at for at, new in enumerate(runs) if new <= most), None)
    return Assessment(base, run, threshold, codes, runs, reached)


def to_table(documents: tuple[str, ...], found: Curve, drawn: Band | None = None) -> Table:
    """A row for each document in order; with ``drawn`` the band beside it."""
    columns: list[list[Cell]] = [
        list(range(1, len(found.documents) + 1)),
        [documents[document] for document in found.documents.tolist()],
        *(column.tolist() for column in (found.new_codes, found.cumulative, found.codings)),
    ]
    if drawn is None:
        return Table(COLUMNS, list(zip(*columns, strict=True)))
    columns += [drawn.expected.tolist(), drawn.low.tolist(), drawn.high.tolist()]
    return Table((*COLUMNS, *BAND), list(zip(*columns, strict=True)))


def sentences(found: Assessment) -> list[str]:
    """The assessment in words: the definition, then what came of it."""
    definition = _(
        "Saturation after Guest, Namey and Chen (2020): base size {base}, run length {run}, threshold {threshold:.0%}: the new "
        "codes of a run of documents, each run one document later than the last, divided by the codes of the base.",
        base=found.base,
        run=found.run,
        threshold=found.threshold,
    )
    if found.reason:
        return [definition, _("Saturation is undefined: {reason}.", reason=found.reason)]
    codes = plural("The base has {n} code.", "The base has {n} codes.", found.base_codes)
    return [definition, joined((codes, _verdict(found)))]


def _verdict(found: Assessment) -> str:
    at = found.base + len(found.runs) - 1 if found.reached is None else found.reached
    new = found.runs[at - found.base]
    brought = plural(
        "documents {first} to {last} bring {n} new code ({share:.1%})",
        "documents {first} to {last} bring {n} new codes ({share:.1%})",
        new,
        first=at + 1,
        last=at + found.run,
        share=new / found.base_codes,
    )
    if found.reached is None:
        return _("Saturation is not reached: no run is at or below the threshold; {brought}.", brought=brought)
    return _("Saturation is reached at document {at} (+{run}): {brought}.", at=at, run=found.run, brought=brought)

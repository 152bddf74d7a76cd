"""Co-occurrence of codes: qualcode's arrays against a plain sweep in standard-library Python, in one run.

    python benchmarks/cooccurrence.py [codings …]

Both count the same thing from the same codings in memory (pairs of codings of different codes by any coder that share a
character, and documents with such a pair) and must give the same matrices. Times are CPU seconds of this process, the best of three; imports and the making
of the data are not in them. Machines differ, the ratio hardly does.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import TypeAlias, TypeVar

import numpy as np

from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.cooccurrence import cooccurrence

Answer = TypeVar("Answer")
Row: TypeAlias = tuple[int, int, int, int, int]

#: codings: (documents, characters in all, codes, coders, mean length of a coding)
SIZES = {50_000: (150, 5_110_000, 120, 4, 250), 1_000_000: (2_000, 36_700_000, 300, 10, 150)}


def generated(codings: int, seed: int = 1) -> CodingTable:
    """A synthetic project: span lengths and code frequencies are skewed as real ones are."""
    documents, characters, codes, coders, mean = SIZES.get(codings, (codings // 400 + 1, codings * 50, 200, 5, 150))
    rng = np.random.default_rng(seed)
    length = characters // documents
    size = np.clip(rng.gamma(1.5, mean / 1.5, codings).astype(np.int64), 4, length // 2)
    start = rng.integers(0, length - size)
    return CodingTable.from_arrays(
        rng.integers(0, documents, codings),
        start,
        start + size,
        np.minimum((rng.pareto(1.0, codings) * 10).astype(np.int64), rng.integers(0, codes, codings)),
        rng.integers(0, coders, codings),
        documents=[f"document {number}" for number in range(documents)],
        lengths=np.full(documents, length),
        codes=[f"code {number}" for number in range(codes)],
        coders=[f"coder {number}" for number in range(coders)],
    )


def plain(rows: list[Row], codes: int) -> tuple[list[list[int]], list[list[int]]]:
    """The same two matrices without numpy: join, sort by start, compare with the spans that are still open."""
    count = [[0] * codes for _ in range(codes)]
    documents = [[0] * codes for _ in range(codes)]
    last_document = [[-1] * codes for _ in range(codes)]
    open_spans: list[tuple[int, int]] = []
    document_before = -1
    for document, start, end, code, _coder in sorted(plainly_joined(rows)):
        if document != document_before:
            open_spans, document_before = [], document
        open_spans = [span for span in open_spans if span[0] > start]
        for _end, other in open_spans:
            if other != code:
                low, high = min(code, other), max(code, other)
                count[low][high] += 1
                if last_document[low][high] != document:
                    last_document[low][high] = document
                    documents[low][high] += 1
        open_spans.append((end, code))
    return count, documents


def plainly_joined(rows: list[Row]) -> list[Row]:
    """Join a coder's overlapping spans of one code; ``rows`` are sorted by document and start."""
    kept: list[Row] = []
    last: dict[tuple[int, int, int], int] = {}
    for document, start, end, code, coder in rows:
        key = (document, code, coder)
        place = last.get(key)
        if place is not None and start < kept[place][2]:
            kept[place] = (*kept[place][:2], max(end, kept[place][2]), code, coder)
        else:
            last[key] = len(kept)
            kept.append((document, start, end, code, coder))
    return kept


def cpu_seconds(work: Callable[[], Answer], rounds: int) -> tuple[float, Answer]:
    """The least CPU time of some rounds, and the answer."""
    times = []
    for _round in range(rounds):
        began = time.process_time()
        answer = work()
        times.append(time.process_time() - began)
    return min(times), answer


def peak_megabytes(work: Callable[[], object]) -> float:
    tracemalloc.start()
    work()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def compare(codings: int) -> bool:
    table = generated(codings)
    columns = (table.document, table.start, table.end, table.code, table.coder)
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    ours, result = cpu_seconds(lambda: cooccurrence(table, across_coders=True), 3)
    one_coder, _ = cpu_seconds(lambda: cooccurrence(table), 3)
    theirs, counted = cpu_seconds(lambda: plain(rows, len(table.codes)), 1 if codings > 100_000 else 3)
    same = (np.triu(result.count).tolist(), np.triu(result.documents).tolist()) == counted
    print(
        f"{codings:>9,} codings, {result.count.sum() // 2:>9,} pairs | qualcode {ours:.3f} s (same coder {one_coder:.3f} s, "
        f"peak {peak_megabytes(lambda: cooccurrence(table, across_coders=True)):.0f} MB) | plain Python {theirs:.3f} s "
        f"| x{theirs / ours:.0f} | {'equal' if same else 'DIFFERENT RESULTS'}"
    )
    return same


if __name__ == "__main__":
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    sys.exit(0 if all(list(map(compare, sizes))) else 1)

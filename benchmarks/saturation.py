"""Saturation of a million codings: the curve with its band, beside pandas for the curve, in one run.

    python benchmarks/saturation.py [CODINGS [DOCUMENTS]]

Both start from the same codings in memory and must give the same new codes of each document. Times are CPU seconds of this
process, the least of some rounds; imports and the making of the data are not in them. The band (999 random orders and the exact
mean) has no rival here; what it takes and the memory it needs are printed.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pandas as pd

from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.saturation import band, curve

Answer = TypeVar("Answer")

CODES, CODERS, LENGTH, ORDERS = 300, 10, 20_000, 999


def generated(codings: int, documents: int, seed: int = 1) -> CodingTable:
    """Codings spread over the documents; some codes are frequent, most are rare."""
    chance = np.random.default_rng(seed)
    start = chance.integers(0, LENGTH - 200, codings)
    return CodingTable.from_arrays(
        chance.integers(0, documents, codings),
        start,
        start + chance.integers(10, 200, codings),
        np.minimum((chance.pareto(0.6, codings) * 2).astype(np.int64), chance.integers(0, CODES, codings)),
        chance.integers(0, CODERS, codings),
        documents=[f"document {number}" for number in range(documents)],
        lengths=np.full(documents, LENGTH),
        codes=[f"code {number}" for number in range(CODES)],
        coders=[f"coder {number}" for number in range(CODERS)],
    )


def in_pandas(table: CodingTable, order: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[int]:
    """The new codes of each document in order: the first document of each code, counted."""
    rank = pd.Series(np.arange(len(order)), index=order)
    frame = pd.DataFrame({"at": rank.loc[table.document].to_numpy(), "code": table.code})
    first = frame.groupby("code")["at"].min()
    new: list[int] = first.value_counts().reindex(range(len(order)), fill_value=0).tolist()
    return new


def cpu_seconds(work: Callable[[], Answer], rounds: int = 3) -> tuple[float, Answer]:
    """The least CPU time of some rounds, and the answer."""
    times = []
    for _round in range(rounds):
        began = time.process_time()
        answer = work()
        times.append(time.process_time() - began)
    return min(times), answer


def main(codings: int, documents: int) -> int:
    """Print what each takes; 1 where the answers differ."""
    table = generated(codings, documents)
    order = np.random.default_rng(2).permutation(documents)
    ours, found = cpu_seconds(lambda: curve(table, order))
    theirs, expected = cpu_seconds(lambda: in_pandas(table, order))
    same = found.new_codes.tolist() == expected
    print(f"{codings:,} codings in {documents:,} documents: {'equal' if same else 'DIFFERENT RESULTS'}")
    print(f"curve {ours:.3f} s | pandas {theirs:.3f} s | x{theirs / ours:.1f}")
    tracemalloc.start()
    taken, drawn = cpu_seconds(lambda: band(table, order, ORDERS, seed=1), 1)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(
        f"band of {ORDERS} orders {taken:.2f} s, {peak / 1e6:.0f} MB; the mean ends at {drawn.expected[-1]:.0f} codes"
    )
    return int(not same)


if __name__ == "__main__":
    asked = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(asked + [1_000_000, 2_000][len(asked) :])))

"""Agreement over units: qualcode beside one pass of numpy.bincount and beside other packages, in one run.

    python benchmarks/agreement.py

Every figure is computed from data that are ready for the package at hand (for qualcode: value numbers, nothing
counted yet), and a package that comes to another figure ends the run with an error. A package that is not installed,
or that would need gigabytes for a table of units x codes x codes, is named and left out. Times are CPU seconds of
this process, the least of some rounds; machines differ, the ratio hardly does.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcode.analysis.agreement import ReliabilityData, measure

Matrix: TypeAlias = NDArray[np.int64]
Work: TypeAlias = Callable[[], float | None]

#: coders, units, codes
SIZES = ((2, 1_000_000, 5), (2, 1_000_000, 50), (2, 10_000, 200), (3, 10_000, 200), (3, 100_000, 50))

#: What is promised: nominal alpha of two coders against the floor, 10^4 units with 200 codes, and 1,000 replicates of three coders.
TIMES_THE_FLOOR, SECONDS, MEBIBYTES, BOOTSTRAP_SECONDS = 10, 0.005, 50, 3


def generated(coders: int, units: int, codes: int, seed: int = 1) -> Matrix:
    """Coders x units of value numbers from 1: each coder sees the truth four times in five."""
    chance = np.random.default_rng(seed)
    truth = chance.integers(1, codes + 1, units)
    return np.stack(
        [np.where(chance.random(units) < 0.8, truth, chance.integers(1, codes + 1, units)) for _coder in range(coders)]
    )


def fresh(matrix: Matrix, codes: int) -> ReliabilityData:
    """Data of which nothing has been counted yet."""
    return ReliabilityData.from_matrix(matrix, range(1, codes + 1))


def cpu_seconds(work: Work, rounds: int) -> tuple[float, float | None]:
    """The least CPU time of some rounds, and the figure."""
    times = []
    for _round in range(rounds):
        began = time.process_time()
        figure = work()
        times.append(time.process_time() - began)
    return min(times), figure


def peak_mebibytes(work: Work) -> float:
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def krippendorff(package: ModuleType, matrix: Matrix, codes: int) -> tuple[str, Work] | None:
    if matrix.shape[1] * codes**2 > 10**8:
        return None
    return "alpha", lambda: float(package.alpha(matrix, level_of_measurement="nominal"))


def nltk(package: ModuleType, matrix: Matrix, codes: int) -> tuple[str, Work] | None:
    if matrix.shape[1] > 100_000:
        return None
    rows = enumerate(matrix.tolist())
    triples = [(coder, unit, value) for coder, row in rows for unit, value in enumerate(row)]
    agreement = import_module("nltk.metrics.agreement")
    return "alpha", lambda: float(agreement.AnnotationTask(data=triples).alpha())


def sklearn(package: ModuleType, matrix: Matrix, codes: int) -> tuple[str, Work] | None:
    if len(matrix) != 2:
        return None
    metrics = import_module("sklearn.metrics")
    return "cohen_kappa", lambda: float(metrics.cohen_kappa_score(*matrix))


def irrCAC(package: ModuleType, matrix: Matrix, codes: int) -> tuple[str, Work] | None:
    if matrix.size * codes > 10**8:
        return None
    raw, frame = import_module("irrCAC.raw"), import_module("pandas").DataFrame(matrix.T)
    return "gwet_ac1", lambda: float(raw.CAC(frame).gwet()["est"]["coefficient_value"])


def statsmodels(package: ModuleType, matrix: Matrix, codes: int) -> tuple[str, Work] | None:
    rater = import_module("statsmodels.stats.inter_rater")
    table = np.stack([(matrix == value).sum(axis=0) for value in range(1, codes + 1)], axis=1)
    return "fleiss_kappa", lambda: float(rater.fleiss_kappa(table))


OTHERS = (krippendorff, nltk, sklearn, irrCAC, statsmodels)


def others(matrix: Matrix, codes: int) -> Iterator[tuple[str, str, Work]]:
    """Each installed package with the name of the measure it computes and how it is asked."""
    for prepare in OTHERS:
        if find_spec(prepare.__name__) is None:
            continue
        prepared = prepare(import_module(prepare.__name__), matrix, codes)
        if prepared is None:
            print(f"    {prepare.__name__:<12} left out at this size")
        else:
            yield prepare.__name__, *prepared


def compare(coders: int, units: int, codes: int) -> bool:
    matrix = generated(coders, units, codes)
    pairs = matrix[0] * codes + matrix[1]
    floor, _counts = cpu_seconds(lambda: float(np.bincount(pairs)[0]), 20)
    ours, _alpha = cpu_seconds(lambda: measure("alpha", fresh(matrix, codes)).estimate, 5)
    memory = peak_mebibytes(lambda: measure("alpha", fresh(matrix, codes)).estimate)
    print(f"\n{coders} coders x {units:,} units, {codes} codes; one bincount pass {floor * 1000:.2f} ms")
    print(f"    qualcode     alpha {ours * 1000:.2f} ms = {ours / floor:.1f} passes, peak {memory:.0f} MiB")
    kept = ours <= TIMES_THE_FLOOR * floor if units == 1_000_000 else True
    if units == 10_000:
        kept = ours <= SECONDS and memory <= MEBIBYTES
    return all([kept, *(beside(matrix, codes, *other) for other in others(matrix, codes))])


def beside(matrix: Matrix, codes: int, package: str, name: str, work: Work) -> bool:
    """One other package and the same measure of qualcode; False where they differ."""
    theirs, figure = cpu_seconds(work, 1)
    ours, estimate = cpu_seconds(lambda: measure(name, fresh(matrix, codes)).estimate, 3)
    same = abs((figure or 0) - (estimate or 0)) < 1e-5  # irrCAC rounds to five digits
    verdict = "equal" if same else f"DIFFERENT: {figure} and {estimate}"
    print(
        f"    {package:<12} {name} {theirs * 1000:.1f} ms, qualcode {ours * 1000:.2f} ms | x{theirs / ours:.0f} | {verdict}"
    )
    return same


def bootstrap() -> bool:
    """1,000 replicates of 10^5 units and three coders, by units and by a thousand documents."""
    slowest = 0.0
    documents = (np.arange(100_000) // 100).tolist()
    print("\nintervals, 1,000 replicates, 3 coders x 100,000 units")
    for codes in (2, 5, 50, 200):
        matrix = generated(3, 100_000, codes)
        data = ReliabilityData.from_matrix(matrix, range(1, codes + 1), documents=documents)
        result = measure("alpha", data)
        units, _low = cpu_seconds(lambda result=result: result.interval("units").low, 1)
        whole, _low = cpu_seconds(lambda result=result: result.interval("documents").low, 1)
        print(f"    {codes:>3} codes: units {units:.2f} s, documents {whole:.2f} s")
        slowest = max(slowest, units)
    return slowest <= BOOTSTRAP_SECONDS


if __name__ == "__main__":
    absent = [other.__name__ for other in OTHERS if find_spec(other.__name__) is None]
    print(f"not installed, so not beside: {', '.join(absent) or 'none'}")
    held = [compare(*size) for size in SIZES]
    sys.exit(0 if all([*held, bootstrap()]) else 1)

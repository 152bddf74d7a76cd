"""Agreement about spans: the unitized alphas and gamma, against a floor and against other packages, in one run.

    python benchmarks/unitizing.py [segments …]

The floor of the unitized alphas is one sort of all boundaries and one weighted ``bincount``; gamma's floor is one alignment.
Other packages are run where they are installed (krippendorff-unitized-alpha, pygamma-agreement), and named where they are
not. Data are synthetic: spans and gaps of 20 to 100 characters. Times are wall seconds, the best of a few; making the data and
imports are not in them. Machines differ, the ratio hardly does.
"""

from __future__ import annotations

import logging
import sys
import time
import tracemalloc
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np

from qualcode.analysis.agreement import Continuum, measure

CODES = 20
THEIR_ALPHA = "krippendorff_unitized_alpha.krippendorffs_unitized_alpha"
FAMILY = ("unitized_alpha", "binary_unitized_alpha", "coding_alpha")
#: (coders, units a coder)
GAMMA = ((2, 50), (2, 500), (2, 2000), (3, 100), (3, 500), (4, 50))
#: Beyond so many the other packages take minutes.
RIVAL_SEGMENTS, RIVAL_UNITS = 1_000, 100


def independent(coders: int, units: int, seed: int = 1) -> Continuum:
    """Coders who mark without regard to each other."""
    random = np.random.default_rng(seed)
    marked = []
    for _coder in range(coders):
        length, gap = random.integers(20, 101, (2, units))
        end = np.cumsum(gap + length)
        marked.append((end - length, end, random.integers(0, CODES, units)))
    return _continuum(marked)


def alike(coders: int, units: int, seed: int = 1) -> Continuum:
    """Coders who mostly mark the same, a little beside each other."""
    random = np.random.default_rng(seed)
    length, gap = random.integers(20, 101, (2, units))
    end, value = np.cumsum(gap + length), random.integers(0, 8, units)
    marked = []
    for _coder in range(coders):
        kept = random.random(units) < 0.9
        moved_start, moved_end = random.integers(-9, 10, (2, units))
        own = np.where(random.random(units) < 0.8, value, random.integers(0, 8, units))
        marked.append(((end - length + moved_start)[kept], (end + moved_end)[kept], own[kept]))
    return _continuum(marked)


def _continuum(marked: list[tuple[Any, Any, Any]]) -> Continuum:
    coder = np.repeat(np.arange(len(marked)), [len(start) for start, _end, _value in marked])
    start, end, value = (np.concatenate(column) for column in zip(*marked, strict=True))
    return Continuum.from_arrays(
        *(coder, np.zeros(len(coder), dtype=np.int64), start, end, value.tolist()),
        coders=range(len(marked)),
        documents=(0,),
        lengths=[int(end.max()) + 10],
        present=np.ones((1, len(marked)), dtype=np.bool_),
    )


def best(work: Callable[[], object], seconds: float = 2.0) -> float:
    taken: list[float] = []
    while len(taken) < 2 or (sum(taken) < seconds and len(taken) < 9):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def peak(work: Callable[[], object]) -> float:
    tracemalloc.start()
    work()
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return used / 2**20


def floor(spans: Continuum) -> Callable[[], object]:
    boundaries = np.random.default_rng(2).permutation(np.concatenate((spans.start, spans.end)))
    pair = np.arange(len(boundaries)) % CODES**2
    return lambda: np.bincount(pair, np.diff(np.sort(boundaries), prepend=0), CODES**2)


def installed(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        return None


def their_alpha(package: Any, spans: Continuum) -> Callable[[], float]:
    """krippendorff-unitized-alpha, with its gaps made here: those it makes itself are one character short."""
    whole: dict[str, list[Any]] = {}
    for coder in range(len(spans.coders)):
        own = spans.coder == coder
        columns = (spans.start[own].tolist(), spans.end[own].tolist(), spans.value[own].tolist())
        segments = [package.Segment(str(value), start, end) for start, end, value in zip(*columns, strict=True)]
        gaps = zip([0, *columns[1]], [*columns[0], spans.total], strict=True)
        whole[str(coder)] = [*segments, *(package.Segment(package.EMPTY_TAG, *gap) for gap in gaps if gap[0] < gap[1])]
    return lambda: package.KrippendorffUnitizedAlpha(whole).result_


def their_gamma(package: Any, spans: Continuum) -> Callable[[], float]:
    segment = import_module("pyannote.core").Segment
    continuum = package.Continuum()
    columns = (spans.coder, spans.start, spans.end, spans.value)
    for coder, start, end, value in zip(*(column.tolist() for column in columns), strict=True):
        continuum.add(str(coder), segment(start, end), str(value))
    costs = package.CombinedCategoricalDissimilarity(alpha=3, beta=1, delta_empty=1)
    sampler = package.ShuffleContinuumSampler
    return lambda: continuum.compute_gamma(costs, n_samples=30, sampler=sampler()).gamma


def unitized(sizes: list[int]) -> None:
    package = installed(THEIR_ALPHA)
    for segments in sizes:
        for coders in (2, 3, 10):
            spans = independent(coders, segments // coders)
            least = best(floor(spans))
            print(f"{segments:>7,} segments, {coders:>2} coders: floor {least * 1e3:8.3f} ms")
            for name in FAMILY:
                taken = best(lambda name=name, spans=spans: measure(name, spans))
                used = peak(lambda name=name, spans=spans: measure(name, spans))
                print(f"    {name:<32} {taken * 1e3:8.3f} ms  {taken / least:7.1f} x floor  {used:6.1f} MiB")
            if package is None or segments > RIVAL_SEGMENTS:
                continue
            compare("krippendorff-unitized-alpha", their_alpha, package, spans, best_of("unitized_alpha", spans))


def gammas() -> None:
    package = installed("pygamma_agreement")
    for coders, units in GAMMA:
        spans = alike(coders, units)
        ours = lambda spans=spans: measure("gamma", spans, samples=30, precision=None)  # noqa: E731
        taken = best(ours)
        print(
            f"gamma, {coders} coders x {units} units, 30 samples: {taken * 1e3:9.1f} ms  {peak(ours):6.1f} MiB  {ours().estimate:.3f}"
        )
        if package is not None and coders * units <= 2 * RIVAL_UNITS and coders == 2:
            compare("pygamma-agreement", their_gamma, package, spans, taken)


def best_of(name: str, spans: Continuum) -> float:
    return best(lambda: measure(name, spans))


def compare(
    name: str, made: Callable[[Any, Continuum], Callable[[], float]], package: Any, spans: Continuum, ours: float
) -> None:
    try:
        work = made(package, spans)
        figure, taken = float(work()), best(work, 0)
    except Exception as problem:
        print(f"    {name:<32} failed: {type(problem).__name__}: {problem}")
        return
    print(f"    {name:<32} {taken * 1e3:8.1f} ms  {taken / ours:7.1f} x ours  figure {figure:.4f}")


def main() -> None:
    logging.disable()
    sizes = [int(size) for size in sys.argv[1:]] or [1_000, 10_000, 100_000]
    for module, name in (
        (THEIR_ALPHA, "krippendorff-unitized-alpha"),
        ("pygamma_agreement", "pygamma-agreement"),
    ):
        if installed(module) is None:
            print(f"{name} is not installed; not compared")
    unitized(sizes)
    gammas()


if __name__ == "__main__":
    main()

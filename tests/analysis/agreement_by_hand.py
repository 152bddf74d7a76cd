"""Measures of agreement computed from their definitions, pair of coders by pair of coders: slow, and easy to check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations, permutations
from statistics import mean
from typing import Any

from hypothesis import strategies as st

Rows = list[list[Any]]
Distance = Callable[[Any, Any], Fraction]


@st.composite
def ratings(
    draw: st.DrawFn, coders: tuple[int, int] = (2, 4), values: Sequence[Any] = (1, 2, 3, 4), missing: bool = True
) -> Rows:
    """Some coders, some units, and some values missing."""
    m, units = draw(st.integers(*coders)), draw(st.integers(1, 12))
    value = st.sampled_from([*([None] if missing else []), *values])
    return [draw(st.lists(value, min_size=units, max_size=units)) for _coder in range(m)]


def units_of(rows: Rows, least: int = 2) -> list[list[Any]]:
    """The values of each unit that at least so many coders judged."""
    judged = [[value for value in unit if value is not None] for unit in zip(*rows, strict=True)]
    return [unit for unit in judged if len(unit) >= least]


def seen(rows: Rows) -> list[Any]:
    return sorted({value for row in rows for value in row if value is not None}, key=repr)


def agreement(rows: Rows, weight: Distance) -> Fraction:
    """P_o: pairs of coders in each unit, averaged over units."""
    return mean(mean(weight(*pair) for pair in combinations(unit, 2)) for unit in units_of(rows))


def same(one: Any, other: Any) -> Fraction:
    return Fraction(one == other)


def beyond_chance(observed: Fraction, expected: Fraction) -> Fraction | None:
    return None if expected == 1 else (observed - expected) / (1 - expected)


def cohen(rows: Rows, weight: Distance = same) -> Fraction | None:
    """One value of the first coder against every value of the second, each from any unit."""
    pairs = [pair for pair in zip(*rows, strict=True) if None not in pair]
    chance = mean(weight(one, other) for one, _other in pairs for _one, other in pairs)
    return beyond_chance(mean(weight(*pair) for pair in pairs), chance)


def conger(rows: Rows) -> Fraction | None:
    coders = [[value for value in row if value is not None] for row in rows]
    pairs = combinations([coder for coder in coders if coder], 2)
    chance = mean(mean(same(a, b) for a in one for b in other) for one, other in pairs)
    return beyond_chance(agreement(rows, same), chance)


def scott(rows: Rows) -> Fraction | None:
    values = [value for unit in units_of(rows) for value in unit]
    return beyond_chance(agreement(rows, same), mean(same(one, other) for one in values for other in values))


def shares(rows: Rows) -> dict[Any, Fraction]:
    """Each unit that anybody judged gives each value the share of its coders."""
    units = units_of(rows, 1)
    return {value: mean(Fraction(unit.count(value), len(unit)) for unit in units) for value in seen(rows)}


def fleiss(rows: Rows) -> Fraction | None:
    return beyond_chance(agreement(rows, same), sum(share**2 for share in shares(rows).values()))


def brennan_prediger(rows: Rows, q: int) -> Fraction | None:
    return beyond_chance(agreement(rows, same), Fraction(1, q))


def gwet(rows: Rows, categories: Sequence[Any], weight: Distance = same) -> Fraction | None:
    q = len(categories)
    weights = sum(weight(one, other) for one in categories for other in categories)
    spread = sum(share * (1 - share) for share in shares(rows).values())
    return beyond_chance(agreement(rows, weight), weights * spread / (q * (q - 1))) if q > 1 else None


def holsti(rows: Rows) -> Fraction:
    def two(one: list[Any], other: list[Any]) -> Fraction:
        agreed = sum(a == b and a is not None for a, b in zip(one, other, strict=True))
        return Fraction(2 * agreed, sum(value is not None for value in one + other))

    compared = [pair for pair in combinations(rows, 2) if any(None not in judged for judged in zip(*pair, strict=True))]
    return mean(two(*pair) for pair in compared)


def alpha(rows: Rows, distance: Distance) -> tuple[float | None, float, float]:
    """Alpha, D_o and D_e: every value against every other of its unit, and of all pairable units."""
    units = units_of(rows)
    values = [value for unit in units for value in unit]
    apart = sum(Fraction(1, len(unit) - 1) * distance(*pair) for unit in units for pair in permutations(unit, 2))
    observed = Fraction(apart) / len(values)
    expected = Fraction(mean(distance(*pair) for pair in permutations(values, 2)))
    return None if expected == 0 else float(1 - observed / expected), float(observed), float(expected)


def differ(one: Any, other: Any) -> Fraction:
    return Fraction(one != other)


def interval(one: int, other: int) -> Fraction:
    return Fraction(one - other) ** 2


def relative(one: int, other: int) -> Fraction:
    return Fraction(0) if one == other else Fraction(one - other, one + other) ** 2


def ordinal(rows: Rows) -> Distance:
    """Counts the values that lie between two ranks, with half of the two themselves."""
    values = [value for unit in units_of(rows) for value in unit]

    def distance(one: int, other: int) -> Fraction:
        low, high = sorted((one, other))
        between = sum(low <= value <= high for value in values)
        return (between - Fraction(values.count(low) + values.count(high), 2)) ** 2

    return distance


def jaccard(one: frozenset[Any], other: frozenset[Any]) -> Fraction:
    return 1 - Fraction(len(one & other), len(one | other)) if one | other else Fraction(0)


def masi(one: frozenset[Any], other: frozenset[Any]) -> Fraction:
    part = 1 if one == other else Fraction(2, 3) if one <= other or other <= one else Fraction(1, 3)
    return 1 - (1 - jaccard(one, other)) * part

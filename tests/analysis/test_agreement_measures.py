"""Every measure against its definition, worked out pair by pair, and against a package that is right."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations
from typing import Any

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import analysis.agreement_by_hand as by_hand
from analysis.agreement_by_hand import Rows, ratings, units_of
from qualcode.analysis.agreement import AgreementResult, ReliabilityData, measure
from qualcode.analysis.agreement.result import Breakdown

SETS = [frozenset(), frozenset("a"), frozenset("b"), frozenset("ab"), frozenset("abc"), frozenset("cd")]

#: Names with options that make sense of the values 1 to 4 and None.
OVER_NUMBERS: list[tuple[str, dict[str, Any]]] = [
    *((name, {}) for name in ("percent", "holsti", "cohen_kappa", "conger_kappa", "scott_pi", "fleiss_kappa")),
    *((name, {}) for name in ("brennan_prediger", "gwet_ac1", "gwet_ac2")),
    ("holsti", {"composite": True}),
    ("positive_agreement", {"category": 2}),
    ("cohen_kappa", {"weights": "linear", "categories": [1, 2, 3, 4]}),
    ("cohen_kappa", {"weights": "quadratic"}),
    ("gwet_ac1", {"categories": [1, 2, 3, 4, 5]}),
    *(("alpha", {"metric": metric}) for metric in ("nominal", "ordinal", "interval", "ratio")),
]

#: Those that know no order and no distance, so that a value may be called anything.
NOMINAL = [
    (name, options)
    for name, options in OVER_NUMBERS
    if "weights" not in options and name != "gwet_ac2" and options.get("metric", "nominal") == "nominal"
]


def of(rows: Rows, name: str, **options: Any) -> AgreementResult:
    return measure(name, ReliabilityData.from_rows(rows), **options)


def comparable(rows: Rows) -> bool:
    return bool(units_of(rows))


def same_figure(result: AgreementResult, figure: Fraction | float | None) -> None:
    """Equal to the figure worked out by hand, or undefined with a reason as it is."""
    if figure is None:
        assert result.estimate is None
        assert result.undefined
    else:
        assert result.undefined is None
        assert result.estimate == pytest.approx(float(figure), abs=1e-12)


@given(ratings())
def test_percent(rows: Rows) -> None:
    assume(comparable(rows))
    same_figure(of(rows, "percent"), by_hand.agreement(rows, by_hand.same))


@given(ratings(), st.booleans())
def test_holsti(rows: Rows, composite: bool) -> None:
    assume(comparable(rows))
    mean, coders = by_hand.holsti(rows), len(rows)
    expected = coders * mean / (1 + (coders - 1) * mean) if composite else mean
    same_figure(of(rows, "holsti", composite=composite), expected)


@given(ratings((2, 2)), st.sampled_from([("none", 0), ("linear", 1), ("quadratic", 2)]))
def test_cohen_kappa(rows: Rows, weights: tuple[str, int]) -> None:
    assume(comparable(rows))
    name, power = weights

    def weight(one: int, other: int) -> Fraction:
        return 1 - Fraction(abs(one - other), 3) ** power if power else by_hand.same(one, other)

    same_figure(of(rows, "cohen_kappa", weights=name, categories=[1, 2, 3, 4]), by_hand.cohen(rows, weight))


@given(ratings())
def test_conger_kappa(rows: Rows) -> None:
    assume(comparable(rows))
    same_figure(of(rows, "conger_kappa"), by_hand.conger(rows))


@given(ratings((2, 2), missing=False))
def test_conger_kappa_of_two_is_cohens(rows: Rows) -> None:
    same_figure(of(rows, "conger_kappa"), by_hand.cohen(rows))


@given(ratings((2, 2)))
def test_scott_pi(rows: Rows) -> None:
    assume(comparable(rows))
    same_figure(of(rows, "scott_pi"), by_hand.scott(rows))


@given(ratings())
def test_fleiss_kappa(rows: Rows) -> None:
    assume(comparable(rows))
    same_figure(of(rows, "fleiss_kappa"), by_hand.fleiss(rows))


@given(ratings(), st.sampled_from([None, [1, 2, 3, 4], [4, 1, 2, 3, 9]]))
def test_brennan_prediger(rows: Rows, categories: list[int] | None) -> None:
    assume(comparable(rows))
    q = len(categories or by_hand.seen(rows))
    same_figure(of(rows, "brennan_prediger", categories=categories), by_hand.brennan_prediger(rows, q))


@given(ratings(), st.sampled_from([None, [1, 2, 3, 4], [4, 1, 2, 3, 9]]))
def test_gwet_ac1(rows: Rows, categories: list[int] | None) -> None:
    assume(comparable(rows))
    same_figure(of(rows, "gwet_ac1", categories=categories), by_hand.gwet(rows, categories or by_hand.seen(rows)))


@given(ratings(), st.sampled_from([("linear", 1), ("quadratic", 2)]))
def test_gwet_ac2(rows: Rows, weights: tuple[str, int]) -> None:
    assume(comparable(rows))
    name, power = weights
    expected = by_hand.gwet(rows, [1, 2, 3, 4], lambda one, other: 1 - Fraction(abs(one - other), 3) ** power)
    same_figure(of(rows, "gwet_ac2", weights=name, categories=[1, 2, 3, 4]), expected)


@given(ratings())
def test_ac2_without_weights_is_ac1(rows: Rows) -> None:
    assert of(rows, "gwet_ac2", weights="none").estimate == of(rows, "gwet_ac1").estimate


@given(ratings(), st.integers(1, 4))
def test_positive_agreement(rows: Rows, value: int) -> None:
    pairs = [pair for unit in units_of(rows) for pair in combinations(unit, 2)]
    both, any_one = sum(pair == (value, value) for pair in pairs), sum(pair.count(value) for pair in pairs)
    assume(comparable(rows))
    same_figure(of(rows, "positive_agreement", category=value), Fraction(2 * both, any_one) if any_one else None)


@given(ratings(), st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_alpha_with_its_disagreements(rows: Rows, metric: str) -> None:
    assume(comparable(rows))
    distances = {"nominal": by_hand.differ, "interval": by_hand.interval, "ratio": by_hand.relative}
    figure, observed, expected = by_hand.alpha(rows, distances.get(metric) or by_hand.ordinal(rows))
    result = of(rows, "alpha", metric=metric)
    same_figure(result, figure)
    assert (result.observed, result.expected) == pytest.approx((observed, expected), abs=1e-12)


@given(ratings(values=SETS), st.sampled_from(["jaccard", "masi", "own"]))
def test_alpha_of_sets(rows: Rows, metric: str) -> None:
    assume(comparable(rows))
    distance = by_hand.jaccard if metric == "jaccard" else by_hand.masi
    result = of(rows, "alpha", metric=by_hand.masi if metric == "own" else metric)
    figure, observed, expected = by_hand.alpha(rows, distance)
    same_figure(result, figure)
    assert (result.observed, result.expected) == pytest.approx((observed, expected), abs=1e-12)


@given(ratings(values=[-2, 0, 1, 5]), st.sampled_from(["nominal", "ordinal", "interval"]))
def test_alpha_equals_the_krippendorff_package(rows: Rows, metric: Any) -> None:
    result = of(rows, "alpha", metric=metric)
    assume(result.undefined is None)
    array = np.array([[np.nan if value is None else value for value in row] for row in rows])
    assert result.estimate == pytest.approx(krippendorff.alpha(array, level_of_measurement=metric), abs=1e-12)


def test_an_order_of_words_is_the_order_of_numbers() -> None:
    words = {1: "never", 2: "seldom", 3: "often", None: None}
    rows = [[1, 2, 3, 3, 1, None], [2, 2, 3, 1, 1, 3]]
    named = [[words[value] for value in row] for row in rows]
    order = ["never", "seldom", "often"]
    for name, options in (("alpha", {"metric": "ordinal"}), ("cohen_kappa", {"weights": "quadratic"})):
        by_number, by_word = of(rows, name, **options), of(named, name, categories=order, **options)
        assert by_word.estimate == by_number.estimate
        assert of(named, name, categories=order[::-1], **options).estimate == pytest.approx(by_number.estimate)
        assert of(named, name, categories=["seldom", "never", "often"], **options).estimate != by_number.estimate


@pytest.mark.parametrize("offset", [0, 10**9, -(10**9)])
def test_interval_alpha_does_not_care_where_the_scale_begins(offset: int) -> None:
    rows = [[1, 2, 3, 3, 1, None], [2, 2, 3, 1, 1, 3]]
    moved = [[None if value is None else value + offset for value in row] for row in rows]
    result = of(moved, "alpha", metric="interval")
    assert result.estimate == pytest.approx(by_hand.alpha(rows, by_hand.interval)[0], abs=1e-12)
    assert result.interval(seed=3) == of(rows, "alpha", metric="interval").interval(seed=3)


def test_many_different_numbers_need_no_table_of_them() -> None:
    chance = np.random.default_rng(8)
    truth = chance.normal(size=100_000)
    rows = [(truth + chance.normal(size=100_000) / 2).tolist() for _coder in range(2)]
    assert of(rows, "alpha", metric="interval").estimate == pytest.approx(0.8, abs=0.01)


def figures(result: AgreementResult) -> tuple[Any, ...]:
    """Everything of a result that is a number."""

    def part(breakdown: Breakdown) -> dict[Any, Any]:
        return {key: (one.estimate, one.observed, one.expected) for key, one in breakdown.items()}

    figure = (result.estimate, result.observed, result.expected, tuple(result.counts.values()))
    costs = sorted((*sorted((one.one, one.other)), one.pairs, one.cost) for one in result.confusions)
    return (*figure, part(result.per_category), costs)


@pytest.mark.parametrize(("name", "options"), OVER_NUMBERS)
@given(rows=ratings(), chance=st.randoms())
def test_order_of_coders_and_units_changes_no_bit(
    name: str, options: dict[str, Any], rows: Rows, chance: random.Random
) -> None:
    units = list(zip(*rows, strict=True))
    chance.shuffle(units)
    shuffled = [list(row) for row in zip(*units, strict=True)]
    chance.shuffle(shuffled)
    assert figures(of(rows, name, **options)) == figures(of(shuffled, name, **options))


@pytest.mark.parametrize(("name", "options"), NOMINAL)
@given(rows=ratings())
def test_names_of_values_do_not_matter(name: str, options: dict[str, Any], rows: Rows) -> None:
    names = {1: "政策", 2: frozenset({"a", "b"}), 3: 2.5, 4: ("x", 1), 5: "五"}
    renamed = [[names.get(value) for value in row] for row in rows]
    said = dict(options)
    if "category" in said:
        said["category"] = names[said["category"]]
    if "categories" in said:
        said["categories"] = [names[value] for value in said["categories"]]
    one, other = of(rows, name, **options), of(renamed, name, **said)
    assert one.estimate == pytest.approx(other.estimate, abs=1e-14)
    assert one.undefined == other.undefined


@given(ratings(), st.randoms())
def test_order_of_documents_changes_no_bit(rows: Rows, chance: random.Random) -> None:
    documents = [chance.choice("abc") for _unit in rows[0]]
    order = chance.sample(range(len(documents)), len(documents))
    one = measure("alpha", ReliabilityData.from_rows(rows, documents=documents))
    moved = [[row[place] for place in order] for row in rows]
    other = measure("alpha", ReliabilityData.from_rows(moved, documents=[documents[place] for place in order]))
    assert {name: figures(part) for name, part in one.per_document.items()} == {
        name: figures(part) for name, part in other.per_document.items()
    }
    assert one.interval("documents", replicates=20) == other.interval("documents", replicates=20)

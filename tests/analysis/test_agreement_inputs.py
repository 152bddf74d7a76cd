"""What people hand in as it lies on their desks: arrays, data frames, names of coders, numbers of categories."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas
import pytest

from qualcode.analysis.agreement import AgreementResult, Continuum, ReliabilityData, measure
from qualcode.errors import WrongUse

ANNA, BEN = ["a", "a", "b", None, "c"], ["a", "b", "b", "c", "c"]


def alpha(rows: Any, missing: Any = None) -> AgreementResult:
    return measure("alpha", ReliabilityData.from_rows(rows, missing))


@pytest.mark.parametrize(
    "rows",
    [
        {"Anna": ANNA, "Ben": BEN},
        pandas.DataFrame([ANNA, BEN], index=["Anna", "Ben"]),
        pandas.DataFrame({"Anna": ANNA, "Ben": BEN}).T,
    ],
)
def test_rows_may_know_their_coders(rows: Any) -> None:
    result = alpha(rows)
    assert list(result.per_pair) == [("Anna", "Ben")]
    assert (result.estimate, dict(result.counts)) == (alpha([ANNA, BEN]).estimate, dict(alpha([ANNA, BEN]).counts))


@pytest.mark.parametrize("rows", [np.array([ANNA, BEN], dtype=object), (iter(row) for row in (ANNA, BEN))])
def test_rows_of_any_kind_are_rows(rows: Any) -> None:
    assert alpha(rows).estimate == alpha([ANNA, BEN]).estimate


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_nan_in_an_array_is_missing(missing: Any) -> None:
    result = alpha(np.array([[1, 2, 3, np.nan], [1, 2, 2, 1]]), missing)
    assert result.counts["missing"] == 1
    assert result.estimate == alpha([[1, 2, 3, None], [1, 2, 2, 1]]).estimate


@pytest.mark.parametrize(("missing", "rows"), [("", [["a", ""], ["a", "b"]]), (-9, np.array([[1, -9], [1, 2]]))])
def test_what_stands_for_missing_can_be_said(missing: Any, rows: Any) -> None:
    assert (alpha(rows, missing).counts["missing"], alpha(rows, missing).counts["pairable_units"]) == (1, 1)


@pytest.mark.parametrize("rows", [[1, 2, 3], 5 * [None], np.zeros((2, 2, 2))])
def test_what_are_no_rows_is_said(rows: Any) -> None:
    with pytest.raises(WrongUse, match="one for each coder"):
        ReliabilityData.from_rows(rows)


@pytest.mark.parametrize(("name", "by_chance"), [("brennan_prediger", 1 / 5), ("gwet_ac1", 0.62 / 4)])
def test_categories_may_be_counted_where_only_their_number_matters(name: str, by_chance: float) -> None:
    data = ReliabilityData.from_rows([list("aabbc"), list("abbbc")])
    counted = measure(name, data, categories=5)
    assert counted.expected == pytest.approx(by_chance)
    assert counted.estimate == measure(name, data, categories=list("abcde")).estimate
    assert counted.estimate == measure(name, data, categories=np.array(list("abcde"))).estimate


def test_no_weights_are_the_weights_none() -> None:
    data = ReliabilityData.from_rows([[1, 2, 3, 3], [1, 2, 2, 3]])
    for name in ("cohen_kappa", "gwet_ac2"):
        assert measure(name, data, weights=None).estimate == measure(name, data, weights="none").estimate


def test_positive_agreement_asks_for_its_code_where_nobody_said_yes_or_no() -> None:
    result = measure("positive_agreement", ReliabilityData.from_rows([list("aabb"), list("abbb")]))
    assert "category=" in (result.undefined or "")
    assert result.per_category["a"].estimate == pytest.approx(2 / 3)


def test_one_value_needs_no_order_to_be_undefined() -> None:
    assert measure("gwet_ac2", ReliabilityData.from_rows([["a", "a"], ["a", "a"]])).undefined
    assert measure("alpha", ReliabilityData.from_rows([["a", "a"], ["a", "a"]]), metric="ordinal").undefined


def test_an_interval_has_two_ends() -> None:
    interval = alpha([list("aabbabab"), list("abbbabab")]).interval("bootstrap", seed=3)
    low, high = interval
    assert (low, high, interval.method) == (interval.low, interval.high, "units")


def test_spans_may_know_their_coders() -> None:
    spans = {"Anna": [(0, 3, "a")], "Ben": [(0, 4, "a")], "Chen": None}
    named = Continuum.from_spans(10, spans)
    assert named.coders == ("Anna", "Ben", "Chen")
    assert measure("unitized_alpha", named).counts["coders"] == 2


@pytest.mark.parametrize("name", ["unitized_alpha", "coding_alpha", "alpha_u_1995", "gamma"])
def test_figures_over_spans_answer_what_figures_over_units_do(name: str) -> None:
    spans = Continuum.from_spans(20, [[(0, 3, "a"), (5, 9, "b")], [(0, 4, "a"), (6, 9, "b")]])
    result = measure(name, spans)
    assert result.n_pairable_units == 0
    interval = result.interval("documents", seed=1)
    assert interval.low is None
    assert interval.undefined

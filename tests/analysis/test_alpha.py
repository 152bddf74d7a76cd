from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given

from analysis.agreement_by_hand import ratings
from qualcode.analysis.agreement import AgreementResult, ReliabilityData, measure

C2011 = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def alpha(rows: list[list[object]]) -> AgreementResult:
    return measure("alpha", ReliabilityData.from_rows(rows), metric="nominal")


def test_krippendorff_2011_c_with_its_disagreements() -> None:
    result = alpha(C2011)
    assert result.estimate == pytest.approx(0.743421, abs=1e-6)
    assert result.observed == pytest.approx(0.2)
    assert result.expected == pytest.approx(0.779487, abs=1e-6)
    assert result.counts == {
        "coders": 4,
        "units": 12,
        "pairable_units": 11,
        "values": 5,
        "single_rated": 1,
        "missing": 7,
    }


@given(ratings())
def test_it_is_undefined_exactly_where_fewer_than_two_values_can_be_paired(rows: list[list[int | None]]) -> None:
    paired = [[value for value in unit if value is not None] for unit in zip(*rows, strict=True)]
    values = {value for unit in paired if len(unit) > 1 for value in unit}
    result = alpha(rows)
    assert (result.estimate is None) == (result.undefined is not None) == (len(values) < 2)


def test_another_missing_value_and_nan_mean_missing() -> None:
    marked = [["?" if value is None else value for value in row] for row in C2011]
    assert measure("alpha", ReliabilityData.from_rows(marked, missing="?")).estimate == alpha(C2011).estimate
    nan = [[float("nan") if value is None else value for value in row] for row in C2011]
    assert alpha(nan).estimate == alpha(C2011).estimate


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[1, 2, 1]], "fewer than two coders"),
        ([], "fewer than two coders"),
        ([[], []], "no unit"),
        ([[1, None], [None, 2]], "no unit"),
        ([[1, 1, 1], [1, 1, 1]], "all values are equal"),
        ([[1, 1, 2], [1, 1, None]], "all values are equal"),
    ],
)
def test_undefined_is_a_result_with_a_reason(rows: list[list[int | None]], reason: str) -> None:
    result = alpha(rows)
    assert result.estimate is None
    assert reason in (result.undefined or "")
    interval = result.interval()
    assert (interval.low, interval.high, interval.undefined) == (None, None, result.undefined)


def test_many_coders_and_values_collapse_to_patterns() -> None:
    random_values = np.random.default_rng(5).integers(0, 200, (8, 3000))
    result = measure("alpha", ReliabilityData.from_rows(random_values.tolist()))
    assert abs(result.estimate) < 0.01


def test_positive_agreement_of_two_coders_is_f1() -> None:
    yes = [[1] * 80 + [1] * 12 + [0] * 8 + [0] * 900, [1] * 80 + [0] * 12 + [1] * 8 + [0] * 900]
    assert measure("positive_agreement", ReliabilityData.from_rows(yes), category=1).estimate == 160 / 180
    assert measure("positive_agreement", ReliabilityData.from_rows(yes), category=2).undefined == "nobody applied it"


def test_positive_agreement_of_three_coders_counts_their_pairs() -> None:
    rows = [[True, True, None, False], [True, False, True, False], [True, False, True, False]]
    assert measure("positive_agreement", ReliabilityData.from_rows(rows)).estimate == 8 / 10


def resampled_the_slow_way(rows: list[list[object]], replicates: int) -> tuple[float, float]:
    chance = random.Random(3)
    units = list(zip(*rows, strict=True))
    units = [unit for unit in units if sum(value is not None for value in unit) > 1]
    drawn = [
        alpha([list(row) for row in zip(*chance.choices(units, k=len(units)), strict=True)]) for _ in range(replicates)
    ]
    figures = [result.estimate for result in drawn if result.estimate is not None]
    return tuple(np.quantile(figures, [0.025, 0.975]))


def noisy(units: int, values: int) -> list[list[object]]:
    chance = random.Random(9)
    truth = [chance.randrange(values) for _unit in range(units)]
    return [[chance.randrange(values) if chance.random() < 0.3 else value for value in truth] for _coder in range(3)]


@pytest.mark.parametrize(("units", "values"), [(300, 2), (40, 9)])
def test_the_bootstrap_resamples_units(units: int, values: int) -> None:
    rows = noisy(units, values)
    interval = alpha(rows).interval(replicates=4000)
    low, high = resampled_the_slow_way(rows, 600)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=0.01)
    assert interval.low < alpha(rows).estimate < interval.high


def test_the_same_seed_gives_the_same_interval() -> None:
    result = alpha(C2011)
    assert result.interval(seed=4) == result.interval(seed=4)
    assert result.interval(seed=4) != result.interval(seed=5)
    assert (result.interval().method, result.interval().replicates, result.interval().level) == ("units", 1000, 0.95)


def test_resamples_without_variation_are_left_out_and_counted() -> None:
    interval = alpha([[1, 1, 1, 2], [1, 1, 1, 2]]).interval(replicates=500)
    assert interval.undefined_replicates > 0
    assert (interval.low, interval.high) == (1, 1)


def test_one_unit_cannot_be_resampled() -> None:
    assert "two units" in (alpha([[1], [2]]).interval().undefined or "")


def test_a_result_says_what_it_is_and_where_it_comes_from() -> None:
    result = alpha(C2011)
    assert "Krippendorff" in result.citation
    assert "expected disagreement" in result.definition
    frame = result.to_frame()
    assert frame.loc[0, "estimate"] == result.estimate
    assert result.citation in frame.attrs["notes"]

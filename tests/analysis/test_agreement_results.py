"""What a figure rests on: its parts, its intervals, what each unit does to it, and why it is undefined."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pandas
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.agreement_by_hand import Rows, ratings, units_of
from qualcode.analysis.agreement import MEASURES, ReliabilityData, measure
from qualcode.analysis.agreement.result import AgreementResult
from qualcode.analysis.agreement.student import t_quantile
from qualcode.errors import WrongUse

CODERS = ["Anna", "Bo", "Chen"]
ROWS = [
    ["x", "y", "y", "z", "x", None, "z"],
    ["x", "y", "z", "z", "y", "x", None],
    ["x", "x", "y", "z", "x", "x", None],
]
DOCUMENTS = ["i1", "i1", "i2", "i2", "i1", "i2", "i3"]

#: Every measure, with the options that keep the number of categories the same whatever is drawn.
FIGURES: list[tuple[str, dict[str, Any]]] = [
    *((name, {}) for name in ("percent", "holsti", "fleiss_kappa")),
    ("positive_agreement", {"category": 2}),
    ("brennan_prediger", {"categories": [1, 2, 3, 4]}),
    ("gwet_ac1", {"categories": [1, 2, 3, 4]}),
    ("gwet_ac2", {"categories": [1, 2, 3, 4]}),
    *(("alpha", {"metric": metric}) for metric in ("nominal", "ordinal", "interval", "ratio")),
]
OF_TWO: list[tuple[str, dict[str, Any]]] = [
    *((name, {}) for name in ("cohen_kappa", "conger_kappa", "scott_pi")),
    ("cohen_kappa", {"weights": "linear", "categories": [1, 2, 3, 4]}),
]


def study(rows: Rows = ROWS) -> ReliabilityData:
    return ReliabilityData.from_rows(rows, coders=CODERS[: len(rows)], documents=DOCUMENTS)


def chosen(rows: Rows, units: list[int]) -> Rows:
    return [[row[unit] for unit in units] for row in rows]


def near(figure: float | None, other: float) -> bool:
    return np.isnan(other) if figure is None else figure == pytest.approx(other, abs=1e-12)


def redrawn(result: AgreementResult, of: str, drawn: list[int]) -> float:
    """The figure of drawn units (or documents), the way that intervals are made."""
    resampling = result.resamplings[of]
    kinds = resampling.kinds()[drawn]
    counts = np.bincount(kinds[kinds >= 0], minlength=len(resampling.counts))
    return float(resampling.estimate(counts[None, :])[0])


@pytest.mark.parametrize(
    ("name", "options", "coders"), [*((*one, 4) for one in FIGURES), *((*one, 2) for one in OF_TWO)]
)
@given(chance=st.randoms(), drawing=st.data())
def test_resampled_figures_are_those_of_the_resampled_units(
    name: str, options: dict[str, Any], coders: int, chance: random.Random, drawing: st.DataObject
) -> None:
    rows = drawing.draw(ratings((2, coders), missing=name != "conger_kappa"))
    result = measure(name, ReliabilityData.from_rows(rows), **options)
    assume(result.resamplings)
    drawn = chance.choices(range(len(rows[0])), k=len(rows[0]))
    again = measure(name, ReliabilityData.from_rows(chosen(rows, drawn)), **options)
    assume(units_of(chosen(rows, drawn)))
    assert near(again.estimate, redrawn(result, "units", drawn))


@pytest.mark.parametrize(("name", "options"), FIGURES)
@given(rows=ratings(), chance=st.randoms())
def test_influence_is_what_leaving_a_unit_out_changes(
    name: str, options: dict[str, Any], rows: Rows, chance: random.Random
) -> None:
    result = measure(name, ReliabilityData.from_rows(rows), **options)
    unit = chance.randrange(len(rows[0]))
    rest = chosen(rows, [place for place in range(len(rows[0])) if place != unit])
    assume(result.estimate is not None and units_of(rest))
    change = result.influence()
    assert change.shape == (len(rows[0]),)
    assert near(measure(name, ReliabilityData.from_rows(rest), **options).estimate, result.estimate + change[unit])


@given(ratings(), st.randoms())
def test_documents_are_resampled_whole(rows: Rows, chance: random.Random) -> None:
    documents = [chance.choice("abc") for _unit in rows[0]]
    labels = sorted(set(documents))
    result = measure("alpha", ReliabilityData.from_rows(rows, documents=documents))
    assume(result.resamplings)
    drawn = chance.choices(range(len(labels)), k=len(labels))
    units = [unit for one in drawn for unit, label in enumerate(documents) if label == labels[one]]
    assume(units_of(chosen(rows, units)))
    again = measure("alpha", ReliabilityData.from_rows(chosen(rows, units)))
    assert near(again.estimate, redrawn(result, "documents", drawn))


def test_a_document_can_be_left_out_too() -> None:
    result = measure("alpha", study())
    without_first = measure("alpha", ReliabilityData.from_rows(chosen(ROWS, [2, 3, 5, 6])))
    assert result.influence("documents")[0] == pytest.approx(without_first.estimate - result.estimate)
    with pytest.raises(WrongUse, match="documents"):
        measure("alpha", ReliabilityData.from_rows(ROWS)).influence("documents")


def test_each_value_against_the_others() -> None:
    for name in ("alpha", "fleiss_kappa", "percent", "gwet_ac1"):
        parts = measure(name, study()).per_category
        assert list(parts) == ["x", "y", "z"]
        for value, part in parts.items():
            yes = [[None if one is None else one == value for one in row] for row in ROWS]
            assert part.estimate == pytest.approx(measure(name, ReliabilityData.from_rows(yes)).estimate)
            assert part.influence().shape == (7,)


def test_each_code_of_sets_is_in_them_or_not() -> None:
    rows = [[{"a"}, {"a", "b"}, set(), {"b"}], [{"a"}, {"a"}, {"b"}, {"b"}]]
    parts = measure("alpha", ReliabilityData.from_rows(rows), metric="jaccard").per_category
    held = [["b" in one for one in row] for row in rows]
    assert list(parts) == ["a", "b"]
    assert parts["b"].estimate == measure("alpha", ReliabilityData.from_rows(held)).estimate


def test_each_pair_of_coders_and_everybody_but_one() -> None:
    result = measure("conger_kappa", study())
    assert list(result.per_pair) == [("Anna", "Bo"), ("Anna", "Chen"), ("Bo", "Chen")]
    assert list(result.without_coder) == CODERS
    for pair, part in result.per_pair.items():
        two = ReliabilityData.from_rows([ROWS[CODERS.index(coder)] for coder in pair])
        assert part.estimate == measure("conger_kappa", two).estimate
        assert part.counts["units"] == 7
    assert result.without_coder["Bo"].estimate == result.per_pair["Anna", "Chen"].estimate


def test_each_document_by_itself() -> None:
    parts = measure("alpha", study()).per_document
    assert list(parts) == ["i1", "i2", "i3"]
    assert parts["i2"].estimate == measure("alpha", ReliabilityData.from_rows(chosen(ROWS, [2, 3, 5]))).estimate
    assert parts["i3"].undefined == "no unit was judged by two coders"
    assert measure("alpha", ReliabilityData.from_rows(ROWS)).per_document == {}


@pytest.mark.parametrize(
    ("name", "options"),
    [
        *(("alpha", {"metric": metric}) for metric in ("nominal", "ordinal", "interval", "ratio")),
        *((name, {}) for name in ("percent", "fleiss_kappa", "gwet_ac1", "brennan_prediger")),
        ("gwet_ac2", {"weights": "linear"}),
    ],
)
@given(rows=ratings())
def test_costs_of_confusions_add_up_to_the_observed_disagreement(
    name: str, options: dict[str, Any], rows: Rows
) -> None:
    result = measure(name, ReliabilityData.from_rows(rows), **options)
    assume(result.observed is not None)
    costs = [confusion.cost for confusion in result.confusions]
    assert sum(costs) == pytest.approx(result.observed_disagreement, abs=1e-12)
    assert costs == sorted(costs, reverse=True)


def test_confusions_count_pairs_of_coders() -> None:
    found = {(one.one, one.other): one.pairs for one in measure("alpha", study()).confusions}
    assert found == {("x", "y"): 4, ("y", "z"): 2}


def test_disagreement_means_the_same_thing_for_all() -> None:
    kappa, alpha = measure("fleiss_kappa", study()), measure("alpha", study())
    assert (kappa.terms, alpha.terms) == ("agreement", "disagreement")
    for one in (kappa, alpha):
        assert one.estimate == pytest.approx(1 - one.observed_disagreement / one.expected_disagreement)
    assert measure("percent", study()).expected_disagreement is None


CONSTANT = [["x", "x", "x"], ["x", "x", "x"]]


@pytest.mark.parametrize("name", ["cohen_kappa", "conger_kappa", "scott_pi", "fleiss_kappa", "alpha"])
def test_without_variation_nothing_can_be_expected(name: str) -> None:
    result = measure(name, ReliabilityData.from_rows(CONSTANT))
    assert (result.estimate, result.observed_disagreement, result.expected_disagreement) == (None, 0, 0)
    assert result.undefined == "all values are equal, so no disagreement can be expected"


@pytest.mark.parametrize("name", ["brennan_prediger", "gwet_ac1", "gwet_ac2"])
def test_one_category_leaves_nothing_to_choose_from(name: str) -> None:
    rows = [[1, 1, 1], [1, 1, 1]]
    assert "only one category" in (measure(name, ReliabilityData.from_rows(rows)).undefined or "")
    assert measure(name, ReliabilityData.from_rows(rows), categories=[1, 2]).estimate == 1


@pytest.mark.parametrize("name", sorted(set(MEASURES) & {name for name, _options in FIGURES + OF_TWO}))
@pytest.mark.parametrize("rows", [[], [[]], [[1, 2]], [[], []], [[1, None], [None, 2]], [[None], [None]]])
def test_what_cannot_be_compared_is_undefined(name: str, rows: Rows) -> None:
    result = measure(name, ReliabilityData.from_rows(rows))
    assert result.estimate is None
    assert result.undefined in ("fewer than two coders", "no unit was judged by two coders")
    assert result.interval().undefined == result.interval("units").undefined == result.undefined
    assert result.confusions == ()


@pytest.mark.parametrize(("name", "instead"), [("cohen_kappa", "conger_kappa"), ("scott_pi", "fleiss_kappa")])
def test_measures_of_two_coders_name_those_of_more(name: str, instead: str) -> None:
    result = measure(name, study())
    assert result.estimate is None
    assert instead in (result.undefined or "")
    assert [part.estimate is None for part in result.per_pair.values()] == [False, False, False]


def test_counts_do_not_tell_who_said_what() -> None:
    data = ReliabilityData.from_patterns(3, [4, 5], [[3, 0], [1, 2]], ("x", "y"))
    rows = [["x"] * 9, ["x"] * 4 + ["y"] * 5, ["x"] * 4 + ["y"] * 5]
    for name in ("alpha", "fleiss_kappa", "percent"):
        assert measure(name, data).estimate == measure(name, ReliabilityData.from_rows(rows)).estimate
    assert "which coder" in (measure("conger_kappa", data).undefined or "")
    assert measure("alpha", data).per_pair == measure("alpha", data).without_coder == {}


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("kappa", {}, "There is no measure 'kappa'.*cohen_kappa"),
        ("alpha", {"weights": "linear"}, "no option 'weights'.*metric"),
        ("percent", {"q": 3}, "no option 'q'.*none"),
        ("alpha", {"metric": "cubic"}, "'cubic'.*nominal"),
        ("alpha", {"metric": 5}, "5.*nominal"),
        ("cohen_kappa", {"weights": "cubic"}, "'cubic'.*linear"),
        ("alpha", {"metric": "interval"}, "needs numbers, and 'x'"),
        ("alpha", {"metric": "ratio"}, "needs numbers"),
        ("alpha", {"metric": "masi"}, "needs sets, and 'x'"),
        ("alpha", {"metric": "ordinal"}, "no order.*categories="),
        ("gwet_ac2", {}, "no order.*categories="),
        ("gwet_ac1", {"categories": ["x", "y"]}, "'z' is not one of the categories x, y"),
        ("brennan_prediger", {"categories": 2}, "3 values were used"),
        ("gwet_ac2", {"categories": 3}, "list"),
        ("brennan_prediger", {"categories": "xyz"}, "list"),
        ("brennan_prediger", {"categories": ["x", "y", "z", "x"]}, "twice"),
    ],
)
def test_options_without_meaning_are_wrong_use(name: str, options: dict[str, Any], said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        measure(name, study(), **options)


def test_ratios_need_numbers_from_zero_up() -> None:
    with pytest.raises(WrongUse, match="-1"):
        measure("alpha", ReliabilityData.from_rows([[1, -1], [1, 2]]), metric="ratio")
    with pytest.raises(WrongUse, match="inf"):
        measure("alpha", ReliabilityData.from_rows([[1, float("inf")], [1, 2]]), metric="interval")


@pytest.mark.parametrize(
    ("rows", "options", "said"),
    [
        ([[1, 2], [1]], {}, "differ in length"),
        ([[[1], 2], [1, 2]], {}, "unhashable"),
        ([[1, 2], [1, 2]], {"coders": ["Anna"]}, "names"),
        ([[1, 2], [1, 2]], {"coders": ["Anna", "Anna"]}, "names"),
        ([[1, 2], [1, 2]], {"documents": ["i1"]}, "document"),
    ],
)
def test_rows_that_do_not_fit_are_wrong_use(rows: Rows, options: dict[str, Any], said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        ReliabilityData.from_rows(rows, **options)


def test_other_data_is_wrong_use() -> None:
    with pytest.raises(WrongUse, match="ReliabilityData"):
        measure("alpha", ROWS)


@pytest.mark.parametrize("dtype", [np.int64, np.int8, np.float64, np.bool_, object])
@given(rows=ratings(missing=False))
def test_arrays_are_rows_too(dtype: Any, rows: Rows) -> None:
    arrays = [np.array(row, dtype=dtype) for row in rows]
    plain = measure("alpha", ReliabilityData.from_rows([array.tolist() for array in arrays]))
    assert measure("alpha", ReliabilityData.from_rows(arrays)).estimate == plain.estimate


def test_numbers_far_apart_need_no_table_from_one_to_the_other() -> None:
    rows = [np.array([0, 10**17, 5, -(10**17)]), np.array([0, 10**17, 10**17, 5])]
    plain = measure("alpha", ReliabilityData.from_rows([row.tolist() for row in rows]))
    assert measure("alpha", ReliabilityData.from_rows(rows)).estimate == plain.estimate


def test_an_empty_set_is_a_value_and_an_empty_text_too() -> None:
    assert measure("percent", ReliabilityData.from_rows([[set(), ""], [set(), ""]])).counts["pairable_units"] == 2


# Student's t for 95 % and 99 %, two-sided, as in the tables of every textbook.
@pytest.mark.parametrize(
    ("degrees", "at_95", "at_99"),
    [
        *((1, 12.7062, 63.6567), (2, 4.30265, 9.92484), (3, 3.18245, 5.84091), (10, 2.22814, 3.16927)),
        *((11, 2.20099, 3.10581), (30, 2.04227, 2.75), (120, 1.97993, 2.61742), (10**6, 1.95997, 2.57584)),
    ],
)
def test_student_t(degrees: int, at_95: float, at_99: float) -> None:
    assert (t_quantile(0.975, degrees), t_quantile(0.995, degrees)) == pytest.approx((at_95, at_99), rel=5e-6)


def test_the_two_ways_to_student_t_meet() -> None:
    before, sums, expansion = (t_quantile(0.9999, degrees) for degrees in (399, 400, 401))
    assert 0 < before - 2 * sums + expansion < 1e-6


def test_jackknife() -> None:
    result = measure("alpha", study())
    without = []
    for unit in range(6):  # the seventh was judged once
        rest = [place for place in range(7) if place != unit]
        without.append(measure("alpha", ReliabilityData.from_rows(chosen(ROWS, rest))).estimate)
    reach = 2.570582 * np.sqrt(5 / 6 * sum((figure - np.mean(without)) ** 2 for figure in without))
    interval = result.interval("jackknife")
    assert (interval.low, interval.high) == pytest.approx((result.estimate - reach, result.estimate + reach), abs=1e-6)
    assert (interval.replicates, interval.undefined_replicates, interval.below_800) == (6, 0, None)


def test_jackknife_is_undefined_where_one_unit_holds_all_variation() -> None:
    interval = measure("alpha", ReliabilityData.from_rows([[1, 1, 1], [1, 1, 2]])).interval("jackknife")
    assert (interval.low, interval.undefined_replicates) == (None, 1)
    assert "without some unit" in (interval.undefined or "")


def test_chances_to_miss_the_cut_offs_come_from_the_same_replicates() -> None:
    result = measure("alpha", study())
    interval = result.interval(replicates=4000)
    resampling = result.resamplings["units"]
    draws = np.random.default_rng(2).multinomial(6, resampling.counts / 6, 4000)
    figures = resampling.estimate(draws)
    figures = figures[~np.isnan(figures)]
    assert interval.below_667 == pytest.approx(np.mean(figures < 0.667), abs=0.03)
    assert interval.below_800 == pytest.approx(np.mean(figures < 0.8), abs=0.03)
    assert 0 < interval.below_667 < interval.below_800


def test_intervals_by_other_means_or_with_other_levels_are_wrong_use() -> None:
    result = measure("alpha", ReliabilityData.from_rows(ROWS))
    with pytest.raises(WrongUse, match=r"cells.*units, jackknife"):
        result.interval("cells")
    with pytest.raises(WrongUse, match="documents"):
        result.interval("documents")
    with pytest.raises(WrongUse, match="level"):
        result.interval(level=95)
    with pytest.raises(WrongUse, match="replicate"):
        result.interval(replicates=0)


def test_the_order_of_arguments_of_an_interval() -> None:
    result = measure("alpha", study())
    assert result.interval("documents", 0.9, 7) == result.interval(method="documents", level=0.9, seed=7)
    assert result.interval() == result.interval("units", 0.95, 1)


def test_a_frame_has_the_counts() -> None:
    frame = measure("fleiss_kappa", study()).to_frame()
    assert frame.loc[0, "terms"] == "agreement"
    assert frame.loc[0, ["coders", "units", "pairable_units", "missing"]].tolist() == [3, 7, 6, 3]


def test_what_pandas_calls_missing_is_missing() -> None:
    rows = [["x", pandas.NA, "y", "y"], ["x", "x", "y", pandas.NaT]]
    data = ReliabilityData.from_rows(rows)
    assert (data.values, data.counts["missing"]) == (("x", "y"), 2)
    assert data.counts == ReliabilityData.from_rows(pandas.DataFrame(rows).to_numpy()).counts


def test_more_different_units_than_anybody_waits_for_are_not_left_out() -> None:
    rows = [range(60_000), range(1, 60_001)]
    result = measure("alpha", ReliabilityData.from_rows(rows), metric="interval")
    for ask in (result.influence, lambda: result.interval("jackknife")):
        with pytest.raises(WrongUse, match="60000"):
            ask()


def test_more_values_than_a_table_holds_are_refused_where_there_must_be_one() -> None:
    data = ReliabilityData.from_rows([range(5000), range(1, 5001)])
    for name, options in (("cohen_kappa", {"weights": "linear"}), ("alpha", {"metric": lambda one, other: 1.0})):
        with pytest.raises(WrongUse, match="5001 different values"):
            measure(name, data, **options)

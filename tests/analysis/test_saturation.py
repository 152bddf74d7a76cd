"""Saturation curves against counting by hand, and the mean over orders against all of them."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.saturation import COLUMNS, assess, band, curve, sentences, to_table
from qualcode.errors import WrongUse

CODINGS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5)), max_size=20)


def table_of(codings):
    documents, codes = zip(*codings, strict=True) if codings else ((), ())
    starts = np.arange(len(codings))
    return CodingTable.from_arrays(
        documents,
        starts,
        starts + 1,
        codes,
        np.zeros(len(codings), dtype=np.int64),
        documents=[f"D{number}" for number in range(5)],
        lengths=[100] * 5,
        codes=[f"c{number}" for number in range(6)],
        coders=["Anna"],
    )


def cumulative_by_hand(codings, order):
    seen, curve = set(), []
    for document in order:
        seen |= {code for where, code in codings if where == document}
        curve.append(len(seen))
    return curve


@given(CODINGS, st.permutations(range(5)), st.integers(0, 5))
def test_the_curve_is_what_counting_gives(codings, order, length):
    order = order[:length]
    found = curve(table_of(codings), np.array(order, dtype=np.int64))
    assert found.cumulative.tolist() == cumulative_by_hand(codings, order)
    assert found.codings.tolist() == [sum(where == document for where, _ in codings) for document in order]


@given(CODINGS, st.integers(1, 4))
def test_the_mean_is_that_of_all_orders_and_the_band_holds_possible_curves(codings, documents):
    drawn = band(table_of(codings), np.arange(documents), 40, seed=1)
    every = np.array([cumulative_by_hand(codings, order) for order in permutations(range(documents))])
    assert drawn.expected == pytest.approx(every.mean(axis=0))
    assert (every.min(axis=0) <= drawn.low).all()
    assert (drawn.low <= drawn.high).all()
    assert (drawn.high <= every.max(axis=0)).all()


def test_a_band_of_many_orders_is_that_of_all():
    codings = [(0, 0), (0, 1), (0, 2), (1, 0), (2, 3), (3, 3), (3, 4), (4, 5)]
    drawn = band(table_of(codings), np.arange(5), 20_000, seed=7)
    every = np.array([cumulative_by_hand(codings, order) for order in permutations(range(5))])
    low, high = np.quantile(every, (0.025, 0.975), axis=0, method="inverted_cdf")
    assert (drawn.low.tolist(), drawn.high.tolist()) == (low.tolist(), high.tolist())


def test_a_seed_gives_the_same_band_again():
    table = table_of([(0, 0), (1, 1), (2, 2), (3, 1)])
    one, other = (band(table, np.arange(5), 50, seed=3) for _ in range(2))
    assert (one.low.tolist(), one.high.tolist()) == (other.low.tolist(), other.high.tolist())


def test_the_first_run_at_or_below_the_threshold_counts():
    """20 codes in the base of 4; runs of 2, each one document later: 3, 2, 1 new ones, which is 5 per cent."""
    found = assess(np.array([9, 6, 3, 2, 2, 1, 1, 0, 0]))
    assert (found.base_codes, found.runs, found.reached) == (20, (3, 2, 1, 0), 6)
    assert "Saturation is reached at document 6 (+2): documents 7 to 8 bring 1 new code (5.0%)." in sentences(found)[1]
    assert assess(np.array([9, 6, 3, 2, 2, 1, 1, 0, 0]), threshold=0).reached == 7
    assert assess(np.array([9, 6, 3, 2, 2, 1, 1]), threshold=0).reached is None
    assert assess(np.array([7, 7]), base=1, run=1, threshold=1).reached == 1


def test_a_share_that_is_exactly_the_threshold_is_at_it():
    for hundredth in range(1, 101):
        assert assess(np.array([100, hundredth]), base=1, run=1, threshold=hundredth / 100).reached == 1


@pytest.mark.parametrize(
    ("new_codes", "reason"),
    [([3, 2, 1, 0, 1], "5 documents are too few for a base and a run of 6"), ([0] * 6, "no codes")],
)
def test_what_cannot_be_assessed_says_why(new_codes, reason):
    found = assess(np.array(new_codes))
    assert found.reached is None
    assert reason in found.reason
    assert "undefined" in sentences(found)[1]


@pytest.mark.parametrize("options", [{"base": 0}, {"run": 0}, {"threshold": 1.5}, {"threshold": float("nan")}])
def test_numbers_without_meaning_are_refused(options):
    with pytest.raises(WrongUse):
        assess(np.array([1] * 9), **options)


def test_no_documents_make_an_empty_table():
    table, nothing = table_of([]), np.array([], dtype=np.int64)
    made = to_table(table.documents, curve(table, nothing), band(table, nothing, 10, seed=1))
    assert (made.columns[:5], list(made.rows)) == (COLUMNS, [])

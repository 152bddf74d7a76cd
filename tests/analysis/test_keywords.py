"""Keyness against its formulas written out, and against what must hold of it."""

from math import log, log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from qualcode.analysis.keywords import COLUMNS, holm, keyness, log_likelihood, log_ratio

COUNTS = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)).filter(any), min_size=1, max_size=20)


def table_of(pairs, more=(1000, 2000), **options):
    count, reference = np.array(pairs, dtype=np.int64).T
    words = tuple(f"w{number}" for number in range(len(pairs)))
    return keyness(words, count, reference, int(count.sum()) + more[0], int(reference.sum()) + more[1], **options)


def by_hand(a, b, c, d):
    """Rayson and Garside (2000): 2 * ((a * ln(a / E1)) + (b * ln(b / E2)))."""
    e1, e2 = c * (a + b) / (c + d), d * (a + b) / (c + d)
    return 2 * ((a * log(a / e1) if a else 0) + (b * log(b / e2) if b else 0))


@given(COUNTS)
def test_each_row_is_what_the_formulas_say(pairs):
    c, d = sum(a for a, _ in pairs) + 1000, sum(b for _, b in pairs) + 2000
    table = table_of(pairs)
    for row in table.records():
        a, b = row["count"], row["reference_count"]
        assert row["log_likelihood"] == pytest.approx(by_hand(a, b, c, d), abs=1e-9)
        ratio = log2(((a or 0.5) / c) / ((b or 0.5) / d))
        if (a and b) or (ratio > 0) == (a > 0):
            assert row["log_ratio"] == pytest.approx(ratio)
        else:
            assert row["log_ratio"] is None
        assert row["p"] == pytest.approx(stats.chi2.sf(row["log_likelihood"], 1))
        assert row["expected"] == pytest.approx((a + b) * c / (c + d))
        assert bool(row["note"]) == (min((a + b) * c, (a + b) * d) / (c + d) < 5)
    likelihoods = table.column("log_likelihood")
    assert likelihoods == sorted(likelihoods, reverse=True)


def test_rare_words_come_close_to_dunnings_four_cells():
    """Over all four cells (scipy's G test) the figure of a rare word differs little."""
    four = stats.chi2_contingency([[30, 10], [100_000, 100_000]], correction=False, lambda_="log-likelihood")
    (two,) = log_likelihood(np.array([30]), np.array([10]), 100_030, 100_010)
    assert two == pytest.approx(four.statistic, rel=1e-3)


def test_equal_shares_tell_nothing_and_twice_the_share_is_one():
    ones = np.array([10])
    assert log_likelihood(ones, ones * 2, 1000, 2000) == pytest.approx(0)
    assert log_ratio(ones * 4, ones * 4, 1000, 2000) == pytest.approx(1)


def test_a_word_of_one_group_alone_is_never_said_to_tell_the_other():
    """Half a time among 8 words is more than once among 52."""
    table = keyness(("only", "both"), np.array([1, 2]), np.array([0, 3]), 52, 8)
    ratios = dict(zip(table.column("word"), table.column("log_ratio"), strict=True))
    assert ratios["only"] is None
    assert ratios["both"] == pytest.approx(log2((2 / 52) / (3 / 8)))
    assert any(note.startswith("log_ratio is undefined for 1 word:") for note in table.notes)
    assert log_ratio(np.array([10]), np.array([0]), 52, 8) == pytest.approx(log2((10 / 52) / (0.5 / 8)))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm_steps_down(p):
    corrected = holm(np.array(p))
    ranked = sorted(range(len(p)), key=lambda at: p[at])
    highest = 0.0
    for step, at in enumerate(ranked):
        highest = max(highest, min((len(p) - step) * p[at], 1.0))
        assert corrected[at] == pytest.approx(highest)


def test_a_group_without_words_leaves_nothing_defined():
    nothing = np.array([0])
    table = keyness(("a",), nothing, np.array([3]), 0, 3)
    assert (table.columns, table.rows) == (COLUMNS, [])
    assert "Undefined" in table.notes[0]


def test_rare_words_can_be_left_out():
    assert table_of([(1, 1), (5, 0)], at_least=3).column("word") == ["w1"]


@pytest.mark.parametrize(
    ("count", "total", "reference", "reference_total", "expected"),
    [
        (52, 50_000, 57, 75_000, 2.65),  # the example that courses run through the calculator of Lancaster University
        (10, 1_000, 10, 1_000, 0.0),
        (100, 10_000, 0, 10_000, 138.63),  # 2 * 100 * ln 2
    ],
)
def test_log_likelihood_is_that_of_published_examples(count, total, reference, reference_total, expected):
    both = np.array([count]), np.array([reference])
    assert log_likelihood(*both, total, reference_total)[0] == pytest.approx(expected, abs=0.005)

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.arrays import distinct_rows, order_by, tally

rows = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(-1, 2)), max_size=20)


@given(rows, st.sampled_from((4, 2**40)))
def test_rows_are_ordered_by_the_first_column_first(found: list[tuple[int, int, int]], size: int) -> None:
    """With the large size the columns do not fit into one number and are sorted one by one."""
    one, other, _rest = np.array(found, dtype=np.int64).reshape(-1, 3).T
    order = order_by((one, size), (other, size)).tolist()
    assert [found[place][:2] for place in order] == sorted(row[:2] for row in found)
    assert sorted(order) == list(range(len(found)))


@given(rows)
def test_equal_rows_and_only_those_share_a_label(found: list[tuple[int, int, int]]) -> None:
    first, label = distinct_rows(np.array(found, dtype=np.int64).reshape(-1, 3))
    assert [found[first[one]] for one in label.tolist()] == found
    assert len({found[place] for place in first.tolist()}) == len(first) == len(set(found))


def test_a_tally_counts_each_value() -> None:
    values, counts = tally(np.array([5, 2, 5, 5]))
    assert (values.tolist(), counts.tolist()) == ([2, 5], [1, 3])

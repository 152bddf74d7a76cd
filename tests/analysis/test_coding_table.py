import numpy as np
import pytest
from hypothesis import given

from analysis.plain_counts import Mark, join, marks_of, table_of, tables
from qualcode.analysis.coding_table import CodingTable, gathered, joined, rolled_up
from qualcode.errors import NotFound

TREE = {
    "codes": ["policy", "policy/hidden", "policy/hidden/delay", "policy/open", "village"],
    "code_parents": [-1, 0, 1, 0, -1],
}


def one_of_each_code() -> CodingTable:
    return table_of([Mark(0, code, code + 3, code, 0) for code in range(5)], **TREE)


def codes_used(table: CodingTable) -> list[str]:
    return [table.codes[code] for code in table.code.tolist()]


def test_codings_are_sorted_by_document_start_end_code_and_coder() -> None:
    shuffled = [Mark(1, 0, 2, 0, 0), Mark(0, 5, 9, 1, 0), Mark(0, 5, 7, 2, 0), Mark(0, 5, 7, 1, 1), Mark(0, 5, 7, 1, 0)]
    table = table_of(shuffled, documents=["a", "b"], lengths=[9, 2])
    assert marks_of(table) == [shuffled[4], shuffled[3], shuffled[2], shuffled[1], shuffled[0]]


def test_weights_follow_their_codings_and_are_nan_where_there_is_none() -> None:
    table = CodingTable.from_arrays(
        [0, 0], [4, 1], [5, 2], [0, 0], [0, 0], [2.5, np.nan], documents=["a"], lengths=[5], codes=["x"], coders=["p"]
    )
    assert table.start.tolist() == [1, 4]
    assert np.isnan(table.weight[0])
    assert table.weight[1] == 2.5


@pytest.mark.parametrize(
    ("mark", "labels"),
    [
        (Mark(0, 3, 3, 0, 0), {}),
        (Mark(0, 5, 4, 0, 0), {}),
        (Mark(0, -1, 4, 0, 0), {}),
        (Mark(0, 20, 25, 0, 0), {}),
        (Mark(7, 0, 1, 0, 0), {}),
        (Mark(0, 0, 1, 9, 0), {}),
        (Mark(0, 0, 1, 0, -1), {}),
        (Mark(0, 0, 1, 0, 0), {"lengths": [24]}),
        (Mark(0, 0, 1, 0, 0), {"code_parents": [5, -1, -1, -1]}),
    ],
)
def test_what_points_nowhere_is_refused(mark: Mark, labels: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        table_of([mark], **labels)


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        CodingTable.from_arrays([0], [0, 1], [2], [0], [0], documents=["a"], lengths=[5], codes=["x"], coders=["p"])


def test_the_line_lays_documents_end_to_end() -> None:
    table = table_of([Mark(0, 1, 3, 0, 0), Mark(2, 1, 3, 0, 0)], lengths=[10, 0, 5])
    assert table.line_start.tolist() == [1, 11]
    assert table.line_end.tolist() == [3, 13]
    assert table.extent == 15


def test_coders_are_chosen_by_name_and_an_unknown_one_is_named() -> None:
    table = table_of([Mark(0, 0, 1, 0, 0), Mark(0, 0, 1, 0, 2)])
    assert table.of_coders(["coder 2"]).coder.tolist() == [2]
    with pytest.raises(NotFound, match="Nobody"):
        table.of_coders(["Nobody"])


@given(tables)
def test_joining_leaves_what_pairwise_joining_leaves(table: CodingTable) -> None:
    expected = join(marks_of(table))
    apart, absorbed = joined(table)
    assert marks_of(apart) == marks_of(table_of(expected))
    assert absorbed == len(table) - len(expected)


def test_touching_codings_stay_two_and_a_joined_one_has_no_weight() -> None:
    table = CodingTable.from_arrays(
        [0, 0, 0],
        [0, 4, 6],
        [4, 8, 9],
        [0, 0, 0],
        [0, 0, 0],
        [1, 2, 3],
        documents=["a"],
        lengths=[9],
        codes=["x"],
        coders=["p"],
    )
    apart, absorbed = joined(table)
    assert absorbed == 1
    assert marks_of(apart) == [Mark(0, 0, 4, 0, 0), Mark(0, 4, 9, 0, 0)]
    assert apart.weight[0] == 1
    assert np.isnan(apart.weight[1])


def test_rolling_up_counts_codes_for_their_ancestor_at_that_depth() -> None:
    two = rolled_up(one_of_each_code(), 2)
    assert two.codes == ("policy", "policy/hidden", "policy/open", "village")
    assert two.code_parents.tolist() == [-1, 0, 0, -1]
    assert codes_used(two) == ["policy", "policy/hidden", "policy/hidden", "policy/open", "village"]
    assert codes_used(rolled_up(one_of_each_code(), 1)) == ["policy"] * 4 + ["village"]
    assert codes_used(rolled_up(one_of_each_code(), 9)) == TREE["codes"]


def test_gathering_counts_a_subtree_for_its_root_and_leaves_the_rest() -> None:
    table = gathered(one_of_each_code(), ["policy/hidden"])
    assert table.codes == ("policy", "policy/hidden", "policy/open", "village")
    assert codes_used(table) == ["policy", "policy/hidden", "policy/hidden", "policy/open", "village"]
    nearest = gathered(one_of_each_code(), ["policy", "policy/hidden"])
    assert codes_used(nearest) == ["policy", "policy/hidden", "policy/hidden", "policy", "village"]
    with pytest.raises(NotFound, match="policies"):
        gathered(one_of_each_code(), ["policies"])


def test_a_code_above_itself_is_refused_where_the_tree_matters() -> None:
    table = table_of([Mark(0, 0, 1, 0, 0)], codes=["a", "b"], code_parents=[1, 0])
    with pytest.raises(ValueError, match="ancestor"):
        rolled_up(table, 1)

"""What two sequences have in common."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.revision.alignment import align, shared
from qualcode.text.revision.blocks import Block, Gap, agreed, common_end, common_start, gaps, heaviest_chain, merged
from qualcode.text.revision.editdistance import kept

SEQUENCES = st.lists(st.integers(0, 4), max_size=25)
HEAVY = [9.0] * 1000


def distance(old: list[int], new: list[int]) -> int:
    """How many insertions, deletions and replacements it takes, by the textbook."""
    row = list(range(len(new) + 1))
    for i, one in enumerate(old, 1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(new, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (one != other))
    return row[-1]


@given(SEQUENCES, SEQUENCES)
def test_the_cheapest_way_is_as_cheap_as_by_the_textbook(old, new):
    pairs = kept(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    between = gaps([Block(i, j, 1) for i, j in pairs], Gap(0, len(old), 0, len(new)))
    assert sum(max(gap.old_length, gap.new_length) for gap in between) == distance(old, new)


@given(SEQUENCES, SEQUENCES)
def test_what_is_equal_is_in_order_and_apart(old, new):
    at = new_at = 0
    for block in align(old, new, HEAVY, (3, 1)):
        assert (block.old, block.new) >= (at, new_at)
        assert block.length
        assert old[block.old : block.old_end] == new[block.new : block.new_end]
        at, new_at = block.old_end, block.new_end


@given(SEQUENCES, SEQUENCES)
def test_backwards_it_is_the_same(old, new):
    mirrored = align(old[::-1], new[::-1], HEAVY, (3, 1))
    there = [Block(len(old) - it.old_end, len(new) - it.new_end, it.length) for it in reversed(mirrored)]
    assert align(old, new, HEAVY, (3, 1)) == there


@given(SEQUENCES, SEQUENCES, st.data())
def test_common_ends_are_counted(old, new, data):
    start, new_start = data.draw(st.integers(0, len(old))), data.draw(st.integers(0, len(new)))
    gap = Gap(start, len(old), new_start, len(new))
    ahead = common_start(old, new, gap)
    assert old[start : start + ahead] == new[new_start : new_start + ahead]
    assert old[start + ahead : start + ahead + 1] != new[new_start + ahead : new_start + ahead + 1] or ahead == min(
        gap.old_length, gap.new_length
    )
    assert common_end(old[::-1], new[::-1], Gap(0, gap.old_length, 0, gap.new_length)) == common_start(
        old, new, Gap(start, len(old), new_start, len(new))
    )


def test_a_long_sequence_is_aligned_around_its_edits():
    chance = random.Random(1)
    old = [chance.randrange(1000) for _ in range(100_000)]
    new = [*old[:40_000], *range(50), *old[40_000:70_000], *old[70_100:]]
    assert align(old, new, HEAVY, (12, 4)) == [
        Block(0, 0, 40_000),
        Block(40_000, 40_050, 30_000),
        Block(70_100, 70_050, 29_900),
    ]


@pytest.mark.parametrize(
    ("old", "new", "blocks"),
    [
        ([1] * 50, [1] * 20 + [2] + [1] * 30, [Block(0, 0, 20), Block(20, 21, 30)]),
        ([1, 5, 1, 6, 1], [1, 6, 1], [Block(3, 1, 2)]),  # the first 1 may be either of two
        ([7, 1, 2, 3, 8], [9, 9, 9, 1, 2, 3, 9, 9], [Block(1, 3, 3)]),
        ([1, 2, 3], [4, 5, 6], []),
    ],
)
def test_what_cannot_be_told_is_left_out(old, new, blocks):
    assert align(old, new, HEAVY, (1,)) == blocks


def test_light_elements_are_no_evidence_by_themselves():
    old, new = [1, 2, 3, 9, 4], [11, 12, 9, 13]
    assert align(old, new, [3.0] * 100, (1,)) == []
    assert align(old, new, [5.0] * 100, (1,)) == [Block(3, 2, 1)]


def test_what_is_shared_is_found_out_of_order():
    old, new = [1, 2, 3, 4, 5, 6, 7, 8, 9], [6, 7, 8, 9, 0, 1, 2, 3, 4, 5]
    assert shared(old, new, HEAVY, (3,)) == [Block(0, 5, 5), Block(5, 0, 4)]


def test_the_heaviest_chain_is_not_the_longest():
    blocks = [Block(0, 50, 1), Block(1, 60, 1), Block(2, 0, 40), Block(50, 70, 1)]
    assert heaviest_chain(blocks, lambda block: block.length) == [Block(2, 0, 40), Block(50, 70, 1)]
    assert heaviest_chain([Block(0, 0, 5), Block(3, 4, 5)], lambda block: block.length) == [
        Block(0, 0, 5),
        Block(5, 6, 3),
    ]
    assert heaviest_chain([], lambda block: block.length) == []


def test_blocks_are_joined_and_compared():
    assert merged([Block(0, 0, 2), Block(2, 2, 1), Block(3, 4, 1)]) == [Block(0, 0, 3), Block(3, 4, 1)]
    assert agreed([Block(0, 0, 5), Block(7, 9, 3)], [Block(2, 2, 6), Block(8, 10, 4)]) == [
        Block(2, 2, 3),
        Block(8, 10, 2),
    ]

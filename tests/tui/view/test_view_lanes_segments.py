from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.view.lanes import free_lane, lane_limit, lanes
from qualcode.tui.view.layout import Layout
from qualcode.tui.view.segments import SegmentIndex
from qualcode.tui.view.shown import ShownCoding
from tui.view.texts import texts

BLOCKS = [0, 7, 8, 30, 31, 60]
LENGTH = 90


def coding(key: int, start: int, end: int, code: str = "信任") -> ShownCoding:
    return ShownCoding(key, start, end, code, code, "#e69f00", "Anna")


@st.composite
def many_codings(draw: st.DrawFn) -> list[ShownCoding]:
    spans = draw(st.lists(st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 40)), max_size=25))
    codes = draw(st.lists(st.sampled_from("ABC"), min_size=len(spans), max_size=len(spans)))
    return [
        coding(key, start, min(start + length, LENGTH), code)
        for key, ((start, length), code) in enumerate(zip(spans, codes))
    ]


@given(many_codings(), st.integers(0, 20))
def test_codings_in_one_lane_keep_their_distance(codings: list[ShownCoding], padding: int) -> None:
    chosen = lanes(codings, lambda offset: offset + padding)
    for one, other in combinations(codings, 2):
        near = one.start < other.end + padding and other.start < one.end + padding
        assert not (near and chosen[one.key] == chosen[other.key])


@given(many_codings(), st.integers(0, 20))
def test_no_more_lanes_than_codings_met_at_once(codings: list[ShownCoding], padding: int) -> None:
    crowd = [sum(other.start <= one.start < other.end + padding for other in codings) for one in codings]
    assert len(set(lanes(codings, lambda offset: offset + padding).values())) == max(crowd, default=0)


@given(many_codings(), st.randoms(use_true_random=False))
def test_lanes_do_not_depend_on_the_order_codings_come_in(codings: list[ShownCoding], random: object) -> None:
    distinct = list({(one.start, one.end, one.code): one for one in codings}.values())
    shuffled = list(distinct)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert lanes(distinct, lambda offset: offset + 5) == lanes(shuffled, lambda offset: offset + 5)


@given(texts, st.integers(2, 30), st.data())
def test_no_row_has_two_codings_in_one_lane_however_it_is_wrapped(text: str, width: int, data: st.DataObject) -> None:
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = [sorted(span) for span in data.draw(st.lists(places, max_size=12)) if span[0] != span[1]]
    codings = [coding(key, *span) for key, span in enumerate(spans)]
    layout = Layout(text, width)
    chosen = lanes(codings, layout.beyond)
    layout.refine(60)
    for number in range(layout.height):
        row = layout.row(number)
        assert row is not None
        beside = [it for it in codings if it.start < row.end and row.start < it.end]
        assert len({chosen[it.key] for it in beside}) == len(beside)


def test_a_narrow_view_has_fewer_stripes() -> None:
    assert (lane_limit(80), lane_limit(99), lane_limit(100)) == (3, 3, 6)


@given(many_codings(), st.integers(0, LENGTH - 1), st.integers(1, LENGTH))
def test_the_index_finds_what_a_search_of_everything_finds(codings: list[ShownCoding], start: int, length: int) -> None:
    index = SegmentIndex(BLOCKS, codings)
    end = start + length
    assert {one.key for one in index.within(start, end)} == {o.key for o in codings if o.start < end and start < o.end}
    assert {one.key for one in index.at(start)} == {o.key for o in codings if o.start <= start < o.end}
    assert [one.start for one in index.within(start, end)] == sorted(one.start for one in index.within(start, end))


@given(many_codings(), st.sampled_from([None, "A", "B"]))
def test_starts_of_all_codings_and_of_one_code(codings: list[ShownCoding], code: str | None) -> None:
    starts = sorted(one.start for one in codings if code in (None, one.code))
    assert SegmentIndex(BLOCKS, codings).starts(code) == starts


@given(many_codings(), st.data())
def test_adding_and_removing_leave_what_remains(codings: list[ShownCoding], data: st.DataObject) -> None:
    index = SegmentIndex(BLOCKS)
    for one in codings:
        index.add(one)
    gone = data.draw(st.sets(st.sampled_from([one.key for one in codings]))) if codings else set()
    for key in gone:
        assert index.remove(key).key == key
    left = {one.key for one in codings} - gone
    assert {one.key for one in index} == left == {key for key in range(len(codings)) if key in index}
    assert len(index) == len(left)
    assert {one.key for one in index.within(0, LENGTH)} == left


@given(many_codings())
def test_gaps_are_what_nothing_covers(codings: list[ShownCoding]) -> None:
    gaps = list(SegmentIndex(BLOCKS, codings).gaps(LENGTH))
    free = {place for start, end in gaps for place in range(start, end)}
    assert free == {place for place in range(LENGTH) if not any(it.start <= place < it.end for it in codings)}
    assert all(end < start for (_, end), (start, _) in pairwise(gaps))


@given(many_codings(), st.integers(1, 20), st.data())
def test_a_coding_more_gets_a_lane_nobody_near_has(
    codings: list[ShownCoding], padding: int, data: st.DataObject
) -> None:
    chosen = lanes(codings, lambda offset: offset + padding)
    start = data.draw(st.integers(0, LENGTH - 1))
    new = coding(-1, start, start + 5)
    near = [it for it in codings if it.start < new.end + padding and new.start - padding < it.end]
    lane = free_lane(new, near, chosen)
    assert lane not in {chosen[it.key] for it in near}
    assert set(range(lane)) <= {chosen[it.key] for it in near}


def test_a_coding_added_again_replaces_the_old_one() -> None:
    index = SegmentIndex(BLOCKS, [coding(1, 0, 5)])
    index.add(coding(1, 40, 50))
    assert index.at(2) == []
    assert [one.start for one in index] == [40]


def test_removing_an_unknown_coding_is_a_fault() -> None:
    with pytest.raises(KeyError):
        SegmentIndex(BLOCKS).remove(7)

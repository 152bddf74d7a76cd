from itertools import pairwise, takewhile

from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.graphemes import boundaries
from qualcode.text.span import Span
from qualcode.tui.view.lanes import lanes
from qualcode.tui.view.layout import Layout, Row
from qualcode.tui.view.paint import Label, Marks, Run, runs, stripes
from qualcode.tui.view.segments import SegmentIndex
from qualcode.tui.view.shown import ShownCoding
from qualcode.tui.view.style import Look
from qualcode.tui.view.width import cells, show
from tui.view.texts import texts

ORANGE, BLUE = "#e69f00", "#56b4e9"


def coding(key: int, start: int, end: int, code: str = "信任", color: str = ORANGE, coder: str = "Anna") -> ShownCoding:
    return ShownCoding(key, start, end, code, code, color, coder)


def painted(text: str, *codings: ShownCoding, marks: Marks | None = None) -> list[Run]:
    return runs(text, Row(0, len(text), True), 60, codings, marks or Marks())


def glyphs(rows: list[Row], *codings: ShownCoding) -> list[str]:
    index = SegmentIndex([0], codings)
    beside = [stripes(row, index.within(row.start, row.end + row.last), dict.fromkeys((1, 2), 0), 3)[0] for row in rows]
    return ["".join(stripe.glyph for stripe in lanes.values()) for lanes in beside]


def test_a_row_nothing_is_said_about_is_one_run() -> None:
    assert painted("社区 e\u0301 👨‍👩‍👧") == [Run("社区 e\u0301 👨", Look())]


def test_overlap_shows_where_it_is() -> None:
    one, other = coding(1, 0, 4), coding(2, 2, 6, "cost", BLUE)
    assert painted("一二三四五六七", one, other) == [
        Run("一二", Look((ORANGE,), 1)),
        Run("三四", Look((BLUE, ORANGE), 2)),
        Run("五六", Look((BLUE,), 1)),
        Run("七", Look()),
    ]


def test_two_coders_who_agree_are_one_code() -> None:
    agreed = painted("一二", coding(1, 0, 2), coding(2, 0, 2, coder="Bo"))
    assert agreed == [Run("一二", Look((ORANGE,), 1))]


def test_a_coding_that_ends_inside_a_cluster_is_drawn_to_its_end() -> None:
    assert painted("a👨‍👩‍👧b", coding(1, 0, 3)) == [Run("a👨", Look((ORANGE,), 1)), Run("b", Look())]


def test_label_hit_selection_and_caret() -> None:
    marks = Marks(labels=[Label(0, 3, "respondent")], hits=[Span(4, 6)], selection=Span(5, 7), caret=7)
    assert painted("P1：一二三四五", marks=marks) == [
        Run("P1：", Look(label="respondent")),
        Run("一", Look()),
        Run("二", Look(hit=True)),
        Run("三", Look(hit=True, selected=True)),
        Run("四", Look(selected=True)),
        Run("五", Look(caret=True)),
    ]


def test_a_caret_at_the_end_and_a_selected_line_end_have_a_cell() -> None:
    assert painted("一", marks=Marks(caret=1))[-1] == Run(" ", Look(caret=True))
    assert painted("一", marks=Marks(selection=Span(0, 2)))[-1] == Run(" ", Look(selected=True))
    assert painted("一", marks=Marks(selection=Span(0, 1)))[-1] == Run("一", Look(selected=True))
    assert painted("", marks=Marks()) == []


def test_spaces_that_hang_over_the_edge_are_not_painted_but_hold_the_caret() -> None:
    found = runs("一二   三", Row(0, 5, False), 4, (), Marks(caret=3))
    assert found == [Run("一二", Look()), Run(" ", Look(caret=True))]


@given(texts, st.integers(2, 30), st.data())
def test_whatever_is_marked_every_row_shows_its_text_and_fits(text: str, width: int, data: st.DataObject) -> None:
    layout = Layout(text, width)
    places = st.integers(0, len(text) + 1)
    spans = data.draw(st.lists(st.tuples(places, places), max_size=5))
    codings = [coding(key, min(a, b), max(a, b)) for key, (a, b) in enumerate(spans) if a != b]
    caret = data.draw(st.sampled_from(boundaries(text)))
    chosen = Span(0, caret) if caret else None
    for number in range(layout.height):
        if row := layout.row(number):
            line = "".join(run.text for run in runs(text, row, width, codings, Marks(selection=chosen, caret=caret)))
            assert show(text[row.start : row.end]).startswith(line.rstrip())
            assert cells(line) <= max(width, cells(line.rstrip())) + 1


def test_stripes_begin_go_on_and_end() -> None:
    rows = [Row(0, 10, False), Row(10, 20, False), Row(20, 28, True), Row(29, 40, True)]
    assert glyphs(rows, coding(1, 3, 25)) == ["┏", "┃", "┗", ""]
    assert glyphs(rows, coding(1, 12, 15)) == ["", "▪", "", ""]
    assert glyphs(rows, coding(1, 0, 29)) == ["┏", "┃", "┗", ""]
    assert glyphs(rows, coding(1, 0, 12), coding(2, 14, 18)) == ["┏", "┣", "", ""]


def test_codings_without_a_lane_are_counted() -> None:
    codings = [coding(key, 0, 5) for key in range(5)]
    lanes, left_over = stripes(Row(0, 9, True), codings, {key: key for key in range(5)}, 3)
    assert (sorted(lanes), left_over) == ([0, 1, 2], 2)


@given(texts, st.integers(2, 30), st.data())
def test_every_character_looks_as_what_lies_on_it_says(text: str, width: int, data: st.DataObject) -> None:
    """Against a look at each character by itself: its codes, label, hit, selection and caret."""
    places = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(places, places), max_size=8))
    kinds = data.draw(st.lists(st.sampled_from([("a", ORANGE), ("b", BLUE), ("c", ORANGE)]), min_size=8, max_size=8))
    spans = [Span(*sorted(pair)) for pair in pairs if pair[0] != pair[1]]
    codings = [coding(key, span.start, span.end, *kind) for key, (span, kind) in enumerate(zip(spans[2:], kinds))]
    labels = [Label(span.start, span.end, "respondent") for span in spans[:1]]
    hits, chosen = spans[1:2], spans[2] if len(spans) > 2 else None
    caret = data.draw(st.sampled_from(boundaries(text)))
    marks = Marks(labels=labels, hits=hits, selection=chosen, caret=caret)
    layout = Layout(text, width)
    layout.refine(60)
    index = SegmentIndex(layout.blocks, codings)
    for number in range(layout.height):
        row = layout.row(number)
        assert row is not None
        found = runs(text, row, width, index.within(row.start, row.end + row.last), marks)
        drawn = [(unit, run.look) for run in found for unit in run.text]
        expected = []
        for start, end in pairwise(boundaries(text, row.start, row.end) if row.start < row.end else [row.start]):
            here = [it for it in codings if it.start < end and start < it.end]
            look = Look(
                colors=tuple(sorted({it.color for it in here})),
                depth=len({it.code for it in here}),
                label="respondent" if any(it.start < end and start < it.end for it in labels) else "",
                hit=any(it.start < end and start < it.end for it in hits),
                selected=chosen is not None and chosen.start < end and start < chosen.end,
                caret=caret == start,
            )
            expected += [(unit, look) for unit in show(text[start:end])]
        same = len([*takewhile(lambda pair: pair[0] == pair[1], zip(drawn, expected, strict=False))])
        assert "".join(unit for unit, _look in drawn[same:]) in (
            "",
            " ",
        )  # the end of a paragraph has a cell of its own
        assert not "".join(unit for unit, _look in expected[same:]).strip()  # spaces over the edge


@given(texts, st.integers(2, 30), st.data())
def test_stripes_say_where_each_coding_begins_goes_on_and_ends(text: str, width: int, data: st.DataObject) -> None:
    places = st.integers(0, len(text))
    pairs = [sorted(pair) for pair in data.draw(st.lists(st.tuples(places, places), max_size=9)) if pair[0] != pair[1]]
    codings = [coding(key, *pair) for key, pair in enumerate(pairs)]
    layout = Layout(text, width)
    layout.refine(60)
    index, lane_of = SegmentIndex(layout.blocks, codings), lanes(codings, layout.beyond)
    drawn: dict[int, str] = dict.fromkeys(range(len(codings)), "")
    for number in range(layout.height):
        row = layout.row(number)
        assert row is not None
        reach = row.end + row.last
        beside, left_over = stripes(row, index.within(row.start, reach), lane_of, 3)
        there = [it for it in codings if it.start < reach and row.start < it.end]
        assert left_over == sum(lane_of[it.key] >= 3 for it in there)
        assert {lane: stripe.coding.key for lane, stripe in beside.items()} == {
            lane_of[it.key]: it.key for it in there if lane_of[it.key] < 3
        }
        for stripe in beside.values():
            drawn[stripe.coding.key] += stripe.glyph
    for it in codings:
        rows = drawn[it.key]
        assert (lane_of[it.key] >= 3 and not rows) or rows == "▪" or rows == "┏" + "┃" * (len(rows) - 2) + "┗"

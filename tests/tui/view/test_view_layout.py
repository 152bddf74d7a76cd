from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.graphemes import boundaries
from qualcode.tui.view.heights import Heights
from qualcode.tui.view.layout import Layout, Row
from qualcode.tui.view.width import cells
from tui.view.texts import texts

widths = st.integers(2, 40)


def all_rows(layout: Layout) -> list[Row]:
    layout.refine(60)
    rows = [layout.row(number) for number in range(layout.height)]
    return [row for row in rows if row]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40), st.data())
def test_heights_agree_with_adding_up(heights: list[int], data: st.DataObject) -> None:
    tree = Heights(heights)
    for _ in range(5):
        place = data.draw(st.integers(0, len(heights) - 1))
        heights[place] = tree[place] = data.draw(st.integers(0, 9))
    assert len(tree) == len(heights)
    assert tree.total == sum(heights)
    assert [tree.before(i) for i in range(len(heights) + 1)] == [sum(heights[:i]) for i in range(len(heights) + 1)]
    flat = [(block, row) for block, height in enumerate(heights) for row in range(height)]
    assert [tree.find(row) for row in range(tree.total)] == flat


@given(texts, widths)
def test_rows_cover_the_text_but_for_line_ends(text: str, width: int) -> None:
    rows = all_rows(Layout(text, width))
    covered = "".join(text[row.start : row.end] + "\n" * row.last for row in rows)
    assert covered == text + "\n"
    assert all(after.start == row.end + row.last for row, after in pairwise(rows))


@given(texts, widths)
def test_a_caret_anywhere_has_a_row_and_a_cell_that_lead_back(text: str, width: int) -> None:
    layout = Layout(text, width)
    for offset in boundaries(text):
        row = layout.row_at(offset)
        assert layout.row(layout.number_of(offset)) == row
        assert row.start <= offset < row.end + row.last
        cell = layout.cell_of(offset)
        assert 0 <= cell <= layout.width
        if cell < layout.width:
            assert layout.offset_in(row, cell) == offset


@given(texts, widths, st.randoms())
def test_the_order_of_looking_does_not_change_the_rows(text: str, width: int, random: "st.Random") -> None:  # type: ignore[name-defined]
    looked = Layout(text, width)
    for _ in range(8):
        looked.row(random.randrange(looked.height + 2))
        looked.number_of(random.randrange(len(text) + 1))
    assert all_rows(looked) == all_rows(Layout(text, width))
    assert looked.complete


@given(texts, widths, widths)
def test_resizing_is_laying_out_afresh(text: str, first: int, second: int) -> None:
    layout = Layout(text, first)
    layout.refine(60)
    layout.resize(second)
    assert all_rows(layout) == all_rows(Layout(text, second))


@given(texts, widths, st.data())
def test_settled_surroundings_keep_their_distance(text: str, width: int, data: st.DataObject) -> None:
    layout = Layout(text, width)
    offset = data.draw(st.integers(0, len(text)))
    layout.settle(offset, 5)
    number = layout.number_of(offset)
    near = [layout.row(number + step) for step in range(-5, 6) if number + step >= 0]
    layout.refine(60)
    moved = layout.number_of(offset) - number
    assert near == [layout.row(number + step + moved) for step in range(-5, 6) if number + step >= 0]


def test_estimates_are_close_for_chinese_and_english() -> None:
    text = (
        "那时候社区工作人员帮助过我，但是总体来说还是靠自己慢慢适应。" * 6 + "\nThen I stopped asking for help. " * 40
    )
    layout = Layout(text, 60)
    guessed = layout.height
    layout.refine(60)
    assert abs(guessed - layout.height) <= 0.1 * layout.height


def test_refining_stops_when_its_time_is_up_and_goes_on_where_it_was() -> None:
    layout = Layout("一行\n" * 5000, 40)
    layout.refine(0)
    assert not layout.complete
    while not layout.complete:
        layout.refine(0.001)
    assert layout.height == 5001


def test_no_row_below_the_text_or_above_it() -> None:
    layout = Layout("一\n二", 10)
    assert layout.row(2) is None
    assert layout.row(-1) is None
    assert layout.offset_at(-5, 0) == 0
    assert layout.offset_at(9, 0) == 3


def test_the_end_of_a_wrapped_row_is_its_last_cluster() -> None:
    layout = Layout("信任社区工作", 8)
    first = layout.row(0)
    assert first == Row(0, 4, False)
    assert layout.offset_in(first, 30) == 3
    assert layout.offset_in(layout.row_at(5), 30) == 6
    assert cells("信任社区") == 8

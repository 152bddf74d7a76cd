from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.text.graphemes import boundaries
from qualcode.tui.view import wrap as wrapping
from qualcode.tui.view.width import cells, clusters
from qualcode.tui.view.wrap import BLOCK, CLOSING, OPENING, SPACES, block_starts, may_break, wrap
from tui.view.texts import lines, plain_lines, texts

widths = st.integers(2, 60)


def rows(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in pairwise([*wrap(text, width), len(text)])]


def without_hanging(row: str) -> str:
    return row.rstrip("".join(SPACES))


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("信任社区工作人员", 8, ["信任社区", "工作人员"]),
        ("他说hello world然后走了", 10, ["他说hello ", "world然后", "走了"]),
        ("hello world, how are you", 11, ["hello ", "world, how ", "are you"]),
        ("我们信任，但是", 8, ["我们信", "任，但是"]),
        ("我们说“信任”很难", 8, ["我们说", "“信任”很", "难"]),
        ("well-known fact", 7, ["well-", "known ", "fact"]),
        ("in COVID-19 time", 9, ["in ", "COVID-19 ", "time"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("你好     ", 4, ["你好     "]),
        ("你好……吗", 5, ["你", "好……", "吗"]),
        ("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 5, ["👨‍👩‍👧👨‍👩‍👧", "👨‍👩‍👧"]),
        ("a\tb\tc", 7, ["a\tb\t", "c"]),
        ("https://example.org/path", 15, ["https://exampl", "e.org/path"]),
        ("abcdefgh(ijklmnop", 9, ["abcdefgh", "(ijklmnop"]),
        ("हिन्दी हिन्दी", 8, ["हिन्दी ", "हिन्दी"]),
    ],
)
def test_rows_end_where_a_reader_expects(text: str, width: int, expected: list[str]) -> None:
    assert rows(text, width) == expected


@given(lines, widths)
def test_rows_cover_the_paragraph_and_never_split_a_cluster(text: str, width: int) -> None:
    starts = wrap(text, width)
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert set(starts) <= set(boundaries(text))
    assert "".join(rows(text, width)) == text


@given(lines, widths)
def test_no_row_is_too_wide_but_for_hanging_spaces_or_a_single_cluster(text: str, width: int) -> None:
    for row in rows(text, width):
        assert cells(without_hanging(row)) <= width or len(clusters(without_hanging(row))) == 1


@given(lines, widths)
def test_a_row_is_cut_at_an_unhappy_place_only_where_no_other_is_near(text: str, width: int) -> None:
    units = clusters(text)
    edges = boundaries(text)
    starts = [edges.index(start) for start in wrap(text, width)]
    for before, start in pairwise(starts):
        if not may_break(units, start):
            assert not any(may_break(units, place) for place in range(max(before + 1, start - 39), start))


@given(lines, widths)
def test_marks_stand_at_the_wrong_end_of_a_row_only_where_nothing_else_is_near(text: str, width: int) -> None:
    for row, following in pairwise(rows(text, width)):
        if following[0] in CLOSING or without_hanging(row)[-1:] in OPENING:
            units = [*clusters(row)[-39:], following[0]]
            assert all(units[at][0] in CLOSING or units[at - 1][0] in OPENING for at in range(2, len(units)))


@given(plain_lines, st.integers(24, 120))
def test_closing_marks_never_begin_a_row_and_opening_ones_never_end_it(text: str, width: int) -> None:
    assume(not any(run in text for run in ("……" * 4, "——" * 4, "，" * 8, "。" * 8, "！”" * 4)))
    for row, following in pairwise(rows(text, width)):
        unhappy = following[0] in CLOSING or without_hanging(row)[-1:] in OPENING
        near = row[-40:] + following[0]
        assert not unhappy or not any(may_break(near, place) for place in range(1, len(near)))


@given(texts)
def test_blocks_start_at_every_paragraph(text: str) -> None:
    paragraphs = [0, *(place + 1 for place, character in enumerate(text) if character == "\n")]
    assert block_starts(text) == paragraphs


@given(lines, st.integers(1, 9), st.data())
def test_long_paragraphs_fall_into_short_blocks_between_clusters(line: str, repeat: int, data: st.DataObject) -> None:
    monkey = pytest.MonkeyPatch()
    with monkey.context() as patch:
        patch.setattr(wrapping, "BLOCK", 40)
        text = line * repeat
        starts = block_starts(text)
    edges = boundaries(text)
    assert set(starts) <= set(edges)
    for start, end in pairwise([*starts, len(text)]):
        assert end - start <= 40 or edges[edges.index(start) + 1] == end


def test_a_block_ends_with_a_sentence_and_its_closing_quotes() -> None:
    text = "他说：“我们慢慢适应学习新的技能。”" * 600
    starts = block_starts(text)
    assert len(starts) > 2
    assert all(text[start - 2 : start] == "。”" for start in starts[1:])
    assert max(end - start for start, end in pairwise([*starts, len(text)])) <= BLOCK

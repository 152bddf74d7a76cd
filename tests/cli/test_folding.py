"""Long cells of a drawn table."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.cli.folding import row_ends


def rows(text: str, width: int) -> list[str]:
    ends = [0, *row_ends(text, width), len(text)]
    return [text[start:end].rstrip() for start, end in pairwise(ends)]


def test_chinese_fills_a_row_and_marks_keep_to_their_words():
    assert rows("见于 2 个分析单位：太少，无法判断", 16) == ["见于 2 个分析单", "位：太少，无法判", "断"]
    assert rows("平台（惠澄）推来", 6) == ["平台", "（惠", "澄）推", "来"]
    assert rows("卖货的，平台", 6) == ["卖货", "的，平", "台"]


def test_words_stay_whole_and_paths_break_behind_a_slash():
    assert rows("state capacity and data/data silos", 14) == ["state capacity", "and data/data", "silos"]
    assert rows("implementation/hidden", 15) == ["implementation/", "hidden"]
    assert rows("interviewer", 4) == ["inte", "rvie", "wer"]


@given(st.text(alphabet="ab c，。（中文/é\u0301"), st.integers(2, 9))
def test_nothing_is_lost_and_no_row_is_too_wide(text: str, width: int):
    ends = row_ends(text, width)
    assert ends == sorted(set(ends)) and all(0 < end < len(text) for end in ends)
    assert all(cell_len(row) <= width for row in rows(text, width))

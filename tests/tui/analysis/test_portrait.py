"""The lane of a code: each cell as high as the share of its stretch that is coded."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.span import Span
from qualcode.tui.analysis.portrait import drawn


@given(st.integers(1, 60), st.integers(10, 40), st.data())
def test_each_cell_is_as_high_as_its_stretch_is_coded(length: int, room: int, data: st.DataObject) -> None:
    ends = st.tuples(st.integers(0, length), st.integers(0, length))
    pairs = data.draw(st.lists(ends.filter(lambda pair: pair[0] < pair[1]), max_size=5))
    coded = {
        place for start, end in pairs for place in range(start * room, end * room)
    }  # a character is ``room`` parts
    expected = ""
    for cell in range(room):
        share = Fraction(sum(place in coded for place in range(cell * length, (cell + 1) * length)), length)
        expected += " ▁▂▃▄▅▆▇█"[max(round(share * 8), 1) if share else 0]
    assert drawn([Span(*pair) for pair in sorted(pairs)], length, room) == expected


def test_a_text_of_fewer_characters_than_cells_is_filled() -> None:
    assert drawn([Span(0, 20)], 20, 60) == "█" * 60

"""A passage with a stripe for each coder: every word once and in order, and stripes where the codings are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.span import Span
from qualcode.tui.view.curve import bars
from qualcode.tui.view.stripes import Stripes, passage_rows, stripes
from qualcode.tui.view.width import cells

TEXT = "受访者A：一开始医生不太说话，\n我就觉得是不是我的问题，后来换了一个医生才好。\nSo I stopped asking."


def drawn(coders: list[Stripes], width: int = 60) -> list[tuple[bool, str, str]]:
    rows = passage_rows(TEXT, Span(0, len(TEXT)), Span(16, 28), coders, width)
    return [(row.in_unit, row.glyphs, "".join(words for words, _look in row.words)) for row in rows]


def test_boundaries_that_differ_are_seen_in_the_words() -> None:
    one = stripes("A", [Span(5, 28)], [], TEXT)
    other = stripes("B", [Span(16, 28)], [Span(0, 5)], TEXT)
    assert drawn([one, other]) == [
        (False, "┏▫", "受访者A：A[一开始医生不太说话，"),
        (True, "┗▪", "B[我就觉得是不是我的问题，]AB后来换了一个医生才好。"),
        (False, "  ", "So I stopped asking."),
    ]


def test_a_stripe_goes_on_over_the_rows_of_a_paragraph() -> None:
    (first, second, *_rest) = drawn([stripes("A", [Span(0, 40)], [], TEXT)], width=22)
    assert (first[1], second[1]) == ("┏", "┃")


def test_line_ends_around_a_coding_are_no_part_of_its_stripe() -> None:
    coder = stripes("A", [Span(15, 17)], [], TEXT)
    assert coder.about == (Span(16, 17),)
    assert stripes("A", [Span(15, 16)], [], TEXT).about == ()


@given(st.data())
def test_every_word_is_there_once_and_no_row_is_too_wide(data: st.DataObject) -> None:
    text = data.draw(st.text("ab 字，。\n👩\t", min_size=1, max_size=60))
    ends = st.integers(0, len(text) - 1).flatmap(
        lambda start: st.tuples(st.just(start), st.integers(start + 1, len(text)))
    )
    spans = [Span(*pair) for pair in data.draw(st.lists(ends, max_size=4))]
    width = data.draw(st.integers(12, 40))
    coders = [stripes("A", spans[:2], [], text), stripes("B", spans[2:3], spans[3:], text)]
    rows = list(passage_rows(text, Span(0, len(text)), Span(0, len(text)), coders, width))
    plain = "".join(words for row in rows for words, look in row.words if look == "unit")
    squeezed = str.maketrans("", "", " \t\n")
    assert plain.translate(squeezed) == text.translate(squeezed)
    assert all(len(row.glyphs) == 2 for row in rows)
    assert all(cells("".join(words for words, _look in row.words)) <= width for row in rows)
    assert any(row.glyphs[0] != " " for row in rows) == bool(coders[0].about)


def test_a_course_of_figures_is_a_bar_each() -> None:
    assert bars([-0.3, 0.5, None, 1.0]) == "▁▁ ▄▄ ·· ██"

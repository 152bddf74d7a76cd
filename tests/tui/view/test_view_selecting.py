from qualcode.text.span import Span
from qualcode.tui.view.selecting import Selecting


def test_moving_drops_the_selection_unless_it_is_stretched() -> None:
    chosen = Selecting(caret=3)
    chosen.move(5, extend=True)
    chosen.move(8, extend=True)
    assert chosen.span == Span(3, 8)
    chosen.move(9)
    assert chosen.span is None


def test_marking_stretches_until_it_stops() -> None:
    chosen = Selecting(caret=3)
    chosen.mark()
    chosen.move(1)
    assert chosen.span == Span(1, 3)
    chosen.mark()
    assert (chosen.span, chosen.marking, chosen.caret) == (None, False, 1)


def test_marking_goes_on_with_what_is_selected() -> None:
    chosen = Selecting()
    chosen.select(Span(2, 6))
    chosen.mark()
    chosen.move(9)
    assert chosen.span == Span(2, 9)


def test_swapping_ends_moves_the_caret_only() -> None:
    chosen = Selecting()
    chosen.select(Span(2, 6))
    chosen.swap()
    assert (chosen.caret, chosen.span) == (2, Span(2, 6))
    Selecting(caret=4).swap()


def test_a_drag_takes_in_both_characters_in_either_direction() -> None:
    chosen = Selecting()
    chosen.drag((4, 5), (7, 9))
    assert (chosen.span, chosen.caret) == (Span(4, 9), 9)
    chosen.drag((4, 5), (1, 2))
    assert (chosen.span, chosen.caret) == (Span(1, 5), 1)
    chosen.drag((4, 5), (4, 5))
    assert (chosen.span, chosen.caret) == (None, 4)

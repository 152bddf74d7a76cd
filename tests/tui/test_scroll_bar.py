"""The scroll bar that paints again only what looks different, and rows that are put on the screen as they are."""

from __future__ import annotations

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from qualcode.tui.widgets.document_view import DocumentView
from qualcode.tui.widgets.whole_rows import _divided


class Reading(App[None]):
    def compose(self) -> ComposeResult:
        yield DocumentView()


async def test_the_bar_shows_what_the_toolkits_own_would_wherever_one_is() -> None:
    async with Reading().run_test(size=(40, 12)) as pilot:
        view = pilot.app.query_one(DocumentView)
        view.load("\n".join(f"行 {number}" for number in range(500)))
        for key in ("ctrl+end", "pageup", "up", "ctrl+home", "down"):
            await pilot.press(key)
            bar = view.vertical_scrollbar
            shown = [strip.crop(39, 40).text for strip in pilot.app.screen._compositor.render_strips()]
            assert shown == [strip.text for strip in ScrollBar.render_lines(bar, bar.size.region)]
            assert bar.position == view.scroll_offset.y


async def test_a_row_further_down_leaves_the_bar_of_a_long_text_alone() -> None:
    async with Reading().run_test(size=(40, 12)) as pilot:
        view = pilot.app.query_one(DocumentView)
        view.load("\n".join(f"行 {number}" for number in range(5000)))
        await pilot.press("pagedown", "pagedown")
        bar = view.vertical_scrollbar
        await pilot.pause()
        bar._repaint_regions.clear()
        view.scroll_to(y=view.scroll_offset.y + 1, animate=False, immediate=True)
        assert not bar._repaint_regions


def test_a_row_in_one_piece_is_no_garbage_that_refers_to_itself() -> None:
    strip = Strip([Segment("信任", None)], 4)
    assert _divided(strip, [4]) == [strip]
    assert not len(strip._divide_cache)
    assert [piece.text for piece in _divided(strip, [2, 4])] == ["信", "任"]

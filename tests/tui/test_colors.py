"""What the workbench does with the colours a terminal has."""

from __future__ import annotations

from pathlib import Path

from rich.color import Color, ColorSystem
from rich.segment import Segment

from qualcode.tui.view.style import MARK_CONTRAST, contrast
from qualcode.tui.widgets.choices import Choices
from qualcode.tui.widgets.code_list import CodeList
from qualcode.tui.widgets.code_tree import CodeTree
from tui.conftest import Bench, Open

FAINT = "#101020"
"""A colour of a code that nobody would see on a dark page."""


def swatch(bench: Bench, widget: type[CodeTree | CodeList | Choices], y: int) -> tuple[float, Color | None]:
    """How the colour of a code stands out in a row, and what is behind it."""
    segments: list[Segment] = list(bench.app.screen.query_one(widget).render_line(y))
    style = next(segment.style for segment in segments if "█" in segment.text)
    assert style is not None and style.color is not None and style.bgcolor is not None
    front, back = (it.get_truecolor() for it in (style.color, style.bgcolor))
    return contrast(tuple(front), tuple(back)), style.bgcolor


async def test_a_terminal_with_sixteen_colours_gets_colours_of_its_own(workbench: Open, place: Path) -> None:
    async with workbench(place) as bench:
        assert bench.app.get_css_variables()["panel"] not in ("#0000aa", "#55ffff")
        bench.app.console._color_system = ColorSystem.STANDARD
        assert bench.app.get_css_variables()["panel"] == "#0000aa"
        bench.app.theme = "textual-light"
        assert bench.app.get_css_variables()["panel"] == "#55ffff"


async def test_the_colour_of_a_code_is_seen_at_the_cursor_as_elsewhere(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("g", "k", "down", "c", *FAINT, "enter", "down")
        paper, entry = (swatch(bench, CodeList, y) for y in (2, 3))
        assert paper[0] >= MARK_CONTRAST and entry[0] >= MARK_CONTRAST
        assert paper[1] == entry[1]  # at the cursor, and beside it, the page
        await bench.press("escape", "g", "c", "down")
        assert all(swatch(bench, CodeTree, y)[0] >= MARK_CONTRAST for y in (1, 2))
        await bench.press("escape", ")", "c")
        first, second = (swatch(bench, Choices, y) for y in (0, 1))
        assert first[0] >= MARK_CONTRAST and second[0] >= MARK_CONTRAST and first[1] == second[1]

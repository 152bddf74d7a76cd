"""Finding words: in the text shown, from hit to hit, and in all documents."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.span import Span
from qualcode.tui.searching import Hits
from tui.conftest import Open


async def test_words_are_found_in_the_text_and_one_goes_from_hit_to_hit(workbench: Open, place: Path) -> None:
    async with workbench(place, document="P01") as bench:
        await bench.press("slash")
        await bench.type("补录")
        assert len(bench.offered) == 2
        await bench.press("enter")
        text = bench.view.text
        first = text.index("补录")
        assert bench.view.selection == Span(first, first + 2)
        assert bench.view._marks.hits == [Span(at, at + 2) for at in (first, text.index("补录", first + 1))]
        assert bench.said == "1 of 2: 补录"
        await bench.press("semicolon")
        assert bench.said == "2 of 2: 补录"
        await bench.press("；")
        assert bench.said == "1 of 2: 补录"  # round the end
        await bench.press("comma")
        assert bench.said == "2 of 2: 补录"


async def test_words_are_found_in_all_documents(workbench: Open, place: Path) -> None:
    async with workbench(place, document="P01") as bench:
        await bench.press("g", "slash")
        await bench.type("NINE. two")
        (row,) = bench.offered
        assert row.startswith("N01")
        assert "nine. Two" in row
        await bench.press("enter")
        assert bench.screen.desk.document is not None
        assert bench.screen.desk.document.name == "N01"
        assert bench.view.selection is not None
        assert bench.view.selection.of(bench.view.text) == "nine.\n\nTwo"
        assert bench.said == "1 of 1: NINE. two"


async def test_what_stands_nowhere_is_said(workbench: Open, place: Path) -> None:
    async with workbench(place, document="P01") as bench:
        await bench.press("semicolon")
        assert bench.said == "Nothing has been looked for yet: / finds words."
        await bench.press("slash")
        await bench.type("zz")
        assert bench.offered == []
        await bench.press("escape")
        assert not bench.asking
        await bench.press("semicolon")
        assert bench.said == "What was looked for last stands nowhere in this text."


@given(st.text("ab ", max_size=30), st.integers(0, 30), st.sampled_from([1, -1]))
def test_a_step_goes_to_the_nearest_hit_on_that_side(text: str, at: int, by: int) -> None:
    hits = Hits()
    hits.sought = "a"
    places = [number for number, letter in enumerate(text) if letter == "a"]
    found = hits.beside(text, at, by)
    if not places:
        assert found is None
    else:
        beyond = [it for it in places if (it > at if by > 0 else it < at)] or places
        assert found == Span(beyond[0 if by > 0 else -1], beyond[0 if by > 0 else -1] + 1)

"""How often codes were used: the figures of the command line as bars, and the segments of a code."""

from __future__ import annotations

from pathlib import Path

from qualcode.actions.tables import crossings
from qualcode.project import open_project
from qualcode.tui.screens.frequencies import FrequenciesScreen
from qualcode.tui.screens.segments import SegmentsScreen
from tui.comparing import until
from tui.conftest import Bench, Open


async def frequencies(bench: Bench) -> FrequenciesScreen:
    """Go to the bars, and wait for them."""
    await bench.press("g", "b")
    screen = bench.app.screen
    assert isinstance(screen, FrequenciesScreen)
    await until(bench, lambda: screen.found is not None)
    return screen


async def test_bars_are_those_of_the_command_line_in_both_orders(workbench: Open, sample: Path) -> None:
    with open_project(sample) as project, project.read() as view:
        made = crossings.frequencies(view)
    most = {name: max(made.rows, key=lambda row: row[made.columns.index(name)]) for name in ("codings", "documents")}
    async with workbench(sample, "Jonas", size=(80, 24)) as bench:
        screen = await frequencies(bench)
        assert screen.found == made
        assert bench.rows()[2].split()[1] == str(made.rows[0][0]).split()[0]
        await bench.press("o", "home")
        assert "█" * 24 in bench.rows()[2] and str(most["codings"][1]) in bench.rows()[2]
        await bench.press("v", "home")
        assert "█" * 24 in bench.rows()[2] and str(most["documents"][2]) in bench.rows()[2]


async def test_enter_lists_as_many_segments_as_the_figure_says(workbench: Open, sample: Path) -> None:
    with open_project(sample) as project, project.read() as view:
        made = crossings.frequencies(view)
    async with workbench(sample, "Jonas", size=(120, 30)) as bench:
        await frequencies(bench)
        await bench.press("o", "home", "enter")
        behind = bench.app.screen
        assert isinstance(behind, SegmentsScreen)
        await until(bench, lambda: behind.found is not None and len(behind.rows.rows) > 0)
        assert len(behind.rows.rows) == max(made.column("codings"))


async def test_codes_count_for_those_above_and_the_bars_are_drawn(
    workbench: Open, sample: Path, tmp_path: Path
) -> None:
    with open_project(sample) as project, project.read() as view:
        made = crossings.frequencies(view, code_level=1)
    file = tmp_path / "bars.svg"
    async with workbench(sample, "Jonas", size=(100, 30)) as bench:
        screen = await frequencies(bench)
        before = screen.found
        await bench.press("d", *"top", "enter")
        await until(bench, lambda: screen.found is not before)
        assert screen.found == made
        await bench.press("e", "ctrl+u", *str(file), "enter")
        await until(bench, lambda: file.exists() and "are in" in bench.screen_text())
    assert "<svg" in file.read_text(encoding="utf-8")


async def test_among_some_documents_their_codings_alone_have_bars(workbench: Open, sample: Path) -> None:
    with open_project(sample) as project, project.read() as view:
        made = crossings.frequencies(view, among="kind = policy")
    async with workbench(sample, "Jonas", size=(120, 24)) as bench:
        screen = await frequencies(bench)
        before = screen.found
        await bench.press("a", *"kind = policy", "enter")
        await until(bench, lambda: screen.found is not before)
        assert screen.found == made
        assert "among: kind = policy" in bench.rows()[0]

"""Networks: the nodes with the figures of the command line, the ties of one drawn, and the segments behind a tie."""

from __future__ import annotations

from pathlib import Path

from qualcode.actions.networks import building
from qualcode.actions.networks.asking import Ask
from qualcode.project import open_project
from qualcode.tui.screens.network import NetworkScreen
from qualcode.tui.screens.segments import SegmentsScreen
from tui.comparing import until
from tui.conftest import Bench, Open


async def network(bench: Bench) -> NetworkScreen:
    """Go to the network, and wait for it."""
    await bench.press("g", "n")
    screen = bench.app.screen
    assert isinstance(screen, NetworkScreen)
    await until(bench, lambda: screen.found is not None)
    return screen


async def asked(bench: Bench, screen: NetworkScreen, *keys: str) -> None:
    before = screen.found
    await bench.press(*keys)
    await until(bench, lambda: screen.found is not before)


async def test_nodes_and_ties_are_those_of_the_command_line(workbench: Open, sample: Path) -> None:
    with open_project(sample) as project, project.read() as view:
        nodes, ties = building.table(view, Ask()), building.table(view, Ask(), ties=True)
        cited = building.table(view, Ask("citations"))
    async with workbench(sample, "Jonas", size=(80, 24)) as bench:
        screen = await network(bench)
        assert screen.found is not None
        assert screen.found.table == nodes
        named = nodes.column("node")
        drawn = [
            (named[node], named[tie.node], float(tie.weight))
            for node, those in enumerate(screen.found.ties)
            for tie in those
            if node < tie.node
        ]
        assert sorted(drawn) == sorted((row[0], row[1], row[3]) for row in ties.rows)
        top = screen.found.order("degree")[0]
        assert nodes.column("degree")[top] == max(nodes.column("degree"))
        assert screen.found.names[top] in bench.rows()[3]
        await asked(bench, screen, "f", *"citations", "enter")
        assert screen.found.table == cited


async def test_enter_goes_to_the_neighbour_and_s_to_the_segments_behind(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", size=(120, 40)) as bench:
        screen = await network(bench)
        assert screen.found is not None
        node = screen.found.order("degree")[0]
        tie = screen.found.ties[node][1]
        await bench.press("right", "enter")
        assert screen.found.order("degree")[screen.rows.cursor] == tie.node
        await bench.press("s")
        await until(bench, lambda: isinstance(bench.app.screen, SegmentsScreen) and bench.app.screen.found is not None)
        first = screen.found.ties[tie.node][0]
        assert f"{screen.found.names[min(first.node, tie.node)]} × " in bench.screen_text()


async def test_weak_ties_are_left_out_and_the_order_is_chosen(workbench: Open, sample: Path) -> None:
    with open_project(sample) as project, project.read() as view:
        made = building.table(view, Ask(at_least=3))
    async with workbench(sample, "Jonas", size=(80, 24)) as bench:
        screen = await network(bench)
        await asked(bench, screen, "n", "3", "enter")
        assert screen.found is not None
        assert screen.found.table == made
        await bench.press("o", *"between", "enter", "home")
        highest = max(value for value in made.column("betweenness") if value is not None)
        assert f"{highest:.3f}" in bench.rows()[3]
        await bench.press("n", "ctrl+u", "x", "enter")
        assert "This is not a number." in bench.screen_text()


async def test_the_network_is_written_for_other_programs_and_drawn(
    workbench: Open, sample: Path, tmp_path: Path
) -> None:
    async with workbench(sample, "Jonas", size=(120, 30)) as bench:
        await network(bench)
        for name, holds in (("n.graphml", "<graphml"), ("n.svg", "<svg"), ("n.csv", "weighted_degree")):
            file = tmp_path / name
            await bench.press("e", "ctrl+u", *str(file), "enter")
            await until(bench, lambda file=file: file.exists() and f"{file.name}." in bench.screen_text())
            assert holds in file.read_text(encoding="utf-8-sig")


async def test_level_and_layer_of_a_network_are_chosen_with_a_key(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", size=(110, 32)) as bench:
        screen = await network(bench)
        await asked(bench, screen, "y", *"all coders", "enter")
        assert screen.asked.layer == "all"
        assert "whose codings: all" in bench.rows()[1]
        await asked(bench, screen, "d", *"level 1", "enter")
        assert screen.asked.code_level == 1
        with open_project(place) as project, project.read() as view:
            table = building.table(view, Ask(layer="all", code_level=1))
        assert screen.found is not None and screen.found.table == table

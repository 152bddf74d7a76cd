"""Claims, links between codes, and the words of the text that speak for and against them."""

from __future__ import annotations

import csv
from pathlib import Path

from qualcode.actions.concepts import claims, evidence, links
from qualcode.actions.concepts.links import LinkRow
from qualcode.project import open_project
from qualcode.text.span import Span
from qualcode.tui.rows.concepts import ConceptRows, details
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.concepts import ConceptsScreen
from qualcode.tui.widgets.drawer import Drawer
from tui.comparing import said, until
from tui.conftest import Bench, Open


def screen_of(bench: Bench) -> ConceptsScreen:
    screen = bench.app.screen
    assert isinstance(screen, ConceptsScreen)
    return screen


def asking(bench: Bench) -> bool:
    return bench.app.screen.query_one(Drawer).is_open


async def look(bench: Bench) -> None:
    await bench.press("g", "l")
    await until(bench, lambda: isinstance(bench.app.screen, ConceptsScreen) and screen_of(bench).found is not None)


def known(place: Path) -> tuple[list[str], list[str], list[tuple[str, str | None]]]:
    """The claims, the links, and how each segment speaks, in its words."""
    with open_project(place) as project, project.read("Anna") as view:
        return (
            [row.text for row in claims.listing(view)],
            [row.words for row in links.listing(view)],
            [(row.stance, row.quote) for row in evidence.listing(view)],
        )


async def claim(bench: Bench, title: str, words: str) -> None:
    await bench.press("n")
    await until(bench, lambda: asking(bench))
    await bench.press(*title, "enter")
    await until(bench, lambda: screen_of(bench).line.is_open)
    await bench.press(*words, "enter")
    await until(bench, lambda: said(bench).startswith("The claim is made"))


async def test_words_of_the_text_speak_for_a_claim_and_are_found_again_from_it(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press("equals_sign")
        assert "g l" in said(bench)  # nothing is claimed yet
        await look(bench)
        await claim(bench, "control", "Paper comes first.")
        assert known(place)[0] == ["Paper comes first."]
        await bench.press("escape")
        bench.view.select(Span(2, 9))
        words = bench.view.text[2:9]
        await bench.press("equals_sign", "enter", "enter")
        assert bench.said == "It speaks for: Paper comes first."
        assert known(place)[2] == [("for", words)]
        await look(bench)
        await bench.press("enter")
        await until(bench, lambda: isinstance(bench.app.screen, CodingScreen))
        assert bench.view.selection == Span(2, 9)
        await bench.press("u")
        await until(bench, lambda: known(place)[2] == [])


async def test_two_codes_are_linked_and_a_query_speaks_against_it(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await look(bench)
        await bench.press("l", *"paper", "enter")
        await bench.press(*"leads", "enter")
        await bench.press(*"pressure", "enter")
        await until(bench, lambda: known(place)[1] == ["work/paper —leads to→ pressure"])
        await bench.press("minus")
        await until(bench, lambda: screen_of(bench).line.is_open)
        await bench.press(*"paper", "enter")
        await until(bench, lambda: asking(bench))
        await bench.press("enter")
        await until(bench, lambda: {stance for stance, _ in known(place)[2]} == {"against"})
        number = len(known(place)[2])
        await bench.press("v", *(["enter"] if number > 1 else []), "enter")
        await until(bench, lambda: [stance for stance, _ in known(place)[2]].count("for") == 1)


async def test_what_is_removed_is_asked_about_and_can_be_taken_back(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await look(bench)
        await claim(bench, "control", "Paper comes first.")
        await bench.press("x", "enter")  # what is offered first leaves everything as it is
        assert known(place)[0]
        await bench.press("x", "down", "enter")
        await until(bench, lambda: not known(place)[0])
        await bench.press("u")
        await until(bench, lambda: known(place)[0] == ["Paper comes first."])


async def test_what_still_waits_is_listed_and_everything_is_written(
    workbench: Open, place: Path, tmp_path: Path
) -> None:
    written = tmp_path / "evidence.csv"
    async with workbench(place, "Anna", "P01") as bench:
        await look(bench)
        await claim(bench, "控制", "先有纸后有数据")
        await bench.press("exclamation_mark")
        await until(bench, lambda: not isinstance(bench.app.screen, ConceptsScreen))
        assert "no segment speaks for it" in bench.screen_text()
        await bench.press("escape", "e")
        screen_of(bench).line.field.value = str(written)
        await bench.press("enter")
        await until(bench, written.exists)
    with written.open(encoding="utf-8", newline="") as file:
        assert [row["about"] for row in csv.DictReader(file)] == ["先有纸后有数据"]


def test_a_link_stands_in_the_table_without_paths_and_below_it_with_them() -> None:
    link = LinkRow("", "work/paper", "leads to", "pressure\\/haste", False, 1, 0, 0, "")
    assert ConceptRows([link]).words(0, ["words"]) == [("paper —leads to→ pressure/haste", "")]
    assert details(link, [])[0] == (("work/paper —leads to→ pressure\\/haste", "head"),)

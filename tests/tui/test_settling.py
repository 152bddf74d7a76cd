"""The lead settles what a closed round left in dispute, passage by passage, and sharpens the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import studying
from qualcode.actions import codes
from qualcode.actions.material import documents
from qualcode.actions.studies import adjudication, course
from qualcode.project import open_project
from qualcode.tui.screens.agreement import AgreementScreen
from qualcode.tui.widgets.editor import Editor
from tui.comparing import compared, said, until
from tui.conftest import CHINESE, ENGLISH, Bench, Open

WIDE = (140, 40)
THIRD = "I04 石渡镇 clerk"


def decisions(place: Path) -> dict[tuple[Any, ...], tuple[Any, Any]]:
    with open_project(place) as project, project.read("Lead") as view:
        return {
            (it["code"], it["document"], it["start"]): (it["decision"], it["reason"])
            for it in adjudication.disputed(view, "pilot").records()
            if it["decision"]
        }


async def decide(bench: Bench, key: str, reason: str) -> None:
    decided = said(bench)
    await bench.press(key, *reason, "f2")
    await until(bench, lambda: said(bench) not in (decided, "Saving …"))


def in_dispute(bench: Bench) -> int:
    """How many passages there are to decide, as the title has it."""
    return int(bench.rows()[0].split()[-2].split("/")[1])


def at(screen: AgreementScreen) -> tuple[Any, ...]:
    assert screen._walk is not None and screen._walk.current is not None
    return screen._walk.current.code, screen._walk.current.document, screen._walk.current.start


async def test_a_passage_is_kept_with_a_reason_and_the_next_one_comes(workbench: Open, studied: Path) -> None:
    async with workbench(studied, "Lead", CHINESE, size=WIDE) as bench:
        screen = await compared(bench)
        first = at(screen)
        await bench.press("k")
        assert f"Keep {str(first[0]).split('/')[-1]} here. The reason:" in bench.screen_text()
        assert "not applied" in bench.screen_text()
        await bench.press("x", "f2")
        await until(bench, lambda: said(bench).startswith("Kept"))
        second = at(screen)
        assert second != first
        n = in_dispute(bench)
        assert said(bench) == f"Kept. {n - 1} passages wait to be decided."
        assert bench.rows()[0].endswith(f"1/{n} decided")
        await decide(bench, "d", "a slip")
        assert said(bench) == f"Dropped. {n - 2} passages wait to be decided."
    assert decisions(studied) == {first: ("keep", "x"), second: ("drop", "a slip")}


async def test_what_is_decided_is_passed_over_and_there_is_a_way_back(workbench: Open, studied: Path) -> None:
    async with workbench(studied, "Lead", CHINESE, size=WIDE) as bench:
        screen = await compared(bench)
        first = at(screen)
        await decide(bench, "k", "yes")
        second = at(screen)
        await bench.press("n", "p")
        assert at(screen) == second
        await bench.press("P")
        assert at(screen) == first
        assert "✓ kept: yes" in bench.screen_text()
        await bench.press("d")
        assert screen.query_one(Editor).field.text == "yes"
        await bench.press("escape", "N")
        assert at(screen) == second


async def test_a_decision_is_one_step_to_take_back_and_to_do_again(workbench: Open, studied: Path) -> None:
    async with workbench(studied, "Lead", CHINESE, size=WIDE) as bench:
        screen = await compared(bench)
        first = at(screen)
        await decide(bench, "k", "yes")
        await decide(bench, "k", "as well")
        await bench.press("u")
        await until(bench, lambda: said(bench).startswith("Undone: "))
        assert len(decisions(studied)) == 1
        await bench.press("u")
        await until(bench, lambda: bench.rows()[0].endswith(f"0/{in_dispute(bench)} decided"))
        assert at(screen) == first
        await bench.press("ctrl+r")
        await until(bench, lambda: bench.rows()[0].endswith(f"1/{in_dispute(bench)} decided"))
        assert decisions(studied) == {first: ("keep", "yes")}


async def test_a_decision_needs_a_reason_and_can_be_left(workbench: Open, studied: Path) -> None:
    async with workbench(studied, "Lead", CHINESE, size=(80, 24)) as bench:
        screen = await compared(bench)
        first = at(screen)
        await bench.press("k", "f2")
        assert said(bench) == "A decision needs a reason. Esc leaves the passage undecided."
        assert screen.query_one(Editor).is_open
        await bench.press("y", "escape")
        assert said(bench) == "Nothing is decided yet. Esc again gives the reason up."
        await bench.press("escape")
        assert not screen.query_one(Editor).is_open
        assert at(screen) == first
        assert screen.table.has_focus
    assert decisions(studied) == {}


async def test_keys_that_come_in_one_go_are_for_the_reason(workbench: Open, studied: Path) -> None:
    async with workbench(studied, "Lead", CHINESE, size=(80, 24)) as bench:
        await compared(bench)
        await bench.pilot.press("enter", "k", *"why", "f2")
        await until(bench, lambda: said(bench).startswith("Kept."))
    assert [reason for _outcome, reason in decisions(studied).values()] == ["why"]


async def test_what_cannot_be_saved_stays_to_be_saved_again(workbench: Open, studied: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("qualcode.tui.project.desk.PATIENCE", 0.05)
    async with workbench(studied, "Lead", CHINESE, size=WIDE) as bench:
        screen = await compared(bench)
        with open_project(studied) as other, other.write("Min"):
            await bench.press("k", *"because", "f2")
            await until(bench, lambda: "is being written by another program" in said(bench))
        assert screen.query_one(Editor).field.text == "because"
        await bench.press("f2")
        await until(bench, lambda: said(bench).startswith("Kept."))
    assert [reason for _outcome, reason in decisions(studied).values()] == ["because"]


async def test_after_the_last_passage_of_a_code_the_next_code_comes_until_all_is_settled(
    workbench: Open, place: Path
) -> None:
    with open_project(place) as project:
        studying.closed_round(project)
    async with workbench(place, "Anna", "N01", size=WIDE) as bench:
        await compared(bench)
        assert bench.rows()[0].endswith("0/1 decided")
        await decide(bench, "k", "it says so")
        assert said(bench) == "Kept. Everything in dispute is decided: what was agreed and kept is the consensus."
        assert bench.rows()[0].endswith("1/1 decided")


async def test_the_rule_of_the_code_is_sharpened_beside_the_passage(workbench: Open, studied: Path) -> None:
    async with workbench(studied, "Lead", CHINESE, size=WIDE) as bench:
        await compared(bench)
        before = dict(bench.app.desk.codes)
        await bench.press("e", *"Only loops. ", "f2")
        assert said(bench) == "The rule is saved. It holds for what is coded from now on."
        assert "The rule has been changed since." in bench.screen_text()
        assert "Only loops." in bench.screen_text()
        (code,) = [code for code in bench.app.desk.codes.values() if code.definition.endswith("Only loops.")]
        assert before[code.guid].include == code.include != ""
        await bench.press("u")
        await until(bench, lambda: said(bench).startswith("Undone: described the code"))
        assert "Only loops." not in bench.screen_text()


async def test_a_rule_is_not_changed_while_a_blind_round_has_it_frozen(workbench: Open, studied: Path) -> None:
    with open_project(studied) as project, project.write("Lead") as work:
        course.next_round(work, "pilot", course.Plan([], _fresh(work)))
    async with workbench(studied, "Lead", CHINESE, size=WIDE) as bench:
        screen = await compared(bench)
        await bench.press("e")
        assert said(bench).startswith("The codebook is frozen: a blind round of pilot is open.")
        assert not screen.query_one(Editor).is_open


def _fresh(work: Any) -> list[str]:
    names = documents.listing(work).column("document")
    return [str(name) for name in names if name not in (CHINESE, ENGLISH, THIRD)][:1]


async def test_nothing_of_a_round_is_shown_while_its_documents_are_coded_again_blind(
    workbench: Open, studied: Path
) -> None:
    with open_project(studied) as project, project.write("Lead") as work:
        course.next_round(work, "pilot", course.Plan([], [CHINESE]))
    async with workbench(studied, "Lead", ENGLISH, size=WIDE) as bench:
        await bench.press("g", "a")
        await until(bench, lambda: f"in a blind round that is open: {CHINESE}" in bench.screen_text())
        words = bench.screen_text()
        assert "Nothing of round 1 of pilot is shown meanwhile." in words
        assert "Jonas" not in words and "applied" not in words
        await bench.press("k", "d", "n", "N", "o", "e", "c", "i")
        assert "applied" not in bench.screen_text() and "Jonas" not in bench.screen_text()


async def test_each_code_is_seen_over_the_rounds_with_what_changed_between_them(workbench: Open, place: Path) -> None:
    with open_project(place) as project:
        studying.closed_round(project)
        with project.write("Anna") as work:
            codes.describe(work, "paper", definition="only where paper is named")
        with project.write("Anna") as work:
            course.next_round(work, "pilot", course.Plan([], ["P01"]))
        for coder in ("Anna", "Ben"):
            studying.code(project, coder, "P01", [(22, 45, "work/paper")], done=True)
        with project.write("Anna") as work:
            course.close(work, "pilot")
    async with workbench(place, "Anna", "P01", size=(100, 30)) as bench:
        await compared(bench)
        assert "pilot, round 2 of 2" in bench.rows()[0]
        assert "before" in bench.screen_text()
        await bench.press("t")
        await until(bench, lambda: "round 2" in bench.screen_text())
        (row,) = [row for row in bench.rows() if row.startswith(" paper")]
        assert row.split()[1:] == [".00", "✎", "1.00", "▁▁", "██"]
        assert "Before round 2: work/paper changed: definition." in bench.screen_text()
        await bench.press("escape")
        assert isinstance(bench.app.screen, AgreementScreen)


async def test_a_dialogue_is_settled_without_a_coefficient(workbench: Open, place: Path) -> None:
    with open_project(place) as project:
        studying.closed_round(project, purpose="dialogue")
    async with workbench(place, "Anna", "N01", size=WIDE) as bench:
        await compared(bench)
        heads = bench.rows()[2]
        assert "α" not in heads and "F1" not in heads
        assert "B Ben  applied" in bench.screen_text()
        await decide(bench, "d", "we talked it over")
        assert said(bench).startswith("Dropped. Everything in dispute is decided")

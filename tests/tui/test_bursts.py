"""Keys that come in one go, as over a slow line or from fast hands: nothing typed is lost, and what is done is seen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events

from qualcode.actions import checks, coding, memos
from qualcode.project import open_project
from tui.comparing import until
from tui.conftest import Bench, Open, Start

WRITER = """
import sys, itertools
from qualcode.actions import codes, coding, memos
from qualcode.actions.material import documents
from qualcode.errors import QualcodeError
from qualcode.project import open_project
from qualcode.text.span import Span
print("ready", flush=True)
for n in itertools.count():
    acts = [
        lambda work: codes.add(work, f"theirs {n}"),
        lambda work: coding.apply(work, "P01", Span(n % 20, n % 20 + 5), "pressure"),
        lambda work: memos.add(work, f"theirs {n}", target=memos.Target(document="P01")),
        lambda work: coding.remove(work, [it.guid for it in coding.matching(work, coder="Ben")][:1]),
        lambda work: codes.remove(work, next(it.path for it in codes.listing(work) if it.name.startswith("theirs"))),
    ]
    with open_project(sys.argv[1]) as project, project.write("Ben") as work:
        acts[n % len(acts)](work)
"""


@pytest.fixture
def restless(place: Path) -> Iterator[Path]:
    """The small project, in which another process changes something all the time."""
    with subprocess.Popen([sys.executable, "-c", WRITER, str(place)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdout.readline() == "ready\n"
        yield place
        assert other.poll() is None, "the other process has ended too early"
        other.kill()


async def burst(bench: Bench, *keys: str) -> None:
    """Have all keys waiting before the first of them is looked at."""
    for key in keys:
        bench.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await until(bench, lambda: not bench.app.message_queue_size)
    await bench.pilot.pause()


async def test_what_is_typed_while_another_process_writes_all_the_time_is_kept_or_refused(
    workbench: Open, restless: Path
) -> None:
    refused = 0
    async with workbench(restless, "Anna", "P01") as bench:
        for number in range(12):
            words = f"memo {number}"
            await burst(bench, "less_than_sign", *["right_parenthesis"] * (number % 4), "v", "right", "right")
            await burst(bench, "c", *f"mine{number}", "enter", "m", *words, "f2", "escape", "escape")
            with open_project(restless) as project, project.read() as view:
                kept = any(words in memo.text for memo in memos.listing(view) if memo.coder == "Anna")
                coded = [it for it in coding.matching(view, coder="Anna") if it.code == f"mine{number}"]
            assert (kept and coded) or "is being written by another program" in bench.said, bench.screen_text()
            refused += not (kept and coded)
    assert refused < 12
    with open_project(restless) as project, project.read() as view:
        assert checks.findings(view) == []


async def test_keys_wait_for_the_screen_they_are_meant_for(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await burst(bench, "g", "s", "down", "down", "enter", "m", *"second", "f2")
        assert bench.said == "The memo is saved."
        await burst(bench, "g", "d", "slash", *"N01", "enter", "enter", "m", *"in the note", "f2")
        assert bench.app.desk.document is not None and bench.app.desk.document.name == "N01"
        await burst(bench, "g", "d", "D", "up", "D", "escape", "ctrl+p", *"Go to the codebook", "escape")
    with open_project(place) as project, project.read() as view:
        assert {memo.text: memo.on[:3] for memo in memos.listing(view) if memo.coder == "Anna"}["in the note"] == "N01"


async def test_what_is_pasted_is_there_before_the_next_key(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "N01") as bench:
        for event in (events.Key("m", "m"), events.Paste("a pasted thought"), events.Key("f2", None)):
            bench.app.post_message(event)
        await until(bench, lambda: bench.said == "The memo is saved.")
    with open_project(place) as project, project.read() as view:
        assert "a pasted thought" in {memo.text for memo in memos.listing(view)}


async def test_what_is_pasted_waits_for_the_screen_it_is_meant_for(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        for keys, words in (
            (["g", "d", "slash"], "N01"),
            (["enter", "enter", "m"], "on leaving the documents"),
            (["f2", "g", "s", "escape", "question_mark", "escape", "c"], "pressure"),
            (["enter", "g", "d", "escape", "m"], "on coming back"),
        ):
            for key in keys:
                bench.app.post_message(events.Key(key, key if len(key) == 1 else None))
            bench.app.post_message(events.Paste(words))
        await burst(bench, "f2")
        await until(bench, lambda: bench.said == "The memo is saved.")
    with open_project(place) as project, project.read() as view:
        written = {memo.text for memo in memos.listing(view) if memo.document == "N01"}
        assert any("on leaving" in text for text in written) and any("on coming back" in text for text in written)
        assert [it.code for it in coding.matching(view, document="N01", coder="Anna")] == ["pressure"]


async def test_what_went_wrong_stays_in_front_of_what_the_next_keys_bring(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "N01") as bench:
        await burst(bench, "9", "c", *"pressure", "enter")
        assert bench.said == "No code has the number 9 yet. Coded with pressure."
        await burst(bench, "u")
        assert bench.said == "Undone: coded N01 with pressure"


def test_what_is_said_as_a_panel_closes_is_painted(start: Start, place: Path) -> None:
    terminal = start(place, "Anna", "P01", size=(120, 30))
    terminal.wait_for("? help")
    for number in range(6):
        terminal.burst(")", "m", *f"n{number}", "F2")
        terminal.wait_for("The memo is saved.")
        terminal.burst("(", "c", *f"new{number}", "Enter")
        terminal.wait_for(f"Coded with new{number}.")

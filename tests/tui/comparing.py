"""Waiting for what happens, and reading what is said and what figures there are."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.tui.screens.agreement import AgreementScreen
from qualcode.tui.widgets.message_line import MessageLine
from tui.conftest import Bench


async def until(bench: Bench, happened: Callable[[], bool]) -> None:
    """Wait for what a thread has to do first."""
    for _ in range(200):
        if happened():
            await bench.pilot.pause()
            return
        await bench.pilot.pause(0.05)
    raise AssertionError(bench.screen_text())


def said(bench: Bench) -> str:
    """What the line of messages says, on whatever screen."""
    return bench.app.screen.query_one(MessageLine).sentence


async def compared(bench: Bench) -> AgreementScreen:
    """Go to the screen and wait for its figures."""
    await bench.press("g", "a")
    screen = bench.app.screen
    assert isinstance(screen, AgreementScreen)
    await until(bench, lambda: len(screen.table.rows) > 0)
    return screen


def figures(screen: AgreementScreen) -> list[str]:
    """The alphas from top to bottom."""
    return screen.table.alphas

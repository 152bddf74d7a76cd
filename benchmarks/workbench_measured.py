"""How the benchmarks of the workbench measure: what a key costs until all it changes is painted, beside the limits.

CPU is the process's user and system time from posting a key until nothing has been painted for 30 ms, with the panels beside
the text, writing to the disk, looks at what others do, and the escape sequences a terminal would receive; the driver is
headless, so the terminal's own work is not in it.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from statistics import median, quantiles

from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.widgets import TextArea

from qualcode.tui.app import Workbench
from qualcode.tui.screens.coding import CodingScreen

WIDTH, HEIGHT = 120, 40
TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
"""The terminal that is measured for, wherever this runs."""


class Painting(App[None]):
    """An application that renders its updates to a string and counts them."""

    painted = 0

    def _display(self, screen: object, renderable: object) -> None:
        if isinstance(renderable, CompositorUpdate):
            renderable.render_segments(self.console)
            self.painted += 1

    async def quiet(self) -> None:
        """Until nothing has been painted for 30 ms."""
        painted = -1
        while painted != self.painted:
            painted = self.painted
            await asyncio.sleep(0.03)

    async def first_paint(self) -> None:
        """Until something more has been painted."""
        painted = self.painted
        while self.painted == painted:
            await asyncio.sleep(0)

    async def press(self, *keys: str) -> float:
        """Press keys one after the other; the CPU time of the last one, in milliseconds."""
        for key in keys[:-1]:
            self.post_message(events.Key(key, key if len(key) == 1 else None))
            await self.quiet()
        cpu = time.process_time()
        self.post_message(events.Key(keys[-1], keys[-1] if len(keys[-1]) == 1 else None))
        await self.quiet()
        return (time.process_time() - cpu) * 1000


class Measured(Painting, Workbench):
    """The workbench."""

    async def opened_again(self) -> float:
        """The wall time from asking for the document that is open to its first frame, in milliseconds."""
        assert isinstance(self.screen, CodingScreen) and self.desk.document is not None
        started = time.perf_counter()
        self.screen._open(self.desk.document.name)
        await self.first_paint()
        milliseconds = (time.perf_counter() - started) * 1000
        await self.quiet()
        return milliseconds


class Beside(Painting):
    """The toolkit's own text area, read-only, with nothing around it."""

    def __init__(self) -> None:
        super().__init__()
        self.area = TextArea(read_only=True, soft_wrap=True)

    def compose(self) -> ComposeResult:
        """Nothing but the area."""
        yield self.area

    async def load(self, text: str) -> float:
        """The wall time from handing over a text to its first frame, in milliseconds."""
        await self.quiet()
        self.area.focus()
        started = time.perf_counter()
        self.area.load_text(text)
        await self.first_paint()
        return (time.perf_counter() - started) * 1000


def as_in_a_terminal() -> None:
    """Colours as most terminals have them."""
    os.environ |= TERMINAL


def p95(values: Sequence[float]) -> float:
    """The value that one in twenty is above."""
    return quantiles(values, n=20)[-1]


OVER: list[str] = []
"""What has been over its limit so far."""


def judge(name: str, milliseconds: float, limit: float) -> str:
    """The limit in words, and whether it is held."""
    if milliseconds > limit:
        OVER.append(name)
    return f"   limit {limit:4.0f} {'OVER' if milliseconds > limit else 'held'}"


def summary() -> str:
    """Whether all limits are held."""
    return f"over the limit: {', '.join(OVER)}" if OVER else "all limits are held"


def report(name: str, milliseconds: Sequence[float], limit: float | None = None, beside: str = "") -> None:
    """Print the middle of what was measured and the slow end of it, beside the limit for that."""
    slow = p95(milliseconds)
    judged = "" if limit is None else judge(name, slow, limit)
    print(
        f"{name:<22} CPU p50 {median(milliseconds):6.1f} ms   p95 {slow:6.1f} ms{judged}   {beside}".rstrip(),
        flush=True,
    )

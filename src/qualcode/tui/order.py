"""One thing after the other: what a key has begun is done before the next key is looked at.

The toolkit does much of what a key begins by messages, later: a screen comes, is filled, goes away and hands over what was
chosen on it. Keys that come in one go, as over a slow line or from fast hands, would meet a screen on its way.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from textual.app import App, ScreenStackError
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

_LONGEST = 3.0  # seconds a key waits; it is looked at all the same then
_SAVING = ("change", "decide")  # workers that save something: what they work on is not to be changed under them


class Order:
    """Knows when what the latest key or click has begun is done."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._screen: Screen[Any] | None = None  # the latest that was seen to have come
        self._clicked: Widget | None = None

    def note_click(self, widget: Widget | None) -> None:
        """A click is on its way to this widget."""
        self._clicked = widget

    async def done(self) -> None:
        """Wait until everything is done, or for as long as a person can be left waiting."""
        with suppress(TimeoutError, ScreenStackError):  # the latter when the workbench closes
            async with asyncio.timeout(_LONGEST):
                while await self._had_to_wait():
                    pass

    async def _had_to_wait(self) -> bool:
        """Wait for one of the things that are not done yet; whether there was one."""
        await self._app._flush_next_callbacks()
        screen = self._app.screen
        if screen is not self._screen:
            await _come(screen)
            self._screen = screen
            return True
        pump = next((pump for pump in self._pumps() if pump.message_queue_size or pump._next_callbacks), None)
        if pump is not None:
            await _idle(pump)
            return True
        saving = [worker for worker in self._app.workers if worker.group in _SAVING and not worker.is_finished]
        if saving:
            await asyncio.wait([worker._task for worker in saving if worker._task])
        return bool(saving)

    def _pumps(self) -> Iterator[MessagePump]:
        """Whoever may have messages that a key before has brought about, the innermost first."""
        for widget in (self._clicked, self._app.focused or self._app.screen):
            for node in widget.ancestors_with_self if widget is not None and widget.is_running else ():
                if _is_at_work(node):
                    yield node
        self._clicked = None


def _is_at_work(node: DOMNode) -> bool:
    return isinstance(node, Widget) and node.is_running and not node._closing


async def _come(screen: Screen[Any]) -> None:
    """Wait until a screen is there, has heard what was chosen on the one before, and shows what it reads first."""
    await _idle(screen)
    reading = [worker._task for worker in screen.workers if worker.node is screen and worker.group == "look"]
    if running := [task for task in reading if task and not task.done()]:
        await asyncio.wait(running)


async def _idle(pump: MessagePump) -> None:
    """Wait until all messages that are there by now have been seen, or nobody is left to see them."""
    idle = asyncio.Event()
    pump.call_next(idle.set)
    waiting = asyncio.ensure_future(idle.wait())
    try:
        await asyncio.wait({waiting, *([pump._task] if pump._task else [])}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()

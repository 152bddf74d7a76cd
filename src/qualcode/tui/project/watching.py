"""What others do with the project while it is open here, and what has happened to it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from qualcode.errors import QualcodeError
from qualcode.messages import _
from qualcode.tui.project import gone
from qualcode.tui.project.desk import Desk

LOOK_AGAIN = 1.5
"""Seconds between looks at what others have done."""


class Watched(Protocol):
    """Who shows the project."""

    def say(self, sentence: str, trouble: bool = False) -> None:
        """Say something."""

    def show_news(self, text_changed: bool) -> None:
        """The desk holds something else than before."""


class Watch:
    """Reads again when the project has changed; whatever is wrong with it is said once, and once more when it is over."""

    def __init__(self, desk: Desk, watched: Watched, tell_state: Callable[[], None]) -> None:
        self._desk, self._watched, self._tell_state = desk, watched, tell_state
        self._fault = ""
        self._looking = False

    async def look(self) -> None:
        """Look once; not while a look is still under way, which over a slow line may take longer than the time between two."""
        if not self._looking:
            self._looking = True
            try:
                await self._look()
            finally:
                self._looking = False

    async def _look(self) -> None:
        try:
            # In one go: a key in between is to feel little of it.
            behind, door_moved = await asyncio.to_thread(self._ask)
            if door_moved:
                self._tell_state()
                if not self._desk.door.closed:
                    self._watched.say(_("The project can be written again."))
            if self._desk.door.stranger:
                self._watched.say(self._desk.door.stranger, trouble=True)
                self._desk.door.stranger = ""
            if behind:
                self._take_over()
        except QualcodeError as error:
            if str(error) != self._fault:
                self._fault = str(error)
                self._watched.say(self._fault, trouble=True)
            return
        if self._fault:
            self._fault = ""
            self._watched.say(_("The project can be read again."))

    def _ask(self) -> tuple[bool, bool]:
        """Whether others have changed the project, and whether it can be written or not other than before."""
        self._desk.rest()
        return self._desk.is_behind(), self._desk.door.look()

    def _take_over(self) -> None:
        desk, before, was_gone = self._desk, self._desk.document, self._desk.gone
        desk.refresh()
        now = desk.document
        text_changed = before is not None and now is not None and before.text != now.text
        self._watched.show_news(text_changed)
        if before is None or now is None:
            return
        if desk.gone and not was_gone:
            self._watched.say(gone.sentence(desk.gone_by, now.name), trouble=True)
        elif text_changed:
            self._watched.say(_("Somebody has changed the text of {document}.", document=now.name), trouble=True)
        elif before.name != now.name:
            self._watched.say(_("Somebody has renamed {old}: it is {new} now.", old=before.name, new=now.name))

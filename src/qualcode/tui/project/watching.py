"""What others do with the project while it is open here, and what has happened to it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from qualcode.errors import QualcodeError
from qualcode.messages import _, joined
from qualcode.tui.project import gone
from qualcode.tui.project.desk import Desk
from qualcode.tui.project.reading import News

LOOK_AGAIN = 1.5
"""Seconds between looks at what others have done."""
_TRIES = 3
"""How often what others have done is read before the next look, while keys change something in between."""


class Watched(Protocol):
    """Who shows the project."""

    def say(self, sentence: str, trouble: bool = False) -> None:
        """Say something."""

    def show_news(self) -> str:
        """The desk holds something else than before; what there is to say about that, if anything."""

    def show_document(self) -> None:
        """There is a document on the desk, the first of all."""


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
            # In one go, and beside the keys: in a project of a million codings it takes longer than a key may.
            news, door_moved = await asyncio.to_thread(self._ask)
            if door_moved:
                self._tell_state()
                if not self._desk.door.closed:
                    self._watched.say(_("The project can be written again."))
            if self._desk.door.stranger:
                self._watched.say(self._desk.door.stranger, trouble=True)
                self._desk.door.stranger = ""
            for _again in range(_TRIES):
                if news is None or self._take_over(news):
                    break
                news = await asyncio.to_thread(self._desk.look)
        except QualcodeError as error:
            if str(error) != self._fault:
                self._fault = str(error)
                self._watched.say(self._fault, trouble=True)
            return
        if self._fault:
            self._fault = ""
            self._watched.say(_("The project can be read again."))

    def _ask(self) -> tuple[News | None, bool]:
        """What there is by now, if others have changed the project, and whether it can be written or not other than before."""
        self._desk.rest()
        return self._desk.look() if self._desk.is_behind() else None, self._desk.door.look()

    def _take_over(self, news: News) -> bool:
        """Show what has been read; not where a key has changed something meanwhile."""
        desk, before, was_gone, was_blind = self._desk, self._desk.document, self._desk.gone, self._desk.blind
        if not desk.take(news):
            return False
        now = desk.document
        if before is None and now is not None:
            self._watched.show_document()
            self._watched.say("")
            return True
        text_changed = before is not None and now is not None and before.text != now.text
        lost = self._watched.show_news()
        if before is None or now is None:
            return True
        if desk.gone and not was_gone:
            self._watched.say(gone.sentence(desk.gone_by, now.name), trouble=True)
        elif text_changed:
            said = _("Somebody has changed the text of {document}.", document=now.name)
            self._watched.say(joined(filter(None, [said, lost])), trouble=True)
        elif before.guid == now.guid and desk.blind != was_blind:
            self._watched.say(_blindness(desk.blind, was_blind))
        elif before.name != now.name:
            self._watched.say(_("Somebody has renamed {old}: it is {new} now.", old=before.name, new=now.name))
        return True


def _blindness(now: str, before: str) -> str:
    """What a round that begins or ends does to what is seen."""
    if now:
        return _("A blind round of {study} has begun: until it is closed you see your own work in it alone.", study=now)
    return _("The blind round of {study} is over: the codings of all are shown again.", study=before)

"""The workbench: the application that holds the screens."""

from __future__ import annotations

from textual import events
from textual._callback import invoke
from textual.app import App

from qualcode.config import Settings
from qualcode.messages import _, listed
from qualcode.tui.commands import bindings, checked_keymap
from qualcode.tui.desk import Desk
from qualcode.tui.screens.coding import CodingScreen


class Workbench(App[None]):
    """Codes one project as one coder."""

    BINDINGS = bindings("app")
    ENABLE_COMMAND_PALETTE = False
    TITLE = "qualcode"

    def __init__(self, desk: Desk, settings: Settings) -> None:
        super().__init__()
        self.desk = desk
        self.animation_level = "none"
        keymap, self._problems = checked_keymap(settings.keymap)
        self.set_keymap(keymap)
        if settings.theme in self.available_themes:
            self.theme = settings.theme
        elif settings.theme:
            themes = listed(sorted(self.available_themes))
            self._problems.append(
                _("There is no theme {name!r}; there are {themes}.", name=settings.theme, themes=themes)
            )

    def get_default_screen(self) -> CodingScreen:
        """The first and only screen; help is put over it."""
        return CodingScreen(self.desk, tuple(self._problems))

    def action_help_quit(self) -> None:
        """Ctrl+C outside the text does nothing: to those who expect the end it is said which key ends."""
        if isinstance(self.screen, CodingScreen):
            self.screen.say(_("Ctrl+Q closes the workbench."))

    async def on_event(self, event: events.Event) -> None:
        """See a key through to its end before the next one is looked at.

        The toolkit hands a key from widget to widget by messages: keys that come in one go, as over a slow line, would all
        go to what had the focus at the first of them, and letters meant for the drawer be taken for commands.
        """
        if not isinstance(event, events.Key) or event.is_forwarded or self.focused is None or not self.app_focus:
            await super().on_event(event)
        elif not await self._check_bindings(event.key, priority=True):
            for _class, handle in self.focused._get_dispatch_methods(event.handler_name, event):
                await invoke(handle, event)
            if not event._stop_propagation:
                await self._check_bindings(event.key)

    @property
    def fault(self) -> Exception | None:
        """What ended the application, if it was a fault of the program."""
        return self._exception

    def _fatal_error(self) -> None:
        # The toolkit would print a traceback with the values of variables, that is, of confidential text.
        self.bell()
        self._close_messages_no_wait()

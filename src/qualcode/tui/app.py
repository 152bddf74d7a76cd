"""The workbench: the application that holds the screens."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Callable
from contextlib import suppress

from rich.console import RenderableType
from textual import events
from textual._callback import invoke
from textual.app import App
from textual.binding import BindingsMap
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.errors import NoWidget
from textual.widget import Widget
from textual.widgets import TextArea
from textual.worker import WorkerFailed

from qualcode.config import Settings
from qualcode.errors import QualcodeError
from qualcode.messages import _, joined, listed
from qualcode.tui.asking.questions import Answer, which_of
from qualcode.tui.commands import bindings
from qualcode.tui.drafts.unsaved import Keeper
from qualcode.tui.keymaps import checked_keymap, folded, keys_of, presets, rebind
from qualcode.tui.order import Order
from qualcode.tui.project.desk import Desk
from qualcode.tui.project.whereabouts import Memory
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.elsewhere import ElsewhereScreen
from qualcode.tui.typed import meant
from qualcode.tui.view.readable import in_sixteen, readable
from qualcode.tui.widgets.editor import Editor
from qualcode.tui.widgets.message_line import MessageLine, too_small

Settle = Callable[[str, str], None]
"""Writes down a setting for the next time, by its name. Raises QualcodeError."""

_CLICKS = (events.MouseDown, events.MouseUp, events.MouseScrollUp, events.MouseScrollDown)
_DONE_BY_HAND = (events.Key, events.Paste, *_CLICKS)


class Workbench(App[None]):
    """Codes one project as one coder."""

    BINDINGS = bindings("app")
    ENABLE_COMMAND_PALETTE = False
    TITLE = "qualcode"

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        settle: Settle = lambda name, value: None,
        memory: Memory | None = None,
        keeper: Keeper | None = None,
    ) -> None:
        super().__init__()
        self.keeper = keeper or Keeper()
        gc.freeze()  # what was read of the project stays: no need to look through it for garbage before the first frame
        self._settle, self._memory = settle, memory
        self.desk = desk
        self.animation_level = "none"
        self._own_keys = settings.keymap
        self.keys: dict[str, str] = {}
        self._bound: dict[type[DOMNode], BindingsMap] = {}
        self._order = Order(self)
        self._problems = self._use_keys(settings.keys or "default")
        if settings.theme in self.available_themes:
            self.theme = settings.theme
        elif settings.theme:
            themes = listed(sorted(self.available_themes))
            self._problems.append(
                _("There is no theme {name!r}; there are {themes}.", name=settings.theme, themes=themes)
            )

    def get_default_screen(self) -> CodingScreen:
        """The first and only screen; help is put over it."""
        return CodingScreen(self.desk, tuple(self._problems), self._memory)

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme, in which every word can be read."""
        theme = super().get_css_variables()
        few = self.console.color_system in ("standard", "windows") and not self.current_theme.ansi
        self.theme_variables = in_sixteen(theme, self.current_theme.dark) if few else readable(theme)
        return self.theme_variables

    def _use_keys(self, preset: str) -> list[str]:
        """Put the keys of a preset in force, with the person's own on top; returns what is wrong with those."""
        own, problems = checked_keymap(self._own_keys, preset)
        self.keys = keys_of(preset) | own
        self._bound.clear()
        rebind([self, *self._registry], self.keys, self._bound)
        return problems

    def _register_child(self, parent: DOMNode, child: Widget, before: int | None, after: int | None) -> None:
        """Whatever is put on the screen gets the keys in force."""
        rebind([child], self.keys, self._bound)
        super()._register_child(parent, child, before, after)

    def on_mount(self) -> None:
        """Hear when the terminal goes away, as over a line that breaks, and when somebody ends this from outside."""
        if not self.is_headless:
            for number in (getattr(signal, name) for name in ("SIGHUP", "SIGTERM", "SIGINT") if hasattr(signal, name)):
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    asyncio.get_running_loop().add_signal_handler(number, self._hang_up)

    def on_app_blur(self, event: events.AppBlur) -> None:
        """Keep the focus where it is when the window loses it: keys come to a window that has it only.

        A browser says that it has the focus before the toolkit supposes that it has not; the keys after that would be lost.
        """
        event.prevent_default()

    async def action_quit(self) -> None:
        """Close the workbench; where something that is being written is not saved, only when asked twice."""
        editors = [editor for screen in self.screen_stack for editor in screen.query(Editor)]
        if not any(editor.hold_back() for editor in editors):
            self.keeper.drop()
            self.exit()

    def on_exit_app(self) -> None:
        """The page in a browser is closed or loaded again: nobody has asked this workbench to close."""
        if not self._exit:
            self._hang_up()

    def _hang_up(self) -> None:
        """Nobody can press a key any more: keep what is being written, save it where it is a memo, and close."""
        for screen in self.screen_stack:
            for editor in screen.query(Editor):
                editor.keep()
            if isinstance(screen, CodingScreen):
                screen.keep_memo()
        self.exit()

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Close the workbench, and remember where the coder was."""
        for screen in self.screen_stack:
            if isinstance(screen, CodingScreen):
                with suppress(NoMatches):  # it has only half come
                    screen.note_place()
        super().exit(result, return_code, message)

    def action_choose_keys(self) -> None:
        """Ask which keys are wanted, and keep to them from now on."""
        if isinstance(self.screen, CodingScreen | ElsewhereScreen):
            self.screen.ask(which_of(_("Keys"), presets()), self._take_keys)

    def _take_keys(self, answer: Answer | None) -> None:
        if answer is not None:
            preset = answer.keys[0]
            problems = self._use_keys(preset)
            self._keep("keys", preset, joined([_("Chosen: {keys}.", keys=presets()[preset]), *problems]))

    def _keep(self, name: str, value: str, said: str) -> None:
        """Write a setting down for the next time, and say what has been done."""
        trouble = ""
        try:
            self._settle(name, value)
        except QualcodeError as error:
            trouble = str(error)
        if isinstance(self.screen, CodingScreen | ElsewhereScreen):
            self.screen.refresh_keys()
            self.screen.say(joined(filter(None, [said, trouble])), trouble=bool(trouble))

    def action_next_theme(self) -> None:
        """Change between dark and light, and keep to it from now on."""
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"
        self._keep("theme", self.theme, _("Light.") if self.theme == "textual-light" else _("Dark."))

    def action_help_quit(self) -> None:
        """Ctrl+C outside the text does nothing: to those who expect the end it is said which key ends."""
        if isinstance(self.screen, CodingScreen | ElsewhereScreen):
            self.screen.say(_("Ctrl+Q closes the workbench."))

    async def on_event(self, event: events.Event) -> None:
        """See a key through to its end before the next one is looked at.

        The toolkit hands a key from widget to widget by messages: keys that come in one go, as over a slow line, would all
        go to what had the focus at the first of them, and letters meant for the drawer be taken for commands.
        """
        try:
            if not isinstance(event, _DONE_BY_HAND) or event.is_forwarded:
                await self._see_through(event)
                return
            await self._order.done()
            first, *others = (
                meant(event, isinstance(self.focused, TextArea)) if isinstance(event, events.Key) else [event]
            )
            await self._see_through(first)
            for other in others:
                await self._order.done()
                await self._see_through(other)
        except QualcodeError as error:
            self._complain(error)

    async def _see_through(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and self._is_unseen(event.key):
            return
        if isinstance(event, _CLICKS):
            self._order.note_click(self.mouse_captured or self._under(event))
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded or self.focused is None:
            await super().on_event(event)
        elif isinstance(event, events.Paste):
            await self._hand(event, self.focused)
        elif not await self._check_bindings(event.key, priority=True):
            await self._hand(event, self.focused)
            if not event._stop_propagation:
                await self._check_bindings(event.key)

    async def _hand(self, event: events.Event, focused: Widget) -> None:
        for _class, handle in focused._get_dispatch_methods(event.handler_name, event):
            await invoke(handle, event)

    def _under(self, event: events.MouseEvent) -> Widget | None:
        """The widget the pointer is on."""
        with suppress(NoWidget):
            return self.get_widget_at(event.x, event.y)[0]
        return None

    def _is_unseen(self, key: str) -> bool:
        """Whether nobody could see what a key does: in too small a terminal only the one that closes the workbench works."""
        return bool(too_small(*self.size)) and key not in folded(self.keys["app.quit"])

    def _handle_exception(self, error: Exception) -> None:
        """What a person can mend is said, wherever it was met, and the work goes on; only a fault of the program ends it."""
        problem = error.error if isinstance(error, WorkerFailed) else None
        if isinstance(problem, QualcodeError):
            self._complain(problem)
        elif not (self._exit and isinstance(error, NoMatches)):  # when it closes, things are gone, or have not come
            super()._handle_exception(error)

    def _complain(self, problem: QualcodeError) -> None:
        for line in self.screen.query(MessageLine):
            line.say(str(problem), trouble=True)

    @property
    def fault(self) -> Exception | None:
        """What ended the application, if it was a fault of the program."""
        return self._exception

    def _fatal_error(self) -> None:
        # The toolkit would print a traceback with the values of variables, that is, of confidential text.
        self.bell()
        self._close_messages_no_wait()

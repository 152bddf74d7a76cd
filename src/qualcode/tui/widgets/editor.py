"""Where memos, reasons and rules are written and paragraphs edited."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import TextArea

from qualcode.messages import _
from qualcode.tui.commands import bindings
from qualcode.tui.drafts.unsaved import keeper_of, unsaved_of
from qualcode.tui.view.width import show
from qualcode.tui.widgets.bottom_panel import BottomPanel
from qualcode.tui.widgets.key_line import key_hints
from qualcode.tui.widgets.message_line import tell

_KEPT_WITHIN = 0.4  # seconds after a key


class Draft(Protocol):
    """What is to be written, or changed."""

    @property
    def text(self) -> str:
        """The text as it is."""

    @property
    def caret(self) -> int:
        """Where writing begins."""

    @property
    def title(self) -> str:
        """What is said above it."""

    @property
    def first_this(self) -> str:
        """What is said when something else is to be written."""

    @property
    def not_saved(self) -> str:
        """What is said when it is left changed."""


Save = Callable[[Any, str], "bool | Draft"]
"""Saves a draft with its new text; tells whether it is saved, and so done with, or what it can be saved as instead."""


class Editor(BottomPanel[TextArea]):
    """Holds one draft at a time."""

    BINDINGS = bindings("editor")
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, after: Callable[[], None], save: Save) -> None:
        super().__init__(after, TextArea, id="editor")
        self._save = save
        self._draft: Draft | None = None
        self._warned = False
        self._held_back = False
        self._keeping: Timer | None = None

    def compose(self) -> ComposeResult:
        """The text."""
        area = TextArea(compact=True, soft_wrap=True)
        area.cursor_blink = False
        yield area

    def write(self, draft: Draft, text: str | None = None) -> None:
        """Begin to write, unless something else would be lost; with ``text`` where that has been written already."""
        if self._draft is not None and self.field.text != self._draft.text:
            self.screen.set_focus(self.field)
            tell(self, self._draft.first_this, trouble=True)
            return
        self._draft, self._warned, self._held_back = draft, False, False
        self.border_title = Content(show(draft.title))
        self.border_subtitle = Content("  ".join(map(" ".join, key_hints("editor", self.app))))
        self.field.text = draft.text if text is None else text
        before = draft.text[: draft.caret] if text is None else text
        self.field.move_cursor((before.count("\n"), len(before) - before.rfind("\n") - 1))
        self.open()

    @property
    def written(self) -> tuple[Draft, str] | None:
        """What has been changed and not saved, with its new text."""
        draft = self._draft
        return None if draft is None or self.field.text == draft.text else (draft, self.field.text)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Have it kept soon."""
        event.stop()
        self._warned = self._held_back = False  # what was warned of was another text
        if self._keeping is None and self.written is not None:
            self._keeping = self.set_timer(_KEPT_WITHIN, self.keep)

    def keep(self) -> None:
        """Keep what is not saved, in case that this process is killed."""
        self._stop_keeping()
        if self.written is not None:
            draft, text = self.written
            desk = getattr(self.app, "desk", None)
            keeper_of(self.app).keep(unsaved_of(draft, text, desk and desk.document))

    def _stop_keeping(self) -> None:
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None

    def action_save(self) -> None:
        """Save; where that fails, it stays here."""
        if self._draft is None:
            return
        saved = self._save(self._draft, self.field.text)
        if saved is True:
            self.finish()
        elif saved is not False:
            self._draft, self._warned = saved, False
            self.border_title = Content(show(saved.title))

    def action_leave(self) -> None:
        """Close; what was written and not saved is given up only when asked twice."""
        if self._draft is not None and self.field.text != self._draft.text and not self._warned:
            self._warned = True
            tell(self, self._draft.not_saved, trouble=True)
        else:
            if self._warned:
                tell(self, "")  # what it warned of has been done
            self.finish()

    def hold_back(self) -> bool:
        """Say, before the workbench closes, what is not saved; False where nothing is, or where it has been said."""
        if self.written is None or self._held_back:
            return False
        self._held_back = True
        tell(self, _("What you are writing is not saved. The same key again gives it up."), trouble=True)
        return True

    def finish(self) -> None:
        """What was written is done with."""
        self._draft = None
        self._stop_keeping()
        keeper_of(self.app).drop()
        self.close()

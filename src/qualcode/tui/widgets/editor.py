"""Where memos are written and paragraphs edited."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import TextArea

from qualcode.tui.commands import bindings
from qualcode.tui.memo_drafts import MemoDraft
from qualcode.tui.messages import Said
from qualcode.tui.text_drafts import TextDraft
from qualcode.tui.view.width import show
from qualcode.tui.widgets.bottom_panel import BottomPanel
from qualcode.tui.widgets.key_line import key_hints

Draft = MemoDraft | TextDraft
Save = Callable[[Draft, str], bool]
"""Saves a draft with its new text; tells whether that worked."""


class Editor(BottomPanel):
    """Holds one draft at a time."""

    BINDINGS = bindings("editor")
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, after: Callable[[], None], save: Save) -> None:
        super().__init__(after, id="editor")
        self._save = save
        self._draft: Draft | None = None
        self._warned = False

    def compose(self) -> ComposeResult:
        """The text."""
        area = TextArea(compact=True, soft_wrap=True)
        area.cursor_blink = False
        yield area

    @property
    def field(self) -> TextArea:
        """The text."""
        return self.query_one(TextArea)

    def write(self, draft: Draft) -> None:
        """Begin to write, unless something else would be lost."""
        if self._draft is not None and self.field.text != self._draft.text:
            self.screen.set_focus(self.field)
            self.post_message(Said(self._draft.first_this, trouble=True))
            return
        self._draft, self._warned = draft, False
        self.border_title = Content(show(draft.title))
        self.border_subtitle = Content("  ".join(map(" ".join, key_hints("editor", self.app))))
        self.field.text = draft.text
        before = draft.text[: draft.caret]
        self.field.move_cursor((before.count("\n"), len(before) - before.rfind("\n") - 1))
        self.open()

    def action_save(self) -> None:
        """Save; where that fails, it stays here."""
        if self._draft is not None and self._save(self._draft, self.field.text):
            self._finish()

    def action_leave(self) -> None:
        """Close; what was written and not saved is given up only when asked twice."""
        if self._draft is not None and self.field.text != self._draft.text and not self._warned:
            self._warned = True
            self.post_message(Said(self._draft.not_saved, trouble=True))
        else:
            self._finish()

    def _finish(self) -> None:
        self._draft = None
        self.close()

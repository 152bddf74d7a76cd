"""Going on with what was left unsaved when a workbench ended without being closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App

from qualcode.actions.material import documents
from qualcode.messages import _
from qualcode.tui.drafts.unsaved import keeper_of, taken_up
from qualcode.tui.project.desk import Desk
from qualcode.tui.widgets.editor import Editor
from qualcode.tui.widgets.key_line import key_of
from qualcode.tui.widgets.message_line import tell


def offered(app: App[Any]) -> str:
    """A sentence that offers it, nothing where there is none."""
    left = keeper_of(app).left()
    if left is None:
        return ""
    about, key = left.title or _("a text"), key_of("memo.take_up", app)
    return _("What you were writing is not saved, but kept: {about}. {key} takes it up.", about=about, key=key)


def take_up(desk: Desk, editor: Editor, open_document: Callable[[str], None]) -> None:
    """Have it in the editor, its document open; it stays kept until it is saved or given up there."""
    keeper = keeper_of(editor.app)
    left = keeper.left()
    if left is None:
        tell(editor, _("There is nothing that was left unsaved."))
    elif editor.written is not None:
        editor.write(editor.written[0])  # it says what is to be done first
    else:
        with desk.project.read(desk.coder) as view:
            name = documents.name_of(view, left.document)
        if name is not None and (desk.document is None or desk.document.guid != left.document):
            open_document(name)
        editor.write(taken_up(left, desk.document if name else None, desk.own_memos()), left.text)
        editor.keep()
        keeper.forget()

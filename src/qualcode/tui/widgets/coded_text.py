"""The text of the open document with the codings on the desk, and what is meant by “here”."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import events
from textual.geometry import Offset

from qualcode.actions.material.documents import OpenDocument
from qualcode.actions.revising.text_change import TextChange
from qualcode.errors import NotFound
from qualcode.messages import _
from qualcode.text.graphemes import snap
from qualcode.text.span import Span
from qualcode.tui.view.shown import ShownCoding, ShownTurn
from qualcode.tui.widgets.document_view import DocumentView

_FEW = 50  # codings put on or taken off one by one; for more the page is drawn anew


Carry = Callable[[Offset, bool], None]
"""Is told over which place of the screen selected words are carried, and at last that they are let go there."""


class CodedText(DocumentView):
    """A document view that follows the desk. Selected words can be carried elsewhere with the mouse: ``carry`` is told where."""

    def __init__(self, carry: Carry, *, id: str) -> None:
        self._on_page: Mapping[str, ShownCoding] = {}
        self._carry = carry
        self._carried_from: Offset | None = None
        super().__init__(id=id)

    def show_document(self, document: OpenDocument | None, codings: Mapping[str, ShownCoding], caret: int = 0) -> None:
        """Show a document from the start, or the place of the caret; without one, nothing."""
        turns = [
            ShownTurn(turn.start, turn.end, turn.label_start, turn.label_end, turn.role)
            for turn in (document.turns if document else ())
        ]
        self._on_page = codings
        self.load(document.text if document else "", turns, codings.values(), caret)

    def show_revised(self, document: OpenDocument, codings: Mapping[str, ShownCoding]) -> None:
        """Show another text of the document: caret and selection stay on their words, and the caret where it is on the screen."""
        row, was = self._row_on_screen(), self._selecting
        change = TextChange.between(self.text, document.text)
        selected = change.place([was.span])[0].span if was.span else None
        self.show_document(document, codings, change.offset(was.caret))
        with self._moving():
            if selected is not None:
                self._selecting = was.on(snap(document.text, selected))
            elif was.marking and was.span is None:
                self._selecting.mark()
        self._scroll_rows(self._row_on_screen() - row)

    def _row_on_screen(self) -> int:
        return self._page.number_of(self.caret) - round(self.scroll_offset.y)

    def show_codings(self, codings: Mapping[str, ShownCoding]) -> None:
        """Show these codings, by guid; those that are other objects than before are drawn anew. Caret and selection stay."""
        gone = [guid for guid in self._on_page if guid not in codings]
        new = [shown for guid, shown in codings.items() if self._on_page.get(guid) is not shown]
        if len(gone) + len(new) > _FEW:
            self.set_codings(codings.values())
        else:
            for guid in gone:
                self.remove_coding(guid)
            for shown in new:
                self.add_coding(shown)
        self._on_page = codings

    # Selected words in the hand

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the selected words where the pointer is on them; with the right button, ask which codes to put there."""
        if event.button == 3 and self.parent is not None:
            event.stop()
            if not self._is_on_selection(event.offset):
                self.action_clear()
                self.move_to(self._character_at(event.offset)[0])
            self.call_later(self.app.run_action, "apply", self.parent)
        if event.button == 1 and not self._stripe_at(event.offset) and self._is_on_selection(event.offset):
            event.stop()
            event.prevent_default()
            self.capture_mouse()
            self._carried_from = event.offset

    def _is_on_selection(self, place: Offset) -> bool:
        start, _end = self._character_at(place)
        return self.selection is not None and self.selection.start <= start < self.selection.end

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say over what they are."""
        if self._carried_from is not None:
            event.stop()
            event.prevent_default()
            self._carry(event.screen_offset, False)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go of them; over the text that is a click, which puts the caret there."""
        if self._carried_from is not None:
            event.stop()
            event.prevent_default()
            self.release_mouse()
            self._carried_from = None
            if self.region.contains_point(event.screen_offset):
                self.move_to(self._character_at(event.offset)[0])
            else:
                self._carry(event.screen_offset, True)

    def words_to_code(self) -> Span:
        """The selection, else the sentence at the caret. Raises NotFound where there is neither."""
        span = self.current_span()
        if span is None and not self.text:
            raise NotFound(_("There is no text here."))
        if span is None:
            raise NotFound(_("There is no text here."), _("Move to a sentence, or select some words."))
        return span

    def stretch(self, span: Span) -> None:
        """Select a span and let the keys that move the caret move its end."""
        self.action_clear()
        self.select(span)
        self.action_mark()

    def stop_marking(self) -> None:
        """Keep what is selected, but let it go when the caret moves on."""
        if self.marking and self.selection:
            span = self.selection
            self.action_clear()
            self.select(span)

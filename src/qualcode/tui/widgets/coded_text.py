"""The text of the open document with the codings on the desk, and what is meant by “here”."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.actions.material.documents import OpenDocument
from qualcode.errors import NotFound
from qualcode.messages import _
from qualcode.text.span import Span
from qualcode.tui.view.shown import ShownCoding, ShownTurn
from qualcode.tui.widgets.document_view import DocumentView

_FEW = 50  # codings put on or taken off one by one; for more the page is drawn anew


class CodedText(DocumentView):
    """A document view that follows the desk."""

    def __init__(self, *, id: str) -> None:
        self._on_page: Mapping[str, ShownCoding] = {}
        super().__init__(id=id)

    def show_document(self, document: OpenDocument | None, codings: Mapping[str, ShownCoding], caret: int = 0) -> None:
        """Show a document from the start, or the place of the caret; without one, nothing."""
        turns = [
            ShownTurn(turn.start, turn.end, turn.label_start, turn.label_end, turn.role)
            for turn in (document.turns if document else ())
        ]
        self._on_page = codings
        self.load(document.text if document else "", turns, codings.values(), caret)

    def show_revised(self, document: OpenDocument, codings: Mapping[str, ShownCoding], caret: int) -> None:
        """Show another text of the document; the caret, at its new place, stays where it is on the screen."""
        row = self._row_on_screen()
        self.show_document(document, codings, caret)
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

    def place(self) -> Span:
        """The selection, else the character at the caret; at the end of a paragraph the one before."""
        at_end = self.caret > 0 and self.text[self.caret : self.caret + 1] in ("", "\n")
        return self.selection or Span(self.caret - at_end, self.caret - at_end + 1)

    def codings_at_place(self) -> list[ShownCoding]:
        """The codings on that place, in order of start."""
        place = self.place()
        return self.codings_within(place.start, place.end)

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

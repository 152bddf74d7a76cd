"""The paragraphs of a document while they are being edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain

from qualcode.actions.material.documents import OpenDocument
from qualcode.actions.revising.revisions import TextChanged
from qualcode.actions.revising.text_change import TextChange
from qualcode.messages import _
from qualcode.text.span import Span
from qualcode.tui.drafts.memos import about_words

_LONG = 10_000  # code points of a paragraph from which on only the words meant are edited: an editor would be slow
# What an editor would take for the end of a line, or a terminal for a command. U+2028 is a soft break inside a paragraph.
_UNSEEN = [chr(code) for code in range(0x20) if chr(code) not in "\n\t"] + ["\x7f", "\x85", "\u2028", "\u2029"]
_SIGNS = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {
    "\x7f": "␡",
    "\x85": "␤",
    "\u2028": "↵",
    "\u2029": "¶",
}


@dataclass(frozen=True)
class TextDraft:
    """Paragraphs to be edited: ``text`` is what stands from ``start`` to ``end`` of the ``document`` as it was then.

    ``signs`` stand in it for characters an editor cannot hold; ``caret`` is where it begins, counted in ``text``.
    """

    document: OpenDocument
    start: int
    end: int
    text: str
    caret: int
    signs: Mapping[str, str]

    @property
    def title(self) -> str:
        """What the editor says above it."""
        words = " ".join(self.text.split())
        return _("Text {words}", words=about_words(words, Span(0, len(words)))) if words else _("Text")

    @property
    def first_this(self) -> str:
        """What is said when something else is to be written."""
        return _("Save this text first, or leave it.")

    @property
    def not_saved(self) -> str:
        """What is said when it is left changed."""
        return _("The text is not saved. Esc again gives it up.")

    def in_text_of(self, document: OpenDocument) -> TextDraft:
        """The draft in the text that ``document`` has by now. Raises TextChanged where these paragraphs have been changed."""
        if document.text == self.document.text:
            return self
        start = TextChange.between(self.document.text, document.text).offset(self.start)
        end = start + self.end - self.start
        if document.text[max(start - 1, 0) : end + 1] != self.document.text[max(self.start - 1, 0) : self.end + 1]:
            raise TextChanged(
                _("Somebody has changed these words while you were writing. Yours are not saved."),
                _("Copy what you have written, leave it with Esc, and edit the text as it is now."),
            )
        return replace(self, document=document, start=start, end=end)

    def whole(self, edited: str) -> str:
        """The text of the document with ``edited`` in the place of these paragraphs."""
        words = edited.translate({ord(sign): unseen for unseen, sign in self.signs.items()})
        return self.document.text[: self.start] + words + self.document.text[self.end :]


def draft_text(document: OpenDocument, caret: int, selection: Span | None, words: Span | None) -> TextDraft:
    """The paragraphs to edit: those of the selection, else the one at the caret; of a very long one the ``words`` meant."""
    text = document.text
    first, last = (selection.start, selection.end - 1) if selection else (caret, caret)
    start, end = text.rfind("\n", 0, first) + 1, text.find("\n", last)
    end = len(text) if end < 0 else end
    if end - start > _LONG and words is not None:
        start, end = words.start, words.end
    signs = _signs(text[start:end])
    shown = text[start:end].translate({ord(unseen): sign for unseen, sign in signs.items()})
    return TextDraft(document, start, end, shown, min(max(caret - start, 0), end - start), signs)


def _signs(text: str) -> dict[str, str]:
    """A sign for each character that an editor cannot hold, one that the text itself does not have."""
    signs: dict[str, str] = {}
    for unseen in _UNSEEN:
        if unseen in text:
            private = (chr(code) for code in range(0xE000, 0xF8FF))
            signs[unseen] = next(
                it for it in chain([_SIGNS[unseen]], private) if it not in text and it not in signs.values()
            )
    return signs

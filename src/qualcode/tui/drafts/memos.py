"""What a memo written now would be about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.actions.material.documents import OpenDocument
from qualcode.actions.memos import MemoRow, Target
from qualcode.messages import _
from qualcode.text.span import Span
from qualcode.tui.view.shown import ShownCoding

_SHOWN_WORDS = 30


@dataclass(frozen=True)
class MemoDraft:
    """A memo to be written or changed: ``guid`` is that of the memo there is, ``about`` says in words what it is on.

    ``words_of`` is the text its span was chosen in, where it is on a span. ``on`` is the guid of the document or code it is
    on, whose name may be another when it is saved.
    """

    target: Target
    about: str
    guid: str | None = None
    text: str = ""
    words_of: str = ""
    on: str = ""

    @property
    def caret(self) -> int:
        """Where writing begins."""
        return len(self.text)

    @property
    def title(self) -> str:
        """What the editor says above it."""
        return _("Memo on {about}", about=self.about)

    @property
    def first_this(self) -> str:
        """What is said when something else is to be written."""
        return _("Save this memo first, or leave it.")

    @property
    def not_saved(self) -> str:
        """What is said when it is left changed."""
        return _("The memo is not saved. Esc again gives it up.")


def draft_memo(
    document: OpenDocument,
    selection: Span | None,
    sentence: Span,
    codings: Sequence[ShownCoding],
    own_memos: Iterable[MemoRow],
) -> MemoDraft:
    """The memo meant when somebody asks to write one; ``codings`` (her own, else those of others) and ``own_memos`` are those here.

    It is a memo of the coder's own, if there is one: on the very words selected, or, with nothing selected, the narrowest.
    Else a new one: on the selection, on the narrowest of the codings, or on the sentence.
    """
    known = _narrowest(memo for memo in own_memos if selection in (None, Span(*_ends(memo))))
    if known is not None:
        about = about_words(document.text, Span(*_ends(known)))
        return MemoDraft(Target(), about, known.guid, known.text, on=document.guid)
    if selection is None and codings:
        on = min(codings, key=lambda coding: coding.end - coding.start)
        about = _("{code}, put there by {coder}", code=on.label, coder=on.coder)
        return MemoDraft(Target(coding=str(on.key)), about, on=document.guid)
    span = selection or sentence
    about = about_words(document.text, span)
    return MemoDraft(Target(document=document.name, span=span), about, words_of=document.text, on=document.guid)


def draft_on(target: Target, about: str, own_memos: Iterable[MemoRow], text: str, on: str = "") -> MemoDraft:
    """The memo to write on what was chosen: that of the coder's own on a code, the document or the project, else a new one.

    ``text`` is that of the document, in which the span of a target was chosen; ``on`` is the guid of what was chosen.
    """
    kind = "code" if target.code else "case" if target.case else "project" if target.project else "document"
    name = target.code or target.case or target.document
    if target.span is None and target.coding is None:
        for memo in own_memos:
            if memo.target == kind and (target.project or memo.on == name):
                return MemoDraft(Target(), about, memo.guid, memo.text)
    return MemoDraft(target, about, words_of=text if target.span else "", on=on)


def memos_here(memos: Iterable[MemoRow], place: Span) -> list[MemoRow]:
    """The memos whose words share a character with ``place``."""
    return [memo for memo in memos if memo.start is not None and Span(*_ends(memo)).overlaps(place)]


def _narrowest(memos: Iterable[MemoRow]) -> MemoRow | None:
    return min(memos, key=lambda memo: _ends(memo)[1] - _ends(memo)[0], default=None)


def _ends(memo: MemoRow) -> tuple[int, int]:
    assert memo.start is not None and memo.end is not None
    return memo.start, memo.end


def about_words(text: str, span: Span) -> str:
    """The words of a span in quotation marks, the first few of many."""
    words = " ".join(span.of(text).split())
    return f"“{words}”" if len(words) <= _SHOWN_WORDS else f"“{words[:_SHOWN_WORDS]}…”"

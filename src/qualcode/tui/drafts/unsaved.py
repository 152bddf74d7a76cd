"""What is being written, kept on this machine for the coder alone: a process that is killed takes no words with it.

It lies where her whereabouts lie, never beside the project, which others may share; it is gone once it is saved or given up.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from qualcode.actions.material.documents import OpenDocument
from qualcode.actions.memos import MemoRow, Target
from qualcode.text.span import Span
from qualcode.tui.drafts.fields import FieldDraft
from qualcode.tui.drafts.memos import MemoDraft
from qualcode.tui.drafts.paragraphs import TextDraft, draft_text
from qualcode.tui.project import kept

_NOBODY = 0


@dataclass(frozen=True)
class Unsaved:
    """A text that has not been saved: what it was to be, in words, and what it is on, as far as that is known.

    ``document``, ``memo`` and ``coding`` are guids, ``code`` is a path, ``case`` a name; ``before`` is what it was to take the place of: the words of a
    span, or paragraphs of the document.
    """

    text: str
    title: str = ""
    document: str = ""
    start: int = 0
    end: int = 0
    before: str = ""
    edits: bool = False
    memo: str = ""
    coding: str = ""
    code: str = ""
    case: str = ""


def unsaved_of(draft: object, text: str, document: OpenDocument | None) -> Unsaved:
    """What has been written in a draft, with the document that was open."""
    title = str(getattr(draft, "title", ""))
    guid = document.guid if document else ""
    if isinstance(draft, MemoDraft) and draft.on and draft.target.code is None:
        guid = draft.on
    if isinstance(draft, TextDraft):
        place = (draft.document.guid, draft.start, draft.end)
        return Unsaved(text, title, *place, draft.document.text[draft.start : draft.end], edits=True)
    if isinstance(draft, FieldDraft):
        return Unsaved(text, title, code=draft.code.path)
    if not isinstance(draft, MemoDraft):
        return Unsaved(text, title, guid)
    on, memo = draft.target, draft.guid or ""
    if on.span is not None:
        return Unsaved(text, draft.about, guid, on.span.start, on.span.end, on.span.of(draft.words_of), memo=memo)
    guid = "" if on.project else guid
    return Unsaved(text, draft.about, guid, memo=memo, coding=on.coding or "", code=on.code or "", case=on.case or "")


def taken_up(it: Unsaved, document: OpenDocument | None, own_memos: list[MemoRow]) -> MemoDraft | TextDraft:
    """The draft in which the text goes on; ``document`` is the one it was written in, where that is still there.

    What can no longer be what it was to be becomes a memo: on the document, else on the project.
    """
    memo = next((memo for memo in own_memos if memo.guid == it.memo), None)
    if memo is not None:
        return MemoDraft(Target(), it.title, memo.guid, memo.text)
    if it.coding:
        return MemoDraft(Target(coding=it.coding), it.title, on=it.document)
    if it.code:
        return MemoDraft(Target(code=it.code), it.title)
    if it.case:
        return MemoDraft(Target(case=it.case), it.title)
    if document is None:
        return MemoDraft(Target(project=True), it.title)
    span = _place(it, document.text)
    if it.edits and span is not None:
        return draft_text(document, span.start, span, span)
    if it.edits or span is None:
        return MemoDraft(Target(document=document.name), it.title, on=document.guid)
    return MemoDraft(Target(document=document.name, span=span), it.title, words_of=document.text, on=document.guid)


def _place(it: Unsaved, text: str) -> Span | None:
    """Where the words are by now that it was about; None where they are gone, or it was about none."""
    if not it.before:
        return None
    start = it.start if text[it.start : it.end] == it.before else text.find(it.before)
    return None if start < 0 else Span(start, start + len(it.before))


class Keeper:
    """Keeps what one process has not saved yet, as far as that can be done; without a path nothing is kept.

    Each process has a file of its own: two windows of one coder do not meet in it.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._family = path
        self._path = path and path.with_suffix(f".{os.getpid()}.unsaved")
        self._left_in: Path | None = None
        if path is not None and self._path is not None:
            with suppress(OSError):  # a process of the same number has left it
                self._path.replace(path.with_suffix(f".{_NOBODY}.unsaved"))

    def keep(self, unsaved: Unsaved) -> None:
        """Keep it in the place of what was kept before."""
        if self._path is not None:
            kept.keep(self._path, asdict(unsaved))

    def drop(self) -> None:
        """It is saved, or given up."""
        if self._path is not None:
            kept.drop(self._path)

    def left(self) -> Unsaved | None:
        """What a process that is no more has left behind, the latest of several."""
        for path in sorted(self._left_behind(), key=_changed, reverse=True):
            if (found := _read(path)) is not None:
                self._left_in = path
                return found
        return None

    def forget(self) -> None:
        """What was left behind has been taken up: it is kept as this process's own from now on."""
        if self._left_in is not None:
            kept.drop(self._left_in)
        self._left_in = None

    def _left_behind(self) -> Iterator[Path]:
        if self._family is not None:
            for path in self._family.parent.glob(f"{self._family.stem}.*.unsaved"):
                process = path.suffixes[-2].removeprefix(".")
                if process.isdigit() and not _runs(int(process)):
                    yield path


def keeper_of(app: object) -> Keeper:
    """The keeper of an application."""
    keeper = getattr(app, "keeper", None)
    return keeper if isinstance(keeper, Keeper) else Keeper()


def _runs(process: int) -> bool:
    if process == _NOBODY or os.name == "nt":  # where there is no harmless way to ask
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # it is somebody else's
    return True


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _read(path: Path) -> Unsaved | None:
    """What makes sense of a file; it may be of another version, or damaged."""
    try:
        known = kept.read(path)
        values = {it.name: known[it.name] for it in fields(Unsaved) if it.name in known}
        found = Unsaved(**values)
    except (TypeError, KeyError):
        return None
    usual = Unsaved("")
    fits = all(type(getattr(found, it.name)) is type(getattr(usual, it.name)) for it in fields(Unsaved))
    return found if fits and found.text else None

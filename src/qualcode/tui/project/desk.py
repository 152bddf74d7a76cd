"""What one coder does to the project, its codebook, and one open document with what is on it.

It asks and changes the project through the actions and remembers what was read; it knows nothing of the terminal. Every
change is on disk before anything here follows it, and raises what the actions raise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from qualcode.actions import coders, codes, coding, history, memos
from qualcode.actions.coding import CodingRow
from qualcode.actions.material import documents
from qualcode.actions.material.documents import OpenDocument
from qualcode.actions.memos import Target
from qualcode.actions.revising import revisions, unplaced
from qualcode.actions.revising.revision_report import Revised
from qualcode.actions.revising.revisions import TextChanged
from qualcode.errors import NotFound, Unreachable, WrongUse
from qualcode.messages import _
from qualcode.project import Project, View, Work
from qualcode.text.names import format_path, name_key
from qualcode.text.span import Span
from qualcode.tui.drafts import homes
from qualcode.tui.drafts.memos import MemoDraft
from qualcode.tui.drafts.paragraphs import TextDraft
from qualcode.tui.project import gone
from qualcode.tui.project.seen import Seen

PATIENCE = 1.0
"""Seconds to wait for another writer while the person waits for us."""
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Effect:
    """What a change did to the codings of the open document, where it did nothing else."""

    added: Sequence[CodingRow] = ()
    removed: Sequence[CodingRow] = ()


class Desk(Seen):
    """What a coder has before her, and what she does to it. ``notices`` is what there is to say about the latest change."""

    def __init__(self, project: Project, coder: str) -> None:
        super().__init__(project, coder)
        self.notices: list[str] = []
        self._alone = False
        self._effects: dict[Any, Effect] = {}  # by the number of the operation

    def open(self, name: str | None = None, last: str = "") -> None:
        """Put a document on the desk, as ``Seen.open``."""
        self._effects = {}
        super().open(name, last)

    def apply(self, span: Span, guids: Sequence[str], new: str = "") -> list[str]:
        """Put codes, and a new one with the path ``new``, on a span. Returns the paths of those put there.

        Codes the coder has there already are passed over, unless there is nothing else to put.
        """
        chosen = [self.code(guid) for guid in guids]
        fresh = [code for code in chosen if not self._has(span, code.guid)] or chosen
        named = self.document.name if self.document else ""
        label = _("coded {document} with the new code {code}", document=named, code=new) if new else None
        with self._write(label, on_words=True) as work:
            name = self._name(work)
            made_new = [codes.add_branch(work, new)] if new else []
            made = coding.apply(work, name, span, made_new, guids=[code.guid for code in fresh])
        rows = [
            CodingRow(guid, name, span.start, span.end, code.path, code.guid, self.coder, None, None, False)
            for guid, code in zip(made, fresh)
        ]
        self._follow(None if new else Effect(added=rows))
        self.recent.use(list(dict.fromkeys([*guids, *(self.codings[guid].code_guid for guid in made)])))
        return [self.codings[guid].code for guid in made]

    def apply_in_vivo(self, span: Span) -> str:
        """Make the words of a span a code at the top of the codebook, if it is not there yet, and code them. Returns its path."""
        assert self.document is not None
        words = " ".join(span.of(self.document.text).split())
        if len(words) > _LONGEST_NAME:
            raise WrongUse(_("These words are too long for the name of a code."), _("Select fewer of them."))
        path = format_path((words,))
        known = [code.guid for code in self.codes.values() if name_key(code.path) == name_key(path)]
        return self.apply(span, known, "" if known else path)[0]

    def remove(self, guids: Sequence[str]) -> int:
        """Take codings away, with the memos on them. Returns how many."""
        with self._write() as work:
            count = coding.remove(work, guids)
        rows = [self.codings[guid] for guid in guids]
        self._follow(None if any(row.has_memo for row in rows) else Effect(removed=rows))
        return count

    def extend(self, guid: str, span: Span) -> None:
        """Move the ends of a coding."""
        with self._write(on_words=True) as work:
            coding.extend(work, guid, span)
        row = self.codings[guid]
        self._follow(Effect(added=[row._replace(start=span.start, end=span.end)], removed=[row]))

    def split(self, guid: str, at: int) -> None:
        """Cut a coding in two."""
        with self._write(on_words=True) as work:
            coding.split(work, guid, at)
        self._follow(None)

    def recode(self, guids: Sequence[str], code: str) -> str:
        """Give codings another code, by its guid. Returns its path."""
        path = self.code(code).path
        with self._write() as work:
            coding.recode(work, guids, path)
        self._follow(None)
        self.recent.use([code])
        return path

    def weigh(self, guid: str, weight: float | None) -> None:
        """Give a coding a weight, or take it away."""
        with self._write() as work:
            coding.weigh(work, guid, weight)
        row = self.codings[guid]
        self._follow(Effect(added=[row._replace(weight=weight)], removed=[row]))

    def undo(self) -> str:
        """Take back the coder's latest change; returns what it was."""
        with self._write() as work:
            label = history.undo(work)
        self._follow(self._effect_of_taking_back())
        return label

    def redo(self) -> str:
        """Do again what was taken back last; returns what it is."""
        with self._write() as work:
            label = history.redo(work)
        self._follow(self._effect_of_taking_back())
        return label

    def save_memo(self, draft: MemoDraft, text: str) -> None:
        """Write a memo, or change the one the draft was made from; an empty text removes it."""
        with self._write() as work:
            if draft.guid is not None and not text.strip():
                memos.remove(work, draft.guid)
            else:
                with homes.kept_all_the_same(work, draft):
                    if draft.guid is None:
                        memos.add(work, text, target=homes.home_of(work, draft))
                    else:
                        memos.edit(work, draft.guid, text=text)
        self._follow(None)

    def guid_on(self, target: Target) -> str:
        """What stays of a document or code a memo is to be on when it is renamed. Raises NotFound."""
        if target.document is None:
            return next((code.guid for code in self.codes.values() if code.path == target.code), "")
        with self.project.read(self.coder) as view:
            return documents.guid_of(view, target.document)

    def revise(self, draft: TextDraft, edited: str) -> Revised:
        """Put ``edited`` in the place of the paragraphs of a draft. Raises TextChanged where somebody has changed them since."""
        with self._write() as work:
            name = self._name(work, draft.document)
            revised = revisions.edit(work, name, draft.in_text_of(documents.open_document(work, name)).whole(edited))
        self._follow(None)
        return revised

    def place(self, number: int, span: Span | None) -> list[str]:
        """Put what has lost its words on others, or let it go; what there is to say about it."""
        with self._write(on_words=True) as work:
            joined = unplaced.place(work, [number], span=span, let_go=span is None)
        self._follow(None)
        return joined

    def describe(self, code: str, fields: Mapping[str, Any]) -> None:
        """Change what is said of a code, given by its guid."""
        with self._write() as work:
            codes.describe(work, self.code(code).path, **fields)
        self._follow(None)

    def change_words(self, act: Callable[[Work, str], None]) -> None:
        """Do something with words of the open document, which ``act`` is told by name."""
        with self._write(on_words=True) as work:
            act(work, self._name(work))
        self._follow(None)

    def mark_done(self, done: bool) -> None:
        """Note that the coder has finished the open document, or not."""
        with self._write() as work:
            coders.assign(work, self._name(work), self.coder, done=done)
        self._follow(None)

    @contextmanager
    def _write(self, label: str | None = None, *, on_words: bool = False) -> Iterator[Work]:
        """A change of the project; with ``on_words`` only if the text is still the one on the desk."""
        self.project.stay()
        self._wrote = True
        try:
            with self.door.passing(), self.project.write(self.coder, label, patience=PATIENCE) as work:
                self.door.require_same(work)
                before = history.latest_operation(work)
                if on_words and self.document is not None:
                    revisions.require_text(work, replace(self.document, name=self._name(work)))
                yield work
                newest = history.latest_operation(work)
        except TextChanged:
            self.refresh()
            raise
        except Unreachable:
            self.door.doubt()
            raise
        self.door.closed = ""
        self.notices = work.notices
        self.undoable = label or work.summary or self.undoable
        self._alone = before == self._seen
        if self._alone:
            self._seen = newest

    def _follow(self, effect: Effect | None) -> None:
        """After a change: take over its effect if that is known and nobody else has changed anything, else read again."""
        if effect is None or not self._alone:
            self.refresh()
            return
        self._effects[self._seen] = effect
        for row in effect.removed:
            del self.codings[row.guid], self.shown[row.guid]
            self._count(row.code_guid, -1)
        for row in effect.added:
            self.codings[row.guid] = row
            self.shown[row.guid] = self._shown(row)
            self._count(row.code_guid, 1)

    def _count(self, code: str, change: int) -> None:
        self.codes[code] = replace(self.codes[code], codings=self.codes[code].codings + change)

    def _effect_of_taking_back(self) -> Effect | None:
        """The effect of the undo or redo just done, if that of what it took back is known."""
        with self.project.read(self.coder) as view:
            self.undoable = history.undoable(view)
            known = self._effects.get(history.undoes(view, self._seen))
        return None if known is None else Effect(added=known.removed, removed=known.added)

    def _has(self, span: Span, code: str) -> bool:
        return any(
            (row.start, row.end, row.code_guid) == (span.start, span.end, code) and self.is_mine(row.coder)
            for row in self.codings.values()
        )

    def _name(self, view: View, document: OpenDocument | None = None) -> str:
        """The name by now of a document, the open one if none is given. Raises NotFound where it is gone."""
        document = document or self.document
        if document is None:
            raise NotFound(_("There is no document yet."), _("Bring some in with: qualcode import PATH"))
        name = documents.name_of(view, document.guid)
        if name is None:
            raise NotFound(gone.sentence(self.gone_by, document.name), _("Nothing was changed."))
        return name

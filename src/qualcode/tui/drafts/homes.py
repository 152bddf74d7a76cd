"""Where what has been written belongs when it is saved: meanwhile others rename, change texts, and remove."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from qualcode.actions import codes
from qualcode.actions.material import documents
from qualcode.actions.memos import Target
from qualcode.actions.revising.revisions import TextChanged
from qualcode.actions.revising.text_change import TextChange
from qualcode.errors import NotFound, QualcodeError
from qualcode.messages import _
from qualcode.project import View
from qualcode.tui.drafts.memos import MemoDraft


class Homeless(TextChanged):
    """What a memo was to be on is gone; ``instead`` is the draft with which its words are kept all the same."""

    def __init__(self, message: str, instead: MemoDraft) -> None:
        super().__init__(message, _("Save again to keep it as a memo on {what}.", what=instead.about))
        self.instead = instead


def instead_of(error: QualcodeError) -> MemoDraft | bool:
    """The draft with which words that could not be saved are kept all the same; False where they are to be saved as they were."""
    return error.instead if isinstance(error, Homeless) else False


def home_of(view: View, draft: MemoDraft) -> Target:
    """What a memo is on, by now. Raises NotFound or TextChanged where that is gone."""
    target = draft.target
    if target.code is not None and draft.on:
        path = next((code.path for code in codes.listing(view) if code.guid == draft.on), target.code)
        return replace(target, code=path)
    if target.document is None or not draft.on:
        return target
    name = documents.name_of(view, draft.on)
    if name is None:
        raise NotFound(_("{document} has been removed from the project.", document=target.document))
    target = replace(target, document=name)
    return target if target.span is None else _on_its_words(target, draft, documents.open_document(view, name).text)


def _on_its_words(target: Target, draft: MemoDraft, text: str) -> Target:
    assert target.span is not None
    if text == draft.words_of:
        return target
    (placement,) = TextChange.between(draft.words_of, text).place([target.span])
    if placement.span is None:
        raise TextChanged(_("The words this memo is about have been changed by somebody."))
    return replace(target, span=placement.span)


@contextmanager
def kept_all_the_same(view: View, draft: MemoDraft) -> Iterator[None]:
    """A memo is saved inside; where what it is on is gone, raise Homeless: on its document it can be kept, else on the project."""
    try:
        yield
    except (NotFound, TextChanged) as lost:
        name = documents.name_of(view, draft.on)
        if name is None:
            raise Homeless(lost.message, _on_the_project()) from lost
        about = _("the document {document}", document=name)
        raise Homeless(lost.message, MemoDraft(Target(document=name), about, on=draft.on)) from lost


@contextmanager
def kept_as_memo() -> Iterator[None]:
    """Something is written of a code inside; where the code is gone, raise Homeless: as a memo on the project it can be kept."""
    try:
        yield
    except NotFound as lost:
        raise Homeless(lost.message, _on_the_project()) from lost


def _on_the_project() -> MemoDraft:
    return MemoDraft(Target(project=True), _("the project"))

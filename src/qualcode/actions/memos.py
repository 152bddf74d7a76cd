"""Thoughts in writing, on anything or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from qualcode.actions import segments
from qualcode.actions.coding import coding_row
from qualcode.actions.registry import action
from qualcode.errors import NotFound, WrongUse
from qualcode.messages import _, listed
from qualcode.store import queries, rounds
from qualcode.store.models import Coding, Memo, Segment
from qualcode.store.models.coding import MEMO_TARGETS
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.store.types import now
from qualcode.store.view import View
from qualcode.text.span import Span

KINDS = ("note", "theory", "method", "code rule", "reflection", "translation")


@dataclass(frozen=True)
class Target:
    """What a memo is about: at most one of these; a span, which needs its document, is a segment."""

    document: str | None = None
    span: Span | None = None
    code: str | None = None
    coding: str | None = None
    case: str | None = None
    project: bool = False


@dataclass(frozen=True, slots=True)
class MemoRow:
    """A memo as shown; ``target`` is the kind of thing it is on ("" for none) and ``on`` its name."""

    guid: str
    title: str
    text: str
    kind: str
    coder: str
    created: str
    target: str
    on: str
    document: str | None
    start: int | None
    end: int | None


def listing(view: View, document: str | None = None) -> list[MemoRow]:
    """All memos, oldest first, or those on a document, its segments and its codings."""
    names = _names(view)
    shown = [_shown(row, names) for row in queries.memos(view)]
    if document is None:
        return shown
    name = queries.document_named(view, document).name
    return [memo for memo in shown if memo.document == name]


@action("memos.add")
def add(work: Work, text: str, *, target: Target = Target(), title: str = "", kind: str = "note") -> str:
    """Write a memo. Returns its guid. Raises WrongUse for an empty text or more than one target, NotFound for a missing one."""
    _require(text, kind)
    memo_id = work.journal.insert(
        Memo,
        text=text,
        title=title,
        kind=kind,
        coder_id=work.coder_id,
        created_at=now(),
        **_target_column(work, target),
    )
    work.describe("memos.add", _("wrote a memo"))
    return work.connection.execute(select(Memo.guid).where(Memo.id == memo_id)).scalar_one().hex


def _require(text: str | None, kind: str | None) -> None:
    if text is not None and not text.strip():
        raise WrongUse(_("A memo needs some text."))
    if kind is not None:
        require_kind(kind)


def require_kind(kind: str) -> None:
    """Raises WrongUse for no kind of memo."""
    if kind not in KINDS:
        raise WrongUse(_("{kind!r} is no kind of memo.", kind=kind), _("Kinds are: {kinds}", kinds=listed(KINDS)))


@action("memos.edit")
def edit(work: Work, guid: str, *, text: str | None = None, title: str | None = None, kind: str | None = None) -> None:
    """Change a memo's text, title or kind; ``None`` leaves it as it is. Raises WrongUse for an empty text or an unknown kind."""
    _require(text, kind)
    new = {"text": text, "title": title, "kind": kind}
    work.journal.update(
        Memo, memo_row(work, guid).id, **{key: value for key, value in new.items() if value is not None}
    )
    work.describe("memos.edit", _("changed a memo"))


@action("memos.remove")
def remove(work: Work, guid: str) -> None:
    """Remove a memo with its claims; the segments made for it and for their evidence go too when nothing else needs them."""
    memo = memo_row(work, guid)
    needed = [memo.segment_id, *segments.cited_by_memo(work, memo.id)]
    remove_rows(work.journal, Memo, [memo.id])
    segments.let_go(work, needed)
    work.describe("memos.remove", _("removed a memo"))


def memo_row(view: View, guid: str) -> Row[Any]:
    """The memo of this guid. Raises NotFound when it is gone."""
    try:
        wanted = UUID(guid)
    except ValueError:
        raise WrongUse(_("{guid!r} is not the identifier of a memo.", guid=guid)) from None
    statement = select(Memo.__table__).where(Memo.guid == wanted, *rounds.shown(view, Memo))
    found = view.connection.execute(statement).first()
    if found is None:
        raise NotFound(_("There is no memo {guid}.", guid=guid), _("qualcode memos list shows them."))
    return found


def _target_column(work: Work, target: Target) -> dict[str, int]:
    given = [target.document, target.code, target.coding, target.case, target.project or None]
    if sum(value is not None for value in given) > 1:
        raise WrongUse(_("A memo is on one thing at most."))
    if target.span is not None and target.document is None:
        raise WrongUse(_("Say in which document the span is."))
    if target.document is not None:
        document = queries.document_named(work, target.document)
        if target.span is None:
            return {"document_id": document.id}
        return {"segment_id": segments.on_span(work, document, target.span)}
    if target.code is not None:
        return {"code_id": queries.code_tree(work).named(target.code).id}
    if target.coding is not None:
        return {"coding_id": coding_row(work, target.coding).id}
    if target.case is not None:
        return {"case_id": queries.case_named(work, target.case).id}
    return {"project_id": queries.project(work).id} if target.project else {}


@dataclass(frozen=True)
class _Names:
    """The names of all that memos are by and on, by id; ``places`` are the documents and spans of segments and codings."""

    project: str
    coders: dict[int, str]
    documents: dict[int, str]
    cases: dict[int, str]
    tree: queries.CodeTree
    places: dict[tuple[str, int], tuple[int, Span]]


def _names(view: View) -> _Names:
    return _Names(
        queries.project(view).name,
        {row.id: row.name for row in queries.coders(view)},
        {row.id: row.name for row in queries.documents(view)},
        {row.id: row.name for row in queries.cases(view)},
        queries.code_tree(view),
        _places(view, "segment_id", Segment) | _places(view, "coding_id", Coding),
    )


def _places(view: View, target: str, model: Any) -> dict[tuple[str, int], tuple[int, Span]]:
    statement = select(model.id, model.document_id, model.start, model.end)
    rows = view.connection.execute(statement.join(Memo.__table__, getattr(Memo, target) == model.id))
    return {(target, row.id): (row.document_id, Span(row.start, row.end)) for row in rows}


def _shown(row: Row[Any], names: _Names) -> MemoRow:
    target = next((column for column in MEMO_TARGETS if getattr(row, column) is not None), "")
    on, document, span = _on(row, target, names)
    return MemoRow(
        guid=row.guid.hex,
        title=row.title,
        text=row.text,
        kind=row.kind,
        coder=names.coders[row.coder_id],
        created=row.created_at.isoformat(timespec="seconds"),
        target=target.removesuffix("_id"),
        on=on,
        document=document,
        start=None if span is None else span.start,
        end=None if span is None else span.end,
    )


def _on(row: Row[Any], target: str, names: _Names) -> tuple[str, str | None, Span | None]:
    """The name of what a memo is on, the document it leads to, and the span there."""
    match target:
        case "document_id":
            name = names.documents[row.document_id]
            return name, name, None
        case "segment_id" | "coding_id":
            document_id, span = names.places[target, getattr(row, target)]
            name = names.documents[document_id]
            return f"{name} {span.start}–{span.end}", name, span
        case "code_id":
            return names.tree.path(row.code_id), None, None
        case "case_id":
            return names.cases[row.case_id], None, None
        case "project_id":
            return names.project, None, None
        case _:
            return "", None, None

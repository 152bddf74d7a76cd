"""What an erasure would take away: found and shown before anybody is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, select

from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.messages import _, listed
from qualcode.store import erasing, queries, rounds
from qualcode.store.models import Case, CaseMember, Coding, Document, Evidence, Memo, Segment, Speaker, Turn
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.names import name_key, nearest
from qualcode.text.span import Span
from qualcode.text.turns.parts import part_of

What = Literal["case", "document", "speaker"]
_HERS = ("participant", "author")  # the roles in which a document is what a case said or wrote


@dataclass(frozen=True)
class Erasure:
    """What an erasure would take away; ``words`` says it to a person: what, where, how many.

    ``names`` are those of whom or what goes, ``reported`` all names the documents have had that are touched.
    """

    what: What
    name: str
    documents: tuple[int, ...] = ()
    passages: dict[int, tuple[Span, ...]] = field(default_factory=dict)
    speakers: tuple[int, ...] = ()
    cases: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    reported: frozenset[str] = frozenset()
    words: Table = field(default_factory=lambda: Table(("what", "where", "number"), []))


def plan(view: View, what: What, name: str, document: str | None = None) -> Erasure:
    """Find out what would go. ``document`` says in which document, where several have a speaker of this name.

    Raises NotFound with the nearest names; Refused where it cannot be told which words in a document are hers, or where
    cases lie within the case; WrongUse where several documents have such a speaker.
    """
    match what:
        case "document":
            row = queries.document_named(view, name)
            found = Erasure(what, row.name, documents=(row.id,), names=(row.name, row.source_name))
        case "speaker":
            speaker = _speaker_named(view, name, document)
            found = _of_speakers(view, what, speaker.name, [speaker])
        case "case":
            found = _of_case(view, queries.case_named(view, name))
    return _in_words(view, found)


def _of_speakers(view: View, what: What, name: str, speakers: Sequence[Row[Any]], **more: Any) -> Erasure:
    passages: dict[int, tuple[Span, ...]] = {}
    for speaker in speakers:
        turns = view.connection.execute(select(Turn.start, Turn.end).where(Turn.speaker_id == speaker.id))
        theirs = tuple(Span(turn.start, turn.end) for turn in turns)
        passages[speaker.document_id] = passages.get(speaker.document_id, ()) + theirs
    # "Interviewer" is nobody's name, though a legend may give it as what a label stands for.
    names = {it for speaker in speakers for it in (speaker.name, *speaker.aliases) if part_of(it) is None}
    more.setdefault("names", ())
    more["names"] = tuple(sorted({*more["names"], *names}))
    return Erasure(what, name, passages=passages, speakers=tuple(speaker.id for speaker in speakers), **more)


def _speaker_named(view: View, name: str, document: str | None) -> Row[Any]:
    statement = select(Speaker.__table__, Document.name.label("document")).join(Document)
    if document is not None:
        statement = statement.where(Speaker.document_id == queries.document_named(view, document).id)
    speakers = queries.rows(view, statement.order_by(Document.name_key))
    found = [row for row in speakers if name_key(name) in {row.name_key, *(name_key(alias) for alias in row.aliases)}]
    if not found:
        near = nearest(name, [row.name for row in speakers])
        raise NotFound(_("There is no speaker {name!r}.", name=name), _("qualcode speakers list shows them all."), near)
    if len(found) > 1:
        raise WrongUse(
            _(
                "{n} documents have a speaker {name!r}: {documents}.",
                n=len(found),
                name=name,
                documents=listed(row.document for row in found),
            ),
            _("Say which with --document, or erase the case the speakers are tied to."),
        )
    return found[0]


def _of_case(view: View, case: Row[Any]) -> Erasure:
    """A case goes with the documents that are hers alone, and with her turns and stretches in those of several."""
    if any(row.parent_id == case.id for row in queries.cases(view)):
        raise Refused(_("There are cases within {name!r}.", name=case.name), _("Erase, move or remove them first."))
    ties = [row for row in queries.document_cases(view) if row.role in _HERS]
    members = queries.rows(view, select(CaseMember.__table__).where(CaseMember.case_id == case.id))
    speakers = queries.rows(view, select(Speaker.__table__).where(Speaker.case_id == case.id))
    hers = {row.document_id for row in ties if row.case_id == case.id}
    shared = {row.document_id for row in ties if row.document_id in hers and row.case_id != case.id}
    partly = {row.document_id for row in (*members, *speakers) if getattr(row, "start", 0) is not None} - (
        hers - shared
    )
    unclear = shared - partly
    if unclear:
        names = [queries.document_of(view, document_id).name for document_id in sorted(unclear)]
        raise Refused(
            _(
                "{documents}: several cases share it, and which words are those of {name} is not known.",
                documents=listed(names),
                name=case.name,
            ),
            _(
                "Tie her speaker to the case (qualcode speakers set … --case), erase the document, or untie the case from it."
            ),
        )
    alone = hers - shared | {row.document_id for row in members if row.start is None}
    found = _of_speakers(
        view, "case", case.name, [row for row in speakers if row.document_id not in alone],
        documents=tuple(sorted(alone)), cases=(case.id,), names=(case.name,),
    )  # fmt: skip
    for member in members:
        if member.start is not None and member.document_id not in alone:
            found.passages[member.document_id] = (
                *found.passages.get(member.document_id, ()),
                Span(member.start, member.end),
            )
    return found


def _in_words(view: View, found: Erasure) -> Erasure:
    rows: list[tuple[str, str, int]] = []
    for document_id in found.documents:
        document = queries.document_of(view, document_id)
        rows.append(("characters", document.name, document.length))
        rows += [(table, document.name, number) for table, number in _hanging(view, document_id).items()]
    for document_id, spans in found.passages.items():
        document = queries.document_of(view, document_id)
        rows.append(("passages", document.name, len(spans)))
        rows.append(("characters", document.name, sum(span.end - span.start for span in spans)))
        rows += [(table, document.name, number) for table, number in _hanging(view, document_id, spans).items()]
    speakers = queries.rows_with(view, select(Speaker.name), Speaker.id, found.speakers)
    rows += [("speaker", speaker.name, 1) for speaker in speakers]
    rows += [("case", found.name, 1) for _case in found.cases]
    names = {*found.names, *_names_ever(view, Case, found.cases, "name")} - {""}
    names |= _names_ever(view, Document, found.documents, "name", "source_name")
    reported = _names_ever(view, Document, [*found.documents, *found.passages], "name")
    return replace(
        found, names=tuple(sorted(names)), reported=frozenset(reported), words=Table(("what", "where", "number"), rows)
    )


def _names_ever(view: View, model: Any, ids: Sequence[int], *columns: str) -> set[str]:
    """What documents or cases are called, and were before."""
    names: set[str] = set()
    for row in queries.rows_with(view, select(model.guid, model.name), model.id, ids):
        names |= {row.name, *erasing.earlier_values(view.connection, model.__tablename__, row.guid, columns)}
    return names - {""}


def _hanging(view: View, document_id: int, spans: Sequence[Span] | None = None) -> Counter[str]:
    """How many codings, segments and memos go with a document, or with stretches of it, and how much evidence loses its words, as far as
    who looks may know."""
    counted: Counter[str] = Counter()
    memos = select(Memo.id).where(*rounds.shown(view, Memo))
    for model in (Coding, Segment):
        ids = inside(view, model, document_id, spans, *rounds.shown(view, model))
        counted["codings" if model is Coding else "segments"] += len(ids)
        column = Memo.coding_id if model is Coding else Memo.segment_id
        counted["memos"] += sum(1 for _row in queries.rows_with(view, memos, column, ids))
        if model is Segment:
            cited = select(Evidence.id).where(*rounds.shown(view, Evidence))
            counted["evidence"] += sum(1 for _row in queries.rows_with(view, cited, Evidence.segment_id, ids))
    if spans is None:
        counted["memos"] += len(queries.rows(view, memos.where(Memo.document_id == document_id)))
    return +counted


def inside(
    view: View, model: Any, document_id: int, spans: Sequence[Span] | None, *conditions: ColumnElement[bool]
) -> list[int]:
    """The rows of a document that lie wholly in one of ``spans``, or all of them."""
    statement = select(model.id, model.start, model.end).where(model.document_id == document_id, *conditions)
    return [
        row.id
        for row in queries.rows(view, statement)
        if spans is None or (row.start is not None and any(s.start <= row.start and row.end <= s.end for s in spans))
    ]

"""What a round of a reliability study means for everything else: what is hidden, what is frozen, which codings are in force.

While a blind round is open, each of its coders sees of its documents her own work alone, and nobody sees what is done in
it. This is decided here, as conditions on rows, and asked for wherever rows are read to be shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, not_, or_, select

from qualcode.errors import Refused
from qualcode.messages import _, some_of
from qualcode.store.models import (
    Assignment,
    Case,
    CaseSummary,
    Change,
    Claim,
    Coder,
    Coding,
    Document,
    DocumentCase,
    Evidence,
    Memo,
    Operation,
    PickedQuote,
    RoundCoder,
    RoundDocument,
    Screening,
    Segment,
    Study,
    StudyRound,
)
from qualcode.text.names import name_key

if TYPE_CHECKING:
    from qualcode.store.view import View

_TELLING = (
    "coding",
    "memo",
    "segment",
    "claim",
    "evidence",
    "picked_quote",
    "case_summary",
    "screening",
    "unplaced",
)  # the tables whose changes tell how somebody codes
SECRET = (PickedQuote, Evidence, Claim, Memo, CaseSummary, Screening, Coding, Segment)
"""Whose rows a blind round hides, each before what it refers to."""
_NOBODY = -1


@dataclass(frozen=True)
class OpenRound:
    """A round that is being coded; ``number`` is what its codings carry."""

    id: int
    number: int
    study: str
    blind: bool
    opened_at: datetime

    @property
    def documents(self) -> Select[int]:
        """The ids of its documents."""
        return select(RoundDocument.document_id).where(RoundDocument.study_round_id == self.id)

    @property
    def coders(self) -> Select[int]:
        """The ids of its coders."""
        return select(RoundCoder.coder_id).where(RoundCoder.study_round_id == self.id)


def open_rounds(connection: Connection, *, blind: bool | None = None) -> list[OpenRound]:
    """The rounds that are being coded, all or only the blind ones."""
    columns = StudyRound.id, StudyRound.number, Study.name, StudyRound.blind, StudyRound.opened_at
    statement = select(*columns).join(Study.__table__, StudyRound.study_id == Study.id)
    statement = statement.where(StudyRound.closed_at.is_(None)).order_by(StudyRound.number)
    found = [OpenRound(*row) for row in connection.execute(statement)]
    return [it for it in found if blind is None or it.blind == blind]


def in_force() -> ColumnElement[bool]:
    """The codings that stand: a coder's latest round on a document takes the place of what she coded there before."""
    latest = select(func.max(Assignment.round)).where(
        Assignment.document_id == Coding.document_id, Assignment.coder_id == Coding.coder_id
    )
    return Coding.round == func.coalesce(latest.correlate(Coding).scalar_subquery(), 0)


def round_of(connection: Connection, document_id: int, coder_id: int) -> int:
    """The round that what a coder now codes in a document belongs to; 0 outside any."""
    latest = select(func.max(Assignment.round)).filter_by(document_id=document_id, coder_id=coder_id)
    return connection.scalar(latest) or 0


def shown(view: View, model: Any) -> list[ColumnElement[bool]]:
    """What the rows that tell how somebody codes (``SECRET``) must meet to be shown to who looks; nothing for other tables."""
    if model not in SECRET:
        return []
    has_rounds = model is Coding and view.once("has rounds", lambda: _has_rounds(view.connection))
    conditions = [in_force()] if has_rounds else []
    blind = view.once("blind rounds", lambda: open_rounds(view.connection, blind=True))
    return conditions + [not_(_hidden(view, it, viewer_id(view), model)) for it in blind]


def hidden(view: View, model: Any, viewer: int) -> list[ColumnElement[bool]]:
    """What is met by the rows that an open blind round hides from a coder, one condition for each round."""
    return [_hidden(view, it, viewer, model) for it in open_rounds(view.connection, blind=True)]


def _has_rounds(connection: Connection) -> bool:
    return connection.scalar(select(StudyRound.id).limit(1)) is not None


def viewer_id(view: View) -> int:
    """The coder who looks; one that nobody is where she is not known."""
    known = view.connection.scalar(select(Coder.id).where(Coder.name_key == name_key(view.viewer)))
    return _NOBODY if known is None else known


def _hidden(view: View, round_: OpenRound, viewer: int, model: Any) -> ColumnElement[bool]:
    reads = viewer == _NOBODY or viewer in view.connection.scalars(round_.coders).all()
    if model is Coding:
        theirs = and_(Coding.document_id.in_(round_.documents), Coding.coder_id != viewer)
        return theirs if reads else and_(theirs, Coding.round == round_.number)
    other = and_(model.coder_id != viewer, model.coder_id.in_(round_.coders))
    if model is Segment:
        since = select(Operation.id).where(Operation.at >= round_.opened_at)
        return and_(other, or_(Segment.document_id.in_(round_.documents), Segment.created_in.in_(since)))
    if model is Screening:
        return and_(other, Screening.document_id.in_(round_.documents))
    if model is CaseSummary:
        return and_(other, CaseSummary.case_id.in_(_cases_of(round_)))
    return and_(other, or_(_is_within(round_, model), model.created_at >= round_.opened_at))


def _cases_of(round_: OpenRound) -> Select[int]:
    """The ids of the cases that a round's documents are tied to, and of those that these lie in."""
    tied = select(DocumentCase.case_id).where(DocumentCase.document_id.in_(round_.documents))
    steps = select(Case.id, Case.parent_id).where(Case.id.in_(tied)).cte(recursive=True)
    steps = steps.union(select(Case.id, Case.parent_id).join(steps, Case.id == steps.c.parent_id))
    return select(steps.c.id)


def _is_within(round_: OpenRound, model: Any) -> ColumnElement[bool]:
    """Whether a memo, a claim, evidence or a picked quote is on something in a round's documents."""
    if model is Memo:
        return _memo_is_within(round_)
    if model is Claim:
        return Claim.memo_id.in_(select(Memo.id).where(_memo_is_within(round_)))
    segments = select(Segment.id).where(Segment.document_id.in_(round_.documents))
    return and_(model.segment_id.is_not(None), model.segment_id.in_(segments))


def _memo_is_within(round_: OpenRound) -> ColumnElement[bool]:
    """Memos on a round's documents, or on something in them."""
    segments = select(Segment.id).where(Segment.document_id.in_(round_.documents))
    codings = select(Coding.id).where(Coding.document_id.in_(round_.documents))
    targets = ((Memo.document_id, round_.documents), (Memo.segment_id, segments), (Memo.coding_id, codings))
    return or_(*(and_(column.is_not(None), column.in_(of)) for column, of in targets))


def told(connection: Connection, coder_id: int) -> list[ColumnElement[bool]]:
    """What operations must meet to be told to a coder: nobody learns of others' codings made since a blind round opened."""
    telling = select(Change.operation_id).where(Change.table.in_(_TELLING))
    return [
        not_(and_(Operation.coder_id != coder_id, Operation.at >= it.opened_at, Operation.id.in_(telling)))
        for it in open_rounds(connection, blind=True)
    ]


def hidden_documents(view: View) -> set[int]:
    """The documents of open blind rounds."""
    return {
        it for round_ in open_rounds(view.connection, blind=True) for it in view.connection.scalars(round_.documents)
    }


def dialogue_documents(view: View) -> set[int]:
    """The documents of rounds whose coders compare in dialogue: no coefficient is computed over them."""
    statement = (
        select(RoundDocument.document_id)
        .join(StudyRound, RoundDocument.study_round_id == StudyRound.id)
        .join(Study, StudyRound.study_id == Study.id)
        .where(Study.purpose == "dialogue")
    )
    return set(view.connection.scalars(statement))


def notes(view: View) -> Iterator[str]:
    """A sentence for each open blind round, to be read with whatever leaves its codings out."""
    for round_ in open_rounds(view.connection, blind=True):
        names = select(Document.name).where(Document.id.in_(round_.documents)).order_by(Document.name_key)
        yield _(
            "A blind round of {study} is open: what others code in its documents is left out ({documents}).",
            study=round_.study,
            documents=some_of(view.connection.scalars(names)),
        )


def require_unfrozen(connection: Connection) -> None:
    """Raise Refused while a blind round is open: its coders work with the codebook as it was."""
    for round_ in open_rounds(connection, blind=True):
        raise Refused(
            _("The codebook is frozen: a blind round of {study} is open.", study=round_.study),
            _(
                "Write what you propose as a memo: qualcode memos add TEXT --kind method. Decide when the round is closed."
            ),
        )


def require_own(view: View, document_id: int, coder_id: int) -> None:
    """Raise Refused where somebody would bring in what another has coded in the documents of an open blind round."""
    for round_ in open_rounds(view.connection, blind=True) if coder_id != viewer_id(view) else ():
        if document_id in view.connection.scalars(round_.documents).all():
            raise Refused(
                _("a blind round of {study} is open: there each coder brings in her own codings", study=round_.study)
            )


def require_uncoded(connection: Connection, table: str, ids: Sequence[int]) -> None:
    """Raise Refused when codings rest on rounds or assignments that are about to go."""
    if table == StudyRound.__tablename__:
        rest = select(Coding.id).join(StudyRound, StudyRound.number == Coding.round).where(StudyRound.id.in_(ids))
    elif table == Assignment.__tablename__:
        same = (Assignment.document_id == Coding.document_id, Assignment.coder_id == Coding.coder_id)
        made_here = and_(Assignment.round == Coding.round, Assignment.round > 0, *same)
        rest = select(Coding.id).join(Assignment, made_here).where(Assignment.id.in_(ids))
    else:
        return
    if connection.scalar(rest.limit(1)) is not None:
        raise Refused(
            _("This can no longer be taken back: there are codings of this round."),
            _("Close the round instead: qualcode study close"),
        )

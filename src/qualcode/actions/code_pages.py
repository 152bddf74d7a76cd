"""What there is to know of one code besides what it says of itself: where and by whom it is used, its memos, its sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from qualcode.actions import codes
from qualcode.actions.codes import CodeMemo
from qualcode.errors import NotFound, Refused
from qualcode.messages import _
from qualcode.store import queries, rounds
from qualcode.store.models import Code, Coder, CodeSet, CodeSetMember, Coding, Document
from qualcode.store.view import View

_EXAMPLES = 3
_LOOKED_AT = 60  # of the passages that come first
_LONGEST = 200  # characters of a passage that are shown


@dataclass(frozen=True, slots=True)
class Use:
    """How many codings of a code a coder has put in a document."""

    document: str
    coder: str
    codings: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words a code was put on, the first of many, and by how many coders."""

    document: str
    start: int
    end: int
    words: str
    coders: int


@dataclass(frozen=True)
class CodePage:
    """``uses`` are by document and coder, ``passages`` the weightiest first and those on which most coders agree."""

    uses: Sequence[Use]
    memos: Sequence[CodeMemo]
    sets: Sequence[str]
    passages: Sequence[Passage]


def frozen(view: View) -> str:
    """Why the codebook cannot be changed now, in a sentence; empty where it can."""
    try:
        rounds.require_unfrozen(view.connection)
    except Refused as refusal:
        return str(refusal)
    return ""


def page(view: View, guid: str) -> CodePage:
    """What there is to know of the code of this guid, as far as who looks may see. Raises NotFound."""
    row = view.connection.execute(select(Code.id).where(Code.guid == UUID(guid))).first()
    if row is None:
        raise NotFound(_("This code is no longer in the codebook."), _("Choose another."))
    return CodePage(
        _uses(view, row.id), codes.memos_by_code(view).get(row.id, ()), _sets(view, row.id), _passages(view, row.id)
    )


def sets(view: View) -> list[str]:
    """The names of the sets of codes."""
    return list(view.connection.scalars(select(CodeSet.name).order_by(CodeSet.name_key)))


def _uses(view: View, code_id: int) -> list[Use]:
    counted = (
        select(Coding.document_id, Coding.coder_id, func.count().label("codings"))
        .where(Coding.code_id == code_id, *rounds.shown(view, Coding))
        .group_by(Coding.document_id, Coding.coder_id)
        .subquery()
    )
    statement = (
        select(Document.name, Coder.name, counted.c.codings)
        .join(counted, counted.c.document_id == Document.id)
        .join(Coder, Coder.id == counted.c.coder_id)
        .order_by(Document.name_key, Coder.id)
    )
    return [Use(*row) for row in view.connection.execute(statement)]


def _sets(view: View, code_id: int) -> list[str]:
    statement = select(CodeSet.name).join(CodeSetMember, CodeSetMember.code_set_id == CodeSet.id)
    return list(view.connection.scalars(statement.where(CodeSetMember.code_id == code_id).order_by(CodeSet.name_key)))


def _passages(view: View, code_id: int) -> list[Passage]:
    """Some of the best, of different documents where there are as many."""
    place = Coding.document_id, Coding.start, Coding.end
    statement = (
        select(*place, func.count().label("coders"))
        .where(Coding.code_id == code_id, *rounds.shown(view, Coding))
        .group_by(*place)
    )
    weight = func.coalesce(func.max(Coding.weight), -1)
    best = statement.order_by(weight.desc(), func.count().desc(), func.min(Coding.id)).limit(_LOOKED_AT)
    return [_passage(view, row) for row in _spread(view.connection.execute(best).all())]


def _spread(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[Row[*tuple[Any, ...]]]:
    first: dict[int, Row[*tuple[Any, ...]]] = {}
    for row in rows:
        first.setdefault(row.document_id, row)
    others = [row for row in rows if row is not first[row.document_id]]
    return [*first.values(), *others][:_EXAMPLES]


def _passage(view: View, row: Row[*tuple[Any, ...]]) -> Passage:
    words = func.substr(Document.text, row.start + 1, min(row.end - row.start, _LONGEST))
    name, said = view.connection.execute(select(Document.name, words).where(Document.id == row.document_id)).one()
    more = "…" if row.end - row.start > _LONGEST else ""
    return Passage(name, row.start, row.end, " ".join(said.split()) + more, row.coders)


def by_coder(view: View, guids: Sequence[str]) -> dict[str, int]:
    """How many codings of some codes each coder has made, in the order the coders joined."""
    statement = select(Coder.name, func.count()).join(Coding, Coding.coder_id == Coder.id).join(Code)
    statement = statement.where(*rounds.shown(view, Coding)).group_by(Coder.id, Coder.name).order_by(Coder.id)
    found: dict[str, int] = {}
    for name, number in queries.rows_with(view, statement, Code.guid, [UUID(guid) for guid in guids]):
        found[name] = found.get(name, 0) + number
    return found

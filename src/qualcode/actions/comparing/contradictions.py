"""What speaks against a code: its alternatives, codes that a link says contradict it, and evidence against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, or_, select

from qualcode.actions.concepts import kinds
from qualcode.messages import _
from qualcode.store import queries, rounds
from qualcode.store.models import Claim, CodeLink, Evidence, Memo, Segment
from qualcode.store.queries import CodeTree
from qualcode.store.view import View
from qualcode.text.names import name_key

_KIND = "contradicts"

Place = tuple[int, int, int]
"""The id of a document, and where a passage in it starts and ends."""


def alternatives(tree: CodeTree, code_id: int) -> set[int]:
    """The codes that exclude a code: where codes below one exclude each other, those beside it or beside what it lies under."""
    rows = {row.id: row for row in tree.rows}
    found: set[int] = set()
    step = rows[code_id]
    while step.parent_id in rows:
        parent = rows[step.parent_id]
        if parent.alternatives:
            beside = [row for row in tree.children(parent.id) if row.id != step.id]
            found |= {row.id for other in beside for row in tree.subtree(other.id)}
        step = parent
    return found


def against_code(view: View, tree: CodeTree, codes: Sequence[Row[Any]]) -> dict[int, str]:
    """The ids of the codes that contradict any of ``codes``, each with the reason; what is one of them is left out."""
    own = {row.id for row in codes}
    found = {code_id: _("an alternative") for row in codes for code_id in alternatives(tree, row.id) - own}
    for link in _links(view, own):
        for end in (link.from_code_id, link.to_code_id):
            if end not in own:
                found.setdefault(end, _("a link says that it contradicts"))
    return found


def _links(view: View, own: set[int]) -> Iterator[Row[Any]]:
    """The links of the kind that says so, from or to any of these codes."""
    offered = kinds.offered(_KIND)
    names = {name_key(name) for name in (offered.names if offered else (_KIND,))}
    statement = select(CodeLink.__table__).order_by(CodeLink.id)
    for row in queries.rows(view, statement):
        if name_key(row.kind) in names and {row.from_code_id, row.to_code_id} & own:
            yield row


def evidence_against(view: View, codes: Sequence[Row[Any]]) -> Mapping[Place, str]:
    """The passages that are evidence against a claim of a memo on any of ``codes`` or against a link of theirs, with the reason."""
    own = [row.id for row in codes]
    columns: list[Any] = [Segment.document_id, Segment.start, Segment.end, Evidence.note, Claim.text]
    statement = (
        select(*columns)
        .join(Segment, Evidence.segment_id == Segment.id)
        .outerjoin(Claim, Evidence.claim_id == Claim.id)
        .outerjoin(Memo, Claim.memo_id == Memo.id)
        .outerjoin(CodeLink, Evidence.code_link_id == CodeLink.id)
        .where(Evidence.stance == "against", *rounds.shown(view, Evidence))
        .where(or_(Memo.code_id.in_(own), CodeLink.from_code_id.in_(own), CodeLink.to_code_id.in_(own)))
        .order_by(Evidence.id)
    )
    found: dict[Place, str] = {}
    for document_id, start, end, note, claim in view.connection.execute(statement):
        reason = _("evidence against a claim: {claim}", claim=claim) if claim else _("evidence against a link")
        found.setdefault((document_id, start, end), f"{reason} {note}".strip() if note else reason)
    return found

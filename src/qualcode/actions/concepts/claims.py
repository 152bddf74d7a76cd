"""Claims: the sentences a memo maintains, in an order, each to be held against the material."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from qualcode.actions import segments
from qualcode.actions.concepts.links import stances_of
from qualcode.actions.registry import action
from qualcode.errors import NotFound, WrongUse
from qualcode.messages import _, plural
from qualcode.store import queries, rounds
from qualcode.store.models import Claim, Evidence
from qualcode.store.queries import not_found
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.store.types import now
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.names import name_key, nearest

_NUMBERED = re.compile(r"(.+)[:：]\s*(\d+)", re.DOTALL)
_BEGINNING = 40  # code points by which a memo without a title is known


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as shown: ``memo`` is what its memo is called, ``number`` its place there from 1 on, ``erased`` how many segments
    that spoke for or against it are gone for good."""

    guid: str
    memo: str
    memo_guid: str
    number: int
    text: str
    coder: str
    speaking_for: int
    against: int
    erased: int


def listing(view: View, memo: str | None = None) -> list[ClaimRow]:
    """The claims that who looks may see, by memo and place: all, or those of one memo. Raises NotFound, WrongUse as ``memo_named``."""
    wanted = None if memo is None else memo_named(view, memo).id
    coders = {row.id: row.name for row in queries.coders(view)}
    stances = stances_of(view, Evidence.claim_id)
    found = []
    for row in queries.memos(view):
        if wanted in (None, row.id):
            for number, claim in enumerate(_of_memo(view, row.id), 1):
                found.append(_shown(row, number, claim, coders[claim.coder_id], stances.get(claim.id, Counter())))
    return found


def _shown(memo: Row[Any], number: int, claim: Row[Any], coder: str, stances: Counter[str]) -> ClaimRow:
    return ClaimRow(
        guid=claim.guid.hex,
        memo=called(memo),
        memo_guid=memo.guid.hex,
        number=number,
        text=claim.text,
        coder=coder,
        speaking_for=stances["for"],
        against=stances["against"],
        erased=stances["erased"],
    )


def called(memo: Row[Any]) -> str:
    """What a memo is known by: its title, or how it begins."""
    return memo.title or " ".join(memo.text.split())[:_BEGINNING]


def table(view: View, memo: str | None = None) -> Table:
    """The claims under the columns of ``concepts claims list``."""
    columns = ("memo", "number", "claim", "for", "against", "coder", "guid")
    rows = [(it.memo, it.number, it.text, it.speaking_for, it.against, it.coder, it.guid) for it in listing(view, memo)]
    return Table(columns, rows)


def memo_named(view: View, name: str) -> Row[Any]:
    """The memo of an identifier, or of a title that only one has. Raises NotFound with the nearest titles, WrongUse where several have it."""
    known = queries.memos(view)
    guid = _guid(name)
    found = [row for row in known if row.guid == guid] or [
        row for row in known if row.title and name_key(row.title) == name_key(name)
    ]
    if len(found) > 1:
        raise WrongUse(
            _("Several memos are called {name!r}.", name=name), _("Name it by its identifier: qualcode memos list")
        )
    if not found:
        titles = [row.title for row in known if row.title]
        raise not_found(_("There is no memo {name!r}.", name=name), nearest(name, titles), titles)
    return found[0]


def _guid(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None


def claim_row(view: View, name: str) -> Row[Any]:
    """The claim of an identifier, or of its memo and its number there, as in "capacity:2". Raises NotFound, WrongUse for other words."""
    guid = _guid(name)
    if guid is not None:
        statement = select(Claim.__table__).where(Claim.guid == guid, *rounds.shown(view, Claim))
        found = view.connection.execute(statement).first()
    elif matched := _NUMBERED.fullmatch(name.strip()):
        claims = _of_memo(view, memo_named(view, matched[1]).id)
        number = int(matched[2])
        found = claims[number - 1] if 1 <= number <= len(claims) else None
    else:
        raise WrongUse(
            _("{name!r} names no claim.", name=name),
            _("Name it by its identifier, or by its memo and its number, as in “capacity:2”."),
        )
    if found is None:
        raise NotFound(_("There is no claim {name}.", name=name), _("qualcode concepts claims list shows them."))
    return found


def _of_memo(view: View, memo_id: int) -> Sequence[Row[Any]]:
    statement = select(Claim.__table__).where(Claim.memo_id == memo_id, *rounds.shown(view, Claim))
    return queries.rows(view, statement.order_by(Claim.position, Claim.id))


@action("concepts.claims.add")
def add(work: Work, memo: str, texts: Sequence[str], *, position: int | None = None) -> list[str]:
    """Add claims to a memo, at a place among its claims (from 0 on; the end by default). Returns their guids.

    Raises NotFound, and WrongUse for an empty one.
    """
    row = memo_named(work, memo)
    present = [claim.id for claim in _of_memo(work, row.id)]
    new = [
        work.journal.insert(
            Claim, memo_id=row.id, position=0, text=_worded(text), coder_id=work.coder_id, created_at=now()
        )
        for text in texts
    ]
    at = len(present) if position is None else position
    _arrange(work, [*present[:at], *new, *present[at:]])
    label = plural("made a claim in the memo {memo}", "made {n} claims in the memo {memo}", len(new), memo=called(row))
    work.describe("concepts.claims.add", label)
    guids = {it.id: it.guid.hex for it in queries.rows_with(work, select(Claim.id, Claim.guid), Claim.id, new)}
    return [guids[claim_id] for claim_id in new]


def _worded(text: str) -> str:
    if not text.strip():
        raise WrongUse(_("A claim needs some words."))
    return text.strip()


def _arrange(work: Work, ids: Iterable[int]) -> None:
    work.journal.update_each(Claim, {claim_id: {"position": place} for place, claim_id in enumerate(ids)})


@action("concepts.claims.reword")
def reword(work: Work, claim: str, text: str) -> None:
    """Word a claim otherwise; its evidence stays. Raises NotFound, and WrongUse for an empty text."""
    work.journal.update(Claim, claim_row(work, claim).id, text=_worded(text))
    work.describe("concepts.claims.reword", _("worded a claim otherwise"))


@action("concepts.claims.move")
def move(work: Work, claim: str, position: int) -> None:
    """Put a claim at another place (from 0 on) among those of its memo. Raises NotFound."""
    row = claim_row(work, claim)
    others = [it.id for it in _of_memo(work, row.memo_id) if it.id != row.id]
    _arrange(work, [*others[:position], row.id, *others[position:]])
    work.describe("concepts.claims.move", _("moved a claim"))


@action("concepts.claims.remove")
def remove(work: Work, claims: Iterable[str]) -> int:
    """Remove claims, with the evidence on them. Returns how many segments that was, as far as who looks may know. Raises NotFound."""
    ids = list(dict.fromkeys(claim_row(work, claim).id for claim in claims))
    cited = segments.cited(work, Evidence.claim_id, ids)
    stances = stances_of(work, Evidence.claim_id)
    remove_rows(work.journal, Claim, ids)
    segments.let_go(work, cited)
    work.describe("concepts.claims.remove", plural("removed a claim", "removed {n} claims", len(ids)))
    return sum(stances[claim_id].total() for claim_id in ids if claim_id in stances)

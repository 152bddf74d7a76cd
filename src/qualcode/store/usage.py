"""How much each code is used, counted again only where the journal says that something has changed.

Counting a million codings takes longer than somebody who has pressed a key should wait, and from one look to the next few
codes are touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select

from qualcode.store import rounds
from qualcode.store.erasing import is_erased
from qualcode.store.images import ids_by_guid, unpack
from qualcode.store.journal import table_of
from qualcode.store.models import Change, Code, Coding, Operation
from qualcode.store.view import View

_HARMLESS = {"coding", "memo", "code", "segment", "link"}
"""Tables whose changes alter no count but of the codes that changed codings have, and had: neither who sees what nor in which round."""
_MANY = 400
"""Changes since the last count, or codes in them, from which on counting everything is as quick."""


@dataclass(frozen=True)
class Usage:
    """In how many codings and documents each code is, by the ids of those that are in any, after an ``operation``."""

    operation: int
    counts: dict[int, tuple[int, int]]

    def of(self, code_id: int) -> tuple[int, int]:
        """How many codings a code has, and in how many documents."""
        return self.counts.get(code_id, (0, 0))


def usage(view: View, known: Usage | None = None) -> Usage:
    """What who looks may see of how codes are used; ``known`` is what the same person has seen before in this project."""
    latest = view.connection.scalar(select(func.max(Operation.id))) or 0
    touched = None if known is None or known.operation > latest else _codes_touched(view, known.operation)
    if known is None or touched is None:
        return Usage(latest, _counted(view, None))
    counts = {code: both for code, both in known.counts.items() if code not in touched} if touched else known.counts
    return Usage(latest, counts | _counted(view, touched) if touched else counts)


def _counted(view: View, codes: Iterable[int] | None) -> dict[int, tuple[int, int]]:
    """The counts of some codes; with None, of all."""
    both = select(Coding.code_id, func.count(), func.count(Coding.document_id.distinct())).group_by(Coding.code_id)
    both = both.where(*rounds.shown(view, Coding))
    if codes is not None:
        both = both.where(Coding.code_id.in_(list(codes)))
    return {code: (codings, documents) for code, codings, documents in view.connection.execute(both)}


def _codes_touched(view: View, operation: int) -> set[int] | None:
    """The codes whose codings have changed since; None where it is not worth finding out, or more may look different."""
    since = select(Change.table, Change.before, Change.after).where(Change.operation_id > operation)
    changes = view.connection.execute(since.limit(_MANY + 1)).all()
    if len(changes) > _MANY or not {change.table for change in changes} <= _HARMLESS:
        return None
    kept = [side for change in changes if change.table == Coding.__tablename__ for side in _sides(change)]
    if any(map(is_erased, kept)):
        return None
    bulks = [it["ids"] for it in kept if "ids" in it]
    guids = {it["code_id"] for it in kept if "ids" not in it}
    found = ids_by_guid(view.connection, table_of(Code), guids) if len(guids) <= _MANY else {}
    if len(found) < len(guids):  # the id of a code that has gone may be given to another
        return None
    return set(found.values()).union(*(_codes_of(view, *bulk) for bulk in bulks))


def _sides(change: Row[*tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    """What is kept of codings before and after a change: the image of one, the images of several, or the ids of a bulk."""
    for packed in (change.before, change.after):
        kept = None if packed is None else unpack(packed)
        yield from (it for it in (kept if isinstance(kept, list) else [kept]) if it)


def _codes_of(view: View, first: int, stop: int) -> set[int]:
    """The codes of codings by the range of their ids."""
    return set(view.connection.scalars(select(Coding.code_id).where(Coding.id >= first, Coding.id < stop).distinct()))

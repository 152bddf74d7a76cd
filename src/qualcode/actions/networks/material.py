"""The documents and links that networks of documents are made from, and ties that are gathered one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from qualcode.actions.networks.asking import Ask
from qualcode.actions.tables.crossings import codings_of
from qualcode.messages import _, plural
from qualcode.store import queries
from qualcode.store.models import DocumentLink
from qualcode.store.view import View

if TYPE_CHECKING:
    from qualcode.analysis.network import Tie


@dataclass
class Gathered:
    """What was found of one tie: its weight, the kinds of what makes it, and their dates."""

    weight: int = 0
    kinds: set[str] = field(default_factory=set)
    dates: list[str] = field(default_factory=list)

    def add(self, kind: str, date: str) -> None:
        """Count one more; ``date`` is "" where it has none."""
        self.weight += 1
        self.kinds.add(kind)
        self.dates += [date] if date else []


class Ties(dict[tuple[int, int], Gathered]):
    """Ties by what they join; one that was not there yet begins empty."""

    def __missing__(self, ends: tuple[int, int]) -> Gathered:
        self[ends] = Gathered()
        return self[ends]

    def made(self) -> list[Tie]:
        """The ties, each with all kinds and the earliest and latest date of what was found of it."""
        from qualcode.analysis.network import Tie

        return [
            Tie(*ends, it.weight, ", ".join(sorted(it.kinds)), min(it.dates, default=""), max(it.dates, default=""))
            for ends, it in self.items()
        ]


def dates_note() -> str:
    """What the dates of nodes and ties are."""
    return _("first and last: the earliest and latest date of the documents a tie comes from, or a node stands for.")


@dataclass(frozen=True)
class Material:
    """The documents that count, in order; the links between them; and the notes that tell of both."""

    documents: Sequence[Row[Any]]
    links: Sequence[Row[Any]] = ()
    notes: tuple[str, ...] = ()

    @property
    def at(self) -> dict[int, int]:
        """The position of each document by its id."""
        return {row.id: number for number, row in enumerate(self.documents)}

    def ties(self) -> Ties:
        """A tie for each two documents with a link, dated as the document it comes from."""
        ties, at = Ties(), self.at
        for link in self.links:
            source = at[link.from_document_id]
            ties[source, at[link.to_document_id]].add(link.kind, self.documents[source].occurred_on)
        return ties


def chosen(view: View, ask: Ask, documents: Collection[int] | None) -> Material:
    """The documents at some positions, or all, that hold a coding the query of ``ask`` means, where it has one."""
    every = queries.documents(view)
    numbers: Collection[int] = range(len(every)) if documents is None else documents
    notes: tuple[str, ...] = ()
    if ask.where is not None:
        found = codings_of(view, ask.layer, ask.where)
        numbers = set(numbers) & set(found.table.document.tolist())
        notes = (_("Only documents that hold a coding the query means."), *found.notes)
    return Material([every[number] for number in sorted(numbers)], notes=notes)


def linked(view: View, ask: Ask, kinds: Collection[str], documents: Collection[int] | None) -> Material:
    """The same with the links between them that nobody rejected, of some kinds or, where there are none, of all."""
    material = chosen(view, ask, documents)
    ids = {row.id for row in material.documents}
    there = [it for it in _links(view, kinds) if it.from_document_id in ids and it.to_document_id in ids]
    proposed = sum(not it.confirmed for it in there)
    notes = material.notes
    if proposed and not ask.confirmed:
        said = plural(
            "{n} of {all} links is proposed and not yet confirmed; --confirmed leaves it out.",
            "{n} of {all} links are proposed and not yet confirmed; --confirmed leaves them out.",
            proposed,
            all=len(there),
        )
        notes = (*notes, said)
    return Material(material.documents, [it for it in there if it.confirmed or not ask.confirmed], notes)


def _links(view: View, kinds: Collection[str]) -> Iterable[Row[Any]]:
    """The links between documents that nobody rejected, of some kinds or, where there are none, of all."""
    table = DocumentLink.__table__
    for row in queries.rows(view, select(table).where(table.c.rejected.is_(False)).order_by(table.c.id)):
        if not kinds or row.kind in kinds:
            yield row

"""Documents chosen by a query, where choosing codings would change what was judged: every unit of a document counts, coded or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.actions.layers import Codings
from qualcode.actions.querying.origins import Origins
from qualcode.actions.querying.saved import opened
from qualcode.errors import WrongUse
from qualcode.messages import _, listed
from qualcode.store.view import View

if TYPE_CHECKING:
    from qualcode.analysis.arrays import BoolArray, IntArray
    from qualcode.analysis.query.tree import Query

FIELDS = ("document", "kind", "language", "case", "set", "period", "document.…", "case.…")


@dataclass(frozen=True)
class WholeDocuments:
    """Documents in the place of codings, which have no code: what conditions on documents and cases are asked of."""

    document: IntArray
    code: IntArray


def documents_where(view: View, found: Codings, query: str) -> tuple[BoolArray, str]:
    """Of which documents a query is true, and the sentence that says so.

    Raises WrongUse for a query that is about anything but documents, their cases and sets of these; NotFound as ``retrieve``.
    """
    refused = WrongUse(
        _("Agreement is about every unit that was judged, coded or not: a query can choose documents, not codings."),
        _("Ask for {fields} only. --code chooses codes, --by coders.", fields=listed(FIELDS)),
    )
    chosen, written = documents_meant(view, found, query, refused)
    note = _(
        "Only documents that meet this query are compared, with every unit in them: {query} ({n} of {of}).",
        query=written,
        n=int(chosen.sum()),
        of=len(chosen),
    )
    return chosen, note


def documents_meant(view: View, found: Codings, query: str, refused: WrongUse | None = None) -> tuple[BoolArray, str]:
    """Of which documents a query is true, and the query as it was understood. Raises ``refused`` where it is about codings."""
    import numpy as np

    from qualcode.analysis.query.parsing import parse
    from qualcode.analysis.query.wording import write

    refused = refused or WrongUse(
        _("This query is to choose documents, coded or not, and cannot ask about codings."),
        _("Ask for {fields} only. --where chooses codings.", fields=listed(FIELDS)),
    )
    read = opened(view, parse(query))
    count = len(found.documents)
    documents = WholeDocuments(np.arange(count), np.full(count, -1))
    return _holds(Origins(view, found), read, documents, refused), write(read)


def _holds(origins: Origins, query: Query, documents: WholeDocuments, refused: WrongUse) -> BoolArray:
    from qualcode.analysis.query.tree import And, Compare, Not, Or

    match query:
        case Compare(field) if field in ("document", "kind", "language", "case", "set", "period"):
            return origins.hold(query, documents)
        case Not(of):
            return ~_holds(origins, of, documents, refused)
        case And(left, right):
            return _holds(origins, left, documents, refused) & _holds(origins, right, documents, refused)
        case Or(parts):
            chosen = _holds(origins, parts[0], documents, refused)
            for part in parts[1:]:
                chosen = chosen | _holds(origins, part, documents, refused)
            return chosen
    raise refused

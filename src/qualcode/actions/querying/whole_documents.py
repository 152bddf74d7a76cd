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

FIELDS = ("document", "kind", "language", "case", "set", "document.…", "case.…")


@dataclass(frozen=True)
class WholeDocuments:
    """Documents in the place of codings, which have no code: what conditions on documents and cases are asked of."""

    document: IntArray
    code: IntArray


def documents_where(view: View, found: Codings, query: str) -> tuple[BoolArray, str]:
    """Of which documents a query is true, and the sentence that says so.

    Raises WrongUse for a query that is about anything but documents, their cases and sets of these; NotFound as ``retrieve``.
    """
    import numpy as np

    from qualcode.analysis.query.parsing import parse
    from qualcode.analysis.query.wording import write

    read = opened(view, parse(query))
    count = len(found.documents)
    documents = WholeDocuments(np.arange(count), np.full(count, -1))
    chosen = _holds(Origins(view, found), read, documents)
    note = _(
        "Only documents that meet this query are compared, with every unit in them: {query} ({n} of {of}).",
        query=write(read),
        n=int(chosen.sum()),
        of=count,
    )
    return chosen, note


def _holds(origins: Origins, query: Query, documents: WholeDocuments) -> BoolArray:
    from qualcode.analysis.query.tree import And, Compare, Not, Or

    match query:
        case Compare(field) if field in ("document", "kind", "language", "case", "set"):
            return origins.hold(query, documents)
        case Not(of):
            return ~_holds(origins, of, documents)
        case And(left, right):
            return _holds(origins, left, documents) & _holds(origins, right, documents)
        case Or(parts):
            chosen = _holds(origins, parts[0], documents)
            for part in parts[1:]:
                chosen = chosen | _holds(origins, part, documents)
            return chosen
    raise WrongUse(
        _("Agreement is about every unit that was judged, coded or not: a query can choose documents, not codings."),
        _("Ask for {fields} only. --code chooses codes, --by coders.", fields=listed(FIELDS)),
    )

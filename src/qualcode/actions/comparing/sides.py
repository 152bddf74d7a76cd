"""The sides a code is seen from: kinds of documents, periods, attributes, the part a case has in them, the part of who speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from qualcode.actions.layers import Codings
from qualcode.actions.tables import dimensions
from qualcode.actions.tables.case_levels import CaseRows
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.store import queries
from qualcode.store.models.cases import CASE_ROLES
from qualcode.store.view import View

if TYPE_CHECKING:
    from collections.abc import Collection

OWN = ("roles", "speaker-roles")
SPEAKER_ROLES = ("respondent", "interviewer", "observer", "other")
_OUTSIDE = "no turn"


@dataclass(frozen=True)
class Sides:
    """``labels`` of the sides, the documents that are material on each for a case, and where a passage belongs.

    ``of_documents`` says of a document (its position) and a case (its position) on which sides it is material; ``turns``, where
    given, that a passage belongs to the side of the turn in which it begins: starts, ends and sides by document.
    """

    labels: Sequence[str]
    of_documents: Mapping[tuple[int, int], Collection[int]]
    turns: Mapping[int, Sequence[tuple[int, int, int]]] | None = None
    notes: Sequence[str] = field(default=())

    def of_passage(self, document: int, case: int, start: int) -> Collection[int]:
        """The sides that a passage of a document counts on for a case."""
        if self.turns is None:
            return self.of_documents.get((document, case), ())
        for first, end, side in self.turns.get(document, ()):
            if first <= start < end:
                return (side,)
        return (len(SPEAKER_ROLES),)


def sides(view: View, found: Codings, by: str, cases: CaseRows, tied: Mapping[int, Collection[int]]) -> Sides:
    """The sides that ``by`` names: roles, speaker-roles, or a dimension of documents. Raises WrongUse for any other."""
    if by == "roles":
        return _roles(view, found, cases)
    if by == "speaker-roles":
        return _speaker_roles(view, found, tied)
    made = dimensions.dimension(view, found, by)
    if made.document_pairs is None or by == "documents" or "cases" in by.split("*"):
        raise WrongUse(
            _("A code is not seen from {name!r}.", name=by),
            _("Take kinds, roles, speaker-roles, period:fieldwork, period:year, sets or attribute:NAME of documents."),
        )
    of: dict[tuple[int, int], set[int]] = {}
    for document, label in zip(*(column.tolist() for column in made.document_pairs), strict=True):
        for case in tied.get(document, ()):
            of.setdefault((document, case), set()).add(label)
    return Sides(made.labels, of, notes=dimensions.notes(view, by))


def _roles(view: View, found: Codings, cases: CaseRows) -> Sides:
    """What a case has to do with a document: the documents about a site apart from what its people say."""
    at = {row.id: number for number, row in enumerate(found.documents)}
    rows = queries.document_cases(view)
    labels = [role for role in CASE_ROLES if any(row.role == role for row in rows)]
    of: dict[tuple[int, int], set[int]] = {}
    for row in rows:
        of.setdefault((at[row.document_id], cases.at[row.case_id]), set()).add(labels.index(row.role))
    return Sides(labels, of)


def _speaker_roles(view: View, found: Codings, tied: Mapping[int, Collection[int]]) -> Sides:
    """Who speaks, by the part in the conversation; what stands in no turn is a side of its own."""
    labels = (*SPEAKER_ROLES, _OUTSIDE)
    every = queries.turns_by_document(view)
    turns = {number: _turns(every.get(row.id, ())) for number, row in enumerate(found.documents)}
    of = {
        (document, case): {side for _start, _end, side in turns[document]} or {len(SPEAKER_ROLES)}
        for document, there in tied.items()
        for case in there
    }
    return Sides(labels, of, turns)


def _turns(rows: Sequence[Row[Any]]) -> list[tuple[int, int, int]]:
    return [(row.start, row.end, SPEAKER_ROLES.index(row.role or "other")) for row in rows]

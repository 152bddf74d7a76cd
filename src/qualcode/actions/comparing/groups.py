"""Documents in groups: by who issued them, whom they are addressed to, or by a dimension of a matrix."""

from __future__ import annotations

from qualcode.actions.layers import Codings
from qualcode.actions.tables import dimensions
from qualcode.actions.tables.case_levels import case_rows
from qualcode.errors import WrongUse
from qualcode.messages import _, listed, plural
from qualcode.store import queries
from qualcode.store.view import View

ROLES = {
    "issuers": "issuer",
    "addressees": "addressee",
    "sites": "site",
    "participants": "participant",
    "authors": "author",
}
"""What groups documents by the cases that have a part in them, besides the dimensions of a matrix."""

ALL = "all"


def groups_of(
    view: View, found: Codings, by: str | None, case_level: int | None
) -> tuple[dict[str, set[int]], list[str]]:
    """The documents (positions) of each group, in order, and what must be said of documents in none and in several."""
    every = range(len(found.documents))
    if by is None:
        return {ALL: set(every)}, []
    groups = _of_role(view, found, by, case_level) if by in ROLES else _of_dimension(view, found, by, case_level)
    groups = {label: documents for label, documents in groups.items() if documents}
    notes = list(dimensions.notes(view, by)) if by not in ROLES else []
    times = [sum(number in documents for documents in groups.values()) for number in every]
    if none := times.count(0):
        notes.append(plural("{n} document is in no group and left out.", "{n} documents are in no group and left out.", none))  # fmt: skip
    if several := sum(count > 1 for count in times):
        notes.append(plural("{n} document is in several groups and counts in each.", "{n} documents are in several groups and count in each.", several))  # fmt: skip
    if not groups:
        notes.append(_("No document has a value for {name}.", name=by))
    return groups, notes


def _of_role(view: View, found: Codings, by: str, case_level: int | None) -> dict[str, set[int]]:
    cases = case_rows(view, case_level)
    at = {row.id: number for number, row in enumerate(found.documents)}
    groups: dict[str, set[int]] = {row.name: set() for row in cases.rows}
    for row in queries.document_cases(view):
        if row.role == ROLES[by] and row.document_id in at:
            groups[cases.rows[cases.at[row.case_id]].name].add(at[row.document_id])
    return groups


def _of_dimension(view: View, found: Codings, by: str, case_level: int | None) -> dict[str, set[int]]:
    made = dimensions.dimension(view, found, by, case_level)
    if made.document_pairs is None:
        raise WrongUse(
            _("{name!r} does not group documents.", name=by),
            _("Take {roles}, kinds, cases, sets, period:year or attribute:NAME.", roles=listed(ROLES)),
        )
    groups: dict[str, set[int]] = {label: set() for label in made.labels}
    for document, label in zip(*(column.tolist() for column in made.document_pairs), strict=True):
        groups[made.labels[label]].add(document)
    return groups

"""Sets of documents, of codes and of cases as rows or columns of a matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from qualcode.actions.layers import Codings
from qualcode.actions.tables.case_levels import case_rows, cases_of_documents
from qualcode.store import queries
from qualcode.store.models import CaseSet, CaseSetMember, CodeSet, CodeSetMember, DocumentSet, DocumentSetMember
from qualcode.store.view import View

if TYPE_CHECKING:
    from qualcode.analysis.dimension import Dimension


def sets_of_documents(view: View, codings: Codings) -> Dimension:
    """The sets of documents; a coding belongs to every set its document is in."""
    from qualcode.analysis.dimension import Dimension

    names, members = _members(view, DocumentSet, DocumentSetMember.document_set_id, DocumentSetMember.document_id)
    lists = {number: members.get(row.id, set()) for number, row in enumerate(codings.documents)}
    return Dimension.of_documents("sets", names, lists, codings.table)


def sets_of_codes(view: View, codings: Codings) -> Dimension:
    """The sets of codes; a coding belongs to every set its code is in."""
    import numpy as np

    from qualcode.analysis.arrays import expand
    from qualcode.analysis.dimension import Dimension

    names, members = _members(view, CodeSet, CodeSetMember.code_set_id, CodeSetMember.code_id)
    paths = {codings.tree.path(code): found for code, found in members.items()}
    lists = [sorted(paths.get(path, ())) for path in codings.table.codes]
    stop = np.cumsum([len(found) for found in lists], dtype=np.int64)
    first = np.concatenate(([0], stop))[:-1]
    coding, place = expand(first[codings.table.code], stop[codings.table.code])
    flat = np.array([label for found in lists for label in found], dtype=np.int64)
    return Dimension.of_pairs("code-sets", names, coding, flat[place])


def sets_of_cases(view: View, codings: Codings, case_level: int | None = None) -> Dimension:
    """The sets of cases; a coding belongs to every set that a case of its document is in."""
    import numpy as np

    from qualcode.analysis.dimension import Dimension

    names, members = _members(view, CaseSet, CaseSetMember.case_set_id, CaseSetMember.case_id)
    known = case_rows(view, case_level)
    holds = np.zeros((len(names), len(known.rows)), dtype=bool)
    for case, found in members.items():
        holds[sorted(found), known.at[case]] = True
    tied = cases_of_documents(view, codings, case_level)
    lists = {document: set(np.flatnonzero(holds[:, sorted(cases)].any(1)).tolist()) for document, cases in tied.items()}
    return Dimension.of_documents("case-sets", names, lists, codings.table).holding(holds)


def _members(view: View, model: Any, of_set: Any, member: Any) -> tuple[list[str], dict[int, set[int]]]:
    """The names of all sets of a kind, and for each member's id the positions of the sets it is in."""
    sets = queries.rows(view, select(model.id, model.name).order_by(model.name_key))
    at = {row.id: number for number, row in enumerate(sets)}
    found: dict[int, set[int]] = {}
    for row in queries.rows(view, select(of_set.label("set_id"), member.label("member_id"))):
        found.setdefault(row.member_id, set()).add(at[row.set_id])
    return [row.name for row in sets], found

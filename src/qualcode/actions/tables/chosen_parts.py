"""Parts of a project as rows or columns: some codes, some cases, and what a choice of documents holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from qualcode.actions.layers import Codings
from qualcode.actions.tables.case_levels import ancestry, case_rows, cases_of_documents
from qualcode.errors import NotFound, WrongUse
from qualcode.messages import _, listed
from qualcode.store import queries
from qualcode.store.models import CaseSet, CaseSetMember, CodeSet, CodeSetMember
from qualcode.store.view import View
from qualcode.text.names import name_key, nearest

if TYPE_CHECKING:
    from qualcode.analysis.arrays import BoolArray
    from qualcode.analysis.dimension import Dimension


def codes_named(view: View, codings: Codings, wanted: str) -> Dimension:
    """The codes of the set of this name, else the code of this name and all below it, without headings of codes there.

    Raises NotFound for an unknown code, WrongUse where codes are counted for one above it.
    """
    import numpy as np

    from qualcode.analysis.dimension import Dimension

    kept = shown(view, codings, wanted)
    at = np.where(kept, np.cumsum(kept) - 1, -1)
    labels = [path for path, is_kept in zip(codings.table.codes, kept.tolist(), strict=True) if is_kept]
    return Dimension.of_codings(f"codes:{wanted}", labels, at[codings.table.code])


def offered(view: View) -> list[str]:
    """Choices of codes and of cases that can be rows or columns: of every set, and of whatever has others below it."""
    tree, cases = queries.code_tree(view), queries.cases(view)
    of_codes = {row.name_key: row.name for row in queries.rows(view, select(CodeSet.__table__).order_by(CodeSet.name))}
    of_cases = {
        name_key(row.name): row.name for row in queries.rows(view, select(CaseSet.__table__).order_by(CaseSet.name))
    }
    branches = [tree.path(code) for code in _with_others_below(tree.rows)]
    names = {row.id: row.name for row in cases}
    regions = [names[case] for case in _with_others_below(cases) if name_key(names[case]) not in of_cases]
    codes = [*of_codes.values(), *(f"{path}/*" if name_key(path) in of_codes else path for path in branches)]
    made = [*(f"codes:{name}" for name in codes), *(f"cases:{name}" for name in (*of_cases.values(), *regions))]
    return [name for name in made if "*" not in name.removesuffix("/*")]  # which would make it a product


def _with_others_below(rows: Iterable[Any]) -> list[int]:
    above = {row.parent_id for row in rows}
    return [row.id for row in rows if row.id in above]


def shown(view: View, codings: Codings, wanted: str) -> BoolArray:
    """Which codes of the table ``codes_named`` has as labels. Raises the same."""
    import numpy as np

    members = members_of_code_set(view, wanted)
    if members is not None:
        return _at_their_level(codings, [codings.tree.path(code) for code in members])
    chosen = _branch(codings, wanted)
    parents, table = codings.table.code_parents, codings.table
    above_others = np.zeros(len(chosen), dtype=np.bool_)
    above_others[parents[chosen & (parents >= 0)]] = True
    headings = {codings.tree.path(row.id) for row in codings.tree.rows if not row.is_codable}
    silent = np.array([path in headings for path in table.codes], dtype=np.bool_) & above_others
    silent[table.code] = False
    return chosen & ~silent


def _branch(codings: Codings, wanted: str) -> BoolArray:
    """Which codes of the table are the one called ``wanted`` or lie below it; a last "/*" says the same."""
    import numpy as np

    top = codings.tree.named(wanted.removesuffix("/*"))
    _require_there(codings, [codings.tree.path(top.id)])
    paths = {codings.tree.path(row.id) for row in codings.tree.subtree(top.id)}
    return np.array([path in paths for path in codings.table.codes], dtype=np.bool_)


def _at_their_level(codings: Codings, members: Sequence[str]) -> BoolArray:
    """Which codes of the table are those of a set."""
    import numpy as np

    _require_there(codings, members)
    return np.array([path in set(members) for path in codings.table.codes], dtype=np.bool_)


def _require_there(codings: Codings, paths: Sequence[str]) -> None:
    for path in paths:
        if path not in codings.table.codes:
            raise WrongUse(
                _("{code} is counted for a code above it here.", code=path),
                _("Leave out --code-level, or give a deeper one."),
            )


def members_of_code_set(view: View, name: str) -> list[int] | None:
    """The codes in the set of this name; None where there is no such set of codes."""
    sets = {row.name_key: row.id for row in queries.rows(view, select(CodeSet.__table__))}
    if (named := sets.get(name_key(name))) is None:
        return None
    return list(view.connection.scalars(select(CodeSetMember.code_id).where(CodeSetMember.code_set_id == named)))


def cases_named(view: View, codings: Codings, wanted: str, case_level: int | None = None) -> Dimension:
    """The cases of the set of this name, else the case of this name and all that lie in it. Raises NotFound."""
    import numpy as np

    from qualcode.analysis.dimension import Dimension

    known = case_rows(view, case_level)
    kept = sorted({known.at[case] for case in chosen_cases(view, wanted)})
    at = {number: label for label, number in enumerate(kept)}
    tied = cases_of_documents(view, codings, case_level)
    lists = {document: {at[case] for case in found if case in at} for document, found in tied.items()}
    labels = [known.rows[number].name for number in kept]
    holds = np.eye(len(known.rows), dtype=bool)[kept]
    return Dimension.of_documents(f"cases:{wanted}", labels, lists, codings.table).holding(holds)


def chosen_cases(view: View, wanted: str) -> set[int]:
    """The cases of the set of this name, else the case of this name and all that lie in it. Raises NotFound."""
    sets = {name_key(row.name): row for row in queries.rows(view, select(CaseSet.__table__))}
    if named := sets.get(name_key(wanted)):
        members = select(CaseSetMember.case_id).where(CaseSetMember.case_set_id == named.id)
        return set(view.connection.scalars(members))
    rows = queries.cases(view)
    top = next((row.id for row in rows if name_key(row.name) == name_key(wanted)), None)
    if top is None:
        names = [*(row.name for row in sets.values()), *(row.name for row in rows)]
        close = nearest(wanted, names)
        hint = _("Did you mean {names}?", names=listed(close)) if close else _("See them: qualcode cases list")
        raise NotFound(_("There is no case and no set of cases {name!r}.", name=wanted), hint, close)
    above = {row.id: row.parent_id for row in rows}
    return {row.id for row in rows if top in ancestry(above, row.id)}


def among(view: View, found: Codings, query: str) -> Codings:
    """Only the documents that a query means, coded or not, as if there were no others. Raises as ``documents_meant``."""
    import numpy as np

    from qualcode.actions.querying.whole_documents import documents_meant

    chosen, written = documents_meant(view, found, query)
    kept = np.flatnonzero(chosen)
    table = found.table.select(chosen[found.table.document])
    note = _(
        "Only documents that meet this query are there: {query} ({n} of {of}).",
        query=written,
        n=len(kept),
        of=len(chosen),
    )
    return replace(
        found,
        table=replace(
            table,
            document=(np.cumsum(chosen) - 1)[table.document],
            documents=tuple(table.documents[number] for number in kept.tolist()),
            lengths=table.lengths[kept],
        ),
        documents=[found.documents[number] for number in kept.tolist()],
        counting=found.counting[kept],
        notes=(*found.notes, note),
        partial=True,
    )


def of_their_documents(view: View, codings: Codings, made: Dimension, case_level: int | None) -> Dimension:
    """A dimension without the labels of documents that are not there, and without the cases that have none that is."""
    import numpy as np

    if made.document_pairs is None:
        return made
    there = np.bincount(made.document_pairs[1], minlength=len(made.labels)) > 0
    at = np.cumsum(there) - 1
    document, label = made.document_pairs
    holds = made.holds
    if holds is not None:
        cases = sorted({case for found in cases_of_documents(view, codings, case_level).values() for case in found})
        with_documents = np.zeros(holds.shape[1], dtype=np.bool_)
        with_documents[cases] = True
        holds = (holds & with_documents)[there]
    labels = tuple(name for name, kept in zip(made.labels, there.tolist(), strict=True) if kept)
    return replace(made, labels=labels, label=at[made.label], holds=holds, document_pairs=(document, at[label]))

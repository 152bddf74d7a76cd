"""Sets: named choices of documents, of cases and of codes. Queries ask for them, and tables cross them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Any

from sqlalchemy import Row, select

from qualcode.actions.registry import action
from qualcode.errors import NotFound, WrongUse
from qualcode.messages import _, listed
from qualcode.store import queries
from qualcode.store.models import CaseSet, CaseSetMember, CodeSet, CodeSetMember, DocumentSet, DocumentSetMember
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.names import name_key, nearest

OF = ("documents", "cases", "codes")
"""What a set may be of."""


@dataclass(frozen=True)
class _Kind:
    """A kind of set: its tables, and how what is in it is named."""

    of: str
    sets: Any
    members: Any
    named: Callable[[View, str], list[int]]
    names: Callable[[View], dict[int, str]]

    @property
    def set_id(self) -> str:
        """The column that says which set."""
        return f"{self.sets.__tablename__}_id"

    @property
    def member_id(self) -> str:
        """The column that says what is in it."""
        return f"{self.of.removesuffix('s')}_id"


def listing(view: View) -> Table:
    """Every set with how much is in it."""
    rows = [
        (row.name, kind.of, len(_inside(view, kind, row.id)), row.note or None)
        for kind in _KINDS
        for row in _sets(view, kind)
    ]
    notes = () if rows else (_("There are no sets. qualcode sets add NAME DOCUMENT … makes one."),)
    return Table(("set", "of", "members", "note"), rows, notes)


def show(view: View, name: str, of: str | None = None) -> Table:
    """What is in the sets of a name. Raises NotFound where there is none."""
    rows = []
    for kind, row in _named(view, name, of):
        names = kind.names(view)
        inside, reasons = set(_inside(view, kind, row.id)), _reasons(view, row.id) if kind.of == "cases" else {}
        rows += [(row.name, kind.of, member, reasons.get(at)) for at, member in names.items() if at in inside]
    return Table(("set", "of", "member", "note"), rows, () if rows else (_("Nothing is in the set."),))


def of_documents(view: View) -> tuple[tuple[str, ...], dict[int, list[str]]]:
    """The names of all sets of documents, and by the ids of documents those they are in."""
    rows = {row.id: row.name for row in _sets(view, _kind("documents"))}
    inside: dict[int, list[str]] = {}
    for row in view.connection.execute(select(DocumentSetMember.document_id, DocumentSetMember.document_set_id)):
        inside.setdefault(row.document_id, []).append(rows[row.document_set_id])
    return tuple(rows.values()), {document: sorted(names) for document, names in inside.items()}


def case_set(view: View, name: str) -> list[int]:
    """The ids of the cases in a set of cases. Raises NotFound where there is none of this name."""
    ((kind, row),) = _named(view, name, "cases")
    return list(_inside(view, kind, row.id))


def _reasons(view: View, set_id: int) -> dict[int, str]:
    """What speaks for each case of a set, where that is recorded."""
    columns = CaseSetMember.case_id, CaseSetMember.note
    statement = select(*columns).where(CaseSetMember.case_set_id == set_id, CaseSetMember.note != "")
    return {case: note for case, note in view.connection.execute(statement)}  # noqa: C416 - rows are not pairs


@action("sets.add")
def add(work: Work, name: str, members: Sequence[str], *, of: str = "documents", note: str | None = None) -> int:
    """Put documents, cases or codes into a set, which is made where there is none; how many were not in it yet.

    ``NAME/*`` is a case or a code and all below it; a document may be a pattern with * and ?. Raises WrongUse for no name, and
    NotFound for what is not there.
    """
    if not name.strip():
        raise WrongUse(_("A set needs a name."))
    kind = _kind(of)
    ids = list(dict.fromkeys(at for member in members for at in kind.named(work, member)))
    known = next((row for row in _sets(work, kind) if row.name_key == name_key(name)), None)
    if known is None:
        row_id = work.journal.insert(kind.sets, name=name.strip(), name_key=name_key(name), note=note or "")
    else:
        row_id = known.id
        if note is not None and note != known.note:
            work.journal.update(kind.sets, row_id, note=note)
    inside = _inside(work, kind, row_id)
    new = [at for at in ids if at not in inside]
    for at in new:
        work.journal.insert(kind.members, **{kind.set_id: row_id, kind.member_id: at})
    work.describe("sets.add", _("put {n} into the set {name}", n=len(new), name=name.strip()))
    return len(new)


@action("sets.remove")
def remove(work: Work, name: str, members: Sequence[str] = (), *, of: str | None = None) -> int:
    """Take something out of a set, or remove the set where nothing is named; how many were taken out.

    Raises NotFound where there is no such set, WrongUse where sets of several kinds have the name.
    """
    found = _named(work, name, of)
    if len(found) > 1:
        kinds = listed(kind.of for kind, _row in found)
        raise WrongUse(_("There are sets {name!r} of {kinds}.", name=name, kinds=kinds), _("Say which with --of."))
    ((kind, row),) = found
    inside = _inside(work, kind, row.id)
    if not members:
        remove_rows(work.journal, kind.sets, [row.id])
        work.describe("sets.remove", _("removed the set {name}", name=row.name))
        return len(inside)
    wanted = {at for member in members for at in kind.named(work, member)}
    gone = [member for at, member in inside.items() if at in wanted]
    remove_rows(work.journal, kind.members, gone)
    work.describe("sets.remove", _("took {n} out of the set {name}", n=len(gone), name=row.name))
    return len(gone)


def _kind(of: str) -> _Kind:
    for kind in _KINDS:
        if kind.of == of:
            return kind
    raise WrongUse(_("A set is of one of: {kinds}", kinds=listed(OF)))


def _sets(view: View, kind: _Kind) -> Sequence[Row[Any]]:
    return queries.rows(view, select(kind.sets.__table__).order_by(kind.sets.name_key))


def _inside(view: View, kind: _Kind, set_id: int) -> dict[int, int]:
    """What is in a set: the key of each with that of its membership."""
    columns = getattr(kind.members, kind.member_id), kind.members.id
    statement = select(*columns).where(getattr(kind.members, kind.set_id) == set_id).order_by(kind.members.id)
    return {member: at for member, at in view.connection.execute(statement)}  # noqa: C416 - rows are not pairs


def _named(view: View, name: str, of: str | None) -> list[tuple[_Kind, Row[Any]]]:
    """The sets of a name, one of each kind at most. Raises NotFound with the nearest names."""
    kinds = _KINDS if of is None else [_kind(of)]
    every = [(kind, row) for kind in kinds for row in _sets(view, kind)]
    if found := [(kind, row) for kind, row in every if row.name_key == name_key(name)]:
        return found
    close = nearest(name, [row.name for _kind_of, row in every])
    hint = _("Did you mean {names}?", names=listed(close)) if close else _("qualcode sets list shows what there is.")
    raise NotFound(_("There is no set {name!r}.", name=name), hint, close)


def _documents_named(view: View, name: str) -> list[int]:
    if "*" in name or "?" in name:
        found = [row.id for row in queries.documents(view) if fnmatch(row.name_key, name_key(name))]
        if found:
            return found
    return [queries.document_named(view, name).id]


def _cases_named(view: View, name: str) -> list[int]:
    whole, star, _rest = name.rpartition("/*")
    if not star:
        return [queries.case_named(view, name).id]
    rows = queries.cases(view)
    return list(_below(queries.case_named(view, whole.strip()).id, rows))


def _below(case_id: int, rows: Sequence[Row[Any]]) -> Iterator[int]:
    yield case_id
    for row in rows:
        if row.parent_id == case_id:
            yield from _below(row.id, rows)


def _codes_named(view: View, name: str) -> list[int]:
    tree, (whole, star, _rest) = queries.code_tree(view), name.rpartition("/*")
    if star:
        return [row.id for row in tree.subtree(tree.named(whole.strip()).id)]
    return [tree.named(name).id]


def _code_paths(view: View) -> dict[int, str]:
    tree = queries.code_tree(view)
    return {row.id: tree.path(row.id) for row in tree.rows}


_KINDS = (
    _Kind(
        "documents",
        DocumentSet,
        DocumentSetMember,
        _documents_named,
        lambda view: {row.id: row.name for row in queries.documents(view)},
    ),
    _Kind(
        "cases", CaseSet, CaseSetMember, _cases_named, lambda view: {row.id: row.name for row in queries.cases(view)}
    ),
    _Kind("codes", CodeSet, CodeSetMember, _codes_named, _code_paths),
)

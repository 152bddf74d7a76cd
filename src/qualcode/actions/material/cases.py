"""Cases: who and what is compared, nested, with typed attributes, and tied to documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatch
from typing import Any

from sqlalchemy import Row

from qualcode.actions.material import attributes
from qualcode.actions.registry import action
from qualcode.errors import Refused, UnreadableInput, WrongUse
from qualcode.formats.bundle import Report
from qualcode.messages import _, listed, plural
from qualcode.store import queries
from qualcode.store.models import Case, DocumentCase
from qualcode.store.models.cases import ATTRIBUTE_KINDS, CASE_ROLES
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.table import Cell, Table
from qualcode.text.names import name_key
from qualcode.text.values import guess_kind


def listing(view: View, match: str | None = None, *, labels: bool = False) -> Table:
    """The cases with parent, number of documents, and one column for each attribute; ``match`` is a pattern with * and ?.

    ``labels`` puts the labels of choices in place of their values.
    """
    names = [row.name for row in queries.attributes(view, "case")]
    values = attributes.values_by_owner(view, "case", labels=labels)
    cases = queries.cases(view)
    parents = {row.id: row.name for row in cases}
    tied = {(row.case_id, row.document_id) for row in queries.document_cases(view)}  # in several roles, perhaps
    documents = Counter(case for case, _document in tied)
    rows = [
        (
            row.name,
            parents.get(row.parent_id),
            documents[row.id],
            *(attributes.as_cell(values.get(row.id, {}).get(name, [])) for name in names),
        )
        for row in cases
        if match is None or fnmatch(row.name_key, name_key(match))
    ]
    return Table(("case", "parent", "documents", *names), rows)


@action("cases.add")
def add(work: Work, name: str, *, parent: str | None = None, notes: str = "") -> None:
    """Add a case, perhaps within another. Raises Refused when there is one of that name, WrongUse for an empty name."""
    if not name.strip():
        raise WrongUse(_("A case needs a name."))
    if any(row.name_key == name_key(name) for row in queries.cases(work)):
        raise Refused(_("There is a case called {name!r} already.", name=name))
    parent_id = None if parent is None else queries.case_named(work, parent).id
    work.journal.insert(Case, name=name.strip(), name_key=name_key(name), parent_id=parent_id, notes=notes)
    work.describe("cases.add", _("added the case {name}", name=name))


@action("cases.set")
def set_values(work: Work, name: str, values: Mapping[str, str], *, as_of: str = "") -> None:
    """Give a case values of attributes; an empty value takes one away. ``as_of`` is a date from which they hold.

    Raises NotFound for an unknown case or attribute, WrongUse for a value not of its attribute's kind or no date.
    """
    case = queries.case_named(work, name)
    for attribute, text in values.items():
        row = attributes.of_name(work, attribute, "case")
        attributes.set_values(work, row, "case_id", {case.id: attributes.parse_values(row, text)}, as_of)
    work.describe("cases.set", _("described the case {name}", name=name))


@action("cases.move")
def move(work: Work, name: str, parent: str | None) -> None:
    """Put a case within another, or (None) in none. Raises Refused when that would be a cycle."""
    case = queries.case_named(work, name)
    above = None if parent is None else queries.case_named(work, parent)
    _place(work, {case.id: None if above is None else above.id})
    work.describe("cases.move", _("moved the case {name}", name=name))


def _place(work: Work, parents: Mapping[int, int | None]) -> None:
    """Put cases within others, by id. Raises Refused when one would come to lie within itself."""
    cases = {row.id: row for row in queries.cases(work)}
    above = {row.id: row.parent_id for row in cases.values()} | dict(parents)
    for case_id in parents:
        step, passed = above[case_id], set[int]()
        while step is not None and step not in passed:
            if step == case_id:
                raise Refused(_("{name!r} cannot be within itself.", name=cases[case_id].name))
            passed.add(step)
            step = above[step]
    work.journal.update_each(Case, {case_id: {"parent_id": parent_id} for case_id, parent_id in parents.items()})


@action("cases.link")
def link(work: Work, document: str, case: str, *, role: str = "participant") -> None:
    """Tie a case to a document: as its site, participant, author, issuer, addressee, or as mentioned. Doing it twice changes nothing."""
    ids = queries.document_named(work, document).id, queries.case_named(work, case).id
    tie(work, [(*ids, role_named(role))])
    work.describe("cases.link", _("tied {case} to {document}", case=case, document=document))


@action("cases.unlink")
def unlink(work: Work, document: str, case: str, *, role: str | None = None) -> int:
    """Take a case off a document, in one role or in all; how many ties went. Raises Refused where there is none."""
    document_row, case_row = queries.document_named(work, document), queries.case_named(work, case)
    wanted = role_named(role) if role is not None else None
    ties = [
        row.id
        for row in queries.document_cases(work)
        if (row.document_id, row.case_id) == (document_row.id, case_row.id) and wanted in (None, row.role)
    ]
    if not ties:
        raise Refused(
            _("{case!r} is not tied to {document!r} like that.", case=case_row.name, document=document_row.name),
            _("qualcode documents show tells which cases are."),
        )
    remove_rows(work.journal, DocumentCase, ties)
    work.describe("cases.unlink", _("took {case} off {document}", case=case_row.name, document=document_row.name))
    return len(ties)


def role_named(role: str) -> str:
    """The role of a case a person names. Raises WrongUse for no role."""
    if role not in CASE_ROLES:
        raise WrongUse(
            _("{role!r} is no role of a case.", role=role), _("Roles are: {roles}", roles=listed(CASE_ROLES))
        )
    return role


def tie(work: Work, ties: Iterable[tuple[int, int, str]]) -> None:
    """Tie cases to documents: the document's id, the case's id and the role. Those that are there already stay as they are."""
    known = {(row.document_id, row.case_id, row.role) for row in queries.document_cases(work)}
    new = [one for one in dict.fromkeys(ties) if one not in known]
    work.journal.insert_many(
        DocumentCase, [dict(zip(("document_id", "case_id", "role"), one, strict=True)) for one in new]
    )


@action("cases.remove")
def remove(work: Work, name: str) -> None:
    """Remove a case with its values and ties. Raises Refused when cases are within it."""
    case = queries.case_named(work, name)
    if any(row.parent_id == case.id for row in queries.cases(work)):
        raise Refused(_("There are cases within {name!r}.", name=name), _("Move or remove them first."))
    remove_rows(work.journal, Case, [case.id])
    work.describe("cases.remove", _("removed the case {name}", name=name))


@action("cases.import")
def import_table(work: Work, columns: Sequence[str], rows: Sequence[Sequence[str]], source: str = "") -> Report:
    """Bring in a table of cases: column ``case``, perhaps ``parent``, and one column an attribute, ``name`` or ``name:kind``.

    Cases and attributes that are not there yet are added; without a kind the narrowest that reads all values is taken,
    and said. An empty cell is no value; where a case stands in several rows, the last value counts. Changes nothing and
    raises UnreadableInput without the column, WrongUse for a value not of its kind, NotFound for an unknown parent, Refused
    for a kind that is not the attribute's own or a case within itself.
    """
    report = Report(source, "cases")
    at = {_role(name): position for position, name in enumerate(columns)}
    if "case" not in at:
        raise UnreadableInput(
            _("{source} has no column named case.", source=source),
            _("Name the column that holds the cases “case”, or say which it is with --case COLUMN."),
        )
    work.describe("cases.import", _("imported the cases of {source}", source=source))
    names = [row[at["case"]].strip() for row in rows]
    ids = ids_of_cases(work, names)
    if "parent" in at:
        _place_by_name(work, ids, zip(names, (row[at["parent"]].strip() for row in rows), strict=True))
    for heading, position in at.items():
        if heading not in ("case", "parent"):
            texts = [(case, row[position].strip()) for case, row in zip(names, rows, strict=True)]
            _import_column(work, heading, [(case, text) for case, text in texts if text], ids, report)
    if len(rows) > len({name_key(name) for name in names}):
        report.add("warning", _("some cases stand in several rows; the last value counts"))
    report.add("read", plural("{n} case", "{n} cases", len({name_key(name) for name in names})))
    return report


def _role(heading: str) -> str:
    """A column's heading; those with a part of their own are known in any case of letters."""
    return heading.casefold() if heading.casefold() in ("case", "parent") else heading


def ids_of_cases(work: Work, names: Sequence[str]) -> dict[str, int]:
    """The ids of all cases by their folded names, after adding those that are not there yet."""
    ids = {row.name_key: row.id for row in queries.cases(work)}
    new = {name_key(name): name for name in reversed(names) if name_key(name) not in ids}
    if "" in new:
        raise WrongUse(_("A case needs a name."))
    rows = [{"name": name, "name_key": key} for key, name in reversed(new.items())]
    return ids | dict(zip([row["name_key"] for row in rows], work.journal.insert_many(Case, rows), strict=True))


def _place_by_name(work: Work, ids: Mapping[str, int], pairs: Iterable[tuple[str, str]]) -> None:
    """Put cases within others, each pair a case and the name of its parent, or nothing where it stays where it is."""
    wanted = {ids[name_key(case)]: parent for case, parent in pairs if parent}
    above = {name: ids.get(name_key(name)) or queries.case_named(work, name).id for name in set(wanted.values())}
    _place(work, {case_id: above[parent] for case_id, parent in wanted.items()})


def _import_column(
    work: Work, heading: str, texts: Sequence[tuple[str, str]], ids: Mapping[str, int], report: Report
) -> None:
    """Give cases the values of a column, each pair of ``texts`` a case's name and what its cell says."""
    attribute = _attribute_of_column(work, heading, [text for _case, text in texts], report)
    values: dict[int, list[Cell]] = {}
    for case, text in texts:
        try:
            values[ids[name_key(case)]] = attributes.parse_values(attribute, text)
        except WrongUse as error:
            raise WrongUse(_("{case}: {problem}", case=case, problem=error.message), error.hint) from None
    attributes.set_values(work, attribute, "case_id", values)


def _attribute_of_column(work: Work, heading: str, texts: Sequence[str], report: Report) -> Row[Any]:
    name, kind = _name_and_kind(heading)
    if not attributes.is_defined(work, name, "case"):
        attributes.define(work, name, kind or guess_kind(texts))
        chosen = queries.attribute_named(work, name, "case").kind
        report.add("read", _("attribute {name} of kind {kind}", name=name, kind=chosen))
    attribute = queries.attribute_named(work, name, "case")
    if kind and kind != attribute.kind:
        raise Refused(
            _("The attribute {name!r} is of kind {kind}, not {other}.", name=name, kind=attribute.kind, other=kind),
            _("Write {name} alone as the heading of the column, or give the attribute another name.", name=name),
        )
    return attribute


def _name_and_kind(heading: str) -> tuple[str, str]:
    name, colon, kind = heading.rpartition(":")
    return (name, kind) if colon and kind in ATTRIBUTE_KINDS else (heading, "")

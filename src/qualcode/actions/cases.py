"""Cases: who and what is compared, nested, with typed attributes, and tied to documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from typing import Any

from sqlalchemy import Row, select

from qualcode.actions import attributes
from qualcode.actions.registry import action
from qualcode.errors import Refused, WrongUse
from qualcode.formats.bundle import Report
from qualcode.messages import _, plural
from qualcode.store import queries
from qualcode.store.models import Case, DocumentCase
from qualcode.store.models.cases import ATTRIBUTE_KINDS, CASE_ROLES
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import View, Work
from qualcode.table import Table
from qualcode.text.names import name_key


def listing(view: View, match: str | None = None) -> Table:
    """The cases with parent, number of documents, and one column for each attribute; ``match`` is a pattern with * and ?."""
    names = [row.name for row in queries.attributes(view, "case")]
    values = attributes.values_by_owner(view, "case")
    cases = queries.cases(view)
    parents = {row.id: row.name for row in cases}
    documents = queries.counts(view, DocumentCase, DocumentCase.case_id)
    rows = [
        (
            row.name,
            parents.get(row.parent_id),
            documents.get(row.id, 0),
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

    Raises NotFound for an unknown case or attribute, WrongUse for a value not of its attribute's kind.
    """
    case = queries.case_named(work, name)
    for attribute, text in values.items():
        row = attributes.of_name(work, attribute, "case")
        attributes.set_value(work, row, {"case_id": case.id}, text, as_of)
    work.describe("cases.set", _("described the case {name}", name=name))


@action("cases.move")
def move(work: Work, name: str, parent: str | None) -> None:
    """Put a case within another, or (None) in none. Raises Refused when that would be a cycle."""
    case = queries.case_named(work, name)
    above = None if parent is None else queries.case_named(work, parent)
    by_id = {row.id: row for row in queries.cases(work)}
    step: Row[Any] | None = above
    while step is not None:
        if step.id == case.id:
            raise Refused(_("{name!r} cannot be within itself.", name=case.name))
        step = by_id.get(step.parent_id)
    work.journal.update(Case, case.id, parent_id=None if above is None else above.id)
    work.describe("cases.move", _("moved the case {name}", name=name))


@action("cases.link")
def link(work: Work, document: str, case: str, *, role: str = "participant") -> None:
    """Tie a case to a document: as its site, participant, author, issuer, addressee, or as mentioned. Doing it twice changes nothing."""
    if role not in CASE_ROLES:
        raise WrongUse(
            _("{role!r} is no role of a case.", role=role), _("Roles are: {roles}", roles=", ".join(CASE_ROLES))
        )
    ids = {"document_id": queries.document_named(work, document).id, "case_id": queries.case_named(work, case).id}
    known = work.connection.scalar(select(DocumentCase.id).filter_by(**ids, role=role))
    if known is None:
        work.journal.insert(DocumentCase, **ids, role=role)
    work.describe("cases.link", _("tied {case} to {document}", case=case, document=document))


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
    and said. An empty cell is no value. Raises WrongUse, changing nothing, for a value not of its kind or a missing column.
    """
    report = Report(source, "cases")
    if "case" not in columns:
        raise WrongUse(
            _("{source} has no column named case.", source=source), _("Name the column that holds the cases “case”.")
        )
    work.describe("cases.import", _("imported the cases of {source}", source=source))
    at = {name: position for position, name in enumerate(columns)}
    _add_missing_cases(work, at, rows, report)
    for name in columns:
        if name not in ("case", "parent"):
            _import_column(work, name, at, rows, report)
    report.add("read", plural("{n} case", "{n} cases", len({name_key(row[at["case"]]) for row in rows})))
    return report


def _add_missing_cases(work: Work, at: Mapping[str, int], rows: Sequence[Sequence[str]], report: Report) -> None:
    known = {row.name_key for row in queries.cases(work)}
    new = [row[at["case"]] for row in rows if name_key(row[at["case"]]) not in known]
    for name in dict.fromkeys(new):
        add(work, name)
    if "parent" in at:
        for row in rows:
            if row[at["parent"]].strip():
                move(work, row[at["case"]], row[at["parent"]])
    if len(new) > len({name_key(name) for name in new}):
        report.add("warning", _("some cases stand in several rows; the last value counts"))


def _import_column(
    work: Work, heading: str, at: Mapping[str, int], rows: Sequence[Sequence[str]], report: Report
) -> None:
    name, kind = _name_and_kind(heading)
    texts = [row[at[heading]].strip() for row in rows if row[at[heading]].strip()]
    if not attributes.is_defined(work, name, "case"):
        attributes.define(work, name, kind or attributes.guess_kind(texts))
        chosen = queries.attribute_named(work, name, "case").kind
        report.add("read", _("attribute {name} of kind {kind}", name=name, kind=chosen))
    attribute = queries.attribute_named(work, name, "case")
    for row in rows:
        text = row[at[heading]].strip()
        if text:
            case = queries.case_named(work, row[at["case"]])
            attributes.set_value(work, attribute, {"case_id": case.id}, text)


def _name_and_kind(heading: str) -> tuple[str, str]:
    name, colon, kind = heading.rpartition(":")
    return (name, kind) if colon and kind in ATTRIBUTE_KINDS else (heading, "")

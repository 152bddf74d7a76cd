"""Attributes of cases and documents, and the reading of their values: each in its own type, never silently coerced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select

from qualcode.actions.registry import action
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.messages import _, listed
from qualcode.store import queries
from qualcode.store.models import Attribute, AttributeValue
from qualcode.store.models.cases import ATTRIBUTE_KINDS
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.table import Cell
from qualcode.text.dates import read_date
from qualcode.text.names import name_key
from qualcode.text.values import number_text, parse, parse_date


def iso_date(text: str) -> str:
    """The ISO date that ``text`` names, whole or only its year or month: also 2024年5月31日 or 2024.5. Raises WrongUse."""
    try:
        return parse_date(read_date(text) or text)
    except ValueError:
        raise WrongUse(
            _("{text!r} is not a date.", text=text), _("Write 2024-05-31, or 2024-05 or 2024 where no more is known.")
        ) from None


@action("attributes.define")
def define(
    work: Work,
    name: str,
    kind: str,
    *,
    applies_to: str = "case",
    label: str = "",
    many: bool = False,
    choices: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Define an attribute of cases or documents.

    ``choices`` are mappings of ``value``, ``label`` and ``missing``: whether it stands for a missing answer. Raises Refused
    when there is an attribute of that name, WrongUse for an unknown kind.
    """
    if is_defined(work, name, applies_to):
        raise Refused(_("There is an attribute {name!r} already.", name=name))
    if kind not in ATTRIBUTE_KINDS or not name.strip():
        raise WrongUse(
            _("An attribute needs a name and a kind, not {name!r} of kind {kind!r}.", name=name, kind=kind),
            _("Kinds are: {kinds}", kinds=listed(ATTRIBUTE_KINDS)),
        )
    said = {"kind": kind, "applies_to": applies_to, "label": label, "many": many, "choices": list(choices)}
    work.journal.insert(Attribute, name=name.strip(), name_key=name_key(name), **said)
    work.describe("attributes.define", _("defined the attribute {name}", name=name))


def set_values(
    work: Work, attribute: Row[Any], owner: str, values: Mapping[int, Sequence[Cell]], as_of: str = ""
) -> None:
    """Give cases or documents (``owner``: their key column) values by id, in place of those they had; none takes them away.

    ``as_of`` is the date from which they hold. Raises WrongUse when it is none.
    """
    as_of = iso_date(as_of) if as_of else ""
    known = _known(work, attribute, owner, values, as_of)
    changed, gone, new = dict[int, dict[str, Cell]](), list[int](), list[dict[str, Any]]()
    shared = {"attribute_id": attribute.id, "as_of": as_of}
    for owner_id, wanted in values.items():
        ids = known.get(owner_id, [])
        changed |= {row_id: {"value": value} for row_id, value in zip(ids, wanted, strict=False)}
        gone += ids[len(wanted) :]
        rest = enumerate(wanted[len(ids) :], len(ids))
        new += [{**shared, owner: owner_id, "ordinal": ordinal, "value": value} for ordinal, value in rest]
    work.journal.update_each(AttributeValue, changed)
    work.journal.delete(AttributeValue, gone)
    work.journal.insert_many(AttributeValue, new)


def _known(work: Work, attribute: Row[Any], owner: str, owners: Iterable[int], as_of: str) -> dict[int, list[int]]:
    """The values each owner has, by their ids and in order."""
    column = getattr(AttributeValue, owner)
    statement = select(column, AttributeValue.id).filter_by(attribute_id=attribute.id, as_of=as_of)
    known: dict[int, list[int]] = {}
    for owner_id, row_id in queries.rows_with(work, statement.order_by(AttributeValue.ordinal), column, owners):
        known.setdefault(owner_id, []).append(row_id)
    return known


def parse_values(attribute: Row[Any], text: str) -> list[Cell]:
    """What a person wrote, in the attribute's type: none for an empty text, several where the attribute may have them.

    Raises WrongUse, naming attribute, text and kind.
    """
    parts = re.split(r"[;；]", text) if attribute.many else [text]
    return [_parse(attribute, part.strip()) for part in parts if part.strip()]


def _parse(attribute: Row[Any], text: str) -> Cell:
    try:
        return parse(attribute.kind, text)
    except ValueError:
        raise WrongUse(
            _(
                "{text!r} is not a value of {name!r}, which is of kind {kind}.",
                text=text,
                name=attribute.name,
                kind=attribute.kind,
            ),
            _("Dates are written 2024-05-31, decimals with a point, booleans yes or no."),
        ) from None


def values_by_owner(view: View, applies_to: str, *, labels: bool = False) -> dict[int, dict[str, list[Any]]]:
    """For each case or document (by id) the values of each attribute (by name), in order of date and ordinal.

    With ``labels`` a choice is given by its label, where it has one.
    """
    known = {row.id: row for row in queries.attributes(view, applies_to)}
    of_choice = {(row.id, it["value"]): it["label"] for row in known.values() for it in row.choices if labels}
    found: dict[int, dict[str, list[Any]]] = {}
    for row in sorted(queries.attribute_values(view), key=lambda row: (row.as_of, row.ordinal)):
        owner = row.case_id if applies_to == "case" else row.document_id
        if owner is not None:
            attribute = known[row.attribute_id]
            # SQLite makes 2 of 2.0.
            value = float(row.value) if attribute.kind == "decimal" else row.value
            value = of_choice.get((attribute.id, written(value))) or value
            found.setdefault(owner, {}).setdefault(attribute.name, []).append(value)
    return found


def written(value: Any) -> str:
    """A value as choices name it: 98, not 98.0."""
    return number_text(value) if isinstance(value, float) else str(value)


def as_cell(values: Sequence[Any]) -> Cell:
    """Values as one cell of a table: alone as they are, several joined by "; ", none as None."""
    if not values:
        return None
    cell: Cell = values[0] if len(values) == 1 else "; ".join(str(value) for value in values)
    return cell


def is_defined(view: View, name: str, applies_to: str) -> bool:
    """Whether cases, or documents, have an attribute of this name."""
    return queries.find_attribute(view, name, applies_to) is not None


def of_name(view: View, name: str, applies_to: str) -> Row[Any]:
    """The attribute of this name. Raises NotFound with how to define one."""
    try:
        return queries.attribute_named(view, name, applies_to)
    except NotFound as error:
        command = f"qualcode cases define {name} --kind text" + (" --of document" if applies_to == "document" else "")
        hint = error.hint or _("Define it with: {command}", command=command)
        raise NotFound(error.message, hint, error.nearest) from None

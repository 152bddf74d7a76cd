"""Attributes of cases and documents, and the reading of their values: each in its own type, never silently coerced."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from qualcode.actions.registry import action
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.messages import _
from qualcode.store import queries
from qualcode.store.models import Attribute, AttributeValue
from qualcode.store.models.cases import ATTRIBUTE_KINDS
from qualcode.store.session import View, Work
from qualcode.table import Cell
from qualcode.text.names import name_key

_YES = {"yes", "true", "1", "y", "是", "有"}
_NO = {"no", "false", "0", "n", "否", "无"}
_PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def parse_date(text: str) -> str:
    """An ISO date, whole or only its year or month, checked. Raises ValueError."""
    if not _PARTIAL_DATE.fullmatch(text):
        raise ValueError(text)
    date.fromisoformat(text + "-01-01"[len(text) - 10 :] if len(text) < 10 else text)
    return text


def parse_boolean(text: str) -> bool:
    """Yes or no, as people write it in either language. Raises ValueError."""
    folded = name_key(text)
    if folded not in _YES | _NO:
        raise ValueError(text)
    return folded in _YES


_READERS: dict[str, Callable[[str], Cell]] = {
    "text": str,
    "choice": str,
    "integer": int,
    "decimal": float,
    "boolean": parse_boolean,
    "date": parse_date,
}


def guess_kind(texts: Sequence[str]) -> str:
    """The narrowest kind that reads every one of these values; "text" for none."""
    for kind in ("integer", "decimal", "date", "boolean"):
        if texts and all(_reads(kind, text) for text in texts):
            return kind
    return "text"


def _reads(kind: str, text: str) -> bool:
    try:
        _READERS[kind](text)
    except ValueError:
        return False
    return True


@action("attributes.define")
def define(work: Work, name: str, kind: str, *, applies_to: str = "case", label: str = "", many: bool = False) -> None:
    """Define an attribute of cases or documents. Raises Refused when there is one of that name, WrongUse for an unknown kind."""
    if is_defined(work, name, applies_to):
        raise Refused(_("There is an attribute {name!r} already.", name=name))
    if kind not in ATTRIBUTE_KINDS or not name.strip():
        raise WrongUse(
            _("An attribute needs a name and a kind, not {name!r} of kind {kind!r}.", name=name, kind=kind),
            _("Kinds are: {kinds}", kinds=", ".join(ATTRIBUTE_KINDS)),
        )
    work.journal.insert(
        Attribute, name=name.strip(), name_key=name_key(name), kind=kind, applies_to=applies_to, label=label, many=many
    )
    work.describe("attributes.define", _("defined the attribute {name}", name=name))


def set_value(work: Work, attribute: Row[Any], owner: dict[str, int], text: str, as_of: str = "") -> None:
    """Give a case or document (``owner``: its key column and id) the value a person wrote; an empty text takes it away.

    Raises WrongUse when the text does not read as the attribute's kind.
    """
    statement = select(AttributeValue.__table__).filter_by(attribute_id=attribute.id, as_of=as_of, **owner)
    known = work.connection.execute(statement.order_by(AttributeValue.ordinal)).all()
    values = [parse_value(attribute, part) for part in _parts(attribute, text)]
    for row, value in zip(known, values, strict=False):
        work.journal.update(AttributeValue, row.id, value=value)
    work.journal.delete(AttributeValue, [row.id for row in known[len(values) :]])
    for ordinal, value in enumerate(values[len(known) :], len(known)):
        work.journal.insert(
            AttributeValue, attribute_id=attribute.id, as_of=as_of, ordinal=ordinal, value=value, **owner
        )


def _parts(attribute: Row[Any], text: str) -> list[str]:
    parts = re.split(r"[;；]", text) if attribute.many else [text]
    return [part.strip() for part in parts if part.strip()]


def parse_value(attribute: Row[Any], text: str) -> Cell:
    """What a person wrote, in the attribute's type. Raises WrongUse, naming attribute, text and kind."""
    try:
        return _READERS[attribute.kind](text)
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


def values_by_owner(view: View, applies_to: str) -> dict[int, dict[str, list[Any]]]:
    """For each case or document (by id) the values of each attribute (by name), in order of date and ordinal."""
    names = {row.id: row.name for row in queries.attributes(view, applies_to)}
    found: dict[int, dict[str, list[Any]]] = {}
    for row in sorted(queries.attribute_values(view), key=lambda row: (row.as_of, row.ordinal)):
        owner = row.case_id if applies_to == "case" else row.document_id
        if owner is not None:
            found.setdefault(owner, {}).setdefault(names[row.attribute_id], []).append(row.value)
    return found


def as_cell(values: Sequence[Any]) -> Cell:
    """Values as one cell of a table: alone as they are, several joined by "; ", none as None."""
    if not values:
        return None
    cell: Cell = values[0] if len(values) == 1 else "; ".join(str(value) for value in values)
    return cell


def is_defined(view: View, name: str, applies_to: str) -> bool:
    """Whether cases, or documents, have an attribute of this name."""
    return any(row.name_key == name_key(name) for row in queries.attributes(view, applies_to))


def of_name(view: View, name: str, applies_to: str) -> Row[Any]:
    """The attribute of this name. Raises NotFound with how to define one."""
    try:
        return queries.attribute_named(view, name, applies_to)
    except NotFound as error:
        command = f"qualcode cases define {name} --kind text" + (" --of document" if applies_to == "document" else "")
        hint = error.hint or _("Define it with: {command}", command=command)
        raise NotFound(error.message, hint, error.nearest) from None

"""The nodes that documents and cases are, with what is recorded of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from qualcode.actions.material import attributes
from qualcode.messages import _
from qualcode.table import Cell

if TYPE_CHECKING:
    from qualcode.analysis.network import Node

Values = Mapping[int, Mapping[str, list[Any]]]


def document_node(row: Row[Any], size: int | None, values: Values) -> Node:
    """The node of a document, with its kind, place and attributes (see ``attributes.values_by_owner``)."""
    from qualcode.analysis.network import Node

    own = (("document_kind", row.kind), ("place", row.place or None))
    when = row.occurred_on
    return Node(row.name, "document", size, first=when, last=when, facts=(*own, *attribute_facts(values, row.id)))


def attribute_facts(values: Values, owner: int) -> tuple[tuple[str, Cell], ...]:
    """What is recorded of a document or a case, each under attribute:NAME."""
    recorded = values.get(owner, {})
    return tuple((f"attribute:{name}", attributes.as_cell(recorded[name])) for name in sorted(recorded))


def level_notes(case_level: int | None) -> list[str]:
    """That cases count for those above them, where they do."""
    if case_level is None:
        return []
    return [_("Cases below level {level} count for the case of that level above them.", level=case_level)]

"""The units of a project's documents, as arrays that codings are counted by."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Literal

from qualcode.actions.layers import Codings
from qualcode.store import queries
from qualcode.store.view import View
from qualcode.text.span import Span
from qualcode.text.units import default_unit, units

if TYPE_CHECKING:
    from qualcode.analysis.unit_grid import UnitGrid

Touch = Literal["half", "any", "all"]


def unit_grid(view: View, found: Codings, unit: str | None, wanted: Collection[int] | None = None) -> UnitGrid:
    """The units of documents (all, or those at ``wanted``); ``unit`` None takes the one that fits each document's kind."""
    from qualcode.analysis.unit_grid import UnitGrid

    chosen = range(len(found.documents)) if wanted is None else sorted(wanted)
    names = {unit or default_unit(found.documents[document].kind) for document in chosen}
    spans = []
    for document in chosen:
        row = found.documents[document]
        headings = [Span(part.start, part.end) for part in queries.sections(view, row.id) if part.kind == "heading"]
        text, turns = queries.text_of(view, row.id), queries.turns(view, row.id)
        made = units(text, unit or default_unit(row.kind), turns, headings=headings)
        spans.append((document, [(span.start, span.end) for span in made]))
    return UnitGrid.from_spans(" / ".join(sorted(names)) or (unit or "turn"), spans)

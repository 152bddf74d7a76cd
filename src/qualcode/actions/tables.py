"""The analyses of a project: its rows brought to the measures, and the tables that come out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualcode.actions import attributes, coding_files, dimensions
from qualcode.actions.finished import finished
from qualcode.actions.layers import Codings, codings
from qualcode.actions.unit_grids import Touch, unit_grid
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.store import queries
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.words import count_words

if TYPE_CHECKING:
    from qualcode.analysis.cooccurrence import Cooccurrence
    from qualcode.analysis.crosstab import Crosstab


def frequencies(view: View, *, layer: str = "record") -> Table:
    """How often each code is used, under the columns of ``frequencies``."""
    from qualcode.analysis import frequency

    found = codings(view, layer)
    table = frequency.frequencies(found.table, dimensions.cases_of_documents(view, found))
    return table.with_notes(found.notes)


def matrix(
    view: View, rows: str, columns: str, *, value: Any = "codings", normalize: Any = "none", layer: str = "record"
) -> Crosstab:
    """Cross any two dimensions (see ``dimensions``) of the codings of a layer.

    Raises WrongUse for an unknown dimension or a combination without meaning, NotFound for an unknown attribute.
    """
    from qualcode.analysis.crosstab import code_matrix

    found = codings(view, layer)
    if "cases" in (value, normalize) and not queries.cases(view):
        raise WrongUse(_("The project has no cases to count."), _("Bring them in with: qualcode cases import FILE"))
    made = code_matrix(
        found.table,
        dimensions.dimension(view, found, rows),
        dimensions.dimension(view, found, columns),
        value=value,
        normalize=normalize,
        cases=dimensions.cases(view, found) if "cases" in (value, normalize) else None,
        words=_words(view, found) if value == "words" else None,
    )
    notes = [*found.notes, *made.notes, *dimensions.notes(view, rows), *dimensions.notes(view, columns)]
    if "speakers" in (rows, columns):
        notes.append(_("Speakers are told apart by their labels: one label in several documents is one speaker here."))
    return replace(made, notes=tuple(notes))


def _words(view: View, found: Codings) -> list[int]:
    """The number of words of each coding's text."""
    texts: dict[int, str] = {}
    counted = []
    table = found.table
    for document, start, end in zip(table.document.tolist(), table.start.tolist(), table.end.tolist(), strict=True):
        if document not in texts:
            texts[document] = queries.text_of(view, found.documents[document].id)
        counted.append(count_words(texts[document][start:end]))
    return counted


def cooccurrence(
    view: View,
    *,
    across_coders: bool = False,
    unit: str | None = None,
    touch: Touch = "half",
    layer: str = "record",
) -> Cooccurrence:
    """How codes co-occur: pairs of overlapping codings and, with ``unit``, presence in the same unit.

    Raises WrongUse for an unknown unit.
    """
    from qualcode.analysis import cooccurrence as measure

    found = codings(view, layer)
    grid = None if unit is None else unit_grid(view, found, unit)
    done = None if unit is None else _done_in_layer(view, found)
    made = measure.cooccurrence(found.table, across_coders=across_coders, units=grid, touch=touch, done=done)
    return replace(made, notes=(*found.notes, *made.notes))


def _done_in_layer(view: View, found: Codings) -> dict[int, set[int]]:
    """Who finished what, of those whose work belongs to the layer."""
    done = finished(view, found).done
    return {document: {c for c in coders if found.counting[document, c]} for document, coders in done.items()}


def codings_with_cases(view: View) -> Table:
    """Every coding of every coder, with speaker, text, and the attributes of the document's cases: what a data frame starts from."""
    table = coding_files.table(view)
    names = [row.name for row in queries.attributes(view, "case")]
    values = attributes.values_by_owner(view, "case")
    tied: dict[str, list[int]] = {}
    by_id = {row.id: row.name for row in queries.documents(view)}
    for row in queries.document_cases(view):
        tied.setdefault(by_id[row.document_id], []).append(row.case_id)
    rows = [(*row, *(_joined(values, tied.get(str(row[0]), []), name) for name in names)) for row in table.rows]
    return Table((*table.columns, *names), rows, table.notes)


def _joined(values: dict[int, dict[str, list[Any]]], cases: list[int], name: str) -> Any:
    found = [value for case in cases for value in values.get(case, {}).get(name, [])]
    return attributes.as_cell(list(dict.fromkeys(found)))

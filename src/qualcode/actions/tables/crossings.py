"""The analyses of a project: its rows brought to the measures, and the tables that come out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualcode.actions.finished import finished
from qualcode.actions.layers import Codings, codings
from qualcode.actions.material import attributes
from qualcode.actions.tables import chosen_parts, dimensions, panels
from qualcode.actions.tables.case_levels import cases_of_documents
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.store import queries
from qualcode.store.view import View
from qualcode.table import Table

if TYPE_CHECKING:
    from qualcode.actions.agreement.unit_grids import Touch
    from qualcode.actions.coding import CodingRow
    from qualcode.analysis.arrays import BoolArray
    from qualcode.analysis.cooccurrence import Cooccurrence
    from qualcode.analysis.crosstab import Crosstab
    from qualcode.analysis.rival_cooccurrence import RivalCooccurrence
    from qualcode.analysis.unit_grid import UnitGrid


def frequencies(
    view: View,
    *,
    layer: str = "record",
    where: str | None = None,
    among: str | None = None,
    smart: Sequence[str] = (),
    code_level: int | None = None,
) -> Table:
    """How often each code is used, under the columns of ``frequencies``, in the documents that ``among`` means; ``smart`` are
    kept queries counted as codes."""
    from qualcode.analysis import frequency

    found = at_code_level(codings_of(view, layer, where, smart, among), code_level)
    table = frequency.frequencies(found.table, cases_of_documents(view, found))
    return table.with_notes(found.notes)


def matrix(
    view: View,
    rows: str,
    columns: str,
    *,
    value: Any = "codings",
    normalize: Any = "none",
    totals: bool = False,
    layer: str = "record",
    where: str | None = None,
    among: str | None = None,
    smart: Sequence[str] = (),
    code_level: int | None = None,
    case_level: int | None = None,
) -> Crosstab:
    """Cross any two dimensions, or products of them (see ``dimensions``), of the codings of a layer that ``where`` means.

    With ``among`` only the documents are there that this query means, coded or not, and what they hold. ``smart`` are kept queries counted as codes; ``code_level`` and ``case_level`` count what lies below a level of the codes' or the cases' tree for what is above it. Rows that
    are a product say how many documents there are (see ``panels``). Raises WrongUse for an unknown dimension or a combination
    without meaning, NotFound for an unknown attribute, Refused for a table too large.
    """
    from qualcode.analysis.crosstab import code_matrix
    from qualcode.analysis.totals import matrix_with_totals

    found = at_code_level(codings_of(view, layer, where, smart, among), code_level)
    if "cases" in (value, normalize) and not queries.cases(view):
        raise WrongUse(_("The project has no cases to count."), _("Bring them in with: qualcode cases import FILE"))
    sides = [dimensions.dimension(view, found, name, case_level) for name in (rows, columns)]
    made = (matrix_with_totals if totals else code_matrix)(
        found.table,
        *sides,
        value=value,
        normalize=normalize,
        cases=dimensions.cases(view, found, case_level) if "cases" in (value, normalize) else None,
        words=_words(view, found) if value == "words" else None,
    )
    notes = [*found.notes, *made.notes, *dimensions.notes(view, rows), *dimensions.notes(view, columns)]
    if "speakers" in f"{rows}*{columns}".split("*"):
        notes.append(_("Speakers are told apart by their labels: one label in several documents is one speaker here."))
    if case_level is not None:
        notes.append(_("Cases below level {level} count for the case of that level above them.", level=case_level))
    return panels.with_exposure(view, found, replace(made, notes=tuple(notes)), *sides)


def codings_of(
    view: View, layer: str, where: str | None, smart: Sequence[str] = (), among: str | None = None
) -> Codings:
    """The codings of a layer; with ``where`` only those that a query means. That there is none is said.

    With them stand those of kept queries, ``smart``, each as a code of its own. With ``among`` only the documents are there that
    this query means.
    """
    if where is None:
        found = codings(view, layer)
    else:
        # with all that reads queries, which few tables need
        from qualcode.actions.querying.retrieval import codings_where

        found = codings_where(view, layer, where)
    if smart:
        from qualcode.actions.querying.smart import with_queries

        found = with_queries(view, found, smart)
    if among is not None:
        found = chosen_parts.among(view, found, among)
    return found if len(found.table) else replace(found, notes=(*found.notes, _("There is no such coding.")))


def _words(view: View, found: Codings) -> list[int]:
    """The number of words of each coding's text."""
    from qualcode.text.words import count_words

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
    relation: Any = "overlap",
    within: int = 1,
    across_coders: bool = False,
    unit: str | None = None,
    touch: Touch = "half",
    layer: str = "record",
    where: str | None = None,
    among: str | None = None,
    smart: Sequence[str] = (),
    code_level: int | None = None,
    rows: str | None = None,
    columns: str | None = None,
) -> Cooccurrence:
    """How codes co-occur: pairs of codings in a relation and, with ``unit``, presence in the same unit, of documents ``among`` means.

    ``rows`` and ``columns`` are codes that are set, with all below them, against each other, else against all. ``smart`` are kept queries counted as codes; ``code_level`` counts codes below that level for the code above them. Raises WrongUse for an unknown unit or relation, and for
    a relation of units (``near``, ``same-unit``) without ``unit``.
    """
    from qualcode.analysis import cooccurrence as measure

    found = at_code_level(codings_of(view, layer, where, smart, among), code_level)
    grid = None if unit is None else _units(view, found, unit)
    done = None if unit is None else done_in_layer(view, found)
    made = measure.cooccurrence(
        found.table,
        relation=relation,
        within=within,
        across_coders=across_coders,
        units=grid,
        touch=touch,
        done=done,
    )
    across = None if rows is columns is None else (_side(view, found, rows), _side(view, found, columns))
    return replace(made, notes=(*found.notes, *made.notes), across=across)


def _side(view: View, found: Codings, code: str | None) -> BoolArray:
    """Which codes are those of a side: of a set or one branch, without a heading of others there; else all."""
    import numpy as np

    return np.ones(len(found.table.codes), dtype=np.bool_) if code is None else chosen_parts.shown(view, found, code)


def _units(view: View, found: Codings, unit: str) -> UnitGrid:
    # with all that cuts texts into words and sentences, which tables without units do not need
    from qualcode.actions.agreement.unit_grids import unit_grid

    return unit_grid(view, found, unit)


def code_sets(
    view: View,
    largest: int,
    *,
    support: int = 2,
    unit: str = "sentence",
    across_coders: bool = False,
    touch: Touch = "half",
    layer: str = "record",
    where: str | None = None,
    code_level: int | None = None,
) -> Table:
    """The sets of 3 to ``largest`` codes that are together in at least ``support`` units. Raises WrongUse, Refused for too many."""
    from qualcode.analysis import code_sets as measure

    found = at_code_level(codings_of(view, layer, where), code_level)
    made = measure.code_sets(
        found.table,
        _units(view, found, unit),
        largest=largest,
        support=support,
        across_coders=across_coders,
        touch=touch,
        done=done_in_layer(view, found),
    )
    return Table(made.columns, made.rows, (*found.notes, *made.notes))


def rival_cooccurrence(
    view: View, program: Any, *, layer: str = "record", where: str | None = None, code_level: int | None = None
) -> RivalCooccurrence:
    """Co-occurrence as another program counts it. Raises WrongUse for an unknown program."""
    from qualcode.analysis.rival_cooccurrence import rival_cooccurrence as measure

    found = at_code_level(codings_of(view, layer, where), code_level)
    made = measure(program, found.table)
    return replace(made, notes=(*found.notes, *made.notes))


def at_code_level(found: Codings, level: int | None) -> Codings:
    """The codings, those of codes below a level of the tree (1 is its top) counted for the code of that level above them."""
    from qualcode.analysis.coding_table import rolled_up

    if level is None:
        return found
    if level < 1:
        raise WrongUse(_("Levels of the tree of codes count from 1, its top."))
    note = _("Codes below level {level} of the tree count for the code of that level above them.", level=level)
    return replace(found, table=rolled_up(found.table, level), notes=(*found.notes, note))


def done_in_layer(view: View, found: Codings) -> dict[int, set[int]]:
    """Who finished what, of those whose work belongs to the layer."""
    done = finished(view, found).done
    return {document: {c for c in coders if found.counting[document, c]} for document, coders in done.items()}


def codings_with_cases(view: View, chosen: Iterable[CodingRow] | None = None) -> Table:
    """Codings (all of every coder unless ``chosen``) with speaker, text, guid, and the attributes of the document's cases."""
    from qualcode.actions import coding_files

    table = coding_files.table(view, chosen, guids=True)
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

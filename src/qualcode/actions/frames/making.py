"""The tables of a project as frames, each with its definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import qualcode
from qualcode.actions import coding
from qualcode.actions.frames.frame import Definition, Frame
from qualcode.actions.history import history
from qualcode.actions.layers import codings as codings_of_layer
from qualcode.actions.options import require_list, require_options
from qualcode.actions.querying import retrieval
from qualcode.actions.tables import crossings
from qualcode.actions.tables.formulas import formulas
from qualcode.analysis.results import check_choice
from qualcode.analysis.touch import Touch
from qualcode.messages import _
from qualcode.store import queries, rounds
from qualcode.store.view import View
from qualcode.table import Table

Asked = Mapping[str, Any]


def codings(view: View, *, layer: str = "all", where: str | None = None) -> Frame:
    """A row for each coding of a layer that a query means, as ``Project.codings`` says."""
    rows = coding.listing(view)
    notes: tuple[str, ...] = (_("Layer: all codings of all coders."), *rounds.notes(view))
    if layer != "all":
        found = codings_of_layer(view, layer)
        coders = {row.name: number for number, row in enumerate(found.coders)}
        documents = {row.name: number for number, row in enumerate(found.documents)}
        rows = [row for row in rows if found.counting[documents[row.document], coders[row.coder]]]
        notes = found.notes
    if where is not None:
        rows = retrieval.meant(view, where, rows)
        notes = (*notes, _("Only codings that meet this query count: {query}", query=where))
    table = crossings.codings_with_cases(view, rows)
    what = _("A row for each coding; start and end count characters from 0, the end is not part of it.")
    asked = {"layer": layer, "where": where}
    return framed(view, "codings", table.with_notes(notes), what, asked, codings=len(rows))


def frequencies(view: View, **asked: Any) -> Frame:
    """A row for each code, named by the index."""
    table = crossings.frequencies(view, **asked)
    what = _("A row for each code; codings, documents, cases and coders are numbers of them with the code.")
    n = sum(int(str(cell)) for cell in table.column("codings"))
    return framed(view, "frequencies", table, what, asked, codings=n, index=["code"])


def matrix(view: View, rows: str, columns: str, *, long: bool = False, **asked: Any) -> Frame:
    """Rows crossed with columns, named by the index and the columns; with ``long`` a row for each cell."""
    made = crossings.matrix(view, rows, columns, **asked)
    n = len(crossings.codings_of(view, asked["layer"], asked["where"], among=asked["among"]).table)
    what = _("Rows are {rows}, columns are {columns}.", rows=rows, columns=columns)
    said = {"rows": rows, "columns": columns, **asked}
    if long:
        return framed(view, "matrix", made.long(), what, said, codings=n)
    index = list(made.key_names) or [rows]
    return framed(view, "matrix", made.to_table(rows), what, said, codings=n, index=index)


def cooccurrence(view: View, *, value: Any = "count", long: bool = False, details: bool = False, **asked: Any) -> Frame:
    """Codes crossed with codes, or with ``long`` a row for each pair; units are looked for only where they are needed."""
    needed = long or value not in ("count", "documents") or asked["relation"] in ("near", "same-unit")
    asked |= {"unit": asked["unit"] if needed else None}
    made = crossings.cooccurrence(view, **asked)
    n = int(made.n.sum()) + made.joined
    if long:
        what = _("A row for each pair of codes that co-occurs.")
        said = {**asked, "long": True, "details": details}
        return framed(view, "cooccurrence", made.long(details), what, said, codings=n)
    what = _("Rows and columns are codes; {figure} in the cells.", figure=value)
    table = made.matrix(value).with_notes(formulas([value]))
    return framed(view, "cooccurrence", table, what, {**asked, "value": value}, codings=n, index=["code"])


def retrieve(view: View, query: str, **asked: Any) -> Frame:
    """A row for each passage that a query finds."""
    check_choice(asked.get("touch", "half"), Touch)
    table = retrieval.retrieve(view, query, **asked)
    what = _("A row for each passage that this query finds: {query}", query=query)
    return framed(view, "retrieve", table, what, {"query": query, **asked})


def words(view: View, by: str | None = None, **asked: Any) -> Frame:
    """A row for each word, named by the index. ``asked`` are fields of ``Selection`` and ``Wording``."""
    from qualcode.actions.words.counts import words as counted
    from qualcode.actions.words.selected_text import Selection
    from qualcode.actions.words.wording import Wording

    require_options(asked, Selection, Wording)
    of_text = {one.name for one in fields(Selection)}
    selection = Selection(**{name: value for name, value in asked.items() if name in of_text})
    wording = Wording(**{name: value for name, value in asked.items() if name not in of_text})
    table = counted(view, selection, wording, by=by)
    what = _("A row for each word; count is how often it stands in the text that counts.")
    return framed(view, "words", table, what, {"by": by, **asked}, index=[table.columns[0]])


def saturation(view: View, **asked: Any) -> Frame:
    """A row for each document in order. ``asked`` are fields of ``Rule`` and what ``saturation`` takes besides."""
    from qualcode.actions.tables.saturation import Rule
    from qualcode.actions.tables.saturation import saturation as measured

    shared = ["by", "layer", "where", "among", "code_level", "case_level"]
    require_options(asked, Rule, more=shared)
    rule_fields = {one.name for one in fields(Rule)}
    rule = Rule(**{name: value for name, value in asked.items() if name in rule_fields})
    table = measured(view, rule, **{name: value for name, value in asked.items() if name in shared})
    what = _("A row for each document, in order.")
    return framed(view, "saturation", table, what, asked, index=["order"] if asked.get("by") is None else None)


def agreement(view: View, coders: Sequence[str] | None, documents: Sequence[str] | None, **asked: Any) -> Frame:
    """A row for each code and measure, lowest first, as ``by_code`` says."""
    from qualcode.actions.agreement.measuring import Whose, by_code
    from qualcode.analysis.agreement.wanted import Wanted

    require_options(asked, Wanted, more=["unit", "touch", "scope", "rollup", "metric"])
    for name, value in (("coders", coders), ("documents", documents)):
        require_list(name, value)
    made = by_code(view, Whose(coders=coders, documents=documents), **asked).to_table()
    what = _("A row for each code and measure, the lowest first and all codes together last.")
    said = {"coders": coders, "documents": documents, **asked}
    return framed(view, "agreement", made, what, said)


def framed(
    view: View,
    name: str,
    table: Table,
    what: str,
    asked: Asked,
    *,
    codings: int | None = None,
    index: list[str] | None = None,
) -> Frame:
    """A table as a frame that knows what its figures are."""
    frame = Frame(table.to_frame())
    if index:
        frame = frame.set_index(index)
    latest = history(view, limit=1).column("at")
    frame.definition = Definition(
        table=name,
        what=what,
        notes=tuple(dict.fromkeys([*table.notes, *formulas(table.columns)])),
        asked={key: value for key, value in asked.items() if value is not None},
        codings=codings,
        project=queries.project(view).name,
        changed=str(latest[0]) if latest else "",
        version=qualcode.__version__,
    )
    return frame

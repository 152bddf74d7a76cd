"""Asking a project queries: the passages they find, the codings a table is restricted to, and what a query means in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.actions import coding
from qualcode.actions.agreement.unit_grids import Touch
from qualcode.actions.layers import Codings, codings
from qualcode.actions.querying.material import ProjectMaterial, codes_meant
from qualcode.actions.querying.saved import opened
from qualcode.messages import _, plural
from qualcode.store import queries
from qualcode.store.models import Coding
from qualcode.store.view import View
from qualcode.table import Cell, Table

if TYPE_CHECKING:
    from qualcode.analysis.query.marks import Marks
    from qualcode.analysis.query.tree import Query

_FEW = 5  # so many times fewer codings are read one by one sooner than all in a row
COLUMNS = ("document", "start", "end", "codes", "coders", "speaker", "text")


def retrieve(view: View, query: str, *, layer: str = "record", touch: Touch = "half") -> Table:
    """The passages a query finds: a row for each span, with the codes and coders of the codings meant.

    Raises WrongUse for what is no query, NotFound for unknown names in it.
    """
    read = _parsed(view, query)
    found = _deciding(view, layer, read)
    material = ProjectMaterial(view, found)
    marks = _evaluated(material, read, touch)
    rows = list(_passages(material, marks))
    return Table(COLUMNS, rows, (*found.notes, _amount(len(rows), marks, found.amount)))


def codings_where(view: View, layer: str = "record", where: str | None = None, touch: Touch = "half") -> Codings:
    """The codings of a layer that a query means; all of them without one. Parts of codings count as codings.

    Raises WrongUse for what is no query, NotFound for unknown names in it.
    """
    if where is None:
        return codings(view, layer)
    from qualcode.analysis.query.wording import write

    read = _parsed(view, where)
    found = _deciding(view, layer, read)
    marks = _evaluated(ProjectMaterial(view, found), read, touch)
    notes = [_("Only codings that meet this query count: {query}", query=write(read)), *_left_out(marks, found.amount)]
    cut = None if marks.whole else marks
    return replace(found, table=marks.to_table(), notes=(*found.notes, *notes), cut=cut)


def _left_out(marks: Marks, amount: int) -> list[str]:
    """What a query leaves out of a table, also where that is nothing, or all."""
    if not marks.whole:
        return [_("It cuts codings to parts of them; each part counts as a coding.")]
    less = amount - len(marks)
    if not less:
        return [_("It leaves nothing out.")]
    return [plural("It leaves out {n} coding.", "It leaves out {n} codings.", less)]


def meant(view: View, query: str, rows: Iterable[coding.CodingRow]) -> list[coding.CodingRow]:
    """Those of some codings that a query, asked of everybody's, means. Raises WrongUse and NotFound as ``retrieve``."""
    found = codings(view, "all")
    marks = _evaluated(ProjectMaterial(view, found), _parsed(view, query), "half")
    table = found.table
    columns = (table.document, table.start, table.end, table.code, table.coder)
    places = {
        (table.documents[document], start, end, table.codes[code], table.coders[coder])
        for document, start, end, code, coder in zip(*(it[marks.origin].tolist() for it in columns), strict=True)
    }
    return [row for row in rows if (row.document, row.start, row.end, row.code, row.coder) in places]


def explain(view: View, query: str, *, layer: str = "record") -> list[str]:
    """What a query means, line by line: the query as it was read, each of its parts, and whose codings it is asked of.

    Names are looked up. Raises WrongUse and NotFound as ``retrieve``.
    """
    import numpy as np

    from qualcode.analysis.query import explaining
    from qualcode.analysis.query.wording import write

    found = codings(view, layer)
    read = _parsed(view, query)
    nothing = replace(found, table=found.table.select(np.zeros(len(found.table), dtype=np.bool_)))
    material = ProjectMaterial(view, nothing)
    _evaluated(material, read, "half")
    return [write(read), *explaining.explain(read, material.paths), *found.notes]


def _parsed(view: View, query: str) -> Query:
    from qualcode.analysis.query.parsing import parse

    return opened(view, parse(query))


def _deciding(view: View, layer: str, query: Query) -> Codings:
    """The codings of a layer that decide what a query means: most queries are about a few of many codes."""
    from qualcode.analysis.query.tree import codes_named

    named = codes_named(query)
    if named is None:
        return codings(view, layer)
    tree = queries.code_tree(view)
    codes = {row.id for wanted in named for row in codes_meant(tree, wanted)}
    amounts = queries.counts(view, Coding, Coding.code_id)
    few = _FEW * sum(amounts.get(code, 0) for code in codes) < sum(amounts.values())
    return codings(view, layer, codes=codes if few else None)


def _evaluated(material: ProjectMaterial, query: Query, touch: Touch) -> Marks:
    from qualcode.analysis.query.evaluation import Evaluation

    return Evaluation(material, touch).find(query)


def _passages(material: ProjectMaterial, marks: Marks) -> Iterator[tuple[Cell, ...]]:
    """The rows of ``retrieve``. Codings that follow each other with one span are one passage."""
    import numpy as np

    new = np.ones(len(marks), dtype=np.bool_)
    new[1:] = (marks.start[1:] != marks.start[:-1]) | (marks.end[1:] != marks.end[:-1])
    first = np.flatnonzero(new)
    stop = np.append(first, len(marks))[1:].tolist()
    speakers = material.conditions.speakers_at(marks.kept(new))
    columns = (marks.document[new], marks.document_start[new], marks.document_end[new])
    spans = zip(*(column.tolist() for column in columns), strict=True)
    codes, coders = marks.code.tolist(), marks.coder.tolist()
    table, text, of = marks.table, "", -1
    for (document, start, end), low, high, speaker in zip(spans, first.tolist(), stop, speakers, strict=True):
        if document != of:
            text, of = queries.text_of(material.view, material.found.documents[document].id), document
        yield (
            *(table.documents[document], start, end),
            "; ".join(table.codes[code] for code in sorted(set(codes[low:high]))),
            "; ".join(table.coders[coder] for coder in sorted(set(coders[low:high]))),
            *(speaker, text[start:end]),
        )


def _amount(passages: int, marks: Marks, amount: int) -> str:
    """How much was found."""
    if not passages:
        return _("No coding meets the query.")
    if marks.whole and len(marks) == amount:
        return _("The query leaves nothing out: all {n} codings that count are here.", n=len(marks))
    found = plural("{n} coding", "{n} codings", len(marks)) if marks.whole else _("parts of codings")
    documents = plural("{n} document", "{n} documents", len(set(marks.document.tolist())))
    return plural(
        "{n} passage with {codings} in {documents}.",
        "{n} passages with {codings} in {documents}.",
        passages,
        codings=found,
        documents=documents,
    )

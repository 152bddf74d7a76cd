"""Agreement between coders: whose codings are compared over which units, and the figures and disagreements that come out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from qualcode.actions.finished import Finished, finished
from qualcode.actions.layers import Codings, codings
from qualcode.actions.unit_grids import Touch, unit_grid
from qualcode.messages import _, listed
from qualcode.store import queries, rounds
from qualcode.store.view import View
from qualcode.table import Cell, Table

if TYPE_CHECKING:
    from qualcode.analysis.agreement.code_rows import AgreementTable
    from qualcode.analysis.agreement.judgements import Judgements
    from qualcode.analysis.agreement.rivals import Compared
    from qualcode.analysis.coding_table import CodingTable
    from qualcode.analysis.unit_grid import UnitGrid

#: The measures of units that stand beside other programs' figures.
COMPARED = ("alpha", "percent", "positive_agreement", "holsti", "conger_kappa", "gwet_ac1", "brennan_prediger")

#: What stands in a table of confusions where the other coder gave the unit none of the codes.
NO_CODE = "(no code)"

DISAGREEMENT_COLUMNS = ("document", "start", "end", "unit", "code", "applied_by", "not_applied_by", "text")


def by_code(
    view: View,
    *,
    unit: str | None = None,
    codes: Collection[str] | None = None,
    coders: Collection[str] | None = None,
    documents_named: Collection[str] | None = None,
    touch: Touch = "half",
    scope: Any = "all",
    include_unfinished: bool = False,
    rollup: int | None = None,
    **wanted: Any,
) -> AgreementTable:
    """Agreement about each code somebody used, lowest first, and over all of them; Krippendorff's alpha unless ``measures`` says else.

    ``unit`` None takes the unit that fits each document's kind. ``codes``, ``coders`` and ``documents_named`` restrict what is
    compared; with ``rollup`` codes count for their ancestors at that depth. ``wanted`` are the fields of ``Wanted``. A code that
    came after a coder had finished a document is missing there for that coder. Raises NotFound for an unknown name, WrongUse
    for an unknown unit, scope, touch rule or measure.
    """
    from qualcode.analysis.agreement.by_code import code_agreement
    from qualcode.analysis.agreement.wanted import Wanted

    found, ready, grid = _compared(view, unit, coders, documents_named, include_unfinished)
    made = code_agreement(
        found.table,
        grid,
        ready.done,
        Wanted(**wanted),
        codes=_chosen_codes(found, ready, codes, rollup),
        touch=touch,
        scope=scope,
        rollup=rollup,
        late=_late(found, ready),
    )
    return replace(made, notes=(*ready.notes, *made.notes))


def of_sets(
    view: View,
    metric: str,
    *,
    unit: str | None = None,
    codes: Collection[str] | None = None,
    coders: Collection[str] | None = None,
    documents_named: Collection[str] | None = None,
    touch: Touch = "half",
    scope: Any = "all",
    include_unfinished: bool = False,
    rollup: int | None = None,
    **wanted: Any,
) -> AgreementTable:
    """Alpha of the sets of codes that each unit was given, by the distance ``metric`` ("jaccard", "masi"); as ``by_code``."""
    from qualcode.analysis.agreement.by_code import set_agreement
    from qualcode.analysis.agreement.wanted import Wanted

    found, ready, grid = _compared(view, unit, coders, documents_named, include_unfinished)
    made = set_agreement(
        found.table,
        grid,
        ready.done,
        metric,
        Wanted(**wanted),
        codes=_chosen_codes(found, ready, codes, rollup),
        touch=touch,
        scope=scope,
        rollup=rollup,
        late=_late(found, ready),
    )
    return replace(made, notes=(*ready.notes, *made.notes))


def by_span(
    view: View,
    *,
    codes: Collection[str] | None = None,
    coders: Collection[str] | None = None,
    documents_named: Collection[str] | None = None,
    include_unfinished: bool = False,
    rollup: int | None = None,
    **wanted: Any,
) -> AgreementTable:
    """Agreement about the spans that coders marked, without units: the measures of unitizing and gamma; else as ``by_code``."""
    from qualcode.analysis.agreement.by_span import span_agreement
    from qualcode.analysis.agreement.wanted import Wanted

    found, ready = _independent(view, coders, documents_named, include_unfinished)
    chosen = _chosen_codes(found, ready, codes, rollup)
    made = span_agreement(found.table, ready.done, Wanted(**wanted), codes=chosen, rollup=rollup)
    return replace(made, notes=(*ready.notes, *made.notes))


def disagreements(
    view: View,
    *,
    unit: str | None = None,
    codes: Collection[str] | None = None,
    coders: Collection[str] | None = None,
    documents_named: Collection[str] | None = None,
    touch: Touch = "half",
    include_unfinished: bool = False,
    details: bool = False,
) -> Table:
    """Every unit and code that some coders applied and some did not, what costs its code's alpha most first.

    ``details`` adds a column ``cost``: by how much that alpha would be higher without the unit, None where it is undefined.
    """
    found, ready, judged = _judged(view, unit, coders, documents_named, include_unfinished, touch)
    from qualcode.analysis.agreement import disagreements as where

    text_of = _texts(view, found)
    rows: list[tuple[Cell, ...]] = [
        (
            *(found.table.documents[it.document], it.start, it.end, judged.seen.grid.name, found.table.codes[it.code]),
            *(", ".join(it.applied_by), ", ".join(it.not_applied_by), text_of(it.document)[it.start : it.end]),
            *((it.cost,) if details else ()),
        )
        for it in where.disagreements(judged, _chosen_codes(found, ready, codes))
    ]
    notes = (*ready.notes, *judged.seen.notes)
    return Table((*DISAGREEMENT_COLUMNS, *(("cost",) if details else ())), rows, notes)


def _texts(view: View, found: Codings) -> Callable[[int], str]:
    """The text of a document by its place; each is read once."""
    return cache(lambda document: queries.text_of(view, found.documents[document].id))


def confusions(
    view: View,
    *,
    unit: str | None = None,
    coders: Collection[str] | None = None,
    documents_named: Collection[str] | None = None,
    touch: Touch = "half",
    include_unfinished: bool = False,
) -> Table:
    """Which codes coders take for each other, the most frequent first."""
    _found, ready, judged = _judged(view, unit, coders, documents_named, include_unfinished, touch)
    from qualcode.analysis.agreement.confusion import confusion_table

    return confusion_table(judged.seen, NO_CODE).with_notes((*ready.notes, *judged.seen.notes))


def as_program(
    view: View,
    program: Any,
    *,
    codes: Collection[str] | None = None,
    coders: Collection[str] | None = None,
    documents_named: Collection[str] | None = None,
    include_unfinished: bool = False,
) -> Table:
    """What another program would print for these codings, one figure a row, with a sentence on why it is not alpha.

    Raises NotFound for an unknown name, WrongUse for an unknown program.
    """
    from qualcode.analysis.agreement import rivals

    ready, compared = _for_rivals(view, codes, coders, documents_named, include_unfinished)
    figures = rivals.rival_figures(program, compared)
    return rivals.table(figures).with_notes((*ready.notes, compared.documents_note(), rivals.difference(program)))


def compare(
    view: View,
    *,
    unit: str | None = None,
    touch: Touch = "half",
    codes: Collection[str] | None = None,
    coders: Collection[str] | None = None,
    documents_named: Collection[str] | None = None,
    include_unfinished: bool = False,
) -> Table:
    """Our measures and what other programs print, side by side for each code, the code with the lowest alpha first.

    The notes say why each program's figure is another. Raises NotFound for an unknown name, WrongUse for an unknown unit.
    """
    from qualcode.analysis.agreement import rivals

    options: dict[str, Any] = {"codes": codes, "coders": coders, "documents_named": documents_named, "method": "none"}
    options["include_unfinished"] = include_unfinished
    over_units = by_code(view, unit=unit, touch=touch, measures=COMPARED, **options)
    over_spans = by_span(view, measures=["binary_unitized_alpha"], **options)
    _ready, compared = _for_rivals(view, codes, coders, documents_named, include_unfinished)
    theirs = [it for program in rivals.programs() for it in rivals.rival_figures(program, compared)]
    figures = [
        *(rivals.own_figure(row, over_units.unit) for row in over_units.rows),
        *(rivals.own_figure(row, over_spans.unit) for row in over_spans.rows),
        *(it for it in theirs if it.document == rivals.ALL_DOCUMENTS),
    ]
    order = {row.code: number for number, row in reversed(list(enumerate(over_units.rows)))}
    figures.sort(key=lambda it: order.get(it.code, len(order)))
    notes = (*map(rivals.difference, rivals.programs()), *over_units.notes, *over_spans.notes)
    return rivals.table(figures).with_notes(dict.fromkeys(notes))


def _for_rivals(
    view: View,
    codes: Collection[str] | None,
    coders: Collection[str] | None,
    documents_named: Collection[str] | None,
    include_unfinished: bool,
) -> tuple[Finished, Compared]:
    from qualcode.analysis.agreement.rivals import Compared

    found, ready = _independent(view, coders, documents_named, include_unfinished)
    chosen = _chosen_codes(found, ready, codes)
    numbers = tuple(number for number, path in enumerate(found.table.codes) if path in chosen)
    return ready, Compared.of(found.table, ready.done, numbers)


def _judged(
    view: View,
    unit: str | None,
    coders: Collection[str] | None,
    documents_named: Collection[str] | None,
    include_unfinished: bool,
    touch: Touch,
) -> tuple[Codings, Finished, Judgements]:
    from qualcode.analysis.agreement.incidence import incidence
    from qualcode.analysis.agreement.judgements import Judgements

    found, ready, grid = _compared(view, unit, coders, documents_named, include_unfinished)
    return found, ready, Judgements(incidence(found.table, grid, ready.done, touch), late=_late(found, ready))


def _late(found: Codings, ready: Finished) -> dict[str, set[tuple[int, int]]]:
    """The codes that came after somebody had finished a document, by path."""
    return {found.table.codes[number]: missing for number, missing in ready.late.items()}


def _compared(
    view: View,
    unit: str | None,
    coders: Collection[str] | None,
    documents_named: Collection[str] | None,
    include_unfinished: bool,
) -> tuple[Codings, Finished, UnitGrid]:
    """The independent codings, who finished what among those asked for, and the units of the documents to compare."""
    found, ready = _independent(view, coders, documents_named, include_unfinished)
    compared = {document for document, present in ready.done.items() if len(present) > 1}
    return found, ready, unit_grid(view, found, unit, compared)


def _independent(
    view: View, coders: Collection[str] | None, documents_named: Collection[str] | None, include_unfinished: bool
) -> tuple[Codings, Finished]:
    """The independent codings, and who finished what among those asked for."""
    found = codings(view, "all")
    ready = finished(view, found, include_unfinished=include_unfinished)
    wanted_coders = None if coders is None else {queries.coder_named(view, name).id for name in coders}
    wanted = None if documents_named is None else {queries.document_named(view, name).id for name in documents_named}
    done = {
        document: {c for c in present if wanted_coders is None or found.coders[c].id in wanted_coders}
        for document, present in ready.done.items()
        if wanted is None or found.documents[document].id in wanted
    }
    return found, _without_dialogues(view, found, replace(ready, done=done))


def _without_dialogues(view: View, found: Codings, ready: Finished) -> Finished:
    """Leave out the documents that coders compare in dialogue, where a coefficient would claim what nobody measured."""
    dialogues = rounds.dialogue_documents(view)
    names = [found.documents[number].name for number in ready.done if found.documents[number].id in dialogues]
    if not names:
        return ready
    done = {number: coders for number, coders in ready.done.items() if found.documents[number].id not in dialogues}
    note = _("Compared in dialogue and so left out: {documents}.", documents=listed(names))
    return replace(ready, done=done, notes=(*ready.notes, note))


def _chosen_codes(
    found: Codings, ready: Finished, codes: Collection[str] | None, rollup: int | None = None
) -> set[str]:
    """The paths of the codes asked for, or of all that somebody used where he or she is compared.

    With ``rollup`` those of their ancestors at that depth.
    """
    table = found.table
    if codes is not None:
        chosen = {table.codes.index(found.tree.path(found.tree.named(code).id)) for code in codes}
    else:
        used = set(zip(table.document.tolist(), table.coder.tolist(), table.code.tolist(), strict=True))
        compared = {document: coders for document, coders in ready.done.items() if len(coders) > 1}
        chosen = {code for document, coder, code in used if coder in compared.get(document, ())}
    return {table.codes[code if rollup is None else _ancestor(table, code, rollup)] for code in chosen}


def _ancestor(table: CodingTable, code: int, depth: int) -> int:
    """The code above ``code`` at that depth of the tree, or itself where it lies no deeper."""
    lineage = [code]
    while (above := int(table.code_parents[lineage[0]])) >= 0:
        lineage.insert(0, above)
    return lineage[:depth][-1]

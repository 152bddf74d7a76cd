"""Agreement between coders: whose codings are compared over which units, and the figures and disagreements that come out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from qualcode.actions.agreement.unit_grids import Touch, unit_grid
from qualcode.actions.finished import Finished, finished
from qualcode.actions.layers import Codings, codings
from qualcode.messages import _, listed
from qualcode.store import queries, rounds
from qualcode.store.view import View
from qualcode.table import Cell, Table

if TYPE_CHECKING:
    from qualcode.analysis.agreement.code_rows import AgreementTable
    from qualcode.analysis.agreement.judgements import Judgements
    from qualcode.analysis.coding_table import CodingTable
    from qualcode.analysis.unit_grid import UnitGrid

#: What stands in a table of confusions where the other coder gave the unit none of the codes.
NO_CODE = "(no code)"

DISAGREEMENT_COLUMNS = ("document", "start", "end", "unit", "code", "applied_by", "not_applied_by", "text")


@dataclass(frozen=True)
class Whose:
    """Whose codings of what are compared: only these codes, coders and documents, by name; None restricts nothing.

    ``where`` is a query that chooses documents (see ``querying.whole_documents``). ``include_unfinished`` takes what is uncoded in unfinished documents for a judgement.
    """

    codes: Collection[str] | None = None
    coders: Collection[str] | None = None
    documents: Collection[str] | None = None
    include_unfinished: bool = False
    where: str | None = None


EVERYBODY = Whose()


def by_code(
    view: View,
    whose: Whose = EVERYBODY,
    *,
    unit: str | None = None,
    touch: Touch = "half",
    scope: Any = "all",
    rollup: int | None = None,
    metric: str | None = None,
    **wanted: Any,
) -> AgreementTable:
    """Agreement about each code somebody used, lowest first, and over all of them; Krippendorff's alpha unless ``measures`` says else.

    ``unit`` None takes the unit that fits each document's kind; with ``rollup`` codes count for their ancestors at that depth.
    With ``metric`` ("jaccard", "masi") it is one alpha of the sets of codes that each unit was given. ``wanted`` are the fields
    of ``Wanted``. A code that came after a coder had finished a document is missing there for that coder. Raises NotFound for
    an unknown name, WrongUse for an unknown unit, scope, touch rule or measure.
    """
    from qualcode.analysis.agreement.by_code import code_agreement, set_agreement
    from qualcode.analysis.agreement.wanted import Wanted

    found, ready, grid = _compared(view, whose, unit)
    measured = code_agreement if metric is None else partial(set_agreement, metric)
    made = measured(
        found.table,
        grid,
        ready.done,
        Wanted(**wanted),
        codes=chosen_codes(found, ready, whose.codes, rollup),
        touch=touch,
        scope=scope,
        rollup=rollup,
        late=_late(found, ready),
    )
    return replace(made, notes=(*ready.notes, *made.notes))


def by_span(
    view: View,
    whose: Whose = EVERYBODY,
    *,
    rollup: int | None = None,
    **wanted: Any,
) -> AgreementTable:
    """Agreement about the spans that coders marked, without units: the measures of unitizing and gamma; else as ``by_code``."""
    from qualcode.analysis.agreement.by_span import span_agreement
    from qualcode.analysis.agreement.wanted import Wanted

    found, ready = independent(view, whose)
    chosen = chosen_codes(found, ready, whose.codes, rollup)
    made = span_agreement(found.table, ready.done, Wanted(**wanted), codes=chosen, rollup=rollup)
    return replace(made, notes=(*ready.notes, *made.notes))


def disagreements(
    view: View,
    whose: Whose = EVERYBODY,
    *,
    unit: str | None = None,
    touch: Touch = "half",
    details: bool = False,
) -> Table:
    """Every unit and code that some coders applied and some did not, what costs its code's alpha most first.

    ``details`` adds a column ``cost``: by how much that alpha would be higher without the unit, None where it is undefined.
    """
    found, ready, judged = _judged(view, whose, unit, touch)
    from qualcode.analysis.agreement import disagreements as where

    text_of = _texts(view, found)
    rows: list[tuple[Cell, ...]] = [
        (
            *(found.table.documents[it.document], it.start, it.end, judged.seen.grid.name, found.table.codes[it.code]),
            *(", ".join(it.applied_by), ", ".join(it.not_applied_by), text_of(it.document)[it.start : it.end]),
            *((it.cost,) if details else ()),
        )
        for it in where.disagreements(judged, chosen_codes(found, ready, whose.codes))
    ]
    notes = (*ready.notes, *judged.seen.notes)
    return Table((*DISAGREEMENT_COLUMNS, *(("cost",) if details else ())), rows, notes)


def _texts(view: View, found: Codings) -> Callable[[int], str]:
    """The text of a document by its place; each is read once."""
    return cache(lambda document: queries.text_of(view, found.documents[document].id))


def confusions(view: View, whose: Whose = EVERYBODY, *, unit: str | None = None, touch: Touch = "half") -> Table:
    """Which codes coders take for each other, the most frequent first."""
    _found, ready, judged = _judged(view, whose, unit, touch)
    from qualcode.analysis.agreement.confusion import confusion_table

    return confusion_table(judged.seen, NO_CODE).with_notes((*ready.notes, *judged.seen.notes))


def _judged(view: View, whose: Whose, unit: str | None, touch: Touch) -> tuple[Codings, Finished, Judgements]:
    from qualcode.analysis.agreement.incidence import incidence
    from qualcode.analysis.agreement.judgements import Judgements

    found, ready, grid = _compared(view, whose, unit)
    return found, ready, Judgements(incidence(found.table, grid, ready.done, touch), late=_late(found, ready))


def _late(found: Codings, ready: Finished) -> dict[str, set[tuple[int, int]]]:
    """The codes that came after somebody had finished a document, by path."""
    return {found.table.codes[number]: missing for number, missing in ready.late.items()}


def _compared(view: View, whose: Whose, unit: str | None) -> tuple[Codings, Finished, UnitGrid]:
    """The independent codings, who finished what among those asked for, and the units of the documents to compare."""
    found, ready = independent(view, whose)
    compared = {document for document, present in ready.done.items() if len(present) > 1}
    return found, ready, unit_grid(view, found, unit, compared)


def independent(view: View, whose: Whose) -> tuple[Codings, Finished]:
    """The independent codings, and who finished what among those asked for."""
    found = codings(view, "all")
    ready = finished(view, found, include_unfinished=whose.include_unfinished)
    wanted_coders = None if whose.coders is None else {queries.coder_named(view, name).id for name in whose.coders}
    wanted = None if whose.documents is None else {queries.document_named(view, name).id for name in whose.documents}
    done = {
        document: {c for c in present if wanted_coders is None or found.coders[c].id in wanted_coders}
        for document, present in ready.done.items()
        if wanted is None or found.documents[document].id in wanted
    }
    return found, _without_dialogues(view, found, _where(view, found, replace(ready, done=done), whose.where))


def _where(view: View, found: Codings, ready: Finished, where: str | None) -> Finished:
    """Leave out the documents that a query does not mean. Raises WrongUse where it is about codings."""
    if where is None:
        return ready
    from qualcode.actions.querying.whole_documents import documents_where

    chosen, note = documents_where(view, found, where)
    done = {number: coders for number, coders in ready.done.items() if chosen[number]}
    return replace(ready, done=done, notes=(*ready.notes, note))


def _without_dialogues(view: View, found: Codings, ready: Finished) -> Finished:
    """Leave out the documents that coders compare in dialogue, where a coefficient would claim what nobody measured."""
    dialogues = rounds.dialogue_documents(view)
    names = [found.documents[number].name for number in ready.done if found.documents[number].id in dialogues]
    if not names:
        return ready
    done = {number: coders for number, coders in ready.done.items() if found.documents[number].id not in dialogues}
    note = _("Compared in dialogue and so left out: {documents}.", documents=listed(names))
    return replace(ready, done=done, notes=(*ready.notes, note))


def chosen_codes(found: Codings, ready: Finished, codes: Collection[str] | None, rollup: int | None = None) -> set[str]:
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

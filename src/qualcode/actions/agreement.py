"""Agreement between coders: whose codings are compared over which units, and the figures and disagreements that come out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualcode.actions.finished import Finished, finished
from qualcode.actions.layers import Codings, codings
from qualcode.actions.unit_grids import Touch, unit_grid
from qualcode.messages import _
from qualcode.store import queries
from qualcode.store.session import View
from qualcode.table import Table

if TYPE_CHECKING:
    from qualcode.analysis.agreement.agreement_table import AgreementTable
    from qualcode.analysis.unit_grid import UnitGrid


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
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 1,
) -> AgreementTable:
    """Krippendorff's alpha for each code somebody used, lowest first, and over all of them; see method.md 2 to 5.

    ``unit`` None takes the unit that fits each document's kind. ``codes``, ``coders`` and ``documents_named`` restrict what is
    compared. A code that came after a coder had finished a document is missing there for that coder.
    Raises NotFound for an unknown name, WrongUse for an unknown unit, scope or touch rule.
    """
    found, ready, grid = _compared(view, unit, coders, documents_named, include_unfinished)
    chosen = _chosen_codes(found, ready, codes)
    options = {"touch": touch, "scope": scope, "level": level, "replicates": replicates, "seed": seed}
    late = _late_codes(found, ready, chosen)
    made = _agreement(found, grid, ready.done, chosen - late.keys(), options)
    for code, done in late.items():
        made = _with_late_code(made, code, _agreement(found, grid, done, [code], options))
    return replace(made, notes=(*ready.notes, *made.notes))


def _agreement(
    found: Codings, grid: UnitGrid, done: dict[int, set[int]], codes: Collection[str], options: dict[str, Any]
) -> AgreementTable:
    from qualcode.analysis.agreement.from_codings import code_agreement

    return code_agreement(found.table, grid, done, codes=codes, **options)


def _with_late_code(made: AgreementTable, code: str, alone: AgreementTable) -> AgreementTable:
    """Add the row of a code that came late, compared only where it was there to be used; the pooled row leaves it out."""
    *rows, pooled = made.rows
    rows.append(alone.rows[0])
    rows.sort(key=lambda row: (row.alpha.estimate is None, row.alpha.estimate))
    note = _(
        "{code} was made after somebody had finished a document; it is missing there, not blank, and not in the pooled row.",
        code=code,
    )
    return replace(made, rows=(*rows, pooled), notes=(*made.notes, note))


def disagreements(
    view: View,
    *,
    unit: str | None = None,
    codes: Collection[str] | None = None,
    coders: Collection[str] | None = None,
    documents_named: Collection[str] | None = None,
    touch: Touch = "half",
    include_unfinished: bool = False,
) -> Table:
    """Every unit and code that some coders applied and some did not, under the columns of ``disagreements``."""
    from qualcode.analysis.agreement import from_codings as measure

    found, ready, grid = _compared(view, unit, coders, documents_named, include_unfinished)
    texts: dict[int, str] = {}

    def text_of(document: int, start: int, end: int) -> str:
        if document not in texts:
            texts[document] = queries.text_of(view, found.documents[document].id)
        return texts[document][start:end]

    chosen = _chosen_codes(found, ready, codes)
    late = _late_codes(found, ready, chosen)
    made = measure.disagreements(
        found.table, grid, ready.done, codes=chosen - late.keys(), touch=touch, text_of=text_of
    )
    rows = list(made.rows)
    for code, done in late.items():
        rows += measure.disagreements(found.table, grid, done, codes=[code], touch=touch, text_of=text_of).rows
    document_at = {name: number for number, name in enumerate(found.table.documents)}
    code_at = {name: number for number, name in enumerate(found.table.codes)}
    rows.sort(key=lambda row: (document_at[str(row[0])], row[1], row[2], code_at[str(row[4])]))
    return Table(made.columns, rows, (*made.notes, *ready.notes))


def _late_codes(found: Codings, ready: Finished, chosen: Collection[str]) -> dict[str, dict[int, set[int]]]:
    """The chosen codes that came after somebody had finished a document, each with who had it to use where."""
    return {
        found.table.codes[number]: {
            document: {coder for coder in coders if (document, coder) not in missing}
            for document, coders in ready.done.items()
        }
        for number, missing in ready.late.items()
        if found.table.codes[number] in chosen
    }


def _compared(
    view: View,
    unit: str | None,
    coders: Collection[str] | None,
    documents_named: Collection[str] | None,
    include_unfinished: bool,
) -> tuple[Codings, Finished, UnitGrid]:
    """The independent codings, who finished what among those asked for, and the units of the documents to compare."""
    found = codings(view, "all")
    ready = finished(view, found, include_unfinished=include_unfinished)
    wanted_coders = None if coders is None else {queries.coder_named(view, name).id for name in coders}
    wanted = None if documents_named is None else {queries.document_named(view, name).id for name in documents_named}
    done = {
        document: {c for c in present if wanted_coders is None or found.coders[c].id in wanted_coders}
        for document, present in ready.done.items()
        if wanted is None or found.documents[document].id in wanted
    }
    compared = {document for document, present in done.items() if len(present) > 1}
    return found, replace(ready, done=done), unit_grid(view, found, unit, compared)


def _chosen_codes(found: Codings, ready: Finished, codes: Collection[str] | None) -> set[str]:
    """The paths of the codes asked for, or of all that somebody used where he or she is compared."""
    if codes is not None:
        return {found.tree.path(found.tree.named(code).id) for code in codes}
    table = found.table
    used = set(zip(table.document.tolist(), table.coder.tolist(), table.code.tolist(), strict=True))
    compared = {document: coders for document, coders in ready.done.items() if len(coders) > 1}
    return {table.codes[code] for document, coder, code in used if coder in compared.get(document, ())}

"""The analyses of a project: its rows brought to the measures, and the tables that come out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from qualcode.actions import attributes, coding_files, dimensions
from qualcode.actions.finished import Finished, finished
from qualcode.actions.layers import Codings, codings
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.store import queries
from qualcode.store.session import View
from qualcode.table import Table
from qualcode.text.span import Span
from qualcode.text.units import default_unit, units
from qualcode.text.words import count_words

if TYPE_CHECKING:
    from qualcode.analysis.agreement.agreement_table import AgreementTable
    from qualcode.analysis.cooccurrence import Cooccurrence
    from qualcode.analysis.crosstab import Crosstab
    from qualcode.analysis.unit_grid import UnitGrid

Touch = Literal["half", "any", "all"]


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
    notes = [*found.notes, *made.notes]
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


def agreement(
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

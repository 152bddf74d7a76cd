"""Case summaries written into a workbook, beside their quotes, to be edited there and read back (summary_reading.py).

What was in the project when the workbook was written travels in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Row

from qualcode.actions.comparing.summaries import Place, summaries
from qualcode.actions.layers import Codings
from qualcode.actions.tables.crossings import codings_of
from qualcode.actions.tables.framework import cell, not_to_be_quoted, passages_of, summaries_of
from qualcode.errors import WrongUse
from qualcode.formats.bundle import Report
from qualcode.formats.tables.framework_sheet import Cell, FrameworkSheet, write_framework_sheet
from qualcode.messages import _, plural
from qualcode.store import queries
from qualcode.store.view import View


def write_sheet(
    view: View,
    path: Path,
    coder: str,
    *,
    codes: Sequence[str] = (),
    layer: str = "record",
    where: str | None = None,
) -> Report:
    """Write a coder's summaries beside the passages of a layer that ``where`` means into an .xlsx file.

    A row for each case that is tied to a document or summed up, a column for each code that is used or summed up, or, with
    ``codes``, for these and all below them. What other coders concluded stands with the passages. Raises WrongUse for another ending,
    NotFound for an unknown coder or code, and what ``write_framework_sheet`` raises.
    """
    if path.suffix.lower() != ".xlsx":
        raise WrongUse(
            _("Summaries go into a workbook: {name} has another ending.", name=path.name),
            _("Name it FILE.xlsx. matrix cases codes --framework writes other tables of them."),
        )
    found = codings_of(view, layer, where)
    person = queries.coder_named(view, coder)
    mine = {(row.case_id, row.code_id): row.text for row in summaries(view) if row.coder_id == person.id}
    cases, chosen = _cases(view, mine), _codes(view, found, mine, codes)
    silent = not_to_be_quoted(view, found)
    quoted = passages_of(view, found, silent)
    for place, texts in summaries_of(view, found, without=person.name).items():
        quoted[place] = [*texts, *quoted.get(place, [])]
    sheet = _sheet(view, found, person.name, cases, chosen, mine)
    at = {row.id: number for number, row in enumerate(queries.cases(view))}
    code_at = {row.id: number for number, row in enumerate(found.tree.rows)}
    sheet.passages = {
        (case.name, found.tree.path(code.id)): str(cell(quoted[at[case.id], code_at[code.id]]))
        for case in cases
        for code in chosen
        if (at[case.id], code_at[code.id]) in quoted
    }
    sheet.notes = _notes(found.notes, person.name)
    write_framework_sheet(sheet, path)
    told = Report(str(path), "summaries")
    told.add("written", plural("{n} summary", "{n} summaries", sum(bool(it) for it in sheet.summaries.values())))
    told.add("written", _("{cases} cases by {codes} codes", cases=len(cases), codes=len(chosen)))
    return told


def _sheet(
    view: View,
    found: Codings,
    coder: str,
    cases: Sequence[Row[Any]],
    codes: Sequence[Row[Any]],
    mine: Mapping[Place, str],
) -> FrameworkSheet:
    """The cells to be edited, and what is there: each case and code with its identifier, and each text with its digest."""
    paths = {code.id: found.tree.path(code.id) for code in codes}
    shown = [(case, code, mine[case.id, code.id]) for case in cases for code in codes if (case.id, code.id) in mine]
    base = [
        *(Cell(case.name, case.guid.hex, "", "", "", "") for case in cases),
        *(Cell("", "", paths[code.id], code.guid.hex, "", "") for code in codes),
        *(Cell(a.name, a.guid.hex, paths[b.id], b.guid.hex, text, digest(text)) for a, b, text in shown),
    ]
    texts = {(case.name, paths[code.id]): text for case, code, text in shown}
    return FrameworkSheet(coder, [row.name for row in cases], list(paths.values()), texts, base=base)


def _cases(view: View, mine: Mapping[Place, str]) -> list[Row[Any]]:
    tied = {row.case_id for row in queries.document_cases(view)} | {case for case, _code in mine}
    return [row for row in queries.cases(view) if row.id in tied]


def _codes(view: View, found: Codings, mine: Mapping[Place, str], wanted: Sequence[str]) -> list[Row[Any]]:
    tree = found.tree
    if wanted:
        meant = {row.id for name in wanted for row in tree.subtree(tree.named(name).id)}
        return [row for row in tree.rows if row.id in meant]
    used = set(found.table.code.tolist())
    summed = {row.code_id for row in summaries(view)}
    return [row for number, row in enumerate(tree.rows) if number in used or row.id in summed]


def _notes(notes: Sequence[str], coder: str) -> list[str]:
    return [
        _("Write into the columns that bear the name of a code; what stands beside them is not read back."),
        _("These are the summaries of {coder}: qualcode summaries import FILE reads them again.", coder=coder),
        *notes,
    ]


def digest(text: str) -> str:
    """What a text is known again by, whatever a spreadsheet makes of its letters."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

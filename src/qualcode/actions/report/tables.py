"""The tables of a report: documents, frequencies, matrices and co-occurrence, within what a page can hold."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from qualcode.actions.material import documents
from qualcode.actions.pictures.words import kind_words
from qualcode.actions.report import drawings
from qualcode.actions.report.draft import Draft
from qualcode.actions.report.headings import crossing, headings
from qualcode.actions.tables import crossings
from qualcode.actions.tables.formulas import formulas
from qualcode.analysis.cell_values import Value
from qualcode.analysis.cooccurrence import Cooccurrence
from qualcode.analysis.crosstab import Crosstab
from qualcode.analysis.results import cells, check_choice
from qualcode.errors import WrongUse
from qualcode.formats.reports.parts import Block, Figures, Paragraph, Section
from qualcode.messages import _, plural
from qualcode.table import Cell

MOST_ROWS, MOST_COLUMNS, MOST_PAIRS = 2_500, 64, 50
_ABREAST, _ABREAST_IF_LONG, _LONG = 8, 6, 20  # columns of figures that a sheet of paper has room for
_DOCUMENT_COLUMNS = ("document", "kind", "language", "occurred_on", "characters", "words", "codings")
_PAIR_COLUMNS = (
    *("code_a", "code_b", "count", "documents", "n_a", "n_b"),
    *("units_both", "jaccard", "p_b_given_a", "p_a_given_b"),
)


def material(draft: Draft) -> Section:
    """The list of documents."""
    listing = documents.listing(draft.view)
    words = kind_words()
    records = [{**record, "kind": words.get(str(record["kind"]), record["kind"])} for record in listing.records()]
    rows = [[record[column] for column in _DOCUMENT_COLUMNS] for record in records]
    if not rows:
        return Section(_("Documents"), [Paragraph(draft.leave_out(_("There are no documents.")))])
    notes = [_("codings: those of all coders; occurred_on: the date of what a document tells of.")]
    table = Figures(
        _("Documents of the project"),
        headings(_DOCUMENT_COLUMNS),
        *_cut(draft, rows, notes, "qualcode documents list -o documents.csv"),
    )
    return Section(_("Documents"), [table])


def frequencies(draft: Draft) -> Section:
    """How often each code is used."""
    made = crossings.frequencies(draft.view, layer=draft.wanted.layer, where=draft.wanted.where)
    notes = [_("codings, documents, cases, coders: how many of each have the code."), *made.notes]
    table = Figures(
        _("Frequencies of the codes"),
        headings(made.columns),
        *_cut(draft, made.rows, notes, draft.command("frequencies", to="frequencies.csv")),
    )
    if not len(draft.found.table):
        draft.leave_out(_("No coding counts: all frequencies are 0."))
    if not made.rows:
        return Section(_("Frequencies"), [Paragraph(_("There are no codes."))])
    return Section(_("Frequencies"), [*drawings.frequencies(draft, made), table])


def matrices(draft: Draft) -> Section | None:
    """The matrices that are wanted, None where none is."""
    if not draft.wanted.matrices:
        return None
    return Section(_("Matrices"), [], [_matrix(draft, *read_matrix(words)) for words in draft.wanted.matrices])


def read_matrix(words: str) -> tuple[str, str, str]:
    """Rows, columns and value of a matrix, as in "codes kinds" or 'codes "attribute:level of government" cases'.

    Raises WrongUse for anything else.
    """
    try:
        parts = shlex.split(words)
    except ValueError:
        parts = []
    if len(parts) not in (2, 3):
        raise WrongUse(
            _("{words!r} does not name a matrix.", words=words),
            _(
                'Name rows and columns, and what is counted where it is not codings: "codes kinds" or "codes kinds cases".'
            ),
        )
    rows, columns, value = (*parts, "codings")[:3]
    check_choice(value, Value)
    return rows, columns, value


def _matrix(draft: Draft, rows: str, columns: str, value: str) -> Section:
    asked = draft.wanted
    made = crossings.matrix(draft.view, rows, columns, value=value, layer=asked.layer, where=asked.where)
    title = crossing(rows, columns, value)
    command = draft.command("matrix", rows, columns, "--value", value, to="matrix.xlsx")
    down, across, notes = _filled(draft, made, value, title, command)
    blocks: list[Block] = list(drawings.matrix(draft, shown(made, down, across), rows, columns, value))
    parts = _abreast(made, across)
    for part, chosen in enumerate(parts, 1):
        caption = title
        if len(parts) > 1:
            caption = _("{title}, part {part} of {parts}", title=title, part=part, parts=len(parts))
        blocks.append(_part(draft, made, rows, caption, down, chosen, notes if part == len(parts) else [], command))
    return Section(title, blocks or [Paragraph(draft.leave_out(_("{title}: nothing counts there.", title=title)))])


def shown(made: Crosstab, down: Sequence[int], across: Sequence[int]) -> Crosstab:
    """The matrix with some of its rows and columns."""
    inside = np.ix_(down, across)
    return replace(
        made,
        row_labels=tuple(made.row_labels[row] for row in down),
        col_labels=tuple(made.col_labels[column] for column in across),
        figures=made.figures[inside],
        keys=tuple(made.keys[row] for row in down) if made.keys else (),
        beside=tuple((name, tuple(column[row] for row in down)) for name, column in made.beside),
        missing=None if made.missing is None else made.missing[inside],
    )


def _filled(
    draft: Draft, made: Crosstab, value: str, title: str, command: str
) -> tuple[list[int], list[int], list[str]]:
    """The rows and the columns in which anything counts, as many as there is room for, and what must be said of the table."""
    filled = ~np.isnan(made.figures) if value == "weight" else np.nan_to_num(made.figures) != 0  # 0 is a weight
    down, across = (np.flatnonzero(filled.any(axis=axis)).tolist() for axis in (1, 0))
    notes = [*made.notes, *_empty(len(made.row_labels) - len(down), len(made.col_labels) - len(across))]
    if len(across) > MOST_COLUMNS:
        said = _(
            "{table}: {shown} of {n} columns are shown; the whole: {command}",
            table=title,
            shown=MOST_COLUMNS,
            n=len(across),
            command=command,
        )
        notes.append(draft.leave_out(said))
    return down, across[:MOST_COLUMNS], notes


def _abreast(made: Crosstab, across: Sequence[int]) -> list[Sequence[int]]:
    """The columns in as many parts as the width of a sheet asks for."""
    long = any(len(made.col_labels[column]) > _LONG for column in across)
    width = _ABREAST_IF_LONG if long else _ABREAST
    return [across[start : start + width] for start in range(0, len(across), width)]


def _part(
    draft: Draft,
    made: Crosstab,
    name: str,
    caption: str,
    down: Sequence[int],
    across: Sequence[int],
    notes: Sequence[str],
    command: str,
) -> Figures:
    first, heads = _heads(made, name, down)
    body = [[*names, *_row(made, row, across)] for names, row in zip(heads, down, strict=True)]
    labels = [*headings(first), *(made.col_labels[column] for column in across)]
    return Figures(caption, labels, *_cut(draft, body, notes, command), heads=max(len(made.key_names), 1))


def _heads(made: Crosstab, name: str, rows: Sequence[int]) -> tuple[list[str], list[list[Cell]]]:
    """What stands in front of the figures: the names of each row and, of a product, how much there is of it."""
    columns = [*(made.key_names or [name]), *(beside for beside, _column in made.beside)]
    named = [made.keys[row] if made.key_names else (made.row_labels[row],) for row in rows]
    return columns, [[*names, *(column[row] for _n, column in made.beside)] for names, row in zip(named, rows)]


def _row(made: Crosstab, row: int, columns: Sequence[int]) -> list[Cell]:
    values = cells(made.figures[row, columns])
    if made.missing is None:
        return values
    return [None if gone else value for value, gone in zip(values, made.missing[row, columns].tolist(), strict=True)]


def _empty(rows: int, columns: int) -> list[str]:
    if not rows and not columns:
        return []
    return [_("Rows and columns where nothing counts are left out: {rows} and {columns}.", rows=rows, columns=columns)]


def cooccurrence(draft: Draft) -> Section | None:
    """The pairs of codes that co-occur most, None where they are not wanted."""
    if not draft.wanted.cooccurrence:
        return None
    made = crossings.cooccurrence(draft.view, unit="sentence", layer=draft.wanted.layer, where=draft.wanted.where)
    rows, notes = _pairs(draft, made)
    title = _("Co-occurrence of codes")
    if not rows:
        return Section(title, [Paragraph(draft.leave_out(_("No two codes co-occur.")))])
    return Section(title, [Figures(_("Codes that co-occur"), headings(_PAIR_COLUMNS), rows, notes, heads=2)])


def _pairs(draft: Draft, made: Cooccurrence) -> tuple[list[tuple[Cell, ...]], list[str]]:
    """The pairs with most pairs of codings, then with most units, then in the order of the tree."""
    units = made.presence
    assert units is not None
    a, b = np.nonzero(np.triu((made.count > 0) | (units.units_both > 0), 1))
    order = np.lexsort((b, a, -units.units_both[a, b], -made.count[a, b]))[:MOST_PAIRS]
    notes = [
        *made.notes,
        _("documents: those with such a pair; n_a, n_b: codings of each code; units_both: units that hold both."),
        *formulas(_PAIR_COLUMNS),
    ]
    if len(a) > MOST_PAIRS:
        notes.append(
            draft.leave_out(
                _(
                    "Of {n} pairs the {shown} with the highest count are shown; all: {command}",
                    n=len(a),
                    shown=MOST_PAIRS,
                    command=draft.command("cooccurrence", "--long", to="pairs.csv"),
                )
            )
        )
    a, b = a[order], b[order]
    given = units.p_b_given_a
    figures = (made.count[a, b], made.documents[a, b], made.n[a], made.n[b], units.units_both[a, b])
    shares = (units.jaccard[a, b], given[a, b], given[b, a])
    names = ([made.codes[i] for i in side.tolist()] for side in (a, b))
    rows: list[tuple[Cell, ...]] = list(zip(*names, *map(cells, figures), *map(cells, shares)))
    return rows, [*notes, *made.unequal_notes(a, b)]


def _cut(
    draft: Draft, rows: Sequence[Sequence[Cell]], notes: Sequence[str], command: str
) -> tuple[Sequence[Sequence[Cell]], Sequence[str]]:
    """The rows that there is room for, and what must be said of them."""
    left = len(rows) - MOST_ROWS
    if left <= 0:
        return rows, notes
    said = plural(
        "{n} further row is left out; the whole: {command}",
        "{n} further rows are left out; the whole: {command}",
        left,
        command=command,
    )
    return rows[:MOST_ROWS], [*notes, draft.leave_out(said)]

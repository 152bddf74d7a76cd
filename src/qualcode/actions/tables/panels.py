"""Panels: a row for each case and period, with how much there was to code, when a policy began, and data from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualcode.actions.layers import Codings
from qualcode.actions.material import attributes
from qualcode.actions.tables.case_levels import ancestry
from qualcode.actions.tables.periods import ordinal, period
from qualcode.errors import WrongUse
from qualcode.messages import _, listed, plural, some_of
from qualcode.store import queries, rounds
from qualcode.store.view import View
from qualcode.table import Cell

if TYPE_CHECKING:
    from qualcode.analysis.crosstab import Crosstab
    from qualcode.analysis.dimension import Dimension

_PERIODS = ("year", "quarter", "month")


def with_exposure(view: View, found: Codings, made: Crosstab, rows: Dimension, columns: Dimension) -> Crosstab:
    """A matrix in which products are empty where there is no document, and rows of documents say how many there are.

    Cells of plain rows and columns stay numbers; a note says how many of them have no document.

    Rows that are a product of dimensions of documents (cases, kinds, attributes, periods, sets) get the columns ``documents`` and
    ``words``: of all documents under the row, coded or not. What an open blind round hides is no document here.
    """
    import numpy as np

    missing = np.zeros(made.figures.shape, dtype=bool)
    notes = []
    seen = ~np.isin([row.id for row in found.documents], list(rounds.hidden_documents(view)))
    for axis, dimension in enumerate((rows, columns)):
        if dimension.factors and dimension.document_pairs is not None:
            documents = _added(dimension, seen.astype(np.int64), made.figures.shape[axis])
            empty = documents == 0
            missing |= empty[:, None] if axis == 0 else empty[None, :]
            if axis == 0 and _is_of_documents(rows):
                words = _added(dimension, seen * np.array([row.words for row in found.documents]), len(documents))
                made = replace(made, beside=(("documents", _column(documents)), ("words", _column(words, empty))))
                notes = [
                    _(
                        "documents, words: those of all documents of the row, coded or not; cells are empty where there is none."
                    ),
                    *_unread(view, found, seen & _under(dimension, len(seen))),
                    *(() if _names_cases(dimension) else _in_no_row(found, seen & ~_under(dimension, len(seen)))),
                ]
            elif axis == 1 or not notes:
                notes.append(_("Cells are empty where there is no document."))
    notes += _without_documents(rows, columns, seen, missing)
    return replace(made, missing=missing if missing.any() else None, notes=(*made.notes, *notes)) if notes else made


def _without_documents(rows: Dimension, columns: Dimension, seen: Any, missing: Any) -> list[str]:
    """How many cells are figures, and not empty, although no document is under both their row and their column."""
    there = _cells_of_documents(rows, columns, seen)
    without = int((~there & ~missing[: there.shape[0], : there.shape[1]]).sum())
    if not without:
        return []
    return [
        plural(
            "{n} of {all} cells has no document at all, where nothing could have been found. In a product of both it is empty.",
            "{n} of {all} cells have no document at all, where nothing could have been found. In a product of both they are empty.",
            without,
            all=there.size,
        )
    ]


def _cells_of_documents(rows: Dimension, columns: Dimension, seen: Any) -> Any:
    """Of each cell whether a document is under its row and its column; what is not of documents is open to all of them."""
    import numpy as np

    from qualcode.analysis.arrays import expand

    there = np.zeros((len(rows.labels), len(columns.labels)), dtype=bool)
    sides = [side.document_pairs for side in (rows, columns)]
    known = [None if pairs is None else [part[seen[pairs[0]]] for part in pairs] for pairs in sides]
    row, column = known
    if row is None and column is None:
        there[:] = True
    elif row is None or column is None:
        there[slice(None) if row is None else row[1], slice(None) if column is None else column[1]] = True
    else:
        order = np.argsort(column[0], kind="stable")
        document, label = column[0][order], column[1][order]
        first, stop = (np.searchsorted(document, row[0], side=side) for side in ("left", "right"))
        entry, partner = expand(first, stop)
        there[row[1][entry], label[partner]] = True
    return there


_CODED = ("code", "code_set", "coder", "speaker", "segment")


def _is_of_documents(dimension: Dimension) -> bool:
    return not set(dimension.factors) & set(_CODED)


def _names_cases(dimension: Dimension) -> bool:
    """Whether somebody chose the cases, so that documents of others are not missed."""
    return "cases:" in dimension.name


def _added(dimension: Dimension, amount: Any, size: int) -> Any:
    """The amounts of the documents under each label; where there is one label more it is the total, with each document once."""
    import numpy as np

    assert dimension.document_pairs is not None
    document, label = dimension.document_pairs
    total = np.zeros(size, dtype=np.int64)
    np.add.at(total, label, amount[document])
    if size > len(dimension.labels):
        total[-1] = amount[np.unique(document)].sum()
    return total


def _under(dimension: Dimension, documents: int) -> Any:
    import numpy as np

    assert dimension.document_pairs is not None
    return np.bincount(dimension.document_pairs[0], minlength=documents) > 0


def _column(values: Any, empty: Any = None) -> tuple[Cell, ...]:
    if empty is None:
        return tuple(values.tolist())
    return tuple(None if gone else value for value, gone in zip(values.tolist(), empty.tolist(), strict=True))


def _in_no_row(found: Codings, loose: Any) -> list[str]:
    """How many documents no row counts, since they lack what names rows: a date, a case."""
    names = [row.name for row, alone in zip(found.documents, loose.tolist(), strict=True) if alone]
    if not names:
        return []
    return [
        plural(
            "{n} document is in no row, without what names one: {names}.",
            "{n} documents are in no row, without what names one: {names}.",
            len(names),
            names=some_of(names),
        )
    ]


def _unread(view: View, found: Codings, counted: Any) -> list[str]:
    """A warning of documents that count as 0 though nobody is known to have read them."""
    coded = set(found.table.document.tolist())
    done = {row.document_id for row in queries.assignments(view) if row.done_at is not None}
    names = [
        row.name
        for number, row in enumerate(found.documents)
        if counted[number] and number not in coded and row.id not in done
    ]
    if not names:
        return []
    return [
        plural(
            "Warning: {n} document without codings, which nobody has marked as done, counts with 0: {names}.",
            "Warning: {n} documents without codings, which nobody has marked as done, count with 0: {names}.",
            len(names),
            names=some_of(names),
        )
    ]


def with_start(view: View, made: Crosstab, attribute: str, case_level: int | None = None) -> Crosstab:
    """A panel of cases and periods with ``treated``, ``post`` and ``event_time``, by when ``attribute`` says a case began.

    ``treated`` is 1 for a case with a start, ``post`` 1 from the period of its start on, ``event_time`` the number of periods
    since then, below 0 before; it is empty for a case without a start, whose ``post`` is 0. A case without a value has that of
    the nearest case it lies in; of several values the earliest counts, and an answer that stands for a missing one is none. Where cases count
    for those above them (``case_level``), starts of those below that are not their own are told. Raises WrongUse where there is no panel or the attribute
    holds no dates, NotFound for an unknown attribute.
    """
    length = next((name for name in made.key_names if name in _PERIODS), None)
    if length is None or "case" not in made.key_names:
        raise WrongUse(
            _("A start belongs to a panel of cases and periods."),
            _("Cross, for instance: qualcode matrix 'cases*period:year' codes --start {name}", name=attribute),
        )
    row = attributes.of_name(view, attribute, "case")
    starts = _starts(view, row.name)
    cases, times = (made.key_names.index(name) for name in ("case", length))
    cells = [_since(starts.get(key[cases]), key[times], length) for key in made.keys]
    columns = zip(*cells, strict=True) if cells else ((), (), ())
    begun = dict.fromkeys(key[cases] for key in made.keys if key[cases] in starts)
    vague = [case for case in begun if period(starts[case], length) is None]
    notes = [
        _(
            "treated, post, event_time: by {name} of the case, else of the nearest case it lies in; event_time counts periods "
            "({length}) from the start.",
            name=row.name,
            length=length,
        )
    ]
    if vague:
        notes.append(_("The start does not tell the {length}: {cases}.", length=length, cases=listed(vague)))
    if case_level is not None:
        notes += _hidden_starts(view, starts, set(begun) | {key[cases] for key in made.keys}, case_level)
    named = zip(("treated", "post", "event_time"), columns, strict=True)
    return replace(made, beside=(*made.beside, *named), notes=(*made.notes, *notes))


def _hidden_starts(view: View, starts: Mapping[str, str], shown: Collection[str], level: int) -> list[str]:
    """A warning of cases that count for one above them although they began at another time, or it never did."""
    rows = queries.cases(view)
    above, names = {row.id: row.parent_id for row in rows}, {row.id: row.name for row in rows}
    other = []
    for row in rows:
        line = ancestry(above, row.id)
        top = names[line[min(level, len(line)) - 1]]
        if len(line) > level and top in shown and starts.get(row.name) != starts.get(top):
            other.append(row.name)
    if not other:
        return []
    return [
        _(
            "Warning: {cases} began at another time than the case they count for here: its treated, post and event_time are not theirs.",
            cases=some_of(other),
        )
    ]


def _since(start: str | None, time: str, length: str) -> tuple[Cell, Cell, Cell]:
    """``treated``, ``post`` and ``event_time`` of a case with this start in a period; "" is the time of a row of totals."""
    if start is None:
        return (None, None, None) if time == "" else (0, 0, None)
    began = period(start, length)
    if not began or not time:
        return 1, None, None
    after = ordinal(time) - ordinal(began)
    return 1, int(after >= 0), after


def _starts(view: View, name: str) -> dict[str, str]:
    """The earliest start of each case, by its name: its own, or that of the nearest case above it."""
    values = attributes.values_by_owner(view, "case")
    choices = attributes.of_name(view, name, "case").choices
    missing = {choice["value"] for choice in choices if choice["missing"]}
    rows = queries.cases(view)
    above = {row.id: row.parent_id for row in rows}
    found = {}
    for row in rows:
        for case in reversed(ancestry(above, row.id)):
            own = [it for it in values.get(case, {}).get(name, []) if attributes.written(it) not in missing]
            if own:
                found[row.name] = min(_as_date(name, value) for value in own)
                break
    return found


def _as_date(name: str, value: Any) -> str:
    text = attributes.written(value)
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
        raise WrongUse(
            _("{name} says no date: {value!r}.", name=name, value=text),
            _("A start is a year, or a date written 2022-04 or 2022-04-18."),
        )
    return text

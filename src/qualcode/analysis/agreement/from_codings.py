"""Agreement of coders over coded text: alpha for each code, the weakest first, and where coders disagree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial

import numpy as np

from qualcode.analysis.agreement import measure
from qualcode.analysis.agreement.agreement_table import POOLED, AgreementTable, CodeAgreement, Scope
from qualcode.analysis.agreement.incidence import Done, Incidence, incidence
from qualcode.analysis.agreement.intervals import Interval
from qualcode.analysis.agreement.pooled import Applied, pooled_alpha
from qualcode.analysis.agreement.result import AgreementResult
from qualcode.analysis.agreement.study import ReliabilityData
from qualcode.analysis.arrays import BoolArray, IntArray, begins
from qualcode.analysis.coding_table import CodingTable, code_mask, rolled_up
from qualcode.analysis.results import check_choice
from qualcode.analysis.touch import Touch
from qualcode.analysis.unit_grid import UnitGrid
from qualcode.messages import _
from qualcode.table import Cell, Table

DISAGREEMENT_COLUMNS = ("document", "start", "end", "unit", "code", "applied_by", "not_applied_by", "text")


def code_agreement(
    table: CodingTable,
    grid: UnitGrid,
    done: Done,
    *,
    codes: Collection[str] | None = None,
    touch: Touch = "half",
    scope: Scope = "all",
    rollup: int | None = None,
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 1,
) -> AgreementTable:
    """Krippendorff's alpha for each code, from who touched which unit with it.

    For one code each coder says yes to the units one of his or her codings of it touches by the rule ``touch``, no to the
    others, and nothing in documents that ``done`` (for a document's index the coders who finished it) does not give that coder;
    a document that fewer than two finished is not compared. Alpha is the nominal one of these yeses and noes; the last row
    pools the codes (see ``pooled_alpha``).

    ``scope`` chooses the units: "all"; "coded", those that any coder gave any code; "code", those that hold the very code,
    where nobody can agree on its absence, so alpha is undefined and positive agreement stands in the note. ``codes`` are the
    paths to report, all unless given; ``rollup`` is a depth of the tree to which codes are counted for their ancestors first.
    ``level``, ``replicates`` and ``seed`` are those of the bootstrap over units.

    Raises NotFound for a code not in the table, WrongUse for an unknown scope or touch rule.
    """
    check_choice(scope, Scope)
    table = table if rollup is None else rolled_up(table, rollup)
    chosen = code_mask(table, codes)
    seen = incidence(table, grid, done, touch)
    names = _compared_coders(seen)
    applied = _applied(seen, chosen, scope)

    yes_no = _yes_no(applied, len(table.codes), scope)
    interval = partial(AgreementResult.interval, level=level, replicates=replicates, seed=seed)
    rows = [
        _of_code(table.codes[code], yes_no[code], len(names), scope, interval)
        for code in np.flatnonzero(chosen).tolist()
    ]
    rows.sort(key=lambda row: (row.alpha.estimate is None, row.alpha.estimate))
    pooled = _restricted(pooled_alpha(applied, len(names)), scope)
    rows.append(CodeAgreement(POOLED, pooled, interval(pooled), int(begins(applied.unit).sum())))
    notes = (*_notes(rows, scope, level, replicates, seed), *seen.notes)
    return AgreementTable(tuple(rows), names, grid.name, scope, notes)


def disagreements(
    table: CodingTable,
    grid: UnitGrid,
    done: Done,
    *,
    codes: Collection[str] | None = None,
    touch: Touch = "half",
    rollup: int | None = None,
    text_of: Callable[[int, int, int], str] | None = None,
) -> Table:
    """One row for each unit and code that some of the coders who finished the document applied and some did not.

    Sorted by place, then code. ``applied_by`` and ``not_applied_by`` are names with ", " between. ``text_of`` is asked for the text
    of (document index, start, end); without it ``text`` is None. The other arguments are those of ``code_agreement``.
    """
    table = table if rollup is None else rolled_up(table, rollup)
    seen = incidence(table, grid, done, touch)
    disputed = np.flatnonzero((seen.count < seen.judges[seen.unit]) & code_mask(table, codes)[seen.code])
    unit = seen.unit[disputed]
    places = zip(*(column[unit].tolist() for column in (grid.document, grid.start, grid.end)), strict=True)
    labels = [table.codes[code] for code in seen.code[disputed].tolist()]
    rows: list[tuple[Cell, ...]] = [
        (table.documents[place[0]], *place[1:], grid.name, label, *split, text_of(*place) if text_of else None)
        for place, label, split in zip(places, labels, _splits(seen, disputed), strict=True)
    ]
    return Table(DISAGREEMENT_COLUMNS, rows, seen.notes)


def _compared_coders(seen: Incidence) -> tuple[str, ...]:
    documents = seen.finished.sum(axis=1) >= 2
    return tuple(seen.table.coders[coder] for coder in np.flatnonzero(seen.finished[documents].any(axis=0)).tolist())


def _applied(seen: Incidence, chosen: BoolArray, scope: Scope) -> Applied:
    """What was applied in the units the scope leaves, the units numbered anew."""
    compared = seen.judges >= 2
    if scope != "all":
        coded = np.zeros(len(seen.judges), dtype=np.bool_)
        coded[seen.unit] = True
        compared &= coded
    number = np.cumsum(compared) - 1
    wanted = chosen[seen.code]
    return Applied(seen.judges[compared], number[seen.unit[wanted]], seen.code[wanted], seen.count[wanted])


def _yes_no(applied: Applied, codes: int, scope: Scope) -> IntArray:
    """At [code, judges, yes] the number of units with so many judges of whom so many applied the code."""
    most = int(applied.judges.max(initial=0)) + 1
    place = (applied.code * most + applied.judges[applied.unit]) * most + applied.count
    units = np.bincount(place, minlength=codes * most * most).reshape(codes, most, most)
    if scope != "code":
        units[:, :, 0] = np.bincount(applied.judges, minlength=most) - units.sum(axis=2)
    return units


def _of_code(
    code: str, units: IntArray, coders: int, scope: Scope, interval: Callable[[AgreementResult], Interval]
) -> CodeAgreement:
    """One code, from ``units[judges, yes]``."""
    judges, yes = np.nonzero(units)
    counts = np.column_stack((judges - yes, yes))
    data = ReliabilityData.from_patterns(coders, units[judges, yes], counts, (False, True))
    positive = measure("positive_agreement", data)
    alpha = _restricted(measure("alpha", data), scope)
    if positive.undefined:
        alpha = replace(alpha, estimate=None, undefined=positive.undefined)
    return CodeAgreement(code, alpha, interval(alpha), int(units[:, 1:].sum()), positive)


def _restricted(alpha: AgreementResult, scope: Scope) -> AgreementResult:
    """Alpha, undefined where only units with the very code were compared; chance has no meaning among those."""
    if scope != "code" or not alpha.n_pairable_units:
        return alpha
    reason = _("only units with the code were compared, so nobody could agree on its absence")
    return replace(alpha, estimate=None, undefined=reason, expected=None)


def _notes(rows: list[CodeAgreement], scope: Scope, level: float, replicates: int, seed: int) -> list[str]:
    pooled = rows[-1].alpha
    scopes = {
        "all": _("Scope all: every unit of the documents compared."),
        "coded": _("Scope coded: the units to which any coder gave any code."),
        "code": _("Scope code: for each code the units to which any coder gave it."),
    }
    return [
        _("Each code: Krippendorff's alpha, nominal, of its yes and no, 1 - observed/expected disagreement."),
        pooled.definition,
        scopes[scope],
        _(
            "Intervals ({level:.0%}): units resampled {replicates} times, percentiles, seed {seed}.",
            level=level,
            replicates=replicates,
            seed=seed,
        ),
        pooled.citation,
    ]


def _splits(seen: Incidence, disputed: IntArray) -> Iterator[tuple[str, str]]:
    """For each disputed unit and code the names of those who applied it, and of the others who finished the document."""
    names = seen.table.coders
    finishers = [np.flatnonzero(row).tolist() for row in seen.finished]
    documents = seen.grid.document[seen.unit[disputed]].tolist()
    firsts, counts = seen.first[disputed].tolist(), seen.count[disputed].tolist()
    coders = seen.coder.tolist()
    for document, first, count in zip(documents, firsts, counts, strict=True):
        applied = coders[first : first + count]
        others = [coder for coder in finishers[document] if coder not in applied]
        yield ", ".join(names[coder] for coder in applied), ", ".join(names[coder] for coder in others)

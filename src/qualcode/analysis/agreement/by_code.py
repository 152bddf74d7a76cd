"""Agreement of coders over coded text, each code a yes or no to every unit; and all of them together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias, cast

import numpy as np

from qualcode.analysis.agreement import MEASURES, measure
from qualcode.analysis.agreement.code_rows import (
    POOLED,
    AgreementRow,
    AgreementTable,
    notes_of_rows,
    of_several,
    parts_of,
    sorted_rows,
)
from qualcode.analysis.agreement.incidence import Done, incidence
from qualcode.analysis.agreement.judgements import Judgements, Late, Scope, Uses, units_used, uses
from qualcode.analysis.agreement.measures import Measure
from qualcode.analysis.agreement.over_codes import over_codes
from qualcode.analysis.agreement.result import AgreementResult
from qualcode.analysis.agreement.study import ReliabilityData
from qualcode.analysis.agreement.wanted import Wanted
from qualcode.analysis.coding_table import CodingTable, code_mask, rolled_up
from qualcode.analysis.results import check_choice
from qualcode.analysis.touch import Touch
from qualcode.analysis.unit_grid import UnitGrid
from qualcode.errors import WrongUse
from qualcode.messages import _

#: The measures of what coders say about units.
OverUnits: TypeAlias = Literal[
    "alpha",
    "percent",
    "holsti",
    "positive_agreement",
    "cohen_kappa",
    "conger_kappa",
    "scott_pi",
    "fleiss_kappa",
    "brennan_prediger",
    "gwet_ac1",
    "holsti_composite",
]

#: What a coder could say of a unit and a code: no or yes. It is q of the measures that ask for it.
_TO_CHOOSE_FROM = {name: {"categories": (False, True)} for name in ("brennan_prediger", "gwet_ac1")}


def code_agreement(
    table: CodingTable,
    grid: UnitGrid,
    done: Done,
    wanted: Wanted | None = None,
    *,
    codes: Collection[str] | None = None,
    touch: Touch = "half",
    scope: Scope = "all",
    rollup: int | None = None,
    late: Late | None = None,
) -> AgreementTable:
    """Each measure wanted for each code, from who touched which unit with it; and over the codes together.

    See ``Judgements`` for what counts as a yes, a no and nothing; ``done`` gives for a document's index the coders who
    finished it, and a document that fewer than two finished is not compared. ``codes`` are the paths to report, all unless
    given; ``rollup`` is a depth of the tree to which codes are counted for their ancestors first. Where the scope is "code"
    nobody can agree on a code's absence, so that what is corrected for chance is undefined, and F1 stands in the note.
    Where a single code is asked for there are no rows over all codes.

    Raises NotFound for a code not in the table, WrongUse for an unknown scope, touch rule or measure.
    """
    check_choice(scope, Scope)
    wanted = wanted or Wanted()
    table = table if rollup is None else rolled_up(table, rollup)
    chosen = np.flatnonzero(code_mask(table, codes)).tolist()
    seen = incidence(table, grid, done, touch)
    judged = Judgements(seen, scope, late)
    data = {code: judged.of(code) for code in chosen}
    rows = [row for code in chosen for row in _rows(table.codes[code], data[code], scope, wanted)]
    everywhere = [code for code in chosen if table.codes[code] not in (late or {})]
    shared = Judgements(seen, "coded", late) if scope == "code" else judged
    together = data if shared is judged else {code: shared.of(code) for code in everywhere}
    common = [together[code] for code in everywhere if uses(together[code]).units]
    pooled = list(_pooled(common or [shared.blank], wanted))
    if scope == "code":
        pooled = [_without_common_units(row, wanted) for row in pooled]
    if codes is not None:
        pooled = of_several(rows, pooled)
    about = _("Each code is a yes or no to each unit.")
    late_ones = _late_notes((row.code for row in rows), late or {})
    notes = (about, *_notes([*rows, *pooled], judged.names, scope, wanted), *seen.notes, *late_ones)
    return AgreementTable((*sorted_rows(rows), *pooled), judged.names, grid.name, scope, wanted.per, notes)


def set_agreement(
    metric: str,
    table: CodingTable,
    grid: UnitGrid,
    done: Done,
    wanted: Wanted | None = None,
    *,
    codes: Collection[str] | None = None,
    touch: Touch = "half",
    scope: Scope = "all",
    rollup: int | None = None,
    late: Late | None = None,
) -> AgreementTable:
    """Alpha of the sets of codes that coders gave each unit, two sets being as far apart as ``metric`` says; see ``alpha``.

    The other arguments are those of ``code_agreement``; ``late`` codes are left out of the sets. Raises WrongUse for the scope
    "code", as sets are about all codes.
    """
    if scope == "code":
        raise WrongUse(
            _("Sets of codes cannot be compared code by code."), _("Take --scope coded, or leave out --metric.")
        )
    wanted = wanted or Wanted()
    table = table if rollup is None else rolled_up(table, rollup)
    seen = incidence(table, grid, done, touch)
    judged = Judgements(seen, scope, late)
    named = np.flatnonzero(code_mask(table, codes)).tolist()
    chosen = [code for code in named if table.codes[code] not in (late or {})]
    rows = []
    for part, of_part in parts_of(judged.sets(chosen), wanted.per):
        result = measure("alpha", of_part, metric=metric)
        rows.append(AgreementRow(POOLED, part, result, wanted.interval(result), _sets_used(of_part)))
    about = _("The value of a unit is the set of codes that a coder gave it; no code at all is a value as well.")
    late_ones = _late_notes((table.codes[code] for code in named), late or {})
    notes = (about, *_notes(rows, judged.names, scope, wanted), *seen.notes, *late_ones)
    return AgreementTable(tuple(rows), judged.names, grid.name, scope, wanted.per, notes)


def _sets_used(data: ReliabilityData) -> Uses:
    """In how many units anybody gave any code."""
    some = np.array([False, *(bool(value) for value in data.values)])
    held = some[data.readings.said].any(axis=1) & (data.readings.ratings >= 2)
    return Uses(int(data.readings.units[held].sum()), 0, {})


def _measures(wanted: Wanted) -> list[Measure]:
    for name in wanted.measures:
        check_choice(name, OverUnits)
    options = {**_TO_CHOOSE_FROM, **wanted.options}
    return [cast(Measure, MEASURES[name](**options.get(name, {}))) for name in wanted.measures]


def _rows(code: str, data: ReliabilityData, scope: Scope, wanted: Wanted) -> Iterator[AgreementRow]:
    """The figures of one code."""
    for part, of_part in parts_of(data, wanted.per):
        used, positive = uses(of_part), measure("positive_agreement", of_part)
        for made in _measures(wanted):
            figure = _meant(made.of(of_part), scope, positive)
            yield AgreementRow(code, part, figure, wanted.interval(figure), used, positive)


def _meant(result: AgreementResult, scope: Scope, positive: AgreementResult) -> AgreementResult:
    """The figure, undefined where it would mean nothing: nobody used the code, or its absence was not judged."""
    if positive.undefined:
        return replace(result, estimate=None, undefined=positive.undefined)
    if scope != "code" or result.expected is None:
        return result
    reason = _("only units with the code were compared, so nobody could agree on its absence")
    return replace(result, estimate=None, undefined=reason, expected=None)


def _without_common_units(row: AgreementRow, wanted: Wanted) -> AgreementRow:
    reason = _("each code was compared in other units, so there is no figure over all of them")
    result = replace(row.result, estimate=None, undefined=reason, observed=None, expected=None)
    return replace(row, result=result, interval=wanted.interval(result))


def _pooled(codes: Sequence[ReliabilityData], wanted: Wanted) -> Iterator[AgreementRow]:
    """One figure of each part and measure over several codes."""
    parts = [dict(parts_of(data, wanted.per)) for data in codes]
    for part in parts[0]:
        of_part = [by_part[part] for by_part in parts]
        used = Uses(units_used(of_part), 0, {})
        for made in _measures(wanted):
            result = over_codes(made, of_part)
            yield AgreementRow(POOLED, part, result, wanted.interval(result), used)


def _notes(rows: Sequence[AgreementRow], coders: Sequence[str], scope: Scope, wanted: Wanted) -> list[str]:
    scopes = {
        "all": _("Scope all: every unit of the documents compared."),
        "coded": _("Scope coded: the units to which any coder gave any code."),
        "code": _("Scope code: for each code the units to which any coder gave it."),
    }
    results = [row.result for row in rows]
    definitions = dict.fromkeys(result.definition for result in results)
    citations = dict.fromkeys(result.citation for result in results)
    return [
        *definitions,
        scopes[scope],
        *notes_of_rows(rows, coders, wanted, "units"),
        *citations,
    ]


def _late_notes(codes: Iterable[str], late: Late) -> Iterator[str]:
    for code in dict.fromkeys(codes):
        if code in late:
            yield _(
                "{code} was made after somebody had finished a document; it is missing there, not blank, and not in the pooled "
                "row.",
                code=code,
            )

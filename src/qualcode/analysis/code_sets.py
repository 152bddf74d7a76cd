"""Three and more codes that are present in the same unit: every set that is found often enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

import numpy as np

from qualcode.analysis.arrays import IntArray, begins, distinct, expand
from qualcode.analysis.coding_table import CodingTable, joined
from qualcode.analysis.presence import Done, readings, readings_with
from qualcode.analysis.results import joined_notes, untouched_notes
from qualcode.analysis.touch import Touch, touch_note
from qualcode.analysis.unit_grid import UnitGrid
from qualcode.errors import Refused, WrongUse
from qualcode.messages import _, plural
from qualcode.table import Table
from qualcode.text.unit_names import unit_word

COLUMNS = ("codes", "size", "count", "documents", "unit", "units", "share", "lift")
SMALLEST = 3
_MOST = 100_000


@dataclass(frozen=True, eq=False)
class _Baskets:
    """What is in each reading: the codes of reading r are ``code[first[r]:first[r + 1]]``, ascending."""

    code: IntArray
    first: IntArray
    document: IntArray


def code_sets(
    table: CodingTable,
    units: UnitGrid,
    *,
    largest: int,
    support: int = 2,
    across_coders: bool = False,
    touch: Touch = "half",
    done: Done | None = None,
) -> Table:
    """Every set of 3 to ``largest`` codes that is present in at least ``support`` readings (see ``cooccurrence``).

    ``count`` is in how many readings all codes of the set are, beside whatever else is there; ``share`` that of all readings;
    ``lift`` is count x units^(size - 1) / the product of how many readings hold each code: 1 where all are independent (Brin et
    al. 1997). The most frequent come first, within each size. Sets grow by one code at a time from those that are frequent, in
    the readings that hold them (the a-priori property; Agrawal & Srikant 1994). Raises WrongUse for sets of less than three codes or
    a support below 1, Refused where there are more than 100,000.
    """
    if largest < SMALLEST or support < 1:
        raise WrongUse(
            _("Sets have at least three codes, and a support of at least 1."),
            _("Two codes are what the table is about without --sets."),
        )
    spans, absorbed = joined(table)
    reading, code, untouched = readings_with(spans, units, touch, across_coders)
    first = np.append(np.flatnonzero(begins(reading)), len(reading))
    unit = reading[first[:-1]] // (1 if across_coders else max(len(table.coders), 1))
    baskets = _Baskets(code, first, units.document[unit])
    total = readings(spans, units, across_coders, done or {})
    held = np.bincount(code, minlength=len(table.codes))
    found = sorted(_limited(_grown(baskets, largest, support), support), key=lambda it: (len(it[0]), -it[1], it[0]))
    rows = [
        (
            "; ".join(table.codes[one] for one in codes),
            len(codes),
            count,
            documents,
            units.name,
            total,
            count / total,
            count * total ** (len(codes) - 1) / prod(held[list(codes)].tolist()),
        )
        for codes, count, documents in found
    ]
    notes = (
        _note(units.name, largest, support, across_coders),
        _(
            "A set counts also where further codes are present; lift is 1 where the codes are independent of each other."
        ),
        touch_note(touch, units.name),
        *joined_notes(absorbed),
        *untouched_notes(untouched, units.name),
    )
    return Table(COLUMNS, rows, notes)


def _note(unit: str, largest: int, support: int, across_coders: bool) -> str:
    return plural(
        "Sets of {sizes} codes that are present together in at least {n} unit ({unit}), {who}.",
        "Sets of {sizes} codes that are present together in at least {n} units ({unit}), {who}.",
        support,
        sizes=SMALLEST if largest == SMALLEST else _("{least} to {most}", least=SMALLEST, most=largest),
        unit=unit_word(unit),
        who=_("by any coders") if across_coders else _("by the same coder"),
    )


_Found = tuple[tuple[int, ...], int, int]


def _limited(found: Iterator[_Found], support: int) -> Iterator[_Found]:
    for number, one in enumerate(found):
        if number == _MOST:
            raise Refused(
                _("More than {n} sets of codes occur together {support} times or more.", n=_MOST, support=support),
                _("Ask for more with --support, or for smaller sets."),
            )
        yield one


def _grown(baskets: _Baskets, largest: int, support: int) -> Iterator[_Found]:
    everywhere = np.arange(len(baskets.first) - 1)
    yield from _supersets(baskets, (), everywhere, largest, support)


def _supersets(
    baskets: _Baskets, codes: tuple[int, ...], where: IntArray, largest: int, support: int
) -> Iterator[_Found]:
    """The frequent sets that begin with ``codes``, which ``where`` (readings) hold, and go on with codes of higher number."""
    owner, place = expand(baskets.first[where], baskets.first[where + 1])
    further = np.flatnonzero(baskets.code[place] > (codes[-1] if codes else -1))
    further = further[np.argsort(baskets.code[place[further]], kind="stable")]
    code, reading = baskets.code[place[further]], where[owner[further]]
    edges = np.append(np.flatnonzero(begins(code)), len(code))
    for low, high in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        if high - low < support:
            continue
        grown, here = (*codes, int(code[low])), reading[low:high]
        if len(grown) >= SMALLEST:
            yield grown, high - low, len(distinct(baskets.document[here]))
        if len(grown) < largest:
            yield from _supersets(baskets, grown, here, largest, support)

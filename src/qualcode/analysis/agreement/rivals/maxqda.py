"""MAXQDA's intercoder agreement by segments: does the other coder have a segment of the code that overlaps enough?"""

from __future__ import annotations

import numpy as np

from qualcode.analysis.agreement.rivals.compared import (
    ALL_CODES,
    ALL_DOCUMENTS,
    Compared,
    Pair,
    RivalFigure,
    beyond_chance,
)
from qualcode.analysis.arrays import BoolArray, IntArray, expand
from qualcode.analysis.coding_table import CodingTable
from qualcode.messages import _

_OVERLAP = 90  # per cent that two segments must share, as the program is set at first


def figures(compared: Compared) -> list[RivalFigure]:
    """The share of segments the other coder has as well, by code and over all; over all also its kappa.

    Each coder's segments are tested against the other's: two agree that have the same code and share at least 90 % of the
    longer one. With a segments found in both and b and c only in one coder's work, agreed = a/(a + b + c). By chance: 1/n for
    n codes, n/(n + 1)² where one code is tested or the coders marked different numbers of segments; kappa is Brennan and
    Prediger's. Source: MAXQDA's manual; what exactly 90 % refers to is our reading.
    """
    made = []
    for pair, documents in compared.pairs():
        table = compared.of_coders(pair)
        table = table.select(np.isin(table.document, documents))
        matched = _matched(table, pair)
        made += _of_codes(compared, table, pair, matched)
        if len(table):
            made.append(_kappa(compared, table, pair, matched))
    return made


def difference() -> str:
    """Why its figures differ from alpha over units."""
    return _(
        "MAXQDA counts marked segments only: what both left uncoded does not count, a boundary that differs by more than a "
        "tenth makes two disagreements, and chance is one in the number of codes."
    )


def _matched(table: CodingTable, pair: Pair) -> BoolArray:
    """Which codings have a counterpart of the other coder."""
    first = table.select(table.coder == pair[0])
    second = table.select(table.coder == pair[1])
    matched = np.zeros(len(table), dtype=np.bool_)
    matched[np.flatnonzero(table.coder == pair[0])] = _have_counterparts(first, second)
    matched[np.flatnonzero(table.coder == pair[1])] = _have_counterparts(second, first)
    return matched


def _have_counterparts(table: CodingTable, others: CodingTable) -> BoolArray:
    """Which codings of one coder share enough with a coding of the same code of the other's."""
    order = np.lexsort((others.line_start, others.code))
    reach = table.extent + 1
    starts = (others.code * reach + others.line_start)[order]
    longest = int((others.end - others.start).max(initial=0))
    low = np.searchsorted(starts, table.code * reach + np.maximum(table.line_start - longest, 0))
    high = np.searchsorted(starts, table.code * reach + table.line_end)
    own, other = expand(low, np.maximum(low, high))
    enough = _share_enough(table, own, others, order[other])
    found = np.zeros(len(table), dtype=np.bool_)
    found[own[enough]] = True
    return found


def _share_enough(table: CodingTable, own: IntArray, others: CodingTable, other: IntArray) -> BoolArray:
    shared = np.minimum(table.line_end[own], others.line_end[other]) - np.maximum(
        table.line_start[own], others.line_start[other]
    )
    longer = np.maximum((table.end - table.start)[own], (others.end - others.start)[other])
    enough: BoolArray = 100 * shared >= _OVERLAP * longer
    return enough


def _of_codes(compared: Compared, table: CodingTable, pair: Pair, matched: BoolArray) -> list[RivalFigure]:
    totals = np.bincount(table.code, minlength=len(table.codes))
    agreed = np.bincount(table.code[matched], minlength=len(table.codes))
    return [
        RivalFigure(
            *("maxqda", "percent", table.codes[code], ALL_DOCUMENTS, compared.names(pair)),
            *(share := agreed[code] / totals[code], None, share, None, int(totals[code])),
        )
        for code in compared.codes
        if totals[code]
    ]


def _kappa(compared: Compared, table: CodingTable, pair: Pair, matched: BoolArray) -> RivalFigure:
    codes = len(set(table.code.tolist()))
    marked = np.bincount(table.coder, minlength=len(table.coders))[list(pair)]
    expected = codes / (codes + 1) ** 2 if codes == 1 or marked[0] != marked[1] else 1 / codes
    observed = float(matched.mean())
    kappa, reason = beyond_chance(observed, expected)
    place = ("maxqda", "kappa", ALL_CODES, ALL_DOCUMENTS, compared.names(pair))
    return RivalFigure(*place, kappa, reason, observed, expected, len(table))

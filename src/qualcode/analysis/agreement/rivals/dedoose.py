"""Dedoose's training test: the first coder's excerpts are given, and the second says code by code whether it applies."""

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
from qualcode.analysis.arrays import BoolArray, IntArray
from qualcode.analysis.coding_table import CodingTable
from qualcode.messages import _


def figures(compared: Compared) -> list[RivalFigure]:
    """Cohen's kappa for each code over the first coder's excerpts, and the pooled kappa.

    Excerpts are the different spans that the coder who comes first in the list of coders marked. A coder applied a code to
    one when a coding covers at least half of it or lies in it by at least half. The pooled kappa is that of the mean agreement
    and the mean agreement by chance over the codes (De Vries, Elliott, Kanouse & Teleki 2008). Source: Dedoose's help.
    """
    return [figure for pair, documents in compared.pairs() for figure in _of_pair(compared, pair, documents)]


def difference() -> str:
    """Why its figures differ from alpha over units."""
    return _(
        "Dedoose judges only excerpts that one coder marked, so what that coder overlooked or both left uncoded does not "
        "count, and nobody can disagree about where a passage begins."
    )


def _of_pair(compared: Compared, pair: Pair, documents: list[int]) -> list[RivalFigure]:
    applied = [_applied(compared, pair, document) for document in documents]
    yes = [np.concatenate([one[coder] for one in applied]) for coder in (0, 1)]
    excerpts = len(yes[0])
    if not excerpts:
        return []
    observed = (yes[0] == yes[1]).mean(axis=0)
    shares = yes[0].mean(axis=0), yes[1].mean(axis=0)
    expected = shares[0] * shares[1] + (1 - shares[0]) * (1 - shares[1])
    used = [code for code in compared.codes if yes[0][:, code].any() or yes[1][:, code].any()]
    made = [
        _figure(compared, pair, compared.table.codes[code], float(observed[code]), float(expected[code]), excerpts)
        for code in used
    ]
    if used:
        means = float(observed[used].mean()), float(expected[used].mean())
        made.append(_figure(compared, pair, ALL_CODES, *means, excerpts))
    return made


def _figure(compared: Compared, pair: Pair, code: str, observed: float, expected: float, excerpts: int) -> RivalFigure:
    kappa, reason = beyond_chance(observed, expected)
    measure = "pooled kappa" if code == ALL_CODES else "kappa"
    place = ("dedoose", measure, code, ALL_DOCUMENTS, compared.names(pair))
    return RivalFigure(*place, kappa, reason, observed, expected, excerpts)


def _applied(compared: Compared, pair: Pair, document: int) -> tuple[BoolArray, BoolArray]:
    """For each of the two coders: excerpts x codes, whether the code was applied to the excerpt."""
    here = compared.table.select(compared.table.document == document)
    first, second = (here.select(here.coder == coder) for coder in pair)
    excerpts = np.unique(np.column_stack((first.start, first.end)), axis=0)
    return _applies(first, excerpts), _applies(second, excerpts)


def _applies(table: CodingTable, excerpts: IntArray) -> BoolArray:
    applied = np.zeros((len(excerpts), len(table.codes)), dtype=np.bool_)
    for at, (start, end) in enumerate(excerpts.tolist()):
        shared = np.minimum(table.end, end) - np.maximum(table.start, start)
        applied[at, table.code[(shared > 0) & (2 * shared >= np.minimum(table.end - table.start, end - start))]] = True
    return applied

"""QualCoder's coding comparison: per code and document, only characters that somebody coded; its own "kappa"."""

from __future__ import annotations

import numpy as np

from qualcode.analysis.agreement.rivals.compared import (
    ALL_DOCUMENTS,
    Compared,
    Pair,
    RivalFigure,
    beyond_chance,
    depths,
)
from qualcode.analysis.arrays import IntArray
from qualcode.messages import _


def figures(compared: Compared) -> list[RivalFigure]:
    """Its kappa for each code, document and pair of coders, and for the documents together.

    With a and b the lengths of each coder's spans, x the characters under two spans and U those under one or two::

        agreed = x / U     by chance = (a/U)(b/U) · ((U - a)/U)((U - b)/U)     kappa = (agreed - chance)/(1 - chance)

    The two terms of chance are multiplied where Cohen adds them, and two spans of one coder on a character make it coded by
    both. Source: read off its source code of 2026.
    """
    made = []
    for pair, documents in compared.pairs():
        coded, marked = _coded(compared, pair), [_marked(compared, coder) for coder in pair]
        for code in compared.codes:
            used = [document for document in documents if (document, code) in coded]
            for part in [*([document] for document in used), used]:
                counts = [sum(coded[document, code][depth] for document in part) for depth in (0, 1)]
                lengths = [int(lengths[part, code].sum()) for lengths in marked]
                name = ALL_DOCUMENTS if part is used else compared.table.documents[part[0]]
                if part:
                    made.append(_figure((compared.table.codes[code], name, compared.names(pair)), counts, lengths))
    return made


def difference() -> str:
    """Why its figures differ from alpha over units."""
    return _(
        "QualCoder leaves out the text that nobody coded and multiplies the two terms of chance that Cohen's kappa adds, so "
        "that its figure is nearly the share of coded characters that both coded."
    )


def _coded(compared: Compared, pair: Pair) -> dict[tuple[int, int], tuple[int, int]]:
    """By document and code, how many characters lie under one span of the two coders and how many under two."""
    table = compared.of_coders(pair)
    group = table.document * len(table.codes) + table.code
    columns = depths(group, table.line_start, table.line_end, table.extent)
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for number, depth, length in zip(*(column.tolist() for column in columns), strict=True):
        place = divmod(number, len(table.codes))
        single, dual = found.get(place, (0, 0))
        found[place] = single + length * (depth == 1), dual + length * (depth == 2)
    return found


def _marked(compared: Compared, coder: int) -> IntArray:
    """Documents x codes: the lengths of a coder's spans together."""
    table = compared.of_coders((coder,))
    marked = np.zeros((len(table.documents), len(table.codes)), dtype=np.int64)
    np.add.at(marked, (table.document, table.code), table.end - table.start)
    return marked


def _figure(place: tuple[str, str, tuple[str, ...]], coded: list[int], marked: list[int]) -> RivalFigure:
    """From the characters under one span and under two, and the lengths of each coder's spans."""
    total = sum(coded)
    if not total:
        reason = _("every coded character lies under three spans or more, which QualCoder does not count")
        return RivalFigure("qualcoder", "kappa", *place, None, reason, None, None, 0)
    first, second = marked[0] / total, marked[1] / total
    observed, expected = coded[1] / total, first * second * (1 - first) * (1 - second)
    kappa, undefined = beyond_chance(observed, expected)
    return RivalFigure("qualcoder", "kappa", *place, kappa, undefined, observed, expected, total)

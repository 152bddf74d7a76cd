"""ATLAS.ti's agreement: percentage, Holsti and alpha-binary of each code, cu-alpha of each domain; all by characters."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from qualcode.analysis.agreement import measure
from qualcode.analysis.agreement.rivals.by_characters import characters
from qualcode.analysis.agreement.rivals.compared import ALL_DOCUMENTS, Compared, RivalFigure, depths
from qualcode.analysis.agreement.study import ReliabilityData
from qualcode.analysis.arrays import BoolArray, IntArray
from qualcode.analysis.coding_table import CodingTable, joined
from qualcode.messages import _


def figures(compared: Compared) -> list[RivalFigure]:
    """Percentage agreement, Holsti and alpha-binary of each code, and cu-alpha of each domain.

    Percentage and Holsti, 2 M/(N1 + N2) with M characters coded by both, are means over the pairs of coders; alpha-binary is the
    nominal alpha of coded or not over all characters; cu-alpha that of the codes of one domain over the characters that at
    least two coders gave a code of it. A domain is here a category at the top of the codebook. Source: ATLAS.ti's manual;
    González-Prieto, Perez, Diaz & López-Fernández (2020), arXiv:2008.00977.
    """
    made = [*_of_pairs(compared), *_binary(compared)]
    made.sort(key=lambda figure: compared.table.codes.index(figure.code))
    return [*made, *(_of_domain(compared, top) for top in _domains(compared))]


def difference() -> str:
    """Why its figures differ from alpha over units."""
    return _(
        "ATLAS.ti counts characters, each of them as a unit of its own, so that long passages weigh more and a passage coded in "
        "one piece counts as many agreements."
    )


def _of_pairs(compared: Compared) -> list[RivalFigure]:
    shares: dict[tuple[int, str], list[float]] = defaultdict(list)
    units: dict[int, int] = defaultdict(int)
    for found in characters(compared):
        if found.document is None:
            counts = found.characters
            shares[found.code, "percent"].append(counts.agreed)
            shares[found.code, "holsti"].append(2 * counts.both / (counts.first + counts.second))
            units[found.code] = max(units[found.code], counts.total)
    everybody = _everybody(compared)
    return [
        RivalFigure(
            *("atlas", name, compared.table.codes[code], ALL_DOCUMENTS, everybody),
            *(mean := sum(values) / len(values), None, mean, None, units[code]),
        )
        for (code, name), values in shares.items()
    ]


def _everybody(compared: Compared) -> tuple[str, ...]:
    return compared.names(tuple(sorted({coder for coders in compared.done.values() for coder in coders})))


def _binary(compared: Compared) -> list[RivalFigure]:
    """alpha-binary of each code that somebody used."""
    table, _absorbed = joined(compared.table)
    judges = max((len(coders) for coders in compared.done.values()), default=0)
    yes = np.zeros((len(table.codes), len(table.documents), judges + 1), dtype=np.int64)
    group, depth, length = depths(
        table.code * len(table.documents) + table.document, table.line_start, table.line_end, table.extent
    )
    np.add.at(yes, (group // len(table.documents), group % len(table.documents), depth), length)
    used = [code for code in compared.codes if yes[code].any()]
    return [_of_code(compared, code, yes[code]) for code in used]


def _of_code(compared: Compared, code: int, yes: IntArray) -> RivalFigure:
    """From ``yes[document, coders]``: how many characters so many coders gave the code."""
    units, counts = [], []
    for document, coders in sorted(compared.done.items()):
        covered = yes[document]
        for given in range(len(coders) + 1):
            units.append(int(covered[given]) if given else int(compared.table.lengths[document] - covered.sum()))
            counts.append((len(coders) - given, given))
    data = ReliabilityData.from_patterns(len(_everybody(compared)), units, counts, (False, True))
    return _alpha(compared, "alpha-binary", compared.table.codes[code], data)


def _alpha(compared: Compared, name: str, code: str, data: ReliabilityData) -> RivalFigure:
    made = measure("alpha", data)
    observed, expected = (None if part is None else 1 - part for part in (made.observed, made.expected))
    place = ("atlas", name, code, ALL_DOCUMENTS, _everybody(compared))
    return RivalFigure(*place, made.estimate, made.undefined, observed, expected, made.n_pairable_units)


def _domains(compared: Compared) -> list[int]:
    """Codes at the top of the tree that have two or more of the compared codes below them, or are one of them themselves."""
    tops: dict[int, set[int]] = defaultdict(set)
    for code in set(compared.table.code.tolist()):
        tops[_top(compared.table, code)].add(code)
    return sorted(top for top, codes in tops.items() if len(codes) > 1)


def _top(table: CodingTable, code: int) -> int:
    while table.code_parents[code] >= 0:
        code = int(table.code_parents[code])
    return code


def _of_domain(compared: Compared, top: int) -> RivalFigure:
    table = compared.table
    inside = np.array([_top(table, code) == top for code in range(len(table.codes))], dtype=np.bool_)
    codings, _absorbed = joined(table.select(inside[table.code]))
    place = ("atlas", "cu-alpha", table.codes[top], ALL_DOCUMENTS, _everybody(compared))
    if _overlaps(codings):
        reason = _("a coder gave one passage several codes of this domain, which ATLAS.ti does not allow")
        return RivalFigure(*place, None, reason, None, None, 0)
    return _alpha(compared, "cu-alpha", table.codes[top], _of_stretches(codings, inside))


def _overlaps(codings: CodingTable) -> bool:
    place = codings.coder * (codings.extent + 1)
    order = np.argsort(place + codings.line_start)
    return bool(np.any((place + codings.line_start)[order][1:] < (place + codings.line_end)[order][:-1]))


def _of_stretches(codings: CodingTable, inside: BoolArray) -> ReliabilityData:
    """Each character that two coders or more gave a code of the domain, by which codes it was given."""
    edges = np.unique(np.concatenate((codings.line_start, codings.line_end)))
    number = np.cumsum(inside) - 1
    counts = np.zeros((len(edges), int(inside.sum())), dtype=np.int64)
    starts, ends = np.searchsorted(edges, codings.line_start), np.searchsorted(edges, codings.line_end)
    np.add.at(counts, (starts, number[codings.code]), 1)
    np.subtract.at(counts, (ends, number[codings.code]), 1)
    counts = np.cumsum(counts, axis=0)[:-1]
    values = tuple(code for code, there in zip(codings.codes, inside.tolist(), strict=True) if there)
    return ReliabilityData.from_patterns(len(codings.coders), np.diff(edges), counts, values)

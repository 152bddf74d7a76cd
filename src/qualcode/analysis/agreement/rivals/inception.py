"""INCEpTION's agreement by coding: only spans that both coders marked in exactly the same place are compared."""

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
from qualcode.messages import _


def figures(compared: Compared) -> list[RivalFigure]:
    """Cohen's kappa of the codes on identical spans for each pair and document, and the mean over the documents.

    Spans that only one coder marked are left out, and so are spans that carry several codes of one coder. Source: its user
    guide and issue tracker.
    """
    return [figure for pair, documents in compared.pairs() for figure in _of_pair(compared, pair, documents)]


def difference() -> str:
    """Why its figures differ from alpha over units."""
    return _(
        "INCEpTION compares only passages that both marked with the same first and last character; all others, where coders "
        "usually disagree, are left out, so that one shared word can give 1.0."
    )


def _of_pair(compared: Compared, pair: Pair, documents: list[int]) -> list[RivalFigure]:
    made = [_of_document(compared, pair, document) for document in documents]
    defined = [figure.estimate for figure in made if figure.estimate is not None]
    reason = None if defined else _("undefined in every document")
    mean = sum(defined) / len(defined) if defined else None
    units = sum(figure.units for figure in made)
    place = ("inception", "kappa", ALL_CODES, ALL_DOCUMENTS, compared.names(pair))
    return [*made, RivalFigure(*place, mean, reason, None, None, units)]


def _of_document(compared: Compared, pair: Pair, document: int) -> RivalFigure:
    first, second = (_codes_by_span(compared, coder, document) for coder in pair)
    shared = sorted(span for span in first.keys() & second.keys() if len(first[span]) == len(second[span]) == 1)
    place = ("inception", "kappa", ALL_CODES, compared.table.documents[document], compared.names(pair))
    if not shared:
        reason = _("the two coders marked no passage with the same first and last character and one code each")
        return RivalFigure(*place, None, reason, None, None, 0)
    one, other = (np.array([min(codes[span]) for span in shared]) for codes in (first, second))
    observed = float((one == other).mean())
    shares = (np.bincount(codes, minlength=len(compared.table.codes)) / len(shared) for codes in (one, other))
    expected = float(np.multiply(*shares).sum())
    kappa, reason_or_none = beyond_chance(observed, expected)
    return RivalFigure(*place, kappa, reason_or_none, observed, expected, len(shared))


def _codes_by_span(compared: Compared, coder: int, document: int) -> dict[tuple[int, int], set[int]]:
    table = compared.table
    mine = table.select((table.coder == coder) & (table.document == document))
    found: dict[tuple[int, int], set[int]] = {}
    for start, end, code in zip(mine.start.tolist(), mine.end.tolist(), mine.code.tolist(), strict=True):
        found.setdefault((start, end), set()).add(code)
    return found

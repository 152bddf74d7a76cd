"""NVivo's coding comparison: per code and document, characters as units; percentage agreement and Cohen's kappa."""

from __future__ import annotations

from qualcode.analysis.agreement.rivals.by_characters import CharactersOfCode, characters
from qualcode.analysis.agreement.rivals.compared import ALL_DOCUMENTS, Compared, RivalFigure, beyond_chance
from qualcode.messages import _


def figures(compared: Compared) -> list[RivalFigure]:
    """Percentage agreement and kappa for each code, document and pair of coders, and over the documents together.

    With a and b characters coded by each, x by both and T in the document::

        agreed = (x + (T - a - b + x)) / T     by chance = (a b + (T - a)(T - b)) / T²     kappa = (agreed - chance)/(1 - chance)

    NVivo leaves the figure over all documents to a spreadsheet; here it is the one over their characters taken together,
    its average weighted by size. Source: NVivo's help on coding comparison queries.
    """
    return [figure for found in characters(compared) for figure in _of(compared, found)]


def difference() -> str:
    """Why its figures differ from alpha over units."""
    return _(
        "NVivo counts characters: a long passage weighs more than a short one, boundaries cost agreement, and all the text "
        "that nobody coded counts as agreement."
    )


def _of(compared: Compared, found: CharactersOfCode) -> list[RivalFigure]:
    counts = found.characters
    where = ALL_DOCUMENTS if found.document is None else compared.table.documents[found.document]
    place = (compared.table.codes[found.code], where, compared.names(found.pair))
    kappa, reason = beyond_chance(counts.agreed, counts.by_chance)
    return [
        RivalFigure("nvivo", "percent", *place, counts.agreed, None, counts.agreed, None, counts.total),
        RivalFigure("nvivo", "kappa", *place, kappa, reason, counts.agreed, counts.by_chance, counts.total),
    ]

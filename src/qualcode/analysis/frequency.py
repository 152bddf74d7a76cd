"""How often, and how widely, each code was used."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from qualcode.analysis.arrays import IntArray, added, count_distinct
from qualcode.analysis.coding_table import CodingTable, covered_stretches
from qualcode.analysis.dimension import Dimension
from qualcode.analysis.results import cells, ratio
from qualcode.messages import _
from qualcode.table import Table

COLUMNS = ("code", "codings", "documents", "cases", "coders", "characters", "share")


def frequencies(table: CodingTable, cases_of_document: Mapping[int, Collection[int]] | Dimension) -> Table:
    """One row a code in the order of the tree, unused codes included.

    ``codings`` counts codings as they were made; ``documents``, ``cases`` and ``coders`` those with at least one.
    ``characters`` is the text covered: a coder's overlapping codings of the code count a character once, and two coders on
    the same text count it twice. ``share`` is the code's part of all codings in the table, None where there is none.

    ``cases_of_document`` gives for a document's index the indices of its cases; a Dimension of cases may be given instead
    where cases belong to passages (the participants of a focus group).
    """
    codes = len(table.codes)
    codings = np.bincount(table.code, minlength=codes)
    columns = (
        codings,
        count_distinct(table.code, table.document, codes),
        _cases(table, cases_of_document),
        count_distinct(table.code, table.coder, codes),
        added(*covered_stretches(table, np.arange(len(table)), table.code), codes),
        ratio(codings, codings.sum()),
    )
    notes = (
        _(
            "characters: text covered; where a coder's codings of a code overlap, a character counts once for that coder."
        ),
        _("share: the code's part of all codings."),
    )
    return Table(COLUMNS, list(zip(table.codes, *map(cells, columns), strict=True)), notes)


def _cases(table: CodingTable, cases_of_document: Mapping[int, Collection[int]] | Dimension) -> IntArray:
    cases = cases_of_document
    if not isinstance(cases, Dimension):
        cases = Dimension.of_documents("cases", (), cases, table)
    return count_distinct(table.code[cases.coding], cases.label, len(table.codes))

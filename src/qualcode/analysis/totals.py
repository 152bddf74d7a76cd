"""A last row and a last column for what a matrix comes to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcode.analysis.cell_values import Value
from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.crosstab import Crosstab, Normalize, code_matrix
from qualcode.analysis.dimension import Dimension
from qualcode.analysis.product import in_one_label
from qualcode.analysis.results import ratio
from qualcode.messages import _

TOTAL = "total"


def matrix_with_totals(
    table: CodingTable,
    rows: Dimension,
    columns: Dimension,
    *,
    value: Value = "codings",
    normalize: Normalize = "none",
    cases: Dimension | None = None,
    words: ArrayLike | None = None,
) -> Crosstab:
    """``code_matrix`` with a row and a column ``total``.

    A total counts each coding, document, case or character once, however many cells it stands in, and is the mean of all
    weights: it is the same figure for everything in the row or column. Of ``binary`` it is the number of cells with 1. Of
    shares of row, column or total, the totals are sums of cells, and the shares are of these. Raises as ``code_matrix``.
    """
    if normalize in ("row", "column", "total"):
        counted = code_matrix(table, rows, columns, value=value, cases=cases, words=words)
        shares = code_matrix(table, rows, columns, value=value, normalize=normalize, cases=cases, words=words)
        return _labelled(replace(shares, figures=_shares(counted.figures, normalize)), _sums_note())
    made = code_matrix(table, rows, columns, value=value, normalize=normalize, cases=cases, words=words)
    if value == "binary" and normalize == "none":
        return _labelled(replace(made, figures=_with_sums(made.figures)), _("total: in how many cells there is a 1."))
    row, column = in_one_label(rows, TOTAL), in_one_label(columns, TOTAL)
    sides = (
        code_matrix(table, r, c, value=value, normalize=normalize, cases=cases, words=words).figures
        for r, c in ((rows, column), (row, columns), (row, column))
    )
    right, below, corner = sides
    figures = np.block([[made.figures, right], [below, corner]])
    return _labelled(replace(made, figures=figures), _distinct_note(value))


def _distinct_note(value: Value) -> str:
    if value == "weight":
        return _("total: the mean of all weights in the row or column.")
    return _("total: what is in several cells counts once, so a total may be less than the sum of its cells.")


def _sums_note() -> str:
    return _("total: of the sums of the cells.")


def _with_sums(figures: NDArray[np.number]) -> NDArray[np.number]:
    wide = np.concatenate([figures, figures.sum(axis=1, keepdims=True)], axis=1)
    return np.concatenate([wide, wide.sum(axis=0, keepdims=True)], axis=0)


def _shares(figures: NDArray[np.number], normalize: Normalize) -> NDArray[np.number]:
    summed = _with_sums(figures)
    whole = {"row": summed[:, -1:], "column": summed[-1:, :], "total": summed[-1:, -1:]}[normalize]
    return ratio(summed, whole)


def _labelled(made: Crosstab, note: str) -> Crosstab:
    width = len(made.key_names)
    return replace(
        made,
        row_labels=(*made.row_labels, TOTAL),
        col_labels=(*made.col_labels, TOTAL),
        keys=(*made.keys, (TOTAL, *[""] * (width - 1))) if width else (),
        notes=(*made.notes, note),
    )

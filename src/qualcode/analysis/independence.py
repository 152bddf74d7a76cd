"""Whether rows and columns of a table of counts depend on each other: a test only where its assumptions hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from qualcode.analysis.arrays import BoolArray, IntArray
from qualcode.analysis.chance import chi_square_p, expected_counts, fisher_exact, pearson
from qualcode.messages import _
from qualcode.table import Cell, Table

COLUMNS = ("row", "test", "statistic", "df", "p", "cramers_v", "n", "smallest_expected", "note")
ALL_ROWS = "(all rows)"

_AT_ONCE = 2_000_000
_MOST_DRAWN = 200_000_000
_FEWEST = 199


@dataclass(frozen=True, eq=False)
class Counted:
    """Things, each in one row and one column, and the cluster (a document, a participant) each comes from.

    Things of one cluster are not independent of each other. ``row``, ``column`` and ``cluster`` are parallel indices;
    ``rows`` and ``columns`` how many of each there are.
    """

    row: IntArray
    column: IntArray
    cluster: IntArray
    rows: int
    columns: int

    @property
    def observed(self) -> IntArray:
        """The table of counts."""
        place = self.row * self.columns + self.column
        return np.bincount(place, minlength=self.rows * self.columns).reshape(self.rows, self.columns)

    def without_empty(self) -> Counted:
        """The same without rows and columns in which nothing is, of which no test can say anything."""
        observed = self.observed
        rows, columns = observed.any(axis=1), observed.any(axis=0)
        return Counted(
            (np.cumsum(rows) - 1)[self.row],
            (np.cumsum(columns) - 1)[self.column],
            self.cluster,
            int(rows.sum()),
            int(columns.sum()),
        )


def independence_tests(
    name: str, counted: Counted, *, replicates: int = 4999, seed: int = 1
) -> Iterator[tuple[Cell, ...]]:
    """A row of COLUMNS for each test of independence that can be thought of here; p is None where it is refused, ``note`` says why.

    - ``chi-square`` (Pearson 1900), without correction. Refused where things of one cluster are in the table, or where an
      expected count is below 1 or more than a fifth of them are below 5 (Cochran 1954).
    - ``fisher``: Fisher's exact test of a 2 x 2 table, two-sided. Refused where things of one cluster are in the table.
    - ``permutation``: where none of them gives a p. How often chi-square is at least as large when the columns (or the rows)
      are dealt out anew: among clusters as wholes where each is in one column (or row), else within clusters. p =
      (as large + 1) / (``replicates`` + 1) (Phipson & Smyth 2010); the draws are those of ``seed``.
    """
    counted = counted.without_empty()
    n = len(counted.row)
    if counted.rows < 2 or counted.columns < 2:
        reason = _("undefined: it takes two rows and two columns with something in them")
        yield name, "chi-square", None, None, None, None, n, None, reason
        return
    observed = counted.observed
    statistic, degrees, effect = pearson(observed)
    least = float(expected_counts(observed).min())
    dependent, sparse = _dependence(counted), _sparseness(observed)
    refused = dependent or sparse
    p = None if refused else chi_square_p(statistic, degrees)
    yield name, "chi-square", statistic, degrees, p, effect, n, least, refused
    if observed.shape == (2, 2):
        exact = fisher_exact(int(observed[0, 0]), int(observed[0].sum()), int(observed[:, 0].sum()), n)
        yield name, "fisher", None, None, None if dependent else exact, effect, n, least, dependent
        if not dependent:
            return
    if refused:
        p, note = permutation_p(counted, statistic, replicates, seed)
        yield name, "permutation", statistic, None, p, effect, n, least, note


def _dependence(counted: Counted) -> str | None:
    things, clusters = len(counted.cluster), len(np.unique(counted.cluster))
    if things == clusters:
        return None
    return _(
        "refused: {things} things of {clusters} clusters are not independent of each other",
        things=things,
        clusters=clusters,
    )


def _sparseness(observed: IntArray) -> str | None:
    expected = expected_counts(observed)
    few, cells = int((expected < 5).sum()), expected.size
    if expected.min() >= 1 and few <= cells / 5:
        return None
    return _(
        "refused: {few} of {cells} expected counts are below 5, the least is {least}",
        few=few,
        cells=cells,
        least=f"{expected.min():.2g}",
    )


def permutation_p(counted: Counted, statistic: float, replicates: int, seed: int) -> tuple[float | None, str]:
    """The p of dealing out columns or rows anew, and how that was done; None where there is nothing to deal out."""
    rng = np.random.default_rng(seed)
    whole = _one_each(counted.cluster, counted.column)
    flipped = not whole and _one_each(counted.cluster, counted.row)
    if flipped:
        counted = Counted(counted.column, counted.row, counted.cluster, counted.columns, counted.rows)
    if whole or flipped:
        drawn = _among_clusters(counted, rng, replicates)
        note = _("{n} draws, seed {seed}: clusters dealt out as wholes", n=replicates, seed=seed)
    else:
        replicates = max(_FEWEST, min(replicates, _MOST_DRAWN // len(counted.row)))
        drawn = _within_clusters(counted, rng, replicates)
        note = _("{n} draws, seed {seed}: dealt out within clusters", n=replicates, seed=seed)
    found = np.concatenate(list(drawn))
    if np.ptp(found) <= 1e-9 * max(statistic, 1):
        return None, _("undefined: whichever way they are dealt out the table is the same")
    larger = int((found >= statistic * (1 - 1e-9)).sum())
    return (larger + 1) / (replicates + 1), note


def _one_each(cluster: IntArray, label: IntArray) -> bool:
    """Whether each cluster is under one label."""
    first = np.zeros(int(cluster.max(initial=-1)) + 1, dtype=np.int64)
    first[cluster] = label
    return bool(np.all(first[cluster] == label))


def _among_clusters(counted: Counted, rng: np.random.Generator, replicates: int) -> Iterator[np.ndarray]:
    """Chi-square where the columns of clusters are exchanged between clusters."""
    _names, cluster = np.unique(counted.cluster, return_inverse=True)
    clusters = int(cluster.max()) + 1
    content = np.bincount(cluster * counted.rows + counted.row, minlength=clusters * counted.rows)
    content = content.reshape(clusters, counted.rows)
    column = np.zeros(clusters, dtype=np.int64)
    column[cluster] = counted.column
    at_once = max(1, _AT_ONCE // max(clusters * counted.columns, 1))
    for low in range(0, replicates, at_once):
        dealt = rng.permuted(np.tile(column, (min(at_once, replicates - low), 1)), axis=1)
        inside = dealt[:, :, None] == np.arange(counted.columns)
        yield _chi_squares(
            np.einsum("dkc,kr->drc", inside.astype(np.float64), content.astype(np.float64), optimize=True)
        )


def _within_clusters(counted: Counted, rng: np.random.Generator, replicates: int) -> Iterator[np.ndarray]:
    """Chi-square where the columns of things are exchanged within their cluster."""
    order = np.argsort(counted.cluster, kind="stable")
    row, column, cluster = counted.row[order], counted.column[order], counted.cluster[order]
    for _draw in range(replicates):
        dealt = column[np.lexsort((rng.random(len(row)), cluster))]
        table = np.bincount(row * counted.columns + dealt, minlength=counted.rows * counted.columns)
        yield _chi_squares(table.reshape(1, counted.rows, counted.columns).astype(np.float64))


def _chi_squares(tables: np.ndarray) -> np.ndarray:
    """Pearson's chi-square of each of several tables; empty rows and columns add nothing."""
    rows, columns = tables.sum(axis=2, keepdims=True), tables.sum(axis=1, keepdims=True)
    expected = rows * columns / tables.sum(axis=(1, 2), keepdims=True)
    parts = np.divide((tables - expected) ** 2, expected, out=np.zeros_like(tables), where=expected > 0)
    total: np.ndarray = parts.sum(axis=(1, 2))
    return total


def table_of_tests(rows: list[tuple[Cell, ...]], notes: tuple[str, ...]) -> Table:
    """The tests as a table, with what every reader must know."""
    return Table(
        COLUMNS,
        rows,
        (
            *notes,
            _(
                "Hypothesis tested: that rows and columns do not depend on each other. A refused p is empty, note says why."
            ),
            _("Tests of several rows are not corrected for their number."),
        ),
    )


def presence_counted(present: BoolArray, group: IntArray, cluster: IntArray, groups: int) -> Counted:
    """Things with and without something (row 0 and row 1) by their group."""
    return Counted(np.where(present, 0, 1), group, cluster, 2, groups)

"""Tests of whether the rows and columns of a matrix depend on each other, with what is independent of what in a project."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from qualcode.actions.layers import Codings
from qualcode.actions.privacy.consent import TAKING_PART
from qualcode.actions.tables import dimensions
from qualcode.actions.tables.case_levels import cases_of_documents
from qualcode.actions.tables.crossings import at_code_level, codings_of
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.store import queries
from qualcode.store.view import View
from qualcode.table import Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qualcode.analysis.arrays import IntArray
    from qualcode.analysis.dimension import Dimension
    from qualcode.analysis.independence import Counted


def matrix_tests(
    view: View,
    rows: str,
    columns: str,
    *,
    value: str = "codings",
    layer: str = "record",
    where: str | None = None,
    among: str | None = None,
    code_level: int | None = None,
    case_level: int | None = None,
    replicates: int = 4999,
    seed: int = 1,
) -> Table:
    """Chi-square, Fisher's exact test, or permutations: one for all codings, or with documents or cases one for each row.

    With ``value`` ``codings`` the table of codings is tested as a whole. With ``documents`` or ``cases`` those with the row are set against
    those without, by column. Codings of one document, and of documents in which the same case took part or wrote, are not
    independent. Raises WrongUse for another value and where something stands in several columns.
    """
    from qualcode.analysis.independence import independence_tests, table_of_tests

    if value not in _COUNTED:
        raise WrongUse(
            _("There is no test of {value}: it is no count.", value=value),
            _("Test --value codings, documents or cases."),
        )
    found = at_code_level(codings_of(view, layer, where, among=among), code_level)
    row, column = (dimensions.dimension(view, found, name, case_level) for name in (rows, columns))
    tested = _COUNTED[value](view, found, row, column, _clusters(view, found), case_level)
    made = [
        test for name, counted in tested for test in independence_tests(name, counted, replicates=replicates, seed=seed)
    ]
    return table_of_tests(made, (*found.notes, _n_of(value)))


def _n_of(value: str) -> str:
    """What n counts."""
    if value == "codings":
        return _("n: codings. A cluster is a document, or all documents in which the same case took part or wrote.")
    return _(
        "n: {value} under a column, cases only where they have a document; each row sets those with a coding of it against those without.",
        value=value,
    )


def _clusters(view: View, found: Codings) -> IntArray:
    """For each document the number of its cluster: documents that share a case that took part or wrote are one."""
    import numpy as np

    at = {row.id: number for number, row in enumerate(found.documents)}
    leader = list(range(len(at)))

    def first(number: int) -> int:
        while leader[number] != number:
            number = leader[number]
        return number

    seen: dict[int, int] = {}
    for row in queries.document_cases(view):
        if row.role in TAKING_PART and row.document_id in at:
            here = first(at[row.document_id])
            other = first(seen.setdefault(row.case_id, here))
            leader[max(here, other)] = min(here, other)
    return np.array([first(number) for number in leader], dtype=np.int64)


def _codings_counted(
    _view: View, found: Codings, rows: Dimension, columns: Dimension, cluster: IntArray, _level: int | None
) -> Iterator[tuple[str, Counted]]:
    import numpy as np

    from qualcode.analysis.independence import ALL_ROWS, Counted

    row, column = (_only_label(side, side.coding, side.label, len(found.table)) for side in (rows, columns))
    inside = np.flatnonzero((row >= 0) & (column >= 0))
    clusters = cluster[found.table.document[inside]]
    yield ALL_ROWS, Counted(row[inside], column[inside], clusters, len(rows.labels), len(columns.labels))


def _only_label(side: Dimension, thing: IntArray, label: IntArray, things: int) -> IntArray:
    """The label each thing is under, -1 for none. Raises WrongUse where one is under several."""
    import numpy as np

    if len(np.unique(thing)) < len(thing):
        raise WrongUse(
            _("There is no test where something stands under several labels of {name}.", name=side.name),
            _("Cells must exclude each other; roll up with --case-level, or choose an attribute with one value each."),
        )
    found = np.full(things, -1, dtype=np.int64)
    found[thing] = label
    return found


def _documents_counted(
    view: View, found: Codings, rows: Dimension, columns: Dimension, cluster: IntArray, _level: int | None
) -> Iterator[tuple[str, Counted]]:
    if columns.document_pairs is None:
        raise _no_groups(columns)
    group = _only_label(columns, *columns.document_pairs, len(found.documents))
    document = found.table.document[rows.coding]
    yield from _by_row(rows, document, group, cluster, len(columns.labels))


def _cases_counted(
    view: View, found: Codings, rows: Dimension, columns: Dimension, _cluster: IntArray, level: int | None
) -> Iterator[tuple[str, Counted]]:
    import numpy as np

    if columns.holds is None:
        raise _no_groups(columns)
    label, case = np.nonzero(columns.holds)
    group = _only_label(columns, case, label, columns.holds.shape[1])
    heard = sorted(set().union(*cases_of_documents(view, found, level).values()))
    silent = np.setdiff1d(np.arange(len(group)), heard)  # of whom nothing could have been coded
    group[silent] = -1
    cases = dimensions.cases(view, found, level)
    first = cases.first_of_coding(len(found.table))
    from qualcode.analysis.arrays import expand

    entry, partner = expand(first[rows.coding], first[rows.coding + 1])
    yield from _by_row(rows, cases.label[partner], group, np.arange(len(group)), len(columns.labels), entry)


_COUNTED = {"codings": _codings_counted, "documents": _documents_counted, "cases": _cases_counted}


def _by_row(
    rows: Dimension,
    thing: IntArray,
    group: IntArray,
    cluster: IntArray,
    groups: int,
    entry: NDArray[Any] | None = None,
) -> Iterator[tuple[str, Counted]]:
    """For each row the things that are under it, and those that are not, by their group."""
    import numpy as np

    from qualcode.analysis.independence import presence_counted

    label = rows.label if entry is None else rows.label[entry]
    inside = np.flatnonzero(group >= 0)
    for number, name in enumerate(rows.labels):
        present = np.zeros(len(group), dtype=np.bool_)
        present[thing[label == number]] = True
        yield name, presence_counted(present[inside], group[inside], cluster[inside], groups)


def _no_groups(columns: Dimension) -> WrongUse:
    return WrongUse(
        _("Columns of {name} are no groups of documents or cases.", name=columns.name),
        _("Test --value codings, or let the columns be kinds, periods or an attribute."),
    )

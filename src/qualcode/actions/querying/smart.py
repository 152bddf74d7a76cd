"""Kept queries as codes of their own, beside the codes of the codebook: what other programs call smart codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.actions.layers import Codings
from qualcode.actions.querying.material import ProjectMaterial
from qualcode.actions.querying.saved import named, opened
from qualcode.messages import _
from qualcode.store.view import View

if TYPE_CHECKING:
    from qualcode.analysis.coding_table import CodingTable
    from qualcode.analysis.query.marks import Marks


def with_queries(view: View, found: Codings, names: Sequence[str]) -> Codings:
    """The codings together with what kept queries find among them, each as the codings of one more code.

    A span that a query finds counts once for each coder. Raises NotFound for an unknown query.
    """
    if not names:
        return found
    from qualcode.analysis.query.evaluation import Evaluation
    from qualcode.analysis.query.tree import Saved
    from qualcode.analysis.query.wording import write

    wanted = [Saved(name) for name in dict.fromkeys(named(view, name).name for name in names)]
    evaluation = Evaluation(ProjectMaterial(view, found))
    marks = [evaluation.find(opened(view, saved)) for saved in wanted]
    labels = [write(saved) for saved in wanted]
    notes = [
        _(
            "{code} counts each span that the query finds, once for each coder, as if it were a code; sums and shares "
            "count it as well.",
            code=label,
        )
        for label in labels
    ]
    return replace(found, table=_joined(found.table, marks, labels), notes=(*found.notes, *notes))


def _joined(table: CodingTable, several: Sequence[Marks], labels: Sequence[str]) -> CodingTable:
    import numpy as np

    from qualcode.analysis.coding_table import CodingTable

    columns = [(table.document, table.start, table.end, table.code, table.coder)]
    for code, marks in enumerate(several, len(table.codes)):
        spans = np.unique(np.array([marks.document, marks.document_start, marks.document_end, marks.coder]), axis=1)
        columns.append((*spans[:3], np.full(spans.shape[1], code), spans[3]))
    weight = np.full(sum(len(it[0]) for it in columns), np.nan)
    weight[: len(table)] = table.weight
    document, start, end, of_code, coder = (np.concatenate(column) for column in zip(*columns, strict=True))
    return CodingTable.from_arrays(
        document,
        start,
        end,
        of_code,
        coder,
        weight,
        documents=table.documents,
        lengths=table.lengths,
        codes=(*table.codes, *labels),
        coders=table.coders,
        code_parents=np.append(table.code_parents, [-1] * len(labels)),
    )

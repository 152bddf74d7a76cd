"""Conditions on the memos that people wrote on codings, and on the very spans of codings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from qualcode.actions.layers import Codings
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.store import queries, rounds
from qualcode.store.models import Coding, Segment
from qualcode.store.view import View

if TYPE_CHECKING:
    from qualcode.analysis.arrays import BoolArray
    from qualcode.analysis.query.marks import Marks
    from qualcode.analysis.query.tree import Compare


def memo_marks(view: View, found: Codings, condition: Compare, marks: Marks) -> BoolArray:
    """Which codings have a memo, on them or on their very span, that meets a condition on its title and text."""
    import numpy as np

    from qualcode.analysis.query.comparing import asking
    from qualcode.analysis.query.texts import search

    operator, memos = condition.operator, queries.memos(view)
    if operator == "matches":
        finds = search(condition.values[0])
        memos = [memo for memo in memos if finds(_words(memo))]
    elif operator == "contains":
        asks = asking("text", operator, condition.values, "memo")
        memos = [memo for memo in memos if asks((_words(memo),))]
    elif operator not in ("is missing", "is not missing"):
        raise WrongUse(_("Memos are asked about by: memo contains “…”, memo matches /…/ or memo is missing."))
    codings, spans = _targets(view, memos)
    table = found.table
    document_at = {row.id: at for at, row in enumerate(found.documents)}
    code_at = {row.id: at for at, row in enumerate(found.tree.rows)}
    coder_at = {row.id: at for at, row in enumerate(found.coders)}
    places = [
        (document_at[it.document_id], it.start, it.end, code_at[it.code_id], coder_at[it.coder_id]) for it in codings
    ]
    own = _among((marks.document, table.start[marks.origin], table.end[marks.origin], marks.code, marks.coder), places)
    on_span = [(document_at[it.document_id], it.start, it.end) for it in spans]
    has = own | _among((marks.document, marks.document_start, marks.document_end), on_span)
    return np.logical_not(has) if operator == "is missing" else has


def _words(memo: Row[Any]) -> str:
    return f"{memo.title}\n{memo.text}"


def _targets(view: View, memos: Sequence[Row[Any]]) -> tuple[list[Row[Any]], list[Row[Any]]]:
    """The codings and the segments that memos are on, as far as who looks may see them."""
    found = []
    for model, column in ((Coding, "coding_id"), (Segment, "segment_id")):
        ids = [getattr(memo, column) for memo in memos if getattr(memo, column) is not None]
        statement = select(model.__table__).where(*rounds.shown(view, model))
        found.append(list(queries.rows_with(view, statement, model.id, dict.fromkeys(ids))))
    return found[0], found[1]


def _among(columns: tuple[Any, ...], rows: Sequence[tuple[int, ...]]) -> BoolArray:
    """Which rows of some columns are among ``rows``."""
    import numpy as np

    from qualcode.analysis.query.marks import labels

    wanted = tuple(np.array(rows, dtype=np.int64).reshape(-1, len(columns)).T)
    own, theirs = labels(columns, wanted)
    return np.isin(own, theirs)

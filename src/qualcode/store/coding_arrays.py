"""All codings as columns of numbers, read in one scan."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Row, func, select

from qualcode.store import rounds
from qualcode.store.models import Coding
from qualcode.store.view import View

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class CodingArrays:
    """Codings in force that who looks may see, in no order. Keys are the store's ids; ``weight`` is NaN where a coding has none."""

    document: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    code: NDArray[np.int64]
    coder: NDArray[np.int64]
    weight: NDArray[np.float64]


def coding_arrays(
    view: View, documents: Collection[int] | None = None, codes: Collection[int] | None = None
) -> CodingArrays:
    """Read all codings, or those of some documents or codes by id. The driver's tuples go straight into arrays: at a million codings anything else takes several times as long."""
    import numpy as np

    columns = [(name, "f8" if name == "weight" else "i8") for name in CodingArrays.__dataclass_fields__]
    cursor = view.connection.connection.cursor()
    try:
        cursor.execute(_scan(view, documents, codes))
        rows = np.fromiter(iter(cursor.fetchone, None), dtype=columns)
    finally:
        cursor.close()
    weight = rows["weight"].copy()
    weight[weight < 0] = np.nan
    return CodingArrays(
        **{name: weight if name == "weight" else np.ascontiguousarray(rows[name]) for name, _type in columns}
    )


def coding_amounts(view: View, documents: Collection[int] | None = None) -> Sequence[Row[int, int, int]]:
    """How many codings each coder has in each document, as far as who looks may see: document, coder, number."""
    statement = select(Coding.document_id, Coding.coder_id, func.count()).where(*rounds.shown(view, Coding))
    if documents is not None:
        statement = statement.where(Coding.document_id.in_(documents))
    return view.connection.execute(statement.group_by(Coding.document_id, Coding.coder_id)).all()


def _scan(view: View, documents: Collection[int] | None, codes: Collection[int] | None) -> str:
    """The statement as the driver takes it. In no order: sorting arrays is quicker than letting the database sort rows."""
    weight = func.coalesce(Coding.weight, -1)
    columns = Coding.document_id, Coding.start, Coding.end, Coding.code_id, Coding.coder_id, weight
    statement = select(*columns).where(*rounds.shown(view, Coding))
    if documents is not None:
        statement = statement.where(Coding.document_id.in_(documents))
    if codes is not None:
        statement = statement.where(Coding.code_id.in_(codes))
    return str(statement.compile(view.connection, compile_kwargs={"literal_binds": True}))

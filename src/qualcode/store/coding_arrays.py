"""All codings as columns of numbers, read in one scan."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, ColumnElement, Row, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute

from qualcode.store import rounds
from qualcode.store.models import Code, Coder, Coding, Document
from qualcode.store.view import View

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_Word = list[tuple[str, int, int]]  # the columns in one number, each with how far it is shifted and how wide it is
_POSITION = 31  # bits; no database holds a longer text
_BITS = 63
_COLUMNS = {
    "document": Coding.document_id,
    "start": Coding.start,
    "end": Coding.end,
    "code": Coding.code_id,
    "coder": Coding.coder_id,
}


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
    """Read all codings, or those of some documents or codes by id.

    The driver's tuples go straight into arrays, several columns packed into one number: what a scan of a million codings
    costs is the making of a Python number for every cell.
    """
    import numpy as np

    words = _packed(view)
    weighted = view.connection.scalar(select(Coding.id).where(Coding.weight.is_not(None)).limit(1)) is not None
    types = [(str(number), "i8") for number in range(len(words))] + ([("weight", "f8")] if weighted else [])
    cursor = view.connection.connection.cursor()
    try:
        cursor.execute(_scan(view, words, weighted, documents, codes))
        rows = np.fromiter(iter(cursor.fetchone, None), dtype=types)
    finally:
        cursor.close()
    columns = {
        name: (rows[str(number)] >> shift) & ((1 << width) - 1)
        for number, word in enumerate(words)
        for name, shift, width in word
    }
    weight = rows["weight"].copy() if weighted else np.full(len(rows), np.nan)
    weight[weight < 0] = np.nan
    return CodingArrays(**columns, weight=weight)


def _packed(view: View) -> list[_Word]:
    """Which columns share a number, so that each number fits into 63 bits."""
    largest = [select(func.max(model.id)).scalar_subquery() for model in (Document, Code, Coder)]
    document, code, coder = ((value or 0).bit_length() for value in view.connection.execute(select(*largest)).one())
    widths = {"document": document, "start": _POSITION, "end": _POSITION, "code": code, "coder": coder}
    words: list[_Word] = [[]]
    used = 0
    for name, width in widths.items():
        if used + width > _BITS:
            words.append([])
            used = 0
        words[-1].append((name, used, width))
        used += width
    return words


def coding_amounts(view: View, documents: Collection[int] | None = None) -> Sequence[Row[int, int, int]]:
    """How many codings each coder has in each document, as far as who looks may see: document, coder, number."""
    statement = select(Coding.document_id, Coding.coder_id, func.count()).where(*rounds.shown(view, Coding))
    if documents is not None:
        statement = statement.where(Coding.document_id.in_(documents))
    return view.connection.execute(statement.group_by(Coding.document_id, Coding.coder_id)).all()


def _scan(
    view: View,
    words: Sequence[_Word],
    weighted: bool,
    documents: Collection[int] | None,
    codes: Collection[int] | None,
) -> str:
    """The statement as the driver takes it. In no order: sorting arrays is quicker than letting the database sort rows."""
    columns = [reduce(add, (_shifted(_COLUMNS[name], shift) for name, shift, _width in word)) for word in words]
    weight = [func.coalesce(Coding.weight, -1)] if weighted else []
    statement = select(*columns, *weight).where(*rounds.shown(view, Coding))
    if documents is not None:
        statement = statement.where(Coding.document_id.in_(documents))
    if codes is not None:
        statement = statement.where(Coding.code_id.in_(codes))
    return str(statement.compile(view.connection, compile_kwargs={"literal_binds": True}))


def _shifted(column: InstrumentedAttribute[int], bits: int) -> ColumnElement[int]:
    return cast(column, BigInteger) * (1 << bits)

"""Every document with what is noted of it and how far its coding has come, for those who look after all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from qualcode.actions import coders, history
from qualcode.actions.material import attributes, documents, sets
from qualcode.actions.privacy import consent
from qualcode.store import queries, rounds
from qualcode.store.coding_arrays import CodingArrays, coding_arrays
from qualcode.store.view import View
from qualcode.table import Cell, Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as a row. ``share`` is the part of its characters that anybody has coded, 0 to 1; ``coders`` have codings
    in it, ``done`` have finished it, ``waiting`` were given it and have not. ``noted`` are attributes and values; ``sets``
    the sets it is in; ``consent`` says of each case that speaks or writes in it what it agreed to, "" where nothing is
    recorded, and is empty where no consent is recorded in the project."""

    name: str
    kind: str
    language: str
    characters: int
    words: int
    codings: int
    share: float
    coders: tuple[str, ...]
    done: tuple[str, ...]
    waiting: tuple[str, ...]
    cases: tuple[tuple[str, str], ...]
    occurred_on: str
    place: str
    notes: str
    source: str
    noted: tuple[tuple[str, str], ...]
    sets: tuple[str, ...] = ()
    consent: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class DocumentList:
    """All documents by name, the names of cases, of documents' attributes and of their sets, as of an operation; ``notes`` say
    what is hidden."""

    rows: tuple[DocumentRow, ...]
    cases: tuple[str, ...]
    attributes: tuple[str, ...]
    operation: int
    notes: tuple[str, ...]
    sets: tuple[str, ...] = ()


def document_list(view: View) -> DocumentList:
    """All documents, as who looks may see what is on them."""
    coded = _Coded(view)
    cases = {row.id: row.name for row in queries.cases(view)}
    tied: dict[int, list[tuple[str, str]]] = {}
    for tie in queries.document_cases(view):
        tied.setdefault(tie.document_id, []).append((cases[tie.case_id], tie.role))
    values = attributes.values_by_owner(view, "document", labels=True)
    read: dict[str, dict[bool, list[str]]] = {}
    for document, coder, _of_record, done in coders.assignments(view).rows:
        read.setdefault(str(document), {True: [], False: []})[bool(done)].append(str(coder))
    of_sets, inside = sets.of_documents(view)
    agreed = consent.statuses(view)
    agreed = agreed if any(agreed.values()) else {}
    rows = tuple(
        replace(
            _row(row, coded, tied.get(row.id, ()), values.get(row.id, {}), read.get(row.name, {})),
            sets=tuple(inside.get(row.id, ())),
            consent=tuple(_agreed(tied.get(row.id, ()), agreed)),
        )
        for row in queries.documents(view)
    )
    names = tuple(row.name for row in queries.attributes(view, "document"))
    latest, notes = history.latest_operation(view), tuple(rounds.notes(view))
    return DocumentList(rows, tuple(cases.values()), names, latest, notes, of_sets)


def table(view: View, match: str | None = None) -> Table:
    """The columns of ``documents list`` and how far each document is: ``share`` is the part of its characters that is coded;
    ``done``, ``waiting``, ``cases`` and ``sets`` are names with "; " between them."""
    known = {row.name: row for row in document_list(view).rows}
    listed = documents.listing(view, match)
    rows = [(*row, *_progress(known[str(row[0])])) for row in listed.rows]
    return Table((*listed.columns, "share", "done", "waiting", "cases", "sets"), rows, tuple(rounds.notes(view)))


def _progress(row: DocumentRow) -> tuple[Cell, ...]:
    cases = dict.fromkeys(case for case, _role in row.cases)
    return (round(row.share, 4), *("; ".join(names) or None for names in (row.done, row.waiting, cases, row.sets)))


def _agreed(tied: Sequence[tuple[str, str]], agreed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What those who speak or write in a document agreed to."""
    speaking = dict.fromkeys(case for case, role in tied if role in consent.TAKING_PART)
    return ((case, agreed[case]) for case in speaking if case in agreed)


def _row(
    row: Row[Any],
    coded: _Coded,
    cases: Sequence[tuple[str, str]],
    values: Mapping[str, Sequence[Any]],
    read: Mapping[bool, Sequence[str]],
) -> DocumentRow:
    return DocumentRow(
        name=row.name,
        kind=row.kind,
        language=row.language,
        characters=row.length,
        words=row.words,
        codings=coded.codings.get(row.id, 0),
        share=coded.characters.get(row.id, 0) / row.length if row.length else 0.0,
        coders=tuple(coded.coders.get(row.id, ())),
        done=tuple(read.get(True, ())),
        waiting=tuple(read.get(False, ())),
        cases=tuple(cases),
        occurred_on=row.occurred_on or "",
        place=row.place or "",
        notes=row.notes or "",
        source=row.source_name or "",
        noted=tuple((name, str(attributes.as_cell(found))) for name, found in values.items()),
    )


class _Coded:
    """By the ids of documents: how many codings are on them and of whom, and how many characters these cover."""

    def __init__(self, view: View) -> None:
        import numpy as np

        arrays = coding_arrays(view)
        documents, counts = np.unique(arrays.document, return_counts=True)
        self.codings: dict[int, int] = dict(zip(documents.tolist(), counts.tolist(), strict=True))
        self.characters = _covered(arrays, documents)
        names = {row.id: row.name for row in queries.coders(view)}
        width = max(names, default=0) + 1
        self.coders: dict[int, list[str]] = {}
        for pair in np.unique(arrays.document * width + arrays.coder).tolist():
            self.coders.setdefault(pair // width, []).append(names[pair % width])


def _covered(arrays: CodingArrays, documents: NDArray[np.int64]) -> dict[int, int]:
    """How many characters of each document lie under at least one coding."""
    import numpy as np

    if not len(arrays.document):
        return {}
    at = np.searchsorted(documents, arrays.document)
    line = at * (int(arrays.end.max()) + 1)  # the documents one behind the other
    order = np.argsort(line + arrays.start)
    start, end = (line + arrays.start)[order], (line + arrays.end)[order]
    reached = np.maximum.accumulate(end)
    new = end - np.maximum(start, np.concatenate(([0], reached[:-1])))
    characters = np.bincount(at[order], weights=np.maximum(new, 0), minlength=len(documents))
    return dict(zip(documents.tolist(), characters.astype(np.int64).tolist(), strict=True))

"""Who has finished which document: the difference between "not coded" and "not read"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from qualcode.actions.layers import Codings
from qualcode.messages import _, listed, plural
from qualcode.store import queries, rounds
from qualcode.store.models import Code, Operation
from qualcode.store.view import View

# Work looks unfinished where the second half of a document holds this little, set against its first half and the others'.
_FEW = 1 / 3
_ENOUGH = 10  # fewer codings than this in the first half tell nothing


@dataclass(frozen=True)
class Finished:
    """For each document's position the coders (by position) whose work counts there; ``late`` are codes that came after
    somebody had finished, each with the documents and coders for whom it is missing."""

    done: dict[int, set[int]]
    late: dict[int, set[tuple[int, int]]]
    notes: tuple[str, ...]


def finished(view: View, codings: Codings, *, include_unfinished: bool = False) -> Finished:
    """Who finished what, from the done marks; where a document has no assignments, whoever coded in it counts, and that is said.

    ``include_unfinished`` counts everybody who was assigned to or coded in a document. Consensus layers never count.
    """
    coded = _coders_present(codings)
    marks, hidden, viewer = _marks(view, codings), rounds.hidden_documents(view), rounds.viewer_id(view)
    done: dict[int, set[int]] = {}
    guessed = []
    for document in range(len(codings.documents)):
        assigned = marks.get(document)
        if include_unfinished:
            present = coded.get(document, set()) | set(assigned or {})
        elif assigned is None:
            present = coded.get(document, set())
            guessed += [document] * (len(present) > 1)
        else:
            present = {coder for coder, at in assigned.items() if at is not None}
        if codings.documents[document].id in hidden:  # there only one's own work is seen
            present = {coder for coder in present if codings.coders[coder].id == viewer}
        done[document] = {coder for coder in present if codings.coders[coder].kind != "consensus"}
    missing = {} if include_unfinished else _missing(codings, done, coded, marks, hidden)
    notes = [*_notes(codings, done, guessed, include_unfinished), *_missing_notes(missing)]
    return Finished(done, _late_codes(view, codings, marks, done), tuple(notes))


def _missing(
    codings: Codings,
    done: dict[int, set[int]],
    coded: dict[int, set[int]],
    marks: dict[int, dict[int, Any]],
    hidden: Collection[int],
) -> dict[str, list[str]]:
    """For each person the documents that he or she was given or coded in, and has not marked as finished."""
    found: dict[str, list[str]] = {}
    for document, row in enumerate(codings.documents):
        there = coded.get(document, set()) | set(marks.get(document, {}))
        for coder in sorted(there - done[document]) if row.id not in hidden else ():
            if codings.coders[coder].kind != "consensus":
                found.setdefault(codings.coders[coder].name, []).append(row.name)
    return found


def _missing_notes(missing: dict[str, list[str]]) -> Iterator[str]:
    for coder, documents in missing.items():
        yield plural(
            "{coder} has not marked {n} document as finished, which is missing, not blank: {names}.",
            "{coder} has not marked {n} documents as finished, which are missing, not blank: {names}.",
            len(documents),
            coder=coder,
            names=listed(documents),
        )


def _coders_present(codings: Codings) -> dict[int, set[int]]:
    present: dict[int, set[int]] = {}
    for document, coder in set(zip(codings.table.document.tolist(), codings.table.coder.tolist(), strict=True)):
        present.setdefault(document, set()).add(coder)
    return present


def _marks(view: View, codings: Codings) -> dict[int, dict[int, Any]]:
    document_at = {row.id: number for number, row in enumerate(codings.documents)}
    coder_at = {row.id: number for number, row in enumerate(codings.coders)}
    marks: dict[int, dict[int, Any]] = {}
    for row in queries.assignments(view):
        if row.document_id in document_at:
            marks.setdefault(document_at[row.document_id], {})[coder_at[row.coder_id]] = row.done_at
    return marks


def _notes(codings: Codings, done: dict[int, set[int]], guessed: list[int], include_unfinished: bool) -> Iterator[str]:
    if include_unfinished:
        yield _("Unfinished documents are counted as if finished (--include-unfinished).")
    if guessed:
        yield plural(
            "No done marks in {n} document: whoever coded in it counts as having finished it.",
            "No done marks in {n} documents: whoever coded in them counts as having finished them.",
            len(guessed),
        )
    for document, coder in _stopped_early(codings, done):
        yield _(
            "Warning: {coder} may not have finished {document}: few codings in its second half, where others have many.",
            coder=codings.coders[coder].name,
            document=codings.documents[document].name,
        )


def _stopped_early(codings: Codings, done: dict[int, set[int]]) -> Iterator[tuple[int, int]]:
    """Coders whose work thins out in the second half of a document where the others' goes on."""
    table = codings.table
    second = 2 * table.start >= table.lengths[table.document]
    halves: dict[tuple[int, int], list[int]] = {}
    columns = (table.document.tolist(), table.coder.tolist(), second.tolist())
    for document, coder, half in zip(*columns, strict=True):
        halves.setdefault((document, coder), [0, 0])[half] += 1
    for (document, coder), (first, last) in halves.items():
        others = [halves.get((document, other), [0, 0]) for other in done.get(document, set()) - {coder}]
        theirs_first, theirs_last = sum(half[0] for half in others), sum(half[1] for half in others)
        if coder in done.get(document, set()) and first >= _ENOUGH and last * theirs_first < _FEW * theirs_last * first:
            yield document, coder


def _late_codes(
    view: View, codings: Codings, marks: dict[int, dict[int, Any]], done: dict[int, set[int]]
) -> dict[int, set[tuple[int, int]]]:
    statement = select(Code.id, Operation.at).join(Operation, Code.created_in == Operation.id)
    made = {code_id: at for code_id, at in view.connection.execute(statement)}  # noqa: C416 - rows are not pairs
    pairs = ((document, coder) for document, coders in done.items() for coder in coders)
    marked = ((marks.get(document, {}).get(coder), document, coder) for document, coder in pairs)
    finished_at = sorted((at, document, coder) for at, document, coder in marked if at is not None)
    moments = [at for at, _document, _coder in finished_at]
    before = ((number, bisect_left(moments, made[row.id])) for number, row in enumerate(codings.tree.rows))
    return {number: {(it[1], it[2]) for it in finished_at[:count]} for number, count in before if count}

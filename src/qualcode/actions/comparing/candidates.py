"""The cases that could be chosen: their stratum, and how much there is of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from qualcode.actions.layers import Codings
from qualcode.actions.material import attributes
from qualcode.actions.material.sets import case_set
from qualcode.actions.tables.case_levels import ancestry
from qualcode.actions.tables.crossings import codings_of
from qualcode.messages import _, listed, plural, some_of
from qualcode.store import queries
from qualcode.store.view import View
from qualcode.text.names import name_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qualcode.analysis.arrays import FloatArray

ALL = "all"
"""The stratum of everybody, where no attribute makes any."""


@dataclass(frozen=True)
class Candidate:
    """A case with its stratum and its material: documents tied to it or to a case below it, their kinds and words.

    ``coded`` is the share of their characters that some coding covers, None without documents. ``rank`` counts from 1.
    """

    id: int
    name: str
    stratum: str
    documents: int
    kinds: tuple[str, ...]
    words: int
    codings: int
    coded: float | None
    rank: int = 0
    score: float | None = None
    chosen: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Candidates:
    """All candidates, the shares of codes in each (a row of NaN where nothing is coded), and what must be said of them.

    ``above`` is the case that each case of the project lies in.
    """

    candidates: Sequence[Candidate]
    shares: FloatArray
    notes: tuple[str, ...]
    above: Mapping[int, int | None]


def candidates(
    view: View,
    strata: Sequence[str],
    *,
    layer: str = "record",
    where: str | None = None,
    of_set: str | None = None,
    only: Mapping[str, str] | None = None,
) -> Candidates:
    """The cases that have all attributes of ``strata``, at least one of them their own, others perhaps from a case they lie in.

    With ``where`` only those with a coding that it means; with ``of_set`` those of a set; with ``only`` those whose own attributes have
    these values (or labels). Raises NotFound for an unknown one.
    """
    import numpy as np

    from qualcode.analysis.case_choice import profiles

    found = codings_of(view, layer, where)
    rows = queries.cases(view)
    if of_set is not None:
        wanted = set(case_set(view, of_set))
        rows = [row for row in rows if row.id in wanted]
    rows = _with_values(view, rows, only or {})
    of_case, left_out = _strata(view, [attributes.of_name(view, name, "case") for name in strata], rows)
    documents = _documents(view, found)
    material = _Material(found)
    counts = [material.codes(documents[row.id]) for row in rows if row.id in of_case]
    made = [material.candidate(row, of_case[row.id], documents[row.id]) for row in rows if row.id in of_case]
    kept = [at for at, it in enumerate(made) if where is None or it.codings]
    table = np.array([counts[at] for at in kept], dtype=np.float64).reshape(len(kept), len(found.table.codes))
    notes = (*found.notes, *_notes(left_out, strata, len(made) - len(kept), len(kept)))
    above = {row.id: row.parent_id for row in queries.cases(view)}
    return Candidates([made[at] for at in kept], profiles(table), notes, above)


def _with_values(view: View, rows: Sequence[Row[Any]], only: Mapping[str, str]) -> list[Row[Any]]:
    """The cases whose own attributes have these values, given by what is written or by label."""
    kept = list(rows)
    for attribute, wanted in only.items():
        name = attributes.of_name(view, attribute, "case").name
        having = {
            case
            for labels in (False, True)
            for case, values in attributes.values_by_owner(view, "case", labels=labels).items()
            if name_key(wanted) in {name_key(attributes.written(it)) for it in values.get(name, [])}
        }
        kept = [row for row in kept if row.id in having]
    return kept


def _strata(view: View, wanted: Sequence[Row[Any]], rows: Sequence[Row[Any]]) -> tuple[dict[int, str], list[str]]:
    """The stratum of each case that has one, and the names of those that lack an attribute others like it have."""
    if not wanted:
        return {row.id: ALL for row in rows}, []
    missing = {row.name: {it["label"] or it["value"] for it in row.choices if it["missing"]} for row in wanted}
    values = attributes.values_by_owner(view, "case", labels=True)
    above = {row.id: row.parent_id for row in queries.cases(view)}

    def own(case: int, name: str) -> str:
        known = [attributes.written(it) for it in values.get(case, {}).get(name, [])]
        return "; ".join(it for it in known if it not in missing[name])

    found: dict[int, str] = {}
    lacking = []
    for row in rows:
        line = ancestry(above, row.id)[::-1]
        parts = [next((text for case in line if (text := own(case, it.name))), "") for it in wanted]
        has_own = any(own(row.id, it.name) for it in wanted)
        if has_own and all(parts):
            found[row.id] = " / ".join(parts)
        elif has_own:
            lacking.append(row.name)
    return found, lacking


def _documents(view: View, found: Codings) -> dict[int, set[int]]:
    """For each case the positions of the documents tied to it or to a case within it."""
    at = {row.id: number for number, row in enumerate(found.documents)}
    above = {row.id: row.parent_id for row in queries.cases(view)}
    documents: dict[int, set[int]] = defaultdict(set)
    for row in queries.document_cases(view):
        for case in ancestry(above, row.case_id):
            documents[case].add(at[row.document_id])
    return documents


class _Material:
    """What there is in documents: words, codings, and how much of the text is coded."""

    def __init__(self, found: Codings) -> None:
        import numpy as np

        self._found = found
        self._first = np.searchsorted(found.table.document, np.arange(len(found.documents) + 1))
        self._covered = _covered(found)

    def codes(self, documents: set[int]) -> NDArray[np.int64]:
        """How many codings of each code."""
        import numpy as np

        table, first = self._found.table, self._first
        counted = np.zeros(len(table.codes), dtype=np.int64)
        for at in documents:
            counted += np.bincount(table.code[first[at] : first[at + 1]], minlength=len(table.codes))
        return counted

    def candidate(self, row: Row[Any], stratum: str, documents: set[int]) -> Candidate:
        """A case with what its documents hold."""
        there = [self._found.documents[at] for at in sorted(documents)]
        length = sum(it.length for it in there)
        covered = sum(self._covered.get(at, 0) for at in documents)
        return Candidate(
            row.id,
            row.name,
            stratum,
            len(there),
            tuple(sorted({it.kind for it in there})),
            sum(it.words for it in there),
            int(self.codes(documents).sum()),
            round(covered / length, 6) if length else None,
        )


def _covered(found: Codings) -> Mapping[int, int]:
    """How many characters of each document some coding covers."""
    table = found.table
    total: dict[int, int] = defaultdict(int)
    reached: dict[int, int] = defaultdict(int)
    for document, start, end in zip(table.document.tolist(), table.start.tolist(), table.end.tolist(), strict=True):
        total[document] += max(0, end - max(start, reached[document]))
        reached[document] = max(reached[document], end)
    return total


def _notes(lacking: Sequence[str], strata: Sequence[str], uncoded: int, kept: int) -> list[str]:
    said = [
        _("score: by the rule; coded: the share of the characters of its documents that any coding covers."),
        _("The documents of a case are those tied to it or to a case within it."),
    ]
    if not kept:
        said.append(_("There is no case to choose from."))
    if lacking:
        names = some_of(lacking)
        said.append(
            plural(
                "{n} case has not all of {attributes} and is in no stratum: {names}.",
                "{n} cases have not all of {attributes} and are in no stratum: {names}.",
                len(lacking),
                attributes=listed(strata),
                names=names,
            )
        )
    if uncoded:
        said.append(
            plural(
                "{n} case without a coding that counts is no candidate.",
                "{n} cases without a coding that counts are no candidates.",
                uncoded,
            )
        )
    return said

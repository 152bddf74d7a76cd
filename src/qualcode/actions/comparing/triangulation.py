"""A code seen from several sides: for each case and side its passages, where it is silent, and where something contradicts it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any, Literal, TypeAlias

from sqlalchemy import Row

from qualcode.actions.comparing.contradictions import against_code, evidence_against
from qualcode.actions.comparing.sides import sides
from qualcode.actions.layers import Codings
from qualcode.actions.material.sets import case_set
from qualcode.actions.privacy.consent import documents_barred
from qualcode.actions.tables.case_levels import CaseRows, case_rows, cases_of_documents
from qualcode.actions.tables.crossings import codings_of
from qualcode.messages import _, noted, plural, some_of
from qualcode.store import queries, rounds
from qualcode.store.view import View
from qualcode.text.names import name_key

State: TypeAlias = Literal["coded", "silent", "contradicted", "coded and contradicted", "empty"]


@dataclass(frozen=True, order=True)
class Passage:
    """Words of a document (its position) under codes; ``because`` says why they contradict, "" where they do not."""

    document: int
    start: int
    end: int
    code: str = field(compare=False, default="")
    because: str = field(compare=False, default="")

    @property
    def length(self) -> int:
        """How many characters it has."""
        return self.end - self.start


@dataclass
class SeenCell:
    """A case seen from one side: its documents there, what is coded, and what contradicts; passages in the order of the text."""

    documents: list[int] = field(default_factory=list)
    coded: list[Passage] = field(default_factory=list)
    against: list[Passage] = field(default_factory=list)

    @property
    def state(self) -> State:
        """Whether there is anything, and what: no document is ``empty``, documents without a passage are ``silent``."""
        if self.coded:
            return "coded and contradicted" if self.against else "coded"
        if self.against:
            return "contradicted"
        return "silent" if self.documents else "empty"


@dataclass(frozen=True)
class Triangulation:
    """``cells`` by the positions of case and side; ``barred`` are the positions of documents that must not be quoted."""

    code: str
    by: str
    cases: Sequence[str]
    labels: Sequence[str]
    cells: Mapping[tuple[int, int], SeenCell]
    found: Codings
    barred: Mapping[int, str]
    notes: tuple[str, ...]

    def cell(self, case: int, side: int) -> SeenCell:
        """What is there of a case from a side."""
        return self.cells.get((case, side), SeenCell())


def triangulate(
    view: View,
    code: str,
    by: str = "kinds",
    *,
    alone: bool = False,
    layer: str = "record",
    where: str | None = None,
    case_level: int | None = None,
    match: str | None = None,
    of_set: str | None = None,
) -> Triangulation:
    """A code, with all below it unless ``alone``, in each case that is tied to a document, from each side that ``by`` names.

    What contradicts is coded with an alternative of the code or with a code that a link of the kind “contradicts” ties to it, or it is
    evidence against it. ``match`` keeps the cases whose names fit a pattern with * and ?, ``of_set`` those of a case set. Raises NotFound
    for an unknown code or set, WrongUse for what is no side.
    """
    found = codings_of(view, layer, where)
    row = found.tree.named(code)
    codes = [row] if alone else found.tree.subtree(row.id)
    cases, tied = case_rows(view, case_level), cases_of_documents(view, found, case_level)
    seen = sides(view, found, by, cases, tied)
    cells: dict[tuple[int, int], SeenCell] = {}
    hidden = _hidden(view, found)
    for (document, case), labels in sorted(seen.of_documents.items()):
        if document not in hidden:
            for side in labels:
                cells.setdefault((case, side), SeenCell()).documents.append(document)
    contrary = against_code(view, found.tree, codes)
    for passage in _passages(view, found, codes, contrary):
        for case in tied.get(passage.document, ()):
            for side in seen.of_passage(passage.document, case, passage.start):
                cell = cells.setdefault((case, side), SeenCell())
                (cell.against if passage.because else cell.coded).append(passage)
    barred = {number: name for number, name in _barred(view, found).items() if number in tied}
    wanted = _wanted(view, cases, match, of_set)
    cells = {place: cell for place, cell in cells.items() if place[0] in wanted}
    shown = _only_used(cells, len(cases.rows), len(seen.labels), keep_all=by.startswith("period:"))
    notes = (
        *found.notes,
        *_meaning(found, row, codes, contrary),
        *seen.notes,
        *_left_out(found, len(wanted), len(shown[0]), tied),
        *_withheld(barred),
        *_unread(view, found, cells),
    )
    names, labels_ = [cases.rows[at].name for at in shown[0]], [seen.labels[at] for at in shown[1]]
    places = {
        (row_at, column_at): cells[case, side]
        for row_at, case in enumerate(shown[0])
        for column_at, side in enumerate(shown[1])
        if (case, side) in cells
    }
    return Triangulation(found.tree.path(row.id), by, names, labels_, places, found, barred, notes)


def _wanted(view: View, cases: CaseRows, match: str | None, of_set: str | None) -> set[int]:
    """The positions of the cases that are asked for."""
    wanted = {at for at, row in enumerate(cases.rows) if match is None or fnmatch(row.name_key, name_key(match))}
    if of_set is not None:
        wanted &= {cases.at[case_id] for case_id in case_set(view, of_set)}
    return wanted


def _only_used(
    cells: Mapping[tuple[int, int], SeenCell], cases: int, labels: int, *, keep_all: bool
) -> tuple[list[int], list[int]]:
    """The cases with any document, and the sides with any; all sides where one without material is worth seeing."""
    used = [sorted({place[side] for place in cells}) for side in (0, 1)]
    return [at for at in range(cases) if at in used[0]], list(range(labels)) if keep_all else used[1]


def _hidden(view: View, found: Codings) -> set[int]:
    """The documents of open blind rounds in which nothing that may be seen is coded: whether they are silent is not known."""
    coded = set(found.table.document.tolist())
    ids = rounds.hidden_documents(view)
    return {number for number, row in enumerate(found.documents) if row.id in ids and number not in coded}


def _barred(view: View, found: Codings) -> dict[int, str]:
    at = {row.id: number for number, row in enumerate(found.documents)}
    return {at[document_id]: case for document_id, case in documents_barred(view, "quote").items()}


def _passages(view: View, found: Codings, codes: Sequence[Row[Any]], contrary: Mapping[int, str]) -> Iterator[Passage]:
    """The passages of the codes, what several coders or codes marked alike once, and what contradicts them."""
    table, rows = found.table, found.tree.rows
    own = {row.id for row in codes}
    made: dict[tuple[int, int, int, bool], Passage] = {}
    columns = (table.document, table.start, table.end, table.code)
    for document, start, end, code in zip(*(column.tolist() for column in columns), strict=True):
        code_id, path = rows[code].id, table.codes[code]
        if code_id in own:
            made.setdefault((document, start, end, False), Passage(document, start, end, path))
        elif code_id in contrary:
            made.setdefault((document, start, end, True), Passage(document, start, end, path, contrary[code_id]))
    at = {row.id: number for number, row in enumerate(found.documents)}
    for (document_id, start, end), because in evidence_against(view, codes).items():
        place = at[document_id], start, end
        made.setdefault((*place, True), Passage(*place, because=because))
    yield from sorted(made.values())


def _meaning(found: Codings, row: Row[Any], codes: Sequence[Row[Any]], contrary: Mapping[int, str]) -> Iterator[str]:
    path = found.tree.path(row.id)
    below = len(codes) - 1
    if below:
        yield plural("{code} with the {n} code below it.", "{code} with the {n} codes below it.", below, code=path)
    yield _("silent: there are documents, and nothing in them is coded so; an empty cell has no document.")
    if contrary:
        names = some_of(noted(found.tree.path(code_id), why) for code_id, why in contrary.items())
        yield _("contradicts: coded with {codes}, or evidence against it.", codes=names)
    else:
        yield _("contradicts: evidence against it; no code is marked as an alternative, or linked as contradicting it.")


def _left_out(found: Codings, cases: int, shown: int, tied: Mapping[int, Collection[int]]) -> Iterator[str]:
    if cases > shown:
        yield plural(
            "{n} case without a document there is left out.",
            "{n} cases without a document there are left out.",
            cases - shown,
        )
    if loose := sum(number not in tied for number in range(len(found.documents))):
        yield plural(
            "{n} document is tied to no case and left out.", "{n} documents are tied to no case and left out.", loose
        )


def _withheld(barred: Mapping[int, str]) -> list[str]:
    if not barred:
        return []
    return [
        _(
            "Consent does not allow to quote {cases}: passages of their documents are counted and not shown.",
            cases=some_of(dict.fromkeys(barred.values())),
        )
    ]


def _unread(view: View, found: Codings, cells: Mapping[tuple[int, int], SeenCell]) -> list[str]:
    """A warning of silent documents that nobody is known to have read."""
    done = {row.document_id for row in queries.assignments(view) if row.done_at is not None}
    coded = set(found.table.document.tolist()) if found.cut is None else set()
    silent = {number for cell in cells.values() if cell.state == "silent" for number in cell.documents}
    names = [found.documents[at].name for at in sorted(silent - coded) if found.documents[at].id not in done]
    if not names:
        return []
    return [
        plural(
            "Warning: {n} silent document has no coding that counts, and nobody has marked it as done: {names}.",
            "Warning: {n} silent documents have no coding that counts, and nobody has marked them as done: {names}.",
            len(names),
            names=some_of(names),
        )
    ]

"""A framework matrix: for each case and code the passages, in their words, as far as consent allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from qualcode.actions.comparing.summaries import quotable, summaries
from qualcode.actions.layers import Codings
from qualcode.actions.privacy.consent import documents_barred
from qualcode.actions.tables.case_levels import case_rows, cases_of_documents
from qualcode.actions.tables.chosen_parts import chosen_cases, shown
from qualcode.actions.tables.crossings import at_code_level, codings_of
from qualcode.errors import WrongUse
from qualcode.messages import _, labelled, plural, some_of
from qualcode.store import queries
from qualcode.store.view import View
from qualcode.table import Cell, Table
from qualcode.text.names import format_path, parse_path

_LONGEST = 30_000  # a cell of a sheet holds 32,767

Place = tuple[int, int]
Names: TypeAlias = tuple[Sequence[str], Sequence[str]]
"""Those of cases and those of codes."""


def framework(
    view: View,
    rows: str = "cases",
    columns: str = "codes",
    *,
    layer: str = "record",
    where: str | None = None,
    among: str | None = None,
    code_level: int | None = None,
    case_level: int | None = None,
) -> Table:
    """A row for each case (or code) and a column for each code (or case); cells hold what was concluded, then the passages.

    ``cases:NAME`` and ``codes:NAME`` are some of them, as in a matrix of figures. Cases and codes with nothing in them are left
    out. A passage of a document in which a case took part that has not agreed to being quoted is counted and not shown. Raises
    WrongUse for other rows and columns, NotFound for an unknown name.
    """
    some = dict(name.partition(":")[::2] for name in (rows, columns))
    if sorted(some) != ["cases", "codes"]:
        raise WrongUse(
            _("A framework matrix crosses cases and codes."),
            _("Write: qualcode matrix cases codes --framework -o FILE.xlsx"),
        )
    found = at_code_level(codings_of(view, layer, where, among=among), code_level)
    silent = not_to_be_quoted(view, found)
    passages = passages_of(view, found, silent, case_level)
    for place, concluded in summaries_of(view, found, code_level, case_level).items():
        passages[place] = [*concluded, *passages.get(place, [])]
    chosen = _chosen(view, found, some, case_level)
    passages = {place: said for place, said in passages.items() if place[0] in chosen[0] and place[1] in chosen[1]}
    names = [row.name for row in case_rows(view, case_level).rows], found.table.codes
    used = [sorted({place[side] for place in passages}) for side in (0, 1)]
    return _square(passages, names, used, next(iter(some))).with_notes([*found.notes, *_notes(silent, chosen, used)])


def _chosen(view: View, found: Codings, some: Mapping[str, str], case_level: int | None) -> tuple[set[int], set[int]]:
    """Which cases and which codes are named, by their positions; an empty name stands for all."""
    known = case_rows(view, case_level)
    cases, codes = set(range(len(known.rows))), set(range(len(found.table.codes)))
    if wanted := some["cases"].strip():
        cases = {known.at[case] for case in chosen_cases(view, wanted)}
    if wanted := some["codes"].strip():
        codes = set(shown(view, found, wanted).nonzero()[0].tolist())
    return cases, codes


def _square(passages: Mapping[Place, Sequence[str]], names: Names, used: Sequence[Sequence[int]], rows: str) -> Table:
    """The cells, a row for each case that is used, or for each code where ``rows`` are codes."""
    down, across = (0, 1) if rows == "cases" else (1, 0)
    body = []
    for one in used[down]:
        keys = [(one, other) if rows == "cases" else (other, one) for other in used[across]]
        body.append((names[down][one], *(cell(passages.get(key, [])) for key in keys)))
    return Table(("case" if rows == "cases" else "code", *(names[across][other] for other in used[across])), body)


def passages_of(
    view: View, found: Codings, silent: Mapping[int, str], case_level: int | None = None
) -> dict[Place, list[str]]:
    """The passages of each case and code, in the order of the text, each with where it stands."""
    table, tied = found.table, cases_of_documents(view, found, case_level)
    cells: dict[Place, list[str]] = defaultdict(list)
    withheld: dict[Place, int] = defaultdict(int)
    document_before, text = -1, ""
    seen: set[tuple[int, ...]] = set()
    columns = (table.document, table.start, table.end, table.code)
    for document, start, end, code in zip(*(column.tolist() for column in columns), strict=True):
        if (document, start, end, code) in seen:
            continue
        seen.add((document, start, end, code))
        if document != document_before:
            document_before, text = document, queries.text_of(view, found.documents[document].id)
        for case in sorted(tied.get(document, ())):
            if document in silent:
                withheld[case, code] += 1
            else:
                cells[case, code].append(f"“{text[start:end].strip()}” ({table.documents[document]} {start}–{end})")
    for place, times in withheld.items():
        cells[place].append(plural("[{n} passage not to be quoted]", "[{n} passages not to be quoted]", times))
    return cells


def summaries_of(
    view: View, found: Codings, code_level: int | None = None, case_level: int | None = None, without: str = ""
) -> dict[Place, list[str]]:
    """What coders concluded of cases under codes, as far as it quotes nothing that must not be quoted; ``without`` a coder's own.

    A code below ``code_level`` counts for the one above it. Where several coders have summaries each bears its coder's name.
    """
    at = case_rows(view, case_level).at
    codes = {path: number for number, path in enumerate(found.table.codes)}
    names = {row.id: row.name for row in queries.coders(view)}
    rows = summaries(view)
    several = len({row.coder_id for row in rows}) > 1
    cells: dict[Place, list[str]] = defaultdict(list)
    for row, text in zip(rows, quotable(view, [row.text for row in rows]), strict=True):
        path = parse_path(found.tree.path(row.code_id))
        code = codes.get(format_path(path[: code_level or len(path)]))
        coder = names[row.coder_id]
        if code is not None and coder != without:
            cells[at[row.case_id], code].append(labelled(coder, text) if several else text)
    return cells


def not_to_be_quoted(view: View, found: Codings) -> dict[int, str]:
    """The positions of documents in which a case takes part that does not allow quotes, and the case."""
    at = {row.id: number for number, row in enumerate(found.documents)}
    return {at[document]: case for document, case in documents_barred(view, "quote").items() if document in at}


def cell(passages: Sequence[str]) -> Cell:
    """As many whole passages as a cell of a sheet can hold, and how many there are besides."""
    if not passages:
        return None
    shown: list[str] = []
    length = 0
    for passage in passages:
        length += len(passage) + 2
        if length > _LONGEST:
            break
        shown.append(passage)
    more = len(passages) - len(shown)
    if more:
        shown.append(plural("[{n} more passage does not fit]", "[{n} more passages do not fit]", more))
    return "\n\n".join(shown)


def _notes(
    silent: Mapping[int, str],
    chosen: tuple[set[int], set[int]],
    used: Sequence[Sequence[int]],
) -> list[str]:
    notes = [
        _(
            "Cells hold the passages of a case under a code, each with its document and place; one that several coders marked once."
        )
    ]
    left = [len(all_) - len(some) for all_, some in zip(chosen, used, strict=True)]
    if any(left):
        notes.append(_("{cases} cases and {codes} codes without a passage are left out.", cases=left[0], codes=left[1]))
    if silent:
        notes.append(
            _(
                "Consent does not allow to quote {cases}: passages of their documents are counted and not shown.",
                cases=some_of(dict.fromkeys(silent.values())),
            )
        )
    return notes

"""Codings in and out as tables, checked against the texts they are about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select

from qualcode.actions import coders as coder_actions
from qualcode.actions import coding
from qualcode.actions.material import documents
from qualcode.actions.registry import action
from qualcode.errors import NotFound, QualcodeError, Refused
from qualcode.formats.bundle import CodingDraft, Report
from qualcode.messages import _, joined, labelled, plural
from qualcode.store import queries, rounds
from qualcode.store.models import Coding
from qualcode.store.session import Work
from qualcode.store.types import now
from qualcode.store.view import View
from qualcode.table import Cell, Table
from qualcode.text.anchor import find_once
from qualcode.text.names import name_key
from qualcode.text.span import Span

COLUMNS = ("document", "start", "end", "code", "coder", "weight", "speaker", "text", "created")


def read_codings(path: Path) -> tuple[list[CodingDraft], Report]:
    """Read a table of codings. Raises UnreadableInput for a file that is none; rows that cannot be read are in the report."""
    from qualcode.formats.codings_csv import read_codings_csv

    return read_codings_csv(path)


@dataclass
class _Names:
    """The project's documents, codes and coders by the names a file uses for them."""

    documents: dict[str, Row[Any]] = field(default_factory=dict)
    codes: dict[str, Row[Any]] = field(default_factory=dict)
    coders: dict[str, int] = field(default_factory=dict)


@action("codings.import")
def import_codings(
    work: Work, drafts: Sequence[CodingDraft], report: Report, *, reanchor: bool = False, create_coders: bool = False
) -> int:
    """Bring codings in as one operation. Returns how many; rows left out are errors in the report.

    A row whose text differs from the document's words there is left out, unless ``reanchor`` finds the text once and only
    once. Changes nothing and raises NotFound when a document, code or coder is unknown (coders are made with
    ``create_coders``), WrongUse when several codes have a name, Refused when a code is a heading or retired and when not
    one row can be brought in.
    """
    work.describe("codings.import", _("imported the codings of {source}", source=Path(report.source).name))
    names = _resolve(work, drafts, create_coders)
    rows = list(_sound_rows(work, drafts, names, report, reanchor))
    if drafts and not rows:
        raise Refused(
            _("None of the {n} rows can be brought in: {why}", n=len(drafts), why=_first_error(report)),
            _("Nothing was changed."),
        )
    work.journal.insert_many(Coding, rows)
    report.add("read", plural("{n} coding brought in", "{n} codings brought in", len(rows)))
    return len(rows)


def _first_error(report: Report) -> str:
    first = report.of("error")[0]
    return labelled(first.where, first.sentence) if first.where else first.sentence


def _resolve(work: Work, drafts: Sequence[CodingDraft], create_coders: bool) -> _Names:
    """Look every name up once. All that cannot be used are said together, so that the file is mended in one go."""
    names, problems = _Names(), list[QualcodeError]()
    tree = queries.code_tree(work)
    for name in dict.fromkeys(draft.document for draft in drafts):
        _look_up(names.documents, name, lambda name: queries.document_named(work, name), problems)
    for name in dict.fromkeys(draft.code for draft in drafts):
        _look_up(names.codes, name, lambda name: _codable(tree.named(name)), problems)
    for name in dict.fromkeys(draft.coder for draft in drafts):
        if create_coders and not any(row.name_key == name_key(name) for row in queries.coders(work)):
            coder_actions.add(work, name)
        _look_up(names.coders, name, lambda name: queries.coder_named(work, name).id, problems)
    if problems:
        first = next((problem for problem in problems if isinstance(problem, NotFound)), problems[0])
        hint = _(
            "Add what is missing, or mend the file (coders can be made with --create-coders). Nothing was changed."
        )
        raise type(first)(joined(problems), hint)
    return names


def _codable(code: Row[Any]) -> Row[Any]:
    coding.require_codable(code)
    return code


def _look_up(into: dict[str, Any], name: str, find: Callable[[str], Any], problems: list[QualcodeError]) -> None:
    try:
        into[name] = find(name)
    except QualcodeError as error:
        problems.append(error)


def _sound_rows(
    work: Work, drafts: Iterable[CodingDraft], names: _Names, report: Report, reanchor: bool
) -> Iterable[dict[str, Any]]:
    texts = {row_id: queries.text_of(work, row_id) for row_id in {row.id for row in names.documents.values()}}
    taken = _places_taken(work, texts)
    moment = now()
    for draft in drafts:
        document, code, coder_id = names.documents[draft.document], names.codes[draft.code], names.coders[draft.coder]
        try:
            span = _place(draft, texts[document.id], reanchor)
            coding.require_weight(draft.weight)
            rounds.require_own(work, document.id, coder_id)
            key = (document.id, span.start, span.end, code.id, coder_id)
            if key in taken:
                raise Refused(_("{coder} has {code!r} on these very words already", coder=draft.coder, code=draft.code))
        except QualcodeError as error:
            report.add("error", str(error), _line(draft))
            continue
        if (span.start, span.end) != (draft.start, draft.end):
            report.add("changed", _moved(draft, span), _line(draft))
        taken.add(key)
        yield dict(zip(("document_id", "start", "end", "code_id", "coder_id"), key, strict=True)) | {
            "round": rounds.round_of(work.connection, document.id, coder_id),
            "weight": draft.weight,
            "created_at": moment,
        }


def _places_taken(work: Work, document_ids: Iterable[int]) -> set[tuple[int, ...]]:
    """Where codings are already: document, start, end, code and coder."""
    columns = Coding.document_id, Coding.start, Coding.end, Coding.code_id, Coding.coder_id
    statement = select(*columns).where(rounds.in_force())
    return {tuple(row) for row in queries.rows_with(work, statement, Coding.document_id, document_ids)}


def _moved(draft: CodingDraft, span: Span) -> str:
    return _(
        "moved from {old} to {start}–{end}, where its text is",
        old=f"{draft.start}–{draft.end}",
        start=span.start,
        end=span.end,
    )


def _line(draft: CodingDraft) -> str:
    return _("line {line}", line=draft.line) if draft.line else ""


def _place(draft: CodingDraft, text: str, reanchor: bool) -> Span:
    """Where a row's words are. Raises Refused, showing both texts, when they are not where the row says."""
    inside = 0 <= draft.start < draft.end <= len(text)
    if inside and (not draft.text or text[draft.start : draft.end] == draft.text):
        return Span(draft.start, draft.end)
    if reanchor and draft.text and (found := find_once(text, draft.text)):
        return found
    if not inside:
        raise Refused(
            _(
                "the span {start}–{end} is not within {document!r}, which has {length} characters",
                start=draft.start,
                end=draft.end,
                document=draft.document,
                length=len(text),
            )
        )
    raise Refused(
        _(
            "the document says {there!r} at {start}–{end}, the file says {here!r}",
            there=_short(text[draft.start : draft.end]),
            start=draft.start,
            end=draft.end,
            here=_short(draft.text or ""),
        )
    )


def _short(text: str, width: int = 40) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def table(view: View, chosen: Iterable[coding.CodingRow] | None = None, *, guids: bool = False) -> Table:
    """Codings (all of them unless ``chosen``) under the columns of ``codings list``, by document and place.

    ``guids`` adds a last column ``guid``, which names each coding to other commands.
    """
    texts: dict[str, documents.OpenDocument] = {}
    rows = []
    for row in coding.listing(view) if chosen is None else chosen:
        if row.document not in texts:
            texts[row.document] = documents.open_document(view, row.document)
        rows.append((*_cells(row, texts[row.document]), *([row.guid] if guids else [])))
    return Table((*COLUMNS, *(["guid"] if guids else [])), rows)


def _cells(row: coding.CodingRow, document: documents.OpenDocument) -> tuple[Cell, ...]:
    return (
        *(row.document, row.start, row.end, row.code, row.coder, row.weight),
        *(speaker_at(document, row.start), document.text[row.start : row.end], row.created),
    )


def speaker_at(document: documents.OpenDocument, position: int) -> str | None:
    """Who speaks at a position, None outside any turn."""
    number = bisect_right(document.turns, position, key=lambda turn: turn.start) - 1
    if number < 0 or position >= document.turns[number].end:
        return None
    return document.turns[number].speaker


def plain_reading(view: View, name: str) -> str:
    """A document with its codings inline, for screen readers and pagers: ``⟦1 code · coder: words 1⟧``, opened and closed by number."""
    document = documents.open_document(view, name)
    opened: dict[int, list[str]] = {}
    closed: dict[int, list[str]] = {}
    for number, row in enumerate(coding.of_document(view, name), 1):
        opened.setdefault(row.start, []).append(f"⟦{number} {row.code} · {row.coder}: ")
        closed.setdefault(row.end, []).append(f" {number}⟧")
    pieces, last = [], 0
    for position in sorted(opened.keys() | closed.keys()):
        pieces += [document.text[last:position], *reversed(closed.get(position, [])), *opened.get(position, [])]
        last = position
    return "".join([*pieces, document.text[last:]])

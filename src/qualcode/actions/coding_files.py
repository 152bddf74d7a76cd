"""Codings in and out as tables, checked against the texts they are about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.actions import checked_codings, coding
from qualcode.actions.material import documents
from qualcode.actions.registry import action
from qualcode.errors import Refused
from qualcode.messages import _, labelled, plural
from qualcode.store.models import Coding
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.table import Cell, Table

if TYPE_CHECKING:
    from qualcode.formats.bundle import CodingDraft, Report

COLUMNS = ("document", "start", "end", "code", "coder", "weight", "speaker", "text", "created")


def read_codings(path: Path) -> tuple[list[CodingDraft], Report]:
    """Read a table of codings. Raises UnreadableInput for a file that is none; rows that cannot be read are in the report."""
    from qualcode.formats.codings_csv import read_codings_csv

    return read_codings_csv(path)


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
    names = checked_codings.resolve(work, drafts, create_coders)
    found = checked_codings.sound(work, drafts, names, report, reanchor)
    if drafts and not found:
        raise Refused(
            _("None of the {n} rows can be brought in: {why}", n=len(drafts), why=_first_error(report)),
            _("Nothing was changed."),
        )
    work.journal.insert_many(Coding, checked_codings.rows(found))
    report.add("read", plural("{n} coding brought in", "{n} codings brought in", len(found)))
    return len(found)


def _first_error(report: Report) -> str:
    first = report.of("error")[0]
    return labelled(first.where, first.sentence) if first.where else first.sentence


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


def speaker_of(document: documents.OpenDocument, start: int, end: int) -> str | None:
    """Who says most of a span, the first of those who say as much; None where it lies in no turn."""
    said: dict[str | None, int] = {}
    for turn in document.turns[max(0, bisect_right(document.turns, start, key=lambda turn: turn.start) - 1) :]:
        if turn.start >= end:
            break
        if (shared := min(end, turn.end) - max(start, turn.start)) > 0:
            said[turn.speaker] = said.get(turn.speaker, 0) + shared
    return max(said, key=lambda speaker: said[speaker], default=None)

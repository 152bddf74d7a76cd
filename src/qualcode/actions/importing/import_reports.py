"""What an import or a revision did, file by file: as plain values kept with the operation, and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from qualcode.actions.importing.reading import ReadFiles
from qualcode.actions.importing.understanding import ReadDocument
from qualcode.actions.revising import revision_report
from qualcode.errors import NotFound
from qualcode.formats.bundle import Report
from qualcode.messages import _, plural
from qualcode.store import rounds
from qualcode.store.models import ImportReport, Operation
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.table import Cell, Table

COLUMNS = (
    *("file", "document", "outcome", "format", "encoding"),
    *("characters", "turns", "speakers"),
    *("finding", "sentence", "where"),
)
"""A row a finding; a document's characters, turns and speakers stand in the first of its rows only, so that sums are right."""

_NOT_READ = "not read"
_NOTHING = (None, None, None)


def report_of(read: ReadFiles) -> Table:
    """What became of files that were read, as a table; it shows the first turns, too, which are not kept in the project."""
    shown = contents(read)
    for of_file, (_report, documents) in zip(shown, read.by_file(), strict=True):
        of_file["findings"] += [["read", sentence, ""] for it in documents if (sentence := first_turns(it))]
    return table(shown)


def first_turns(document: ReadDocument) -> str:
    """A sentence that shows how the first turns of a document begin; "" where it has none."""
    return _("the first turns: {turns}", turns=" / ".join(document.first_turns)) if document.turns else ""


def contents(read: ReadFiles) -> list[dict[str, Any]]:
    """The reports as plain values, each with what became of the documents of its file."""
    return [_content(report, documents) for report, documents in read.by_file()]


def _content(report: Report, documents: Sequence[ReadDocument]) -> dict[str, Any]:
    return revision_report.file_content(report) | {"documents": [_document(document) for document in documents]}


def _document(document: ReadDocument) -> dict[str, Any]:
    return {
        "name": document.name,
        **({"called": document.called} if document.outcome == "duplicate" else {}),
        "outcome": document.outcome,
        "characters": document.length,
        "words": document.words,
        "turns": document.turns,
        "speakers": len(document.speakers),
    }


def keep(work: Work, read: ReadFiles) -> None:
    """Keep the reports with the operation that is being done."""
    work.journal.insert(ImportReport, operation_id=work.journal.operation_id, content=contents(read))


def kept_table(view: View, operation: int | None = None) -> Table:
    """The report of an import or a revision, by the operation's number, or of the latest one. Raises NotFound where there is none."""
    statement = (
        select(ImportReport.operation_id, ImportReport.content)
        .join(Operation, ImportReport.operation_id == Operation.id)
        .where(*rounds.told(view.connection, rounds.viewer_id(view)))
        .order_by(ImportReport.operation_id.desc())
    )
    if operation is not None:
        statement = statement.where(ImportReport.operation_id == operation)
    row = view.connection.execute(statement.limit(1)).first()
    if row is None:
        raise NotFound(
            _("There is no report of an import or a revision.")
            if operation is None
            else _("Operation {n} has no report.", n=operation),
            _("qualcode history lists the operations; those that import or revise documents have a report."),
        )
    return table(row.content)


def table(content: Sequence[Mapping[str, Any]]) -> Table:
    """Reports, as ``contents`` makes them, under COLUMNS."""
    return Table(COLUMNS, [row for of_file in content for row in _rows(of_file)])


def _rows(of_file: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    documents, findings = of_file.get("documents", []), of_file["findings"]
    if len(documents) > 1:
        for document in documents:
            yield _row(of_file, document, document, _NOTHING)
        for finding in findings:
            yield _row(of_file, None, None, finding)
        return
    only = documents[0] if documents else None
    for number, finding in enumerate(findings or [_NOTHING]):
        yield _row(of_file, only, only if number == 0 else None, finding)


def _row(
    of_file: Mapping[str, Any],
    document: Mapping[str, Any] | None,
    counted: Mapping[str, Any] | None,
    finding: Sequence[str | None],
) -> tuple[Cell, ...]:
    """A row on a finding about a document, or about the file as a whole; ``counted`` is what is counted in this row."""
    counts = (None, None, None) if counted is None else (counted["characters"], counted["turns"], counted["speakers"])
    failed = any(kind == "error" for kind, _sentence, _where in of_file["findings"])
    named = ((_NOT_READ if failed else None) if document is None else document["outcome"]) or None
    return (
        *(of_file["source"], document and document["name"], named),
        *(of_file["format"] or None, of_file.get("encoding") or None),
        *counts,
        *(cell or None for cell in finding),
    )


def outcomes(counted: Counter[Any], unread: int) -> list[str]:
    """What became of documents that did not come in as new ones, and how many files were not read; only what there is."""
    words = [
        (counted["revised"], plural("{n} document revised", "{n} documents revised", counted["revised"])),
        (counted["new version"], plural("{n} new version", "{n} new versions", counted["new version"])),
        (counted["known"], plural("{n} known already", "{n} known already", counted["known"])),
        (counted["duplicate"], plural("{n} duplicate left out", "{n} duplicates left out", counted["duplicate"])),
        (counted["erased"], plural("{n} erased before", "{n} erased before", counted["erased"])),
        (unread, plural("{n} file not read", "{n} files not read", unread)),
    ]
    return [said for number, said in words if number]

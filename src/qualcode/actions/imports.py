"""Documents into the project: files are read before the project is touched, then brought in as one operation."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from qualcode.actions.documents import require_kind
from qualcode.actions.registry import action
from qualcode.errors import QualcodeError, UnreadableInput, WrongUse
from qualcode.formats import registry
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, DocumentDraft, Report
from qualcode.messages import _, plural
from qualcode.store.models import Document, DocumentOriginal, ImportReport, Section, Speaker, Turn
from qualcode.store.session import Work
from qualcode.text.language import guess_language
from qualcode.text.names import name_key
from qualcode.text.turns import TurnReading, detect_turns
from qualcode.text.words import count_words


@dataclass(frozen=True)
class ImportOptions:
    """How documents are brought in. ``speakers`` is "auto", "none" or a pattern; ``keep_original`` keeps the file as it came."""

    kind: str = "other"
    language: str | None = None
    encoding: str | None = None
    speakers: str = "auto"
    keep_original: bool = True


@dataclass
class ReadDocument:
    """A document read and understood, ready to be brought in; ``name`` is what it was called then, "" when it was not."""

    draft: DocumentDraft
    folder: str
    report: Report
    speech: TurnReading
    words: int
    sha256: str
    name: str = ""


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files meant by paths: folders stand for the files in them that can be documents. Raises UnreadableInput for a missing path."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(registry.find_files(path))
        elif path.exists():
            found.append(path)
        else:
            raise UnreadableInput(_("There is no file {path}.", path=path), _("Check the spelling and the folder."))
    return found


def read_files(
    paths: Sequence[Path], options: ImportOptions, progress: Callable[[int, int], None] | None = None
) -> tuple[list[ReadDocument], list[Report]]:
    """Read every file. Returns the documents, and one report a file, in order; a file that cannot be read has a report that says so."""
    require_kind(options.kind)
    documents: list[ReadDocument] = []
    reports: list[Report] = []
    for number, path in enumerate(paths):
        if progress is not None:
            progress(number, len(paths))
        bundle = _read_file(path, options)
        reports.append(bundle.report)
        documents.extend(understand(draft, path, bundle.report, options) for draft in bundle.documents)
    return documents, reports


def _read_file(path: Path, options: ImportOptions) -> Bundle:
    try:
        return registry.reader_for(path).read(path, ReadOptions(encoding=options.encoding))
    except WrongUse:
        raise  # of the options, not of this file
    except QualcodeError as error:
        report = Report(str(path))
        report.add("error", str(error))
        return Bundle(report)
    except OSError as error:
        report = Report(str(path))
        report.add("error", _("cannot be read: {why}", why=error.strerror))
        return Bundle(report)


def understand(draft: DocumentDraft, path: Path, report: Report, options: ImportOptions) -> ReadDocument:
    """Find out what a draft does not say itself: who speaks, in which language, how many words."""
    if draft.turns is None:
        speech = detect_turns(draft.text, options.speakers)
    else:
        speech = TurnReading(draft.turns, draft.speakers, [])
    for sentence in speech.explanation:
        report.add("read", sentence)
    draft.kind = draft.kind or options.kind
    draft.language = options.language or draft.language or guess_language(draft.text)
    digest = hashlib.sha256(draft.original if draft.original is not None else draft.text.encode()).hexdigest()
    return ReadDocument(draft, path.parent.name, report, speech, count_words(draft.text), digest)


@action("documents.import")
def add_documents(
    work: Work, documents: Sequence[ReadDocument], reports: Sequence[Report], options: ImportOptions
) -> list[str]:
    """Bring documents in as one operation and keep the reports with it. Returns the names they got.

    A name that is taken is settled by the folder's name, then by a number; a file that is in the project already, by its
    content, is not brought in twice. Both are said in its report.
    """
    fresh = list(_fresh(work, documents))
    _insert(work, fresh, options)
    if work.journal.has_changes:
        work.journal.insert(
            ImportReport, operation_id=work.journal.operation_id, content=[_as_json(r) for r in reports]
        )
    work.describe("documents.import", plural("imported a document", "imported {n} documents", len(fresh)))
    return [document.name for document in fresh]


def _fresh(work: Work, documents: Sequence[ReadDocument]) -> Iterator[ReadDocument]:
    """The documents that are not in the project yet, each given a name that is free."""
    known, taken = _known_contents(work), set(work.connection.scalars(select(Document.name_key)))
    for document in documents:
        there = known.get(document.sha256) or known.get(text_hash(document.draft.text))
        if there is not None:
            sentence = _("is in the project already, as {name!r}; not brought in twice", name=there)
            document.report.add("not carried", sentence)
            continue
        document.name = _free_name(document, taken)
        if document.name != document.draft.name:
            document.report.add("changed", _("named {name!r}, since its name is taken", name=document.name))
        taken.add(name_key(document.name))
        known[document.sha256] = document.name
        yield document


def _known_contents(work: Work) -> dict[str, str]:
    """The documents' names by the hash of the file each came from, or of its text where the file was not kept."""
    statement = select(DocumentOriginal.sha256, Document.text_hash, Document.name).select_from(Document)
    rows = work.connection.execute(statement.outerjoin(DocumentOriginal))
    return {row.sha256 or row.text_hash: row.name for row in rows}


def _free_name(document: ReadDocument, taken: set[str]) -> str:
    base = document.draft.name
    if name_key(base) not in taken:
        return base
    with_folder = f"{base} ({document.folder})"
    if document.folder and name_key(with_folder) not in taken:
        return with_folder
    number = 2
    while name_key(f"{base} {number}") in taken:
        number += 1
    return f"{base} {number}"


def _insert(work: Work, documents: Sequence[ReadDocument], options: ImportOptions) -> None:
    ids = work.journal.insert_many(Document, [_document_row(document) for document in documents])
    pairs = list(zip(ids, documents, strict=True))
    if options.keep_original:
        work.journal.insert_many(DocumentOriginal, [_original_row(*pair) for pair in pairs if pair[1].draft.original])
    speakers: dict[tuple[int, str], int] = {}
    rows = [row for pair in pairs for row in _speaker_rows(*pair)]
    for row_id, row in zip(work.journal.insert_many(Speaker, rows), rows, strict=True):
        speakers[row["document_id"], row["name"]] = row_id
    work.journal.insert_many(Turn, [row for pair in pairs for row in _turn_rows(*pair, speakers)])
    work.journal.insert_many(Section, [row for pair in pairs for row in _section_rows(*pair)])


def _document_row(document: ReadDocument) -> dict[str, Any]:
    draft = document.draft
    return {
        "name": document.name,
        "name_key": name_key(document.name),
        "kind": draft.kind,
        "language": draft.language,
        "text_hash": text_hash(draft.text),
        "length": len(draft.text),
        "words": document.words,
        "occurred_on": draft.occurred_on or "",
        "place": draft.place or "",
        "source_name": Path(document.report.source).name,
        "source_type": draft.source_type,
        "text": draft.text,
    }


def text_hash(text: str) -> str:
    """The SHA-256 of a text in UTF-8, by which a change from outside is noticed."""
    return hashlib.sha256(text.encode()).hexdigest()


def _original_row(document_id: int, document: ReadDocument) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "media_type": document.draft.media_type,
        "sha256": document.sha256,
        "bytes": zlib.compress(document.draft.original or b"", 6),
    }


def _speaker_rows(document_id: int, document: ReadDocument) -> list[dict[str, Any]]:
    return [
        {
            "document_id": document_id,
            "name": speaker.name,
            "name_key": name_key(speaker.name),
            "aliases": list(speaker.aliases),
            "role": speaker.role,
        }
        for speaker in document.speech.speakers
    ]


def _turn_rows(document_id: int, document: ReadDocument, speakers: dict[tuple[int, str], int]) -> list[dict[str, Any]]:
    return [
        {
            "document_id": document_id,
            "ordinal": ordinal,
            "start": turn.start,
            "end": turn.end,
            "label_start": turn.label_start,
            "label_end": turn.label_end,
            "speaker_id": None if turn.speaker is None else speakers[document_id, turn.speaker],
            "started_ms": turn.started_ms,
            "ended_ms": turn.ended_ms,
        }
        for ordinal, turn in enumerate(document.speech.turns)
    ]


def _section_rows(document_id: int, document: ReadDocument) -> list[dict[str, Any]]:
    return [
        {
            "document_id": document_id,
            "ordinal": ordinal,
            "level": s.level,
            "label": s.label,
            "start": s.start,
            "end": s.end,
            "kind": s.kind,
            "anchor": s.anchor,
        }
        for ordinal, s in enumerate(document.draft.sections)
    ]


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "source": Path(report.source).name,  # a folder on somebody's machine is nobody's business
        "format": report.format,
        "encoding": report.encoding,
        "findings": [[finding.kind, finding.sentence, finding.where] for finding in report.findings],
    }

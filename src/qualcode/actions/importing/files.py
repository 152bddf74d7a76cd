"""Documents into the project: what was read is brought in as one operation, with all that it brings along.

::

    options = files.ImportOptions(kind="interview")
    read = files.read_files(files.find_files([Path("interviews")]), options)
    with project.write("Anna") as work:
        files.add_documents(work, read.documents, read.reports, options, read.questionnaires)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.actions.importing import import_reports
from qualcode.actions.importing.attributes import add_attributes, add_cases, define_attributes
from qualcode.actions.importing.known_files import settle
from qualcode.actions.importing.links import add_links
from qualcode.actions.importing.memos import add_memos
from qualcode.actions.importing.reading import Progress, ReadFiles, find_files, read_files, save_mapping
from qualcode.actions.importing.rows import insert_documents
from qualcode.actions.importing.understanding import ImportOptions, ReadDocument, text_hash, understand
from qualcode.actions.literature import arriving
from qualcode.actions.material import links
from qualcode.actions.registry import action
from qualcode.actions.revising import revisions
from qualcode.errors import QualcodeError
from qualcode.formats.bundle import Bundle, Report
from qualcode.formats.questionnaires.mapping import QuestionnaireOptions
from qualcode.messages import _, listed, plural
from qualcode.store.session import Work

__all__ = [
    "ImportOptions",
    "QuestionnaireOptions",
    "ReadDocument",
    "ReadFiles",
    "add_documents",
    "find_files",
    "read_files",
    "save_mapping",
    "text_hash",
    "understand",
]

_BATCH = 16 * 2**20  # bytes of documents brought in at once


@action("documents.import")
def add_documents(
    work: Work,
    documents: Sequence[ReadDocument],
    reports: Sequence[Report],
    options: ImportOptions,
    questionnaires: Sequence[Bundle] = (),
    progress: Progress | None = None,
) -> list[str]:
    """Bring documents in as one operation and keep the reports with it. Returns the names they got.

    A name that is taken is settled by the folder's name, then by a number. A file that is in the project already, by its
    content, is not brought in twice; a new version of one is offered, revises it, or comes in besides it, as the options
    say. What became of each document is in its ``outcome``, and all that is not as in the file in the reports.
    """
    settle(work, documents, options)
    fresh = [document for document in documents if document.outcome == "imported"]
    versions = [document for document in documents if document.outcome == "revised"]
    duplicates = sum(document.outcome == "duplicate" for document in documents)
    words = _words(len(fresh), len(versions), len(questionnaires)) or _words_of_duplicates(duplicates)
    work.describe("documents.import", words)
    for bundle in questionnaires:
        _add_respondents(work, bundle)
    for version in versions:
        _revise(work, version)
    _bring_in(work, fresh, options, progress)
    told = [*reports, *_propose_links(work, fresh)]
    if work.journal.has_changes or arriving.has_new_duplicates(work, documents):
        import_reports.keep(work, ReadFiles(list(documents), told))
    return [document.name for document in fresh]


def _words(new: int, revised: int, answered: int) -> str:
    """What is being done, for the history."""
    parts = [
        (new, plural("imported a document", "imported {n} documents", new)),
        (revised, plural("revised a document", "revised {n} documents", revised)),
        (answered, plural("imported a questionnaire", "imported {n} questionnaires", answered)),
    ]
    return listed(words for number, words in parts if number)


def _words_of_duplicates(n: int) -> str:
    """The same where nothing came in: a review counts what was left out."""
    return plural("left out a duplicate", "left out {n} duplicates", n) if n else ""


def _add_respondents(work: Work, bundle: Bundle) -> None:
    from qualcode.actions.importing.questionnaires import (
        add_cases,  # with all that reads tables, which few imports need
    )

    add_cases(work, bundle)


def _revise(work: Work, version: ReadDocument) -> None:
    """Give a document the text of its new version; where that may not be, it is said and the document stays as it is."""
    try:
        reason = _("new version of {file}", file=version.source)
        revised = revisions.revise_from(work, version.name, version, reason)
        arriving.renew(work, version)
    except QualcodeError as error:
        version.outcome = "new version"
        version.tell("not carried", str(error))
    else:
        version.report.findings += revised.report.findings


def _bring_in(work: Work, fresh: Sequence[ReadDocument], options: ImportOptions, progress: Progress | None) -> None:
    """Bring documents in by and by, each with what it brings along; their links once all are there."""
    arriving.define_attributes(work, fresh)
    define_attributes(work, fresh)
    there: dict[int, ReadDocument] = {}
    for some in _batches(fresh):
        if progress is not None:
            progress(len(there), len(fresh))
        arrived = insert_documents(work, some, keep_original=options.keep_original)
        add_attributes(work, arrived)
        add_cases(work, arrived)
        add_memos(work, arrived, create_coders=options.create_coders)
        arriving.add_references(work, arrived)
        there |= {it.id: it.document for it in arrived}
    add_links(work, there)


def _batches(documents: Sequence[ReadDocument]) -> Iterator[list[ReadDocument]]:
    """Documents in runs that fit in little memory."""
    some: list[ReadDocument] = []
    size = 0
    for document in documents:
        if some and size + document.size > _BATCH:
            yield some
            some, size = [], 0
        some.append(document)
        size += document.size
    if some:
        yield some


def _propose_links(work: Work, fresh: Sequence[ReadDocument]) -> list[Report]:
    """Look for citations where policy texts came in. Proposals wait for a person; she is told how many there are."""
    if not any(document.kind == "policy" for document in fresh):
        return []
    report = links.propose(work)
    if found := len(report.of("read")) - 1:
        sentence = plural(
            "{n} link between documents was proposed: qualcode links list",
            "{n} links between documents were proposed: qualcode links list",
            found,
        )
        work.notices.append(sentence)
    return [report]

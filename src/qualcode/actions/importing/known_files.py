"""What of an import the project has already: the same files by their content, messages by their identity, earlier versions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from shlex import quote

from sqlalchemy import select

from qualcode.actions.importing.understanding import MESSAGE_ID, ImportOptions, ReadDocument
from qualcode.actions.literature.works import Known, KnownWorks
from qualcode.formats.bundle import Report
from qualcode.messages import _, plural
from qualcode.store import erasing, queries
from qualcode.store.images import unpack
from qualcode.store.models import Attribute, AttributeValue, Change, Document, DocumentOriginal, Operation
from qualcode.store.view import View
from qualcode.text.likeness import containment, likeness
from qualcode.text.names import name_key

_CLEANING = ("erase", "documents.pseudonymise")
_ALIKE = 0.5  # interviews after one guide share far less, a transcript corrected throughout far more
_TELLING = 200  # characters; shorter texts may well be the same by chance


@dataclass(frozen=True)
class _Known:
    """A document as far as a file can be recognised by it; ``id`` 0 where it is ``coming`` in at the same time."""

    id: int
    name: str
    source: str
    text_hash: str
    sha256: str | None
    revision: int = 1
    message_id: str = ""
    coming: ReadDocument | None = None


def settle(view: View, documents: Sequence[ReadDocument], options: ImportOptions) -> None:
    """Give each document its outcome and its name: known, a new version of one in the project, or to be imported.

    A name that is taken is settled by the folder's name, then by a number. All that is not as the file says is told in its
    report.
    """
    known = _KnownFiles(view, options)
    was_erased = erasing.erased_contents(view.connection)
    for document in documents:
        if was_erased(document.text_hash) or (document.alone and was_erased(document.sha256)):
            document.outcome, document.name = "erased", document.called
            document.tell("not carried", _("was erased from this project for good; it is not brought in again"))
        elif document.work is not None:
            continue  # publications are known by other things than files
        elif there := known.same(document):
            _call_known(document, there, _not_noted(there) if options.attributes_from and document.alone else "")
        elif there := known.was_so_before(document):
            sentence = _("is what {name!r} was before it was revised here; not brought in again", name=there.name)
            _call_known(document, there, sentence)
    taken = set(view.connection.scalars(select(Document.name_key)))
    works = KnownWorks(view) if any(document.work is not None for document in documents) else None
    taken |= set() if works is None else works.keys
    for document in documents:
        if works is not None and document.work is not None and not document.outcome:
            works.settle(document, taken, options.new_versions, known.says_no)
        elif not document.outcome:
            _settle_new(document, known, taken, options)
    _count_known_parts(documents)


def _settle_new(document: ReadDocument, known: _KnownFiles, taken: set[str], options: ImportOptions) -> None:
    """Settle a document that was not in the project before; the same may have come in with the files before it."""
    if there := known.same(document):
        _call_known(document, there)
        return
    earlier = known.earlier(document)
    if earlier is not None and known.is_cleaned(earlier):
        document.outcome, document.name = "new version", earlier.name
        document.tell("not carried", _("holds what was taken out of {name!r} on purpose", name=earlier.name))
        return
    if earlier is not None and options.new_versions != "add":
        _call_version(document, earlier, offered=options.new_versions == "offer" or not known.claim(earlier))
        return
    document.outcome, document.name = "imported", _free_name(document, taken)
    if document.name != document.called:
        document.tell("changed", _("named {name!r}, since its name is taken", name=document.name))
    if twin := known.of_same_text(document):
        document.tell("warning", _("its text is the same as that of {name!r}", name=twin.name))
    taken.add(name_key(document.name))
    known.add(document)


def _call_known(document: ReadDocument, there: _Known, why: str = "") -> None:
    document.outcome, document.name = "known", there.name
    if document.alone:
        _forget_reading(document.report)
        why = why or _("is in the project already, as {name!r}; not brought in twice", name=there.name)
    if why:
        document.tell("not carried", why)


def _not_noted(there: _Known) -> str:
    return _(
        "is in the project already, as {name!r}; what is said of it here was not noted: qualcode documents set does that",
        name=there.name,
    )


def _forget_reading(report: Report) -> None:
    """Of a file with nothing new in it only that is said: how it was read was told when it came in."""
    report.findings[:] = report.of("error")


def _count_known_parts(documents: Sequence[ReadDocument]) -> None:
    """Say of files with many documents in a single sentence how many are known: a mailbox grows by a few messages a day."""
    parts = [document for document in documents if not document.alone]
    reports = {id(document.report): document.report for document in parts}
    in_all = Counter(id(document.report) for document in parts)
    known = Counter(id(document.report) for document in parts if document.outcome == "known")
    for key, n in known.items():
        if n == in_all[key]:
            _forget_reading(reports[key])
        sentence = plural(
            "{n} document in it is in the project already; not brought in twice",
            "{n} documents in it are in the project already; not brought in twice",
            n,
        )
        reports[key].add("not carried", sentence)


def _call_version(document: ReadDocument, earlier: _Known, *, offered: bool) -> None:
    document.outcome, document.name = "new version" if offered else "revised", earlier.name
    document.offered = offered
    if offered:
        command = f"qualcode documents revise {quote(earlier.name)} {quote(document.report.source)}"
        command = command if document.alone else "--new-versions revise"
        sentence = _("is a new version of {name!r}; to take it over: {command}", name=earlier.name, command=command)
        document.tell("not carried", sentence)


def _free_name(document: ReadDocument, taken: set[str]) -> str:
    base = document.called
    if name_key(base) not in taken:
        return base
    with_folder = f"{base} ({document.folder})"
    if document.folder and name_key(with_folder) not in taken:
        return with_folder
    number = 2
    while name_key(f"{base} {number}") in taken:
        number += 1
    return f"{base} {number}"


class _KnownFiles:
    """The documents of the project and those that come in, by all that they can be recognised by."""

    def __init__(self, view: View, options: ImportOptions) -> None:
        self._view = view
        self._reads_otherwise = bool(options.encoding) or options.track_changes != "accepted"
        self._claimed: set[int] = set()
        self._by_file: dict[str, _Known] = {}
        self._by_text: dict[str, list[_Known]] = defaultdict(list)
        self._by_message: dict[str, list[_Known]] = defaultdict(list)
        self._by_name: dict[str, list[_Known]] = defaultdict(list)
        for known in _in_project(view):
            self._add(known)
            for key in {name_key(known.name), name_key(known.source)}:
                self._by_name[key].append(known)
        self._past = set(_earlier_texts(view))

    def add(self, document: ReadDocument) -> None:
        """Note a document that is going to be in the project."""
        sha256 = document.sha256 if document.alone else None
        names = document.name, document.source
        self._add(_Known(0, *names, document.text_hash, sha256, message_id=document.message_id, coming=document))

    def _add(self, known: _Known) -> None:
        if known.sha256:
            self._by_file.setdefault(known.sha256, known)
        if known.message_id:
            self._by_message[known.message_id].append(known)
        self._by_text[known.text_hash].append(known)

    def same(self, document: ReadDocument) -> _Known | None:
        """The document that a file holds over again. Each of the project is the same as one part of a file only."""
        if document.message_id:
            found = next((it for it in self._by_message[document.message_id] if self._is_like(it, document)), None)
        else:
            found = self._same_file(document) if document.alone else self._same_part(document)
        if found is not None:
            self.claim(found)
        return found

    def claim(self, it: _Known) -> bool:
        """Note that a file is this document of the project, or becomes it; False where another one is already."""
        free = it.id not in self._claimed
        self._claimed |= {it.id} - {0}
        return free

    def earlier(self, document: ReadDocument) -> _Known | None:
        """The document of the project that a file is a new version of: of the same name, and most like it."""
        if document.message_id:
            return None
        by_bytes = self._by_file.get(document.sha256)
        if document.alone and by_bytes is not None and by_bytes.id:
            return by_bytes  # the same file, read in another way this time
        keys = {name_key(document.called), name_key(document.source)}
        there = {it.id: it for key in keys for it in self._by_name[key]}
        if not document.alone:
            free = (it for it in there.values() if it.id not in self._claimed and self._is_called_so(it, document))
            return next(free, None)
        alike = [(likeness(document.draft.text, self._text(it)), it) for it in there.values()]
        best, it = max(alike, key=lambda pair: pair[0], default=(0.0, None))
        return it if best >= _ALIKE else None

    def was_so_before(self, document: ReadDocument) -> _Known | None:
        """The document of the project, of the same name or file, that had this text before it was revised here."""
        there = {it.id: it for key in (document.called, document.source) for it in self._by_name[name_key(key)]}
        before = (it for it in there.values() if (it.id, document.text_hash) in self._past)
        return next((it for it in before if document.alone or self._is_called_so(it, document)), None)

    def of_same_text(self, document: ReadDocument) -> _Known | None:
        """Another document with the very same words, where they are so many that it is no coincidence."""
        there = self._by_text[document.text_hash]
        return there[0] if there and document.alone and document.length >= _TELLING else None

    def says_no(self, document: ReadDocument, it: Known) -> str:
        """Why the new version of a publication must not come in; "" where it may."""
        if (it.id, document.text_hash) in self._past:
            return _("is what {name!r} was before it was revised here; not brought in again", name=it.name)
        if self.is_cleaned(it):
            return _("holds what was taken out of {name!r} on purpose", name=it.name)
        return ""

    def is_cleaned(self, it: _Known | Known) -> bool:
        """Whether something was erased from a document, or names in it replaced: an old file would bring that back."""
        statement = select(Operation.id).join(Change).join(Document, Change.guid == Document.guid)
        of_this = (Change.table == Document.__tablename__) & (Document.id == it.id)
        cleaning = statement.where(of_this, Operation.kind.in_(_CLEANING)).limit(1)
        return self._view.connection.scalar(cleaning) is not None

    def _same_file(self, document: ReadDocument) -> _Known | None:
        """Known by its bytes; or by its words, where the name is the same too or the file was not kept."""
        if there := self._by_file.get(document.sha256):
            otherwise = self._reads_otherwise and there.id and there.revision == 1
            return None if otherwise and there.text_hash != document.text_hash else there
        keys = {name_key(document.called), name_key(document.source)}
        for it in self._by_text[document.text_hash]:
            by_words_alone = it.sha256 is None and document.length >= _TELLING
            if by_words_alone or keys & {name_key(it.name), name_key(it.source)}:
                return it
        return None

    def _same_part(self, document: ReadDocument) -> _Known | None:
        """Known by its words, together with its name or its file: a short answer is often given twice."""
        there = [it for it in self._by_text[document.text_hash] if it.id and it.id not in self._claimed]
        by_name = [it for it in there if name_key(it.name) == name_key(document.called)]
        by_file = [it for it in there if it.source == document.source]
        return next(iter([*by_name, *by_file]), None)

    def _is_like(self, it: _Known, document: ReadDocument) -> bool:
        """Whether two messages of one identity are one: some programs give the same to all they send."""
        if it.text_hash == document.text_hash:
            return document.length > 0 or name_key(it.name) == name_key(document.called)
        return containment(document.draft.text, self._text(it)) >= _ALIKE

    def _text(self, it: _Known) -> str:
        return it.coming.draft.text if it.coming else queries.text_of(self._view, it.id)

    @staticmethod
    def _is_called_so(it: _Known, document: ReadDocument) -> bool:
        return it.source == document.source and name_key(it.name) == name_key(document.called)


def _in_project(view: View) -> Iterator[_Known]:
    messages = _message_ids(view)
    columns = Document.id, Document.name, Document.source_name, Document.text_hash, DocumentOriginal.sha256
    statement = select(*columns, Document.revision).select_from(Document).outerjoin(DocumentOriginal)
    for row in view.connection.execute(statement.order_by(Document.id)):
        yield _Known(*row, messages.get(row.id, ""))


def _earlier_texts(view: View) -> Iterator[tuple[int, str]]:
    """The hashes of all texts that revised documents had before, by the documents' ids."""
    statement = select(Document.id, Document.revision, Change.before).join(Change, Change.guid == Document.guid)
    revised = statement.where(Change.table == Document.__tablename__, Document.revision > 1, Change.before.is_not(None))
    for row in view.connection.execute(revised):
        image = unpack(row.before)
        if isinstance(image, dict) and image.get("text_hash") and image.get("revision", row.revision) < row.revision:
            yield row.id, image["text_hash"]


def _message_ids(view: View) -> dict[int, str]:
    """The identity of every e-mail in the project, by the documents' ids."""
    statement = select(AttributeValue.document_id, AttributeValue.value).join(Attribute)
    found = statement.where(Attribute.applies_to == "document", Attribute.name_key == name_key(MESSAGE_ID))
    return {row.document_id: row.value for row in view.connection.execute(found)}

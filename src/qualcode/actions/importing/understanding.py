"""A document read and understood: what its file does not say itself is found out before the project is touched."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from qualcode.actions.importing.file_attributes import Given
from qualcode.actions.importing.shelf import Shelf
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import AttributeDraft, CaseDraft, DocumentDraft, LinkDraft, PublicationDraft, Report
from qualcode.formats.folders import readable
from qualcode.formats.questionnaires.mapping import QuestionnaireOptions
from qualcode.messages import _, clauses, labelled, listed
from qualcode.text.language import guess_language
from qualcode.text.numbered import has_articles, numbered_sections
from qualcode.text.policy import policy_facts
from qualcode.text.turns.detection import detect_turns
from qualcode.text.turns.turn import Turn, TurnReading
from qualcode.text.words import count_words

if TYPE_CHECKING:
    from qualcode.actions.literature.works import Identity

MESSAGE_ID, DOCUMENT_NUMBER = "message id", "document number"
"""The attributes of documents that hold what others call them by: that of e-mails, and that of all others."""

_SHOWN_TURNS, _SHOWN_WORDS = 3, 40

Outcome = Literal["", "imported", "known", "duplicate", "new version", "revised", "erased"]


@dataclass(frozen=True)
class ImportOptions:
    """How documents are brought in.

    ``kind`` None is what a file says of itself, else "other". ``speakers`` is "auto", "none" or a pattern;
    ``keep_original`` keeps the file as it came; ``attributes_from`` is a pattern for the names of files, or the path of a
    table that describes them. ``new_versions`` of documents in the project are offered only, revise them, or are added as
    documents of their own. ``create_coders`` makes coders of the authors of comments; ``questionnaire`` says what the columns
    of tables are.
    """

    kind: str | None = None
    language: str | None = None
    encoding: str | None = None
    speakers: str = "auto"
    keep_original: bool = True
    track_changes: Literal["accepted", "original"] = "accepted"
    attributes_from: str | None = None
    new_versions: Literal["offer", "revise", "add"] = "offer"
    create_coders: bool = False
    questionnaire: QuestionnaireOptions | None = None

    def for_readers(self) -> ReadOptions:
        """What of it a reader needs to know."""
        return ReadOptions(self.encoding, self.track_changes, questionnaire=self.questionnaire)


class ReadDocument:
    """A document ready to be brought in.

    ``alone`` says whether its file holds no other. ``outcome`` is what became of it, "" until then, and ``name`` what it
    is called in the project; where it is known there or is a new version, the name of that document, which it is
    ``offered`` to revise. ``first_turns`` show what was taken for one. Text, original and turns may wait on a shelf: ``draft`` and ``speech`` fetch them, anew each time.
    """

    def __init__(self, draft: DocumentDraft, speech: TurnReading, folder: str, report: Report) -> None:
        self.folder, self.report = folder, report
        self.alone = True
        self.outcome: Outcome = ""
        self.offered = False
        self.name = ""
        self.called, self.kind = draft.name, draft.kind or ""
        self.message_id = next((it.values[0] for it in draft.attributes if it.name == MESSAGE_ID), "")
        self.length, self.words = len(draft.text), count_words(draft.text)
        self.text_hash = text_hash(draft.text)
        kept = draft.original
        self.sha256 = self.text_hash if kept is None else hashlib.sha256(kept).hexdigest()
        self.turns, self.speakers = len(speech.turns), [speaker.name for speaker in speech.speakers]
        self.memos = len(draft.memos)
        self.first_turns = [_begin(draft.text, turn) for turn in speech.turns[:_SHOWN_TURNS]]
        self.attributes = [(it.name, it.kind, len(it.values) > 1) for it in draft.attributes]
        self.links: list[LinkDraft] = draft.links
        self.work = None if draft.publication is None else _work_of(draft.publication)
        self.size = len(kept or b"") + 2 * self.length + 200 * self.turns
        self._parts: Callable[[], tuple[DocumentDraft, TurnReading]] = lambda: (draft, speech)

    @property
    def draft(self) -> DocumentDraft:
        """The document as read."""
        return self._parts()[0]

    @property
    def speech(self) -> TurnReading:
        """Its turns and speakers, and how they were recognised."""
        return self._parts()[1]

    @property
    def source(self) -> str:
        """The name of the file it came from."""
        return Path(self.report.source).name

    def put_on(self, shelf: Shelf) -> None:
        """Let what takes room wait there until it is asked for."""
        self._parts = shelf.keep(self._parts(), self.size)

    def tell(self, kind: Literal["read", "changed", "not carried", "warning", "error"], sentence: str) -> None:
        """Note a finding about this document in the report of its file."""
        self.report.add(kind, sentence, "" if self.alone else self.called)


def _work_of(publication: PublicationDraft) -> Identity:
    """What a publication is known by; nothing else of it is kept at hand."""
    from qualcode.actions.literature.works import identity_of

    return identity_of(publication.key, publication.fields, publication.entry)


def understand(
    draft: DocumentDraft, path: Path, report: Report, options: ImportOptions, given: Given | None = None
) -> ReadDocument:
    """Find out what a draft does not say itself: who speaks, in which language, what a policy text says of its origin.

    What is ``given`` of this file goes before the options, and these before what the file says.
    """
    said = given or Given()
    number = MESSAGE_ID if draft.kind == "email" else DOCUMENT_NUMBER
    draft.name = readable(draft.name).strip() or readable(path.name)
    speech = _speech(draft, options)
    draft.kind = said.fields.get("kind") or options.kind or draft.kind or _kind_found(draft, speech, report)
    draft.language = said.fields.get("language") or options.language or draft.language or guess_language(draft.text)
    draft.occurred_on = said.fields.get("occurred_on") or draft.occurred_on
    draft.place = said.fields.get("place") or draft.place
    draft.attributes += said.attributes
    draft.cases += said.cases
    _find_parts(draft)
    if draft.kind == "policy" and (origin := _origin(draft)):
        report.add("read", origin)
    if draft.reference:
        draft.attributes.append(AttributeDraft(number, (draft.reference,)))
    return ReadDocument(draft, speech, readable(path.parent.name), report)


def _kind_found(draft: DocumentDraft, speech: TurnReading, report: Report) -> str:
    """What a document is of which nothing else says it: where somebody interviews, an interview; with articles, a policy."""
    asking = [speaker.name for speaker in speech.speakers if speaker.role == "interviewer"]
    if not asking and has_articles(draft.text):
        report.add("read", _("Taken for a policy text, as it has numbered articles: --kind says otherwise."))
        return "policy"
    if not asking:
        return "other"
    report.add("read", _("Taken for an interview, as {speakers} asks: --kind says otherwise.", speakers=listed(asking)))
    return "interview"


def _find_parts(draft: DocumentDraft) -> None:
    """Find the clauses of regulations, and what policy papers say of their own origin."""
    if draft.kind == "policy":
        facts = policy_facts(draft.text)
        draft.reference = draft.reference or facts.number
        draft.occurred_on = draft.occurred_on or facts.date
        if not any(case.role == "issuer" for case in draft.cases):
            draft.cases += [CaseDraft(name, "issuer") for name in facts.issuers]
    if draft.kind == "policy" or has_articles(draft.text):
        draft.sections = numbered_sections(draft.text, draft.sections)


def _origin(draft: DocumentDraft) -> str:
    """What a policy paper says of where it comes from, in a sentence; "" where it says nothing."""
    issuers = [case.name for case in draft.cases if case.role == "issuer"]
    said = [(_("number"), draft.reference), (_("date"), draft.occurred_on), (_("issued by"), listed(issuers))]
    return clauses(labelled(what, value) for what, value in said if value)


def _speech(draft: DocumentDraft, options: ImportOptions) -> TurnReading:
    """Who speaks: as the file says; where it says nothing, or a person knows better, as the text does."""
    if draft.turns is None or options.speakers != "auto":
        return detect_turns(draft.text, options.speakers)
    return TurnReading(draft.turns, draft.speakers, [])


def _begin(text: str, turn: Turn) -> str:
    """The beginning of a turn: who speaks, and the first words."""
    said = " ".join(text[turn.label_end : turn.end].split())
    words = said if len(said) <= _SHOWN_WORDS else said[: _SHOWN_WORDS - 1] + "…"
    return labelled(turn.speaker, words) if turn.speaker else words


def text_hash(text: str) -> str:
    """The SHA-256 of a text in UTF-8, by which a change from outside is noticed."""
    return hashlib.sha256(text.encode()).hexdigest()

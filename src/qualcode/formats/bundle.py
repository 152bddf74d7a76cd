"""What a reader hands over: plain drafts of what a file holds, and a report of what happened to it.

A draft names other things by name (a coder, a code path, a document), never by key: the file knows nothing of the project.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from qualcode.text.sections import Section
from qualcode.text.turns.speakers import Speaker
from qualcode.text.turns.turn import Turn

# Drafts of the text's own parts are what the text room finds.
SectionDraft = Section
TurnDraft = Turn
SpeakerDraft = Speaker

FindingKind = Literal["read", "written", "changed", "not carried", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about a file: what was read, changed, not carried over, or is doubtful.

    ``where`` is a place in the file a person can find ("line 12", "page 3"), or empty.
    """

    kind: FindingKind
    sentence: str
    where: str = ""


@dataclass
class Report:
    """What one file gave: its name, the format and encoding it was read as, and the findings in the order they were made.

    ``encoding`` is Python's name of it for files that are text, else "".
    """

    source: str
    format: str = ""
    encoding: str = ""
    findings: list[Finding] = field(default_factory=list)

    def add(self, kind: FindingKind, sentence: str, where: str = "") -> None:
        """Note a finding."""
        self.findings.append(Finding(kind, sentence, where))

    def of(self, kind: FindingKind) -> list[Finding]:
        """The findings of one kind."""
        return [finding for finding in self.findings if finding.kind == kind]

    @property
    def failed(self) -> bool:
        """Whether the file, or part of it, could not be read."""
        return bool(self.of("error"))


@dataclass(frozen=True, slots=True)
class MemoDraft:
    """A remark that came with the file, such as a comment in Word, on a stretch of the document.

    ``start`` and ``end`` are None where it is about the document as a whole; ``at`` is an ISO time, "" when not known.
    """

    text: str
    author: str = ""
    start: int | None = None
    end: int | None = None
    title: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class AttributeDraft:
    """What is recorded of a document: the values, several where the attribute allows, each written as text.

    ``kind`` is one of the kinds of attributes: text, integer, decimal, boolean, date, choice.
    """

    name: str
    values: tuple[str, ...]
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A case the document has to do with, by name, and what: site, participant, author, issuer, addressee, mentioned."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """The document refers to another by that one's name or ``reference``: cites, revises, answers, translates."""

    to: str
    kind: str


@dataclass(frozen=True, slots=True)
class PublicationDraft:
    """The bibliographic record of a document: the key the file gave it ("" for none), its fields as CSL JSON, the entry as it stood."""

    key: str
    fields: dict[str, Any]
    entry: str


@dataclass(slots=True)
class DocumentDraft:
    """A document as read: its text with "\\n" line ends, and what the file says about it.

    ``turns`` is None where the format says nothing of speakers, so that they are looked for in the text. ``reference`` is
    what other documents call this one by, apart from its name: the identity of a message, the number of a policy paper.
    """

    name: str
    text: str
    kind: str | None = None
    language: str | None = None
    occurred_on: str | None = None
    place: str | None = None
    source_type: str = ""
    media_type: str = ""
    original: bytes | None = None
    sections: list[SectionDraft] = field(default_factory=list)
    turns: list[TurnDraft] | None = None
    speakers: list[SpeakerDraft] = field(default_factory=list)
    memos: list[MemoDraft] = field(default_factory=list)
    attributes: list[AttributeDraft] = field(default_factory=list)
    cases: list[CaseDraft] = field(default_factory=list)
    links: list[LinkDraft] = field(default_factory=list)
    reference: str = ""
    publication: PublicationDraft | None = None


STATUSES = ("provisional", "settled")
"""How far the rules of a code are."""


@dataclass(frozen=True, slots=True)
class CodeDraft:
    """A code with its rules. ``parent`` is the path of names above it, () at the top; ``status`` is "" where nothing is said of it."""

    name: str
    parent: tuple[str, ...] = ()
    color: str | None = None
    is_codable: bool = True
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    alternatives: bool = False
    for_kinds: tuple[str, ...] = ()
    status: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """Names from the top of the tree to this code."""
        return (*self.parent, self.name)


@dataclass(frozen=True, slots=True)
class CodingDraft:
    """One code on one span by one coder. ``text``, when given, must equal the document's text there. ``line`` is where the file says so."""

    document: str
    start: int
    end: int
    code: str
    coder: str
    weight: float | None = None
    text: str | None = None
    line: int = 0


@dataclass
class Codebook:
    """A codebook as published: title, source, licence and citation, then the codes, parents before children."""

    codes: list[CodeDraft]
    title: str = ""
    source: str = ""
    licence: str = ""
    citation: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceDraft:
    """One possible value of an attribute, what it means in words, and whether it stands for a missing answer."""

    value: str
    label: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """An attribute of cases as a questionnaire defines it; ``many`` where several answers may be ticked."""

    name: str
    label: str = ""
    kind: str = "text"
    many: bool = False
    choices: tuple[ChoiceDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class RespondentDraft:
    """A case as one row of a questionnaire: its name and, by the question's name, its answers, each written as text."""

    name: str
    answers: dict[str, tuple[str, ...]]
    line: int = 0


@dataclass
class Bundle:
    """All that one file held."""

    report: Report
    documents: list[DocumentDraft] = field(default_factory=list)
    codebook: Codebook | None = None
    codings: list[CodingDraft] = field(default_factory=list)
    questions: list[QuestionDraft] = field(default_factory=list)
    respondents: list[RespondentDraft] = field(default_factory=list)

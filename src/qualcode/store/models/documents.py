"""Documents with their parts: originals, revisions, speakers, turns, sections, links and sets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.store.models.base import Base, BulkMade, Travelling, one_of, proper_span, refers_to

KINDS = (
    "interview",
    "focus group",
    "observation",
    "policy",
    "questionnaire",
    "email",
    "post",
    "literature",
    "other",
)


class Document(BulkMade, Base):
    """A text to be coded. ``length`` counts code points; ``occurred_on`` is an ISO date, possibly only a year or month."""

    __tablename__ = "document"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(default="other")
    language: Mapped[str] = mapped_column(default="")
    text_hash: Mapped[str]
    length: Mapped[int]
    words: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1)
    occurred_on: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    source_name: Mapped[str] = mapped_column(default="")
    source_type: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    text: Mapped[str]  # last, since reading a column behind a long text is slow

    __table_args__ = (
        one_of("kind", *KINDS),
        CheckConstraint("length >= 0", name="length"),
        Index("ix_document_text_hash", "text_hash"),  # read alone at every search: the rows themselves lie far apart
    )


class DocumentOriginal(BulkMade, Base):
    """The file a document came from, as it came; ``bytes`` are compressed with zlib."""

    __tablename__ = "document_original"

    document_id: Mapped[int] = refers_to("document.id", unique=True)
    media_type: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column("bytes")


class DocumentRevision(Travelling, Base):
    """A change of a document's text, with the map that moved every anchor."""

    __tablename__ = "document_revision"

    document_id: Mapped[int] = refers_to("document.id")
    number: Mapped[int]
    text_hash: Mapped[str]
    edit_map: Mapped[list[Any]]
    coder_id: Mapped[int] = refers_to("coder.id")
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (UniqueConstraint("document_id", "number"),)


class Speaker(BulkMade, Base):
    """One voice of one document, with every spelling of its label; perhaps tied to a case."""

    __tablename__ = "speaker"

    document_id: Mapped[int] = refers_to("document.id")
    name: Mapped[str]
    name_key: Mapped[str]
    aliases: Mapped[list[Any]] = mapped_column(default=list)
    role: Mapped[str] = mapped_column(default="other")
    case_id: Mapped[int | None] = refers_to("case.id", index=True)

    __table_args__ = (
        UniqueConstraint("document_id", "name_key"),
        one_of("role", "interviewer", "respondent", "observer", "other"),
    )


class Turn(BulkMade, Base):
    """A speaker's stretch of a transcript. The label is in the text but not part of what is said."""

    __tablename__ = "turn"

    document_id: Mapped[int] = refers_to("document.id")
    ordinal: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    label_start: Mapped[int]
    label_end: Mapped[int]
    speaker_id: Mapped[int | None] = refers_to("speaker.id", index=True)
    started_ms: Mapped[int | None]
    ended_ms: Mapped[int | None]

    __table_args__ = (UniqueConstraint("document_id", "ordinal"), proper_span())


SECTION_KINDS = ("heading", "clause", "page", "note", "quotation")


class Section(BulkMade, Base):
    """A part of a document that its own text sets apart; ``level`` 1 is the highest.

    A heading or a numbered clause is its line; a page is all that stands on it; a note is a footnote or endnote, and
    ``anchor`` the place its mark has in the text; a quotation is what an e-mail repeats of an earlier one.
    """

    __tablename__ = "section"

    document_id: Mapped[int] = refers_to("document.id")
    ordinal: Mapped[int]
    level: Mapped[int]
    label: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    kind: Mapped[str] = mapped_column(default="heading")
    anchor: Mapped[int | None]

    __table_args__ = (
        UniqueConstraint("document_id", "ordinal"),
        one_of("kind", *SECTION_KINDS),
        proper_span(),
    )


class DocumentLink(BulkMade, Base):
    """One document refers to another: proposed by the program, confirmed or rejected by a person."""

    __tablename__ = "document_link"

    from_document_id: Mapped[int] = refers_to("document.id")
    to_document_id: Mapped[int] = refers_to("document.id", index=True)
    kind: Mapped[str]
    confirmed: Mapped[bool] = mapped_column(default=False)
    rejected: Mapped[bool] = mapped_column(default=False)  # kept, so that it is not proposed again

    __table_args__ = (
        UniqueConstraint("from_document_id", "to_document_id", "kind"),
        one_of("kind", "cites", "revises", "answers", "translates"),
    )


class DocumentSet(Travelling, Base):
    """A named choice of documents."""

    __tablename__ = "document_set"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    note: Mapped[str] = mapped_column(default="")


class DocumentSetMember(Travelling, Base):
    """A document in a set."""

    __tablename__ = "document_set_member"

    document_set_id: Mapped[int] = refers_to("document_set.id")
    document_id: Mapped[int] = refers_to("document.id", index=True)

    __table_args__ = (UniqueConstraint("document_set_id", "document_id"),)

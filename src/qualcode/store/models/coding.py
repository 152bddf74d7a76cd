"""What coders do: codings, segments with something of their own, memos, links, and who is to read what."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.store.models.base import Base, BulkMade, Travelling, one_of, proper_span, refers_to

MEMO_TARGETS = ("project_id", "document_id", "segment_id", "code_id", "coding_id", "case_id")


class Coding(BulkMade, Base):
    """One code on one span by one coder. ``round`` is 0 outside any reliability round, never null."""

    __tablename__ = "coding"

    document_id: Mapped[int] = refers_to("document.id")
    start: Mapped[int]
    end: Mapped[int]
    code_id: Mapped[int] = refers_to("code.id")
    coder_id: Mapped[int] = refers_to("coder.id", index=True)
    round: Mapped[int] = mapped_column(default=0)
    weight: Mapped[float | None]
    created_at: Mapped[datetime]

    __table_args__ = (
        # This index also serves the scan of a document from its start.
        UniqueConstraint("document_id", "start", "end", "code_id", "coder_id", "round"),
        Index(None, "code_id", "document_id"),
        proper_span(),
    )


class Segment(BulkMade, Base):
    """A span that carries something of its own: an uncoded quotation, a title, a memo, an imported selection's identity."""

    __tablename__ = "segment"

    document_id: Mapped[int] = refers_to("document.id")
    start: Mapped[int]
    end: Mapped[int]
    title: Mapped[str] = mapped_column(default="")
    coder_id: Mapped[int] = refers_to("coder.id")

    __table_args__ = (Index(None, "document_id", "start"), proper_span())


class Memo(BulkMade, Base):
    """A thought in writing, on at most one thing."""

    __tablename__ = "memo"

    title: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    kind: Mapped[str] = mapped_column(default="note")
    coder_id: Mapped[int] = refers_to("coder.id")
    created_at: Mapped[datetime]
    project_id: Mapped[int | None] = refers_to("project.id")
    document_id: Mapped[int | None] = refers_to("document.id", index=True)
    segment_id: Mapped[int | None] = refers_to("segment.id", index=True)
    code_id: Mapped[int | None] = refers_to("code.id", index=True)
    coding_id: Mapped[int | None] = refers_to("coding.id", index=True)
    case_id: Mapped[int | None] = refers_to("case.id", index=True)

    __table_args__ = (
        one_of("kind", "note", "theory", "method", "code rule", "reflection", "translation"),
        CheckConstraint(
            " + ".join(f"(CASE WHEN {target} IS NULL THEN 0 ELSE 1 END)" for target in MEMO_TARGETS) + " <= 1",
            name="one_target",
        ),
    )


class Assignment(Travelling, Base):
    """What a coder is to read, has read and has finished; ``of_record`` marks whose codings count in tables."""

    __tablename__ = "assignment"

    document_id: Mapped[int] = refers_to("document.id")
    coder_id: Mapped[int] = refers_to("coder.id", index=True)
    round: Mapped[int] = mapped_column(default=0)
    assigned_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    of_record: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (UniqueConstraint("document_id", "coder_id", "round"),)


class Link(Travelling, Base):
    """A relation between any two travelling rows, by guid."""

    __tablename__ = "link"

    from_table: Mapped[str]
    from_guid: Mapped[UUID] = mapped_column(index=True)
    to_table: Mapped[str]
    to_guid: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


class Unplaced(Travelling, Base):
    """An anchor a revision could not place surely; it waits for a person, nothing is dropped."""

    __tablename__ = "unplaced"

    operation_id: Mapped[int] = refers_to("operation.id", index=True)
    table: Mapped[str]
    row_guid: Mapped[UUID]
    quote: Mapped[str]
    context: Mapped[list[Any]]
    candidates: Mapped[list[Any]]
    decided: Mapped[str] = mapped_column(default="")

"""What is known of a document as a publication, and whether it is taken into a review."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.store.models.base import Base, BulkMade, Travelling, one_of, refers_to


class Reference(BulkMade, Base):
    """The bibliographic record of a document: its key, its fields as CSL JSON, and the entry as it stood in the file."""

    __tablename__ = "reference"

    document_id: Mapped[int] = refers_to("document.id", unique=True)
    citekey: Mapped[str]
    citekey_key: Mapped[str] = mapped_column(unique=True)
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict)
    entry: Mapped[str] = mapped_column(default="")


class Screening(Travelling, Base):
    """What one coder decided about a document at one stage of a review, and why."""

    __tablename__ = "screening"

    document_id: Mapped[int] = refers_to("document.id")
    coder_id: Mapped[int] = refers_to("coder.id", index=True)
    stage: Mapped[str]
    decision: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("document_id", "coder_id", "stage"),
        one_of("stage", "title", "abstract", "full text"),
        one_of("decision", "include", "exclude", "maybe"),
    )

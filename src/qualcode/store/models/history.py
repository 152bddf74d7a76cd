"""The journal, which only grows, and what is kept beside it: reports, saved queries, tombstones."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.store.models.base import Base, Travelling, refers_to
from qualcode.store.types import new_guid


class Operation(Base):
    """One change a person made, in words. ``kind`` is the action's name; an undo or redo names the operation it takes back."""

    __tablename__ = "operation"

    id: Mapped[int] = mapped_column(primary_key=True)
    guid: Mapped[UUID] = mapped_column(unique=True, default=new_guid)
    coder_id: Mapped[int] = refers_to("coder.id", index=True)
    at: Mapped[datetime]
    label: Mapped[str]
    kind: Mapped[str]
    undoes: Mapped[int | None] = refers_to("operation.id", index=True)


class Change(Base):
    """What an operation did to one row, or, with ``guid`` null, to up to a thousand rows of one table.

    ``before`` and ``after`` are row images (see journal.py); ``after`` of rows made in bulk is only their range of ids.
    """

    __tablename__ = "change"

    operation_id: Mapped[int] = refers_to("operation.id", primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    table: Mapped[str]
    guid: Mapped[UUID | None]
    before: Mapped[bytes | None] = mapped_column(LargeBinary)
    after: Mapped[bytes | None] = mapped_column(LargeBinary)

    __table_args__ = (Index(None, "guid"),)


class ImportReport(Travelling, Base):
    """What an import read, changed and left behind."""

    __tablename__ = "import_report"

    operation_id: Mapped[int] = refers_to("operation.id", index=True)
    content: Mapped[list[Any]]


class SavedQuery(Travelling, Base):
    """A query kept under a name."""

    __tablename__ = "saved_query"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    content: Mapped[dict[str, Any]]


class Tombstone(Base):
    """What was erased for good: that it was, when, by whom and on what ground, never what it said."""

    __tablename__ = "tombstone"

    id: Mapped[int] = mapped_column(primary_key=True)
    guid: Mapped[UUID]
    table: Mapped[str]
    erased_at: Mapped[datetime]
    coder_id: Mapped[int] = refers_to("coder.id")
    reason: Mapped[str]

    __table_args__ = (UniqueConstraint("table", "guid"),)

"""Reliability studies: documents and coders of a round, the frozen codebook, and what adjudication decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.store.models.base import Base, Travelling, one_of, proper_span, refers_to


class Study(Travelling, Base):
    """A reliability study, or a dialogue between coders that prints no coefficient."""

    __tablename__ = "study"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str] = mapped_column(default="reliability")
    plan: Mapped[dict[str, Any]] = mapped_column(default=dict)

    __table_args__ = (one_of("purpose", "reliability", "dialogue"),)


class StudyRound(Travelling, Base):
    """One round of a study; ``codebook`` and, once closed, ``snapshot`` hold what its figures are computed from."""

    __tablename__ = "study_round"

    study_id: Mapped[int] = refers_to("study.id")
    number: Mapped[int]
    unit: Mapped[str]
    blind: Mapped[bool] = mapped_column(default=True)
    after_discussion: Mapped[bool] = mapped_column(default=False)
    codebook: Mapped[dict[str, Any]] = mapped_column(default=dict)
    snapshot: Mapped[dict[str, Any]] = mapped_column(default=dict)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    adjudicated_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("study_id", "number"),)


class RoundDocument(Travelling, Base):
    """A document in a round."""

    __tablename__ = "round_document"

    study_round_id: Mapped[int] = refers_to("study_round.id")
    document_id: Mapped[int] = refers_to("document.id", index=True)

    __table_args__ = (UniqueConstraint("study_round_id", "document_id"),)


class RoundCoder(Travelling, Base):
    """A coder in a round."""

    __tablename__ = "round_coder"

    study_round_id: Mapped[int] = refers_to("study_round.id")
    coder_id: Mapped[int] = refers_to("coder.id", index=True)

    __table_args__ = (UniqueConstraint("study_round_id", "coder_id"),)


class Decision(Travelling, Base):
    """What was decided about one disputed stretch, and why."""

    __tablename__ = "decision"

    study_round_id: Mapped[int] = refers_to("study_round.id", index=True)
    document_id: Mapped[int] = refers_to("document.id", index=True)
    start: Mapped[int]
    end: Mapped[int]
    code_id: Mapped[int] = refers_to("code.id")
    outcome: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    coder_id: Mapped[int] = refers_to("coder.id")
    at: Mapped[datetime]

    __table_args__ = (proper_span(),)

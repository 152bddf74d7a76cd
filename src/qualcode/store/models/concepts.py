"""Between the tables: kinds of links between codes, claims and what speaks for or against them, and quotes picked for a paper."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.store.models.base import Base, Travelling, one_of, refers_to


class LinkKind(Travelling, Base):
    """What a kind of link between codes demands: ``CodeLink.kind`` names it. An acyclic kind never leads back to where it began."""

    __tablename__ = "link_kind"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    acyclic: Mapped[bool] = mapped_column(default=False)
    symmetric: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")


class Claim(Travelling, Base):
    """One sentence a memo maintains, to be held against the material."""

    __tablename__ = "claim"

    memo_id: Mapped[int] = refers_to("memo.id", index=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str]
    coder_id: Mapped[int] = refers_to("coder.id")
    created_at: Mapped[datetime]


class Evidence(Travelling, Base):
    """A segment that speaks for or against a claim or a link between codes. It has no segment left once that was erased for good."""

    __tablename__ = "evidence"

    claim_id: Mapped[int | None] = refers_to("claim.id", index=True)
    code_link_id: Mapped[int | None] = refers_to("code_link.id", index=True)
    segment_id: Mapped[int | None] = refers_to("segment.id", index=True)
    stance: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    coder_id: Mapped[int] = refers_to("coder.id")
    created_at: Mapped[datetime]

    __table_args__ = (
        one_of("stance", "for", "against"),
        CheckConstraint("(claim_id IS NULL) <> (code_link_id IS NULL)", name="one_target"),
    )


class PickedQuote(Travelling, Base):
    """A segment chosen to be printed. ``wording`` is how it is printed where it is shortened, "" where it is printed whole."""

    __tablename__ = "picked_quote"

    segment_id: Mapped[int] = refers_to("segment.id", index=True)
    position: Mapped[int] = mapped_column(default=0)
    wording: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    coder_id: Mapped[int] = refers_to("coder.id")
    created_at: Mapped[datetime]

"""The codebook: one tree of codes under a root row, links between codes, and sets of codes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.store.models.base import Base, BulkMade, Travelling, one_of, refers_to


class Code(BulkMade, Base):
    """A code with its rules. Only the root, which nobody sees, has no parent; so names are unique among siblings at the top too."""

    __tablename__ = "code"

    parent_id: Mapped[int | None] = refers_to("code.id")
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    name_key: Mapped[str]
    aliases: Mapped[list[Any]] = mapped_column(default=list)
    color: Mapped[str] = mapped_column(default="")
    is_codable: Mapped[bool] = mapped_column(default=True)
    definition: Mapped[str] = mapped_column(default="")
    include: Mapped[str] = mapped_column(default="")
    exclude: Mapped[str] = mapped_column(default="")
    examples: Mapped[list[Any]] = mapped_column(default=list)
    status: Mapped[str] = mapped_column(default="provisional")
    alternatives: Mapped[bool] = mapped_column(default=False)
    for_kinds: Mapped[list[Any]] = mapped_column(default=list)
    retired: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        UniqueConstraint("parent_id", "name_key"),
        one_of("status", "provisional", "settled"),
        CheckConstraint("parent_id <> id", name="parent"),
    )


class CodeLink(Travelling, Base):
    """A typed relation between two codes: the concept network."""

    __tablename__ = "code_link"

    from_code_id: Mapped[int] = refers_to("code.id")
    to_code_id: Mapped[int] = refers_to("code.id", index=True)
    kind: Mapped[str]
    note: Mapped[str] = mapped_column(default="")

    __table_args__ = (UniqueConstraint("from_code_id", "to_code_id", "kind"),)


class CodeSet(Travelling, Base):
    """A named choice of codes."""

    __tablename__ = "code_set"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    note: Mapped[str] = mapped_column(default="")


class CodeSetMember(Travelling, Base):
    """A code in a set."""

    __tablename__ = "code_set_member"

    code_set_id: Mapped[int] = refers_to("code_set.id")
    code_id: Mapped[int] = refers_to("code.id", index=True)

    __table_args__ = (UniqueConstraint("code_set_id", "code_id"),)

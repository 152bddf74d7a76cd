"""The project itself and the people who code in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from qualcode.store.models.base import Base, Travelling, one_of


class ProjectRow(Travelling, Base):
    """The project: exactly one row."""

    __tablename__ = "project"

    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Coder(Travelling, Base):
    """Somebody whose codings are told apart: a person, a consensus layer, an import, a model."""

    __tablename__ = "coder"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    color: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="person")
    role: Mapped[str] = mapped_column(default="coder")
    retired: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (one_of("kind", "person", "consensus", "import", "model"), one_of("role", "coder", "lead"))

"""What all tables share: how constraints are named, and what a row that can travel carries."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, MetaData, Text, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from qualcode.store.types import UtcDateTime, new_guid


class Base(DeclarativeBase):
    """The tables of one project. Every constraint has a name, so that a revision can find it again."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - read once by SQLAlchemy
        str: Text,
        datetime: UtcDateTime,
        UUID: Uuid,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }

    def __init_subclass__(cls, **options: Any) -> None:
        """Let the attributes of a model be the columns themselves.

        Rows are read and written as rows, never as objects: a statement made of columns alone does not wake the mapper of
        objects, which would have to be set up first, and is compiled in half the time.
        """
        super().__init_subclass__(**options)
        for name, column in cls.__mapper__.columns.items():
            type.__setattr__(cls, name, column)


class Travelling:
    """A row a person can change: it keeps its guid through export, merge, undo and redo."""

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-3)
    guid: Mapped[UUID] = mapped_column(unique=True, default=new_guid, sort_order=-2)


class BulkMade(Travelling):
    """A travelling row that may be made in bulk, without a change row of its own: it names the operation that made it."""

    @declared_attr
    def created_in(cls) -> Mapped[int]:
        """The operation that made the row."""
        return mapped_column(ForeignKey("operation.id", ondelete="RESTRICT"), sort_order=-1)


def refers_to(column: str, *, index: bool = False, **options: Any) -> Any:
    """A foreign key that keeps the row it refers to from being deleted under it."""
    return mapped_column(ForeignKey(column, ondelete="RESTRICT"), index=index, **options)


def one_of(column: str, *values: str) -> CheckConstraint:
    """A check that ``column`` holds one of ``values``."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def proper_span(*, optional: bool = False) -> CheckConstraint:
    """A check that start and end are a half-open span; with ``optional`` both may be null together."""
    span = 'start >= 0 AND start < "end"'
    return CheckConstraint(f'({span}) OR (start IS NULL AND "end" IS NULL)' if optional else span, name="span")
